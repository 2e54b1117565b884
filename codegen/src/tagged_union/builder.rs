//! The builders, one per variant; a builder's type says which required fields are set.
//!
//! Each required field is a type parameter of the builder, its slot: at first a marker for a missing field, then the
//! type of the value. `build` requires every slot to be filled, and a setter requires its slot to be empty, through
//! traits whose only purpose is their message. Nothing else can fill a slot, so implementing them elsewhere has no
//! effect. Optional fields have plain setters.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::model::{Field, TaggedUnion, Variant};
use crate::diagnostic::tagged_union as diagnostic;
use crate::tokens::doc;

/// What the builder of one variant is written from.
pub(super) struct Builder<'a> {
    union: &'a TaggedUnion,
    variant: &'a Variant,
    /// The type.
    name: Ident,
    slots: Vec<Slot<'a>>,
    optional: Vec<&'a Field>,
}

/// The names that one required field has in the expansion.
struct Slot<'a> {
    field: &'a Field,
    /// The type parameter.
    parameter: Ident,
    missing: Ident,
    given: Ident,
    once: Ident,
}

impl<'a> Slot<'a> {
    /// The markers carry the variant's name: the compiler prints a name that is unique without its path.
    ///
    /// `stems` are those taken: `x1` and `x_1` are one name in the case of types, and so are the fields `b_c` of the
    /// variant `A` and `c` of `AB`.
    fn of(field: &'a Field, variant: &Variant, stems: &mut BTreeSet<String>) -> Self {
        let (variant, name) = (bare_name(variant), pascal(&field.name));
        let numbers = (2..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbers);
        let name = names.find(|name| stems.insert(format!("{variant}{name}"))).unwrap_or(name);
        Self {
            field,
            parameter: format_ident!("{name}Slot"),
            missing: format_ident!("{variant}{name}Missing"),
            // Where the compiler shows who asks for a field, it shows the field and not this derive.
            given: format_ident!("{variant}{name}Given", span = field.name.span()),
            once: format_ident!("{variant}{name}GivenOnce", span = field.name.span()),
        }
    }
}

/// The builders of a union, in the order of its variants.
pub(super) fn builders(union: &TaggedUnion) -> Vec<Builder<'_>> {
    let mut stems = BTreeSet::new();
    let builder = |variant| Builder::of(union, variant, &mut stems);
    union.variants.iter().map(builder).collect()
}

/// The module that all builders of a union are in.
pub(super) fn module(union: &TaggedUnion, builders: &[Builder<'_>]) -> TokenStream {
    let TaggedUnion { name, builders: module, .. } = union;
    let about = doc(&format!("Builders of [`{name}`], one per variant."));
    let items = builders.iter().map(Builder::items);
    quote! {
        #about
        pub mod #module {
            #[allow(unused_imports)]
            use super::*;

            #(#items)*
        }
    }
}

impl<'a> Builder<'a> {
    fn of(union: &'a TaggedUnion, variant: &'a Variant, stems: &mut BTreeSet<String>) -> Self {
        Self {
            union,
            variant,
            name: format_ident!("{}Builder", bare_name(variant)),
            slots: variant.required().map(|field| Slot::of(field, variant, stems)).collect(),
            optional: variant.fields.iter().filter(|field| !field.required).collect(),
        }
    }

