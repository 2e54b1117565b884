//! Where a request may contain a secret.

use openscaler_openapi::document::pointer;

use super::options::resolve;
use crate::api::{Api, Content, Kind, Object, ScalarRules, Shape, TypeId};

/// JSON pointers, with `*` for each item of a list and each value of a map; one that ends in `/**` is any place below, for
/// a type that contains itself.
pub(super) fn find_secrets(api: &Api, shape: &Shape) -> Vec<String> {
    let mut search = Search { api, open: Vec::new(), found: Vec::new() };
    search.visit(shape, "");
    search.found.sort();
    search.found.dedup();
    search.found
}

struct Search<'a> {
    api: &'a Api,
    /// The types around; one that contains itself is not entered again.
    open: Vec<TypeId>,
    found: Vec<String>,
}

impl Search<'_> {
    fn visit(&mut self, shape: &Shape, at: &str) {
        match resolve(self.api, shape) {
            Shape::List(inner, _) | Shape::Map(inner) => self.visit(inner, &format!("{at}/*")),
            Shape::Named(id) if is_secret(self.api, *id) => self.found.push(at.to_owned()),
            Shape::Named(id) if self.open.contains(id) => {
                let is_secret = contains_secret(self.api, shape, &mut Vec::new());
                self.found.extend(is_secret.then(|| format!("{at}/**")));
            }
            Shape::Named(id) => {
                self.open.push(*id);
                for (shape, below) in contents(self.api, *id) {
                    self.visit(&shape, &format!("{at}{below}"));
                }
                self.open.pop();
            }
            _ => {}
        }
    }
}

/// Whether a value may contain a secret at any depth; types that were `visited` are not entered again.
fn contains_secret(api: &Api, shape: &Shape, visited: &mut Vec<TypeId>) -> bool {
    match resolve(api, shape) {
        Shape::List(inner, _) | Shape::Map(inner) => contains_secret(api, inner, visited),
        Shape::Named(id) if visited.contains(id) => false,
        Shape::Named(id) => {
            visited.push(*id);
            is_secret(api, *id) || contents(api, *id).iter().any(|(shape, _)| contains_secret(api, shape, visited))
        }
        _ => false,
    }
}

fn is_secret(api: &Api, id: TypeId) -> bool {
    match &api.types[id.0].kind {
        Kind::Scalar(scalar) => matches!(scalar, ScalarRules::Text(rules) if rules.secret),
        _ => false,
    }
}

/// The shapes in a value of a type, and where they are in it.
fn contents(api: &Api, id: TypeId) -> Vec<(Shape, String)> {
    match &api.types[id.0].kind {
        Kind::Object(object) => members(object),
        Kind::Tagged(tagged) => {
            let variants = tagged.variants.iter().flat_map(|variant| match &variant.content {
                Content::Object(object) => members(object),
                Content::Named(id) => vec![(Shape::Named(*id), String::new())],
            });
            variants.collect()
        }
        Kind::Union(union) => union.members.iter().map(|member| (member.shape.clone(), String::new())).collect(),
        Kind::Scalar(_) | Kind::Enum(_) | Kind::Form(_) | Kind::Alias(_) => Vec::new(),
    }
}

fn members(object: &Object) -> Vec<(Shape, String)> {
    let fields = object.fields.iter().map(|field| (field.shape.clone(), pointer::join("", &field.wire)));
    fields.chain(object.extra.iter().map(|extra| (extra.shape.clone(), "/*".to_owned()))).collect()
}
