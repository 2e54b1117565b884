//! A program that depends on what `credentials.yaml` generates to, and looks at what arrives.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use openscaler_api::types::{CookiesOptions, GivenOptions, QueryOptions};
use openscaler_api::{
    ApiKey, BasicAuth, BearerToken, Client, ClientBuilder, Credentials, CredentialsGiven, CredentialsMissing, Error,
    Outcome, RetryPolicy,
};

/// A server that gives these answers, one to each request, and returns the heads of the requests.
struct Server {
    address: String,
    requests: JoinHandle<Vec<Vec<String>>>,
}

fn serve(answers: &'static [&'static str]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests = thread::spawn(move || {
        let answer = |answer: &&str| {
            let (mut stream, _) = listener.accept().unwrap();
            let head = read(&stream);
            stream.write_all(answer.as_bytes()).unwrap();
            head
        };
        answers.iter().map(answer).collect()
    });
    Server { address, requests }
}

fn read(stream: &TcpStream) -> Vec<String> {
    let lines = BufReader::new(stream).lines().map(Result::unwrap);
    lines.take_while(|line| !line.is_empty()).collect()
}

const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

impl Server {
    fn once() -> Self {
        serve(&[DONE])
    }

    /// The first line and the headers that hold credentials, of the only request.
    fn arrived(self) -> (String, Vec<String>) {
        let mut head = self.requests.join().unwrap().remove(0);
        let start = head.remove(0);
        let is_credential =
            |line: &String| ["authorization: ", "x-ap", "cookie: "].iter().any(|name| line.to_lowercase().starts_with(name));
        (start, head.into_iter().filter(is_credential).map(|line| line.to_lowercase()).collect())
    }
}

fn token() -> BearerToken {
    BearerToken::new("bearer-secret")
}

fn all() -> ClientBuilder<CredentialsGiven> {
    Client::builder()
        .credentials(Credentials::api_key_and_app_key(ApiKey::new("api-secret"), ApiKey::new("app-secret")))
        .basic(BasicAuth::new("user", "basic-secret"))
        .query_key(ApiKey::new("query&secret é"))
        .session(ApiKey::new("session-secret"))
        .csrf(ApiKey::new("csrf-secret"))
}

fn only_token() -> Client {
    Client::builder().bearer(token()).base_url("http://127.0.0.1:1").build().unwrap()
}

fn headers(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// Sends one request with the client of a builder, and returns what arrived.
macro_rules! arrived {
    ($builder:expr, $client:ident => $call:expr) => {{
        let server = Server::once();
        let $client = $builder.base_url(&server.address).build().unwrap();
        $call.await.unwrap();
        server.arrived()
    }};
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        each_kind().await;
        together().await;
        what_is_missing().await;
        other_credentials().await;
        servers().await;
        secrets().await;
    });
    what_cannot_be_sent();
}

async fn each_kind() {
    let (start, credentials) = arrived!(all(), client => client.by_default());
    assert_eq!(start, "GET /default HTTP/1.1");
    assert_eq!(credentials, headers(&["x-api-key: api-secret", "x-app-key: app-secret"]));
    let with_token = || Client::builder().credentials(Credentials::bearer(token()));
    let bearer = headers(&["authorization: bearer bearer-secret"]);
    assert_eq!(arrived!(with_token(), client => client.by_default()).1, bearer);
    assert_eq!(arrived!(with_token(), client => client.optional()).1, bearer);
    assert_eq!(arrived!(with_token(), client => client.oidc()).1, bearer);
    assert_eq!(arrived!(all(), client => client.optional()).1, headers(&[]));
    assert_eq!(arrived!(all(), client => client.open()).1, headers(&[]));
    assert_eq!(arrived!(with_token(), client => client.undefined()).1, headers(&[]));
    let basic = headers(&["authorization: basic dxnlcjpiyxnpyy1zzwnyzxq="]);
    assert_eq!(arrived!(all(), client => client.basic()).1, basic);
    let (start, credentials) = arrived!(all(), client => client.query_with(&QueryOptions::default().q("a b")));
    assert_eq!((start.as_str(), credentials), ("GET /query?q=a%20b&key=query%26secret+%C3%A9 HTTP/1.1", headers(&[])));
    let (start, _) = arrived!(all(), client => client.query());
    assert_eq!(start, "GET /query?key=query%26secret+%C3%A9 HTTP/1.1");
}

