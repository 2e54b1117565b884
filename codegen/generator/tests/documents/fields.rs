//! A program that depends on what `fields.yaml` generates to, and looks at what it sends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use openscaler_api::types::{
    Account, Book, BookInput, Event, EventDraft, FieldInput, Payment, PaymentInput, Switch, SwitchInput,
};
use openscaler_api::{Client, Field, event, shelf};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

fn main() {
    a_struct();
    setters();
    the_json_form();
    a_union_by_value();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(over_the_wire());
}

/// Asserts that a value is written as `json`, and comes back the same.
#[track_caller]
fn same<T: DeserializeOwned + Serialize>(value: T, json: Value) {
    assert_eq!(to_value(&value).unwrap(), json);
    assert_eq!(to_value(from_value::<T>(json.clone()).unwrap()).unwrap(), json);
}

/// A book of which nothing changes.
fn unchanged() -> BookInput {
    BookInput::builder().rank(None).build()
}

fn a_struct() {
    same(unchanged(), json!({ "rank": null }));
    let field = FieldInput::builder().build_null().extra([("a".to_owned(), None)].into()).build();
    let cleared = BookInput::builder().shelf_null().pages_null().sequel_null().field(field).anything_null().rank(None);
    let field = json!({ "build": null, "a": null });
    same(
        cleared.build(),
        json!({ "rank": null, "shelf": null, "pages": null, "sequel": null, "field": field, "anything": null }),
    );
    let set = BookInput::builder().shelf(shelf!("A1")).maybe_pages(Some(3)).sequel(unchanged()).anything(json!([null]));
    let set = set.maybe_title(None).rank(None).build();
    assert!(matches!(&set, BookInput { title: None, shelf: Field::Value(_), .. }));
    same(set, json!({ "rank": null, "shelf": "A1", "pages": 3, "sequel": { "rank": null }, "anything": [null] }));
    // In an answer, null is as good as absent.
    let book: Book = from_value(json!({ "id": "a", "rank": null, "pages": null, "shelf": "too long" })).unwrap();
    assert_eq!((book.pages, book.shelf.as_deref()), (None, Some("too long")));
}

fn setters() {
    same(Event::move_().from(shelf!("A1")).build(), json!({ "kind": "move", "from": "A1" }));
    let cleared = Event::move_().from(shelf!("A1")).to_null_().type_null().inner_null().build();
    same(cleared, json!({ "kind": "move", "from": "A1", "to": null, "type": null, "inner": null }));
    let set = Event::move_().to(shelf!("B1")).to_null(true).from(shelf!("A1")).type_("t".to_owned());
    let set = set.inner(Event::sale().build()).build();
    let expected = json!({
        "kind": "move", "from": "A1", "to": "B1", "to_null": true, "type": "t", "inner": { "kind": "sale" },
    });
    same(set, expected);
    let maybe = Event::sale().maybe_price(None).maybe_count(Some(1)).maybe_to(None).maybe_anything(Some(json!(1)));
    same(maybe.build(), json!({ "kind": "sale", "count": 1, "anything": 1 }));
    // The last one counts.
    same(Event::sale().count(1).count_null().build(), json!({ "kind": "sale", "count": null }));
    same(Event::sale().count_null().maybe_count(None).build(), json!({ "kind": "sale" }));
    let built = Event::sale().price_null().build();
    assert!(matches!(built, Event::Sale { price: Field::Null, count: Field::Absent, .. }));
}

const CLEARED: Event = event!({ "kind": "sale", "price": null, "count": null, "to": null, "anything": null });

fn the_json_form() {
    same(CLEARED, json!({ "kind": "sale", "price": null, "count": null, "to": null, "anything": null }));
    same(event!({ "kind": "sale" }), json!({ "kind": "sale" }));
    let count = 2;
    let written = event!({ "kind": "sale", "price": 1, "count": count, "to": ["A1"], "anything": json!({}) });
    same(written, json!({ "kind": "sale", "price": 1.0, "count": 2, "to": ["A1"], "anything": {} }));
    let draft: EventDraft = from_value(json!({ "kind": "sale", "count": "1", "to": [null], "price": null })).unwrap();
    let violations = Event::try_from(draft).unwrap_err();
    assert_eq!(violations.iter().map(|violation| violation.pointer()).collect::<Vec<_>>(), ["/count", "/to/0"]);
}

fn a_union_by_value() {
    same(SwitchInput::on().until_null().build(), json!({ "is_on": true, "until": null }));
    same(SwitchInput::on().maybe_until(None).build(), json!({ "is_on": true }));
    same(SwitchInput::on().until("noon".to_owned()).build(), json!({ "is_on": true, "until": "noon" }));
}

async fn over_the_wire() {
    let book = BookInput::builder().shelf_null().pages(3).rank(None).build();
    let (client, server) = serve(r#"{"id":"a","rank":null}"#);
    client.update_book("a", &book).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"{"rank":null,"shelf":null,"pages":3}"#);

    let (client, server) = serve(r#"{"why":"dark","is_on":false}"#);
    let switched = client.add_switch(&SwitchInput::on().until_null().build()).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"{"is_on":true,"until":null}"#);
    assert!(matches!(switched.into_inner(), Switch::Off { why: Some(why), .. } if why == "dark"));

    let (client, server) = serve(r#"[{"bank":"b","number":"1"},{"number":"1"},"cash",7,{"number":1}]"#);
    let account = PaymentInput::from(Account::builder().number("1".to_owned()).bank("b".to_owned()).build());
    let payments = client.add_payment(&account).await.unwrap().into_inner();
    assert_eq!(server.join().unwrap(), r#"{"number":"1","bank":"b"}"#);
    assert!(matches!(&payments[0], Payment::Account(account) if account.bank == "b"));
    assert!(matches!(&payments[1], Payment::Card(card) if card.name.is_none()));
    assert!(matches!(&payments[2], Payment::String(text) if text == "cash"));
    assert!(matches!(&payments[3], Payment::Integer(7)));
    assert!(matches!(&payments[4], Payment::Unknown(value) if value["number"] == 1));
}

/// A server that gives one answer, and returns the body of the request; and its client.
fn serve(answer: &'static str) -> (Client, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(&stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim_end().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", answer.len());
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(body).unwrap()
    });
    (Client::builder().base_url(address).build().unwrap(), server)
}
