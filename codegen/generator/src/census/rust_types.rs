//! The generated types that carry values, by the operations that take and return them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, GenericArgument, ImplItem, ImplItemFn, Item, Pat, PathArguments, ReturnType, Type};

use super::report::Direction;

/// What a generated file declares.
#[derive(Default)]
pub(super) struct RustTypes {
    /// What each type names.
    contents: BTreeMap<String, BTreeSet<String>>,
    /// What requests and responses hold, however deep.
    reached: BTreeMap<Direction, BTreeSet<String>>,
    /// The type of an operation's body in one direction, by its method.
    bodies: BTreeMap<(String, Direction), String>,
}

impl RustTypes {
    /// Reads a generated file.
    pub(super) fn of(code: &str) -> syn::Result<Self> {
        let mut types = Self::default();
        let mut signatures =
            BTreeMap::from([(Direction::Request, BTreeSet::new()), (Direction::Response, BTreeSet::new())]);
        for item in syn::parse_file(code)?.items {
            match item {
                Item::Mod(module) if module.ident == "types" => {
                    module.content.into_iter().flat_map(|(_, items)| items).for_each(|item| types.declare(&item));
                }
                Item::Impl(client) => {
                    let methods = client.items.iter().filter_map(|item| match item {
                        ImplItem::Fn(method) => Some(method),
                        _ => None,
                    });
                    methods.for_each(|method| types.add_method(method, &mut signatures));
                }
                _ => {}
            }
        }
        types.reached = signatures.into_iter().map(|(direction, names)| (direction, types.follow(names))).collect();
        Ok(types)
    }

    /// The type of an operation's body, as a path from the generated crate's root; `None` for one that is not JSON.
    pub(super) fn body(&self, method: &str, direction: Direction) -> Option<&str> {
        self.bodies.get(&(method.to_owned(), direction)).map(String::as_str)
    }

    /// Whether there is a type of that name that values of the direction have.
    pub(super) fn has(&self, name: &str, direction: Direction) -> bool {
        self.reached.get(&direction).is_some_and(|names| names.contains(name))
    }

    fn declare(&mut self, item: &Item) {
        let name = match item {
            Item::Struct(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Type(item) => &item.ident,
            _ => return,
        };
        let mut names = BTreeSet::new();
        collect_names(item.to_token_stream(), &mut names);
        self.contents.insert(name.to_string(), names);
    }

    fn add_method(&mut self, method: &ImplItemFn, signatures: &mut BTreeMap<Direction, BTreeSet<String>>) {
        let name = method.sig.ident.to_string();
        for argument in &method.sig.inputs {
            let FnArg::Typed(argument) = argument else { continue };
            collect_names(argument.ty.to_token_stream(), signatures.entry(Direction::Request).or_default());
            let is_body = matches!(&*argument.pat, Pat::Ident(pattern) if pattern.ident == "body");
            if is_body {
                let body = path_from_root(without_reference(&argument.ty));
                self.bodies.extend(body.map(|body| ((name.clone(), Direction::Request), body)));
            }
        }
        let ReturnType::Type(_, returned) = &method.sig.output else { return };
        collect_names(returned.to_token_stream(), signatures.entry(Direction::Response).or_default());
        // `Result<ResponseValue<T>, Error>`
        let body = first_argument(returned).and_then(first_argument).and_then(path_from_root);
        self.bodies.extend(body.map(|body| ((name, Direction::Response), body)));
    }

    fn follow(&self, names: BTreeSet<String>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<String> = names.into_iter().collect();
        while let Some(name) = open.pop() {
            if let Some(contents) = self.contents.get(&name).filter(|_| !found.contains(&name)) {
                open.extend(contents.iter().cloned());
                found.insert(name);
            }
        }
        found
    }
}

fn collect_names(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(name) => drop(names.insert(name.to_string())),
            TokenTree::Group(group) => collect_names(group.stream(), names),
            _ => {}
        }
    }
}

fn without_reference(ty: &Type) -> &Type {
    match ty {
        Type::Reference(reference) => &reference.elem,
        _ => ty,
    }
}

fn first_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `None` for bytes, for nothing, and for what a type parameter stands for.
fn path_from_root(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let is_parameter = path.path.leading_colon.is_none() && path.path.segments.len() == 1;
    let text = ty.to_token_stream().to_string().replace("crate :: types ::", "types ::");
    (!is_parameter || text.starts_with("Vec")).then_some(text)
}
