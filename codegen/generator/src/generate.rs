//! From a document without lint errors to the generated file.

use anyhow::{Context, Result, anyhow};
use openapiv3::OpenAPI;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, Severity};
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::decorate::accessors::placeholder;
use crate::decorate::decorate;
use crate::lint;
use crate::lower::answers::ACCESSIBLE_FORMATS;
use crate::lower::lower;
use crate::model::Model;
use crate::panics;

/// A generated file, and what it was made from.
#[derive(Debug)]
pub struct Generated {
    /// The whole file.
    pub code: String,
    /// What the document says.
    pub model: Model,
}

/// What lint says of a document, and what it generates to.
#[derive(Debug)]
pub struct Checked {
    /// All findings, as [`lint::check`] has them.
    pub findings: Vec<Finding>,
    /// `None` if there is an error among the findings.
    pub generated: Option<Result<Generated>>,
}

/// Checks a document and, if it has no errors, generates the client; the file's header calls it `document_name`.
#[must_use]
pub fn check_and_generate(source: &Source, document_name: &str) -> Checked {
    let findings = lint::check(source);
    // progenitor is not for documents with errors: of a circle, say, it finds no end.
    let is_clean = findings.iter().all(|finding| finding.severity != Severity::Error);
    let generated = is_clean.then(|| generate(&source.value, document_name));
    Checked { findings, generated }
}

/// Generates the client of `document`, which is named `document_name` in the file's header.
///
/// # Errors
///
/// The document must have passed lint: what progenitor cannot carry is an error here, without a place.
pub fn generate(document: &Value, document_name: &str) -> Result<Generated> {
    let (code, model) = generate_lowered(&lower(document))?;
    Ok(Generated { code: header(document_name) + &code, model })
}

/// The code of a lowered document, without a header.
fn generate_lowered(lowered: &Value) -> Result<(String, Model)> {
    // A path is followed only for the message of what does not fit, in a second try.
    let typed = OpenAPI::deserialize(lowered).or_else(|_| serde_path_to_error::deserialize(lowered));
    let typed = typed.context("the lowered document is no OpenAPI")?;
    let model = Model::of(lowered);
    let tokens = run_progenitor(&typed, &settings(&model)?)?;
    // Its memory is used again for the syntax tree.
    drop(typed);
    let code = decorate(tokens, &model)?;
    Ok((code, model))
}

/// What progenitor alone makes of a lowered document, which is given as YAML, for measuring what ours costs beyond it.
pub fn generate_plain(lowered: &str) -> Result<String> {
    let document: OpenAPI = serde_yaml::from_str(lowered).context("the lowered document is no OpenAPI")?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional);
    let tokens = run_progenitor(&document, &settings)?;
    let file = syn::parse2(tokens).context("progenitor's output is no Rust")?;
    Ok(prettyplease::unparse(&file))
}

fn settings(model: &Model) -> Result<GenerationSettings> {
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional).with_hooks(HooksMode::Expected);
    for scalar in &model.scalars {
        let path = format!("crate::types::{}", scalar.type_name);
        let impls = match &scalar.number {
            Some(_) => vec![TypeImpl::Display],
            None if scalar.secret => vec![],
            None => vec![TypeImpl::Display, TypeImpl::FromStr],
        };
        settings.with_replacement(&scalar.type_name, path, impls.into_iter());
    }
    for format in ACCESSIBLE_FORMATS {
        let schema = serde_json::from_value(json!({ "type": "string", "format": format }));
        settings.with_conversion(schema.context("a string is no schema")?, placeholder(format), [].into_iter());
    }
    Ok(settings)
}

fn run_progenitor(document: &OpenAPI, settings: &GenerationSettings) -> Result<TokenStream> {
    let mut generator = Generator::new(settings);
    // progenitor panics on what it does not handle; lint is to find all of that first, but a person's document must
    // not end in a backtrace where it does not.
    let generated = panics::catch_panic(|| generator.generate_tokens(document));
    let generated = generated.map_err(|panic| anyhow!("progenitor gave up: {panic}"))?;
    generated.context("progenitor cannot generate from the lowered document")
}

/// Why a lowered document cannot be generated from; `None` if it can.
pub(crate) fn obstacle(lowered: &Value) -> Option<String> {
    generate_lowered(lowered).err().map(|error| format!("{error:#}"))
}

fn header(document_name: &str) -> String {
    let version = progenitor_version();
    format!(
        "//! The types and operations of the API, generated by `cargo xtask generate`.\n\
         //!\n\
         //! Made from `{document_name}` with progenitor {version}. Do not edit: change the document and run the command.\n\n"
    )
}

/// The version that this package is built with, as its manifest pins it.
fn progenitor_version() -> &'static str {
    let mut lines = include_str!("../Cargo.toml").lines();
    let pinned = |line: &'static str| line.strip_prefix("progenitor = \"=")?.strip_suffix('"');
    lines.find_map(pinned).unwrap_or("unknown")
}
