//! `$file` in a batch: the content of files where the document marks a secret, and nowhere else.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::failure::{Failure, reason};
use crate::files;
use crate::input::Mistake;
use crate::json;

/// Where files may be read: a batch from another party must not send another site's key.
pub(super) struct Attachments {
    /// Without links.
    folder: PathBuf,
}

impl Attachments {
    /// Of the folder of the batch, or of another one.
    pub(super) fn new(batch: &Path, other: Option<&PathBuf>) -> Result<Self, Failure> {
        let own = batch.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = other.map_or(own, PathBuf::as_path);
        let canonical = folder.canonicalize();
        let folder =
            canonical.map_err(|error| Failure::io("open", format!("the folder `{}`", folder.display()), &error))?;
        Ok(Self { folder })
    }

    /// Replaces each `$file` by the content of its files.
    pub(super) fn insert(&self, value: &mut Value, at: &str, secrets: &[&str], mistakes: &mut Vec<Mistake>) {
        match value {
            Value::Object(members) if members.contains_key("$file") => match self.content(members, at, secrets) {
                Ok(content) => *value = Value::String(content.to_string()),
                Err(message) => {
                    mistakes.push(Mistake::in_body(at, message));
                    // A place with a mistake of its own.
                    *value = Value::Null;
                }
            },
            Value::Object(members) => {
                for (name, member) in members {
                    self.insert(member, &json::join(at, name), secrets, mistakes);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.insert(item, &format!("{at}/{index}"), secrets, mistakes);
                }
            }
            _ => {}
        }
    }

    fn content(&self, members: &Map<String, Value>, at: &str, secrets: &[&str]) -> Result<Zeroizing<String>, String> {
        if !json::is_at(at, secrets) {
            return Err("cannot be read from a file: only secrets can".to_owned());
        }
        let names: Option<Vec<&str>> = match members.get("$file") {
            _ if members.len() > 1 => None,
            Some(Value::String(name)) => Some(vec![name]),
            Some(Value::Array(names)) => names.iter().map(Value::as_str).collect(),
            _ => None,
        };
        let names = names.filter(|names| !names.is_empty());
        let names = names.ok_or("is invalid: expected `{\"$file\": [\"name\", …]}`")?;
        let texts: Result<Vec<_>, _> = names.into_iter().map(|name| self.read(name)).collect();
        Ok(files::join(&texts?.iter().map(|text| text.as_str()).collect::<Vec<_>>()))
    }

    fn read(&self, name: &str) -> Result<Zeroizing<String>, String> {
        let unreadable = |error: io::Error| format!("cannot be read from `{name}`: {}", reason(&error));
        let path = self.folder.join(name);
        files::check_name(Path::new(name), &path)?;
        let path = path.canonicalize().map_err(unreadable)?;
        if !path.starts_with(&self.folder) {
            return Err(format!("cannot be read from `{name}`, which is outside of the folder: see `--files-from`"));
        }
        // Opening a pipe would wait for its other end.
        if !fs::metadata(&path).map_err(unreadable)?.is_file() {
            return Err(format!("cannot be read from `{name}`: it is not a regular file"));
        }
        let mut text = Zeroizing::new(String::with_capacity(16 * 1024));
        let file = File::open(&path).map_err(unreadable)?;
        file.take(files::MAX_SIZE + 1).read_to_string(&mut text).map_err(unreadable)?;
        if text.len() as u64 > files::MAX_SIZE {
            return Err(format!("cannot be read from `{name}`, which is too large: expected at most 1 MiB"));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_files_below_the_folder_are_read_and_only_for_secrets() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
        fs::create_dir_all(folder.path().join("batch/sub")).expect("a folder");
        write("outside.pem", "OUTSIDE");
        write("batch/a.pem", "A");
        write("batch/sub/b.pem", "B\n");
        write("batch/large.pem", &"x".repeat(1024 * 1024 + 1));
        std::os::unix::fs::symlink("../outside.pem", folder.path().join("batch/link.pem")).expect("a link");
        std::os::unix::fs::symlink("sub/b.pem", folder.path().join("batch/inner.pem")).expect("a link");
        let attachments = Attachments::new(&folder.path().join("batch/lines.jsonl"), None);
        let Ok(attachments) = attachments else { panic!("the folder exists") };
        let inserted = |value: Value| {
            let (mut body, mut mistakes) = (json!({ "pem": value, "name": "n" }), Vec::new());
            attachments.insert(&mut body, "", &["/pem"], &mut mistakes);
            let messages: Vec<_> = mistakes.into_iter().map(|mistake| mistake.message).collect();
            if messages.is_empty() { body["pem"].as_str().unwrap_or_default().to_owned() } else { messages.join("; ") }
        };
        assert_eq!(inserted(json!({ "$file": ["a.pem", "sub/b.pem"] })), "A\nB\n");
        assert_eq!(inserted(json!({ "$file": "inner.pem" })), "B\n");
        for name in ["link.pem", "../outside.pem", "/etc/passwd"] {
            let message = inserted(json!({ "$file": name }));
            assert!(message.contains("outside of the folder"), "{name}: {message}");
        }
        assert!(inserted(json!({ "$file": "sub" })).contains("not a regular file"));
        assert!(inserted(json!({ "$file": "large.pem" })).contains("too large"));
        assert!(inserted(json!({ "$file": "none.pem" })).contains("no such file"));
        assert!(!inserted(json!({ "$file": "-----BEGIN PRIVATE KEY-----\nMIGH" })).contains("MIGH"));
        for wrong in [json!({ "$file": [] }), json!({ "$file": 1 }), json!({ "$file": "a.pem", "x": 1 })] {
            assert!(inserted(wrong).contains("expected `{\"$file\""));
        }
        let (mut body, mut mistakes) = (json!({ "name": { "$file": "a.pem" } }), Vec::new());
        attachments.insert(&mut body, "", &["/pem"], &mut mistakes);
        assert_eq!(mistakes.len(), 1);
    }
}
