//! Every kind of mistake in the requests of `requests.yaml`; `mistakes.txt` is what the compiler says.

use openscaler_api::{create_server, rule};

fn main() {
    let _ = create_server!({
        "nmae": "a",
        "size": "larg",
        "image": true,
        "networks": [{ "ip": "10.0.0" }, { "ip": "10.0.0.1", "pubic": true, "port": 0, "id": 1 }, 1],
        "labels": { "team": 1, "team": "a" },
        "placement": {},
        "rule": { "kind": "udp", "code": 1 },
        "standby": { "name": "much too long", "image": { "snapshot": "1", "url": "u" }, "start": "yes" },
        "metadata": Some(1),
        "quota": { "cores": 0, "memory": "4", "disk": 9 },
        "note": 1,
        "level": 3,
        "start": null,
        "note": null,
        "password": "x",
        "disk": 1,
    });
    let _ = create_server!({ "size": "small", "image": 1 });
    let _ = openscaler_api::disk!({ "type": "local" });
    let _ = openscaler_api::disk!({ "tpye": "local", "bytes": 9223372036854775808 });
    let _ = openscaler_api::disk!({ "url": "u" });
    let at = "a";
    let _ = openscaler_api::placement!({ "at": at });
    let _ = rule!({ "kind": "any", "inner": { "kind": "tcp" } });
    let _ = rule!({ "kind": "open", "for": 1 });
    let _ = rule!({ "kind": "icmp", "code": 1.5 });
    let _ = openscaler_api::create_server_size!(1);
}
