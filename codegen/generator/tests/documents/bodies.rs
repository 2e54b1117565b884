//! A program that depends on what `bodies.yaml` generates to: what its bodies are on the wire.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll};

use bytes::Bytes;
use openscaler_api::types::{
    DoCertOptions, FailedResponse, ListItemsOptions, PostAnythingOptions, Problem, RangedResponse, ReplaceBody, SeveralResponse,
    Stop, StopOptions, UploadForm, UploadLevel, UploadMeta,
};
use openscaler_api::{Client, EventStream, Form, Outcome, Part};

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        forms().await;
        large_forms().await;
        media_types().await;
        optional_bodies_and_cookies().await;
        queries_in_paths().await;
        parts_of_segments().await;
        answers().await;
        several_successes().await;
        unlisted_successes().await;
        byte_order_marks().await;
        described_errors().await;
        events().await;
    });
}

/// A request as it came; of a large body only the length and the sum of its bytes.
struct Received {
    head: String,
    body: Vec<u8>,
    length: u64,
    sum: u64,
}

impl Received {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The body of a form, its boundary written as `-`.
    fn form(&self) -> String {
        let boundary = self.header("content-type").unwrap().split_once("boundary=").unwrap().1;
        self.text().replace(boundary, "-")
    }
}

const KEPT: usize = 1024 * 1024;

/// A client of a server that gives one answer to each of its requests.
fn serve(answer: &'static [u8]) -> (Client, Receiver<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let received = receive(&stream);
            (&stream).write_all(answer).unwrap();
            if sender.send(received).is_err() {
                break;
            }
        }
    });
    (Client::builder().base_url(base_url).build().unwrap(), receiver)
}

fn receive(stream: &TcpStream) -> Received {
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0);
    }
    let mut received = Received { head, body: Vec::new(), length: 0, sum: 0 };
    if received.header("transfer-encoding") == Some("chunked") {
        loop {
            let mut size = String::new();
            reader.read_line(&mut size).unwrap();
            let size = u64::from_str_radix(size.trim(), 16).unwrap();
            take(&mut reader, size, &mut received);
            let mut end = [0; 2];
            reader.read_exact(&mut end).unwrap();
            if size == 0 {
                break;
            }
        }
    } else {
        let length = received.header("content-length").map_or(0, |length| length.parse().unwrap());
        take(&mut reader, length, &mut received);
    }
    received
}

fn take(reader: &mut impl Read, length: u64, received: &mut Received) {
    let mut left = length;
    let mut buffer = [0; 64 * 1024];
    while left > 0 {
        let most = usize::try_from(left).unwrap().min(buffer.len());
        let read = reader.read(&mut buffer[..most]).unwrap();
        assert_ne!(read, 0);
        left -= read as u64;
        received.length += read as u64;
        received.sum += buffer[..read].iter().map(|byte| u64::from(*byte)).sum::<u64>();
        let room = KEPT.saturating_sub(received.body.len()).min(read);
        received.body.extend_from_slice(&buffer[..room]);
    }
}

const DONE: &[u8] = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

fn upload(file: impl Into<Part>) -> UploadForm {
    UploadForm::new(file, UploadMeta::builder().owner("me".to_owned()).size(2).build(), UploadLevel::High)
}

