//! The items that the hand-written client imports.

use proc_macro2::TokenStream;
use quote::quote;

use super::credentials;
use crate::api::Api;

/// The imports of the generated file, and its constants.
pub(super) fn emit(api: &Api) -> TokenStream {
    let server = match api.servers.first() {
        Some(server) => quote!(Some(#server)),
        None => quote!(None),
    };
    let common_path = common_path(api);
    let servers = other_servers(api);
    let credentials = credentials::emit(api);
    quote! {
        #[allow(unused_imports)]
        use ::openscaler_runtime::runtime::{
            ByteStream, Error, OperationInfo, RequestExt, ResponseValue, encode_path,
        };
        #[allow(unused_imports)]
        use ::openscaler_runtime::credentials::{Credential, Scheme, Transport};
        #[allow(unused_imports)]
        use crate::client::Client;
        #[allow(unused_imports)]
        use crate::client::builder::{self, ClientBuilder, CredentialsGiven};
        #[allow(unused_imports)]
        use crate::client::credentials::Credentials;
        /// The base URL of the API: the first absolute URL among the document's servers.
        pub(crate) const BASE_URL: Option<&str> = #server;
        /// The common start of the API's paths: a base URL that ends with it is refused.
        pub(crate) const COMMON_PATH: &str = #common_path;
        /// The base URLs of the operations that are served elsewhere.
        pub(crate) const SERVERS: &[&str] = &[#(#servers),*];
        #credentials
    }
}

/// The base URLs of the operations that have others than the API; an operation refers to its own by the index.
pub(crate) fn other_servers(api: &Api) -> Vec<&str> {
    let mut servers = Vec::new();
    for server in api.operations.iter().filter_map(|operation| operation.servers.first()) {
        if Some(server) != api.servers.first() && !servers.contains(&server.as_str()) {
            servers.push(server.as_str());
        }
    }
    servers
}

/// The segments with which all paths begin; empty if a server URL of the document ends with one of them on purpose.
fn common_path(api: &Api) -> String {
    let constant = |path: &str| -> Vec<String> {
        let segments = path.split('/').skip(1).take_while(|segment| !segment.is_empty() && !segment.contains('{'));
        segments.map(str::to_owned).collect()
    };
    let mut paths =
        api.operations.iter().map(|operation| constant(operation.path.split('?').next().unwrap_or_default()));
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
            // The query is not part of it.
            ("https://a.example", &["/v1/lbs?sort=a/b", "/v1/lbs?sort={by}"], "/v1/lbs"),
            // The document's own server ends with it.
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
