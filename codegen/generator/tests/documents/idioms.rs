//! A program that depends on what `idioms.yaml` generates to, and looks at what it sends.

use std::future::poll_fn;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::thread;

use openscaler_api::types::{
    ChooseBody, Colour, DotTypeInput, DrawBody, FillFormBody, Filter, Order, SendBody, ShapeInput, Thing, ThingOptions,
};
use openscaler_api::{BearerToken, Client};
use serde_json::{Value, from_value, json, to_value};

use futures_core::Stream;

/// A request as it came over the wire.
struct Request {
    start: String,
    headers: Vec<String>,
    body: String,
}

impl Request {
    fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.headers.iter().find(|line| line.to_lowercase().starts_with(&prefix)).map(|line| &line[prefix.len()..])
    }
}

/// A server that gives one answer to one request, and the client of it.
fn serve(status: &str, headers: &str, body: &'static [u8]) -> (Client, thread::JoinHandle<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let request = read(&mut stream);
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        request
    });
    (Client::builder().token(BearerToken::new("secret")).base_url(address).build().unwrap(), server)
}

fn read(stream: &mut TcpStream) -> Request {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut request = Request { start: lines.remove(0), headers: lines, body: String::new() };
    let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    request.body = String::from_utf8(body).unwrap();
    request
}

fn json_of(request: &Request) -> Value {
    serde_json::from_str(&request.body).unwrap()
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        unions().await;
        parameters().await;
        answers().await;
        bodies().await;
        streams().await;
    });
    names();
}

