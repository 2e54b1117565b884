//! What the hand-written client has to know of the document.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;

/// The imports of the generated file, and its constants.
pub(super) fn emit(api: &Api) -> TokenStream {
    let server = match api.servers.first() {
        Some(server) => quote!(Some(#server)),
        None => quote!(None),
    };
    let common_path = common_path(api);
    let initial_token = if api.operations.iter().any(|operation| operation.authenticated) {
        quote! {
            /// The document requires a bearer token: a client without one cannot be built.
            pub(crate) type InitialToken = crate::client::builder::TokenMissing;
        }
    } else {
        quote! {
            /// No operation of the document requires a token.
            pub(crate) type InitialToken = crate::client::builder::TokenOptional;
        }
    };
    quote! {
        #[allow(unused_imports)]
        use ::openscaler_runtime::runtime::{
            ByteStream, Error, OperationInfo, QueryParam, RequestBuilderExt, ResponseValue, encode_path,
        };
        #[allow(unused_imports)]
        use crate::client::Client;
        /// Where the API is served: the first of the document's servers with an absolute URL.
        pub(crate) const BASE_URL: Option<&str> = #server;
        /// What all paths of the API begin with: a base URL that ends in it is refused.
        pub(crate) const COMMON_PATH: &str = #common_path;
        #initial_token
    }
}

/// The segments that all paths begin with; empty if a server of the document ends in one of them, and so means it.
fn common_path(api: &Api) -> String {
    let constant = |path: &str| -> Vec<String> {
        let segments = path.split('/').skip(1).take_while(|segment| !segment.is_empty() && !segment.contains('{'));
        segments.map(str::to_owned).collect()
    };
    let mut paths = api.operations.iter().map(|operation| constant(&operation.path));
    let mut common = paths.next().unwrap_or_default();
    for path in paths {
        common.truncate(common.iter().zip(&path).take_while(|(one, other)| one == other).count());
    }
    let server = api.servers.first().map(String::as_str).unwrap_or_default();
    let starts = (1..=common.len()).map(|length| format!("/{}", common[..length].join("/")));
    if starts.clone().any(|start| server.ends_with(&start)) { String::new() } else { starts.last().unwrap_or_default() }
}
