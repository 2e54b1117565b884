//! The optional parameters of operations: a struct for each operation that has some.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::docs;
use super::shapes::{prelude, rust_type};
use crate::api::{Api, Operation, Options, Parameter, Shape};
use crate::print::braced;

pub(super) fn emit(api: &Api) -> impl Iterator<Item = TokenStream> {
    api.operations.iter().filter_map(|operation| {
        let options = operation.options.as_ref()?;
        Some(of_operation(api, operation, options))
    })
}

fn of_operation(api: &Api, operation: &Operation, options: &Options) -> TokenStream {
    let name = format_ident!("{}", options.name);
    let about = format!(
        " The optional parameters of [`{0}`](crate::Client::{0}), for [`{1}`](crate::Client::{1}).",
        operation.name, options.method
    );
    let [option, some, string] = ["Option", "Some", "String"].map(|name| prelude(api, name));
    let parameters: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| !parameter.required).collect();
    let fields = parameters.iter().map(|parameter| {
        let (name, ty, docs) =
            (format_ident!("{}", parameter.name), rust_type(api, &parameter.shape), docs_of(parameter));
        quote!(#docs pub #name: #option<#ty>)
    });
    let setters = parameters.iter().map(|parameter| {
        let (name, docs) = (format_ident!("{}", parameter.name), docs_of(parameter));
        let (ty, value) = match &parameter.shape {
            Shape::Text(_) => (quote!(impl ::std::convert::Into<#string>), quote!(#name.into())),
            shape => (rust_type(api, shape), quote!(#name)),
        };
        quote! {
            #docs
            #[must_use]
            pub fn #name(mut self, #name: #ty) -> Self {
                self.#name = #some(#value);
                self
            }
        }
    });
    let setters = braced(setters);
    quote! {
        #[doc = #about]
        #[derive(Clone, Debug, Default)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        impl #name #setters
    }
}

fn docs_of(parameter: &Parameter) -> TokenStream {
    let default = parameter.default.as_ref().map(|default| format!("Defaults to `{default}`."));
    let text: Vec<String> = parameter.description.clone().into_iter().chain(default).collect();
    docs(Some(&text.join("\n\n")))
}
