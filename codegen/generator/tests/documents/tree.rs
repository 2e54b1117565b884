//! Finding one's way in the syntax tree of a generated file.

use openscaler_generator::generate::generate;
use openscaler_openapi::document::Source;
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Fields, ImplItem, Item, ItemEnum, ItemStruct};

/// The content of the generated module of types.
pub(crate) struct Types(Vec<Item>);

impl Types {
    /// Generates from a document of these paths and schemas.
    pub(crate) fn of(paths: &str, schemas: &str) -> Self {
        let document = format!(
            "openapi: 3.0.3\ninfo: {{title: Test, version: 1.0.0}}\npaths:{paths}\ncomponents:\n  schemas:{schemas}\n"
        );
        let source = Source::parse("test.yaml", document).expect("a YAML document");
        let code = generate(&source, "test.yaml").expect("it can be generated from").code;
        let file = syn::parse_file(&code).expect("the generated code is Rust");
        let types = file.items.into_iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == "types" => module.content,
            _ => None,
        });
        Self(types.expect("a module of types").1)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let name = |item: &Item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            _ => None,
        };
        self.0.iter().filter_map(name).collect()
    }

    pub(crate) fn structure(&self, name: &str) -> &ItemStruct {
        let found = self.0.iter().find_map(|item| match item {
            Item::Struct(item) if item.ident == name => Some(item),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no struct `{name}` among {:?}", self.names()))
    }

    pub(crate) fn enumeration(&self, name: &str) -> &ItemEnum {
        let found = self.0.iter().find_map(|item| match item {
            Item::Enum(item) if item.ident == name => Some(item),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no enum `{name}` among {:?}", self.names()))
    }

    /// The variants of an enum.
    pub(crate) fn variants(&self, name: &str) -> Vec<String> {
        self.enumeration(name).variants.iter().map(|variant| variant.ident.to_string()).collect()
    }

    /// The type of a struct's field, without the paths' first segments.
    pub(crate) fn field(&self, structure: &str, name: &str) -> String {
        let Fields::Named(fields) = &self.structure(structure).fields else { panic!("`{structure}` has no names") };
        let field = fields.named.iter().find(|field| field.ident.as_ref().is_some_and(|ident| ident == name));
        brief(&field.unwrap_or_else(|| panic!("`{structure}` has no field `{name}`")).ty)
    }

    /// The doc comment of a struct's field.
    pub(crate) fn field_doc(&self, structure: &str, name: &str) -> String {
        let field = self.structure(structure).fields.iter().find(|field| field.ident.as_ref().unwrap() == name);
        let docs = field.expect("the field").attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
        let lines = docs.map(|doc| doc.meta.require_name_value().expect("a text").value.to_token_stream().to_string());
        lines.map(|line| line.trim_matches(['"', ' ']).to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The result types of the methods of a type, by their names.
    pub(crate) fn methods(&self, name: &str) -> Vec<(String, String)> {
        let impls = self.0.iter().filter_map(|item| match item {
            Item::Impl(item) if item.trait_.is_none() => Some(item),
            _ => None,
        });
        let of_type = impls.filter(|item| item.self_ty.to_token_stream().to_string() == name);
        let methods = of_type.flat_map(|item| &item.items).filter_map(|item| match item {
            ImplItem::Fn(method) => Some(&method.sig),
            _ => None,
        });
        let result = |signature: &syn::Signature| match &signature.output {
            syn::ReturnType::Type(_, ty) => brief(ty),
            syn::ReturnType::Default => String::new(),
        };
        methods.map(|signature| (signature.ident.to_string(), result(signature))).collect()
    }

    /// The traits that are implemented for a type outside of derives.
    pub(crate) fn implemented(&self, name: &str) -> Vec<String> {
        let impls = self.0.iter().filter_map(|item| match item {
            Item::Impl(item) if item.self_ty.to_token_stream().to_string() == name => item.trait_.as_ref(),
            _ => None,
        });
        impls.map(|(path, _)| path.segments.last().expect("a trait").ident.to_string()).collect()
    }
}

/// Whether the attributes have `#[text]`, spaces aside.
pub(crate) fn has(attributes: &[syn::Attribute], text: &str) -> bool {
    let normal = |text: &str| text.replace(char::is_whitespace, "");
    attributes.iter().any(|attribute| normal(&attribute.meta.to_token_stream().to_string()) == normal(text))
}

/// `::std::option::Option<types::X>` as `Option<X>`.
fn brief(ty: &syn::Type) -> String {
    struct LastSegments;
    impl VisitMut for LastSegments {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            let last = path.segments.pop();
            *path = last.expect("a path has segments").into();
            visit_mut::visit_path_mut(self, path);
        }
    }
    let mut ty = ty.clone();
    LastSegments.visit_type_mut(&mut ty);
    let text = ty.to_token_stream().to_string();
    text.split_whitespace().collect::<String>().replace(",>", ">")
}
