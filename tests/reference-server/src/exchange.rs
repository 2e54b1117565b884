//! Passes each exchange to an observer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;
use axum::response::Response;
use http_body_util::BodyExt;
use zeroize::Zeroizing;

use super::received::pairs;

/// A request and its answer, **including secrets**: redact them before you print or store any of it.
///
/// In tests, use [`ReferenceServer::requests`](crate::ReferenceServer::requests) instead.
#[non_exhaustive]
pub struct Exchange {
    /// `POST`, …
    pub method: String,
    /// The target of the request line.
    pub path: String,
    /// The request's headers.
    pub headers: Vec<(String, String)>,
    /// The request's body, up to the size limit, even if the request was refused before it was read.
    pub body: Zeroizing<Vec<u8>>,
    /// The response's status.
    pub status: u16,
    /// The response's headers.
    pub answer_headers: Vec<(String, String)>,
    /// The response's body.
    pub answer_body: Vec<u8>,
}

/// A function that is called with each exchange before the answer is sent.
pub type Observer = Arc<dyn Fn(Exchange) + Send + Sync>;

/// Calls `observer` with a request and its response, and returns the response.
pub(super) async fn show(observer: &Observer, head: &Parts, body: Zeroizing<Vec<u8>>, answer: Response) -> Response {
    let (answer, answer_body) = answer.into_parts();
    // The server's own responses are complete and small.
    let answer_body = answer_body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    observer(Exchange {
        method: head.method.to_string(),
        path: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: pairs(&head.headers).collect(),
        body,
        status: answer.status.as_u16(),
        answer_headers: pairs(&answer.headers).collect(),
        answer_body: answer_body.to_vec(),
    });
    Response::from_parts(answer, Body::from(answer_body))
}
