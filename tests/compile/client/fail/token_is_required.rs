// A client needs a token.
use openscaler_api::Client;

fn main() {
    let _ = Client::builder().base_url("http://127.0.0.1:8080").build();
}
