//! A program that depends on what `unions.yaml` generates to.

use openscaler_api::types::{Beep, BeepKind, ChainApi, Contact, ContactInput, Gear, Label, NewState, Order, OrderDraft, Password, Place, Setting, Word};
use openscaler_api::{Client, contact_input, gear, move_, order, password, port, setting, share, word};
use serde_json::{Value, from_value, json, to_value};

fn main() {
    variants_without_fields();
    names_that_a_builder_has();
    words_of_rust();
    defaults_and_nulls();
    unions_in_unions();
    literals_with_rules();
    items_that_may_be_null();
    secrets_without_a_name();
    drafts();
    constants_beside_the_tag();
    what_looks_tagged_elsewhere();
    members_with_additional_properties();
    let _ = Client::builder().build();
}

fn same(built: Order, written: Order, expected: Value) {
    assert_eq!(to_value(&built).unwrap(), expected);
    assert_eq!(to_value(&written).unwrap(), expected);
    let judged: OrderDraft = from_value(expected.clone()).unwrap();
    assert_eq!(to_value(Order::try_from(judged).unwrap()).unwrap(), expected);
}

fn variants_without_fields() {
    same(Order::ping().build(), order!({ "type": "ping" }), json!({ "type": "ping" }));
    same(Order::try_from_2().build(), order!({ "type": "try_from" }), json!({ "type": "try_from" }));
}

fn constants_beside_the_tag() {
    let built = Gear::chain().api(ChainApi::V2).build();
    let expected = json!({ "api": "v2", "kind": "chain" });
    assert_eq!(to_value(&built).unwrap(), expected);
    assert_eq!(to_value(gear!({ "api": ChainApi::V2, "kind": "chain" })).unwrap(), expected);
}

fn what_looks_tagged_elsewhere() {
    let built = ContactInput::email().value("a".to_owned()).build();
    let expected = json!({ "type": "email", "value": "a" });
    assert_eq!(to_value(&built).unwrap(), expected);
    assert_eq!(to_value(contact_input!({ "type": "email", "value": "a" })).unwrap(), expected);
    assert_eq!(to_value(ContactInput::nothing().build()).unwrap(), json!({ "type": "nothing" }));
    assert_eq!(to_value(Beep::builder().kind(BeepKind::Beep).build()).unwrap(), json!({ "kind": "Beep" }));
    // An answer may have more than the document says.
    let answered: Contact = from_value(json!({ "type": "email", "value": "a", "new": 1 })).unwrap();
    assert!(matches!(answered, Contact::Email { value, .. } if value == "a"));
    assert!(matches!(from_value(json!({ "type": "nothing" })).unwrap(), Contact::Nothing));
}

fn members_with_additional_properties() {
    let label = Label::free().extra([("color".to_owned(), "red".to_owned())].into()).build();
    let expected = json!({ "kind": "free", "color": "red" });
    assert_eq!(to_value(&label).unwrap(), expected);
    assert!(matches!(from_value(expected).unwrap(), Label::Free { extra, .. } if extra["color"] == "red"));
    assert_eq!(to_value(Label::fixed().size(2).build()).unwrap(), json!({ "kind": "fixed", "size": 2 }));
}

fn names_that_a_builder_has() {
    let built = Order::new().state(NewState::Off).new(-1).clone(true).build_(word!("ab")).value(0.5).build();
    let written = order!({
        "type": "new", "build": "ab", "new": -1, "state": NewState::Off, "clone": true, "value": 0.5,
    });
    let expected = json!({ "type": "new", "build": "ab", "new": -1, "state": "off", "clone": true, "value": 0.5 });
    same(built, written, expected);
}

