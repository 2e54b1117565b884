//! What the cases say is what the document says, and no part of the document is without a case.

use std::collections::BTreeSet;

use openscaler_tests::cases::{Answer, Case, Exchange, Placeholders, Sight, Then, Violation};

use super::{assert_none, cases};
use crate::coverage::{self, Demand, Need};
use crate::judge::Judge;

#[test]
fn the_document_allows_what_is_sent_and_nothing_that_is_refused() {
    let (judge, values) = (Judge::of_repository(), Placeholders::new());
    let complaints = |case: &Case| {
        let case = values.fill(case).expect("known placeholders");
        let found = judge.call(&case.call);
        match &case.then {
            Then::Sent(_) if found.is_empty() => Vec::new(),
            Then::Sent(_) => vec![format!("the document does not allow it: {found:?}")],
            Then::Refused(expected) => refused(expected, &found),
        }
    };
    assert_none(cases().iter().map(|case| (case.name.clone(), complaints(case))).collect());
}

/// The places have to be the same; of a place the document may say more, since all its rules are looked at.
fn refused(expected: &[Violation], found: &[Violation]) -> Vec<String> {
    // Whoever reads JSON for a schema keeps one of two members of a name.
    let expected: Vec<_> = expected.iter().filter(|violation| violation.rule != "duplicate").collect();
    // What tells variants apart is only looked up among their tags, so that its type does not matter.
    let as_tag = |violation: &Violation| Violation { rule: "enum".to_owned(), ..violation.clone() };
    let is_found = |violation: &&Violation| found.contains(violation) || found.contains(&as_tag(violation));
    let places: BTreeSet<_> = expected.iter().map(|violation| &violation.at).collect();
    let found_places: BTreeSet<_> = found.iter().map(|violation| &violation.at).collect();
    if places == found_places && expected.iter().all(is_found) {
        Vec::new()
    } else {
        vec![format!("the document refuses {found:?}, and not {expected:?}")]
    }
}

/// Method, path, headers and body follow from the document; how the body is written does not.
#[test]
fn what_is_sent_follows_from_the_document() {
    let (judge, values) = (Judge::of_repository(), Placeholders::new());
    let complaints = |case: &Case| {
        let case = values.fill(case).expect("known placeholders");
        let Then::Sent(exchange) = &case.then else { return Vec::new() };
        let Exchange { sends, .. } = exchange.as_ref();
        let token = case.call.token.as_deref().unwrap_or(values.get("token"));
        let described = judge.describe(&case.call, token);
        let mut complaints = Vec::new();
        if (&sends.method, &sends.path) != (&described.method, &described.path) {
            complaints.push(format!("the document says `{} {}`", described.method, described.path));
        }
        for (name, value) in &described.headers {
            if sends.headers.get(name) != Some(value) {
                complaints.push(format!("the document asks for the header `{name}`"));
            }
        }
        if described.body != serde_json::from_str(&sends.body).ok() {
            complaints.push("the body is not what the caller asks for".to_owned());
        }
        complaints
    };
    assert_none(cases().iter().map(|case| (case.name.clone(), complaints(case))).collect());
}

#[test]
fn where_an_answer_departs_from_the_document_its_case_says_so() {
    let (judge, values) = (Judge::of_repository(), Placeholders::new());
    let complaints = |case: &Case| {
        let case = values.fill(case).expect("known placeholders");
        let Then::Sent(exchange) = &case.then else { return Vec::new() };
        let operation = judge.operation(&case.call.operation);
        let mut complaints = Vec::new();
        for answer in &exchange.answers {
            let Answer::Http(http) = answer else { continue };
            let found: Vec<_> = judge.answer(operation, answer).into_iter().map(|found| found.departure).collect();
            let mut expected = http.departs.clone();
            expected.sort();
            if found != expected {
                complaints.push(format!("the answer departs in {found:?}, and not in {expected:?}"));
            }
        }
        complaints
    };
    assert_none(cases().iter().map(|case| (case.name.clone(), complaints(case))).collect());
}

