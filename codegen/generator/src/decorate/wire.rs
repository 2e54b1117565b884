//! Rewrites how an operation is sent where progenitor would differ: media types, styles, no body.

use anyhow::{Context, Result, ensure};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Expr, ExprCall, ExprLit, ExprMethodCall, GenericArgument, ImplItemFn, Lit, LitInt, PathArguments, ReturnType,
    Stmt, Type, parse_quote,
};

use super::field_types::option_argument;
use crate::model::{Operation, ParameterStyle};

/// Rewrites what a method sends, and what it takes for an answer.
pub(super) fn write_request(method: &mut ImplItemFn, operation: &Operation) -> Result<()> {
    let mut styles = Styles { styles: &operation.styles, written: 0 };
    if !operation.styles.is_empty() {
        styles.visit_block_mut(&mut method.block);
    }
    let expected = operation.styles.iter().filter(|style| style.location != "path").count();
    ensure!(styles.written == expected, "{} of {expected} parameters have their style", styles.written);
    if operation.content_type.is_some() || !operation.deep_fields.is_empty() {
        Body { operation }.visit_block_mut(&mut method.block);
    }
    if matches!(operation.http_method.as_str(), "OPTIONS" | "TRACE") {
        RareMethods.visit_block_mut(&mut method.block);
    }
    accept(method, operation)?;
    if !operation.empty_successes.is_empty() {
        allow_nothing(method, &operation.empty_successes)?;
    }
    Ok(())
}

/// The value of the argument `name`, which is to become a part of the path, in its style.
pub(super) fn path_parameter(name: &Ident, operation: &Operation) -> TokenStream {
    match operation.styles.iter().any(|style| style.location == "path" && name == &style.argument) {
        true => quote!(::openscaler_runtime::runtime::simple(&#name)?),
        false => name.to_token_stream(),
    }
}

/// Writes parameters in their style.
struct Styles<'m> {
    styles: &'m [ParameterStyle],
    written: usize,
}

impl Styles<'_> {
    fn find_style(&self, location: &str, is: impl Fn(&ParameterStyle) -> bool) -> Option<&ParameterStyle> {
        self.styles.iter().find(|style| style.location == location && is(style))
    }
}

