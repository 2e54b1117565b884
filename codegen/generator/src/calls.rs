//! The methods of the client: progenitor generates their signatures, and their bodies are written here, from the model.
//!
//! progenitor reads a document that contains only operations (`stub`), so that it supports any API. Each statement that it
//! generates is compared with the expected one (`known`), so that a change of progenitor is detected.

mod docs;
mod known;
mod method;
mod progenitor;
mod resolution;
mod stub;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Operation, Streamed};
use crate::emit;
use crate::print::Block;
pub(crate) use method::is_optional;

/// The `impl` of the client with a method for each operation.
///
/// # Errors
///
/// If progenitor's output is not the expected one.
pub(crate) fn emit(api: &Api) -> Result<Block<impl Iterator<Item = Result<TokenStream>>>> {
    let mut signatures = progenitor::signatures(api)?;
    let methods = api.operations.iter().enumerate().map(move |(index, operation)| {
        let signature = signatures.remove(&stub::method_name(index));
        let signature = signature.with_context(|| format!("progenitor generated no method for `{}`", operation.id))?;
        known::check(index, operation, &signature)
            .with_context(|| format!("unexpected progenitor method for `{}`", operation.id))?;
        let mut methods = method::emit(api, operation, &signature)?;
        if let Some(Streamed { name, options, success }) = operation.streamed.clone() {
            let streamed = Operation { name, options, success, ..operation.clone() };
            methods.extend(method::emit(api, &streamed, &signature)?);
        }
        if let Some(resolution) = &operation.resolution {
            methods.extend(resolution::emit(api, operation, resolution, &signature)?);
        }
        Ok(methods)
    });
    let deprecated = emit::deprecated_uses(api);
    Ok(Block { head: quote!(#[allow(clippy::all)] #deprecated impl Client), items: methods })
}
