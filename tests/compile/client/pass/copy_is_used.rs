// A changed copy of a client is used: the client itself is unchanged.
use openscaler_api::{Client, ConfigurationError};

fn trace(client: &Client) -> Result<Client, ConfigurationError> {
    client.with_header("x-request-id", "0c2f")
}

fn main() {
    let _ = trace;
}