    /// The function that starts it. No function of the builder itself does: it could have a field's name.
    pub(super) fn start(&self) -> TokenStream {
        let Self { name, variant, .. } = self;
        let (start, docs, module) = (&variant.start, &variant.docs, &self.union.builders);
        let about = doc(&format!("\n{}", fields_in_words(variant)));
        let slots =
            self.slots.iter().map(|Slot { field: Field { name, .. }, missing, .. }| quote!(#name: #module::#missing));
        let optional = self.optional.iter().map(|Field { name, .. }| quote!(#name: ::std::option::Option::None));
        quote! {
            #(#docs)*
            #about
            pub const fn #start() -> #module::#name {
                #module::#name { #(#slots,)* #(#optional,)* }
            }
        }
    }

    fn items(&self) -> TokenStream {
        let definition = self.definition();
        let methods = self.methods();
        let markers = self.slots.iter().map(|slot| markers(self.variant, slot));
        let constructor = constructor(self.union, self.variant);
        quote! {
            #definition
            #methods
            #(#markers)*
            #constructor
        }
    }

    fn definition(&self) -> TokenStream {
        let name = &self.name;
        let about = doc(&format!("Builds the variant `{}` of [`{}`].", self.variant.tag, self.union.name));
        let parameters = self.slots.iter().map(|Slot { parameter, missing, .. }| quote!(#parameter = #missing));
        let slots =
            self.slots.iter().map(|Slot { field: Field { name, .. }, parameter, .. }| quote!(#name: #parameter));
        let optional = self.optional.iter();
        let optional = optional.map(|Field { name, value, .. }| quote!(#name: ::std::option::Option<#value>));
        quote! {
            #about
            #[derive(Clone, Debug)]
            #[must_use = "call `.build()` to create the request"]
            pub struct #name<#(#parameters),*> {
                #(pub(super) #slots,)*
                #(pub(super) #optional,)*
            }
        }
    }

    fn methods(&self) -> TokenStream {
        let name = &self.name;
        let parameters: Vec<_> = self.slots.iter().map(|slot| &slot.parameter).collect();
        let required = self.slots.iter().map(|slot| self.required_setter(slot));
        let optional = self.optional.iter().map(|field| optional_setter(field));
        let build = self.build();
        quote! {
            impl<#(#parameters),*> #name<#(#parameters),*> {
                #(#required)*
                #(#optional)*
                #build
            }
        }
    }

    /// Fills one slot and keeps all else.
    fn required_setter(&self, slot: &Slot<'_>) -> TokenStream {
        let builder = &self.name;
        let Slot { field: Field { name, docs, value, .. }, parameter, once, .. } = slot;
        let setter = setter_name(name);
        let filled = self.slots.iter().map(
            |Slot { parameter: other, .. }| {
                if other == parameter { quote!(#value) } else { quote!(#other) }
            },
        );
        let fields = self.slots.iter().map(|slot| slot.field).chain(self.optional.iter().copied());
        let kept = fields.map(|field| &field.name).filter(|kept| *kept != name);
        quote! {
            #(#docs)*
            pub fn #setter(self, #name: #value) -> #builder<#(#filled),*>
            where
                #parameter: #once,
            {
                #builder { #name, #(#kept: self.#kept),* }
            }
        }
    }

    fn build(&self) -> TokenStream {
        let (union, variant) = (&self.union.name, &self.variant.name);
        let bounds = self.slots.iter().map(|Slot { parameter, given, .. }| quote!(#parameter: #given));
        let values = self.slots.iter().map(|Slot { field: Field { name, .. }, .. }| quote!(#name: self.#name.value()));
        let optional = self.optional.iter().map(|Field { name, .. }| quote!(#name: self.#name));
        // Where the compiler shows whose bounds they are, it shows the variant and not this derive.
        let build = Ident::new("build", self.variant.name.span());
        // An empty list of bounds would be printed as one.
        let bounds = (!self.slots.is_empty()).then(|| quote!(where #(#bounds,)*));
        quote! {
            /// Creates the request, once every required field is set.
            pub fn #build(self) -> #union #bounds {
                #union::#variant { #(#values,)* #(#optional,)* }
            }
        }
    }
}

fn optional_setter(Field { name, docs, value, .. }: &Field) -> TokenStream {
    let setter = setter_name(name);
    quote! {
        #(#docs)*
        pub fn #setter(mut self, #name: #value) -> Self {
            self.#name = ::std::option::Option::Some(#name);
            self
        }
    }
}

/// The marker of a missing field, and the traits whose messages report it.
fn markers(variant: &Variant, Slot { field, missing, given, once, .. }: &Slot<'_>) -> TokenStream {
    let value = &field.value;
    let setter = setter_name(&field.name);
    let required = diagnostic::missing_field(&variant.tag, &field.wire);
    let add = diagnostic::add_field(&setter);
    let twice = diagnostic::duplicate_field(&field.wire);
    let leave_out = diagnostic::remove_duplicate(&setter);
    // Documented, not hidden: the compiler shortens the paths of those only.
    let about_missing = doc(&format!("`{}` is not set.", field.wire));
    let about_given = doc(&format!("`{}` is set.", field.wire));
    let about_once = doc(&format!("`{}` can be set.", field.wire));
    quote! {
        #about_missing
        #[derive(Clone, Copy, Debug)]
        pub struct #missing;

        #about_given
        #[diagnostic::on_unimplemented(message = #required, label = #add)]
        pub trait #given {
            #[doc(hidden)]
            fn value(self) -> #value;
        }

        #[diagnostic::do_not_recommend]
        impl #given for #value {
            fn value(self) -> #value {
                self
            }
        }

        #about_once
        #[diagnostic::on_unimplemented(message = #twice, label = #leave_out)]
        pub trait #once {}

        #[diagnostic::do_not_recommend]
        impl #once for #missing {}
    }
}

/// What the JSON form calls: every field at once, usable in a constant.
///
/// Not a function of the enum, where the compiler would suggest it for a misspelled name.
fn constructor(union: &TaggedUnion, variant: &Variant) -> TokenStream {
    let (union, name) = (&union.name, &variant.name);
    let with = format_ident!("{}_with", variant.start.to_string().trim_end_matches('_'));
    let fields: Vec<_> = variant.fields.iter().map(|field| &field.name).collect();
    let types =
        variant.fields.iter().map(
            |Field { value, required, .. }| {
                if *required { quote!(#value) } else { quote!(::std::option::Option<#value>) }
            },
        );
    quote! {
        #[doc(hidden)]
        pub const fn #with(#(#fields: #types),*) -> #union {
            #union::#name { #(#fields),* }
        }
    }
}

/// The variant's name without the underscore that keeps it from being a word of Rust: more follows it.
fn bare_name(variant: &Variant) -> String {
    variant.name.to_string().trim_end_matches('_').to_owned()
}

/// A field called `build` leaves the name to the method that ends the building.
fn setter_name(field: &Ident) -> Ident {
    if field == "build" { Ident::new("build_", Span::call_site()) } else { field.clone() }
}

/// `cn_name` becomes `CnName`.
fn pascal(name: &Ident) -> String {
    let name = name.to_string();
    let words = name.trim_start_matches("r#").split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    });
    words.collect()
}

/// The fields of a variant, for its documentation.
fn fields_in_words(variant: &Variant) -> String {
    let list = |required: bool| {
        let names = variant.fields.iter().filter(|field| field.required == required);
        names.map(|field| format!("`{}`", setter_name(&field.name))).collect::<Vec<_>>().join(", ")
    };
    match (list(true), list(false)) {
        (required, optional) if required.is_empty() && optional.is_empty() => "No fields.".to_owned(),
        (required, optional) if required.is_empty() => format!("Optional: {optional}."),
        (required, optional) if optional.is_empty() => format!("Required: {required}."),
        (required, optional) => format!("Required: {required}. Optional: {optional}."),
    }
}
