//! From what stands there to a union, or to every mistake in it.

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
    let reader = match input.reader {
        Some(Reader::Scalar) => quote!(crate::draft::scalar),
        Some(Reader::Integer) => quote!(crate::draft::integer),
        Some(Reader::Number) => quote!(crate::draft::number),
        Some(Reader::Union) if is_boxed() => quote!(|value| crate::draft::union(value).map(::std::boxed::Box::new)),
        Some(Reader::Union) => quote!(crate::draft::union),
        None => quote!(crate::draft::json),
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
