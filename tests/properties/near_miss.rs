//! JSON that is nearly a request is refused by the draft and by the document's schema, or by neither.

use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use super::requests::given;
use super::{judge, schema_allows, texts};

/// Names of members: those that there are, and those that people write.
const NAMES: &[&str] = &[
    "name",
    "cert_type",
    "cn_name",
    "let_encrypt_email",
    "cert_content",
    "",
    "Name",
    "name ",
    "common_name",
    "cnName",
    "lb_id",
    "type",
    "a/b~c",
];

const TAGS: &[&str] = &["self_signed", "let_encrypt", "upload", "letsencrypt", "Upload", "uploaded", "", " upload"];

/// One thing that is done to a request. An index is of its members, as many as there are.
#[derive(Clone, Debug)]
enum Change {
    Drop(Index),
    Add(&'static str, Value),
    Rename(Index, &'static str),
    Replace(Index, Value),
    Corrupt(Index, Corruption),
    Tag(&'static str),
}

/// What is done to a text. The index is of its characters.
#[derive(Clone, Debug)]
enum Corruption {
    Insert(Index, char),
    Remove(Index),
    CutOff(Index),
    Double,
    Enclose(&'static str, &'static str),
}

fn value() -> impl Strategy<Value = Value> {
    let other =
        select(vec![json!(null), json!(true), json!(42), json!(-0.5), json!([]), json!({}), json!(["example.com"])]);
    prop_oneof![
        other,
        texts::name().prop_map(Value::from),
        texts::domain().prop_map(Value::from),
        texts::email().prop_map(Value::from),
        texts::bundle().prop_map(Value::from),
        texts::domain().prop_map(|domain| json!({ "name": domain })),
    ]
}

fn corruption() -> impl Strategy<Value = Corruption> {
    let letter = prop_oneof![
        any::<char>(),
        select(vec![' ', '\n', '\r', '\0', '.', '-', '*', '@', '%', '=', '/', '\\', '\u{feff}', '\u{200b}']),
    ];
    prop_oneof![
        (any::<Index>(), letter).prop_map(|(at, letter)| Corruption::Insert(at, letter)),
        any::<Index>().prop_map(Corruption::Remove),
        any::<Index>().prop_map(Corruption::CutOff),
        Just(Corruption::Double),
        select(vec![("https://", ""), ("", "."), (" ", " "), ("", "\n"), ("mailto:", ""), ("*.", ""), ("", ":443")])
            .prop_map(|(before, after)| Corruption::Enclose(before, after)),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Change::Drop),
        (select(NAMES), value()).prop_map(|(name, value)| Change::Add(name, value)),
        (index(), select(NAMES)).prop_map(|(at, name)| Change::Rename(at, name)),
        (index(), value()).prop_map(|(at, value)| Change::Replace(at, value)),
        (index(), corruption()).prop_map(|(at, corruption)| Change::Corrupt(at, corruption)),
        select(TAGS).prop_map(Change::Tag),
    ]
}

impl Change {
    fn apply(&self, members: &mut Map<String, Value>) {
        let name = |at: &Index| members.keys().nth(at.index(members.len().max(1))).cloned().unwrap_or_default();
        match self {
            Self::Drop(at) => drop(members.remove(&name(at))),
            Self::Add(name, value) => drop(members.insert((*name).to_owned(), value.clone())),
            Self::Rename(at, to) => {
                if let Some(value) = members.remove(&name(at)) {
                    members.insert((*to).to_owned(), value);
                }
            }
            Self::Replace(at, value) => drop(members.insert(name(at), value.clone())),
            Self::Corrupt(at, corruption) => {
                if let Some(Value::String(text)) = members.get_mut(&name(at)) {
                    corruption.apply(text);
                }
            }
            Self::Tag(tag) => drop(members.insert("cert_type".to_owned(), json!(tag))),
        }
    }
}

impl Corruption {
    fn apply(&self, text: &mut String) {
        let starts: Vec<_> = text.char_indices().map(|(start, _)| start).collect();
        let start = |at: &Index| starts.get(at.index(starts.len().max(1))).copied().unwrap_or_default();
        match self {
            Self::Insert(at, letter) => text.insert(start(at), *letter),
            Self::Remove(_) if text.is_empty() => {}
            Self::Remove(at) => drop(text.remove(start(at))),
            Self::CutOff(at) => text.truncate(start(at)),
            Self::Double => *text = text.repeat(2),
            Self::Enclose(before, after) => *text = format!("{before}{text}{after}"),
        }
    }
}

/// An object that is nearly a request; now and then it is still one.
fn near_miss() -> impl Strategy<Value = Map<String, Value>> {
    (given(), vec(change(), 1..=3)).prop_map(|(given, changes)| {
        let mut members = given.members();
        changes.iter().for_each(|change| change.apply(&mut members));
        members
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn draft_serde_and_schema_agree(members in near_miss()) {
        let value = Value::Object(members.clone());
        let by_draft = CreateCertificateRequest::try_from(CreateCertificateRequestDraft::from(members));
        let by_serde = serde_json::from_value::<CreateCertificateRequest>(value.clone());
        prop_assert_eq!(by_draft.is_ok(), schema_allows(&value), "{:?}: {}", by_draft.err(), value);
        prop_assert_eq!(
            by_draft.map_err(|violations| violations.to_string()).map(|request| super::bytes(&request)),
            by_serde.map_err(|error| error.to_string()).map(|request| super::bytes(&request))
        );
    }
}

proptest! {
    /// Here the two have to differ: what reads JSON for the schema keeps one of two members of a name, and the draft
    /// keeps both and refuses them. Whether the schema allows the rest does not matter.
    #[test]
    fn a_doubled_member_is_refused_by_the_draft_alone(given in given(), at: Index, again in value(), first: bool) {
        let members = given.members();
        let name = members.keys().nth(at.index(members.len())).expect("a member");
        let again = format!("{}:{again}", Value::from(name.as_str()));
        let rest = Value::Object(members.clone()).to_string();
        let rest = rest.trim_matches(['{', '}']);
        let json = if first { format!("{{{again},{rest}}}") } else { format!("{{{rest},{again}}}") };
        let violations = judge(&json).expect_err("a name stands twice");
        let pointer = format!("/{name}");
        prop_assert!(
            violations.iter().any(|found| (found.pointer(), found.rule()) == (&pointer, "duplicate")),
            "{violations}"
        );
        // The first of them counts for the rest, and it is right where it is the request's own.
        if !first {
            prop_assert_eq!(violations.iter().count(), 1, "{}", violations);
        }
    }
}
