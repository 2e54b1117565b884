//! Writes each exchange down as a wire case, without changing it on its way.

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
use crate::cases::{Answer, Body as CaseBody, Exchanged, HttpAnswer, Recorder};

/// Records, if that is wanted.
pub(super) async fn record(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let Some(recorder) = &app.recorder else { return next.run(request).await };
    let (head, body) = request.into_parts();
    let copy = Copy { read: Arc::default(), unread: Arc::default(), limit: app.config.body_limit };
    let body = CopiedBody { body: Some(body), copy: copy.clone() };
    let response = next.run(Request::from_parts(head.clone(), AxumBody::new(body))).await;
    // What was refused at first sight belongs into the recording, too. Whoever does not send it is not waited for.
    let _ = timeout(app.config.read_timeout, copy.read_on()).await;
    let (answer, body) = response.into_parts();
    // The server's own answers are whole and small.
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let exchanged = Exchanged {
        method: head.method.to_string(),
        path: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: pairs(&head.headers),
        body: copy.lock().to_vec(),
        answers: vec![Answer::Http(HttpAnswer {
            status: answer.status.as_u16(),
            headers: pairs(&answer.headers).into_iter().collect(),
            body: CaseBody::Text(String::from_utf8_lossy(&body).into_owned()),
            departs: Vec::new(),
        })],
        sees: None,
    };
    write(recorder, &exchanged);
    Response::from_parts(answer, AxumBody::from(body))
}

/// A recording that fails is no reason to fail the call.
fn write(recorder: &Recorder, exchanged: &Exchanged) {
    if let Err(error) = recorder.write(exchanged) {
        eprintln!("the exchange cannot be recorded: {error}");
    }
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
