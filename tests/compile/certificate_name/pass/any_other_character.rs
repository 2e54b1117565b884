// Any other character can stand in a name: it is percent-encoded.
use openscaler_api::certificate_name;

fn main() {
    for name in [certificate_name!("a/b"), certificate_name!(r"..\..\x"), certificate_name!("ü %2e?#")] {
        assert!(!name.as_ref().is_empty());
    }
}
