//! What is built: a struct, or a variant with fields of its own.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::api::{Content, Kind, Object, Type};
use crate::names::snake_name;

/// What a builder makes.
pub(super) struct Target<'a> {
    /// The name of the struct or of the variant.
    pub(super) name: &'a str,
    /// The path for an expression.
    pub(super) path: TokenStream,
    /// The function that starts the builder.
    pub(super) start: &'a str,
    /// The stem of the constructor's name.
    pub(super) stem: String,
    /// Markdown.
    pub(super) about: Option<&'a str>,
    pub(super) object: &'a Object,
}

pub(super) fn targets(ty: &Type) -> Vec<Target<'_>> {
    let name = format_ident!("{}", ty.name);
    match &ty.kind {
        Kind::Object(object) => vec![Target {
            name: &ty.name,
            path: quote!(crate::types::#name),
            start: "builder",
            stem: snake_name(&ty.name),
            about: Some("Starts a builder."),
            object,
        }],
        Kind::Tagged(tagged) => {
            let targets = tagged.variants.iter().filter_map(|variant| {
                let (Content::Object(object), variant_name) = (&variant.content, format_ident!("{}", variant.name))
                else {
                    return None;
                };
                Some(Target {
                    name: &variant.name,
                    path: quote!(crate::types::#name::#variant_name),
                    start: &variant.constructor,
                    stem: variant.constructor.clone(),
                    about: variant.description.as_deref(),
                    object,
                })
            });
            targets.collect()
        }
        _ => Vec::new(),
    }
}
