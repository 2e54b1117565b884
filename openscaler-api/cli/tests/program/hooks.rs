//! The hooks of the README, as certbot and acme.sh call them.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::support::{Stage, run};

fn hook(stage: &Stage, script: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_openscaler"));
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("hooks").join(script));
    command.env("PATH", format!("{}:{path}", program.parent().expect("a folder").display()));
    command.env("OPENSCALER_HOOK_CONF", stage.path("hook.conf")).current_dir(stage.folder.path());
    command
}

/// Runs a hook twice for one certificate and once for another.
fn renew(stage: &Stage, make: impl Fn() -> Command) {
    let configuration = format!(
        "OPENSCALER_LB_ID=42\nOPENSCALER_URL={}\nTOKEN_FILE={}\n",
        stage.server.base_url(),
        stage.path("token").display()
    );
    stage.write("hook.conf", &configuration);
    fs::create_dir(stage.path("bin")).expect("a folder");
    // Without a serial, all certificates of a domain would have one name.
    stage.write("bin/openssl", "#!/bin/sh\nexit 1\n");
    fs::set_permissions(stage.path("bin/openssl"), Permissions::from_mode(0o755)).expect("it exists");
    let mut failing = make();
    let path = failing.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, path)| path?.to_str());
    let path = format!("{}:{}", stage.path("bin").display(), path.expect("it is set"));
    run(failing.env("PATH", path), "").expect(1);
    assert_eq!(stage.server.request_count(), 0);
    run(&mut make(), "").expect(0);
    // The hook ran, and its caller was killed before it knew.
    run(&mut make(), "").expect(0);
    let posts = || stage.server.requests().iter().filter(|request| request.method() == "POST").count();
    assert_eq!(posts(), 1);
    let other = Stage::new();
    for name in ["fullchain.pem", "privkey.pem"] {
        stage.write(name, &other.read(name));
    }
    run(&mut make(), "").expect(0);
    assert_eq!(posts(), 2);
    let names = stage.names("42");
    assert!(names.len() == 2 && names.iter().all(|name| name.starts_with("shop.example.com-")), "{names:?}");
}

fn is_openssl_missing() -> bool {
    let is_missing = Command::new("openssl").arg("version").output().is_err();
    if is_missing {
        eprintln!("SKIPPED: the hooks require `openssl`");
    }
    is_missing
}

#[test]
fn certbot_renews() {
    if is_openssl_missing() {
        return;
    }
    let stage = Stage::new();
    let lineage = stage.path("shop.example.com");
    std::os::unix::fs::symlink(".", &lineage).expect("a link");
    renew(&stage, || {
        let mut command = hook(&stage, "certbot-deploy.sh");
        command.env("RENEWED_LINEAGE", &lineage).env("RENEWED_DOMAINS", "shop.example.com");
        command
    });
}

#[test]
fn acme_sh_renews() {
    if is_openssl_missing() {
        return;
    }
    let stage = Stage::new();
    renew(&stage, || {
        let mut command = hook(&stage, "acme-sh-reload.sh");
        command.env("CERT_FULLCHAIN_PATH", stage.path("fullchain.pem")).env("CERT_KEY_PATH", stage.path("privkey.pem"));
        command.env("Le_Domain", "shop.example.com");
        command
    });
}
