// The identifier of a load balancer is not `..`: it would leave the path.
use openscaler_api::load_balancer_id;

fn main() {
    let _ = load_balancer_id!("..");
}
