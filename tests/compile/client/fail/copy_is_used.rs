// A changed copy of a client is used: the client itself is unchanged.
#![deny(unused_must_use)]

use openscaler_api::{Client, ConfigurationError};

fn trace(client: &Client) -> Result<(), ConfigurationError> {
    client.with_header("x-request-id", "0c2f")?;
    Ok(())
}

fn main() {
    let _ = trace;
}
