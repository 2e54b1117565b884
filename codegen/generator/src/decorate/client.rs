//! Replaces progenitor's client by the hand-written one.

use anyhow::{Result, ensure};
use quote::quote;
use syn::{ImplItem, ImplItemFn, Item, ItemImpl, Type, parse_quote};

use crate::model::Model;

/// Takes out progenitor's client, its constructors and its imports, and puts ours in their place.
///
/// What is left are the types and the operations. Progenitor's constructors would bypass the limits that our builder
/// sets, and its error has no room for the status of an answer that cannot be read.
pub(super) fn replace_client(file: &mut syn::File, model: &Model) -> Result<()> {
    let before = file.items.len();
    file.items.retain(|item| !is_progenitors_own(item));
    // Two imports, the client, its constructors, two items about hooks, the prelude.
    let removed = before - file.items.len();
    ensure!(removed == 7, "progenitor put {removed} items round types and operations, not the 7 known");
    let constants = [base_url(model), common_path(model), initial_token(model)];
    file.items.splice(0..0, imports().into_iter().chain(constants));
    Ok(())
}

fn is_progenitors_own(item: &Item) -> bool {
    match item {
        Item::Use(_) | Item::Const(_) => true,
        Item::Struct(item) => item.ident == "Client",
        Item::Mod(item) => item.ident == "prelude",
        Item::Impl(item) => {
            let is_constructor = |item: &ImplItem| matches!(item, ImplItem::Fn(method) if is_constructor(method));
            item.trait_.is_some() || item.items.iter().any(is_constructor)
        }
        _ => false,
    }
}

/// An `impl Client`.
pub(super) fn client_mut(item: &mut Item) -> Option<&mut ItemImpl> {
    match item {
        Item::Impl(item) if is_client(item) => Some(item),
        _ => None,
    }
}

fn is_client(item: &ItemImpl) -> bool {
    item.trait_.is_none() && matches!(&*item.self_ty, Type::Path(path) if path.path.is_ident("Client"))
}

/// Whether `method` is one of the client's constructors; lint refuses operations of these names.
fn is_constructor(method: &ImplItemFn) -> bool {
    method.sig.ident == "new" || method.sig.ident == "new_with_client"
}

fn imports() -> [Item; 2] {
    let runtime = parse_quote! {
        #[allow(unused_imports)]
        use ::openscaler_runtime::runtime::{
            ByteStream, Error, OperationInfo, QueryParam, RequestBuilderExt, ResponseValue, encode_path,
        };
    };
    let client = parse_quote! {
        #[allow(unused_imports)]
        use crate::client::Client;
    };
    [runtime, client]
}

fn base_url(model: &Model) -> Item {
    let server = match &model.server {
        Some(server) => quote!(Some(#server)),
        None => quote!(None),
    };
    parse_quote! {
        /// The base URL of the API: the first absolute URL among the document's servers.
        pub(crate) const BASE_URL: Option<&str> = #server;
    }
}

fn common_path(model: &Model) -> Item {
    let constant = |path: &str| -> Vec<String> {
        let segments = path.split('/').skip(1).take_while(|segment| !segment.is_empty() && !segment.contains('{'));
        segments.map(str::to_owned).collect()
    };
    let mut paths = model.operations.iter().map(|operation| constant(&operation.path));
    let mut common = paths.next().unwrap_or_default();
    for path in paths {
        common.truncate(common.iter().zip(&path).take_while(|(one, other)| one == other).count());
    }
    let server = model.server.as_deref().unwrap_or_default();
    // The longest first.
    let mut starts = (1..=common.len()).rev().map(|length| format!("/{}", common[..length].join("/")));
    // A document whose server ends in what its paths begin with means it.
    let path = if starts.clone().any(|start| server.ends_with(&start)) { None } else { starts.next() };
    let path = path.unwrap_or_default();
    parse_quote! {
        /// What all paths of the API begin with: a base URL that ends in it is refused.
        pub(crate) const COMMON_PATH: &str = #path;
    }
}

fn initial_token(model: &Model) -> Item {
    if model.operations.iter().any(|operation| operation.authenticated) {
        parse_quote! {
            /// The document requires a bearer token: a client cannot be built without one.
            pub(crate) type InitialToken = crate::client::builder::TokenMissing;
        }
    } else {
        parse_quote! {
            /// No operation in the document requires a token.
            pub(crate) type InitialToken = crate::client::builder::TokenOptional;
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use serde_json::{Map, Value, json};

    use super::*;

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
            let item = json!({ "get": { "operationId": "read", "responses": {} } });
            let paths: Map<String, Value> = paths.iter().map(|path| ((*path).to_owned(), item.clone())).collect();
            let document = json!({ "servers": [{ "url": server }], "paths": paths });
            let text = common_path(&Model::of(&document)).into_token_stream().to_string();
            assert!(text.ends_with(&format!("= \"{expected}\" ;")), "{document}: {text}");
        }
    }
}
