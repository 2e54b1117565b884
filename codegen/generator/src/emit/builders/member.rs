//! A field of what is built: where its value is kept, and the methods that set it.

use std::collections::HashSet;

use heck::ToPascalCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::api::{Api, Extra, Field, Object};
use crate::emit::docs::{deprecated, docs};
use crate::emit::fields;
use crate::emit::shapes::{field_type, rust_type};
use crate::interpret::identifiers::free;

/// A field, or the map of all other properties.
pub(super) struct Member<'a> {
    pub(super) name: Ident,
    /// The type of the field.
    pub(super) ty: TokenStream,
    /// The value of a field that is not set; a required one has none.
    pub(super) absent: Option<TokenStream>,
    /// The wire name of a required field, and the names of its state.
    pub(super) state: Option<(&'a str, State)>,
    pub(super) setters: Vec<Setter>,
}

/// The names of the state of a required field.
pub(super) struct State {
    /// The type parameter of the builder.
    pub(super) parameter: Ident,
    /// The trait whose message says that the field is missing.
    pub(super) given: Ident,
}

/// A method that sets a field.
pub(super) struct Setter {
    pub(super) name: Ident,
    pub(super) attributes: TokenStream,
    /// The type of its argument, which has the field's name; `x_null` has none.
    pub(super) argument: Option<TokenStream>,
    /// What the field becomes.
    pub(super) value: TokenStream,
}

/// The names of the setters of each field, and of the map of all other properties: `x`; if it is optional, `maybe_x`; and
/// `x_null` if null differs from absence. `_` is appended to a name that another has.
pub(crate) fn setter_names(object: &Object) -> Vec<Vec<String>> {
    let mut taken = HashSet::from(["build".to_owned()]);
    let mut reserve = |mut name: String| {
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        name
    };
    // `x_null` is the setter of the property `x_null`, if there is one.
    let own = object.fields.iter().map(|field| &field.name).chain(object.extra.iter().map(|extra| &extra.name));
    let mut names: Vec<Vec<String>> = own.map(|name| vec![reserve(name.clone())]).collect();
    for (field, names) in object.fields.iter().zip(&mut names).filter(|(field, _)| !field.required) {
        let bare = field.name.trim_end_matches('_');
        names.push(reserve(format!("maybe_{bare}")));
        names.extend(field.tri_state.then(|| reserve(format!("{bare}_null"))));
    }
    names
}

/// The members of an object that is called `stem` in the names of traits, of which `traits` are taken.
pub(super) fn members<'a>(api: &Api, object: &'a Object, stem: &str, traits: &mut HashSet<String>) -> Vec<Member<'a>> {
    let mut words = HashSet::new();
    let mut names = setter_names(object).into_iter();
    let mut members = Vec::new();
    for (field, names) in object.fields.iter().zip(&mut names) {
        let state = field.required.then(|| {
            let word = free(&field.name.to_pascal_case(), "", &mut words);
            // The fields `b_c` of the variant `A` and `c` of `AB` have the same words.
            let given = free(&format!("{stem}{word}"), "", traits);
            State { parameter: format_ident!("{word}State"), given: format_ident!("{given}Given") }
        });
        members.push(Member {
            name: format_ident!("{}", field.name),
            ty: field_type(api, field),
            absent: absent(field),
            state: state.map(|state| (field.wire.as_str(), state)),
            setters: setters(api, field, &names),
        });
    }
    let extra = object.extra.iter().zip(names).map(|(extra, names)| of_extra(api, extra, &names[0]));
    members.extend(extra);
    members
}

fn of_extra<'a>(api: &Api, extra: &Extra, setter: &str) -> Member<'a> {
    let (name, ty) = (format_ident!("{}", extra.name), fields::extra_type(api, extra));
    let setter = Setter {
        name: format_ident!("{setter}"),
        attributes: docs(Some("Every other property.")),
        argument: Some(ty.clone()),
        value: quote!(#name),
    };
    let absent = Some(quote!(::std::collections::BTreeMap::new()));
    Member { name, ty, absent, state: None, setters: vec![setter] }
}

fn absent(field: &Field) -> Option<TokenStream> {
    match (field.required, field.tri_state) {
        (true, _) => None,
        (false, false) => Some(quote!(None)),
        (false, true) => Some(quote!(::openscaler_runtime::field::Field::Absent)),
    }
}

/// The setters of a field, whose names are `names`.
fn setters(api: &Api, field: &Field, names: &[String]) -> Vec<Setter> {
    let (name, ty, wire) = (format_ident!("{}", field.name), rust_type(api, &field.shape), &field.wire);
    let (option, some) = (quote!(Option), quote!(Some));
    let tri_state = quote!(::openscaler_runtime::field::Field);
    let (boxed, each) = match field.boxed {
        false => (quote!(#name), quote!(#name)),
        true => (quote!(Box::new(#name)), quote!(#name.map(Box::new))),
    };
    let about = docs(field.description.as_deref());
    let given = docs(Some(&format!("Sends `{wire}` if there is a value.")));
    let null = docs(Some(&format!("Sends `{wire}` as null.")));
    // The argument and the value of each; a required field is an option in the parts.
    let setters = if field.tri_state {
        let maybe = quote!(#each.map_or(#tri_state::Absent, #tri_state::Value));
        vec![
            (about, Some(ty.clone()), quote!(#tri_state::Value(#boxed))),
            (given, Some(quote!(#option<#ty>)), maybe),
            (null, None, quote!(#tri_state::Null)),
        ]
    } else if field.required && field.nullable {
        vec![(about, Some(quote!(#option<#ty>)), quote!(#some(#each)))]
    } else {
        vec![(about, Some(ty.clone()), quote!(#some(#boxed))), (given, Some(quote!(#option<#ty>)), each)]
    };
    let deprecated = deprecated(field.deprecated);
    // A required field has only the first.
    let named = setters.into_iter().zip(names).map(|((about, argument, value), name)| Setter {
        name: format_ident!("{name}"),
        attributes: quote!(#about #deprecated),
        argument,
        value,
    });
    named.collect()
}
