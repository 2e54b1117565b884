//! `reference-server`: the reference server as a command.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use openscaler_reference_server::{Config, ReferenceServer};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Serves the OpenScaler API as documented, with real certificates, in memory.
#[derive(Parser)]
struct Arguments {
    /// The address to listen on; port 0 picks a free port.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The bearer token to accept. Prefer the environment variable: arguments appear in process lists.
    #[arg(long, env = "OPENSCALER_TOKEN", hide_env_values = true)]
    token: String,
    /// The id of a load balancer that exists; may be repeated. Without it, every id exists.
    #[arg(long = "load-balancer", value_name = "ID")]
    load_balancers: Vec<String>,
    /// The time limit for reading a request's head, and then for its body.
    #[arg(long, default_value_t = 10, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    read_timeout: u16,
    /// Write a line to standard error for each request: method, path, status, duration.
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
    // Registered before the server prints that it is ready: a signal right after that line must not kill it.
    let interrupted = signal(SignalKind::interrupt())?;
    let terminated = signal(SignalKind::terminate())?;
    let mut config = Config::new(arguments.token);
    config.listen = arguments.listen;
    config.load_balancers = arguments.load_balancers;
    config.read_timeout = Duration::from_secs(arguments.read_timeout.into());
    config.verbose = arguments.verbose;
    // Requests cannot be queried from this process.
    config.log_limit = 0;
    let server = ReferenceServer::start_with(config)?;
    announce(&server.base_url())?;
    either(interrupted, terminated).await;
    server.stop();
    Ok(())
}

/// Prints the line that callers wait for, and flushes it, because they may read it through a pipe.
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