fn words_of_rust() {
    let secret = "opens everything";
    let built = Order::self_()
        .fn_("f".to_owned())
        .self_(vec![word!("ab"), word!("cd")])
        .x_1(Password::try_from(secret).unwrap())
        .gen_(serde_json::from_str::<Place>(r#"{ "row": 1 }"#).unwrap())
        .build();
    assert!(!format!("{built:?}").contains(secret));
    let row: Place = serde_json::from_str(r#"{ "row": 1 }"#).unwrap();
    let written = order!({ "type": "self", "fn": "f", "self": ["ab", "cd"], "x-1": "opens everything", "gen": row });
    let expected = json!({ "type": "self", "fn": "f", "self": ["ab", "cd"], "x-1": secret, "gen": { "row": 1 } });
    same(built, written, expected);
    assert!(!format!("{:?}", password!("opens everything")).contains(secret));
}

fn defaults_and_nulls() {
    // What is left out is left to the server.
    let built = Order::plain().note(None).build();
    same(built, order!({ "type": "Plain", "note": null }), json!({ "type": "Plain", "note": null }));
    // A list that is empty is not one that is absent.
    let built = Order::plain().note(None).words(vec![]).build();
    let expected = json!({ "type": "Plain", "note": null, "words": [] });
    same(built, order!({ "type": "Plain", "note": null, "words": [] }), expected);
    let built = Order::plain().note(Some("n".to_owned())).count(2).build();
    same(built, order!({ "type": "Plain", "note": "n", "count": 2 }), json!({ "type": "Plain", "note": "n", "count": 2 }));
}

const NUMBERS: Setting = setting!({ "kind": "numbers", "port": 0x50, "spare": 8_080, "move": -30, "share": 0.25 });
static LISTS: Setting = setting!({ "kind": "lists", "moves": [], "shares": [] });

macro_rules! numbers {
    ($port:literal, $move:literal, $share:literal) => {
        setting!({ "kind": "numbers", "port": $port, "spare": null, "move": $move, "share": $share })
    };
}

macro_rules! lists {
    ($($word:literal),*; $($move:literal),*; $($share:expr),*) => {
        setting!({ "kind": "lists", "words": [$($word),*], "moves": [$($move),*], "shares": [[$($share),*], []] })
    };
}

fn literals_with_rules() {
    let built = Setting::numbers().port(port!(80)).spare(Some(port!(8080))).move_(move_!(-30)).share(share!(0.25)).build();
    let expected = json!({ "kind": "numbers", "port": 80, "spare": 8080, "move": -30, "share": 0.25 });
    assert_eq!(to_value(built).unwrap(), expected);
    assert_eq!(to_value(NUMBERS).unwrap(), expected);
    assert_eq!(to_value(&LISTS).unwrap(), json!({ "kind": "lists", "moves": [], "shares": [] }));
    // A literal may come by way of the caller's own macro, and any other expression is of the field's type.
    let expected = json!({ "kind": "numbers", "port": 80, "spare": null, "move": -30, "share": 1.0 });
    assert_eq!(to_value(numbers!(80, -30, 1)).unwrap(), expected);
    let (port, moved) = (port!(80), move_!(-30));
    let written = setting!({ "kind": "numbers", "port": port, "spare": null, "move": { moved }, "share": share!(1) });
    assert_eq!(to_value(written).unwrap(), expected);
    let half = share!(0.5);
    let written = lists!("ab", "cd"; -1, 1; 1, 0.25, half);
    let expected = json!({ "kind": "lists", "words": ["ab", "cd"], "moves": [-1, 1], "shares": [[1.0, 0.25, 0.5], []] });
    assert_eq!(to_value(written).unwrap(), expected);
}

fn items_that_may_be_null() {
    let (port, note) = (port!(80), "n".to_owned());
    let written = setting!({ "kind": "lists", "ports": [1, null, port], "notes": [null, "n", note] });
    let built = Setting::lists()
        .ports(vec![Some(port!(1)), None, Some(port)])
        .notes(vec![None, Some("n".to_owned()), Some("n".to_owned())])
        .build();
    let expected = json!({ "kind": "lists", "ports": [1, null, 80], "notes": [null, "n", "n"] });
    assert_eq!((to_value(written).unwrap(), to_value(built).unwrap()), (expected.clone(), expected));
}

fn secrets_without_a_name() {
    let secret = "opens everything";
    let json = json!({ "type": "Plain", "note": null, "key": secret });
    let built: Order = from_value(json.clone()).unwrap();
    assert!(!format!("{built:?}").contains(secret));
    assert_eq!(to_value(&built).unwrap(), json);
}

fn unions_in_unions() {
    let json = json!({ "type": "Plain", "note": null, "inner": { "type": "new", "build": "a", "more": 1 } });
    let violations = Order::try_from(from_value::<OrderDraft>(json).unwrap()).unwrap_err();
    let pointers: Vec<_> = violations.iter().map(|violation| violation.pointer()).collect();
    assert_eq!(pointers, ["/inner/build", "/inner/more", "/inner/new", "/inner/state"]);
}

fn drafts() {
    let json = json!({ "type": "self", "fn": 1, "self": ["a", 2], "x-1": "abc", "async": null, "gen": { "row": "front" } });
    let violations = Order::try_from(from_value::<OrderDraft>(json).unwrap()).unwrap_err();
    let found: Vec<_> = violations.iter().map(|violation| violation.pointer()).collect();
    assert_eq!(found, ["/fn", "/gen/row", "/self/0", "/self/1", "/x-1"]);
    assert!(!violations.to_string().contains("front") && !violations.to_string().contains("abc"), "{violations}");
    let _ = Word::try_from("abcdefghi").unwrap_err();
}
