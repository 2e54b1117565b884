//! A progenitor that writes something new is noticed, and cookies are sent.

use openscaler_openapi::document::Source;
use quote::quote;

use super::{emit, known, progenitor, stub};
use crate::api::Api;
use crate::interpret::interpret;

fn api(parameter: &str) -> Api {
    let document = format!(
        "
openapi: 3.0.3
info: {{ title: A, version: '1' }}
paths:
  /pets/{{id}}:
    get:
      operationId: get_pet
      parameters:
        - {{ name: id, in: path, required: true, schema: {{ type: string }} }}
        - {parameter}
      responses: {{ '204': {{ description: Done. }} }}
"
    );
    interpret(&Source::parse("a.yaml", document).expect("YAML")).api
}

#[test]
fn a_changed_statement_of_progenitor_is_an_error() {
    let api = api("{ name: q, in: query, schema: { type: string } }");
    let mut methods = progenitor::signatures(&stub::Stub::new(&api)).expect("progenitor generates");
    let mut method = methods.remove(&stub::method_name(0)).expect("the method");
    let operation = &api.operations[0];
    known::check(0, operation, &method).expect("what is known");
    let body = method.body.clone();
    method.body = quote!(#body; retry().await);
    let error = known::check(0, operation, &method).expect_err("a statement more");
    assert!(error.to_string().contains("retry"), "{error}");
    method.body = quote!(trace(); #body);
    let error = known::check(0, operation, &method).expect_err("another statement first");
    assert!(error.to_string().contains("trace"), "{error}");
    method.body = body.into_iter().skip(1).collect();
    known::check(0, operation, &method).expect_err("a statement that lacks its start");
}

#[test]
fn cookies_are_one_header() {
    let written = emit(&api("{ name: session, in: cookie, schema: { type: string } }")).expect("calls").to_string();
    assert!(written.contains("session : :: std :: option :: Option < & 'a str >"), "{written}");
    assert!(written.contains("COOKIE , cookies . join (\"; \")"), "{written}");
}