async fn forms() {
    let (client, received) = serve(DONE);
    let form = upload(Part::new("one").file_name("1\".txt").media_type("text/plain"))
        .table(Part::new("a,b"))
        .pages(vec!["p1".into(), Part::new(vec![0, 255]).file_name("2")])
        .icon(Part::new("icon").media_type("image/gif"))
        .tags(vec!["x".to_owned(), "\u{e9}".to_owned()])
        .count(3)
        .extra("more", "text");
    client.upload(form).await.unwrap();
    let request = received.recv().unwrap();
    let part = |head: &str, content: &[u8]| {
        [b"---\r\nContent-Disposition: form-data; ", head.as_bytes(), b"\r\n\r\n", content, b"\r\n"].concat()
    };
    let expected = [
        part("name=\"more\"", b"text"),
        part("name=\"file\"; filename=\"1%22.txt\"\r\nContent-Type: text/plain", b"one"),
        part("name=\"table\"; filename=\"table\"\r\nContent-Type: text/csv", b"a,b"),
        part("name=\"pages\"; filename=\"pages\"\r\nContent-Type: application/octet-stream", b"p1"),
        part("name=\"pages\"; filename=\"2\"\r\nContent-Type: application/octet-stream", &[0, 255]),
        part("name=\"icon\"; filename=\"icon\"\r\nContent-Type: image/gif", b"icon"),
        part("name=\"meta\"\r\nContent-Type: application/json", b"{\"owner\":\"me\",\"size\":2}"),
        part("name=\"level\"", b"high"),
        part("name=\"tags\"", b"x"),
        part("name=\"tags\"", "\u{e9}".as_bytes()),
        part("name=\"count\"", b"3"),
        b"-----\r\n".to_vec(),
    ]
    .concat();
    let media_type = request.header("content-type").unwrap().to_owned();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let written = String::from_utf8_lossy(&request.body).replace(boundary, "-");
    assert_eq!(written, String::from_utf8_lossy(&expected));
    assert!(request.body.windows(6).any(|bytes| bytes == b"\r\n\0\xff\r\n"));
    assert_eq!(request.header("content-length"), Some(&*request.length.to_string()));

    client.upload_any(Form::new().part("a", Part::new("x").media_type("text/csv"))).await.unwrap();
    let request = received.recv().unwrap();
    assert!(request.header("content-type").unwrap().starts_with("multipart/mixed; boundary="));
    let expected = "---\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/csv\r\n\r\nx\r\n-----\r\n";
    assert_eq!(request.form(), expected);

    client.replace(None).await.unwrap();
    let request = received.recv().unwrap();
    assert_eq!((request.length, request.header("content-type")), (0, None));
    client.replace(ReplaceBody::new().note("n")).await.unwrap();
    assert!(received.recv().unwrap().form().contains("name=\"note\"\r\n\r\nn\r\n"));

    // Nothing is sent of a form that cannot be.
    let form = upload(Part::new("x").media_type("a\r\nb"));
    let error = client.upload(form).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
}

/// Pieces of a body that nobody holds as a whole.
struct Pieces {
    piece: Bytes,
    left: usize,
}

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        Poll::Ready(Some(Ok(self.piece.clone())))
    }
}

/// The most memory that the process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn large_forms() {
    const SIZE: u64 = 100 * 1024 * 1024;
    const PIECE: usize = 256 * 1024;
    let (client, received) = serve(DONE);
    // A file without content on disk.
    let path = std::env::temp_dir().join(format!("openscaler-large-{}", std::process::id()));
    std::fs::File::create(&path).unwrap().set_len(SIZE).unwrap();
    let before = peak();
    for is_known in [true, false] {
        let pieces = Pieces { piece: Bytes::from(vec![1; PIECE]), left: usize::try_from(SIZE).unwrap() / PIECE };
        let stream = Part::stream(pieces);
        let stream = if is_known { stream.length(SIZE) } else { stream };
        let form = upload(Part::file(&path).await.unwrap()).table(stream);
        client.upload(form).await.unwrap();
        let request = received.recv().unwrap();
        assert!(request.length > 2 * SIZE && request.length < 2 * SIZE + 2000, "{}", request.length);
        assert!(request.sum > SIZE && request.sum < SIZE + 200_000, "{}", request.sum);
        let length = is_known.then(|| request.length.to_string());
        assert_eq!(request.header("content-length"), length.as_deref());
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(String::from_utf8_lossy(&request.body).contains(&format!("filename=\"{name}\"")));
    }
    std::fs::remove_file(&path).unwrap();
    let grown = peak() - before;
    assert!(grown < 16 * 1024, "{grown} KiB for twice 200 MiB");
    println!("2 × 200 MiB: the peak grew by {grown} KiB");

    // A stream that breaks off ends the call.
    struct Broken;
    impl futures_core::Stream for Broken {
        type Item = Result<Bytes, std::io::Error>;
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(Some(Err(std::io::Error::other("the disk is gone"))))
        }
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = Client::builder().base_url(format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
    let error = client.upload(upload(Part::stream(Broken))).await.unwrap_err();
    assert!(error.to_string().contains("the disk is gone"), "{error}");
    assert_eq!(error.attempts(), 1);
}

