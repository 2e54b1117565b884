//! A redirect is an answer like any other: nothing goes to where it points.

use openscaler_api::Outcome;

use crate::support::{CREATED, FaultServer, answer, call, client, once, upload};

#[tokio::test]
async fn nothing_reaches_the_other_server() {
    let other = FaultServer::play([answer(201, &[], CREATED)]).await;
    for (status, outcome) in [
        (300, Outcome::Unknown),
        (301, Outcome::Unknown),
        (302, Outcome::Unknown),
        (303, Outcome::Unknown),
        (307, Outcome::Rejected),
        (308, Outcome::Rejected),
    ] {
        let location = format!("{}/v1/lbs/42/certificates", other.url());
        let server = FaultServer::play([answer(status, &[("Location", &location)], "")]).await;
        let ended = call(&once(&server.url()), &upload()).await;
        let error = ended.assert(outcome, Some(status));
        assert_eq!(error.headers().and_then(|headers| headers.get("location")).expect("a header"), location.as_str());
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(other.connections(), 0);
}

/// Not even if the HTTP client was told to.
#[tokio::test]
async fn the_hook_cannot_switch_them_on() {
    let other = FaultServer::play([answer(201, &[], CREATED)]).await;
    let server = FaultServer::play([answer(307, &[("Location", &other.url())], "")]).await;
    let client = client!(server.url(), .configure_reqwest(|http| {
        http.redirect(openscaler_api::reqwest::redirect::Policy::limited(5)).connection_verbose(true)
    }));
    call(&client, &upload()).await.assert(Outcome::Rejected, Some(307));
    assert_eq!(other.connections(), 0);
}
