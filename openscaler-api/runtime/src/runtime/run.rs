//! Runs a call: its attempts, the waits between them, and its time limit.

use reqwest::Request;
use reqwest::header::{ACCEPT, HeaderValue};
use tokio::time::sleep;

use super::answer::Answer;
use super::attempt::{Failure, Template};
use super::call::{Call, OperationInfo, Report, Settings};
use super::error::Error;
use crate::credentials::Shown;

/// Makes attempts until one is final; none if the request is refused before.
///
/// Not an `async fn`, which would store its arguments twice.
pub fn run<'a>(
    client: &'a reqwest::Client,
    settings: &'a Settings,
    mut request: Request,
    refused: Option<Error>,
    shown: Shown<'a>,
    operation: OperationInfo,
    report: Report,
) -> impl Future<Output = Result<Answer<'a>, Error>> + Send + 'a {
    if let Some(accept) = operation.accept {
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static(accept));
    }
    for (name, value) in &settings.headers {
        // A parameter of the operation takes precedence.
        request.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    let mut call = Call::new(settings, &request, shown, operation, report);
    let mut template = Template::new(request, settings.retry.is_once());
    call.body = template.body();
    async move {
        if let Some(error) = refused {
            return Err(error.of_call(&mut call));
        }
        loop {
            let attempt = call.begin_attempt();
            // The first attempt uses the HTTP client's own time limit if it is the call's.
            let is_limited = attempt > 1 || settings.overrides_timeout;
            let remaining = is_limited.then(|| settings.timeout.saturating_sub(call.elapsed()));
            let (request, gate) = template.request(&call.shown, remaining);
            let result = client.execute(request).await.map_err(|error| Failure::new(&error, gate.as_ref()));
            let wait = template
                .repeats(&settings.retry, &result)
                .and_then(|asked| settings.retry.wait(attempt, call.elapsed(), settings.timeout, asked));
            call.tell(&result, wait);
            let Some(wait) = wait else {
                return match result {
                    Ok(response) => Ok(Answer::new(response, call)),
                    Err(failure) => Err(Error::transport(failure, &mut call)),
                };
            };
            call.doubt(&result);
            drop(result);
            sleep(wait).await;
        }
    }
}
