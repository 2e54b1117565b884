//! The operations: what they send goes through our client, and what they answer is our `ResponseValue` or `Error`.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprLit, ExprMethodCall, GenericArgument, Ident, ImplItem, ImplItemFn, Item, Lit, Local, Pat, Path,
    PathArguments, ReturnType, Stmt, Token, Type, parse_quote,
};

use super::client::{is_client, is_constructor};
use super::wire;
use crate::model::{Model, Operation, sent_part};

/// Rewrites the result and the body of each operation of a part.
pub(super) fn rewrite(file: &mut syn::File, model: &Model) -> Result<()> {
    let clients = file.items.iter_mut().filter_map(|item| match item {
        Item::Impl(item) if is_client(item) => Some(item),
        _ => None,
    });
    let methods = clients.flat_map(|client| &mut client.items).filter_map(|item| match item {
        ImplItem::Fn(method) if !is_constructor(method) => Some(method),
        _ => None,
    });
    // Of two operations of one name the first counts.
    let operations: HashMap<&str, &Operation> =
        model.operations.iter().rev().map(|operation| (operation.method.as_str(), operation)).collect();
    for method in methods {
        let name = method.sig.ident.to_string();
        let operation = operations.get(name.as_str()).copied();
        let operation = operation.with_context(|| format!("progenitor made a method `{name}` of no operation"))?;
        rewrite_method(method, operation)
            .with_context(|| format!("progenitor's method `{name}` is not as expected"))?;
    }
    Ok(())
}

fn rewrite_method(method: &mut ImplItemFn, operation: &Operation) -> Result<()> {
    forget_error_type(&mut method.sig.output)?;
    send_through_client(&mut method.block, operation)?;
    drop_version_header(&mut method.block)?;
    join_path(&mut method.block, operation)?;
    wire::write(method, operation)?;
    RuntimeNames.visit_block_mut(&mut method.block);
    Ok(())
}

/// `Result<ResponseValue<T>, Error<E>>` becomes `Result<ResponseValue<T>, Error>`: one error for every operation.
fn forget_error_type(output: &mut ReturnType) -> Result<()> {
    let ReturnType::Type(_, result) = output else { bail!("it returns nothing") };
    let Type::Path(result) = &mut **result else { bail!("its result is no path") };
    let result = result.path.segments.last_mut().context("its result has no name")?;
    let PathArguments::AngleBracketed(arguments) = &mut result.arguments else { bail!("its result is not generic") };
    let Some(GenericArgument::Type(error)) = arguments.args.last_mut() else { bail!("its result has no error") };
    *error = parse_quote!(Error);
    Ok(())
}

