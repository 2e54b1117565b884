//! What the client sends and shows is what the cases say, over a real socket.

use openscaler_tests::cases::{Placeholders, Secrets};
use openscaler_tests::document::Document;

use super::{assert_none, cases};
use crate::play::play;

#[tokio::test]
async fn the_client_does_what_every_case_says() {
    let values = Placeholders::new();
    let secrets = Secrets::new(values.get("token"), &Document::of_repository());
    let mut complaints = Vec::new();
    for case in cases() {
        complaints.push((case.name.clone(), play(&case, &values, &secrets).await));
    }
    assert_none(complaints);
}
