//! Which generated types operations take and return.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{FnArg, ImplItemFn, Item, Path, ReturnType, Type};

/// The names of the types that can be met from the operations' signatures, however deep.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// A request can hold it.
    pub(super) requests: BTreeSet<String>,
    /// An answer can hold it.
    pub(super) answers: BTreeSet<String>,
}

impl Usage {
    /// Follows the types of each operation's arguments and result; `contents` are the types that each type names.
    pub(super) fn follow(contents: &BTreeMap<String, BTreeSet<String>>, operations: &[ImplItemFn]) -> Self {
        let (mut arguments, mut results) = (BTreeSet::new(), BTreeSet::new());
        for signature in operations.iter().map(|operation| &operation.sig) {
            for argument in &signature.inputs {
                if let FnArg::Typed(argument) = argument {
                    arguments.append(&mut qualified_names_in(&argument.ty));
                }
            }
            if let ReturnType::Type(_, result) = &signature.output {
                results.append(&mut qualified_names_in(result));
            }
        }
        let mut usage = Self::default();
        follow(contents, arguments, &mut usage.requests);
        follow(contents, results, &mut usage.answers);
        usage
    }
}

/// The name that a struct, enum or alias declares.
pub(super) fn declared_name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn follow(parts: &BTreeMap<String, BTreeSet<String>>, from: BTreeSet<String>, found: &mut BTreeSet<String>) {
    for name in from {
        if let Some(inner) = parts.get(&name)
            && found.insert(name)
        {
            follow(parts, inner.clone(), found);
        }
    }
}

/// What may be the names of the types that an item names.
pub(super) fn names_in_item(item: &Item) -> BTreeSet<String> {
    let mut names = Names::default();
    names.visit_item(item);
    names.names
}

/// The generated types that a signature names: outside of their module always with a path, for a `Result` is none.
fn qualified_names_in(ty: &Type) -> BTreeSet<String> {
    let mut names = Names { are_qualified: true, ..Names::default() };
    names.visit_type(ty);
    names.names
}

/// Collects what may be names of generated types.
#[derive(Default)]
struct Names {
    names: BTreeSet<String>,
    are_qualified: bool,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_path(&mut self, path: &'ast Path) {
        if !self.are_qualified || path.segments.len() > 1 {
            self.names.extend(name_in_types(path));
        }
        visit::visit_path(self, path);
    }
}

/// The generated type that a path names: `X`, `types::X` or `crate::types::X`.
///
/// What is not generated is written with its whole path, from `::` on.
pub(super) fn name_in_types(path: &Path) -> Option<String> {
    if path.leading_colon.is_some() {
        return None;
    }
    let mut segments = path.segments.iter().rev().map(|segment| &segment.ident);
    let name = segments.next()?;
    let is_in_types = match (segments.next(), segments.next(), segments.next()) {
        (None, ..) => true,
        (Some(module), None, _) => module == "types",
        (Some(module), Some(root), None) => module == "types" && root == "crate",
        _ => false,
    };
    is_in_types.then(|| name.to_string())
}
