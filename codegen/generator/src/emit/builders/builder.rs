//! One builder. Its type says which required fields are set.
//!
//! All values are in one struct, the parts, and the state is a type parameter for each required field: what is written
//! for a field does not depend on how many others there are. `build` requires each state to be `Set`, through a trait for
//! each field, whose only purpose is its message.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::member::{Member, Setter, State, members};
use super::target::Target;
use crate::api::{Api, Type};
use crate::emit::docs::docs;
use crate::print::braced;

pub(super) struct Builder<'a> {
    target: &'a Target<'a>,
    /// The type that it makes.
    made: Ident,
    name: Ident,
    parts: Ident,
    members: Vec<Member<'a>>,
    /// The type parameters.
    states: Vec<Ident>,
}

impl<'a> Builder<'a> {
    /// The builder of a target; `traits` are the names of traits that are taken.
    pub(super) fn new(api: &Api, ty: &Type, target: &'a Target<'a>, traits: &mut HashSet<String>) -> Self {
        let stem = target.name.trim_end_matches('_');
        let members = members(api, target.object, stem, traits);
        Self {
            target,
            made: format_ident!("{}", ty.name),
            name: format_ident!("{stem}Builder"),
            parts: format_ident!("{stem}Parts"),
            states: required(&members).map(|(_, _, state)| state.parameter.clone()).collect(),
            members,
        }
    }

    /// The function that starts it.
    pub(super) fn start(&self) -> TokenStream {
        let Self { name, parts, target, .. } = self;
        let start = format_ident!("{}", target.start);
        let about = target.about.map(|about| format!("{about}\n\n")).unwrap_or_default();
        let about = docs(Some(&(about + &self.fields_in_words())));
        let absent = self.members.iter().map(|Member { name, absent, .. }| match absent {
            Some(absent) => quote!(#name: #absent),
            None => quote!(#name: None),
        });
        quote! {
            #about
            pub const fn #start() -> #name {
                #name { parts: #parts { #(#absent),* }, state: ::std::marker::PhantomData }
            }
        }
    }

    /// Its type and what belongs to it.
    pub(super) fn definition(&self) -> TokenStream {
        let Self { name, parts, states, .. } = self;
        let (about, printed) = (format!(" Started by `{}::{}`.", self.made, self.target.start), name.to_string());
        let kept = self.members.iter().map(|Member { name, ty, absent, .. }| match absent {
            Some(_) => quote!(#name: #ty),
            None => quote!(#name: Option<#ty>),
        });
        let setters =
            self.members.iter().flat_map(|member| member.setters.iter().map(move |setter| self.setter(member, setter)));
        let methods = braced(setters.chain([self.build()]));
        let mut definition = quote! {
            #[derive(Clone)]
            struct #parts { #(#kept),* }

            #[doc = #about]
            #[must_use = "call `.build()` to create the request"]
            pub struct #name<#(#states = ::openscaler_runtime::builder::Missing),*> {
                parts: #parts,
                state: ::std::marker::PhantomData<(#(#states,)*)>,
            }

            impl<#(#states),*> #name<#(#states),*> #methods

            impl<#(#states),*> ::std::clone::Clone for #name<#(#states),*> {
                fn clone(&self) -> Self {
                    Self { parts: ::std::clone::Clone::clone(&self.parts), state: ::std::marker::PhantomData }
                }
            }

            impl<#(#states),*> ::std::fmt::Debug for #name<#(#states),*> {
                fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    formatter.debug_struct(#printed).finish_non_exhaustive()
                }
            }
        };
        definition.extend(required(&self.members).map(|(wire, member, state)| self.given(wire, member, state)));
        definition
    }

    fn setter(&self, member: &Member<'_>, setter: &Setter) -> TokenStream {
        let (builder, field) = (&self.name, &member.name);
        let Setter { name, attributes, argument, value } = setter;
        let argument = argument.as_ref().map(|ty| quote!(#field: #ty));
        let Some((_, State { parameter, .. })) = &member.state else {
            return quote! {
                #attributes
                pub fn #name(mut self, #argument) -> Self {
                    self.parts.#field = #value;
                    self
                }
            };
        };
        let states = self.states.iter().map(|state| match state == parameter {
            true => quote!(::openscaler_runtime::builder::Set),
            false => quote!(#state),
        });
        quote! {
            #attributes
            pub fn #name(mut self, #argument) -> #builder<#(#states),*>
            where
                #parameter: ::openscaler_runtime::builder::Unset,
            {
                self.parts.#field = #value;
                #builder { parts: self.parts, state: ::std::marker::PhantomData }
            }
        }
    }

    fn build(&self) -> TokenStream {
        let (made, path) = (&self.made, &self.target.path);
        let bounds = required(&self.members).map(|(_, _, State { parameter, given })| quote!(#parameter: #given));
        // An empty `where` would be printed.
        let bounds = (!self.states.is_empty()).then(|| quote!(where #(#bounds,)*));
        let fields = self.members.iter().map(|Member { name, absent, .. }| match absent {
            Some(_) => quote!(#name: self.parts.#name),
            None => quote!(#name: ::openscaler_runtime::builder::value(self.parts.#name)),
        });
        quote! {
            /// Creates the request, once every required field is set.
            pub fn build(self) -> crate::types::#made #bounds {
                #path { #(#fields),* }
            }
        }
    }

    /// The trait whose message says that a field is missing.
    fn given(&self, wire: &str, member: &Member<'_>, State { given, .. }: &State) -> TokenStream {
        let message = format!("missing field `{wire}` of `{}`", self.target.name);
        let label = format!("add `.{}(..)` before `.build()`", member.setters[0].name);
        // Documented, not hidden: the compiler does not shorten the paths of hidden items.
        let about = format!(" `{wire}` is set.");
        quote! {
            #[doc = #about]
            #[diagnostic::on_unimplemented(message = #message, label = #label)]
            pub trait #given {}

            #[diagnostic::do_not_recommend]
            impl #given for ::openscaler_runtime::builder::Set {}
        }
    }

    /// The fields, for the documentation of the function that starts it.
    fn fields_in_words(&self) -> String {
        let list = |required: bool| {
            let members = self.members.iter().filter(|member| member.state.is_some() == required);
            members.map(|member| format!("`{}`", member.setters[0].name)).collect::<Vec<_>>().join(", ")
        };
        match (list(true), list(false)) {
            (required, optional) if required.is_empty() && optional.is_empty() => "No fields.".to_owned(),
            (required, optional) if required.is_empty() => format!("Optional: {optional}."),
            (required, optional) if optional.is_empty() => format!("Required: {required}."),
            (required, optional) => format!("Required: {required}. Optional: {optional}."),
        }
    }
}

/// The required ones, with their wire names and states.
fn required<'m, 'a>(members: &'m [Member<'a>]) -> impl Iterator<Item = (&'a str, &'m Member<'a>, &'m State)> {
    members.iter().filter_map(|member| member.state.as_ref().map(|(wire, state)| (*wire, member, state)))
}
