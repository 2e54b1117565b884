//! The invalid requests that gave rise to this project, on the command line: the numbers are those of `tests/compile`.

use crate::support::{Stage, run};

/// Number, arguments, and what is said. A few rows have no form as options: those are requests of `--from`.
const ROWS: &[(&str, &str, &[&str])] = &[
    ("1", "self-signed --lb-id 42", &["`--name` is required"]),
    ("2", "let-encrypt --lb-id 42 --name a --let-encrypt-email a@example.com", &["`--cn-name` is required"]),
    ("3", "let-encrypt --lb-id 42 --name a --cn-name example.com", &["`--let-encrypt-email` is required"]),
    (
        "4",
        "let-encrypt --lb-id 42 --name a",
        &["2 mistakes; nothing was sent", "`--cn-name` is required", "`--let-encrypt-email` is required"],
    ),
    ("5", "upload --lb-id 42 --name a", &["`--cert-content` is required"]),
    ("6", "--lb-id 42", &["expected one of the commands `self-signed`, `let-encrypt`, `upload`, or `--from FILE`"]),
    ("7", "letsencrypt --lb-id 42 --name a", &["unrecognized subcommand 'letsencrypt'", "'let-encrypt'"]),
    ("8", "uploaded --lb-id 42 --name a", &["unrecognized subcommand 'uploaded'", "'upload'"]),
    ("9", "self-signed --lb-id 42 --name a --cert-content token", &["unexpected argument '--cert-content'"]),
    (
        "10",
        "self-signed --lb-id 42 --name a --let-encrypt-email a@b.example",
        &["unexpected argument '--let-encrypt-email'"],
    ),
    ("11", "let-encrypt --lb-id 42 --name a --cert-content token", &["unexpected argument '--cert-content'"]),
    ("12", "self-signed --lb-id 42 --name a --common-name example.com", &["unexpected argument '--common-name'"]),
    ("15", "self-signed --lb-id 42 --name=", &["`--name` is not a valid `CertificateName`"]),
    ("16", "self-signed --lb-id 42 --name a --cn-name exa_mple.com", &["`--cn-name` is not a valid `DomainName`"]),
    (
        "17",
        "self-signed --lb-id 42 --name a --cn-name https://example.com",
        &["`--cn-name` is not a valid `DomainName`"],
    ),
    (
        "18",
        "let-encrypt --lb-id 42 --name a --cn-name example.com --let-encrypt-email admin",
        &["`--let-encrypt-email` is not a valid `EmailAddress`"],
    ),
    (
        "19",
        "let-encrypt --lb-id 42 --name a --cn-name example.com --let-encrypt-email admin@",
        &["`--let-encrypt-email` is not a valid `EmailAddress`"],
    ),
    ("20", "upload --lb-id 42 --name a --cert-content token", &["`--cert-content` is not a valid `CertificatePem`"]),
    ("21", "upload --lb-id 42 --name a --cert-content cut.pem", &["`--cert-content` is not a valid `CertificatePem`"]),
    (
        "22",
        "let-encrypt --lb-id 42 --name a --cn-name a@example.com --let-encrypt-email example.com",
        &["2 mistakes", "`--cn-name` is not a valid", "`--let-encrypt-email` is not a valid"],
    ),
    ("23", "self-signed --name a", &["`--lb-id` is required"]),
    ("24", "--lb-id 42 --from none.json", &["`--from` cannot be read from `none.json`"]),
    ("26", "self-signed --lb-id= --name a", &["`--lb-id` is not a valid `LoadBalancerId`"]),
    ("27", "self-signed --lb-id 42 --name a --name b", &["'--name <TEXT>' cannot be used multiple times"]),
];

