//! The table of commands.

use openscaler_openapi::document::pointer;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::commands::Command;
use super::options::{self, CommandOption, OptionKind, Place, Variant};
use super::words::api_name;
use super::{body_shape, credentials, program_name, secrets};
use crate::api::{Api, Encoding, Kind, LinkArgument, Operation, Resolution, Shape};

pub(super) fn emit(api: &Api, commands: &[Command<'_>]) -> TokenStream {
    let (title, name) = (api_name(&api.title), program_name(&api.title));
    let base_url = option(api.servers.first().map(|url| quote!(#url)));
    let (credentials, reserved) = (credentials::table(&api.security), options::reserved(&api.security));
    let commands = commands.iter().map(|it| command(api, it));
    quote! {
        /// The program.
        pub(crate) static PROGRAM: Program = Program {
            name: #name,
            title: #title,
            base_url: #base_url,
            credentials: #credentials,
            reserved: &[#(#reserved),*],
            commands: &[#(#commands),*],
        };
    }
}

fn command(api: &Api, command: &Command<'_>) -> TokenStream {
    let Operation { id, method, path, summary, description, deprecated, name, .. } = command.operation;
    let words = &command.words;
    let about = summary.as_deref().or(description.as_deref()).map(first_paragraph).unwrap_or_default();
    let details = description.as_deref().unwrap_or_default();
    let parameters = command.parameters.iter().map(opt);
    let body = option(body(api, command));
    let link = option(command.operation.resolution.as_ref().map(link));
    let prepare = format_ident!("{name}");
    quote! {
        Command {
            id: #id, words: &[#(#words),*], about: #about, details: #details, deprecated: #deprecated,
            method: #method, path: #path, parameters: &[#(#parameters),*], body: #body, link: #link, prepare: operations::#prepare,
        }
    }
}

/// What identifies the effect of a request: the arguments of the link that finds it.
fn link(resolution: &Resolution) -> TokenStream {
    let (mut parameters, mut fields) = (Vec::new(), Vec::new());
    for argument in &resolution.arguments {
        match argument {
            LinkArgument::Parameter(index) => parameters.push(Literal::usize_unsuffixed(*index)),
            LinkArgument::Field { wire, .. } | LinkArgument::Accessor { wire, .. } => {
                fields.push(pointer::join("", wire));
            }
        }
    }
    quote!(Link { parameters: &[#(#parameters),*], fields: &[#(#fields),*] })
}

fn body(api: &Api, command: &Command<'_>) -> Option<TokenStream> {
    let body = command.operation.body.as_ref()?;
    let (required, media_type) = (body.required, &body.media_type);
    let content = match &body.encoding {
        Encoding::Json(_) | Encoding::Form { .. } | Encoding::Multipart(_) => quote!(Json),
        Encoding::Text => quote!(Text),
        Encoding::Bytes => quote!(Bytes),
        Encoding::BytesOf { .. } => quote!(BytesOf),
    };
    let shape = body_shape(command.operation);
    let secrets = shape.map(|shape| secrets::find_secrets(api, shape)).unwrap_or_default();
    let tag = shape.and_then(|shape| tag(api, shape)).unwrap_or_default();
    let fields = command.fields.iter().map(opt);
    let variants = command.variants.iter().map(variant);
    let about = body.description.as_deref().map(first_paragraph).unwrap_or_default();
    Some(quote! {
        Body {
            required: #required, media_type: #media_type, about: #about, content: Content::#content,
            fields: &[#(#fields),*], tag: #tag, variants: &[#(#variants),*], secrets: &[#(#secrets),*],
        }
    })
}

fn tag(api: &Api, shape: &Shape) -> Option<String> {
    match options::resolve(api, shape) {
        Shape::Named(id) => match &api.types[id.0].kind {
            Kind::Tagged(tagged) => Some(tagged.tag.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let Variant { word, tag, help, fields } = variant;
    let (tag, about) = (tag.to_string(), help.as_deref().map(first_paragraph).unwrap_or_default());
    let fields = fields.iter().map(opt);
    quote!(Variant { word: #word, tag: #tag, about: #about, fields: &[#(#fields),*] })
}

fn opt(opt: &CommandOption) -> TokenStream {
    let CommandOption { name, place, kind, is_list, required, nullable, help, values, default } = opt;
    let (place, wire) = match place {
        Place::Parameter(location, wire) => (location.name(), wire),
        Place::Field(pointer) => ("body", pointer),
    };
    let kind = format_ident!(
        "{}",
        match kind {
            OptionKind::Text => "Text",
            OptionKind::Number => "Number",
            OptionKind::Boolean => "Boolean",
            OptionKind::Secret => "Secret",
            OptionKind::Json => "Json",
        }
    );
    let help = help.as_deref().map(first_paragraph).unwrap_or_default();
    let default = default.as_ref().map(ToString::to_string).unwrap_or_default();
    quote! {
        Opt {
            name: #name, place: #place, wire: #wire, kind: Kind::#kind, is_list: #is_list, required: #required,
            nullable: #nullable, help: #help, values: &[#(#values),*], default: #default,
        }
    }
}

/// The first paragraph of a description, as one line without a full stop at its end.
fn first_paragraph(text: &str) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_sentence = line.matches(". ").count() == 0;
    if is_sentence { line.trim_end_matches('.').to_owned() } else { line }
}

pub(super) fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
