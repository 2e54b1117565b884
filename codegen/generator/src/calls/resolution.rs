//! The method that finds out whether a call took effect whose response was lost.

use anyhow::Result;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::method::{arguments, output};
use super::progenitor::Signature;
use crate::api::{Api, LinkArgument, Operation, Resolution};
use crate::emit;

/// The method takes the arguments of the call that it needs, in their order.
pub(super) fn emit(
    api: &Api,
    operation: &Operation,
    resolution: &Resolution,
    signature: &Signature,
) -> Result<TokenStream> {
    let target = &api.operations[resolution.target];
    let given = &resolution.arguments;
    let arguments = arguments(api, operation, signature)?;
    let arguments = arguments
        .into_iter()
        .enumerate()
        .filter(|(place, _)| resolution.uses_argument(operation, *place))
        .map(|(_, (name, ty))| quote!(#name: #ty));
    let required = target.parameters.iter().filter(|parameter| parameter.required);
    let values = given.iter().zip(required).map(|(argument, parameter)| match argument {
        LinkArgument::Parameter(index) => {
            let name = format_ident!("{}", operation.parameters[*index].name);
            quote!(#name)
        }
        LinkArgument::Field { name, .. } => {
            let (name, reference) = (format_ident!("{name}"), emit::is_by_reference(&parameter.shape));
            let reference = reference.then(|| quote!(&));
            quote!(#reference body.#name)
        }
        LinkArgument::Accessor { name, .. } => {
            let name = format_ident!("{name}");
            quote!(body.#name())
        }
    });
    let (name, call, output) =
        (format_ident!("{}", resolution.name), format_ident!("{}", target.name), output(api, target));
    let docs = emit::docs(Some(&describe(operation, target)));
    let deprecated = (operation.deprecated || target.deprecated).then(|| quote!(#[deprecated]));
    Ok(quote! {
        #docs
        #deprecated
        pub async fn #name<'a>(
            &'a self, #(#arguments),*
        ) -> Result<Option<ResponseValue<#output>>, Error> {
            ResponseValue::found(self.#call(#(#values),*).await)
        }
    })
}

fn describe(operation: &Operation, target: &Operation) -> String {
    let (name, target) = (&operation.name, &target.name);
    format!(
        "Looks with [`{target}`](Self::{target}) for what a lost call of [`{name}`](Self::{name}) would have created.\n\n\
         It is for a call whose outcome is [`Unknown`](crate::Outcome::Unknown), where it says what the result proves and \
         what not. `None` if the API answers with a JSON 404.\n\n\
         # Errors\n\n\
         There is any other answer, or none; the outcome of the call is still unknown."
    )
}