async fn media_types() {
    let (client, received) = serve(DONE);
    client.put_image("image/png", vec![1, 2]).await.unwrap();
    let request = received.recv().unwrap();
    assert_eq!((request.header("content-type"), &*request.body), (Some("image/png"), &[1, 2][..]));
    client.post_anything_with("text/x-odd; a=b", "text", &PostAnythingOptions::default().media_type("q")).await.unwrap();
    let request = received.recv().unwrap();
    assert_eq!((request.header("content-type"), &*request.text()), (Some("text/x-odd; a=b"), "text"));
    assert!(request.head.starts_with("POST /images?media_type=q "), "{}", request.head);
    client.patch_value(&7).await.unwrap();
    let request = received.recv().unwrap();
    assert_eq!((request.header("content-type"), &*request.text()), (Some("application/json"), "7"));
    let error = client.put_image("image/\n", "").await.unwrap_err();
    assert!(error.to_string().contains("media type"), "{error}");
}

async fn optional_bodies_and_cookies() {
    let (client, received) = serve(DONE);
    client.stop("1", "a b;c==", None).await.unwrap();
    let request = received.recv().unwrap();
    assert_eq!((request.length, request.header("content-type")), (0, None));
    assert_eq!(request.header("cookie"), Some("session=a%20b%3Bc=="));
    assert_eq!(request.header("authorization"), None);
    let stop = Stop::builder().force(true).build();
    client.stop_with("1", "s", &stop, &StopOptions::default().theme("dark")).await.unwrap();
    let request = received.recv().unwrap();
    assert_eq!(request.text(), "{\"force\":true}");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("cookie"), Some("session=s; theme=dark"));
    client.stop("1", "s", Some(&stop)).await.unwrap();
    assert_eq!(received.recv().unwrap().text(), "{\"force\":true}");
    client.describe("1", None).await.unwrap();
    assert_eq!(received.recv().unwrap().header("content-type"), None);
    client.describe("1", "words".to_owned()).await.unwrap();
    assert_eq!(received.recv().unwrap().text(), "words");
}

async fn queries_in_paths() {
    let (client, received) = serve(DONE);
    client.import_cert().await.unwrap();
    let head = received.recv().unwrap().head;
    assert!(head.starts_with("POST /certs?action=import "), "{head}");
    client.do_cert_with("a&b c", &DoCertOptions::default().limit(3)).await.unwrap();
    let head = received.recv().unwrap().head;
    assert!(head.starts_with("GET /certs?action=a%26b%20c&fixed=a/b&limit=3 "), "{head}");
}

async fn parts_of_segments() {
    let (client, received) = serve(DONE);
    let path = || received.recv().unwrap().head.split(' ').nth(1).unwrap().to_owned();
    client.cancel("a/b").await.unwrap();
    assert_eq!(path(), "/pets/a%2Fb:cancel");
    client.report("..").await.unwrap();
    assert_eq!(path(), "/reports/...json");
    client.entity("a'b").await.unwrap();
    assert_eq!(path(), "/Entities('a%27b')/");
    client.space("x").await.unwrap();
    assert_eq!(path(), "/sp%20ace/%C3%BC/x/%41");
    client.range(&vec!["a-".to_owned(), "b,".to_owned()], 7).await.unwrap();
    assert_eq!(path(), "/range/a-,b%2C-7");
    for error in [
        client.cancel("").await.unwrap_err(),
        client.report("").await.unwrap_err(),
        client.entity("").await.unwrap_err(),
        client.space("").await.unwrap_err(),
        client.space("..").await.unwrap_err(),
        client.range(&Vec::new(), 7).await.unwrap_err(),
    ] {
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("a path parameter is empty"), "{error}");
    }
}