impl VisitMut for Styles<'_> {
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        let Expr::Path(function) = &mut *call.func else { return };
        let names: Vec<String> = function.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let [.., "QueryParam", "new"] = names.as_slice() {
            let name = call.args.first().and_then(text_of);
            let style = self.find_style("query", |style| name.as_deref() == Some(&style.name));
            if let (Some(style), Some(last)) = (style, function.path.segments.last_mut()) {
                last.ident = quote::format_ident!("{}", style.style);
                self.written += 1;
            }
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method != "append" || call.args.len() != 2 {
            return;
        }
        let name = call.args.first().and_then(text_of);
        let style =
            self.find_style("header", |style| name.as_deref() == Some(&style.name)).map(|style| style.style.clone());
        // `value.to_string().try_into()?`
        let Some(Expr::Try(value)) = call.args.last_mut() else { return };
        let Expr::MethodCall(try_into) = &mut *value.expr else { return };
        let Expr::MethodCall(to_string) = &*try_into.receiver else { return };
        let value = to_string.receiver.clone();
        match style.as_deref() {
            Some("json") => *try_into.receiver = parse_quote!(::openscaler_runtime::runtime::json_text(&#value)?),
            Some(_) => *try_into.receiver = parse_quote!(::openscaler_runtime::runtime::simple(&#value)?),
            None => return,
        }
        self.written += 1;
    }
}

fn text_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// Names the media type of the body, and writes a form's fields as the document has them.
struct Body<'m> {
    operation: &'m Operation,
}

impl VisitMut for Body<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Expr::MethodCall(ExprMethodCall { method, args, receiver, .. }) = expression else { return };
        let (deep, content_type) = (&self.operation.deep_fields, &self.operation.content_type);
        if method == "form_urlencoded" && !deep.is_empty() {
            let body = args.first();
            *expression = parse_quote!(#receiver.form_urlencoded_deep(#body, &[#(#deep),*]));
        } else if method == "json"
            && let Some(content_type) = content_type
        {
            *expression = parse_quote!(#receiver.json_body_as(#args, #content_type)?);
        } else if method == "header"
            && let Some(content_type) = content_type
            && args.first().is_some_and(|name| is_path_to(name, "CONTENT_TYPE"))
            && let Some(value) = args.last_mut()
        {
            *value = parse_quote!(::reqwest::header::HeaderValue::from_static(#content_type));
        }
    }
}

/// reqwest has no functions for these methods of HTTP, which progenitor calls.
struct RareMethods;

impl VisitMut for RareMethods {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        let method = match call.method.to_string().as_str() {
            "options" => quote::format_ident!("OPTIONS"),
            "trace" => quote::format_ident!("TRACE"),
            _ => return,
        };
        if is_http_client(&call.receiver) {
            call.method = quote::format_ident!("request");
            call.args.insert(0, parse_quote!(::reqwest::Method::#method));
        }
    }
}

/// `self.client`.
fn is_http_client(expression: &Expr) -> bool {
    matches!(expression, Expr::Field(field) if matches!(&field.member, syn::Member::Named(name) if name == "client"))
}

fn is_path_to(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

/// Says what is accepted, in the place of what progenitor says, if it says anything.
fn accept(method: &mut ImplItemFn, operation: &Operation) -> Result<()> {
    let Some(accept) = &operation.accept else { return Ok(()) };
    let mut header = AcceptHeader { accept, is_written: false };
    header.visit_block_mut(&mut method.block);
    if header.is_written {
        return Ok(());
    }
    // `let request = self.client.get(url)…`
    let mut start = RequestStart { accept, is_written: false };
    start.visit_block_mut(&mut method.block);
    ensure!(start.is_written, "it builds no request that could say what it accepts");
    Ok(())
}

struct AcceptHeader<'m> {
    accept: &'m str,
    is_written: bool,
}

impl VisitMut for AcceptHeader<'_> {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "header"
            && call.args.first().is_some_and(|name| is_path_to(name, "ACCEPT"))
            && let Some(value) = call.args.last_mut()
        {
            let accept = self.accept;
            *value = parse_quote!(::reqwest::header::HeaderValue::from_static(#accept));
            self.is_written = true;
        }
    }
}

struct RequestStart<'m> {
    accept: &'m str,
    is_written: bool,
}

impl VisitMut for RequestStart<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Expr::MethodCall(call) = &*expression else { return };
        if is_http_client(&call.receiver) && !self.is_written {
            let (start, accept) = (call.clone(), self.accept);
            *expression = parse_quote! {
                #start.header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static(#accept))
            };
            self.is_written = true;
        }
    }
}

/// Makes an `Option` of the answer: `None` for the successes that have no body.
fn allow_nothing(method: &mut ImplItemFn, statuses: &[String]) -> Result<()> {
    let ReturnType::Type(_, result) = &mut method.sig.output else { anyhow::bail!("it returns nothing") };
    let value = first_argument(result).and_then(first_argument).context("its answer has no type")?;
    // A body that may be null is `None`, too.
    if option_argument(value).is_none() {
        let inner = value.clone();
        *value = parse_quote!(::std::option::Option<#inner>);
    }
    let Some(Stmt::Expr(Expr::Match(decode), None)) = method.block.stmts.last_mut() else {
        anyhow::bail!("it does not end in a match");
    };
    let response = answer_of(&decode.expr).context("it matches on no status")?;
    for status in statuses {
        let absent: Arm = match status.parse::<u16>() {
            Ok(code) => {
                let code = LitInt::new(&code.to_string(), proc_macro2::Span::call_site());
                parse_quote!(#code => Ok(ResponseValue::absent(#response)),)
            }
            Err(_) => parse_quote!(200..=299 => Ok(ResponseValue::absent(#response)),),
        };
        // A range stands behind the codes, and in front of all the rest.
        let at = if status.parse::<u16>().is_ok() { 0 } else { decode.arms.len().saturating_sub(1) };
        decode.arms.insert(at, absent);
    }
    Ok(())
}

fn first_argument(ty: &mut Type) -> Option<&mut Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &mut path.path.segments.last_mut()?.arguments else { return None };
    arguments.args.iter_mut().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `response` of `response.status().as_u16()`.
fn answer_of(status: &Expr) -> Option<syn::Ident> {
    let Expr::MethodCall(as_u16) = status else { return None };
    let Expr::MethodCall(status) = &*as_u16.receiver else { return None };
    match &*status.receiver {
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}
