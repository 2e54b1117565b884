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
    let expected = "get: GET /a/{x}/{y}(Path x: Simple text, Path y: Simple i64, Query q: Form i64, Cookie sid: Form text, Query o?: Form text, Query page_size?: Form any, Query page_size_2?: Form any, Header x_key?: Simple text) -> Nothing";
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
      - { name: h, in: query, explode: false, schema: { type: string } }
      - { name: i, in: header, explode: true, schema: { type: object } }
/b/{a}{b}/{c}:
  get:
    operationId: find
    parameters:
      - { name: a, in: path, required: true, style: label, schema: { type: string } }
      - { name: b, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: string } } }
      - { name: c, in: path, required: true, explode: true, schema: { type: object } }";
    let expected = "get: GET /a(Query a?: Form [text], Query b?: Comma [text], Query c?: Space [any], Query d?: Pipe [any], Query e?: Deep {*: any}, Query f?: Json bool, Header g?: Simple [i64], Query h?: Form text, Header i?: Exploded {*: any}) -> Nothing\n\
        find: GET /b/{a}{b}/{c}(Path a: Label { explode: false } text, Path b: Matrix { explode: true } [text], Path c: Exploded {*: any}) -> Nothing";
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
        (
            format!("application/x-www-form-urlencoded: {string}"),
            "application/x-www-form-urlencoded Bytes",
        ),
        (format!("text/plain: {string}"), "text/plain Text"),
        (format!("application/xml: {object}"), "application/xml Bytes"),
        ("'*/*': { schema: {} }".to_owned(), "application/json any"),
        (format!("'*/*': {string}"), "*/* BytesOf { argument: \"media_type\" }"),
        (format!("'*': {string}"), "* BytesOf { argument: \"media_type\" }"),
        ("image/*: {}".to_owned(), "image/* BytesOf { argument: \"media_type\" }"),
        (format!("image/*: {string}, image/png: {string}"), "image/png Bytes"),
        ("multipart/form-data: {}, image/*: {}".to_owned(), "multipart/form-data parts any"),
        (
            "application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string, format: binary } } } }, multipart/form-data: { schema: { type: object, properties: { a: { type: string, format: binary } } } }".to_owned(),
            "multipart/form-data parts PutBody",
        ),
    ] {
        assert_eq!(body(&content), format!("put: PUT /a(body?: {expected}) -> Nothing"), "{content}");
    }
}

#[test]
fn a_form_has_fields_and_files() {
    let paths = "
/a:
  post:
    operationId: upload
    requestBody:
      required: true
      content:
        multipart/form-data:
          schema:
            type: object
            required: [file, meta]
            additionalProperties: true
            properties:
              file: { type: string, format: binary }
              files: { type: array, items: { type: string, format: binary } }
              newer: { type: string, contentEncoding: binary }
              media: { type: string, contentMediaType: image/png }
              text: { type: string, contentMediaType: image/png, contentEncoding: base64 }
              icon: { type: string }
              meta: { type: object, required: [a], properties: { a: { type: integer }, b: { type: string, readOnly: true } } }
              tags: { type: array, items: { type: string } }
              new: { type: boolean }
              id: { type: string, readOnly: true }
          encoding: { file: { contentType: text/csv }, icon: { contentType: 'image/png, image/jpeg' }, meta: { contentType: application/vnd.a+json } }
/b: { post: { operationId: union, requestBody: { required: true, content: { multipart/form-data: { schema: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { b: {} } }] } } } } } }
/c: { post: { operationId: both, requestBody: { required: true, content: { multipart/related: { schema: { $ref: '#/components/schemas/A' } } } } } }
/d: { post: { operationId: json, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } }";
    let document = format!(
        "{}components: {{ schemas: {{ A: {{ type: object, required: [a], properties: {{ a: {{ type: string, format: binary }} }} }} }} }}",
        document(paths)
    );
    let interpreted = interpreted(&document);
    let types = "\
A > {a: text}
AForm > form {a: file}
UploadBody > form {file: file text/csv, files?: [file], newer?: file, media?: file, text?: text, icon?: file, meta: UploadBodyMeta application/vnd.a+json, tags?: [text], new_2?: bool, ..extra}
UploadBodyMeta > {a: i64}";
    assert_eq!(show::types(&interpreted.api), types);
    let operations = "\
upload: POST /a(body: multipart/form-data parts UploadBody) -> Nothing
union: POST /b(body: multipart/form-data parts any) -> Nothing
both: POST /c(body: multipart/related parts AForm) -> Nothing
json: POST /d(body?: application/json A) -> Nothing";
    assert_eq!(show::operations(&interpreted.api), operations);
    assert_eq!(rules(&interpreted), ["free-form", "optional-body"]);
}

#[test]
fn bodies_of_several_statuses_have_names_of_their_own() {
    let inline = |property: &str| {
        format!(
            "content: {{ application/json: {{ schema: {{ type: object, properties: {{ {property}: {{ type: string }} }} }} }} }}"
        )
    };
    let paths = format!(
        "
/a: {{ get: {{ operationId: get_a, responses: {{ '200': {{ {a} }}, '201': {{ {b} }}, '404': {{ {c} }}, '500': {{ {c} }}, default: {{ {d} }} }} }} }}
/b: {{ get: {{ operationId: get_b, responses: {{ '200': {{ {a} }}, '201': {{ {a} }} }} }} }}
/c: {{ get: {{ operationId: get_c, responses: {{ default: {{ {a} }} }} }} }}",
        a = inline("a"),
        b = inline("b"),
        c = inline("c"),
        d = inline("d"),
    );
    let api = interpreted(&document(&paths)).api;
    let types = "\
GetACreated < {b?: text}
GetAError < {c?: text}
GetAError2 < {d?: text}
GetAOk < {a?: text}
GetBResponse < {a?: text}
GetCResponse < {a?: text}";
    assert_eq!(show::types(&api), types);
    let operations = "\
get_a: GET /a() -> application/json GetAResponse: Ok GetAOk | Created GetACreated | Unknown, 404 GetAError, 500 GetAError, default GetAError2
get_b: GET /b() -> application/json GetBResponse
get_c: GET /c() -> application/json GetCResponse";
    assert_eq!(show::operations(&api), operations);
}