async fn answers() {
    let json = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{\"items\":[\"a\"],\"next_page\":\"b\"}";
    let (client, received) = serve(json);
    let page = client.list_items_with(&ListItemsOptions::default().limit(1).page_token("t")).await.unwrap();
    assert_eq!(page.next_page.as_deref(), Some("b"));
    let head = received.recv().unwrap().head;
    assert!(head.starts_with("GET /items?limit=1&page_token=t "), "{head}");
    // Not an upgrade.
    let value = client.socket().await.unwrap();
    assert_eq!(value["items"][0], "a");
    assert_eq!(received.recv().unwrap().header("upgrade"), None);
}

/// A client of a server that gives an answer of this status and body.
fn answering(status: &str, content_type: &str, body: &[u8]) -> Client {
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n");
    serve(Box::leak([head.as_bytes(), body].concat().into_boxed_slice())).0
}

fn answering_json(status: &str, body: &str) -> Client {
    answering(status, "application/json", body.as_bytes())
}

async fn several_successes() {
    let answer = answering_json("200 OK", "{\"id\":1}").several().await.unwrap();
    assert!(matches!(&*answer, SeveralResponse::Ok(value) if value.id == 1), "{answer:?}");
    let answer = answering_json("202 Accepted", "{\"ticket\":\"t\"}").several().await.unwrap();
    assert!(matches!(&*answer, SeveralResponse::Accepted(value) if value.ticket == "t"), "{answer:?}");
    let answer = answering_json("204 No Content", "").several().await.unwrap();
    assert!(matches!(&*answer, SeveralResponse::NoContent), "{answer:?}");
    let answer = answering("206 Partial Content", "text/plain", b"part").several().await.unwrap().into_inner();
    let SeveralResponse::PartialContent(mut stream) = answer else { panic!("{answer:?}") };
    assert_eq!(next(&mut stream).await.unwrap().unwrap(), "part");
    // What is listed and does not fit is an error, with its status.
    let error = answering_json("202 Accepted", "{}").several().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (202, Outcome::Succeeded));
    let answer = answering_json("200 OK", "{\"force\":true}").ranged().await.unwrap();
    assert!(matches!(&*answer, RangedResponse::Ok(Stop { force: true, .. })), "{answer:?}");
    let answer = answering_json("299 Odd", "[1]").ranged().await.unwrap();
    assert!(matches!(&*answer, RangedResponse::Success(list) if *list == [1]) && answer.is_documented(), "{answer:?}");
}

async fn unlisted_successes() {
    let answer = answering_json("201 Created", "{\"force\":true}").one().await.unwrap();
    assert!(answer.force && !answer.is_documented());
    assert!(answering_json("200 OK", "{\"force\":true}").one().await.unwrap().is_documented());
    let error = answering_json("204 No Content", "").one().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (204, Outcome::Unknown));
    let unlisted = "204 No Content: the API's document does not list this status: the body is empty";
    assert!(error.to_string().contains(unlisted), "{error}");
    // Listed, with a body that is none of the API's.
    let error = answering("200 OK", "text/html", b"<html>").one().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Succeeded);
    let answer = answering_json("202 Accepted", "").perhaps().await.unwrap();
    assert!(answer.is_none() && !answer.is_documented());
    for (body, value) in [("{\"a\":1}", serde_json::json!({ "a": 1 })), ("text", "text".into()), ("", ().into())] {
        let answer = answering_json("201 Created", body).several().await.unwrap();
        assert!(matches!(&*answer, SeveralResponse::Unknown(found) if *found == value), "{answer:?}");
        assert!(!answer.is_documented());
    }
}

async fn byte_order_marks() {
    let answer = answering_json("200 OK", "\u{feff}{\"force\":true}").one().await.unwrap();
    assert!(answer.force);
    let error = answering_json("404 Not Found", "\u{feff}{\"title\":\"gone\"}").several().await.unwrap_err();
    assert_eq!(error.message(), Some("gone"));
    assert_eq!(error.body_as::<Problem>().unwrap().title, "gone");
}

