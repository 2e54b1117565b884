// A token has its own type, so that it is not printed.
use openscaler_api::{BearerToken, Client};

fn main() {
    let _ = Client::builder().token(BearerToken::new("secret")).build();
}
