//! What a client shows to the API: the schemes, what it has to have before it is built, and how it is given.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use crate::api::{Api, Constructor, Operation, Scheme, SchemeId, Security, Transport};

/// The constants, traits and methods that depend on the security schemes of the document.
pub(super) fn emit(api: &Api) -> TokenStream {
    let security = &api.security;
    let schemes = security.schemes.iter().map(scheme);
    let can_build = can_build(security);
    let types = types(security);
    let constructors = security.constructors.iter().map(|constructor| emit_constructor(security, constructor));
    let constructors = constructors.chain(no_credentials(api));
    let setters = (0..security.schemes.len()).map(|index| setter(security, index));
    let copies = security.schemes.iter().enumerate().map(|(index, scheme)| copy(index, scheme));
    let methods = (!security.schemes.is_empty()).then(|| {
        quote! {
            impl Credentials { #(#constructors)* }
            impl<State> ClientBuilder<State> { #(#setters)* }
            impl Client { #(#copies)* }
        }
    });
    quote! {
        /// The security schemes of the document; operations refer to them by their index.
        pub(crate) const SCHEMES: &[Scheme] = &[#(#schemes),*];
        #can_build
        /// What credentials are made of.
        pub(crate) mod credentials { #types }
        #methods
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let Scheme { setter, components, transport, .. } = scheme;
    let name = &components[0];
    let transport = match transport {
        Transport::Bearer => quote!(Bearer),
        Transport::Basic => quote!(Basic),
        Transport::Header(name) => quote!(Header(#name)),
        Transport::Query(name) => quote!(Query(#name)),
        Transport::Cookie(name) => quote!(Cookie(#name)),
    };
    quote!(Scheme { name: #name, setter: #setter, transport: Transport::#transport })
}

/// Whether a client cannot be built without credentials.
fn is_required(security: &Security) -> bool {
    !security.default.is_empty() && !security.default.iter().any(Vec::is_empty)
}

/// The constructor for callers of what is open to all, such as a login that returns the token for everything else.
fn no_credentials(api: &Api) -> Option<TokenStream> {
    let is_open = |operation: &Operation| operation.security.is_empty() || operation.security.iter().any(Vec::is_empty);
    let is_free = api.security.constructors.iter().all(|constructor| constructor.name != "none");
    (is_free && is_required(&api.security) && api.operations.iter().any(is_open)).then(|| {
        quote! {
            /// None, for operations that require none. Others fail before they are sent, until the client is given some.
            pub fn none() -> Self {
                Self::from_parts([])
            }
        }
    })
}

/// The state in which a builder begins, and those in which it can build: the compiler says what to do otherwise.
fn can_build(security: &Security) -> TokenStream {
    let is_required = is_required(security);
    let (about, state) = if is_required {
        (" The document requires credentials: a client cannot be built without them.", quote!(CredentialsMissing))
    } else {
        (" The document does not require credentials of all callers.", quote!(CredentialsOptional))
    };
    // Only what is required can be missing.
    let advice = is_required.then(|| {
        let (message, label) = advice(security);
        quote!(#[diagnostic::on_unimplemented(message = #message, label = #label)])
    });
    quote! {
        #[doc = #about]
        pub(crate) type InitialState = builder::#state;
        /// The states of a builder in which it has all that a client requires.
        #advice
        pub trait CanBuild: builder::sealed::Sealed {}
        // Otherwise the compiler lists these types, which are private.
        #[diagnostic::do_not_recommend]
        impl CanBuild for builder::CredentialsOptional {}
        #[diagnostic::do_not_recommend]
        impl CanBuild for CredentialsGiven {}
    }
}

/// What the compiler says of a client without credentials: what is missing, and what to add.
fn advice(security: &Security) -> (String, String) {
    if let [scheme] = &security.schemes[..] {
        let Words { noun, sample, .. } = words(scheme);
        return (format!("a client requires {noun}"), format!("add `.{}({sample})` before `.build()`", scheme.setter));
    }
    let ways = security.constructors.iter().map(|Constructor { name, schemes }| {
        let samples: Vec<&str> = schemes.iter().map(|id| words(&security.schemes[id.0]).sample).collect();
        format!("`.credentials(Credentials::{name}({}))`", samples.join(", "))
    });
    let ways = ways.collect::<Vec<_>>().join(" or ");
    ("a client requires credentials".to_owned(), format!("add {ways} before `.build()`"))
}

fn index_literal(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

struct Words {
    noun: &'static str,
    argument: &'static str,
    ty: &'static str,
    sample: &'static str,
}

fn words(scheme: &Scheme) -> Words {
    let (noun, argument, ty, sample) = match scheme.transport {
        Transport::Bearer => ("a token", "token", "BearerToken", "BearerToken::new(\"…\")"),
        Transport::Basic => ("a user name and a password", "basic", "BasicAuth", "BasicAuth::new(\"…\", \"…\")"),
        _ => ("an API key", "key", "ApiKey", "ApiKey::new(\"…\")"),
    };
    Words { noun, argument, ty, sample }
}

/// The types of the arguments below.
fn types(security: &Security) -> Option<TokenStream> {
    let mut types: Vec<&str> = security.schemes.iter().map(|scheme| words(scheme).ty).collect();
    if types.contains(&"BearerToken") {
        types.push("InvalidToken");
    }
    types.sort_unstable();
    types.dedup();
    let types: Vec<_> = types.into_iter().map(|ty| format_ident!("{ty}")).collect();
    (!types.is_empty()).then(|| quote!(pub use ::openscaler_runtime::{#(#types),*};))
}

fn ty(scheme: &Scheme) -> TokenStream {
    let ty = format_ident!("{}", words(scheme).ty);
    quote!(::openscaler_runtime::#ty)
}

/// What a scheme is for, in the document's words if it has any.
fn describe(scheme: &Scheme) -> String {
    scheme.description.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| match &scheme.transport {
        Transport::Bearer => "A token, sent as `Authorization: Bearer <token>`.".to_owned(),
        Transport::Basic => "A user name and a password, sent as `Authorization: Basic <…>`.".to_owned(),
        Transport::Header(name) if name == "authorization" => {
            "An API key, sent as `Authorization: <key>`: its scheme, if it has one, is part of the key.".to_owned()
        }
        Transport::Header(name) => format!("An API key, sent in the header `{name}`."),
        Transport::Query(name) => format!("An API key, sent in the query as `{name}`."),
        Transport::Cookie(name) => format!("An API key, sent in the cookie `{name}`."),
    })
}

fn emit_constructor(security: &Security, constructor: &Constructor) -> TokenStream {
    let scheme = |id: &SchemeId| &security.schemes[id.0];
    let described = match &constructor.schemes[..] {
        [only] => describe(scheme(only)),
        all => {
            let line = |id| format!("- `{}`: {}", scheme(id).name, describe(scheme(id)).replace('\n', "\n  "));
            format!("All of these:\n\n{}", all.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    };
    let docs = docs(Some(&described));
    let name = format_ident!("{}", constructor.name);
    let is_single = constructor.schemes.len() == 1;
    let arguments: Vec<_> = constructor
        .schemes
        .iter()
        .map(|id| format_ident!("{}", if is_single { words(scheme(id)).argument } else { &scheme(id).name }))
        .collect();
    let types = constructor.schemes.iter().map(|id| ty(scheme(id)));
    let indices = constructor.schemes.iter().map(|id| index_literal(id.0));
    quote! {
        #docs
        pub fn #name(#(#arguments: #types),*) -> Self {
            Self::from_parts([#((#indices, #arguments.into())),*])
        }
    }
}

/// The method of the builder that takes what a scheme asks for.
fn setter(security: &Security, index: usize) -> TokenStream {
    let (scheme, scheme_id) = (&security.schemes[index], SchemeId(index));
    let Words { argument, .. } = words(scheme);
    let when = if security.schemes.len() == 1 { "with each call" } else { "with the calls that ask for it" };
    let what = match scheme.transport {
        Transport::Bearer => "The token that is",
        Transport::Basic => "The user name and the password that are",
        _ => "The API key that is",
    };
    let docs = docs(Some(&format!("{what} sent {when}.\n\n{}", describe(scheme))));
    let (name, argument, ty) = (format_ident!("{}", scheme.setter), format_ident!("{argument}"), ty(scheme));
    let index = index_literal(index);
    // What the document does not require of all callers is enough in any case.
    let is_enough = security.constructors.iter().any(|constructor| constructor.schemes == [scheme_id]);
    let next = if is_enough { quote!(ClientBuilder<CredentialsGiven>) } else { quote!(Self) };
    quote! {
        #docs
        pub fn #name(self, #argument: #ty) -> #next {
            self.credential(#index, #argument)
        }
    }
}

/// The method of the client that exchanges what a scheme asks for.
fn copy(index: usize, scheme: &Scheme) -> TokenStream {
    let Words { argument, .. } = words(scheme);
    let (name, ty) = (format_ident!("with_{}", scheme.setter), ty(scheme));
    let is_token = scheme.setter == "token" && scheme.transport == Transport::Bearer;
    let (what, errors) = match scheme.transport {
        Transport::Bearer => (
            "another token, on the same connections: OAuth access tokens expire",
            "The token is empty, in quotes, begins with `Bearer`, or has white space or a character that a header cannot \
             hold.",
        ),
        Transport::Basic => (
            "another user name and password, on the same connections",
            "Both are empty, the user name has a colon, or one of them has a control character.",
        ),
        _ => (
            "another API key, on the same connections",
            "The key is empty, in quotes, begins or ends with white space, or has a character that cannot be sent.",
        ),
    };
    let docs = docs(Some(&format!("A copy of this client with {what}.\n\n# Errors\n\n{errors}")));
    let (index, argument) = (index_literal(index), format_ident!("{argument}"));
    let (error, credential) = if is_token {
        (quote!(InvalidToken), quote!(Credential::bearer(&#argument)?))
    } else {
        (quote!(ConfigurationError), quote!(Credential::new(&SCHEMES[#index], &#argument.into())?))
    };
    quote! {
        #docs
        pub fn #name(&self, #argument: #ty) -> Result<Self, ::openscaler_runtime::#error> {
            Ok(self.with_credential(#index, #credential))
        }
    }
}
