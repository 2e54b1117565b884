//! Expressions of other types than the fields of `requests.yaml`; `mistyped.txt` is what the compiler says.

use openscaler_api::create_server;

fn main() {
    let (text, number) = (String::new(), 1_u8);
    let _ = create_server!({
        "name": text,
        "size": "small".to_owned(),
        "image": number,
        "networks": [{ "ip": text }, number],
        "labels": { "a": number },
        "standby": { "name": "b", "size": 1 + 1, "image": Some(1) },
        "level": number,
        "start": 0 == 0,
        "metadata": number,
    });
}
