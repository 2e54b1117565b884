//! What an operation asks of who calls it.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::document::pointer;
use serde_json::Value;

use super::report::{Change, Side};
use super::walk::{Document, Walk};
use crate::api::{Api, Operation, SchemeId};

/// Schemes with their scopes, all of which have to be shown. What a scheme is called does not matter.
type Way = BTreeMap<String, BTreeSet<String>>;

/// Ways in, of which one is enough.
type Ways = Vec<Way>;

/// The ways in to an operation, and where they are written.
fn ways(document: Document<'_>, operation: &Operation) -> (Ways, String) {
    let (root, own) = (&document.source.value, pointer::join(&operation.origin.0, "security"));
    let place = if root.pointer(&own).is_some() { own } else { "/security".to_owned() };
    let alternatives = root.pointer(&place).and_then(Value::as_array).into_iter().flatten();
    let mut ways: Ways = Vec::new();
    for alternative in alternatives.filter_map(Value::as_object) {
        let mut way = Way::new();
        for (name, scopes) in alternative {
            let scheme = root.pointer(&pointer::join("/components/securitySchemes", name));
            let scopes = scopes.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            way.entry(scheme.map_or_else(|| format!("`{name}`"), words)).or_default().extend(scopes);
        }
        ways.push(way);
    }
    if ways.is_empty() {
        // Asking for nothing is a way in, too.
        ways.push(Way::new());
    }
    // What is optional comes last.
    ways.sort_by(|one, other| other.cmp(one));
    ways.dedup();
    (ways, place)
}

/// A scheme as a caller knows it.
fn words(scheme: &Value) -> String {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    match (text("type"), text("scheme").to_ascii_lowercase().as_str()) {
        ("http", "bearer") => "a bearer token".to_owned(),
        ("http", scheme) => format!("HTTP authentication with `{scheme}`"),
        ("apiKey", _) => format!("the API key `{}` in the {}", text("name"), text("in")),
        ("oauth2", _) => "an OAuth 2 token".to_owned(),
        ("openIdConnect", _) => "an OpenID Connect token".to_owned(),
        (other, _) => format!("a credential of type `{other}`"),
    }
}

fn say(ways: &[Way]) -> String {
    let say_scheme = |(scheme, scopes): (&String, &BTreeSet<String>)| {
        let scopes: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
        match scopes.as_slice() {
            [] => scheme.clone(),
            [only] => format!("{scheme} with the scope {only}"),
            _ => format!("{scheme} with the scopes {}", scopes.join(", ")),
        }
    };
    let say_way = |way: &Way| {
        let shown: Vec<String> = way.iter().map(say_scheme).collect();
        if shown.is_empty() { "no credentials".to_owned() } else { shown.join(" and ") }
    };
    ways.iter().map(say_way).collect::<Vec<_>>().join(" or ")
}

/// Compares what each operation asks for; what is said once for all of them is one change.
pub(super) fn compare(walk: &mut Walk<'_>, operations: &[[&Operation; 2]]) {
    let mut found: Vec<(Ways, Ways, String, Vec<String>)> = Vec::new();
    for [old, new] in operations {
        let ((was, _), (is, place)) = (ways(walk.old, old), ways(walk.new, new));
        if was == is {
            continue;
        }
        let name = format!("`{}`", new.id);
        match found.iter_mut().find(|known| known.0 == was && known.1 == is && known.2 == place) {
            Some(known) => known.3.push(name),
            None => found.push((was, is, place, vec![name])),
        }
    }
    let is_needed_now = needs_credentials(walk.new.api) && !needs_credentials(walk.old.api);
    let reason = is_needed_now.then(|| "`Client::builder()` requires `.credentials(..)` before `.build()`".to_owned());
    for (was, is, place, names) in found {
        walk.push(change(&was, &is, place, &names).failing_callers(reason.clone()));
    }
    let kept = functions(walk.new.api);
    for (name, place) in functions(walk.old.api) {
        if !kept.iter().any(|(other, _)| *other == name) {
            walk.push(Change::breaking(format!("`{name}` is removed"), (Side::Old, place)));
        }
    }
}

/// The functions that take credentials, and the schemes that they are for.
fn functions(api: &Api) -> Vec<(String, String)> {
    let security = &api.security;
    let place = |id: &SchemeId| security.schemes[id.0].origin.0.clone();
    let constructors = security.constructors.iter().filter_map(|constructor| {
        Some((format!("Credentials::{}", constructor.name), place(constructor.schemes.first()?)))
    });
    let setters =
        security.schemes.iter().map(|scheme| (format!("ClientBuilder::{}", scheme.setter), scheme.origin.0.clone()));
    constructors.chain(setters).collect()
}

/// Whether a client cannot be built without credentials.
fn needs_credentials(api: &Api) -> bool {
    let default = &api.security.default;
    !default.is_empty() && default.iter().all(|alternative| !alternative.is_empty())
}

fn change(was: &[Way], is: &[Way], place: String, names: &[String]) -> Change {
    let who = match names {
        [one, other] => format!("{one} and {other}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} others", rest.len()),
        names => names.concat(),
    };
    let verb = if is.len() > 1 { "accept" } else { "require" };
    let plural = if names.len() > 1 { "" } else { "s" };
    let message = format!("{who} now {verb}{plural} {} (was {})", say(is), say(was));
    // Who showed what was enough has to show enough still.
    let shows = |way: &Way, wanted: &Way| {
        wanted.iter().all(|(scheme, scopes)| way.get(scheme).is_some_and(|shown| scopes.is_subset(shown)))
    };
    let is_enough = |way: &Way, ways: &[Way]| ways.iter().any(|wanted| shows(way, wanted));
    let refused = was.iter().find(|way| !is_enough(way, is));
    let reason = refused.map(|way| format!("calls with {} are rejected", say(std::slice::from_ref(way))));
    let is_wider = is.iter().any(|way| !is_enough(way, was));
    Change::new("security-changed", message, (Side::New, place)).failing_requests(reason).adding(is_wider)
}
