//! The code that progenitor is expected to generate for an operation of the stub; anything else is an error.

use anyhow::{Result, ensure};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::progenitor::Signature;
use super::stub::{argument_name, method_name};
use crate::api::{Answer, Encoding, Location, Operation, Parameter};

/// Compares a method with the expected code, statement by statement.
pub(super) fn check(index: usize, operation: &Operation, signature: &Signature) -> Result<()> {
    let statements = statements(index, operation);
    if are_equal(statements.iter().cloned().flatten(), signature.body.clone()) {
        return Ok(());
    }
    // Texts take longer, and say where they differ.
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

fn are_equal(known: impl IntoIterator<Item = TokenTree>, written: TokenStream) -> bool {
    let mut written = written.into_iter();
    let is_next = |known: TokenTree| match (known, written.next()) {
        (TokenTree::Group(known), Some(TokenTree::Group(written))) => {
            known.delimiter() == written.delimiter() && are_equal(known.stream(), written.stream())
        }
        (TokenTree::Ident(known), Some(TokenTree::Ident(written))) => known == written,
        (TokenTree::Punct(known), Some(TokenTree::Punct(written))) => known.as_char() == written.as_char(),
        (TokenTree::Literal(known), Some(TokenTree::Literal(written))) => known.to_string() == written.to_string(),
        _ => false,
    };
    known.into_iter().all(is_next) && written.next().is_none()
}

fn statements(index: usize, operation: &Operation) -> Vec<TokenStream> {
    let at = |location: Location| -> Vec<(Ident, &Parameter)> {
        let parameters =
            operation.parameters.iter().enumerate().filter(|(_, parameter)| parameter.location == location);
        parameters.map(|(place, parameter)| (format_ident!("{}", argument_name(place)), parameter)).collect()
    };
    // progenitor sorts these two by name.
    let [mut headers, mut queries] = [at(Location::Header), at(Location::Query)];
    headers.sort_by_key(|(name, _)| name.to_string());
    queries.sort_by_key(|(name, _)| name.to_string());
    let paths = at(Location::Path);
    let template = format!("{{}}/{index}{}", "/{}".repeat(paths.len()));
    let path = paths.iter().map(|(name, _)| quote!(encode_path(&#name.to_string())));
    let size = headers.len() + 1;
    let appended = headers.iter().map(|(name, parameter)| {
        let wire = name.to_string();
        if parameter.required {
            quote!(header_map.append(#wire, #name.to_string().try_into()?);)
        } else {
            quote!(if let Some(value) = #name { header_map.append(#wire, value.to_string().try_into()?); })
        }
    });
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
    let raw = |media_type: &str| {
        quote! {
            .header(::reqwest::header::CONTENT_TYPE, ::reqwest::header::HeaderValue::from_static(#media_type),).body(body)
        }
    };
    let body = operation.body.as_ref().map(|body| match &body.encoding {
        Encoding::Json(_) => quote!(.json(&body)),
        Encoding::Form { .. } => quote!(.form_urlencoded(&body)?),
        Encoding::Text => raw("text/plain"),
        Encoding::Bytes | Encoding::BytesOf { .. } | Encoding::Multipart(_) => raw("application/octet-stream"),
    });
    let id = method_name(index);
    let decode = match operation.success.content {
        Answer::Json(_) => quote!(ResponseValue::from_response(response).await),
        Answer::Stream => quote!(Ok(ResponseValue::stream(response))),
        // The stub has no more to say of these.
        Answer::Events(_) | Answer::ByStatus(_) | Answer::Nothing => {
            quote!(Ok(ResponseValue::empty(response)))
        }
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
