//! The method of an operation.

use anyhow::{Context, Result};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::progenitor::Signature;
use super::stub::argument_name;
use crate::api::{Answer, Api, Encoding, Kind, Location, Operation, Parameter, Scalar, ScalarRules, Shape, Style};
use crate::emit;

pub(super) fn emit(api: &Api, operation: &Operation, signature: &Signature) -> Result<TokenStream> {
    let docs = emit::docs(Some(&docs::describe(operation)));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let name = format_ident!("{}", operation.name);
    let arguments = arguments(api, operation, signature)?;
    let is_raw = operation.body.as_ref().is_some_and(|body| body.encoding == Encoding::Bytes);
    let generics = if is_raw { quote!(<'a, B: ::std::convert::Into<::reqwest::Body>>) } else { quote!(<'a>) };
    let output = output(api, operation);
    let locals = Locals::new(operation);
    let Locals { url, request, response, .. } = &locals;
    let path = path(api, operation);
    let header_map = header_map(operation, &locals);
    let built = request_builder(operation, &locals);
    let (id, template, authenticated) = (&operation.id, &operation.path, operation.authenticated);
    let arms = arms(operation, response);
    Ok(quote! {
        #docs
        #deprecated
        pub async fn #name #generics(&'a self, #(#arguments),*) -> Result<ResponseValue<#output>, Error> {
            let #url = self.base_url.join(#path);
            #header_map
            let #request = #built;
            let #response = self
                .send(#request, OperationInfo { id: #id, path: #template, authenticated: #authenticated })
                .await?;
            match #response.status().as_u16() {
                #arms
                _ => Err(Error::from_response(#response).await),
            }
        }
    })
}

/// The arguments in the model's order; progenitor sorts some by name.
fn arguments(api: &Api, operation: &Operation, signature: &Signature) -> Result<Vec<TokenStream>> {
    let typed = |wanted: &str| {
        let found = signature.arguments.iter().find(|(name, _)| name == wanted).map(|(_, ty)| ty.clone());
        found.with_context(|| format!("progenitor made no argument of `{wanted}` of `{}`", operation.id))
    };
    let mut arguments = Vec::new();
    for (place, parameter) in operation.parameters.iter().enumerate() {
        let name = format_ident!("{}", parameter.name);
        let ty = match parameter.location {
            // progenitor knows no cookies.
            Location::Cookie => cookie_type(api, parameter),
            _ => typed(&argument_name(place))?,
        };
        arguments.push(quote!(#name: #ty));
    }
    if operation.body.is_some() {
        let ty = typed("body")?;
        arguments.push(quote!(body: #ty));
    }
    Ok(arguments)
}

fn cookie_type(api: &Api, parameter: &Parameter) -> TokenStream {
    let ty = match &parameter.shape {
        Shape::Text(_) => quote!(str),
        shape => emit::rust_type(api, shape),
    };
    if parameter.required { quote!(&'a #ty) } else { quote!(::std::option::Option<&'a #ty>) }
}

fn output(api: &Api, operation: &Operation) -> TokenStream {
    match &operation.success.content {
        Answer::Json(shape) => {
            let value = emit::rust_type(api, shape);
            let is_option = operation.success.empty_statuses.is_empty() || matches!(shape, Shape::Nullable(_));
            if is_option { value } else { quote!(::std::option::Option<#value>) }
        }
        Answer::Stream => quote!(ByteStream),
        Answer::Nothing | Answer::Upgraded => quote!(()),
    }
}

/// Names that no argument has.
struct Locals {
    url: Ident,
    headers: Ident,
    cookies: Ident,
    request: Ident,
    response: Ident,
}

impl Locals {
    fn new(operation: &Operation) -> Self {
        let free = |name: &str| {
            let is_taken = |name: &str| operation.parameters.iter().any(|parameter| parameter.name == name);
            let mut name = name.to_owned();
            while is_taken(&name) {
                name.insert(0, '_');
            }
            format_ident!("{name}")
        };
        Self {
            url: free("url"),
            headers: free("header_map"),
            cookies: free("cookies"),
            request: free("request"),
            response: free("response"),
        }
    }
}

/// The path as an argument of `base_url.join`.
fn path(api: &Api, operation: &Operation) -> TokenStream {
    let (mut template, mut values, mut rest) = (String::new(), Vec::new(), operation.path.as_str());
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        template += &before.replace('}', "}}");
        let is_it = |parameter: &&Parameter| parameter.location == Location::Path && parameter.wire == name;
        match operation.parameters.iter().find(is_it) {
            Some(parameter) => {
                template += "{}";
                let name = format_ident!("{}", parameter.name);
                values.push(if is_plain(api, &parameter.shape) {
                    quote!(encode_path(&#name))
                } else {
                    quote!(encode_path(&::openscaler_runtime::runtime::simple(&#name)?))
                });
            }
            None => template += &format!("{{{{{name}}}}}"),
        }
        rest = after;
    }
    template += &rest.replace('{', "{{").replace('}', "}}");
    quote!(format_args!(#template, #(#values),*))
}

/// Whether `Display` writes what goes over the wire.
fn is_plain(api: &Api, shape: &Shape) -> bool {
    match shape {
        Shape::Text(_) | Shape::Boolean | Shape::Integer(_) | Shape::Number => true,
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Scalar(Scalar { rules: ScalarRules::Text(text), .. }) => !text.secret,
            Kind::Scalar(_) => true,
            Kind::Enum(values) => values.values.iter().all(|value| value.value.is_string()),
            Kind::Alias(shape) => is_plain(api, shape),
            _ => false,
        },
        _ => false,
    }
}

/// The headers that the caller gives; nothing if there are none.
fn header_map(operation: &Operation, Locals { headers, cookies, .. }: &Locals) -> Option<TokenStream> {
    let given: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.location, Location::Header | Location::Cookie))
        .collect();
    let count = given.len();
    let appended = given.iter().map(|parameter| {
        let name = format_ident!("{}", parameter.name);
        let value = format_ident!("value");
        let text = match parameter.style {
            Style::Json => quote!(::openscaler_runtime::runtime::json_text(#value)?),
            _ => quote!(::openscaler_runtime::runtime::simple(#value)?),
        };
        let wire = &parameter.wire;
        let append = match parameter.location {
            Location::Cookie => quote!(#cookies.push(format!("{}={}", #wire, encode_path(&#text)));),
            _ => quote!(#headers.append(#wire, #text.try_into()?);),
        };
        if parameter.required {
            quote!({ let value = &#name; #append })
        } else {
            quote!(if let Some(value) = &#name { #append })
        }
    });
    // There is one header for all cookies (RFC 6265, section 5.4).
    let has_cookies = given.iter().any(|parameter| parameter.location == Location::Cookie);
    let start = has_cookies.then(|| quote!(let mut #cookies = ::std::vec::Vec::<::std::string::String>::new();));
    let end = has_cookies.then(|| {
        quote! {
            if !#cookies.is_empty() {
                #headers.append(::reqwest::header::COOKIE, #cookies.join("; ").try_into()?);
            }
        }
    });
    (count > 0).then(|| {
        quote! {
            let mut #headers = ::reqwest::header::HeaderMap::with_capacity(#count);
            #start
            #(#appended)*
            #end
        }
    })
}

fn request_builder(operation: &Operation, locals: &Locals) -> TokenStream {
    let Locals { url, headers, .. } = locals;
    let start = match operation.method.as_str() {
        method @ ("OPTIONS" | "TRACE") => {
            let method = format_ident!("{method}");
            quote!(self.client.request(::reqwest::Method::#method, #url))
        }
        method => {
            let method = format_ident!("{}", method.to_ascii_lowercase());
            quote!(self.client.#method(#url))
        }
    };
    let accept =
        operation.success.accept.as_ref().map(
            |accept| quote!(.header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static(#accept))),
        );
    let body = operation.body.as_ref().map(|body| {
        let media_type = &body.media_type;
        match &body.encoding {
            Encoding::Json(_) if media_type == "application/json" => quote!(.json_body(&body)?),
            Encoding::Json(_) => quote!(.json_body_as(&body, #media_type)?),
            Encoding::Form { deep, .. } if deep.is_empty() => quote!(.form_urlencoded(&body)?),
            Encoding::Form { deep, .. } => quote!(.form_urlencoded_deep(&body, &[#(#deep),*])?),
            Encoding::Text | Encoding::Bytes => quote! {
                .header(::reqwest::header::CONTENT_TYPE, ::reqwest::header::HeaderValue::from_static(#media_type))
                .body(body)
            },
        }
    });
    let queries = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let queries = queries.map(|parameter| {
        let (wire, name) = (&parameter.wire, format_ident!("{}", parameter.name));
        let style = match parameter.style {
            Style::Form | Style::Simple => "new",
            Style::Comma => "comma",
            Style::Space => "space",
            Style::Pipe => "pipe",
            Style::Deep => "deep",
            Style::Json => "json",
        };
        let style = format_ident!("{style}");
        quote!(.query(&QueryParam::#style(#wire, &#name)))
    });
    let has_headers = operation.parameters.iter().any(|it| matches!(it.location, Location::Header | Location::Cookie));
    let headers = has_headers.then(|| quote!(.headers(#headers)));
    quote!(#start #accept #body #(#queries)* #headers .build_request()?)
}

/// What each status of a success brings.
fn arms(operation: &Operation, response: &Ident) -> TokenStream {
    let value = match &operation.success.content {
        Answer::Json(_) => quote!(ResponseValue::from_response(#response).await),
        Answer::Stream => quote!(Ok(ResponseValue::stream(#response))),
        Answer::Nothing | Answer::Upgraded => quote!(Ok(ResponseValue::empty(#response))),
    };
    let empty = operation.success.empty_statuses.iter().map(|status| {
        let status = Literal::u16_unsuffixed(*status);
        quote!(#status => Ok(ResponseValue::absent(#response)),)
    });
    quote!(#(#empty)* 200..=299 => #value,)
}