/// `format!("{}/a/{}", self.baseurl, encode_path(&b.to_string()))` becomes
/// `self.base_url.join(format_args!("/a/{}", encode_path(&b)))`: the address is parsed once, not at every call.
fn join_path(block: &mut Block, operation: &Operation) -> Result<()> {
    let url = block.stmts.iter_mut().find_map(|statement| match statement {
        // A parameter may have the name `url`, and this another then.
        Stmt::Local(Local { init: Some(init), .. }) if is_format(&init.expr) => Some(init),
        _ => None,
    });
    let url = &mut *url.context("it binds no `url`")?.expr;
    let Expr::Macro(format) = &*url else { bail!("its `url` is not formatted") };
    let arguments = format.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)?;
    let mut arguments = arguments.into_iter();
    let (Some(Expr::Lit(ExprLit { lit: Lit::Str(template), .. })), Some(_base)) = (arguments.next(), arguments.next())
    else {
        bail!("its `url` has no template");
    };
    let template = template.value();
    let template = sent_part(template.strip_prefix("{}").context("its `url` does not begin with the address")?);
    let parameters: Vec<Expr> =
        arguments.map(|parameter| without_to_string(parameter, operation)).collect::<Result<_>>()?;
    *url = parse_quote!(self.base_url.join(format_args!(#template, #(#parameters),*)));
    Ok(())
}

fn is_format(expression: &Expr) -> bool {
    matches!(expression, Expr::Macro(format) if format.mac.path.is_ident("format"))
}

/// `encode_path(&value.to_string())` becomes `encode_path(&value)`, which writes it where it belongs.
fn without_to_string(mut parameter: Expr, operation: &Operation) -> Result<Expr> {
    let value = match &mut parameter {
        Expr::Call(call) => call.args.first_mut(),
        _ => None,
    };
    let Some(Expr::Reference(value)) = value else { bail!("a path parameter is not encoded") };
    let Expr::MethodCall(to_string) = &*value.expr else { bail!("a path parameter is not written as text") };
    ensure!(to_string.method == "to_string", "a path parameter is not written by `to_string`");
    *value.expr = (*to_string.receiver).clone();
    wire::write_path_parameter(&mut value.expr, operation);
    Ok(parameter)
}

/// Puts one call of our client in the place of the hooks, and one arm in the place of those for errors.
fn send_through_client(block: &mut Block, operation: &Operation) -> Result<()> {
    let info = block.stmts.iter().position(|statement| bound_by(statement).is_some_and(|name| name == "info"));
    let hooks = block.stmts.split_off(info.context("it binds no `info`")?);
    let [_info, _pre, _result, _post, response, Stmt::Expr(Expr::Match(mut decode), None)] =
        <[Stmt; 6]>::try_from(hooks).ok().context("the hooks are not the six statements known")?
    else {
        bail!("it does not end in a match");
    };
    let response = bound_by(&response).context("it binds no response")?;
    let Some(Stmt::Local(request)) = block.stmts.last_mut() else { bail!("it builds no request") };
    let request = make_immutable(request)?;
    let (id, path, authenticated) = (&operation.id, &operation.path, operation.authenticated);
    block.stmts.push(parse_quote! {
        let #response = self
            .send(#request, OperationInfo { id: #id, path: #path, authenticated: #authenticated })
            .await?;
    });
    decode.arms.retain(|arm| !is_error(&arm.body));
    decode.arms.push(parse_quote!(_ => Err(Error::from_response(#response).await),));
    block.stmts.push(Stmt::Expr(Expr::Match(decode), None));
    Ok(())
}

/// Takes `mut` off a binding that only a hook would have needed it for.
fn make_immutable(local: &mut Local) -> Result<Ident> {
    local.attrs.clear();
    let Pat::Ident(pattern) = &mut local.pat else { bail!("the request is not bound to a name") };
    pattern.mutability = None;
    Ok(pattern.ident.clone())
}

fn bound_by(statement: &Stmt) -> Option<Ident> {
    match statement {
        Stmt::Local(Local { pat: Pat::Ident(pattern), .. }) => Some(pattern.ident.clone()),
        _ => None,
    }
}

/// Whether an arm's body makes an error.
fn is_error(body: &Expr) -> bool {
    match body {
        Expr::Block(block) => matches!(block.block.stmts.as_slice(), [Stmt::Expr(body, None)] if is_error(body)),
        Expr::Call(call) => matches!(&*call.func, Expr::Path(function) if function.path.is_ident("Err")),
        _ => false,
    }
}

/// Takes out the `api-version` header, of which the API knows nothing, and the header map if it had nothing else.
fn drop_version_header(block: &mut Block) -> Result<()> {
    let before = block.stmts.len();
    block.stmts.retain(|statement| !is_version_header(statement));
    ensure!(block.stmts.len() + 1 == before, "it sets no `api-version`");
    let is_map = |statement: &Stmt| bound_by(statement).is_some_and(|name| name == "header_map");
    let map = block.stmts.iter().position(is_map).context("it binds no `header_map`")?;
    // The request follows at once: no header was added.
    if matches!(block.stmts.get(map + 1), Some(Stmt::Local(_))) {
        block.stmts.remove(map);
        HeaderMapUses.visit_block_mut(block);
    }
    Ok(())
}

fn is_version_header(statement: &Stmt) -> bool {
    let Stmt::Expr(Expr::MethodCall(append), Some(_)) = statement else { return false };
    let Some(Expr::Call(name)) = append.args.first() else { return false };
    matches!(name.args.first(), Some(Expr::Lit(name)) if matches!(&name.lit, syn::Lit::Str(name) if name.value() == "api-version"))
}

/// Takes `.headers(header_map)` out of a chain of calls.
struct HeaderMapUses;

impl VisitMut for HeaderMapUses {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression
            && call.method == "headers"
        {
            *expression = (*call.receiver).clone();
        }
    }
}

/// Names our runtime wherever a body names progenitor's, or reqwest's own way to write a JSON body.
struct RuntimeNames;

impl VisitMut for RuntimeNames {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.segments.first().is_some_and(|first| first.ident == "progenitor_client") {
            path.segments = path.segments.iter().skip(1).cloned().collect();
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(ExprMethodCall { method, args, receiver, .. }) = expression
            && method == "json"
        {
            *expression = parse_quote!(#receiver.json_body(#args)?);
        }
    }
}