async fn described_errors() {
    let error = answering_json("404 Not Found", "{\"title\":\"gone\",\"old\":{}}").several().await.unwrap_err();
    assert_eq!(error.body_as::<Problem>().unwrap().title, "gone");
    assert!(error.body_as::<FailedResponse>().is_none());
    let error = answering_json("400 Bad Request", "{\"code\":7}").several().await.unwrap_err();
    assert_eq!(error.body_as::<FailedResponse>().unwrap().code, 7);
    let error = answering("418 Teapot", "text/html", b"<h1>").several().await.unwrap_err();
    assert!(error.body_as::<Problem>().is_none());
}

async fn next<S: futures_core::Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

/// Each event in short.
async fn seen<T: std::fmt::Debug>(stream: &mut EventStream<T>) -> Vec<String> {
    let mut seen = Vec::new();
    while let Some(event) = next(stream).await {
        seen.push(match event {
            Ok(event) => format!("{} {:?} {:?} {:?}", event.event, event.data, event.id, event.retry),
            Err(error) => format!("{error}"),
        });
    }
    seen
}

async fn events() {
    let sent = "\u{feff}: hello\n\nretry: 250\n\nid: 1\nevent: add\ndata: {\"force\":\ndata: true}\n\n\
                data:{\"force\":false}\r\n\r\nid\ndata: [DONE]\n\nid: 7\n\ndata: lost";
    let client = answering("200 OK", "text/event-stream", sent.as_bytes());
    let mut stream = client.watch().await.unwrap().into_inner();
    let expected = [
        "add Ok(Stop { force: true }) Some(\"1\") Some(250ms)",
        "message Ok(Stop { force: false }) Some(\"1\") Some(250ms)",
        "message Err(\"[DONE]\") None Some(250ms)",
    ];
    assert_eq!(seen(&mut stream).await, expected);
    assert_eq!((stream.last_event_id(), stream.retry()), (Some("7"), Some(std::time::Duration::from_millis(250))));

    // What the client sends to connect again.
    let (client, received) = serve(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\ndata: a\ndata:  b\n\n");
    let client = client.with_header("last-event-id", "7").unwrap();
    let mut stream = client.listen().await.unwrap().into_inner();
    assert_eq!(seen(&mut stream).await, ["message Ok(\"a\\n b\") None None"]);
    let request = received.recv().unwrap();
    assert_eq!(request.header("last-event-id"), Some("7"));
    assert_eq!(request.header("accept"), Some("text/event-stream"));

    // Events where the request asks for them.
    let (client, received) = serve(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\ndata: {\"force\":true}\n\n");
    let body = serde_json::from_value(serde_json::json!({ "stream": true })).unwrap();
    #[allow(deprecated)]
    let mut stream = client.chat_stream(&body).await.unwrap().into_inner();
    assert_eq!(seen(&mut stream).await.len(), 1);
    let request = received.recv().unwrap();
    assert_eq!((request.header("accept"), &*request.text()), (Some("text/event-stream"), "{\"stream\":true}"));

    // What is not UTF-8, what breaks off, and what has no end.
    let client = answering("200 OK", "text/event-stream", b"data: \xff\n\n");
    let error = next(&mut client.watch().await.unwrap().into_inner()).await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "200 OK: an event is not UTF-8");
    let (client, _received) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\nconnection: close\r\n\r\ndata: 1\n\n");
    let mut stream = client.watch().await.unwrap().into_inner();
    let seen = seen(&mut stream).await;
    assert!(seen.len() == 2 && seen[1].contains("incomplete"), "{seen:?}");
    let client = Client::builder().base_url(endless()).max_response_size(100_000).build().unwrap();
    let mut stream = client.watch().await.unwrap().into_inner();
    let error = next(&mut stream).await.unwrap().unwrap_err();
    assert!(error.to_string().contains("longer than 100000 bytes"), "{error}");
    assert!(next(&mut stream).await.is_none());
}

/// A server whose event has no end.
fn endless() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        receive(&stream);
        let mut piece = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\ndata: ".to_vec();
        while stream.write_all(&piece).is_ok() {
            piece = vec![b'x'; 10_000];
        }
    });
    base_url
}
