//! Operations: parameters, bodies, answers, and what is left out.

use super::{LeftOut, interpreted, show};

/// The operations of some paths.
fn operations(paths: &str) -> String {
    show::operations(&interpreted(&document(paths)).api)
}

fn left_out(paths: &str) -> Vec<LeftOut> {
    interpreted(&document(paths)).left_out
}

fn document(paths: &str) -> String {
    let paths: String = paths.lines().map(|line| format!("  {line}\n")).collect();
    format!("openapi: 3.0.3\ninfo: {{ title: A, version: '1' }}\npaths:\n{paths}")
}

#[test]
fn operations_have_names_of_their_own() {
    let paths = "
/pets: { get: {}, post: { operationId: send } }
/pets/{id}: { get: { operationId: getPets }, put: { operationId: get_pets }, patch: { operationId: ' ' } }";
    let expected = "\
get_pets_3: GET /pets() -> Nothing
send_operation: POST /pets() -> Nothing
get_pets: GET /pets/{id}(Path id: Simple text) -> Nothing
get_pets_2: PUT /pets/{id}(Path id: Simple text) -> Nothing
patch_pets_id: PATCH /pets/{id}(Path id: Simple text) -> Nothing";
    assert_eq!(operations(paths), expected);
}

#[test]
fn parameters_are_in_the_order_of_the_arguments() {
    let paths = "
/a/{x}/{y}:
  parameters: [{ name: y, in: path, required: true, schema: { type: integer } }, { name: q, in: query, schema: { type: string } }]
  get:
    operationId: get
    parameters:
      - { name: o, in: query, schema: { type: string, nullable: true } }
      - { name: q, in: query, required: true, schema: { type: integer } }
      - { name: x, in: path, required: true, schema: { type: string, nullable: true } }
      - { name: unused, in: path, required: true, schema: { type: string } }
      - { name: page.size, in: query, schema: {} }
      - { name: page-size, in: query, schema: {} }
      - { name: Accept, in: header, schema: {} }
      - { name: X-Key, in: header, schema: { type: string } }
      - { name: sid, in: cookie, required: true, schema: { type: string } }";
    let expected = "get: GET /a/{x}/{y}(Path x: Simple text, Path y: Simple i64, Query q: Form i64, Cookie sid: Form text, Query o?: Form text|null, Query page_size?: Form any, Query page_size_2?: Form any, Header x_key?: Simple text) -> Nothing";
    assert_eq!(operations(paths), expected);
}

#[test]
fn a_parameter_is_written_as_its_style_says() {
    let paths = "
/a:
  get:
    operationId: get
    parameters:
      - { name: a, in: query, schema: { type: array, items: { type: string } } }
      - { name: b, in: query, explode: false, schema: { type: array, items: { type: string } } }
      - { name: c, in: query, style: spaceDelimited, explode: false, schema: { type: array } }
      - { name: d, in: query, style: pipeDelimited, explode: false, schema: { type: array } }
      - { name: e, in: query, style: deepObject, explode: true, schema: { type: object } }
      - { name: f, in: query, content: { application/json: { schema: { type: boolean } } } }
      - { name: g, in: header, schema: { type: array, items: { type: integer } } }
      - { name: h, in: query, explode: false, schema: { type: string } }";
    let expected = "get: GET /a(Query a?: Form [text], Query b?: Comma [text], Query c?: Space [any], Query d?: Pipe [any], Query e?: Deep {*: any}, Query f?: Json bool, Header g?: Simple [i64], Query h?: Form text) -> Nothing";
    assert_eq!(operations(paths), expected);
}

