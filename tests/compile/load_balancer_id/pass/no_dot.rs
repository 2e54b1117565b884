// The identifier of a load balancer is not `.`: a URL without it is the same.
use openscaler_api::load_balancer_id;

fn main() {
    let _ = load_balancer_id!(".a");
}
