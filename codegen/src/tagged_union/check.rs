//! Turns the input into a union, or reports every mistake in it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{GenericArgument, PathArguments, Type};

use super::model::{Field, TaggedUnion, Variant};
use super::parse::{self, Reader};
use crate::diagnostic::{Mistakes, tagged_union as diagnostic};

pub(super) fn check(input: &parse::Input) -> syn::Result<TaggedUnion> {
    let mut mistakes = Mistakes::default();
    if input.tag.is_none() {
        mistakes.add(input.name.span(), diagnostic::NO_TAG);
    }
    let (Some(draft), Some(builders)) = (&input.draft, &input.builders) else {
        mistakes.add(input.name.span(), diagnostic::NO_DRAFT);
        return mistakes.none();
    };
    let variants = input.variants.iter().filter_map(|input| variant(input, &mut mistakes)).collect();
    mistakes.none_or(TaggedUnion {
        name: input.name.clone(),
        draft: draft.clone(),
        builders: builders.clone(),
        tag: input.tag.as_ref().map(syn::LitStr::value).unwrap_or_default(),
        variants,
    })
}

fn variant(input: &parse::Variant, mistakes: &mut Mistakes) -> Option<Variant> {
    let mut missing = |message| {
        mistakes.add(input.name.span(), message);
        None
    };
    let Some(fields) = &input.fields else { return missing(diagnostic::UNNAMED_FIELDS) };
    let Some(start) = &input.start else { return missing(diagnostic::NO_START) };
    Some(Variant {
        name: input.name.clone(),
        tag: input.rename.as_ref().map_or_else(|| input.name.to_string(), syn::LitStr::value),
        start: start.clone(),
        docs: input.docs.clone(),
        fields: fields.iter().map(field).collect(),
    })
}

fn field(input: &parse::Field) -> Field {
    let is_boxed = || argument_of("Box", argument_of("Option", &input.ty).unwrap_or(&input.ty)).is_some();
    let reader = match &input.reader {
        Reader::Union if is_boxed() => {
            quote!(|value| ::openscaler_runtime::draft::union(value).map(::std::boxed::Box::new))
        }
        other => reader(other),
    };
    let inner = if input.required { None } else { argument_of("Option", &input.ty) };
    Field {
        name: input.name.clone(),
        wire: input.rename.as_ref().map_or_else(|| input.name.to_string(), syn::LitStr::value),
        docs: input.docs.clone(),
        value: inner.unwrap_or(&input.ty).clone(),
        required: input.required,
        nullable: input.nullable,
        reader,
    }
}

/// The function that reads it from JSON.
fn reader(input: &Reader) -> TokenStream {
    match input {
        Reader::Scalar => quote!(::openscaler_runtime::draft::scalar),
        Reader::Integer => quote!(::openscaler_runtime::draft::integer),
        Reader::Number => quote!(::openscaler_runtime::draft::number),
        Reader::Union => quote!(::openscaler_runtime::draft::union),
        Reader::Json => quote!(::openscaler_runtime::draft::json),
        Reader::List(item, rules) => {
            let item = reader(item);
            let limit = |limit: Option<usize>| match limit.map(Literal::usize_unsuffixed) {
                Some(limit) => quote!(::std::option::Option::Some(#limit)),
                None => quote!(::std::option::Option::None),
            };
            let (least, most, unique) = (limit(rules.least), limit(rules.most), rules.unique);
            quote!(|value| ::openscaler_runtime::draft::list(value, #item, ::openscaler_runtime::draft::Items {
                least: #least, most: #most, unique: #unique,
            }))
        }
    }
}

/// `T` of an `Option<T>`, or of another generic type, however its path is written.
fn argument_of<'a>(generic: &str, ty: &'a Type) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == generic)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    }
}
