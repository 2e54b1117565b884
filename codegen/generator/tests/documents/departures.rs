//! A program that depends on what `departures.yaml` generates to: answers are read without what departs from the document.

use std::fmt::Debug;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use openscaler_api::types::{Cargo, Size, GetHarborsResponse};
use openscaler_api::{Client, Departure};
use serde::Serialize;
use serde_json::{Value, json, to_value};

/// Every value that is not as the document says.
const QUOTED: &str = "qZ7wX";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        one_odd_property().await;
        several_odd_properties().await;
        unions_keep_what_they_do_not_know().await;
        what_is_required().await;
        every_odd_value_anywhere().await;
        other_successes().await;
    });
}

/// A client of a server that answers once.
fn client(status: u16, body: &Value) -> Client {
    let (client, bodies) = server(status);
    bodies.send(if status == 204 { String::new() } else { body.to_string() }).unwrap();
    client
}

/// A client of a server that answers each call with the next of the bodies.
fn server(status: u16) -> (Client, Sender<String>) {
    let (send, bodies) = channel::<String>();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for body in bodies {
            let (mut stream, _) = listener.accept().unwrap();
            stream.read(&mut [0; 4096]).unwrap();
            let head = format!("HTTP/1.1 {status} x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            stream.write_all((head + &body).as_bytes()).unwrap();
        }
    });
    (Client::builder().base_url(address).build().unwrap(), send)
}

/// A fleet with every property.
fn fleet() -> Value {
    let harbor = json!({ "berths": 9_223_372_036_854_775_808_u64, "note": "deep", "depth": 12 });
    let ship = json!({
        "name": "Ada", "length": 12.5, "color": "red", "decks": 2, "captain": { "age": 40, "title": "Dr." },
        "tender": { "name": "Bo" },
    });
    json!({
        "id": 1, "motto": null, "name": "First", "since": "2026-01-01T00:00:00Z", "flagship": ship, "harbor": harbor,
        "ships": [ship, { "name": "Cid" }], "by_port": { "a/b": ship, "c": { "name": "Eve" } },
        "cargo": { "kind": "oil", "barrels": 7 }, "size": harbor,
    })
}

/// Replaces the value at a pointer.
fn with(mut value: Value, pointer: &str, replaced: Value) -> Value {
    *value.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = replaced;
    value
}

fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let removed = value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&name.replace("~1", "/"));
    assert!(removed.is_some(), "{pointer}");
    value
}

/// Asserts which departures are listed, and that none quotes a value.
#[track_caller]
fn told(departures: &[Departure], expected: &[(&str, &str)]) {
    let found: Vec<_> = departures.iter().map(|it| (it.pointer().to_owned(), it.to_string())).collect();
    let found: Vec<_> = found.iter().map(|(pointer, text)| (pointer.as_str(), text.as_str())).collect();
    assert_eq!(found, expected);
    assert!(!format!("{departures:?}").contains(QUOTED));
}

/// Asserts what is left, null like absent.
#[track_caller]
fn left(value: &(impl Serialize + Debug), expected: &Value) {
    fn without_nulls(value: Value) -> Value {
        match value {
            Value::Object(members) => {
                members.into_iter().filter(|(_, it)| !it.is_null()).map(|(name, it)| (name, without_nulls(it))).collect()
            }
            Value::Array(items) => items.into_iter().map(without_nulls).collect(),
            Value::Number(number) => number.as_f64().into(),
            other => other,
        }
    }
    assert_eq!(without_nulls(to_value(value).unwrap()), without_nulls(expected.clone()));
}

async fn one_odd_property() {
    let whole = client(200, &fleet()).get_fleet().await.unwrap();
    told(whole.departures(), &[]);
    left(&whole.into_inner(), &fleet());
    let string = "must be a string, not a list";
    for (pointer, left_out, message) in [
        ("/name", "/name", string),
        ("/since", "/since", string),
        ("/flagship/length", "/flagship/length", "must be a number, not a list"),
        ("/flagship/color", "/flagship/color", string),
        ("/flagship/decks", "/flagship/decks", "must be an integer, not a list"),
        ("/flagship/captain/title", "/flagship/captain/title", string),
        ("/flagship/captain/age", "/flagship/captain", "must be an integer, not a list"),
        ("/flagship/tender/name", "/flagship/tender", string),
        ("/harbor", "/harbor", "must be an object, not a list"),
        ("/harbor/note", "/harbor/note", string),
        ("/harbor/depth", "/harbor/depth", "must be an integer, not a list"),
        ("/harbor/berths", "/harbor", "must be an integer, not a list"),
        ("/ships/0/color", "/ships/0/color", string),
        ("/ships/0/captain/age", "/ships/0/captain", "must be an integer, not a list"),
        ("/ships/1", "/ships", "must be an object, not a list"),
        ("/ships/1/name", "/ships", string),
        ("/by_port", "/by_port", "must be an object, not a list"),
        ("/by_port/a~1b/length", "/by_port/a~1b/length", "must be a number, not a list"),
        ("/by_port/a~1b/name", "/by_port/a~1b", string),
    ] {
        let odd = with(fleet(), pointer, json!([QUOTED]));
        let answer = client(200, &odd).get_fleet().await.unwrap_or_else(|error| panic!("{pointer}: {error}"));
        let inside = if pointer == left_out { String::new() } else { format!("`{left_out}` is left out: ") };
        told(answer.departures(), &[(left_out, &format!("{inside}`{pointer}` {message}"))]);
        left(&answer.into_inner(), &without(odd, left_out));
    }
}

