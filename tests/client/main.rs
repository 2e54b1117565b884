//! The client against the reference server, over real sockets, and what it shows of its secrets.

mod answers;
mod certificates;
mod departures;
mod drafts;
mod forms;
mod secrets;

use openscaler_api::{BearerToken, Client};
use openscaler_reference_server::certificates::Recipe;
use openscaler_reference_server::{Config, ReferenceServer};

const TOKEN: &str = "a-token-that-must-not-be-seen";

/// A running reference server.
fn server() -> ReferenceServer {
    ReferenceServer::start_with(Config::new(TOKEN)).expect("the server starts")
}

/// A client of what listens at `url`.
fn client(url: &str) -> Client {
    Client::builder().token(BearerToken::new(TOKEN)).base_url(url).build().expect("the client can be built")
}

/// A certificate with its key.
fn bundle() -> String {
    Recipe::new(["example.com", "www.example.com"]).make().expect("a bundle").to_pem().to_string()
}
