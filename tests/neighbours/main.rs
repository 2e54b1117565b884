//! Programs that use the client and a reqwest of their own: both speak TLS, and neither is a surprise for the other.
//!
//! Cargo compiles reqwest 0.13 once for both, with the features that either asks for. So each program is built by itself.

#[path = "../faults/support/tls.rs"]
mod tls;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::{env, fs};

use openscaler_reference_server::certificates::{Bundle, Recipe};
use openscaler_tests::faults::{CREATED, read_request};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::tls::{Offer, TlsServer};

/// A program: its dependencies besides the client, and its code.
struct Neighbour {
    name: &'static str,
    /// Of the dependency on the client.
    client: &'static str,
    dependencies: &'static str,
    source: &'static str,
    /// The methods of the calls that it makes over TLS.
    calls: &'static [&'static str],
    /// The only cipher suite that its process-wide provider has.
    suite: Option<&'static str>,
    /// What has to be on the machine, as a command that succeeds.
    needs: Option<&'static [&'static str]>,
}

/// By a client of its own, and by ours.
const BOTH: &[&str] = &["GET", "POST"];
/// What a program needs whose TLS is OpenSSL's.
const OPENSSL: Option<&[&str]> = Some(&["pkg-config", "--exists", "openssl"]);

/// Its own client is made without a word about TLS.
const BESIDE: &str = include_str!("programs/beside.rs");

const USUAL: Neighbour =
    Neighbour { name: "", client: "", dependencies: "", source: BESIDE, calls: BOTH, suite: None, needs: None };

