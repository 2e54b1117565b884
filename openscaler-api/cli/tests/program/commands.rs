//! Every command does what its help says.

use std::fs;
use std::process::Stdio;

use crate::support::{Stage, run};

#[test]
fn the_five_commands() {
    let stage = Stage::new();
    let created = stage
        .run("lb certificate create self-signed --lb-id 42 --name internal --cn-name internal.example.com")
        .expect(0);
    assert!(created.stdout.contains("name         internal"), "{}", created.stdout);
    stage
        .run(
            "lb certificate create let-encrypt --lb-id 42 --name shop --cn-name shop.example.com \
             --let-encrypt-email admin@example.com",
        )
        .expect(0);
    stage
        .run(
            "lb certificate create upload --lb-id 42 --name my-cert --cert-content fullchain.pem --cert-content privkey.pem",
        )
        .expect(0);
    stage.write("request.json", r#"{ "name": "from-file", "cert_type": "self_signed" }"#);
    stage.run("lb certificate create --lb-id 42 --from request.json").expect(0);
    let input = r#"{ "name": "from-input", "cert_type": "self_signed" }"#;
    run(&mut stage.command("lb certificate create --lb-id 42 --from -"), input).expect(0);
    let got = stage.run("lb certificate get --lb-id 42 --certificate-name my-cert --output json").expect(0);
    assert!(got.stdout.starts_with("{\n  \"name\": \"my-cert\",\n  \"cert_type\": \"upload\",\n"), "{}", got.stdout);
    assert_eq!(stage.names("42"), ["from-file", "from-input", "internal", "my-cert", "shop"]);
}

#[test]
fn a_secret_may_come_from_standard_input() {
    let stage = Stage::new();
    let upload = "lb certificate create upload --lb-id 42 --name a --cert-content fullchain.pem --cert-content -";
    run(&mut stage.command(upload), &stage.read("privkey.pem")).expect(0);
    let twice = "lb certificate create upload --lb-id 42 --name b --cert-content - --cert-content -";
    let message = "cannot be read from `-`: standard input can be read only once";
    run(&mut stage.command(twice), "").expect(2).says(&format!("`--cert-content` {message}"));
    // Whichever options read it.
    let other = "lb certificate create upload --lb-id 42 --name b --root-certificate - --cert-content -";
    run(&mut stage.command(other), "").expect(2).says(&format!("`--cert-content` {message}"));
    assert_eq!(stage.names("42"), ["a"]);
}

#[test]
fn a_dry_run_sends_nothing_and_shows_no_secret() {
    let stage = Stage::new();
    let upload =
        "lb certificate create upload --lb-id 42 --name a --cert-content fullchain.pem --cert-content privkey.pem";
    let shown = stage.run(&format!("--dry-run {upload}")).expect(0).stdout;
    assert!(shown.starts_with("POST http://127.0.0.1:"), "{shown}");
    assert!(shown.contains("/v1/lbs/42/certificates\n") && shown.contains(r#""cert_content": "REDACTED""#), "{shown}");
    assert_eq!(stage.server.request_count(), 0);
    // It needs no token.
    let mut command = crate::support::program(stage.folder.path());
    command.args([
        "--dry-run",
        "--output",
        "json",
        "lb",
        "certificate",
        "get",
        "--lb-id",
        "1",
        "--certificate-name",
        "a",
    ]);
    let shown = run(&mut command, "").expect(0).stdout;
    assert!(shown.contains("https://api.alpha.openscaler.net/v1/lbs/1/certificates/a"), "{shown}");
}

#[test]
fn a_dry_run_checks_the_url_and_shows_no_credentials() {
    let stage = Stage::new();
    for (url, message) in [
        ("http://user:hush@127.0.0.1:1", "`OPENSCALER_URL`: the base URL contains credentials"),
        ("nonsense", "`OPENSCALER_URL`: the base URL has no scheme"),
    ] {
        stage.write("lines.jsonl", r#"{"lb_id": "42", "body": {"name": "a", "cert_type": "self_signed"}}"#);
        for arguments in [
            "--dry-run lb certificate get --lb-id 42 --certificate-name a",
            "--dry-run lb certificate create --batch lines.jsonl --journal run.journal",
            "lb certificate create --batch lines.jsonl --journal run.journal",
        ] {
            let run = run(stage.command(arguments).env("OPENSCALER_URL", url), "").expect(2);
            run.says(message);
            assert!(!run.stderr.contains("hush") && run.stdout.is_empty(), "{}", run.stderr);
        }
        assert!(!stage.path("run.journal").exists());
    }
}

#[test]
fn what_exists_is_not_created_again() {
    let stage = Stage::new();
    let create = "lb certificate create self-signed --lb-id 42 --name a";
    stage.run(create).expect(0);
    stage.run(&format!("{create} --if-exists ok")).expect(0).says("found: it exists");
    stage.run(&format!("{create} --if-exists fail")).expect(3).says("it exists already; nothing was sent");
    let upload =
        "lb certificate create upload --lb-id 42 --name a --cert-content fullchain.pem --cert-content privkey.pem";
    let other = stage.run(&format!("{upload} --if-exists ok")).expect(3);
    other.says("another one exists in its place, with a different `cert_type`; nothing was sent");
    stage.run("lb certificate create self-signed --lb-id 42 --name b --if-exists fail").expect(0);
    let posts = stage.server.requests().iter().filter(|request| request.method() == "POST").count();
    assert_eq!(posts, 2);
}

#[test]
fn help_shows_the_options_of_the_command() {
    let stage = Stage::new();
    let help = stage.run("lb certificate create upload -h").expect(0).stdout;
    for option in ["--lb-id", "--name", "--cn-name", "--cert-content <FILE>"] {
        assert!(help.contains(option), "{option}: {help}");
    }
    assert!(!help.contains("--journal"), "{help}");
    let root = stage.run("--help").expect(0).stdout;
    assert!(root.contains("certificate create, certificate get") && root.contains("OPENSCALER_TOKEN"), "{root}");
    let batch = stage.run("lb certificate create --help").expect(0).stdout;
    assert!(batch.contains("--journal"), "{batch}");
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    stage.run("--version").expect(0);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let stage = Stage::new();
    // clap_complete writes two levels for fish.
    for (shell, words) in [
        ("bash", ["certificate-name", "let-encrypt"]),
        ("zsh", ["certificate-name", "let-encrypt"]),
        ("fish", ["lb", "certificate"]),
    ] {
        let script = stage.run(&format!("completions {shell}")).expect(0).stdout;
        assert!(words.iter().all(|word| script.contains(word)), "{shell}");
    }
    stage.run("manual pages").expect(0);
    let page = stage.read("pages/openscaler-lb-certificate-create-upload.1");
    for words in ["cert\\-content", "The time limit of a call", "How long to look for"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let pages = fs::read_dir(stage.path("pages")).expect("the folder").count();
    assert_eq!(pages, 10, "the program, `lb`, `certificate`, two commands, three variants, and two of its own");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let stage = Stage::new();
    let mut command = stage.command("completions bash");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn credentials_come_from_the_environment_or_a_file() {
    let stage = Stage::new();
    let get = ["lb", "certificate", "get", "--lb-id", "42", "--certificate-name", "a"];
    let command = || {
        let mut command = crate::support::program(stage.folder.path());
        command.args(["--url", &stage.server.base_url()]).args(get);
        command
    };
    let missing = run(&mut command(), "").expect(2);
    missing.says("the API requires a token: set `OPENSCALER_TOKEN`, or give `--token-file FILE`");
    run(command().env("OPENSCALER_TOKEN", stage.server.token()), "").expect(3).says("404 Not Found");
    stage.write("bad", "\"quoted\"");
    run(command().args(["--token-file", "bad"]), "").expect(2).says("`--token-file`: ");
    run(command().args(["--token-file", "none"]), "")
        .expect(2)
        .says("`--token-file` cannot be read from `none`: no such file");
    let proxy = run(command().args(["--proxy", "http://user:password@127.0.0.1:1"]), "").expect(2);
    proxy.says("use `--proxy-file`");
    stage.write("proxy", "ftp://user:hush@127.0.0.1:1");
    stage.write("token", &stage.server.token());
    let proxy = run(command().args(["--token-file", "token", "--proxy-file", "proxy"]), "").expect(2);
    proxy.says("`--proxy-file`: ");
    assert!(!proxy.stderr.contains("hush"), "{}", proxy.stderr);
}
