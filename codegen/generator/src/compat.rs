//! What a change of the document means for those who depend on the crate.
//!
//! Two things are compared, and neither is enough alone. The documents say what is sent and answered, and so whether old
//! requests are still right and answers can be read. The code that both generate to says what a program can be written
//! against, and so has the last word on whether old callers compile: `surface` reads it, and each of its differences is
//! put to the change of the document that is behind it, or is told on its own. Nothing that breaks a caller can be missed
//! that way, whichever idiom of the document it comes from.
//!
//! An answer is read leniently: unknown fields, values that are not listed, bounds, formats and a null or nothing in a
//! field that need not be there are no errors. What only narrows what an answer may hold is therefore no break.
//!
//! drift (crates.io, Oxide) was tried for the first half. It misses changed security, calls most of what it finds
//! unhandled, and knows nothing of the generated code, so its verdict would have to be made here anyway. jsonschema judges
//! values and not schemas; the tests play old requests and answers through both documents with it.

mod attribute;
mod bodies;
mod change;
mod json;
mod left_out;
mod objects;
mod operations;
mod parameters;
mod rules;
mod schemas;
mod security;
mod servers;
mod shape;
mod surface;
mod text;
mod unions;
mod version;
mod walk;
mod wording;

use anyhow::{Context as _, Result};
use openscaler_openapi::context::Context;
use openscaler_openapi::document::Source;

pub use change::{Change, Judgement, Level, Place, Side};
pub use json::{SCHEMA, json};
pub use left_out::{LeftOut, carry, compare_carried};
pub use text::{changelog, text};
pub use version::{RULE, Version};

use crate::generate::generate;
use walk::Walk;

/// What generated code calls the document it is of: it is the same for both.
const DOCUMENT: &str = "the document";

/// All that is different between two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the old document was called.
    pub old: String,
    /// What the new one is called.
    pub new: String,
    /// The gravest first, then in the order of the documents.
    pub changes: Vec<Change>,
    /// What all of them ask of the version together.
    pub level: Level,
    /// The operations that were not looked at, since nothing can be generated from them; those of the old document first.
    pub left_out: Vec<LeftOut>,
}

/// Compares two documents, which must both have passed lint.
///
/// # Errors
///
/// When one of them cannot be generated from.
pub fn compare(old: &Source, new: &Source) -> Result<Report> {
    let code = |source: &Source| {
        let generated = generate(&source.value, DOCUMENT);
        generated.with_context(|| format!("`{}` cannot be compared", source.name)).map(|generated| generated.code)
    };
    compare_generated([old, new], [&code(old)?, &code(new)?], Vec::new())
}

/// Compares two documents, and what they generate to.
fn compare_generated([old, new]: [&Source; 2], codes: [&str; 2], left_out: Vec<LeftOut>) -> Result<Report> {
    let [old_code, new_code] = codes;
    let parse = |code: &str| syn::parse_file(code).context("the generated code is no Rust");
    let (old_surface, new_surface) = (surface::read(&parse(old_code)?), surface::read(&parse(new_code)?));

    let mut walk = Walk::new(Context::new(old), Context::new(new), left_out);
    servers::compare(&mut walk);
    operations::compare(&mut walk);
    attribute::callers(&mut walk, old_surface, &new_surface);
    wording::compare(&mut walk);
    let Walk { mut changes, mut left_out, .. } = walk;
    let places = changes.iter_mut().map(|change| &mut change.place);
    for place in places.chain(left_out.iter_mut().map(|operation| &mut operation.place)) {
        let source = if place.side == Side::New { new } else { old };
        // Of the nearest thing around it that is written, if it is not.
        place.line = source.line(source.place(&place.pointer).start);
    }
    changes.sort_by_key(|change| (std::cmp::Reverse(change.level()), change.place.side, change.place.line));
    let level = changes.iter().map(Change::level).max().unwrap_or(Level::None);
    // Words that do not reach the crate, such as an example's, leave it as it is.
    let level = if level == Level::Patch && old_code == new_code { Level::None } else { level };
    Ok(Report { old: old.name.clone(), new: new.name.clone(), changes, level, left_out })
}
