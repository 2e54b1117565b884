//! Stands between the client and the endpoint: what goes by is passed on as it is, and written down.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use openscaler_tests::cases::{Answer, Body, HttpAnswer};
use openscaler_tests::faults::read_request;
use reqwest::{Method, Response};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::super::play::Sent;

/// Headers of one connection, which are those of no other; and what the HTTP stack adds itself.
const OWN: [&str; 5] = ["connection", "content-length", "host", "keep-alive", "transfer-encoding"];

/// A request and what came back for it.
pub(crate) struct Passed {
    /// Head and body, as the client sent it.
    pub(crate) request: Vec<u8>,
    pub(crate) answer: Answer,
    /// Why the response is missing or incomplete.
    pub(crate) trouble: Option<String>,
    /// The endpoint never got the request.
    pub(crate) unreached: bool,
}

pub(crate) struct Tap {
    address: SocketAddr,
    passed: Arc<Mutex<Vec<Passed>>>,
    task: JoinHandle<()>,
}

impl Tap {
    /// Passes everything on to `url`.
    pub(crate) async fn start(url: String, http: reqwest::Client) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let passed: Arc<Mutex<Vec<Passed>>> = Arc::default();
        let noted = passed.clone();
        let task = tokio::spawn(async move {
            // One call at a time: there is one client, and it waits.
            while let Ok((mut stream, _)) = listener.accept().await {
                let Some(request) = read_request(&mut stream).await else { continue };
                let passed = pass(&http, &url, request).await;
                let bytes = bytes(&passed.answer);
                // It is noted before the client can know of it.
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(passed);
                answer(stream, &bytes).await;
            }
        });
        Ok(Self { address, passed, task })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What went by since this was asked for the last time.
    pub(crate) fn take(&self) -> Vec<Passed> {
        std::mem::take(&mut self.passed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(http: &reqwest::Client, url: &str, request: Vec<u8>) -> Passed {
    match forward(http, url, &request).await {
        Ok(response) => {
            let (answer, trouble) = read(response).await;
            Passed { request, answer: Answer::Http(answer), trouble, unreached: false }
        }
        Err(error) => {
            let unreached = error.is_connect() || error.is_builder();
            Passed { request, answer: Answer::Lost, trouble: Some(chain(&error)), unreached }
        }
    }
}

async fn forward(http: &reqwest::Client, url: &str, request: &[u8]) -> reqwest::Result<Response> {
    let Sent { method, path, headers, body } = Sent::parse(request);
    let method = method.parse().unwrap_or(Method::GET);
    let mut builder = http.request(method, format!("{url}{path}")).body(body);
    for (name, value) in headers.iter().filter(|(name, _)| !OWN.contains(&name.as_str())) {
        builder = builder.header(name, value);
    }
    builder.send().await
}

/// The whole answer; where it broke off, it keeps the length that it was to have.
async fn read(mut response: Response) -> (HttpAnswer, Option<String>) {
    let status = response.status().as_u16();
    let mut headers = BTreeMap::new();
    for (name, value) in response.headers().iter().filter(|(name, _)| !OWN.contains(&name.as_str())) {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        headers.entry(name.to_string()).and_modify(|first| *first = format!("{first}, {value}")).or_insert(value);
    }
    let announced = response.content_length();
    let mut body = Vec::new();
    let trouble = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break None,
            Err(error) => {
                let length = announced.unwrap_or(body.len() as u64 + 1);
                headers.insert("content-length".to_owned(), length.to_string());
                break Some(chain(&error));
            }
        }
    };
    let body = Body::Text(String::from_utf8_lossy(&body).into_owned());
    (HttpAnswer { status, headers, body, departs: Vec::new() }, trouble)
}

fn bytes(answer: &Answer) -> Vec<u8> {
    match answer {
        Answer::Lost => Vec::new(),
        Answer::Http(answer) => answer.to_bytes(),
    }
}

async fn answer(mut stream: TcpStream, bytes: &[u8]) {
    // A client that no longer waits says so itself.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
}

/// An error of the HTTP stack with what lies under it. It names URLs, and no header and no body.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
