//! A client without a token, and one with.

use openscaler_api::{BearerToken, Client};

fn main() {
    let _client = Client::builder().build().expect("a client");
    let _client = Client::builder().token(BearerToken::new("t")).build().expect("a client");
}
