//! The builders: one a variant, whose type says which required fields have been given.
//!
//! A required field is a type parameter of the builder, its slot: first a marker that says that it is missing, then
//! the value's own type. `build` asks of each slot that it was filled and a setter that it was not, through traits
//! whose only purpose is their message. Nobody else can fill a slot, so nothing is gained by implementing them. Optional fields are plain setters.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::model::{Field, TaggedUnion, Variant};
use crate::diagnostic::tagged_union as diagnostic;

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
    fn of(field: &'a Field, variant: &Variant) -> Self {
        let (variant, name) = (bare_name(variant), pascal(&field.name));
        Self {
            field,
            parameter: format_ident!("{name}Slot"),
            missing: format_ident!("{variant}{name}Missing"),
            given: format_ident!("{variant}{name}Given"),
            once: format_ident!("{variant}{name}GivenOnce"),
        }
    }
}

/// The function that starts a variant's builder.
pub(super) fn start(union: &TaggedUnion, variant: &Variant) -> TokenStream {
    let (start, builders, builder) = (&variant.start, &union.builders, builder_name(variant));
    let docs = &variant.docs;
    let about_fields = fields_in_words(variant);
    let empty = variant.fields.iter().map(|field| {
        let name = &field.name;
        if field.required {
            let missing = Slot::of(field, variant).missing;
            quote!(#name: #builders::#missing)
        } else {
            quote!(#name: ::std::option::Option::None)
        }
    });
    quote! {
        #(#docs)*
        #[doc = ""]
        #[doc = #about_fields]
        pub const fn #start() -> #builders::#builder {
            #builders::#builder { #(#empty),* }
        }
    }
}

/// The module of all builders of a union.
pub(super) fn module(union: &TaggedUnion) -> TokenStream {
    let TaggedUnion { name, builders, .. } = union;
    let about = format!("The builders of [`{name}`], one for each variant.");
    let builder_items = union.variants.iter().map(|variant| builder(union, variant));
    quote! {
        #[doc = #about]
        pub mod #builders {
            #[allow(unused_imports)]
            use super::*;

            #(#builder_items)*
        }
    }
}

fn builder(union: &TaggedUnion, variant: &Variant) -> TokenStream {
    let slots: Vec<_> = variant.required().map(|field| Slot::of(field, variant)).collect();
    let optional: Vec<_> = variant.fields.iter().filter(|field| !field.required).collect();
    let definition = definition(union, variant, &slots, &optional);
    let setters = setters(variant, &slots, &optional);
    let build = build(union, variant, &slots, &optional);
    let markers = markers(variant, &slots);
    let constructor = constructor(union, variant);
    quote! {
        #definition
        #setters
        #build
        #markers
        #constructor
    }
}

