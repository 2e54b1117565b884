//! The error of a call, with what is known of the call and of its response.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};

use super::{Error, Inner, KEPT, Kept, Reason, Unreadable};
use crate::runtime::answer::Answer;
use crate::runtime::attempt::Failure;
use crate::runtime::call::Call;
use crate::runtime::cause::Fault;
use crate::runtime::outcome::Outcome;
use crate::runtime::said::{request_id, said};

impl Error {
    /// Records the error as the end of a call.
    pub(in crate::runtime) fn of_call(mut self, call: &mut Call<'_>) -> Self {
        self.0.call = Some(call.facts(None));
        call.fail(&self);
        self
    }

    /// A call whose last attempt got no response.
    pub(in crate::runtime) fn transport(failure: Failure, call: &mut Call<'_>) -> Self {
        let outcome = call.outcome(failure.outcome);
        let facts = call.facts(failure.url.as_ref());
        let has_proxy = facts.place.as_ref().is_some_and(|place| place.proxy.is_some());
        let what = if failure.is_first_hop && has_proxy { "cannot connect to the proxy" } else { failure.what };
        let reason = Reason::Transport { what, cause: call.secrets().show(&failure.cause) };
        let mut error = Self::without_answer(reason, outcome, failure.fault);
        error.0.is_doubtful = call.is_doubtful();
        error.0.call = Some(facts);
        call.fail(&error);
        error
    }

    /// A response that is not a success according to the document.
    #[doc(hidden)]
    pub async fn from_response(mut answer: Answer<'_>) -> Self {
        let body = answer.read(KEPT).await;
        Self::with_answer(Reason::Status, answer, body.bytes)
    }

    /// A success whose body is invalid.
    pub(in crate::runtime) fn unreadable(why: Unreadable, answer: Answer<'_>, body: Bytes) -> Self {
        Self::with_answer(Reason::Unreadable(why), answer, body)
    }

    fn with_answer(reason: Reason, mut answer: Answer<'_>, body: Bytes) -> Self {
        let (status, headers) = (answer.status(), answer.take_headers());
        // Copied, so that the part does not keep the whole body in memory.
        let body = if body.len() > KEPT { Bytes::copy_from_slice(&body[..KEPT]) } else { body };
        let error = Self::of_answer(reason, answer.call(), answer.url(), status, headers, body);
        answer.fail(&error);
        error
    }

    fn of_answer(
        reason: Reason,
        call: &Call<'_>,
        url: &Url,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        let secrets = call.secrets();
        let message = said(status, &headers, &body).map(|text| secrets.show(&text)).filter(|text| !text.is_empty());
        let request_id = request_id(&headers, &body).filter(|id| !secrets.reveals(id));
        let outcome = call.outcome_of_response(status, &headers);
        let (reason, fault) = match reason {
            Reason::Unreadable(why) => {
                let fault = why.fault();
                (Reason::Unreadable(why.redacted(&secrets)), fault)
            }
            other => (other, Fault::default()),
        };
        Self(Box::new(Inner {
            reason,
            outcome,
            is_doubtful: call.is_doubtful() && outcome != Outcome::Succeeded,
            call: Some(call.facts(Some(url))),
            fault,
            answer: Some(Kept { status, headers, body, message, request_id }),
        }))
    }

    /// A stream that ended early, after the head of the response.
    pub(in crate::runtime) fn broken_stream(
        why: Unreadable,
        call: &mut Call<'_>,
        url: &Url,
        status: StatusCode,
        headers: HeaderMap,
    ) -> Self {
        let error = Self::of_answer(Reason::Unreadable(why), call, url, status, headers, Bytes::new());
        call.fail(&error);
        error
    }
}
