// A token has its own type, so that it is not printed.
use openscaler_api::Client;

fn main() {
    let _ = Client::builder().token("secret").build();
}
