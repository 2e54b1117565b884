//! Rewrites operations to use our client, `ResponseValue` and `Error`.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprMethodCall, ExprTry, GenericArgument, ImplItemFn, Path, PathArguments, ReturnType, Token, Type};

use super::accessors::replace_placeholder;
use super::{bodies, wire};
use crate::model::{Model, Operation};

/// Reads the operations of a part, and rewrites the result and the body of each.
pub(super) fn parse_operations(stream: TokenStream, model: &Model) -> Result<Vec<ImplItemFn>> {
    // Of two operations of one name the first counts.
    let operations: HashMap<&str, &Operation> =
        model.operations.iter().rev().map(|operation| (operation.method.as_str(), operation)).collect();
    let mut methods = Vec::new();
    let mut method = Vec::new();
    for tree in stream {
        match tree {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                let method = std::mem::take(&mut method);
                let name = method_name(&method).context("progenitor made a method without a name")?;
                let operation = operations.get(name.as_str()).copied();
                let operation =
                    operation.with_context(|| format!("progenitor made a method `{name}` of no operation"))?;
                let method = rewrite(method, &body, operation);
                methods.push(method.with_context(|| format!("progenitor's method `{name}` is not as expected"))?);
            }
            tree => method.push(tree),
        }
    }
    Ok(methods)
}

/// What stands behind `fn`.
fn method_name(method: &[TokenTree]) -> Option<String> {
    let mut trees = method.iter();
    trees.find(|tree| matches!(tree, TokenTree::Ident(keyword) if keyword == "fn"))?;
    trees.next().map(ToString::to_string)
}

fn rewrite(mut method: Vec<TokenTree>, body: &Group, operation: &Operation) -> Result<ImplItemFn> {
    let body = Group::new(body.delimiter(), bodies::rewrite(body.stream(), operation)?);
    method.push(body.into());
    let mut method: ImplItemFn = syn::parse2(method.into_iter().collect()).context("it is no Rust")?;
    forget_error_type(&mut method.sig.output)?;
    wire::write_request(&mut method, operation)?;
    RuntimeNames.visit_impl_item_fn_mut(&mut method);
    Ok(method)
}

/// `Result<ResponseValue<T>, Error<E>>` becomes `Result<ResponseValue<T>, Error>`: one error for every operation.
fn forget_error_type(output: &mut ReturnType) -> Result<()> {
    let ReturnType::Type(_, result) = output else { bail!("it returns nothing") };
    let Type::Path(result) = &mut **result else { bail!("its result is no path") };
    let result = result.path.segments.last_mut().context("its result has no name")?;
    let PathArguments::AngleBracketed(arguments) = &mut result.arguments else { bail!("its result is not generic") };
    let Some(GenericArgument::Type(Type::Path(error))) = arguments.args.last_mut() else {
        bail!("its result has no error");
    };
    let error = error.path.segments.last_mut().filter(|last| last.ident == "Error");
    error.context("its error has another name")?.arguments = PathArguments::None;
    Ok(())
}

/// Names our runtime wherever an operation names progenitor's, or reqwest's own way to write a JSON body.
struct RuntimeNames;

impl VisitMut for RuntimeNames {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.segments.first().is_some_and(|first| first.ident == "progenitor_client") {
            path.segments = std::mem::take(&mut path.segments).into_iter().skip(1).collect();
        }
        replace_placeholder(path);
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(ExprMethodCall { method, .. }) = expression
            && method == "json"
        {
            *method = quote::format_ident!("json_body");
            let call = std::mem::replace(expression, Expr::PLACEHOLDER);
            let question_token = <Token![?]>::default();
            *expression = Expr::Try(ExprTry { attrs: Vec::new(), expr: Box::new(call), question_token });
        }
    }
}