/// The rules of the findings.
fn rules(interpreted: &super::Interpreted) -> Vec<&'static str> {
    interpreted.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn what_is_not_sent_as_it_is_written_is_a_finding() {
    let paths = "
/a:
  get:
    operationId: get
    parameters:
      - { name: page.size, in: query, schema: { type: integer } }
      - { name: Authorization, in: header, required: true, schema: { type: string } }
      - { name: 'page[size]', in: query, schema: { type: integer } }
      - { name: Content-Type, in: header, schema: { type: string } }
/b: { put: { operationId: put, requestBody: { content: { application/json: { schema: { type: object, properties: { a: {} } } } } } } }";
    let interpreted = interpreted(&document(paths));
    assert_eq!(rules(&interpreted), ["ignored-header-parameter", "ignored-header-parameter", "colliding-arguments"]);
    let renamed = &interpreted.findings[2];
    assert_eq!(renamed.pointer, "/paths/~1a/get/parameters/2");
    assert!(
        renamed.message.contains("`page[size]`") && renamed.message.contains("`page_size_2`"),
        "{}",
        renamed.message
    );
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
            "application/json i64, default text",
        ),
        (format!("default: {{ {json} }}"), "application/json i64"),
        (format!("'200': {{ {json} }}, '202': {{}}, '204': {{ {json} }}"), "application/json i64 [202, 204]"),
        (
            format!(
                "'200': {{ {json} }}, '201': {{ content: {{ application/json: {{ schema: {{ type: string }} }} }} }}"
            ),
            "application/json XResponse: Ok i64 | Created text | Unknown",
        ),
        (
            format!("'200': {{ {json} }}, '206': {{ content: {{ text/plain: {{}} }} }}, '204': {{}}, '299': {{}}"),
            "application/json, text/plain XResponse: Ok i64 | PartialContent Stream | NoContent Nothing | Status299 Nothing | Unknown",
        ),
        (
            format!("'200': {{ {json} }}, '2XX': {{ content: {{ application/json: {{ schema: {{ type: string }} }} }} }}"),
            "application/json XResponse: Ok i64 | Success text",
        ),
        (format!("'200': {{ {json} }}, '201': {{ {json} }}, 4XX: {{ {json} }}"), "application/json i64, 4XX i64"),
        ("'200': { content: { text/event-stream: {} } }".to_owned(), "text/event-stream events text"),
        (
            "'200': { content: { text/event-stream: { schema: { type: integer } } } }".to_owned(),
            "text/event-stream events i64",
        ),
        (
            "'200': { content: { application/json: { schema: { type: string } }, text/event-stream: { schema: { type: integer } } } }".to_owned(),
            "application/json text, x_stream -> events i64",
        ),
        ("'200': { content: { application/pdf: {} } }".to_owned(), "application/pdf Stream"),
        ("'204': {}, '404': {}".to_owned(), "Nothing"),
        ("'101': {}, default: { content: { '*/*': { schema: {} } } }".to_owned(), "application/json any"),
        ("'404': {}".to_owned(), "Nothing"),
    ] {
        assert_eq!(answer("get", &responses), format!("x: GET /a() -> {expected}"), "{responses}");
    }
    assert_eq!(answer("head", &format!("'200': {{ {json} }}")), "x: HEAD /a() -> Nothing");
}

#[test]
fn what_cannot_be_called_is_left_out_with_its_reasons() {
    let paths = "
/a: { get: { operationId: fine } }
/b: { put: { operationId: upload, requestBody: { content: { none: {} } }, parameters: [{ $ref: 'other.yaml#/id' }, { name: m, in: query, style: simple, schema: {} }] } }
/c: { $ref: 'other.yaml#/c' }
/d: { get: { operationId: upgrade, responses: { '101': {}, '404': {} } } }
/e: { post: { operationId: list, requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: array } } } } } }";
    let found: Vec<_> = left_out(paths).into_iter().map(|left_out| (left_out.reasons(), left_out.pointer)).collect();
    let expected = [
        ("the path item is not in this document", "/paths/~1c"),
        (
            "the request body has no media type that can be sent, only `none`; the parameter is not in this document; \
             the parameter `m` has the unsupported style `simple`",
            "/paths/~1b/put",
        ),
        ("`upgrade` only answers 101, and the client does not change protocols", "/paths/~1d/get"),
        ("expected the schema of a form to be an object", "/paths/~1e/post"),
    ];
    assert_eq!(found, expected.map(|(reasons, pointer)| (reasons.to_owned(), pointer.to_owned())));
    assert_eq!(operations(paths), "fine: GET /a() -> Nothing");
}

#[test]
fn servers_are_read() {
    let document = "
openapi: 3.0.3
info: { title: The API, version: '1' }
servers: [{ url: /relative }, { url: 'https://{region}.example.com/v1/', variables: { region: { default: eu } } }]
paths: { /a: { get: { operationId: a } } }";
    let api = interpreted(document).api;
    assert_eq!((api.title.as_str(), api.servers), ("The API", vec!["https://eu.example.com/v1".to_owned()]));
}
