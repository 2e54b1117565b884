//! The table of a type: what its macro knows of it.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Ident;

use crate::items::ItemRules;
use crate::rules::Rules;

pub(super) struct Input {
    pub(super) table: Table,
    /// What messages call the value.
    pub(super) subject: String,
    /// The call of the wrapper.
    pub(super) call: Span,
    /// The caller's tokens.
    pub(super) tokens: Vec<TokenTree>,
}

/// A type of the document.
pub(super) struct Table {
    /// The crate that has the macros, and the types in its module `types`.
    pub(super) root: TokenStream,
    pub(super) name: Ident,
    /// The macro that the caller wrote.
    pub(super) macro_name: String,
    /// The name of its draft, if it has one, which takes what is known only at run time.
    pub(super) draft: Option<String>,
    /// The property that determines the case.
    pub(super) tag: Option<String>,
    pub(super) cases: Vec<Case>,
}

/// A struct, a variant, or a member of a union.
pub(super) struct Case {
    /// The values of the tag, or the value of an enum.
    pub(super) literals: Vec<Literal>,
    /// The path of the constructor or the variant, in `types`.
    pub(super) path: TokenStream,
    pub(super) content: Content,
}

pub(super) enum Content {
    /// A value without content.
    Unit,
    /// A constructor that takes every field in this order.
    Fields(Fields),
    /// A variant that holds a value.
    Value {
        kind: Kind,
        boxed: bool,
        /// The kinds of which its values are, where the kind alone does not say it.
        forms: Vec<Kind>,
    },
}

#[derive(Default, PartialEq)]
pub(super) struct Fields {
    pub(super) fields: Vec<Field>,
    /// The values of all other properties, if there may be any.
    pub(super) extra: Option<Box<Kind>>,
    /// The names of properties that only the server sets.
    pub(super) read_only: Vec<String>,
}

#[derive(PartialEq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) required: bool,
    /// Whether `null` is one of its values; if it is optional, it is a `Field`, in which absence differs.
    pub(super) nullable: bool,
    pub(super) boxed: bool,
    pub(super) kind: Kind,
    /// Its only value, if it is required.
    pub(super) only: Option<Literal>,
}

/// The type of a value.
#[derive(PartialEq)]
pub(super) enum Kind {
    String,
    I64,
    U64,
    /// A `serde_json::Number`.
    Integer,
    F64,
    Boolean,
    /// Any JSON.
    Json,
    List(Box<Kind>, ItemRules),
    Map(Box<Kind>),
    /// An item of a list or a map that may be null.
    Nullable(Box<Kind>),
    /// A type with a macro of its own for literals.
    Named(JsonType, Named),
    /// A string or a number without a type of its own, with rules.
    Checked(Box<Kind>, Rules),
    /// Some literals; only among the forms of a member, as what follows.
    Literals(Vec<Literal>),
    /// A string or a number with these rules.
    Rules(Ident, Rules),
    /// An object with these fields.
    Fields(Fields),
}

/// The type of a literal in JSON.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum JsonType {
    String,
    Integer,
    Number,
    Boolean,
    List,
    Object,
    Any,
}

#[derive(PartialEq)]
pub(super) struct Named {
    pub(super) name: Ident,
    pub(super) macro_name: Ident,
    /// Whether it is an enum or a union, whose macro calls the value what the object that has it calls it.
    pub(super) is_choice: bool,
}

/// A string, a number or a boolean of the document.
#[derive(Clone, PartialEq)]
pub(super) enum Literal {
    String(String),
    Number(f64),
    Boolean(bool),
}

impl Table {
    /// The path of the type in the wrapper.
    pub(super) fn path(&self) -> TokenStream {
        self.in_types(&self.name)
    }

