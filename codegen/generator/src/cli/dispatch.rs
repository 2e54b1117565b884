//! The function of an operation: from what was given to the typed call.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::commands::Command;
use super::options::resolve;
use crate::api::{Answer, Api, Encoding, Kind, NumberRules, ScalarRules, Shape};
use crate::emit::rust_type;
use crate::names::draft_name;

pub(super) fn emit(api: &Api, command: &Command<'_>) -> TokenStream {
    let operation = command.operation;
    let (about, name) = (format!(" `{}`", command.words.join(" ")), format_ident!("{}", operation.name));
    let mut read = Vec::new();
    let mut values = Vec::new();
    let mut arguments = Vec::new();
    let mut options = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let local = format_ident!("parameter_{index}");
        let reader = reader(api, &parameter.shape);
        let index = Literal::usize_unsuffixed(index);
        values.push(quote!(#local));
        if parameter.required {
            read.push(quote!(let #local = input.required(#index, #reader);));
            arguments.push(quote!(crate::call::lend(#local)));
        } else {
            let field = format_ident!("{}", parameter.name);
            read.push(quote!(let #local = input.optional(#index, #reader);));
            options.push(quote!(options.#field.clone_from(#local);));
        }
    }
    if let Some(body) = &operation.body {
        let required = body.required;
        let (reading, argument) = match &body.encoding {
            Encoding::Json(shape) | Encoding::Form { shape, .. } => {
                let reader = body_reader(api, shape);
                match required {
                    true => (quote!(input.body(#reader)), quote!(body)),
                    false => (quote!(input.optional_body(#reader)), quote!(body.as_ref())),
                }
            }
            Encoding::Text if required => (quote!(input.text()), quote!(body.clone())),
            Encoding::Text => (quote!(input.optional_text()), quote!(body.clone())),
            Encoding::Bytes => (quote!(input.bytes()), quote!(body.clone())),
            Encoding::BytesOf { .. } => (quote!(input.bytes_of()), quote!(&body.0, body.1.clone())),
            Encoding::Multipart(_) => (quote!(None::<()>), quote!()),
        };
        read.push(quote!(let body = #reading;));
        values.push(quote!(body));
        arguments.push(argument);
    }
    let (method, options) = match &operation.options {
        None => (name.clone(), None),
        Some(given) => {
            let ty = format_ident!("{}", given.name);
            let options = quote!(&{ let mut options = crate::types::#ty::default(); #(#options)* options });
            (format_ident!("{}", given.method), Some(options))
        }
    };
    let answer = quote!(answer.into_inner());
    let content = reply(&operation.success.content, &answer);
    let resolve = operation.resolution.as_ref().map(|resolution| {
        let name = format_ident!("{}", resolution.name);
        let is_used = |place: usize| resolution.uses_argument(operation, place);
        let arguments = arguments.iter().enumerate().filter(|(place, _)| is_used(*place)).map(|(_, argument)| argument);
        let content = reply(&api.operations[resolution.target].success.content, &answer);
        quote! {
            .resolving(async |client: &::openscaler_api::Client, arguments: &_| {
                let (#(#values,)*) = arguments;
                let Some(answer) = client.#name(#(#arguments),*).await? else { return Ok(None) };
                let head = crate::call::Head::new(&answer);
                let found: Result<crate::call::Reply, ::openscaler_api::Error> = #content;
                found.map(Some)
            })
        }
    });
    quote! {
        #[doc = #about]
        pub(super) fn #name(input: &mut crate::input::Input) -> Option<crate::call::Call> {
            #(#read)*
            let arguments = (#(#values?,)*);
            let call = crate::call::Call::new(arguments, async |client: &::openscaler_api::Client, arguments: &_| {
                let (#(#values,)*) = arguments;
                let answer = client.#method(#(#arguments,)* #options).await?;
                let head = crate::call::Head::new(&answer);
                #content
            });
            Some(call #resolve.erase())
        }
    }
}

/// Reads the value of a parameter.
fn reader(api: &Api, shape: &Shape) -> TokenStream {
    let ty = rust_type(api, shape);
    match resolve(api, shape) {
        Shape::List(items, _) if !matches!(shape, Shape::Nullable(_)) => {
            let items = reader(api, items);
            quote!(|value| crate::input::read::list(value, #items))
        }
        Shape::Named(id) if !matches!(shape, Shape::Nullable(_)) => match &api.types[id.0].kind {
            Kind::Scalar(scalar) => match scalar {
                ScalarRules::Text(_) => quote!(crate::input::read::text::<#ty>),
                ScalarRules::Number(NumberRules::Integer { .. }) => quote!(crate::input::read::integer::<#ty>),
                ScalarRules::Number(NumberRules::Number { .. }) => quote!(crate::input::read::number::<#ty>),
            },
            _ => quote!(crate::input::read::json::<#ty>),
        },
        _ => quote!(crate::input::read::json::<#ty>),
    }
}

fn body_reader(api: &Api, shape: &Shape) -> TokenStream {
    let ty = rust_type(api, shape);
    match shape {
        Shape::Named(id) if matches!(api.types[id.0].kind, Kind::Object(_) | Kind::Tagged(_) | Kind::Union(_)) => {
            let draft = format_ident!("{}", draft_name(&api.types[id.0].name));
            quote!(crate::input::read::draft::<#ty, crate::types::#draft>)
        }
        _ => quote!(crate::input::read::json::<#ty>),
    }
}

/// What the program makes of a value that a call returns.
fn reply(content: &Answer, value: &TokenStream) -> TokenStream {
    match content {
        Answer::Nothing => quote!(Ok(head.empty())),
        Answer::Json(_) => quote!(head.json(&#value)),
        Answer::Stream => quote!(Ok(head.stream(#value))),
        Answer::Events(_) => quote!(Ok(head.events(#value, |event| crate::call::Head::format_event(&event.data)))),
        Answer::ByStatus(by_status) => {
            let name = format_ident!("{}", by_status.name);
            let inner = quote!(value);
            let variants = by_status.variants.iter().map(|variant| {
                let variant_name = format_ident!("{}", variant.name);
                let held = (variant.content != Answer::Nothing).then(|| quote!((#inner)));
                let reply = reply(&variant.content, &inner);
                quote!(crate::types::#name::#variant_name #held => #reply,)
            });
            let unknown = by_status.unknown.iter().map(|unknown| {
                let unknown = format_ident!("{unknown}");
                quote!(crate::types::#name::#unknown(value) => head.json(&value),)
            });
            quote! {
                match #value {
                    #(#variants)*
                    #(#unknown)*
                    _ => Ok(head.empty()),
                }
            }
        }
    }
}