async fn several_odd_properties() {
    let mut odd = with(fleet(), "/name", json!([QUOTED]));
    odd["harbor"] = json!({ "berths": -1, "note": 5 });
    odd["ships"][1] = json!({ "name": "Cid", "length": QUOTED, "color": "green", "more": QUOTED });
    odd.as_object_mut().unwrap().remove("motto");
    let answer = client(200, &odd).get_fleet().await.unwrap();
    told(answer.departures(), &[
        ("/harbor", "`/harbor` is left out: `/harbor/berths` must be an integer in the range of its type, not a number"),
        ("/name", "`/name` must be a string, not a list"),
        ("/ships/1/length", "`/ships/1/length` must be a number, not a string"),
    ]);
    let mut expected = without(without(without(odd, "/harbor"), "/name"), "/ships/1/length");
    // The type has no place for it.
    expected["ships"][1].as_object_mut().unwrap().remove("more");
    left(&answer.into_inner(), &expected);
}

async fn unions_keep_what_they_do_not_know() {
    let odd = with(with(fleet(), "/cargo/barrels", json!([QUOTED])), "/size", json!([QUOTED]));
    let answer = client(200, &odd).get_fleet().await.unwrap();
    told(answer.departures(), &[]);
    assert!(matches!(&answer.cargo, Some(Cargo::Unknown(value)) if *value == odd["cargo"]));
    assert!(matches!(&answer.size, Some(Size::Unknown(value)) if *value == odd["size"]));
    // Also if something else departs.
    let answer = client(200, &with(odd.clone(), "/name", json!(5))).get_fleet().await.unwrap();
    told(answer.departures(), &[("/name", "`/name` must be a string, not a number")]);
    left(&answer.into_inner(), &without(odd, "/name"));
}

async fn what_is_required() {
    for (pointer, why) in [
        ("/id", "`/id` must be an integer, not a string"),
        ("/flagship", "`/flagship` must be an object, not a string"),
        ("/flagship/name", ""),
    ] {
        let odd = if why.is_empty() { without(fleet(), pointer) } else { with(fleet(), pointer, json!(QUOTED)) };
        let why = if why.is_empty() { "`/flagship/name` is required" } else { why };
        let error = client(200, &odd).get_fleet().await.unwrap_err();
        assert!(error.to_string().ends_with(why), "{error}");
        assert!(!format!("{error}{error:?}").contains(QUOTED), "{error}");
    }
    let error = client(200, &json!([{ "name": "Ada" }, { "name": [QUOTED] }])).list_ships().await.unwrap_err();
    assert!(error.to_string().ends_with("`/1/name` must be a string, not a list"), "{error}");
}

/// The pointers of all values inside a value.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, it)| (name.replace('/', "~1"), it)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, it)| (index.to_string(), it)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in members {
        let at = format!("{at}/{name}");
        pointers(value, &at, found);
        found.push(at);
    }
}

/// Whatever value a property has, the answer is read without the listed properties, or the error names a required one.
async fn every_odd_value_anywhere() {
    let mut places = Vec::new();
    pointers(&fleet(), "", &mut places);
    let (mut read, mut refused) = (0, 0);
    let (client, bodies) = server(200);
    for place in &places {
        let values = [json!(null), json!(true), json!(-3), json!(1e300), json!(0.5), json!("x"), json!([]), json!({})];
        for value in values.into_iter().chain([json!([{ "name": "x" }]), json!({ "kind": "oil" }), json!({ "berths": 1 })]) {
            let odd = with(fleet(), place, value);
            bodies.send(odd.to_string()).unwrap();
            match client.get_fleet().await {
                Ok(answer) => {
                    read += 1;
                    let departures: Vec<_> = answer.departures().iter().map(|it| it.pointer().to_owned()).collect();
                    let expected = departures.iter().fold(odd, |odd, pointer| without(odd, pointer));
                    if !["/ships", "/by_port"].iter().any(|extra| place.starts_with(extra)) {
                        left(&answer.into_inner(), &expected);
                    }
                }
                Err(error) => {
                    refused += 1;
                    let line = error.to_string();
                    assert!(line.contains("match the API's document") && line.contains("`/") && !line.contains("as its type"), "{line}");
                    assert!(["/id", "/flagship", "/motto"].iter().any(|required| place.starts_with(required)), "{place}: {line}");
                }
            }
        }
    }
    assert!(read > 400 && refused > 20, "{read} {refused}");
}

async fn other_successes() {
    let ships = client(200, &json!([{ "name": "Ada", "length": QUOTED }])).list_ships().await.unwrap();
    told(ships.departures(), &[("/0/length", "`/0/length` must be a number, not a string")]);
    assert_eq!(ships.as_ref().unwrap().len(), 1);
    let none = client(204, &Value::Null).list_ships().await.unwrap();
    assert!(none.is_none() && none.departures().is_empty());
    let harbors = client(200, &json!({ "a": { "berths": 1.0 }, "b": {} })).get_harbors().await.unwrap();
    told(harbors.departures(), &[("/b", "`/b` is left out: `/b/berths` is required")]);
    assert!(matches!(&*harbors, GetHarborsResponse::Ok(map) if map.len() == 1 && map["a"].berths == 1));
    let later = client(202, &json!({ "wait": "x" })).get_harbors().await.unwrap();
    told(later.departures(), &[("/wait", "`/wait` must be an integer, not a string")]);
}