    /// The path of something in the module `types`.
    pub(super) fn in_types(&self, path: &impl ToTokens) -> TokenStream {
        let root = &self.root;
        quote!(#root::types::#path)
    }

    /// The path of what only macros use.
    pub(super) fn private(&self, name: &str) -> TokenStream {
        let (root, name) = (&self.root, Ident::new(name, Span::call_site()));
        quote!(#root::__private::#name)
    }

    /// Whether its values are objects whose fields the table lists.
    pub(super) fn is_object(&self) -> bool {
        self.tag.is_some() || self.cases.iter().any(|case| case.fields().is_some())
    }

    /// The Rust type of a value.
    pub(super) fn rust_type(&self, kind: &Kind) -> TokenStream {
        match kind {
            Kind::String => quote!(::std::string::String),
            Kind::I64 => quote!(::core::primitive::i64),
            Kind::U64 => quote!(::core::primitive::u64),
            Kind::Integer => self.private("Number"),
            Kind::F64 => quote!(::core::primitive::f64),
            Kind::Boolean => quote!(::core::primitive::bool),
            Kind::List(item, _) => {
                let item = self.rust_type(item);
                quote!(::std::vec::Vec<#item>)
            }
            Kind::Map(value) => {
                let value = self.rust_type(value);
                quote!(::std::collections::BTreeMap<::std::string::String, #value>)
            }
            Kind::Nullable(kind) => {
                let value = self.rust_type(kind);
                quote!(::core::option::Option<#value>)
            }
            Kind::Named(_, Named { name, .. }) => self.in_types(name),
            Kind::Checked(kind, _) => self.rust_type(kind),
            Kind::Json | Kind::Literals(_) | Kind::Rules(..) | Kind::Fields(_) => self.private("Value"),
        }
    }

    /// The literals of all cases, as they are written.
    pub(super) fn literals(&self) -> Vec<String> {
        self.cases.iter().flat_map(|case| &case.literals).map(Literal::written).collect()
    }

    /// The cases that have a field of that name.
    pub(super) fn owners<'a>(&'a self, name: &str) -> Vec<(&'a Case, &'a Field)> {
        self.cases.iter().filter_map(|case| Some((case, case.fields()?.field(name)?))).collect()
    }

    /// The name of every field, without the tag.
    pub(super) fn field_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for field in self.cases.iter().filter_map(Case::fields).flat_map(|fields| &fields.fields) {
            if !names.contains(&field.name.as_str()) {
                names.push(&field.name);
            }
        }
        names
    }
}

impl Case {
    pub(super) fn fields(&self) -> Option<&Fields> {
        if let Content::Fields(fields) = &self.content { Some(fields) } else { None }
    }

    /// Whether it has no other properties than its fields.
    pub(super) fn is_closed(&self) -> bool {
        self.fields().is_some_and(|fields| fields.extra.is_none())
    }
}

impl Fields {
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// What to write: its only value, or of which form it is.
    pub(super) fn example(&self) -> String {
        match (&self.only, self.kind.json_type()) {
            (Some(only), _) => only.written(),
            (None, JsonType::Object) => "{ … }".to_owned(),
            (None, JsonType::List) => "[…]".to_owned(),
            (None, _) => "…".to_owned(),
        }
    }
}

impl Kind {
    /// The type of its literals.
    pub(super) fn json_type(&self) -> JsonType {
        match self {
            Self::String => JsonType::String,
            Self::I64 | Self::U64 | Self::Integer => JsonType::Integer,
            Self::F64 => JsonType::Number,
            Self::Boolean => JsonType::Boolean,
            Self::List(..) => JsonType::List,
            Self::Map(_) | Self::Fields(_) => JsonType::Object,
            Self::Nullable(kind) => kind.json_type(),
            Self::Named(json_type, _) => *json_type,
            Self::Checked(kind, _) => kind.json_type(),
            Self::Rules(_, Rules::Text(_)) => JsonType::String,
            Self::Rules(_, Rules::Integer(_)) => JsonType::Integer,
            Self::Rules(_, Rules::Number(_)) => JsonType::Number,
            Self::Json | Self::Literals(_) => JsonType::Any,
        }
    }

    /// The types of its literals, one by one.
    pub(super) fn json_types(&self) -> Vec<JsonType> {
        match self {
            Self::Literals(literals) => literals.iter().map(Literal::json_type).collect(),
            Self::Nullable(kind) => kind.json_types(),
            _ => vec![self.json_type()],
        }
    }
}

impl JsonType {
    /// Its name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Any => "a value",
        }
    }
}

impl Literal {
    /// As JSON.
    pub(super) fn written(&self) -> String {
        match self {
            Self::String(text) => format!("{text:?}"),
            other => other.text(),
        }
    }

    /// What messages call the case of which it is the tag's value.
    pub(super) fn name_of_case(&self, tag: &str) -> String {
        self.as_str().map_or_else(|| format!("{tag:?}: {}", self.text()), ToOwned::to_owned)
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// Without quotes.
    pub(super) fn text(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(boolean) => boolean.to_string(),
        }
    }

    pub(super) fn json_type(&self) -> JsonType {
        match self {
            Self::String(_) => JsonType::String,
            Self::Number(number) if number.fract() == 0.0 => JsonType::Integer,
            Self::Number(_) => JsonType::Number,
            Self::Boolean(_) => JsonType::Boolean,
        }
    }
}
