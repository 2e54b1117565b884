//! `record-cases`: the reference server, which records each exchange as a wire case.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use openscaler_reference_server::{Config, ReferenceServer};
use openscaler_tests::cases::Recorder;
use tokio::signal::unix::{SignalKind, signal};

/// The reference server, which appends each exchange to a file as a wire case, with its secrets replaced.
#[derive(Parser)]
struct Arguments {
    /// The file to append the cases to
    file: PathBuf,
    /// The address to listen on; port 0 selects a free one
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The bearer token to accept. Process lists show arguments, so prefer the environment variable
    #[arg(long, env = "OPENSCALER_TOKEN", hide_env_values = true)]
    token: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("record-cases: {error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "where it listens is what its caller waits for")]
async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut terminated = signal(SignalKind::terminate())?;
    let recorder = Recorder::open(&arguments.file, &arguments.token)
        .map_err(|error| format!("cannot record to `{}`: {error}; choose another file", arguments.file.display()))?;
    let mut config = Config::new(arguments.token);
    config.listen = arguments.listen;
    config.observer = Some(Arc::new(move |exchange| {
        // A failed recording must not fail the call.
        if let Err(error) = recorder.write_observed(exchange) {
            eprintln!("cannot record the exchange: {error}");
        }
    }));
    let server = ReferenceServer::start_with(config)?;
    println!("listening on {}", server.base_url());
    tokio::select! {
        _ = terminated.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    server.stop();
    Ok(())
}
