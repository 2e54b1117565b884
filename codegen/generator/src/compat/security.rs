//! What an operation asks of who calls it.

use std::collections::BTreeSet;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::pointer;
use serde_json::Value;

use super::change::{Change, Side};
use super::operations::Call;
use super::shape::meaning;
use super::walk::Walk;

/// Ways in, of which one is enough; each is all that has to be shown. What a scheme is called does not matter.
type Ways = BTreeSet<BTreeSet<String>>;

/// The ways in to an operation, and where they are written.
fn ways(context: &Context<'_>, call: &Call) -> (Ways, String) {
    let own = call.in_context(context).node.get("security");
    let (written, pointer) = match own {
        Some(own) => (Some(own), pointer::join(&call.pointer, "security")),
        None => (context.document().get("security"), "/security".to_owned()),
    };
    let alternatives = written.and_then(Value::as_array).into_iter().flatten();
    let mut ways: Ways = alternatives.map(|alternative| way(context, alternative)).collect();
    if ways.is_empty() {
        // Asking for nothing is a way in, too.
        ways.insert(BTreeSet::new());
    }
    (ways, pointer)
}

fn way(context: &Context<'_>, alternative: &Value) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for (name, scopes) in alternative.as_object().into_iter().flatten() {
        let pointer = pointer::join("/components/securitySchemes", name);
        let scheme = context.at(&pointer).and_then(|node| context.resolve(node));
        let words = scheme.map_or_else(|| format!("`{name}`"), |scheme| words(scheme.value));
        let scopes = scopes.as_array().into_iter().flatten().filter_map(Value::as_str);
        shown.extend(scopes.map(|scope| format!("{words} with the scope `{scope}`")));
        shown.insert(words);
    }
    shown
}

/// A scheme as a caller knows it.
fn words(scheme: &Value) -> String {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    match (text("type"), text("scheme").to_ascii_lowercase().as_str()) {
        ("http", "bearer") => "a bearer token".to_owned(),
        ("http", scheme) => format!("HTTP authentication of the scheme `{scheme}`"),
        ("apiKey", _) => format!("the key `{}` in the {}", text("name"), text("in")),
        _ => meaning(scheme).to_string(),
    }
}

fn say(ways: &Ways) -> String {
    let say_one = |way: &BTreeSet<String>| {
        let shown: Vec<_> = way.iter().map(String::as_str).collect();
        if shown.is_empty() { "nothing".to_owned() } else { shown.join(" and ") }
    };
    ways.iter().map(say_one).collect::<Vec<_>>().join(" or ")
}

/// Compares what each operation asks for; what is said once for all of them is one change.
pub(super) fn compare(walk: &mut Walk<'_>, calls: &[(Call, Call)]) {
    let mut found: Vec<(Ways, Ways, String, Vec<String>)> = Vec::new();
    for (old, new) in calls {
        let ((was, _), (is, pointer)) = (ways(&walk.old, old), ways(&walk.new, new));
        if was == is {
            continue;
        }
        let name = format!("`{}`", new.id);
        match found.iter_mut().find(|known| known.0 == was && known.1 == is && known.2 == pointer) {
            Some(known) => known.3.push(name),
            None => found.push((was, is, pointer, vec![name])),
        }
    }
    for (was, is, pointer, names) in found {
        walk.push(change(&was, &is, pointer, &names));
    }
}

fn change(was: &Ways, is: &Ways, pointer: String, names: &[String]) -> Change {
    let (who, verb) = match names {
        [only] => (only.clone(), "asks"),
        [one, other] => (format!("{one} and {other}"), "ask"),
        [first, second, rest @ ..] => (format!("{first}, {second} and {} others", rest.len()), "ask"),
        [] => (String::new(), "asks"),
    };
    let message = format!("{who} {verb} for {} now; it was {}", say(is), say(was));
    // Who showed what was enough has to show enough still.
    let is_enough = |way: &BTreeSet<String>, ways: &Ways| ways.iter().any(|other| other.is_subset(way));
    let refused = was.iter().find(|way| !is_enough(way, is));
    let reason = refused.map(|way| format!("a call that shows {} is refused", say(&Ways::from([way.clone()]))));
    let is_wider = is.iter().any(|way| !is_enough(way, was));
    Change::new("security-changed", message, Side::New, pointer)
        .anchored(&["client::token".to_owned()])
        .failing_requests(reason)
        .adding(is_wider)
}
