//! Forms: structs of fields and files, which are made by `new` and setters, and only sent.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::shapes::rust_type;
use crate::api::{Api, Form, FormPart, PartContent, Shape, Type};

pub(super) fn emit(api: &Api, ty: &Type, form: &Form) -> TokenStream {
    let name = format_ident!("{}", ty.name);
    let (docs, deprecated) = (docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let names = form.parts.iter().map(|part| format_ident!("{}", part.name)).collect::<Vec<_>>();
    let fields = form.parts.iter().zip(&names).map(|(part, name)| {
        let held = held(api, part);
        quote!(#name: #held)
    });
    let extra = form.extra.as_ref().map(|_| quote!(extra_parts: ::openscaler_runtime::multipart::Form));
    let fields = fields.chain(extra);
    let required = form.parts.iter().zip(&names).filter(|(part, _)| part.required);
    let arguments = required.clone().map(|(part, name)| {
        let argument = argument(api, part);
        quote!(#name: #argument)
    });
    let values = form.parts.iter().zip(&names).map(|(part, name)| match (part.required, &part.content) {
        (true, PartContent::File | PartContent::Value(Shape::Text(_))) => quote!(#name: #name.into()),
        (true, _) => quote!(#name),
        (false, PartContent::Files) => quote!(#name: ::std::vec::Vec::new()),
        (false, _) => quote!(#name: ::std::option::Option::None),
    });
    let no_extra = form.extra.as_ref().map(|_| quote!(extra_parts: ::openscaler_runtime::multipart::Form::new()));
    let values = values.chain(no_extra);
    let setters = form.parts.iter().filter(|part| !part.required).map(|part| setter(api, part));
    let extra_setter = form.extra.as_ref().map(|method| {
        let method = format_ident!("{method}");
        quote! {
            /// Adds a field that the document does not name; one without a file name is text.
            #[must_use]
            pub fn #method(
                mut self,
                name: impl ::std::convert::Into<::std::string::String>,
                part: impl ::std::convert::Into<::openscaler_runtime::multipart::Part>,
            ) -> Self {
                self.extra_parts = self.extra_parts.part(name, part);
                self
            }
        }
    });
    // First, for servers that read no field behind a file.
    let start = match form.extra {
        Some(_) => quote!(self.extra_parts),
        None => quote!(::openscaler_runtime::multipart::Form::new()),
    };
    let added = form.parts.iter().map(add);
    quote! {
        #docs
        #deprecated
        #[derive(Debug)]
        pub struct #name { #(#fields),* }
        impl #name {
            /// A form with the fields that are required.
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
            #extra_setter
        }
        impl ::openscaler_runtime::multipart::IntoForm for #name {
            fn into_form(
                self,
            ) -> ::std::result::Result<::openscaler_runtime::multipart::Form, ::openscaler_runtime::Error> {
                #[allow(unused_mut)]
                let mut form = #start;
                #(#added)*
                Ok(form)
            }
        }
    }
}

/// The type of a field.
fn held(api: &Api, part: &FormPart) -> TokenStream {
    let value = match &part.content {
        PartContent::Files => return quote!(::std::vec::Vec<::openscaler_runtime::multipart::Part>),
        PartContent::File => quote!(::openscaler_runtime::multipart::Part),
        PartContent::Value(shape) => rust_type(api, shape),
    };
    if part.required { value } else { quote!(::std::option::Option<#value>) }
}

/// What a field is made of.
fn argument(api: &Api, part: &FormPart) -> TokenStream {
    match &part.content {
        PartContent::File => quote!(impl ::std::convert::Into<::openscaler_runtime::multipart::Part>),
        PartContent::Files => quote!(::std::vec::Vec<::openscaler_runtime::multipart::Part>),
        PartContent::Value(Shape::Text(_)) => quote!(impl ::std::convert::Into<::std::string::String>),
        PartContent::Value(shape) => rust_type(api, shape),
    }
}

fn setter(api: &Api, part: &FormPart) -> TokenStream {
    let (name, argument) = (format_ident!("{}", part.name), argument(api, part));
    let own = format!("Sets the field `{}`.", part.wire);
    let described = docs(Some(part.description.as_deref().unwrap_or(&own)));
    let deprecated = deprecated(part.deprecated);
    let value = match &part.content {
        PartContent::Files => quote!(#name),
        PartContent::File | PartContent::Value(Shape::Text(_)) => quote!(::std::option::Option::Some(#name.into())),
        PartContent::Value(_) => quote!(::std::option::Option::Some(#name)),
    };
    quote! {
        #described
        #deprecated
        #[must_use]
        pub fn #name(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// Puts a field into the form that is sent.
fn add(part: &FormPart) -> TokenStream {
    let (wire, name) = (&part.wire, format_ident!("{}", part.name));
    let file_type = part.media_type.as_deref().unwrap_or("application/octet-stream");
    let value_type = match &part.media_type {
        Some(media_type) => quote!(::std::option::Option::Some(#media_type)),
        None => quote!(::std::option::Option::None),
    };
    let file = quote!(form.add_file(#wire, part, #file_type););
    match (&part.content, part.required) {
        (PartContent::Files, _) => quote!(for part in self.#name { #file }),
        (PartContent::File, true) => quote!({ let part = self.#name; #file }),
        (PartContent::File, false) => quote!(if let ::std::option::Option::Some(part) = self.#name { #file }),
        (PartContent::Value(_), _) => quote!(form.add_value(#wire, &self.#name, #value_type)?;),
    }
}