/// The cases with values for their placeholders.
fn filled() -> Vec<Case> {
    let values = Placeholders::new();
    cases().iter().map(|case| values.fill(case).expect("known placeholders")).collect()
}

#[test]
fn every_part_of_the_document_has_a_case() {
    let judge = Judge::of_repository();
    let met = filled().iter().flat_map(|case| coverage::met(&judge, case)).collect();
    let demanded = coverage::demanded(&judge);
    let missing: Vec<_> = demanded.difference(&met).map(ToString::to_string).collect();
    assert!(missing.is_empty(), "the document has parts without a case:\n    {}", missing.join("\n    "));
}

/// What can become of a call beyond what the document describes has a case, too.
#[test]
fn every_shape_of_answer_has_a_case() {
    let mut shapes = BTreeSet::new();
    for case in filled() {
        let Then::Sent(exchange) = &case.then else { continue };
        shapes.insert(match &exchange.sees.what {
            Sight::Value(_) => "a value".to_owned(),
            Sight::Error { outcome, .. } => {
                format!("{outcome:?} by {:?}", exchange.sees.status.map(|status| status / 100))
            }
        });
        if exchange.answers.len() > 1 {
            shapes.insert("several attempts".to_owned());
        }
        for answer in &exchange.answers {
            match answer {
                Answer::Lost => drop(shapes.insert("lost".to_owned())),
                Answer::Http(http) => shapes.extend(http.departs.iter().map(|departure| departure.rule.clone())),
            }
        }
    }
    let expected = [
        "a value",
        "Succeeded by Some(2)",
        "Rejected by Some(3)",
        "Unknown by Some(3)",
        "Rejected by Some(4)",
        "Unknown by Some(5)",
        "Unknown by None",
        "several attempts",
        "lost",
        "status",
        "media-type",
        "json",
        "unknown-property",
        "required",
        "type",
        "enum",
        "format",
    ];
    let missing: Vec<_> = expected.iter().filter(|shape| !shapes.contains(**shape)).collect();
    assert!(missing.is_empty(), "no case has {missing:?}");
}

/// Each part is missed once the cases that have it are gone, so that no case covers what it does not show.
#[test]
fn a_part_whose_cases_are_taken_away_is_missed() {
    let judge = Judge::of_repository();
    let met: Vec<_> = filled().iter().map(|case| coverage::met(&judge, case)).collect();
    for (pointer, need, message) in [
        ("/paths/~1v1~1lbs~1{lb_id}~1certificates/post", Need::Met, "no case has it"),
        ("/paths/~1v1~1lbs~1{lb_id}~1certificates/post/parameters/0", Need::Met, "no case has it"),
        ("/components/responses/ServerError", Need::Met, "no case has it"),
        ("/components/schemas/CreateCertificateRequest/oneOf/1", Need::Met, "no case has it"),
        ("/components/schemas/CreateCertificateRequest/discriminator", Need::Broken, "no case is refused for it"),
        ("/components/schemas/UploadCertificateRequest/properties/cn_name", Need::Absent, "no case leaves it out"),
        ("/components/schemas/LetEncryptCertificateRequest/required/2", Need::Broken, "no case is refused for it"),
        (
            "/components/schemas/SelfSignedCertificateRequest/additionalProperties",
            Need::Broken,
            "no case is refused for it",
        ),
        ("/components/schemas/DomainName/maxLength", Need::Broken, "no case is refused for it"),
        ("/components/schemas/LoadBalancerId/format", Need::Broken, "no case is refused for it"),
        ("/components/schemas/Certificate/properties/size", Need::Null, "no case has it as null"),
        ("/components/schemas/CertificateType/enum/2", Need::Met, "no case has it"),
    ] {
        let part = Demand { pointer: pointer.to_owned(), need };
        let rest: BTreeSet<_> = met.iter().filter(|met| !met.contains(&part)).flatten().cloned().collect();
        assert!(rest.len() > 10, "nearly every case has {part}");
        let demanded = coverage::demanded(&judge);
        let missing: Vec<_> = demanded.difference(&rest).map(ToString::to_string).collect();
        assert!(missing.contains(&format!("`{pointer}`: {message}")), "{missing:?}");
    }
}