async fn unions() {
    let (client, server) = serve("200 OK", "", br#"[{"type":"point","x":1},{"type":"Curve"},{"type":"new"},{"x":2}]"#);
    let shapes = vec![
        ShapeInput::dot().type_(DotTypeInput::Point).x(1.0).build(),
        ShapeInput::line().to(2.0).build(),
        ShapeInput::curve().build(),
    ];
    let body: DrawBody = from_value(json!({ "shapes": shapes, "first": { "type": "dot" } })).unwrap();
    let drawn = client.draw(&body).await.unwrap();
    let expected = json!({
        "shapes": [{ "type": "point", "x": 1.0 }, { "type": "Line", "to": 2.0 }, { "type": "curve" }],
        "first": { "type": "dot" },
    });
    assert_eq!(json_of(&server.join().unwrap()), expected);
    assert_eq!(drawn.len(), 4, "what is not known is kept");
    let (client, server) = serve("204 No Content", "", b"");
    client.choose(&ChooseBody::line().to(1.0).build()).await.unwrap();
    assert_eq!(json_of(&server.join().unwrap()), json!({ "type": "Line", "to": 1.0 }));
}

async fn parameters() {
    let (client, server) = serve("204 No Content", "", b"");
    let filter: Filter = from_value(json!({ "word": "w", "inner": { "from": 1 } })).unwrap();
    let words = vec!["a b".to_owned(), "c".to_owned()];
    let many = vec![Order::Asc, Order::Asc2];
    let (ids, header) = (vec![1, 2], vec!["h".to_owned(), "i".to_owned()]);
    let options = ThingOptions::default()
        .id_2("q")
        .tags(words.clone())
        .piped(words)
        .many(many)
        .filter(filter.clone())
        .as_json(filter)
        .x_list(header)
        .session("s; t");
    let thing = client.thing_with(&ids, "2026-01-01", &options).await.unwrap();
    assert!(thing.is_none());
    let request = server.join().unwrap();
    let query = "id=q&tags=a%20b,c&piped=a%20b|c&many=asc&many=ASC&filter%5Binner%5D%5Bfrom%5D=1&filter%5Bword%5D=w\
                 &as-json=%7B%22inner%22%3A%7B%22from%22%3A1%7D%2C%22word%22%3A%22w%22%7D";
    assert_eq!(request.start, format!("GET /things/1,2?{query} HTTP/1.1"));
    assert_eq!((request.header("x-list"), request.header("x-one")), (Some("h,i"), Some("2026-01-01")));
    assert_eq!((request.header("authorization"), request.header("cookie")), (None, Some("session=s%3B%20t")));
    assert_eq!(request.header("accept"), Some("application/vnd.thing+json"));
}

async fn answers() {
    let body = br#"{"fooBar":"a","foo_bar":"b","extra":"c","default":"RED","more":1}"#;
    for status in ["200 OK", "201 Created"] {
        let (client, _) = serve(status, "", body);
        let thing = client.thing(&vec![1], "x").await.unwrap().into_inner();
        let thing: Thing = thing.expect("there is one");
        assert_eq!((thing.foo_bar.as_deref(), thing.foo_bar_2.as_deref()), (Some("a"), Some("b")));
        assert_eq!(thing.default, Some(Colour::Red3));
        assert_eq!(to_value(&thing).unwrap(), serde_json::from_slice::<Value>(body).unwrap());
    }
    let (client, server) = serve("404 Not Found", "", b"{}");
    let error = client.thing(&vec![1], "x").await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    drop(server);
}

async fn bodies() {
    let (client, server) = serve("202 Accepted", "", b"");
    let patch: openscaler_api::types::SendBodyInner = from_value(json!({ "x": 1 })).unwrap();
    client.patch_things_id(&vec![7], &patch).await.unwrap();
    let request = server.join().unwrap();
    assert_eq!(request.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!((request.start.as_str(), json_of(&request)), ("PATCH /things/7 HTTP/1.1", json!({ "x": 1 })));
    assert_eq!(request.header("authorization"), Some("Bearer secret"));

    let (client, server) = serve("299 Odd", "", b"");
    let body: SendBody = from_value(json!({ "inner": { "x": 1 } })).unwrap();
    client.send_operation(&vec![7], &body).await.unwrap();
    assert_eq!(json_of(&server.join().unwrap()), json!({ "inner": { "x": 1 } }));

    let (client, server) = serve("201 Created", "", b"");
    let form: FillFormBody = from_value(json!({
        "name": "a&b", "tags": ["x", "y"], "filter": { "inner": { "from": 2 } }, "order": "ASC",
    }))
    .unwrap();
    client.fill_form(&form).await.unwrap();
    let request = server.join().unwrap();
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.body, "filter%5Binner%5D%5Bfrom%5D=2&name=a%26b&order=ASC&tags=x&tags=y");

    let (client, server) = serve("200 OK", "", br#"{"ok":true}"#);
    let answer = client.replace_picture("bytes").await.unwrap();
    assert_eq!((answer.ok, server.join().unwrap().header("content-type")), (Some(true), Some("application/octet-stream")));
    let (client, server) = serve("200 OK", "", b"");
    client.picture_exists().await.unwrap();
    drop(server);
    let (client, server) = serve("200 OK", "", b"");
    client.picture_options().await.unwrap();
    assert_eq!(server.join().unwrap().start, "OPTIONS /pictures HTTP/1.1");
}

async fn streams() {
    let (client, server) = serve("200 OK", "content-type: text/event-stream\r\n", b"data: 1\n\n");
    let mut events = client.events().await.unwrap().into_inner();
    let first = poll_fn(|context| Pin::new(&mut events).poll_next(context)).await.unwrap().unwrap();
    assert_eq!(first.data.as_deref(), Ok("1"));
    assert_eq!(server.join().unwrap().header("accept"), Some("text/event-stream"));

    let (client, server) = serve("204 No Content", "", b"");
    client.new_events().await.unwrap();
    assert_eq!(server.join().unwrap().start, "GET /events HTTP/1.1");

    let (client, server) = serve("200 OK", "", b"small");
    let mut picture = client.add_picture("large").await.unwrap().into_inner();
    let first = poll_fn(|context| Pin::new(&mut picture).poll_next(context)).await.unwrap().unwrap();
    assert_eq!(&first[..], b"small");
    let request = server.join().unwrap();
    assert_eq!((request.header("content-type"), request.body.as_str()), (Some("image/png"), "large"));
}

fn names() {
    assert_eq!(to_value(Order::Asc2).unwrap(), "ASC");
    assert_eq!("ASC".parse::<Order>().unwrap(), Order::Asc2);
    assert_eq!(from_value::<Colour>(json!("-")).unwrap(), Colour::Minus);
}