/// The struct. The functions of the enum that start it have to reach its fields.
fn definition(union: &TaggedUnion, variant: &Variant, slots: &[Slot<'_>], optional: &[&Field]) -> TokenStream {
    let builder = builder_name(variant);
    let about = format!("Builds a `{}` [`{}`].", variant.tag, union.name);
    let parameters = slots.iter().map(|Slot { parameter, missing, .. }| quote!(#parameter = #missing));
    let members = slots.iter().map(|Slot { field, parameter, .. }| {
        let name = &field.name;
        quote!(pub(super) #name: #parameter)
    });
    let optional_members =
        optional.iter().map(|Field { name, value, .. }| quote!(pub(super) #name: ::std::option::Option<#value>));
    quote! {
        #[doc = #about]
        #[derive(Clone, Debug)]
        #[must_use = "a request is made by `.build()`"]
        pub struct #builder<#(#parameters),*> {
            #(#members,)*
            #(#optional_members,)*
        }
    }
}

fn setters(variant: &Variant, slots: &[Slot<'_>], optional: &[&Field]) -> TokenStream {
    let builder = builder_name(variant);
    let parameters: Vec<_> = slots.iter().map(|slot| &slot.parameter).collect();
    let required = slots.iter().map(|Slot { field: Field { name, docs, value, .. }, parameter, once, .. }| {
        let setter = setter_name(name);
        let filled = slots.iter().map(|other| {
            if other.parameter == *parameter {
                quote!(#value)
            } else {
                let other = &other.parameter;
                quote!(#other)
            }
        });
        let kept = slots.iter().map(|slot| &slot.field.name).chain(optional.iter().map(|field| &field.name));
        let kept = kept.filter(|kept| *kept != name);
        quote! {
            #(#docs)*
            pub fn #setter(self, #name: #value) -> #builder<#(#filled),*>
            where
                #parameter: #once,
            {
                #builder { #name, #(#kept: self.#kept),* }
            }
        }
    });
    let optional = optional.iter().map(|Field { name, docs, value, .. }| {
        let setter = setter_name(name);
        quote! {
            #(#docs)*
            pub fn #setter(mut self, #name: #value) -> Self {
                self.#name = ::std::option::Option::Some(#name);
                self
            }
        }
    });
    quote! {
        impl<#(#parameters),*> #builder<#(#parameters),*> {
            #(#required)*
            #(#optional)*
        }
    }
}

fn build(union: &TaggedUnion, variant: &Variant, slots: &[Slot<'_>], optional: &[&Field]) -> TokenStream {
    let (builder, union_name, name) = (builder_name(variant), &union.name, &variant.name);
    let parameters: Vec<_> = slots.iter().map(|slot| &slot.parameter).collect();
    let bounds = slots.iter().map(|Slot { parameter, given, .. }| quote!(#parameter: #given));
    let values = slots.iter().map(|slot| {
        let name = &slot.field.name;
        quote!(#name: self.#name.value())
    });
    let optional = optional.iter().map(|Field { name, .. }| quote!(#name: self.#name));
    quote! {
        impl<#(#parameters),*> #builder<#(#parameters),*> {
            /// The request; every field that it requires has to have been given.
            pub fn build(self) -> #union_name
            where
                #(#bounds,)*
            {
                #union_name::#name { #(#values,)* #(#optional,)* }
            }
        }
    }
}

/// The markers of missing fields, and the traits that say in words what their lack means.
fn markers(variant: &Variant, slots: &[Slot<'_>]) -> TokenStream {
    let items = slots.iter().map(|Slot { field, missing, given, once, .. }| {
        let value = &field.value;
        let setter = setter_name(&field.name);
        let required = diagnostic::field_required(&variant.tag, &field.wire);
        let add = diagnostic::add_field(&setter);
        let twice = diagnostic::field_twice(&field.wire);
        let leave_out = diagnostic::leave_out(&setter);
        // Documented, not hidden: the compiler shortens the paths of those only.
        let about_missing = format!("`{}` was not given yet.", field.wire);
        let about_given = format!("`{}` was given.", field.wire);
        let about_once = format!("`{}` may still be given.", field.wire);
        quote! {
            #[doc = #about_missing]
            #[derive(Clone, Copy, Debug)]
            pub struct #missing;

            #[doc = #about_given]
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

            #[doc = #about_once]
            #[diagnostic::on_unimplemented(message = #twice, label = #leave_out)]
            pub trait #once {}

            #[diagnostic::do_not_recommend]
            impl #once for #missing {}
        }
    });
    quote!(#(#items)*)
}

/// What the JSON form calls: every field at once, usable in a constant.
///
/// It is no function of the enum, where the compiler would suggest it to whoever mistypes another.
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

fn builder_name(variant: &Variant) -> Ident {
    format_ident!("{}Builder", bare_name(variant))
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
        (required, optional) if required.is_empty() && optional.is_empty() => "It has no fields.".to_owned(),
        (required, optional) if required.is_empty() => format!("Optional: {optional}."),
        (required, optional) if optional.is_empty() => format!("Required: {required}."),
        (required, optional) => format!("Required: {required}. Optional: {optional}."),
    }
}