/// Number, request, and what is said.
const REQUESTS: &[(&str, &str, &[&str])] = &[
    ("6", r#"{ "name": "a" }"#, &["`/cert_type` in the file of `--from` is required"]),
    (
        "8",
        r#"{ "name": "a", "cert_type": "uploaded" }"#,
        &["`/cert_type` in the file of `--from` has an unknown value"],
    ),
    ("13", r#"{ "name": 42, "cert_type": "self_signed" }"#, &["`/name` in the file of `--from` must be a string"]),
    (
        "14",
        r#"{ "name": "a", "cert_type": "self_signed", "cn_name": [] }"#,
        &["`/cn_name` in the file of `--from` must be"],
    ),
    (
        "27",
        r#"{ "name": "a", "name": "b", "cert_type": "self_signed" }"#,
        &["`/name` in the file of `--from` is given more than once"],
    ),
    ("28", r#"{ "name": null, "cert_type": "self_signed" }"#, &["`/name` in the file of `--from` cannot be null"]),
    ("", "[1", &["`--from` is not complete JSON"]),
    ("", "[1,]", &["`--from` is not JSON (column 4)"]),
    ("", "[1,\n]", &["`--from` is not JSON (line 2, column 1)"]),
    ("", "\u{feff}{}", &["`--from` begins with a byte order mark (U+FEFF): save the file without it"]),
    ("", "[1]", &["the body must be an object, not a list"]),
];

#[test]
fn each_mistake_names_its_option_and_nothing_is_sent() {
    let stage = Stage::new();
    let bundle = stage.read("fullchain.pem");
    stage.write("cut.pem", &bundle[..bundle.len() / 2]);
    for (number, arguments, messages) in ROWS {
        let run = stage.run(&format!("lb certificate create {arguments}")).expect(2);
        for message in *messages {
            run.says(message);
        }
        assert_eq!(run.stdout, "", "{number}");
    }
    for (_, request, messages) in REQUESTS {
        let run = run(&mut stage.command("lb certificate create --lb-id 42 --from -"), request).expect(2);
        for message in *messages {
            run.says(message);
        }
    }
    assert_eq!(stage.server.request_count(), 0);
}

#[test]
fn advice_is_for_the_command_line() {
    let stage = Stage::new();
    for (url, message) in [
        ("https://user:hush@localhost", "`--url`: the base URL contains credentials: remove them\n"),
        ("http://example.com", "`--allow-insecure-http`"),
    ] {
        let run = stage.run(&format!("lb certificate get --lb-id 42 --certificate-name a --url {url}")).expect(2);
        run.says(message);
        assert!(!run.stderr.contains("builder") && !run.stderr.contains("hush"), "{}", run.stderr);
    }
}

#[test]
fn all_mistakes_are_listed_at_once() {
    let stage = Stage::new();
    let arguments = "let-encrypt --lb-id .. --cn-name exa_mple.com --let-encrypt-email admin";
    let run = stage.run(&format!("lb certificate create {arguments}")).expect(2);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines.len(), 5, "{}", run.stderr);
    assert_eq!(lines[0], "error: 4 mistakes; nothing was sent");
    for option in ["--lb-id", "--cn-name", "--let-encrypt-email", "--name"] {
        assert!(lines.iter().filter(|line| line.contains(&format!("`{option}`"))).count() == 1, "{option}: {lines:?}");
    }
}

#[test]
fn a_mistake_is_named_by_where_it_comes_from() {
    let stage = Stage::new();
    stage.write("request.json", r#"{ "name": 42, "cert_type": "upload" }"#);
    let create = "lb certificate create self-signed --lb-id 42 --from request.json";
    let run = stage.run(create).expect(2);
    run.says("`--from` expected `cert_type` `self_signed`, found another one");
    run.says("`/name` in the file of `--from` must be a string");
    stage.write("request.json", r#"{ "name": "a" }"#);
    let run = stage.run(&format!("{create} --name b --cn-name exa_mple.com")).expect(2);
    run.says("`--name` is given more than once: remove it here or in the file of `--from`");
    run.says("`--cn-name` is not a valid `DomainName`");
    assert_eq!(stage.server.request_count(), 0);
}

#[test]
fn a_setting_or_file_that_is_wrong_hides_no_other_mistake() {
    let stage = Stage::new();
    let arguments = "self-signed --lb-id .. --cn-name exa_mple.com --timeout 5 --max-attempts 0 --resolve-wait x \
         --root-certificate none.pem --from none.json";
    let run = stage.run(&format!("lb certificate create {arguments} --proxy-file none --proxy http://a")).expect(2);
    run.says("7 mistakes; nothing was sent");
    for message in [
        "`--proxy` cannot be used with `--proxy-file`",
        "`--max-attempts` must be a number from 1, not `0`",
        "`--root-certificate` cannot be read from `none.pem`: no such file",
        "`--resolve-wait` must be a duration",
        "`--lb-id` is not a valid",
        "`--from` cannot be read from `none.json`: no such file",
        "`--cn-name` is not a valid",
    ] {
        run.says(message);
    }
    assert_eq!(stage.server.request_count(), 0);
}

#[test]
fn a_command_that_is_missing_prints_the_help() {
    let stage = Stage::new();
    let run = stage.run("lb").expect(2);
    assert!(run.stderr.starts_with("certificate create") && run.stderr.contains("Usage:"), "{}", run.stderr);
    for arguments in ["--output json lb", "lb --output json"] {
        let run = stage.run(arguments).expect(2);
        let object: serde_json::Value = serde_json::from_str(&run.stderr).expect("one JSON object");
        assert_eq!(object["error"], "missing command: see `--help`", "{arguments}");
    }
}

#[test]
fn with_json_a_mistake_is_an_object() {
    let stage = Stage::new();
    for arguments in
        ["lb certificate create self-signed --lb-id 42 --output json", "lb certificate crate --output=json"]
    {
        let run = stage.run(arguments).expect(2);
        let object: serde_json::Value = serde_json::from_str(&run.stderr).expect("one JSON object");
        assert_eq!((&object["outcome"], &object["exit_code"]), (&"not_sent".into(), &2.into()), "{object}");
        assert_eq!(object["retry_is_safe"], true);
    }
}
