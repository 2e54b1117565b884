//! Shows each exchange to whoever wants to see them, without changing it on its way.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use axum::body::{Body as AxumBody, Bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::app::App;

/// A request and its answer, secrets included.
pub struct Exchange {
    /// `POST`, …
    pub method: String,
    /// The target of the request line.
    pub path: String,
    /// The request's headers.
    pub headers: Vec<(String, String)>,
    /// The request's body, as far as it was read.
    pub body: Zeroizing<Vec<u8>>,
    /// The answer's status.
    pub status: u16,
    /// The answer's headers.
    pub answer_headers: Vec<(String, String)>,
    /// The answer's body.
    pub answer_body: Vec<u8>,
}

/// What is called with each exchange before its answer is sent.
pub type Observer = Arc<dyn Fn(Exchange) + Send + Sync>;

/// Calls the observer, if there is one.
pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let Some(observer) = &app.config.observer else { return next.run(request).await };
    let (head, body) = request.into_parts();
    let copy = Copy { read: Arc::default(), unread: Arc::default(), limit: app.config.body_limit };
    let body = CopiedBody { body: Some(body), copy: copy.clone() };
    let response = next.run(Request::from_parts(head.clone(), AxumBody::new(body))).await;
    // What was refused at first sight is shown, too. Whoever does not send it is not waited for.
    let _ = timeout(app.config.read_timeout, copy.read_on()).await;
    let (answer, body) = response.into_parts();
    // The server's own answers are whole and small.
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    observer(Exchange {
        method: head.method.to_string(),
        path: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: pairs(&head.headers),
        body: copy.lock().clone(),
        status: answer.status.as_u16(),
        answer_headers: pairs(&answer.headers),
        answer_body: body.to_vec(),
    });
    Response::from_parts(answer, AxumBody::from(body))
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}

/// What was read of a body, up to a limit.
#[derive(Clone)]
struct Copy {
    read: Arc<Mutex<Zeroizing<Vec<u8>>>>,
    /// What is left of the body once nobody reads it any more.
    unread: Arc<Mutex<Option<AxumBody>>>,
    limit: usize,
}

impl Copy {
    fn lock(&self) -> MutexGuard<'_, Zeroizing<Vec<u8>>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there was room for all of it.
    fn add(&self, data: &[u8]) -> bool {
        let mut read = self.lock();
        let room = self.limit.saturating_sub(read.len());
        read.extend_from_slice(&data[..data.len().min(room)]);
        data.len() <= room
    }

    async fn read_on(&self) {
        let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut body) = unread else { return };
        while let Some(Ok(frame)) = body.frame().await {
            if !frame.data_ref().is_none_or(|data| self.add(data)) {
                return;
            }
        }
    }
}

/// A body that is copied as it is read, and is left to the copy when it is dropped.
struct CopiedBody {
    body: Option<AxumBody>,
    copy: Copy,
}

impl Body for CopiedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.copy.add(data);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl Drop for CopiedBody {
    fn drop(&mut self) {
        *self.copy.unread.lock().unwrap_or_else(PoisonError::into_inner) = self.body.take();
    }
}
