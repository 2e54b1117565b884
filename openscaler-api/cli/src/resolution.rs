//! Finds out whether a call took effect whose answer was lost, by looking for what it would have made.

use std::time::Duration;

use openscaler_api::{Client, Error};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::call::{Call, Content, Reply};

/// What was found.
pub(crate) enum Found {
    /// What the call would have made.
    Ours(Reply),
    /// Something else in its place: the names of the fields that differ.
    Other(Vec<String>),
    /// Nothing, for the whole time.
    Nothing,
    /// The last look failed.
    Failed(Error),
}

/// The time before the second look; it doubles until the last one.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// Looks once; `None` if the call cannot be resolved.
pub(crate) async fn look(client: &Client, call: &Call, body: Option<&Value>) -> Option<Found> {
    Some(match call.resolve(client)?.await {
        Ok(Some(reply)) => match differences(&reply, body) {
            differing if differing.is_empty() => Found::Ours(reply),
            differing => Found::Other(differing),
        },
        Ok(None) => Found::Nothing,
        Err(error) => Found::Failed(error),
    })
}

/// Looks until something is found, for up to `wait`: right after a lost answer, nothing proves nothing.
pub(crate) async fn search(client: &Client, call: &Call, body: Option<&Value>, wait: Duration) -> Option<Found> {
    let end = Instant::now() + wait;
    let mut pause = FIRST_WAIT;
    loop {
        let found = look(client, call, body).await?;
        let left = end.saturating_duration_since(Instant::now());
        if matches!(found, Found::Ours(_) | Found::Other(_)) || left.is_zero() {
            return Some(found);
        }
        sleep(pause.min(left)).await;
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}

/// The fields that request and answer share and in which they differ.
fn differences(reply: &Reply, body: Option<&Value>) -> Vec<String> {
    let Content::Json(text) = &reply.content else { return Vec::new() };
    let (Ok(Value::Object(answer)), Some(Value::Object(request))) = (serde_json::from_str(text), body) else {
        return Vec::new();
    };
    let differs = |(name, value): &(&String, &Value)| {
        answer.get(*name).is_some_and(|answer| !answer.is_null() && answer != *value)
    };
    request.iter().filter(differs).map(|(name, _)| name.clone()).collect()
}
