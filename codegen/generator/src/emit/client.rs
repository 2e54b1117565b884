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
            /// The document requires a bearer token: a client cannot be built without one.
            pub(crate) type InitialToken = crate::client::builder::TokenMissing;
        }
    } else {
        quote! {
            /// No operation in the document requires a token.
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
        /// The base URL of the API: the first absolute URL among the document's servers.
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
    // The longest first.
    let mut starts = (1..=common.len()).rev().map(|length| format!("/{}", common[..length].join("/")));
    if starts.clone().any(|start| server.ends_with(&start)) { String::new() } else { starts.next().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use openscaler_openapi::document::Source;

    use super::*;
    use crate::interpret::interpret;

    #[test]
    fn the_common_path_is_what_all_paths_begin_with() {
        for (server, paths, expected) in [
            ("https://a.example", &["/v1/lbs/{id}/certificates"][..], "/v1/lbs"),
            ("https://a.example", &["/v1/lbs/{id}", "/v1/zones"], "/v1"),
            ("https://a.example", &["/v1/lbs", "/v11/lbs"], ""),
            ("https://a.example", &["/{id}/lbs", "/v1"], ""),
            ("https://a.example", &["/v1-{region}/lbs"], ""),
            // The document's own server ends in it.
            ("https://a.example/api/", &["/api/v1/lbs"], ""),
        ] {
            let paths: Vec<String> = paths
                .iter()
                .map(|path| format!("  {path}: {{ get: {{ responses: {{ '204': {{ description: Done. }} }} }} }}"))
                .collect();
            let text = format!("openapi: 3.0.3\nservers: [{{ url: \"{server}\" }}]\npaths:\n{}\n", paths.join("\n"));
            let source = Source::parse("test.yaml", text).expect("YAML");
            assert_eq!(common_path(&interpret(&source).api), expected, "{}", source.text);
        }
    }
}