const NEIGHBOURS: &[Neighbour] = &[
    Neighbour {
        name: "reqwest-0-12",
        dependencies: r#"reqwest = { version = "0.12", default-features = false, features = ["rustls-tls-native-roots"] }"#,
        ..USUAL
    },
    Neighbour { name: "reqwest-default", dependencies: r#"reqwest = "0.13""#, ..USUAL },
    Neighbour {
        name: "reqwest-without-tls",
        dependencies: r#"reqwest = { version = "0.13", default-features = false }"#,
        ..USUAL
    },
    Neighbour {
        name: "reqwest-native-tls",
        dependencies: r#"reqwest = { version = "0.13", default-features = false, features = ["native-tls"] }"#,
        needs: OPENSSL,
        ..USUAL
    },
    Neighbour {
        name: "provider-installed",
        dependencies: "reqwest = { version = \"0.13\", default-features = false }\n\
                       rustls = { version = \"0.23\", default-features = false, features = [\"aws_lc_rs\"] }",
        source: include_str!("programs/installed.rs"),
        suite: Some("TLS13_CHACHA20_POLY1305_SHA256"),
        ..USUAL
    },
    Neighbour {
        name: "client-no-provider",
        client: r#", default-features = false, features = ["requests", "rustls-no-provider"]"#,
        dependencies: "reqwest = { version = \"0.13\", default-features = false }\n\
                       rustls = { version = \"0.23\", default-features = false, features = [\"ring\"] }",
        source: include_str!("programs/no_provider.rs"),
        ..USUAL
    },
    Neighbour {
        name: "client-native-tls",
        client: r#", default-features = false, features = ["native-tls", "requests"]"#,
        dependencies: r#"reqwest = { version = "0.13", default-features = false }"#,
        needs: OPENSSL,
        ..USUAL
    },
    Neighbour {
        name: "client-without-tls",
        client: ", default-features = false",
        dependencies: r#"reqwest = { version = "0.13", default-features = false }"#,
        source: include_str!("programs/without_tls.rs"),
        calls: &[],
        ..USUAL
    },
];

#[tokio::test]
async fn neither_disturbs_the_other() {
    let workspace = Workspace::write();
    let bundle = Recipe::new(["localhost"]).chain().make().expect("a bundle");
    // The operating system's roots, for OpenSSL and for rustls.
    let roots = workspace.folder.join("roots.pem");
    fs::write(&roots, &bundle.chain[2]).expect("it can be written");
    for neighbour in NEIGHBOURS {
        if let Some(command) = neighbour.needs.filter(|command| !succeeds(command)) {
            eprintln!("skipped `{}`: `{}` fails on this machine", neighbour.name, command.join(" "));
            continue;
        }
        let suites = play(&workspace, neighbour, &bundle, &roots).await;
        if let Some(suite) = neighbour.suite {
            assert_eq!(suites, BTreeSet::from([suite.to_owned()]), "{}", neighbour.name);
        }
    }
}

fn succeeds(command: &[&str]) -> bool {
    let [program, arguments @ ..] = command else { return false };
    Command::new(program).args(arguments).status().is_ok_and(|status| status.success())
}

/// Builds and runs a program, which makes one call by each client; returns the cipher suites of its connections.
async fn play(workspace: &Workspace, neighbour: &Neighbour, bundle: &Bundle, roots: &Path) -> BTreeSet<String> {
    let seen = Arc::new(Mutex::new((BTreeSet::new(), Vec::new())));
    let share = seen.clone();
    let offer = Offer { bundle, alpn: &["http/1.1"], client_root: None };
    let server = TlsServer::start(offer, move |stream| respond(stream, share.clone())).await;
    let mut program = workspace.cargo("run", neighbour.name);
    program.arg("--").arg(server.url()).env("SSL_CERT_FILE", roots).env_remove("SSL_CERT_DIR");
    let output = tokio::task::spawn_blocking(move || program.output().expect("cargo can be started")).await;
    let output: Output = output.expect("no panic");
    assert!(output.status.success(), "{}:\n{}", neighbour.name, String::from_utf8_lossy(&output.stderr));
    let (suites, mut methods) = std::mem::take(&mut *seen.lock().expect("a lock"));
    methods.sort();
    assert_eq!(methods, neighbour.calls, "{}", neighbour.name);
    suites
}

type Seen = Arc<Mutex<(BTreeSet<String>, Vec<String>)>>;

async fn respond(mut stream: TlsStream<TcpStream>, seen: Seen) {
    let suite = stream.get_ref().1.negotiated_cipher_suite().expect("a suite").suite();
    let Some(request) = read_request(&mut stream).await else { return };
    let method = String::from_utf8_lossy(request.split(|byte| *byte == b' ').next().unwrap_or_default()).into_owned();
    {
        let mut seen = seen.lock().expect("a lock");
        seen.0.insert(format!("{suite:?}"));
        seen.1.push(method);
    }
    let head = format!("HTTP/1.1 201 x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", CREATED.len());
    let _ = stream.write_all((head + CREATED).as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// The programs, each a package of one workspace.
struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    fn write() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("neighbours");
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
        let names: Vec<_> = NEIGHBOURS.iter().map(|neighbour| format!("\"{}\"", neighbour.name)).collect();
        let write = |path: &str, text: &str| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(path, text).expect("it can be written");
        };
        write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", names.join(", ")));
        for Neighbour { name, client, dependencies, source, .. } in NEIGHBOURS {
            let path = repository.join("openscaler-api");
            let manifest = format!(
                "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n\
                 openscaler-api = {{ path = '{}'{client} }}\n\
                 tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{dependencies}\n",
                path.display()
            );
            write(&format!("{name}/Cargo.toml"), &manifest);
            write(&format!("{name}/src/main.rs"), source);
        }
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            // The versions that the repository is tested with; cargo adds what is not among them.
            fs::copy(repository.join("Cargo.lock"), lock).expect("the lock file can be copied");
        }
        Self { folder }
    }

    /// Cargo, on one of the programs.
    fn cargo(&self, command: &str, program: &str) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.folder).args([command, "--quiet", "--package", program]);
        // Shared with other suites, and in the same way.
        cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated/target"));
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_STRIP", "symbols");
        cargo.env("CARGO_INCREMENTAL", "0");
        cargo
    }
}
