//! A program that depends on what `everything.yaml` generates to.

use openscaler_api::types::{Kind, KindInput, ListThingsResponseState, Shape, Thing, ThingEither, ThingInput, ThingLevel};
use openscaler_api::{Client, InvalidTimestamp};
use serde_json::{Value, from_value, json, to_value};

fn main() {
    values_that_are_not_listed();
    values_that_are_listed_as_unknown();
    nothing_is_validated();
    null_and_absence();
    texts_with_a_form();
    what_a_test_makes();
    unions();
    requests_are_strict();
    let _ = Client::builder().build();
}

/// A thing with what has to be there, and with `more`.
fn thing(more: Value) -> Thing {
    from_value(thing_json(more)).expect("an answer is not refused")
}

fn thing_json(more: Value) -> Value {
    let mut thing = json!({ "id": "?", "kind": "fancy", "made_at": "2026-01-01T00:00:00" });
    if let (Some(thing), Value::Object(more)) = (thing.as_object_mut(), more) {
        thing.extend(more);
    }
    thing
}

fn values_that_are_not_listed() {
    let thing = thing(json!({ "kind": "grand", "other_kind": "odd", "size": "huge" }));
    assert_eq!(thing.kind, Kind::Unknown("grand".to_owned()));
    let written = to_value(&thing).unwrap();
    assert_eq!((&written["kind"], &written["size"]), (&json!("grand"), &json!("huge")));
}

fn values_that_are_listed_as_unknown() {
    assert_eq!(Kind::from("unknown"), Kind::Unknown2);
    assert_eq!(to_value(Kind::Unknown2).unwrap(), "unknown");
    assert_eq!(from_value::<ListThingsResponseState>(json!("unknown")).unwrap(), ListThingsResponseState::Unknown2);
}

fn nothing_is_validated() {
    let thing = thing(json!({
        "weight": -1, "count": 0, "level": 4, "pair": [1, 2, 3], "tags": ["a", "a"], "day": "yesterday",
        "address": "nowhere", "network": "", "new": {},
    }));
    assert_eq!((thing.weight, thing.count, thing.level), (Some(-1), Some(0), Some(ThingLevel::Unknown(4))));
    assert_eq!(thing.tags.map(|tags| tags.len()), Some(2));
}

fn null_and_absence() {
    let optional = ["other_kind", "gone_at", "day", "note", "words", "weight", "level", "flag", "size", "tags", "labels"];
    let others = ["address", "network", "count", "pair", "either", "type", "parent"];
    let nulls = optional.iter().chain(&others).map(|name| (name.to_string(), Value::Null)).collect();
    let (null, absent) = (thing(Value::Object(nulls)), thing(json!({})));
    assert_eq!(null, absent);
}

fn texts_with_a_form() {
    let thing = thing(json!({ "gone_at": "2026-01-01T00:00:00Z", "words": "a, b", "type": "soon" }));
    assert!(matches!(thing.made_at.date_time(), Err(InvalidTimestamp::WithoutZone)));
    assert_eq!(thing.gone_at.unwrap().date_time().unwrap().unix_timestamp(), 1_767_225_600);
    assert_eq!(thing.words.unwrap().iter().collect::<Vec<_>>(), ["a", "b"]);
    assert!(matches!(thing.type_.unwrap().date_time(), Err(InvalidTimestamp::Malformed(_))));
}

fn what_a_test_makes() {
    let made = Thing::new("?", Kind::from("fancy"), "2026-01-01T00:00:00");
    assert_eq!(made, thing(json!({})));
    assert_ne!(made, thing(json!({ "flag": true })));
    assert_eq!(Shape::circle(1.5), from_value(json!({ "shape": "circle", "radius": 1.5 })).unwrap());
    assert!(Kind::KNOWN.contains(&Kind::Unknown2) && !Kind::KNOWN.contains(&Kind::Unknown("x".to_owned())));
    assert!(KindInput::KNOWN.contains(&KindInput::Unknown));
}

fn unions() {
    let round_trip = |json: Value| {
        let shape: Shape = from_value(json.clone()).expect("an answer is not refused");
        assert_eq!(to_value(&shape).unwrap(), json);
        shape
    };
    assert!(matches!(round_trip(json!({ "shape": "circle", "radius": -1.0 })), Shape::Circle { radius: -1.0, .. }));
    assert!(matches!(round_trip(json!({ "shape": "Unknown" })), Shape::Unknown2));
    let unknown_tag = json!({ "shape": "star", "points": 5 });
    let missing_tag = json!({ "radius": 1 });
    let unfit_field = json!({ "shape": "circle", "radius": "wide" });
    for json in [unknown_tag, missing_tag, unfit_field, json!([]), json!("circle"), Value::Null] {
        assert!(matches!(round_trip(json), Shape::Unknown(_)));
    }
    assert!(matches!(from_value(json!(["neither"])).unwrap(), ThingEither::Unknown(_)));
}

fn requests_are_strict() {
    assert!(from_value::<ThingInput>(thing_json(json!({}))).is_err(), "the id is no UUID");
    assert!("grand".parse::<KindInput>().is_err());
    assert_eq!(to_value(KindInput::Unknown).unwrap(), "unknown");
}
