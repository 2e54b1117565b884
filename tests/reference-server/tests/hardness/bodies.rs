//! Bodies that are too long, in too many pieces, of too many parts, or no text that JSON could be.

use std::fmt::Write;

use openscaler_reference_server::certificates::Recipe;
use tokio::task::JoinSet;

use crate::support::{Exchange, Server, chunk, head, self_signed, upload, with_length};

/// Callers at once; what is allowed for each is a body of the limit, and for all what their connections take.
const CALLERS: usize = 64;
const LIMIT: usize = 1 << 20;
const CONNECTIONS: usize = 32 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_are_refused_whether_announced_or_not() {
    let server = Server::start(&[]);
    let mut callers = JoinSet::new();
    for number in 0..CALLERS {
        let mut exchange = Exchange::open(server.address).await;
        callers.spawn(async move {
            let piece = vec![b' '; 64 << 10];
            let announced = number % 2 == 0;
            let framing = if announced { "Content-Length: 10485760" } else { "Transfer-Encoding: chunked" };
            exchange.send(head(framing).as_bytes()).await;
            for _ in 0..160 {
                let piece = if announced { piece.clone() } else { chunk(&piece) };
                exchange.try_send(&piece).await;
            }
            exchange.answer().await
        });
    }
    for answer in callers.join_all().await {
        assert_eq!((answer.status, answer.code()), (413, "body_too_large"));
    }
    server.assert_took_at_most(CALLERS * LIMIT + CONNECTIONS);
}

/// Half a million chunks of one byte are a body of half a MiB, and take no more than one.
#[tokio::test(flavor = "multi_thread")]
async fn chunks_of_one_byte_take_no_more_than_their_bytes() {
    let server = Server::start(&["--read-timeout", "60"]);
    let body = format!("{}{}", self_signed("cert"), " ".repeat(LIMIT / 2));
    let pieces: Vec<u8> = body.bytes().flat_map(|byte| chunk(&[byte])).collect();
    let mut exchange = Exchange::open(server.address).await;
    exchange.send(head("Transfer-Encoding: chunked").as_bytes()).await;
    exchange.send(&pieces).await;
    exchange.send(&chunk(b"")).await;
    let answer = exchange.answer().await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    server.assert_took_at_most(8 << 20);
}

/// What is made of a body is much larger than the body, so it is not made for all callers at once.
#[tokio::test(flavor = "multi_thread")]
async fn very_many_keys_from_many_callers() {
    const SENDERS: usize = 24;
    let server = Server::start(&[]);
    let mut body = String::from(r#"{"name":"x""#);
    while body.len() < LIMIT - 16 {
        body.push_str(r#","":0"#);
    }
    body.push('}');
    let request = with_length(body.as_bytes());
    let mut callers = JoinSet::new();
    for _ in 0..SENDERS {
        let (mut exchange, request) = (Exchange::open(server.address).await, request.clone());
        callers.spawn(async move {
            exchange.send(&request).await;
            exchange.answer().await
        });
    }
    for answer in callers.join_all().await {
        assert_eq!((answer.status, answer.code()), (422, "invalid_request"));
    }
    let at_work = std::thread::available_parallelism().map_or(1, usize::from);
    server.assert_took_at_most(SENDERS * LIMIT + at_work * 40 * LIMIT + CONNECTIONS);
}

#[tokio::test]
async fn a_body_in_another_charset_is_400_whatever_its_type_says() {
    let server = Server::start(&[]);
    let request = self_signed("zertifikat-ü");
    let utf_16: Vec<u8> = request.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf_16_marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf_16.clone()).collect();
    let latin_1: Vec<u8> = request.chars().filter_map(|character| u8::try_from(character).ok()).collect();
    let surrogate_in_utf_8 = [&br#"{"name":""#[..], &[0xed, 0xa0, 0xbd], br#"","cert_type":"self_signed"}"#].concat();
    let overlong = [&br#"{"name":""#[..], &[0xc0, 0xaf], br#"","cert_type":"self_signed"}"#].concat();
    let marked = ["\u{feff}".as_bytes(), request.as_bytes()].concat();
    for body in [utf_16, utf_16_marked, latin_1, surrogate_in_utf_8, overlong, marked] {
        let answer = server.create(&body).await;
        assert_eq!((answer.status, answer.code()), (400, "not_json"), "{}", answer.text);
    }
}

#[tokio::test]
async fn lone_surrogates_are_400_wherever_they_stand() {
    let server = Server::start(&[]);
    for escape in [r"\ud83d", r"\ude00", r"\ude00\ud83d", r"\ud83d\u0041", r"\ud83dx"] {
        for body in [
            format!(r#"{{"name":"{escape}","cert_type":"self_signed"}}"#),
            format!(r#"{{"na{escape}me":"a","cert_type":"self_signed"}}"#),
            format!(r#"{{"name":"a","cert_type":"{escape}"}}"#),
            format!(r#"{{"name":"a","cert_type":"upload","cert_content":"{escape}"}}"#),
        ] {
            let answer = server.create(body.as_bytes()).await;
            assert_eq!((answer.status, answer.code()), (400, "not_json"), "{body}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn nul_is_refused_wherever_it_stands() {
    let server = Server::start(&[]);
    let raw = server.create(b"{\"name\":\"a\0b\",\"cert_type\":\"self_signed\"}").await;
    assert_eq!((raw.status, raw.code()), (400, "not_json"));
    let around = server.create(&[self_signed("a").as_bytes(), b"\0"].concat()).await;
    assert_eq!((around.status, around.code()), (400, "not_json"));
    let key = server.create(br#"{"name\u0000":"a","cert_type":"self_signed"}"#).await;
    assert_eq!(key.violations(), [("", "unknown_property"), ("/name", "required")], "{}", key.text);
    let domain = server.create(br#"{"name":"a","cert_type":"self_signed","cn_name":"a\u0000.example"}"#).await;
    assert_eq!(domain.violations(), [("/cn_name", "domain_name")], "{}", domain.text);
    let pem = Recipe::new(["example.com"]).make().expect("a bundle").to_pem();
    let certificate = server.create(upload("a", &pem.replacen("\nM", "\n\0M", 1)).as_bytes()).await;
    assert_eq!(certificate.violations(), [("/cert_content", "pem_base64")], "{}", certificate.text);
}

/// Whichever of two values a reader would take, it could be the wrong one; and one of them can be a key.
#[tokio::test]
async fn doubled_keys_are_one_violation_each_and_not_repeated() {
    let server = Server::start(&[]);
    let pem = Recipe::new(["example.com"]).make().expect("a bundle").to_pem();
    let text = serde_json::to_string(&pem).expect("a string");
    let mut body = format!(r#"{{"name":"a","cert_type":"upload","cert_content":{text}"#);
    for _ in 0..100 {
        write!(body, r#","cert_content":{text},"name":"a","cert_type":"upload""#).expect("a string");
    }
    // The same key, written otherwise.
    body.push_str(r#","n\u0061me":"b"}"#);
    let answer = server.create(body.as_bytes()).await;
    let expected = [("/cert_content", "duplicate"), ("/name", "duplicate"), ("/cert_type", "duplicate")];
    assert_eq!(answer.violations(), expected, "{}", answer.text);
    assert!(pem.lines().filter(|line| line.len() > 16).all(|line| !answer.text.contains(line)));
}
