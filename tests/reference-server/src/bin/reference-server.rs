//! `reference-server`: the reference server as a command.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use openscaler_reference_server::{Config, ReferenceServer};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// A server that answers as OpenScaler's API is documented to, with real certificates, all in memory.
#[derive(Parser)]
struct Arguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The bearer token to accept. Process lists show arguments: prefer the environment.
    #[arg(long, env = "OPENSCALER_TOKEN", hide_env_values = true)]
    token: String,
    /// A load balancer that exists; may be given several times. None given: every id exists.
    #[arg(long = "load-balancer", value_name = "ID")]
    load_balancers: Vec<String>,
    /// How long a request's head may take, and then its body.
    #[arg(long, default_value_t = 10, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    read_timeout: u16,
    /// Write a line to standard error for each request: method, path, status, time.
    #[arg(long)]
    verbose: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reference-server: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    // Asked for before the server says that it is ready: a signal right after that line must not kill it.
    let interrupted = signal(SignalKind::interrupt())?;
    let terminated = signal(SignalKind::terminate())?;
    let mut config = Config::new(arguments.token);
    config.listen = arguments.listen;
    config.load_balancers = arguments.load_balancers;
    config.read_timeout = Duration::from_secs(arguments.read_timeout.into());
    config.verbose = arguments.verbose;
    // Nobody asks this process for the requests.
    config.log_limit = 0;
    let server = ReferenceServer::start_with(config)?;
    announce(&server.base_url())?;
    either(interrupted, terminated).await;
    server.stop();
    Ok(())
}

/// The line that others wait for, flushed since they read it through a pipe.
fn announce(url: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "listening on {url}")?;
    out.flush()
}

async fn either(mut one: Signal, mut other: Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
