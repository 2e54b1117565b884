//! How the program is given credentials: each scheme has an environment variable and an option that names a file.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::options;
use super::words::kebab;
use crate::api::{Scheme, Security, Transport};

/// The table of schemes.
pub(super) fn table(security: &Security) -> TokenStream {
    let schemes = security.schemes.iter().map(|scheme| {
        let (name, option) = (kebab(&scheme.setter), options::credential(scheme));
        let variable = name.to_uppercase().replace('-', "_");
        let noun = match scheme.transport {
            Transport::Bearer => "a token",
            Transport::Basic => "a user name and a password, separated by a colon",
            _ => "an API key",
        };
        quote!(Credential { name: #name, option: #option, variable: #variable, noun: #noun })
    });
    quote!(&[#(#schemes),*])
}

/// The function that builds the client with the credentials that were given.
pub(super) fn emit(security: &Security) -> TokenStream {
    let alternatives = security.constructors.iter().map(|constructor| {
        let schemes: Vec<&Scheme> = constructor.schemes.iter().map(|id| &security.schemes[id.0]).collect();
        let names = schemes.iter().map(|scheme| kebab(&scheme.setter));
        let values = schemes.iter().enumerate().map(|(index, scheme)| value(index, scheme));
        let name = format_ident!("{}", constructor.name);
        quote! {
            if let Some(given) = given.all([#(#names),*]) {
                let credentials = ::openscaler_api::Credentials::#name(#(#values),*);
                return Ok(connection.apply(Client::builder()).credentials(credentials).build()?);
            }
        }
    });
    let is_required = !security.default.is_empty() && !security.default.iter().any(Vec::is_empty);
    let otherwise = if is_required {
        quote!(Err(given.missing()))
    } else {
        quote!(Ok(connection.apply(Client::builder()).build()?))
    };
    quote! {
        /// Builds the client.
        pub(crate) fn client(connection: &Connection, given: &Given) -> Result<Client, crate::settings::Error> {
            #(#alternatives)*
            #otherwise
        }
    }
}

fn value(index: usize, scheme: &Scheme) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    match scheme.transport {
        Transport::Bearer => quote!(::openscaler_api::BearerToken::new(given[#index])),
        Transport::Basic => quote! {{
            let (user, password) = given[#index].split_once(':').unwrap_or((given[#index], ""));
            ::openscaler_api::BasicAuth::new(user, password)
        }},
        _ => quote!(::openscaler_api::ApiKey::new(given[#index])),
    }
}
