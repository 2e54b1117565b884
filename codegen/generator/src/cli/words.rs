//! The words of a command: what it is about first, what it does last.

use heck::ToKebabCase;

/// The verbs that end a command.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "add", "apply", "attach", "cancel", "check", "clear", "clone", "close", "convert", "copy", "create", "delete", "deploy",
    "describe", "destroy", "detach", "disable", "download", "enable", "execute", "export", "fetch", "find", "generate",
    "get", "import", "install", "list", "lock", "move", "open", "patch", "pause", "poll", "post", "publish", "put", "query",
    "read", "reboot", "rebuild", "refresh", "register", "reload", "remove", "rename", "replace", "reset", "resize",
    "restart", "restore", "resume", "retrieve", "retry", "revoke", "rotate", "run", "scale", "search", "send", "set", "show",
    "start", "stop", "suspend", "sync", "test", "transfer", "trigger", "uninstall", "unlock", "update", "upgrade", "upload",
    "validate", "verify",
];

/// The program's own commands.
pub(super) const RESERVED: &[&str] = &["completions", "help", "manual"];

/// At most three words for an `operationId`: `lb certificate create` for `lb_create_certificate`.
pub(super) fn split_id(id: &str) -> Vec<String> {
    let kebab = kebab(id);
    let mut words: Vec<&str> = kebab.split('-').collect();
    let Some(verb) = words.iter().position(|word| VERBS.contains(word)).filter(|_| words.len() > 1) else {
        return vec![kebab];
    };
    let verb = words.remove(verb);
    let mut command = vec![words[0].to_owned()];
    if words.len() > 1 {
        command.push(words[1..].join("-"));
    }
    command.push(verb.to_owned());
    command
}

/// A name in kebab case; never empty.
pub(super) fn kebab(name: &str) -> String {
    let separated = name.replace('\'', "").replace(|letter: char| !letter.is_alphanumeric(), "-");
    let kebab = separated.to_kebab_case();
    if kebab.is_empty() { "x".to_owned() } else { kebab }
}

/// The name, or that with a number from 2 on: the first that is free.
pub(super) fn find_free(wanted: &str, is_free: impl FnMut(&String) -> bool) -> String {
    let numbered = (2_u64..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// The words of an `x-cli-name`.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn parse_name(name: &str) -> Result<Vec<String>, &'static str> {
    match invalid_name(name) {
        None => Ok(name.split_whitespace().map(str::to_owned).collect()),
        Some(reason) => Err(reason),
    }
}

/// What is wrong with the text of an `x-cli-name`.
pub(crate) fn invalid_name(name: &str) -> Option<&'static str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if words.is_empty() || words.len() > 3 {
        return Some("expected one to three words");
    }
    if !words.iter().all(is_word) {
        return Some("expected lower-case letters, digits and hyphens");
    }
    RESERVED.contains(&words[0]).then_some("the program has a command of this name")
}

/// The name of an API, which messages follow with "API": `Shop` for `Shop` and for `Shop API`.
pub(super) fn api_name(title: &str) -> &str {
    title.strip_suffix(" API").unwrap_or(title)
}

/// The program of an API: `openscaler` for `OpenScaler` and for `OpenScaler API`.
#[must_use]
pub fn program_name(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    if words.len() > 1 && words.last().is_some_and(|last| last == "api") {
        words.pop();
    }
    if words.is_empty() { "api".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_with_its_verb() {
        for (id, command) in [
            ("lb_create_certificate", "lb certificate create"),
            ("lb_get_certificate", "lb certificate get"),
            ("listPets", "pets list"),
            ("servers_list", "servers list"),
            ("ssl_certificates_list_all_domains", "ssl certificates-all-domains list"),
            ("listCoreV1NamespacedPod", "core v1-namespaced-pod list"),
            ("get_pets_id_owner", "pets id-owner get"),
            ("createPet", "pet create"),
            ("list", "list"),
            ("ping", "ping"),
            ("serverHealth", "server-health"),
            ("Pets/List", "pets list"),
            ("!", "x"),
        ] {
            assert_eq!(split_id(id).join(" "), command, "{id}");
        }
    }

    #[test]
    fn an_extension_is_one_to_three_words() {
        assert_eq!(parse_name(" lb  cert new "), Ok(vec!["lb".to_owned(), "cert".to_owned(), "new".to_owned()]));
        for (name, reason) in [
            ("", "expected one to three words"),
            ("a b c d", "expected one to three words"),
            ("Lb create", "expected lower-case letters, digits and hyphens"),
            ("--lb", "expected lower-case letters, digits and hyphens"),
            ("help me", "the program has a command of this name"),
        ] {
            assert_eq!(parse_name(name), Err(reason), "{name}");
        }
    }

    #[test]
    fn a_program_is_called_like_its_api() {
        for (title, name) in
            [("OpenScaler", "openscaler"), ("Hetzner Cloud API", "hetzner-cloud"), ("API", "api"), ("", "api")]
        {
            assert_eq!(program_name(title), name, "{title}");
        }
        assert_eq!(["Shop", "Shop API", "API"].map(api_name), ["Shop", "Shop", "API"]);
    }
}