async fn together() {
    let cookies = "cookie: theme=dark; csrf=csrf-secret; sid=session-secret";
    let (_, credentials) = arrived!(all(), client => client.cookies_with(&CookiesOptions::default().theme("dark")));
    let basic = "authorization: basic dxnlcjpiyxnpyy1zzwnyzxq=";
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        // The order of cookies means nothing.
        lines.into_iter().map(|line| line.replace("sid=session-secret; csrf=csrf-secret", "csrf=csrf-secret; sid=session-secret")).collect::<Vec<_>>()
    };
    assert_eq!(sorted(credentials), headers(&[basic, cookies]));
    let (_, credentials) = arrived!(all(), client => client.cookies());
    assert_eq!(sorted(credentials), headers(&[basic, "cookie: csrf=csrf-secret; sid=session-secret"]));
    // The first alternative that is complete.
    assert_eq!(arrived!(all(), client => client.either()).1, headers(&[basic]));
    let second = Client::builder().bearer(token()).query_key(ApiKey::new("k")).session(ApiKey::new("s"));
    let (start, credentials) = arrived!(second, client => client.either());
    assert_eq!((start.as_str(), credentials), ("GET /either?key=k HTTP/1.1", headers(&["cookie: sid=s"])));
    // What the caller gives to the operation itself is meant.
    assert_eq!(arrived!(all(), client => client.given_with(&GivenOptions::default().x_app_key("mine"))).1, headers(&["x-app-key: mine"]));
    assert_eq!(arrived!(all(), client => client.given()).1, headers(&["x-app-key: app-secret"]));
    // A second attempt shows the same as the first.
    let server = serve(&["HTTP/1.1 503 Busy\r\nconnection: close\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n", DONE]);
    let client = all().base_url(&server.address).build().unwrap();
    client.query().await.unwrap();
    let starts: Vec<String> = server.requests.join().unwrap().into_iter().map(|mut head| head.remove(0)).collect();
    assert_eq!(starts[0], "GET /query?key=query%26secret+%C3%A9 HTTP/1.1");
    assert_eq!(starts[0], starts[1]);
}

async fn what_is_missing() {
    let line = |error: &Error| {
        assert_eq!((error.outcome(), error.attempts(), error.status()), (Outcome::NotSent, 0, None));
        error.to_string()
    };
    let client = only_token();
    assert_eq!(
        line(&client.basic().await.unwrap_err()),
        "basic failed: missing credentials `basic`: call `.basic(…)` on the client's builder"
    );
    assert_eq!(
        line(&client.cookies().await.unwrap_err()),
        "cookies failed: missing credentials `basic` and `session` and `csrf`: call `.basic(…)` and `.session(…)` and \
         `.csrf(…)` on the client's builder"
    );
    // A client for what requires none, and what that returns.
    let server = Server::once();
    let client = Client::builder().credentials(Credentials::none()).retry(RetryPolicy::never());
    let client = client.base_url(&server.address).build().unwrap();
    client.open().await.unwrap();
    assert_eq!(server.arrived().1, headers(&[]));
    assert_eq!(
        line(&client.by_default().await.unwrap_err()),
        "by_default failed: missing credentials `apiKey` and `appKey`, or `bearer`: call `.api_key(…)` and `.app_key(…)`, or \
         `.bearer(…)` on the client's builder"
    );
    let client = client.with_bearer(token()).unwrap();
    assert!(client.by_default().await.unwrap_err().is_connect());
    let client = Client::builder().bearer(token()).session(ApiKey::new("s")).base_url("http://127.0.0.1:1").build().unwrap();
    assert_eq!(
        line(&client.either().await.unwrap_err()),
        "either failed: missing credentials `basic`, or `queryKey`: call `.basic(…)`, or `.query_key(…)` on the \
         client's builder"
    );
}

async fn other_credentials() {
    let server = Server::once();
    let client = Client::builder().bearer(token()).base_url(&server.address).build().unwrap();
    let other = client.with_bearer(BearerToken::new("other-token")).unwrap();
    other.by_default().await.unwrap();
    assert_eq!(server.arrived().1, headers(&["authorization: bearer other-token"]));
    let server = Server::once();
    let client = Client::builder().bearer(token()).base_url(&server.address).build().unwrap();
    let both = Credentials::api_key_and_app_key(ApiKey::new("a"), ApiKey::new("b"));
    let other = client.with_credentials(both).unwrap().with_app_key(ApiKey::new("c")).unwrap();
    other.by_default().await.unwrap();
    assert_eq!(server.arrived().1, headers(&["x-api-key: a", "x-app-key: c"]));
    let error = client.with_header("X-App-Key", "d").unwrap_err();
    assert_eq!(error.to_string(), "the header `x-app-key` is set by the client: use `.with_app_key(…)`");
}

