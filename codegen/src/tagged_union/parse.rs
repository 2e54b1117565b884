//! The input of `#[derive(TaggedUnion)]` with its spans, not yet checked.

use proc_macro2::TokenStream;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Token, Type, parenthesized};

use crate::diagnostic::tagged_union as diagnostic;
use crate::items::ItemRules;

pub(super) struct Input {
    pub(super) name: Ident,
    pub(super) tag: Option<LitStr>,
    pub(super) draft: Option<Ident>,
    pub(super) builders: Option<Ident>,
    pub(super) variants: Vec<Variant>,
}

pub(super) struct Variant {
    pub(super) name: Ident,
    pub(super) rename: Option<LitStr>,
    pub(super) start: Option<Ident>,
    pub(super) docs: Vec<Attribute>,
    /// `None` if they have no names.
    pub(super) fields: Option<Vec<Field>>,
}

pub(super) struct Field {
    pub(super) name: Ident,
    pub(super) rename: Option<LitStr>,
    pub(super) docs: Vec<Attribute>,
    pub(super) ty: Type,
    pub(super) required: bool,
    pub(super) nullable: bool,
    /// How it is read from JSON, if its type alone does not determine that.
    pub(super) reader: Reader,
}

/// The function that reads a field from JSON.
pub(super) enum Reader {
    Scalar,
    Integer,
    Number,
    Union,
    /// Determined by its type alone.
    Json,
    List(Box<Reader>, ItemRules),
}

impl Parse for Reader {
    /// Reads `scalar`, `list(scalar, min_items = 1)`, and so on.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let keyword: Ident = input.parse()?;
        Ok(match keyword.to_string().as_str() {
            "scalar" => Self::Scalar,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "union" => Self::Union,
            "json" => Self::Json,
            "list" => {
                let content;
                parenthesized!(content in input);
                Self::List(Box::new(content.parse()?), ItemRules::read(&content)?)
            }
            _ => return Err(syn::Error::new(keyword.span(), diagnostic::UNKNOWN_FIELD_KEYWORD)),
        })
    }
}

pub(super) fn parse(input: TokenStream) -> syn::Result<Input> {
    let input: DeriveInput = syn::parse2(input)?;
    let Data::Enum(data) = input.data else {
        return Err(syn::Error::new(input.ident.span(), diagnostic::NOT_AN_ENUM));
    };
    let (mut tag, mut draft, mut builders) = (None, None, None);
    for_each_serde(&input.attrs, |meta| {
        if meta.path.is_ident("tag") {
            tag = Some(meta.value()?.parse()?);
            return Ok(());
        }
        skip_value(&meta)
    })?;
    for_each(&input.attrs, "tagged_union", |meta| {
        if meta.path.is_ident("draft") {
            draft = Some(meta.value()?.parse()?);
        } else if meta.path.is_ident("builders") {
            builders = Some(meta.value()?.parse()?);
        } else {
            return Err(meta.error(diagnostic::UNKNOWN_UNION_KEYWORD));
        }
        Ok(())
    })?;
    let variants = data.variants.into_iter().map(variant).collect::<syn::Result<_>>()?;
    Ok(Input { name: input.ident, tag, draft, builders, variants })
}

fn variant(variant: syn::Variant) -> syn::Result<Variant> {
    let mut start = None;
    for_each(&variant.attrs, "tagged_union", |meta| {
        if meta.path.is_ident("start") {
            start = Some(meta.value()?.parse()?);
            return Ok(());
        }
        Err(meta.error(diagnostic::UNKNOWN_VARIANT_KEYWORD))
    })?;
    let fields = match variant.fields {
        Fields::Unit => Some(Vec::new()),
        Fields::Named(fields) => Some(fields.named.into_iter().filter_map(field).collect::<syn::Result<_>>()?),
        Fields::Unnamed(_) => None,
    };
    Ok(Variant { rename: rename(&variant.attrs)?, docs: docs(&variant.attrs), name: variant.ident, start, fields })
}

fn field(field: syn::Field) -> Option<syn::Result<Field>> {
    let name = field.ident?;
    let (mut required, mut nullable, mut reader) = (false, false, Reader::Json);
    let mut of_that_name = field.attrs.iter().filter(|attribute| attribute.path().is_ident("tagged_union"));
    let keywords = of_that_name.try_for_each(|attribute| {
        attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                let keyword: Ident = input.fork().parse()?;
                match keyword.to_string().as_str() {
                    "required" => required = input.parse::<Ident>().is_ok(),
                    "nullable" => nullable = input.parse::<Ident>().is_ok(),
                    _ => reader = input.parse()?,
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        })
    });
    Some(keywords.and_then(|()| {
        let (rename, docs) = (rename(&field.attrs)?, docs(&field.attrs));
        Ok(Field { name, rename, docs, ty: field.ty, required, nullable, reader })
    }))
}

fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned().collect()
}

/// serde's name for a variant or a field, where it differs from Rust's.
fn rename(attributes: &[Attribute]) -> syn::Result<Option<LitStr>> {
    let mut rename = None;
    for_each_serde(attributes, |meta| {
        if meta.path.is_ident("rename") {
            rename = Some(meta.value()?.parse()?);
            return Ok(());
        }
        skip_value(&meta)
    })?;
    Ok(rename)
}

fn for_each_serde(
    attributes: &[Attribute],
    visit: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    for_each(attributes, "serde", visit)
}

fn for_each(
    attributes: &[Attribute],
    name: &str,
    mut visit: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut of_that_name = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    of_that_name.try_for_each(|attribute| attribute.parse_nested_meta(&mut visit))
}

/// Skips a keyword that only serde needs.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(syn::Token![=]) {
        meta.value()?.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
