//! A server that says back what it was sent: no part of the token, the private key or a header is in what an error shows,
//! in whatever encoding, and everything else is shown as the server said it.

use std::sync::LazyLock;

use openscaler_api::types::{CertificatePem, CreateCertificateRequest, LoadBalancerId};
use openscaler_api::{BearerToken, Client, Error};
use openscaler_reference_server::certificates::Recipe;
use openscaler_tests::faults::{FaultServer, answer};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

const TOKEN: &str = "Jq7-fW_2.xK9~bT4+vR8/zM1=";
const HEADER: &str = "yH6_kpQ3-wD0nS5uGe";
const WITHHELD: &str = "(withheld, because it repeats part of a credential, a private key or a header)";

static BUNDLE: LazyLock<String> =
    LazyLock::new(|| Recipe::new(["example.com"]).make().expect("a bundle").to_pem().to_string());

/// The digits of the private key, on one line.
static KEY: LazyLock<String> = LazyLock::new(|| {
    let key = BUNDLE.split("-----BEGIN PRIVATE KEY-----").nth(1).expect("a key");
    key.split("-----").next().expect("digits").split_whitespace().collect()
});

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().expect("a runtime"));

/// How a server writes a text.
#[derive(Debug, Clone, Copy)]
enum Written {
    JsonEscapes,
    Percent,
    HtmlDecimal,
    HtmlHexadecimal,
    Hexadecimal(&'static str),
    Base64 { before: usize, url: bool },
    Apart(&'static str),
}

impl Written {
    fn write(self, text: &str) -> String {
        let each = |write: &dyn Fn(char) -> String| text.chars().map(write).collect::<String>();
        match self {
            Self::JsonEscapes => each(&|c| format!("\\u{:04x}", u32::from(c))),
            Self::Percent => utf8_percent_encode(text, NON_ALPHANUMERIC).to_string(),
            Self::HtmlDecimal => each(&|c| format!("&#{};", u32::from(c))),
            Self::HtmlHexadecimal => each(&|c| format!("&#x{:X};", u32::from(c))),
            Self::Hexadecimal(between) => {
                text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
            }
            Self::Base64 { before, url } => base64(&format!("{}{text}!", "?".repeat(before)), url),
            Self::Apart(between) => text.chars().map(String::from).collect::<Vec<_>>().join(between),
        }
    }
}

fn base64(text: &str, url: bool) -> String {
    let digits = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(if url { ['-', '_'] } else { ['+', '/'] });
    let digits: Vec<char> = digits.collect();
    let three = |bytes: &[u8]| {
        let byte = |index: usize| u32::from(bytes.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        (0..=bytes.len()).map(|digit| digits[(bits >> (18 - 6 * digit)) as usize & 63]).collect::<String>()
    };
    text.as_bytes().chunks(3).map(three).collect()
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![
        Just(Written::JsonEscapes),
        Just(Written::Percent),
        Just(Written::HtmlDecimal),
        Just(Written::HtmlHexadecimal),
        select(vec!["", ":", " ", ", "]).prop_map(Written::Hexadecimal),
        (0..3_usize, any::<bool>()).prop_map(|(before, url)| Written::Base64 { before, url }),
        select(vec![" ", "\n", "\u{200b}", "\u{ad}"]).prop_map(Written::Apart),
    ]
}

/// A part of the token, of the key or of a header that the client adds, of at least eight characters, in up to two encodings.
fn said_back() -> impl Strategy<Value = String> {
    let secret = select(vec![TOKEN, HEADER, KEY.as_str()]);
    let part = (secret, any::<prop::sample::Index>(), 8..24_usize).prop_map(|(secret, start, length)| {
        let start = start.index(secret.len() - 7);
        secret[start..(start + length).min(secret.len())].to_owned()
    });
    let cased = (part, select(vec![str::to_owned, str::to_lowercase, str::to_uppercase]));
    let cased = cased.prop_map(|(part, change): (String, fn(&str) -> String)| change(&part));
    (cased, vec(written(), 0..3)).prop_map(|(part, ways)| ways.iter().fold(part, |text, way| way.write(&text)))
}

/// A body with `text` in it, in one of the places from which messages are taken.
fn bodies(text: &str) -> Vec<String> {
    vec![
        json!({ "message": format!("wrong: {text}.") }).to_string(),
        json!({ "errors": { "name": [text] } }).to_string(),
        json!({ "errors": { text: ["is unknown"] } }).to_string(),
        json!({ "detail": [{ "loc": ["body", text], "msg": "is unknown" }] }).to_string(),
        json!({ "code": 7, "given": text }).to_string(),
        format!("unexpected {text}"),
        format!("<html><title>no: {text}</title></html>"),
    ]
}

/// The result of an upload whose response has this body and, if it is valid in a header, this id.
fn refused(body: &str, id: &str) -> Error {
    RUNTIME.block_on(async {
        let headers = [("X-Request-Id", id)];
        let is_header = id.bytes().all(|byte| byte.is_ascii_graphic());
        let server = FaultServer::play([answer(422, &headers[usize::from(!is_header)..], body)]).await;
        let client = Client::builder().token(BearerToken::new(TOKEN)).base_url(server.url()).build().expect("a client");
        let client = client.with_header("x-tenant", HEADER).expect("a client");
        let pem = CertificatePem::try_from(BUNDLE.as_str()).expect("a bundle");
        let request = CreateCertificateRequest::upload().name("cert".try_into().expect("a name")).cert_content(pem);
        client.lb_create_certificate(&LoadBalancerId::from_static("42"), &request.build()).await.expect_err("refused")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_said_back_is_withheld(text in said_back()) {
        for body in bodies(&text) {
            let error = refused(&body, &text);
            prop_assert_eq!(error.message(), Some(WITHHELD), "{}", body);
            prop_assert_eq!(error.request_id(), None, "{}", body);
            let shown = format!("{error} {error:?}");
            prop_assert!(!shown.contains(&text), "{}", shown);
        }
    }

    /// Words, numbers, ids and certificates: what servers say.
    #[test]
    fn what_is_not_said_back_is_shown(
        text in string_regex("([a-z]{1,12}|[A-Z][a-z]{1,12}|[0-9]{1,10}|[0-9a-f]{8}-[0-9a-f]{4}|[A-Za-z0-9+/]{20,64}=|`[a-z_]{3,9}`|é|%|&){1,20}( ([a-z]{1,12}|[0-9]{1,5})){0,12}")
            .expect("an expression"),
        id in "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ) {
        let text: String = text.chars().take(200).collect();
        let error = refused(&json!({ "message": text }).to_string(), &id);
        prop_assert_eq!(error.message(), Some(text.trim()));
        prop_assert_eq!(error.request_id(), Some(id.as_str()));
    }
}