#[test]
fn of_several_media_types_one_is_sent() {
    let body = |content: &str| {
        operations(&format!("/a: {{ put: {{ operationId: put, requestBody: {{ content: {{ {content} }} }} }} }}"))
    };
    let string = "{ schema: { type: string } }";
    let object = "{ schema: { type: object } }";
    for (content, expected) in [
        (format!("application/xml: {string}, application/json: {object}"), "application/json {*: any}"),
        (format!("application/merge-patch+json: {object}"), "application/merge-patch+json {*: any}"),
        (format!("'application/json; version=2': {object}"), "application/json; version=2 {*: any}"),
        (format!("'*/*': {object}"), "application/json {*: any}"),
        ("application/json: {}".to_owned(), "application/json any"),
        (
            "application/x-www-form-urlencoded: { schema: { type: object }, encoding: { a: { style: deepObject } } }"
                .to_owned(),
            "application/x-www-form-urlencoded form {*: any} [\"a\"]",
        ),
        (format!("text/plain: {string}"), "text/plain Text"),
        (format!("application/xml: {object}"), "application/xml Bytes"),
    ] {
        assert_eq!(body(&content), format!("put: PUT /a(body?: {expected}) -> Nothing"), "{content}");
    }
}

#[test]
fn answers_are_json_or_a_stream_or_nothing() {
    let answer = |method: &str, responses: &str| {
        operations(&format!("/a: {{ {method}: {{ operationId: x, responses: {{ {responses} }} }} }}"))
    };
    let json = "content: { application/json: { schema: { type: integer } } }";
    for (responses, expected) in [
        (
            format!(
                "'200': {{ {json} }}, default: {{ content: {{ application/json: {{ schema: {{ type: string }} }} }} }}"
            ),
            "application/json i64",
        ),
        (format!("default: {{ {json} }}"), "application/json i64"),
        (format!("'200': {{ {json} }}, '202': {{}}, '204': {{ {json} }}"), "application/json i64 [202, 204]"),
        (
            format!(
                "'200': {{ {json} }}, '201': {{ content: {{ application/json: {{ schema: {{ type: string }} }} }} }}"
            ),
            "application/json any",
        ),
        (
            format!("'200': {{ {json} }}, '206': {{ content: {{ text/plain: {{}} }} }}"),
            "application/json, text/plain Stream",
        ),
        ("'200': { content: { application/pdf: {} } }".to_owned(), "application/pdf Stream"),
        ("'204': {}, '404': {}".to_owned(), "Nothing"),
        ("'101': {}, default: { content: { '*/*': { schema: {} } } }".to_owned(), "Upgraded"),
    ] {
        assert_eq!(answer("get", &responses), format!("x: GET /a() -> {expected}"), "{responses}");
    }
    assert_eq!(answer("head", &format!("'200': {{ {json} }}")), "x: HEAD /a() -> Nothing");
}

#[test]
fn what_cannot_be_called_is_left_out_with_its_reasons() {
    let paths = "
/a: { get: { operationId: fine } }
/b: { put: { operationId: upload, requestBody: { content: { multipart/form-data: {} } }, parameters: [{ $ref: 'other.yaml#/id' }, { name: m, in: query, style: matrix, schema: {} }] } }
/c: { $ref: 'other.yaml#/c' }";
    let reasons = |reasons: &[&str]| reasons.iter().map(|&reason| reason.to_owned()).collect::<Vec<_>>();
    let expected = [
        LeftOut {
            pointer: "/paths/~1c".to_owned(),
            id: "/c".to_owned(),
            reasons: reasons(&["its path item is not in this document"]),
        },
        LeftOut {
            pointer: "/paths/~1b/put".to_owned(),
            id: "upload".to_owned(),
            reasons: reasons(&[
                "the request body has no media type that can be sent, only `multipart/form-data`",
                "the parameter at `/paths/~1b/put/parameters/0` is not in this document",
                "the parameter `m` has the unsupported style `matrix`",
            ]),
        },
    ];
    assert_eq!(left_out(paths), expected);
    assert_eq!(operations(paths), "fine: GET /a() -> Nothing");
}

#[test]
fn security_and_servers_are_read() {
    let document = "
openapi: 3.0.3
info: { title: The API, version: '1' }
servers: [{ url: /relative }, { url: 'https://{region}.example.com/v1/', variables: { region: { default: eu } } }]
security: [{ token: [] }]
paths: { /a: { get: { operationId: a }, put: { operationId: b, security: [] } } }";
    let api = interpreted(document).api;
    assert_eq!((api.title.as_str(), api.servers), ("The API", vec!["https://eu.example.com/v1".to_owned()]));
    let authenticated: Vec<bool> = api.operations.iter().map(|operation| operation.authenticated).collect();
    assert_eq!(authenticated, [true, false]);
}
