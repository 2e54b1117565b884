//! A program that writes what `requests.yaml` describes as JSON, and looks at what is sent.

use openscaler_api::types::{CreateServer, Placement, Rack, Rule, Self_};
use openscaler_api::{create_server, placement, rack, rule, self_};
use serde_json::{json, to_value};

/// Whatever needs no memory can be a constant.
const ICMP: Rule = rule!({ "kind": "icmp", "code": 8 });
const SIZE: openscaler_api::types::CreateServerSize = openscaler_api::create_server_size!("large");
static RACK: Rack = rack!({ "at": 1 });

fn main() {
    objects_in_objects();
    members_of_unions();
    unions_in_unions();
    names_of_the_prelude();
    assert_eq!(to_value(&RACK).unwrap(), json!({ "at": 1 }));
    assert_eq!(to_value(SIZE).unwrap(), json!("large"));
}

fn objects_in_objects() {
    let (ip, label) = (openscaler_api::network_ip!("10.0.0.2"), "b".to_owned());
    let written: CreateServer = create_server!({
        "name": "a",
        "size": "small",
        "image": 7,
        "networks": [{ "ip": "10.0.0.1", "public": true }, { "ip": ip }],
        "labels": { "team": "a", "stage": label },
        "placement": { "at": "east" },
        "rule": { "kind": "udp", "ports": [53] },
        "standby": { "name": "b", "size": SIZE, "image": { "snapshot": 1 } },
        "metadata": { "any": [1, null, { "x": 0.5 }] },
        "quota": { "cores": 2, "memory": 4, "disk": 0.5 },
        "note": null,
        "level": 2,
        "start": true,
    });
    let expected = json!({
        "name": "a",
        "size": "small",
        "image": 7,
        "networks": [{ "ip": "10.0.0.1", "public": true }, { "ip": "10.0.0.2" }],
        "labels": { "team": "a", "stage": "b" },
        "placement": { "at": "east" },
        "rule": { "kind": "udp", "ports": [53] },
        "standby": { "name": "b", "size": "large", "image": { "snapshot": 1 } },
        "metadata": { "any": [1, null, { "x": 0.5 }] },
        "quota": { "cores": 2, "memory": 4.0, "disk": 0.5 },
        "note": null,
        "level": 2,
        "start": true,
    });
    assert_eq!(to_value(written).unwrap(), expected);
}

fn members_of_unions() {
    for (image, expected) in [
        (openscaler_api::image!("8e4ad2b5-3c3b-4b8c-9d67-0d6c2f3b1a5e"), json!("8e4ad2b5-3c3b-4b8c-9d67-0d6c2f3b1a5e")),
        (openscaler_api::image!(7), json!(7)),
        (openscaler_api::image!({ "snapshot": 1, "label": "x" }), json!({ "snapshot": 1, "label": "x" })),
        (openscaler_api::image!({ "url": "u" }), json!({ "url": "u" })),
    ] {
        assert_eq!(to_value(image).unwrap(), expected);
    }
    assert!(matches!(placement!({ "at": 1 }), Placement::Rack(_)));
    assert!(matches!(placement!({ "at": "east" }), Placement::Zone(_)));
    let at = 1;
    assert!(matches!(Placement::Rack(rack!({ "at": at })), Placement::Rack(_)));
}

fn unions_in_unions() {
    assert_eq!(to_value(ICMP).unwrap(), json!({ "kind": "icmp", "code": 8 }));
    let written = rule!({ "kind": "any", "inner": { "kind": "any", "inner": { "kind": "icmp", "code": 0 } } });
    let expected = json!({ "kind": "any", "inner": { "kind": "any", "inner": { "kind": "icmp", "code": 0 } } });
    assert_eq!(to_value(written).unwrap(), expected);
    let written = rule!({ "kind": "tcp", "ports": [] });
    assert_eq!(to_value(written).unwrap(), json!({ "kind": "tcp", "ports": [] }));
    let by = "me".to_owned();
    let written = rule!({ "kind": "open", "for": "everybody", "by": by });
    assert_eq!(to_value(written).unwrap(), json!({ "kind": "open", "for": "everybody", "by": "me" }));
}

fn names_of_the_prelude() {
    let written: Self_ = self_!({
        "Self": { "line": 1, "file": "main.rs" },
        "self": "abc",
        "Option": "some",
        "Vec": { "vec": ["a", "b"] },
        "Box": { "box": { "box": {} } },
        "Result": { "ok": true },
        "Some": { "Some": null },
        "None": ["vec", "env"],
        "format": "{}",
    });
    let expected = json!({
        "Self": { "line": 1, "file": "main.rs" },
        "self": "abc",
        "Option": "some",
        "Vec": { "vec": ["a", "b"] },
        "Box": { "box": { "box": {} } },
        "Result": { "ok": true },
        "Some": { "Some": null },
        "None": ["vec", "env"],
        "format": "{}",
    });
    assert_eq!(to_value(written).unwrap(), expected);
    // The standard library's macros are what they were.
    assert_eq!((vec![file!()].len(), format!("{}", line!()).is_empty()), (1, false));
    assert_eq!(to_value(openscaler_api::vec!({ "vec": [] })).unwrap(), json!({ "vec": [] }));
    assert_eq!(to_value(openscaler_api::types::env!("env")).unwrap(), json!("env"));
}
