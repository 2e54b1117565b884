//! Documents that cannot be generated from whole: they are compared without the operations that stand in the way.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use openscaler_openapi::document::Source;

use super::change::{Place, Side};
use super::operations::address;
use super::{DOCUMENT, Report, compare_generated};
use crate::skip::{Carried, Skipped, generate_carried};

/// An operation of which nothing is generated, and so no caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its `operationId`, if it has one.
    pub id: Option<String>,
    /// `GET /pets`.
    pub route: String,
    /// Where it is.
    pub place: Place,
    /// The rules of lint that it breaks, in the order of the alphabet.
    pub rules: Vec<&'static str>,
}

impl LeftOut {
    fn of(skipped: &Skipped, side: Side) -> Self {
        let rules: BTreeSet<_> = skipped.reasons.iter().map(|reason| reason.rule).collect();
        Self {
            id: skipped.id.clone(),
            route: skipped.route.clone(),
            place: Place { side, pointer: skipped.pointer.clone(), line: 0 },
            rules: rules.into_iter().collect(),
        }
    }

    /// Its method and path, as calls are told apart by.
    pub(super) fn address(&self) -> String {
        let (method, path) = self.route.split_once(' ').unwrap_or_default();
        address(method, path)
    }
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
/// When nothing can be generated from one of them.
pub fn compare_carried(old: (&Source, Carried), new: (&Source, Carried)) -> Result<Report> {
    let rest = |(source, carried): (&Source, Carried), side: Side| {
        let Carried { generated, skipped, document, .. } = carried;
        let generated = generated.with_context(|| format!("`{}` cannot be compared", source.name))?;
        let left_out: Vec<_> = skipped.iter().map(|skipped| LeftOut::of(skipped, side)).collect();
        anyhow::Ok((source.with_value(document), generated.code, left_out))
    };
    let (old, old_code, mut left_out) = rest(old, Side::Old)?;
    let (new, new_code, left_out_now) = rest(new, Side::New)?;
    left_out.extend(left_out_now);
    compare_generated([&old, &new], [&old_code, &new_code], left_out)
}
