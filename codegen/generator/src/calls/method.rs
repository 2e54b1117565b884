//! The method of an operation.

use anyhow::{Context, Result};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::docs;
use super::progenitor::Signature;
use super::stub::argument_name;
use crate::api::{
    Answer, Api, ByStatus, Encoding, Kind, Location, Operation, Parameter, ScalarRules, Shape, StatusVariant, Style,
    Success,
};
use crate::emit;
use crate::print::braced;

pub(super) fn emit(api: &Api, operation: &Operation, signature: &Signature) -> Result<TokenStream> {
    let docs = docs::emit(api, operation);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let name = format_ident!("{}", operation.name);
    let arguments = arguments(api, operation, signature)?;
    let mut parameters: Vec<TokenStream> = arguments.iter().map(|(name, ty)| quote!(#name: #ty)).collect();
    let is_raw =
        operation.body.as_ref().is_some_and(|body| matches!(body.encoding, Encoding::Bytes | Encoding::BytesOf { .. }));
    let generics = if is_raw { quote!(<'a, B: Into<::reqwest::Body>>) } else { quote!(<'a>) };
    let output = output(api, operation);
    let locals = Locals::new(operation);
    let Locals { url, request, response, .. } = &locals;
    // A query in the path is one on the wire.
    let (template, query) = operation.path.split_once('?').map_or((&*operation.path, None), |(a, b)| (a, Some(b)));
    let path = path(api, operation, template);
    let set_query = query.map(|query| {
        let query = self::path(api, operation, query);
        quote!(#url.set_query(Some(&#query.to_string()));)
    });
    let queries = queries(operation, &locals);
    let mutable = (set_query.is_some() || !queries.is_empty()).then(|| quote!(mut));
    let method = format_ident!("{}", operation.method);
    let set_headers = set_headers(operation, &locals);
    let set_body = set_body(operation, &locals);
    let mutable_request = (set_headers.is_some() || set_body.is_some()).then(|| quote!(mut));
    let id = &operation.id;
    let accept = match &operation.success.accept {
        Some(accept) => quote!(Some(#accept)),
        None => quote!(None),
    };
    let security = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|id| Literal::usize_unsuffixed(id.0));
        quote!(&[#(#schemes),*])
    });
    let info = quote!(OperationInfo { id: #id, path: #template, accept: #accept, security: &[#(#security),*] });
    let is_own = |server: &&str| operation.servers.first().is_some_and(|own| own == server);
    let own_server = emit::other_servers(api).iter().position(is_own).map(Literal::usize_unsuffixed);
    let (base_url, sent_to) = match own_server {
        Some(index) => (quote!(self.server(#index)), quote!(self.server(#index))),
        None => (quote!(self.base_url), quote!(&self.base_url)),
    };
    let arms = arms(api, operation, response);
    let (name, short) = match &operation.options {
        None => (name, None),
        Some(options) => {
            let (with, options_type) = (format_ident!("{}", options.method), format_ident!("{}", options.name));
            let names = arguments.iter().map(|(name, _)| name);
            let about = emit::docs(Some(&docs::describe_with(operation, options)));
            let options = &locals.options;
            // The method that it calls is deprecated, too.
            let allow = operation.deprecated.then(|| quote!(#[allow(deprecated)]));
            let short = quote! {
                #docs
                #deprecated
                #allow
                pub async fn #name #generics(&'a self, #(#parameters),*) -> Result<ResponseValue<#output>, Error> {
                    self.#with(#(#names,)* &::std::default::Default::default()).await
                }
            };
            parameters.push(quote!(#options: &crate::types::#options_type));
            (with, Some((short, about)))
        }
    };
    let (short, docs) = short.unwrap_or_else(|| (TokenStream::new(), docs));
    let body = braced([quote! {
        let #mutable #url = #base_url.join(#path);
        #set_query
        #queries
        let #mutable_request #request = ::reqwest::Request::new(::reqwest::Method::#method, #url);
        #set_headers
        #set_body
        let #response = self.send(#sent_to, #request, #info).await?;
        match #response.status().as_u16() {
            #arms
            _ => Err(Error::from_response(#response).await),
        }
    }]);
    Ok(quote! {
        #short
        #docs
        #deprecated
        pub async fn #name #generics(&'a self, #(#parameters),*) -> Result<ResponseValue<#output>, Error> #body
    })
}

/// What is required and the body, in the model's order; progenitor sorts some arguments by name.
pub(super) fn arguments(api: &Api, operation: &Operation, signature: &Signature) -> Result<Vec<(Ident, TokenStream)>> {
    let typed = |wanted: &str| {
        let found = signature.arguments.iter().find(|(name, _)| name == wanted).map(|(_, ty)| ty.clone());
        found.with_context(|| format!("progenitor generated no argument for `{wanted}` of `{}`", operation.id))
    };
    let mut arguments = Vec::new();
    for (place, parameter) in operation.parameters.iter().enumerate().filter(|(_, parameter)| parameter.required) {
        let name = format_ident!("{}", parameter.name);
        let ty = match parameter.location {
            // progenitor does not support cookies.
            Location::Cookie => emit::borrowed_type(api, &parameter.shape, Some(quote!('a))),
            _ => typed(&argument_name(place))?,
        };
        arguments.push((name, ty));
    }
    if let Some(body) = &operation.body {
        if let Encoding::BytesOf { argument } = &body.encoding {
            let argument = format_ident!("{argument}");
            arguments.push((argument, quote!(&'a str)));
        }
        let ty = match &body.encoding {
            Encoding::Multipart(Shape::Any) => quote!(::openscaler_runtime::multipart::Form),
            Encoding::Multipart(shape) => emit::rust_type(api, shape),
            _ => typed("body")?,
        };
        let is_optional = !body.required && has_absence(&body.encoding);
        let ty = if is_optional { quote!(impl Into<Option<#ty>>) } else { ty };
        arguments.push((format_ident!("body"), ty));
    }
    Ok(arguments)
}

/// Whether no body is something else than an empty one.
fn has_absence(encoding: &Encoding) -> bool {
    !matches!(encoding, Encoding::Bytes | Encoding::BytesOf { .. })
}

pub(super) fn output(api: &Api, operation: &Operation) -> TokenStream {
    match &operation.success.content {
        Answer::Json(shape) => {
            let value = emit::rust_type(api, shape);
            let is_option = is_optional(&operation.success) && !matches!(shape, Shape::Nullable(_));
            if is_option { quote!(Option<#value>) } else { value }
        }
        Answer::Stream => quote!(ByteStream),
        content => emit::answer_type(api, content).unwrap_or_else(|| quote!(())),
    }
}

/// Whether a success may have no value where others have one.
pub(crate) fn is_optional(success: &Success) -> bool {
    !success.empty_statuses.is_empty()
}

/// Names that differ from those of all arguments.
struct Locals {
    url: Ident,
    headers: Ident,
    request: Ident,
    response: Ident,
    options: Ident,
}

impl Locals {
    /// Where the value of a parameter is.
    fn value(&self, parameter: &Parameter) -> TokenStream {
        let (name, options) = (format_ident!("{}", parameter.name), &self.options);
        if parameter.required { quote!(#name) } else { quote!(#options.#name) }
    }

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
            headers: free("headers"),
            request: free("request"),
            response: free("response"),
            options: free("options"),
        }
    }
}

/// A path, or a query, with its parameters written in.
fn path(api: &Api, operation: &Operation, mut rest: &str) -> TokenStream {
    let (mut template, mut values) = (String::new(), Vec::new());
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        template += &before.replace('}', "}}");
        let is_it = |parameter: &&Parameter| parameter.location == Location::Path && parameter.wire == name;
        match operation.parameters.iter().find(is_it) {
            Some(parameter) => {
                let is_segment = template.ends_with('/') && (after.is_empty() || after.starts_with('/'));
                template += "{}";
                let name = format_ident!("{}", parameter.name);
                let wire = &parameter.wire;
                values.push(match parameter.style {
                    Style::Json => quote!(encode_path(&::openscaler_runtime::runtime::json_text(&#name)?)),
                    Style::Label { explode } => quote!(::openscaler_runtime::runtime::label(&#name, #explode)?),
                    Style::Matrix { explode } => {
                        quote!(::openscaler_runtime::runtime::matrix(#wire, &#name, #explode)?)
                    }
                    _ if is_segment && is_plain(api, &parameter.shape) => quote!(encode_path(&#name)),
                    style => {
                        let explode = style == Style::Exploded;
                        quote!(::openscaler_runtime::runtime::segment(&#name, #explode)?)
                    }
                });
            }
            None => template += &format!("{{{{{name}}}}}"),
        }
        rest = after;
    }
    template += &rest.replace('{', "{{").replace('}', "}}");
    quote!(format_args!(#template, #(#values),*))
}

/// Whether `Display` writes the value as it is sent.
fn is_plain(api: &Api, shape: &Shape) -> bool {
    match shape {
        Shape::Text(_) | Shape::Boolean | Shape::Integer(_) | Shape::Number => true,
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Scalar(ScalarRules::Text(text)) => !text.secret,
            Kind::Scalar(_) => true,
            Kind::Enum(values) => values.values.iter().all(|value| value.value.is_string()),
            Kind::Alias(shape) => is_plain(api, shape),
            _ => false,
        },
        _ => false,
    }
}

/// Appends the query parameters to the URL.
fn queries(operation: &Operation, locals: &Locals) -> TokenStream {
    let url = &locals.url;
    let queries = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    queries
        .map(|parameter| {
            let (wire, value) = (&parameter.wire, locals.value(parameter));
            let style = match parameter.style {
                Style::Comma => quote!(Joined(",")),
                Style::Space => quote!(Joined("%20")),
                Style::Pipe => quote!(Joined("|")),
                Style::Deep => quote!(Deep),
                Style::Json => quote!(Json),
                Style::Form | Style::Simple | Style::Exploded | Style::Label { .. } | Style::Matrix { .. } => {
                    quote!(Exploded)
                }
            };
            let style = quote!(::openscaler_runtime::runtime::QueryStyle::#style);
            quote!(::openscaler_runtime::runtime::append_query(&mut #url, #wire, &#value, #style)?;)
        })
        .collect()
}

/// Appends the headers that are parameters.
fn set_headers(operation: &Operation, locals: &Locals) -> Option<TokenStream> {
    let Locals { headers, request, .. } = locals;
    let given: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.location, Location::Header | Location::Cookie))
        .collect();
    let appended = given.iter().map(|parameter| {
        let (name, value) = (locals.value(parameter), format_ident!("value"));
        let text = match parameter.style {
            Style::Json => quote!(::openscaler_runtime::runtime::json_text(#value)?),
            style => {
                let explode = style == Style::Exploded;
                quote!(::openscaler_runtime::runtime::simple(#value, #explode)?)
            }
        };
        let wire = &parameter.wire;
        let append = match parameter.location {
            Location::Cookie => quote!(::openscaler_runtime::runtime::add_cookie(#headers, #wire, &#text)?;),
            _ => quote!(#headers.append(#wire, #text.try_into()?);),
        };
        if parameter.required {
            quote!({ let value = &#name; #append })
        } else {
            quote!(if let Some(value) = &#name { #append })
        }
    });
    (!given.is_empty()).then(|| {
        quote! {
            let #headers = #request.headers_mut();
            #(#appended)*
        }
    })
}

/// Sets the body, if the operation has one.
fn set_body(operation: &Operation, locals: &Locals) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let (request, media_type) = (&locals.request, &body.media_type);
    let set = match &body.encoding {
        Encoding::Json(_) if media_type == "application/json" => quote!(#request.json_body(&body)?;),
        Encoding::Json(_) => quote!(#request.json_body_as(&body, #media_type)?;),
        Encoding::Form { deep, .. } if deep.is_empty() => quote!(#request.form_urlencoded(&body)?;),
        Encoding::Form { deep, .. } => quote!(#request.form_urlencoded_deep(&body, &[#(#deep),*])?;),
        Encoding::Multipart(_) => quote!(#request.multipart_body(body, #media_type)?;),
        Encoding::BytesOf { argument } => {
            let argument = format_ident!("{argument}");
            quote!(#request.body_of(#argument, body)?;)
        }
        Encoding::Text | Encoding::Bytes => quote!(#request.body_of(#media_type, body)?;),
    };
    let is_optional = !body.required && has_absence(&body.encoding);
    Some(if is_optional { quote!(if let Some(body) = body.into() { #set }) } else { set })
}

/// The content of the response for each successful status.
fn arms(api: &Api, operation: &Operation, response: &Ident) -> TokenStream {
    // A range, or `default`, lists every success.
    let statuses: Option<Vec<u16>> = operation.success.statuses.iter().map(|status| status.parse().ok()).collect();
    let listed = statuses.filter(|statuses| !statuses.is_empty()).map(|statuses| {
        let statuses = statuses.into_iter().map(Literal::u16_unsuffixed);
        quote!(.listed(&[#(#statuses),*]))
    });
    let value = match &operation.success.content {
        Answer::ByStatus(by_status) => return arms_by_status(api, by_status, &quote!(#response #listed)),
        // A status without a body is among those that the range has.
        Answer::Json(shape) if is_optional(&operation.success) => {
            let content = Answer::Json(Shape::Nullable(Box::new(shape.clone())));
            reading(api, &content, None, &quote!(#response #listed))
        }
        content => reading(api, content, None, &quote!(#response #listed)),
    };
    let empty = operation.success.empty_statuses.iter().map(|status| {
        let status = Literal::u16_unsuffixed(*status);
        quote!(#status => Ok(ResponseValue::absent(#response)),)
    });
    quote!(#(#empty)* 200..=299 => #value,)
}

/// Reads an answer, as a value of type `ty` where nothing else says of which.
fn reading(api: &Api, content: &Answer, ty: Option<TokenStream>, response: &TokenStream) -> TokenStream {
    let ty = ty.map(|ty| quote!(::<#ty>));
    match content {
        Answer::Json(shape) => {
            let table = emit::table(api, shape);
            // A reference to a static is promoted in a constant only.
            let table = if matches!(shape, Shape::Named(_)) { table } else { quote!(const { #table }) };
            quote!(ResponseValue #ty::from_response(#response, #table).await)
        }
        Answer::Stream => quote!(Ok(ResponseValue::stream(#response))),
        Answer::Events(Shape::Text(_)) => {
            quote!(Ok(::openscaler_runtime::events::text(ResponseValue::stream(#response))))
        }
        Answer::Events(_) => quote!(Ok(::openscaler_runtime::events::json(ResponseValue::stream(#response)))),
        Answer::Nothing | Answer::ByStatus(_) => quote!(Ok(ResponseValue::empty(#response))),
    }
}

fn arms_by_status(api: &Api, by_status: &ByStatus, response: &TokenStream) -> TokenStream {
    let name = format_ident!("{}", by_status.name);
    // A status by itself comes before the range.
    let mut variants: Vec<&StatusVariant> = by_status.variants.iter().collect();
    variants.sort_by_key(|variant| variant.status.is_none());
    let arms = variants.into_iter().map(|variant| {
        let status = match variant.status {
            Some(status) => Literal::u16_unsuffixed(status).to_token_stream(),
            None => quote!(200..=299),
        };
        let variant_name = format_ident!("{}", variant.name);
        let value = reading(api, &variant.content, emit::answer_type(api, &variant.content), response);
        let variant = match &variant.content {
            Answer::Nothing => quote!(|()| crate::types::#name::#variant_name),
            _ => quote!(crate::types::#name::#variant_name),
        };
        quote!(#status => #value.map(|answer| answer.map(#variant)),)
    });
    let unknown = by_status.unknown.iter().map(|unknown| {
        let unknown = format_ident!("{unknown}");
        quote! {
            200..=299 => {
                ResponseValue::unlisted(#response).await.map(|answer| answer.map(crate::types::#name::#unknown))
            }
        }
    });
    quote!(#(#arms)* #(#unknown)*)
}
