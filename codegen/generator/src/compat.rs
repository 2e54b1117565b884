//! What a change of the document means for those who depend on the crate.
//!
//! Both documents are interpreted, and their models are walked through at once: operations, then parameters, bodies and
//! answers, then types, each pair of types once in each direction. A difference says what follows for requests that are
//! sent, for answers that the client of the other document reads, and for programs that were written against the crate.
//!
//! An answer is read leniently: unknown fields, values that are not listed, bounds, formats and a null or nothing in a
//! field that need not be there are no errors. What only narrows what an answer may hold is therefore no break.
//!
//! The walk is a queue: each file compares one kind of thing and adds the pairs below it, so that no two files call each
//! other.

mod cases;
mod commands;
mod json;
mod operations;
mod report;
mod responses;
mod rules;
mod security;
mod servers;
mod slots;
mod text;
mod types;
mod version;
mod walk;

use anyhow::{Context as _, Result, bail};
use openscaler_openapi::document::Source;

pub use json::{SCHEMA, json};
pub use report::{Change, Judgement, LeftOut, Level, Place, Report, Side};
pub use text::{changelog, markdown, text};
pub use version::{RULE, Version};

use crate::api::Api;
use crate::generate::write;
use crate::interpret::{Interpreted, interpret};
use crate::skip::{Carried, generate_carried};
use walk::{Document, Walk};

/// What generated code calls the document it is of: it is the same for both.
const DOCUMENT: &str = "the document";

/// Compares two documents, which must both have passed lint.
///
/// # Errors
///
/// If one of them cannot be generated.
pub fn compare(old: &Source, new: &Source) -> Result<Report> {
    let [old_api, new_api] = [model(old)?, model(new)?];
    let old = Document { source: old, api: &old_api };
    compare_models(old, Document { source: new, api: &new_api }, Vec::new())
}

/// What can be generated of a document, for [`compare_carried`].
#[must_use]
pub fn carry(source: &Source) -> Carried {
    generate_carried(source, DOCUMENT)
}

/// Compares two documents by what can be generated of them.
///
/// # Errors
///
/// If nothing can be generated of one of them.
pub fn compare_carried(old: (&Source, Carried), new: (&Source, Carried)) -> Result<Report> {
    let left_out = |carried: &Carried, side: Side| -> Vec<LeftOut> {
        carried.skipped.iter().map(|skipped| LeftOut::of(skipped, side)).collect()
    };
    let left_out = [left_out(&old.1, Side::Old), left_out(&new.1, Side::New)].concat();
    let model = |source: &Source, carried: Carried| {
        let generated = carried.generated.with_context(|| format!("`{}` cannot be compared", source.name))?;
        anyhow::Ok(generated.api)
    };
    let (old_api, new_api) = (model(old.0, old.1)?, model(new.0, new.1)?);
    compare_models(Document { source: old.0, api: &old_api }, Document { source: new.0, api: &new_api }, left_out)
}

fn model(source: &Source) -> Result<Api> {
    let Interpreted { api, left_out, .. } = interpret(source);
    if let Some(first) = left_out.first() {
        bail!("`{}` cannot be compared: `{}` cannot be generated: {}", source.name, first.id, first.reasons());
    }
    Ok(api)
}

fn compare_models(old: Document<'_>, new: Document<'_>, left_out: Vec<LeftOut>) -> Result<Report> {
    let mut walk = Walk::new(old, new, left_out);
    servers::compare(&mut walk);
    let operations = operations::compare(&mut walk);
    commands::compare(&mut walk, &operations);
    security::compare(&mut walk, &operations);
    types::compare(&mut walk);
    let Walk { mut changes, mut left_out, .. } = walk;
    let places = changes.iter_mut().map(|change| &mut change.place);
    for place in places.chain(left_out.iter_mut().map(|operation| &mut operation.place)) {
        let source = if place.side == Side::New { new.source } else { old.source };
        // Of the nearest thing around it that is written, if it is not.
        place.line = source.line(source.place(&place.pointer).start);
    }
    changes.sort_by_key(|change| (std::cmp::Reverse(change.level()), change.place.side, change.place.line));
    let mut level = changes.iter().map(Change::level).max().unwrap_or(Level::None);
    // What does not reach the crate leaves it as it is.
    if level == Level::Patch && code(old)? == code(new)? {
        level = Level::None;
    }
    Ok(Report { old: old.source.name.clone(), new: new.source.name.clone(), changes, level, left_out })
}

fn code(document: Document<'_>) -> Result<String> {
    let generated = write(document.api.clone(), DOCUMENT);
    Ok(generated.with_context(|| format!("`{}` cannot be compared", document.source.name))?.code)
}
