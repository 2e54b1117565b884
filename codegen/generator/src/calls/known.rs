//! What progenitor is known to write for an operation of the stub; anything else is an error.

use anyhow::{Result, ensure};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::progenitor::Signature;
use super::stub::{argument_name, method_name};
use crate::api::{Answer, Encoding, Location, Operation, Parameter};

/// Compares a method with what is known, statement by statement.
pub(super) fn check(index: usize, operation: &Operation, signature: &Signature) -> Result<()> {
    let statements = statements(index, operation);
    let known: Vec<String> = statements.iter().map(ToString::to_string).collect();
    let written = signature.body.to_string();
    let mut rest = written.as_str();
    for statement in &known {
        ensure!(
            rest.trim_start().starts_with(statement.as_str()),
            "expected `{statement}`, found `{}`",
            rest.chars().take(statement.len() + 40).collect::<String>(),
        );
        rest = &rest.trim_start()[statement.len()..];
    }
    ensure!(rest.trim().is_empty(), "unexpected `{rest}`");
    Ok(())
}

fn statements(index: usize, operation: &Operation) -> Vec<TokenStream> {
    let parameters: Vec<(Ident, &Parameter)> = operation
        .parameters
        .iter()
        .enumerate()
        .map(|(place, parameter)| (format_ident!("{}", argument_name(place)), parameter))
        .collect();
    let at = |location: Location| parameters.iter().filter(move |(_, parameter)| parameter.location == location);
    let template = at(Location::Path).fold(format!("{{}}/{index}"), |template, _| template + "/{}");
    let path = at(Location::Path).map(|(name, _)| quote!(encode_path(&#name.to_string())));
    let mut headers: Vec<&(Ident, &Parameter)> = at(Location::Header).collect();
    headers.sort_by_key(|(name, _)| name.to_string());
    let size = headers.len() + 1;
    let appended = headers.iter().map(|(name, parameter)| {
        let wire = name.to_string();
        if parameter.required {
            quote!(header_map.append(#wire, #name.to_string().try_into()?);)
        } else {
            quote!(if let Some(value) = #name { header_map.append(#wire, value.to_string().try_into()?); })
        }
    });
    let mut queries: Vec<&(Ident, &Parameter)> = at(Location::Query).collect();
    queries.sort_by_key(|(name, _)| name.to_string());
    let queries = queries.iter().map(|(name, _)| {
        let wire = name.to_string();
        quote!(.query(&progenitor_client::QueryParam::new(#wire, &#name)))
    });
    let method = format_ident!("{}", operation.method.to_ascii_lowercase());
    let accept = matches!(operation.success.content, Answer::Json(_)).then(|| {
        quote! {
            .header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static("application/json",),)
        }
    });
    let body = operation.body.as_ref().map(|body| match &body.encoding {
        Encoding::Json(_) => quote!(.json(&body)),
        Encoding::Form { .. } => quote!(.form_urlencoded(&body)?),
        Encoding::Text => quote! {
            .header(::reqwest::header::CONTENT_TYPE, ::reqwest::header::HeaderValue::from_static("text/plain"),).body(body)
        },
        Encoding::Bytes => quote! {
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            ).body(body)
        },
    });
    let id = method_name(index);
    let decode = match operation.success.content {
        Answer::Json(_) => quote!(ResponseValue::from_response(response).await),
        Answer::Stream => quote!(Ok(ResponseValue::stream(response))),
        Answer::Nothing | Answer::Upgraded => quote!(Ok(ResponseValue::empty(response))),
    };
    vec![
        quote!(let url = format!(#template, self.baseurl, #(#path,)*);),
        quote!(let mut header_map = ::reqwest::header::HeaderMap::with_capacity(#size);),
        quote! {
            header_map.append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        },
        quote!(#(#appended)*),
        quote! {
            #[allow(unused_mut)]
            let mut request = self.client.#method(url) #accept #body #(#queries)* .headers(header_map).build()?;
        },
        quote!(let info = OperationInfo { operation_id: #id, };),
        quote!(self.pre(&mut request, &info).await?;),
        quote!(let result = self.exec(request, &info).await;),
        quote!(self.post(&result, &info).await?;),
        quote!(let response = result?;),
        quote! {
            match response.status().as_u16() {
                200u16 => { #decode }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        },
    ]
}
