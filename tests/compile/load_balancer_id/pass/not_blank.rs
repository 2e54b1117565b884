// The identifier of a load balancer is not blank.
use openscaler_api::load_balancer_id;

fn main() {
    let _ = load_balancer_id!("a b");
}
