// A token has no `Display`.
use openscaler_api::BearerToken;

fn main() {
    println!("{}", BearerToken::new("secret"));
}
