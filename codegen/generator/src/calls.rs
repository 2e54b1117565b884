//! The calls: progenitor says what the method of an operation is called, what it takes and returns; what it does is
//! written here, from the model.
//!
//! progenitor gets a document that holds operations and nothing else (`stub`), so that any API is one that it handles.
//! Each statement that it writes has to be the one that is known (`known`): a progenitor that does something new is
//! noticed here.

mod docs;
mod known;
mod method;
mod progenitor;
mod stub;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;

/// The `impl` of the client with a method for each operation.
///
/// # Errors
///
/// If progenitor does not write what is known of it.
pub fn emit(api: &Api) -> Result<TokenStream> {
    let stub = stub::Stub::new(api);
    let mut signatures = progenitor::signatures(&stub)?;
    let mut methods = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let signature = signatures.remove(&stub::method_name(index));
        let signature = signature.with_context(|| format!("progenitor made no method of `{}`", operation.id))?;
        known::check(index, operation, &signature)
            .with_context(|| format!("progenitor's method for `{}` is not the one that is known", operation.id))?;
        methods.push(method::emit(api, operation, &signature)?);
    }
    Ok(quote! {
        #[allow(clippy::all)]
        impl Client { #(#methods)* }
    })
}
