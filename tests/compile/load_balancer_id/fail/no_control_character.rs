// The identifier of a load balancer contains no control character.
use openscaler_api::load_balancer_id;

fn main() {
    let _ = load_balancer_id!("my\ncert");
}