/// Credentials go to the hosts that the document names, or to the one that the caller does.
async fn servers() {
    let never = || Client::builder().bearer(token()).retry(RetryPolicy::never());
    // The ports are those of the document: nobody listens there, and the errors say where the calls went.
    let client = never().build().unwrap();
    for (error, place) in [
        (client.by_default().await.unwrap_err(), "127.0.0.1:1"),
        (client.upload().await.unwrap_err(), "127.0.0.1:2"),
        (client.uploads().await.unwrap_err(), "127.0.0.1:1"),
    ] {
        assert!(error.is_connect() && error.to_string().contains(&format!(" at {place} (")), "{error}");
    }
    // One that the caller names replaces them all.
    let (start, credentials) = arrived!(never(), client => client.upload());
    assert_eq!(start, "POST /uploads HTTP/1.1");
    assert_eq!(credentials, headers(&["authorization: bearer bearer-secret"]));
    // Where a redirect leads, nothing goes.
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let location = format!("http://{}/there", elsewhere.local_addr().unwrap());
    let answer = format!("HTTP/1.1 307 Go\r\nconnection: close\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
    let server = serve(vec![&*answer.leak()].leak());
    let client = all().base_url(&server.address).build().unwrap();
    let error = client.query().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert_eq!(elsewhere.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}

async fn secrets() {
    let secrets = ["api-secret", "app-secret", "basic-secret", "query&secret", "query%26secret", "session-secret", "csrf-secret"];
    let assert_none = |text: String| assert!(!secrets.iter().any(|secret| text.contains(secret)), "{text}");
    let builder = all();
    assert_none(format!("{builder:?}"));
    let client = builder.retry(RetryPolicy::never()).build().unwrap();
    assert_none(format!("{client:?} {:?} {:?}", ApiKey::new("api-secret"), BasicAuth::new("basic-secret", "basic-secret")));
    // The address is shown, the key in it is not.
    let error = client.query_with(&QueryOptions::default().q("x")).await.unwrap_err();
    assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
    assert_none(format!("{error} {error:?}"));
    for echo in [
        "location: /login?next=%2Fquery%3Fkey%3Dquery%2526secret%2B%25C3%25A9\r\n",
        "location: /login?key=query%26secret+%C3%A9\r\n",
    ] {
        let answer = format!("HTTP/1.1 302 Found\r\nconnection: close\r\n{echo}content-length: 0\r\n\r\n");
        let server = serve(vec![&*answer.leak()].leak());
        let client = all().base_url(&server.address).build().unwrap();
        let error = client.query().await.unwrap_err();
        assert!(error.to_string().contains("(withheld"), "{error}");
    }
    for said in [
        "no access for basic-secret",
        "no access for user:basic-secret",
        "no access for Basic dXNlcjpiYXNpYy1zZWNyZXQ=",
        "sid session-secret is over",
    ] {
        let length = said.len();
        let answer = format!(
            "HTTP/1.1 403 No\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: {length}\r\n\r\n{said}"
        );
        let server = serve(vec![&*answer.leak()].leak());
        let client = all().base_url(&server.address).build().unwrap();
        let error = client.cookies().await.unwrap_err();
        assert!(error.message().is_some_and(|message| message.starts_with("(withheld")), "{error}");
        assert_none(format!("{error} {error:?}"));
    }
}

fn what_cannot_be_sent() {
    let builder = || -> ClientBuilder<CredentialsMissing> { Client::builder() };
    let refused = |builder: ClientBuilder<CredentialsGiven>| {
        let error = builder.build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        (error.setting(), error.to_string())
    };
    for (given, setting, says) in [
        (builder().bearer(BearerToken::new("")), "bearer", "the token is empty"),
        (builder().bearer(token()).session(ApiKey::new("s3cret; b=c")), "session", "a cookie cannot hold"),
        (builder().bearer(token()).app_key(ApiKey::new("s3cret\n")), "app_key", "trim it"),
        (builder().bearer(token()).app_key(ApiKey::new("s3crét")), "app_key", "visible ASCII"),
        (builder().bearer(token()).query_key(ApiKey::new("'s3cret'")), "query_key", "remove the quotes"),
        (builder().bearer(token()).query_key(ApiKey::new(" ")), "query_key", "the API key is empty"),
        (builder().bearer(token()).basic(BasicAuth::new("a:b", "s3cret")), "basic", "remove the colon"),
        (builder().bearer(token()).basic(BasicAuth::new("a", "s3cret\n")), "basic", "control character"),
        (builder().bearer(token()).basic(BasicAuth::new("", "")), "basic", "are empty"),
    ] {
        let (of, line) = refused(given);
        assert!(of == setting && line.contains(says), "{of}: {line}");
    }
    // A user name or a password alone is common, and so is a key with its scheme.
    builder().bearer(token()).basic(BasicAuth::new("key", "")).app_key(ApiKey::new("Token token=\"a\"")).build().unwrap();
}
