// A variable is checked at run time.
use openscaler_api::domain_name;

fn main() {
    let domain = String::from("www.example.com");
    let _ = domain_name!(domain);
}
