// The literal is a string, not a number.
use openscaler_api::load_balancer_id;

fn main() {
    let _ = load_balancer_id!("42");
}
