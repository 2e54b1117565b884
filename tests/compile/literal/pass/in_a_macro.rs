// A checked literal can come from the caller's own macro.
macro_rules! names {
    ($($name:literal),*) => { [$(openscaler_api::certificate_name!($name)),*] };
}

fn main() {
    let _ = names!("a", "b");
}
