//! The keywords of OpenAPI 3.0's objects as data: what an object may contain besides extensions.
//!
//! The typed document silently drops keys that it does not know, so it cannot tell.

use serde_json::Value;

use crate::document::pointer;
use crate::structure::{Below, Kind, Node};
use Below::{List, Map, One};

/// What an object of one sort may hold.
pub(crate) struct Keywords {
    /// The object in a person's words.
    pub(crate) object: &'static str,
    pub(crate) known: &'static [&'static str],
    /// The keywords below which there are small objects, for which the walk over the document has no kind.
    small: &'static [(&'static str, Below, &'static Keywords)],
}

const fn keywords(object: &'static str, known: &'static [&'static str]) -> Keywords {
    Keywords { object, known, small: &[] }
}

static CONTACT: Keywords = keywords("contact", &["name", "url", "email"]);
static LICENSE: Keywords = keywords("license", &["name", "url"]);
static INFO: Keywords = Keywords {
    object: "info object",
    known: &["title", "description", "termsOfService", "contact", "license", "version"],
    small: &[("contact", One, &CONTACT), ("license", One, &LICENSE)],
};
static SERVER_VARIABLE: Keywords = keywords("server variable", &["enum", "default", "description"]);
static SERVER: Keywords = Keywords {
    object: "server",
    known: &["url", "description", "variables"],
    small: &[("variables", Map, &SERVER_VARIABLE)],
};
static EXTERNAL_DOCS: Keywords = keywords("link to documentation", &["description", "url"]);
static TAG: Keywords = Keywords {
    object: "tag",
    known: &["name", "description", "externalDocs"],
    small: &[("externalDocs", One, &EXTERNAL_DOCS)],
};
static DISCRIMINATOR: Keywords = keywords("discriminator", &["propertyName", "mapping"]);

static DOCUMENT: Keywords = Keywords {
    object: "document",
    known: &["openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs"],
    small: &[
        ("info", One, &INFO),
        ("servers", List, &SERVER),
        ("tags", List, &TAG),
        ("externalDocs", One, &EXTERNAL_DOCS),
    ],
};
#[rustfmt::skip]
static COMPONENTS: Keywords = keywords("components object", &[
    "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
    "callbacks",
]);
#[rustfmt::skip]
static PATH_ITEM: Keywords = Keywords {
    object: "path item",
    known: &[
        "$ref", "summary", "description", "get", "put", "post", "delete", "options", "head", "patch", "trace",
        "servers", "parameters",
    ],
    small: &[("servers", List, &SERVER)],
};
#[rustfmt::skip]
static OPERATION: Keywords = Keywords {
    object: "operation",
    known: &[
        "tags", "summary", "description", "externalDocs", "operationId", "parameters", "requestBody", "responses",
        "callbacks", "deprecated", "security", "servers",
    ],
    small: &[("servers", List, &SERVER), ("externalDocs", One, &EXTERNAL_DOCS)],
};
#[rustfmt::skip]
static PARAMETER: Keywords = keywords("parameter", &[
    "name", "in", "description", "required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved",
    "schema", "example", "examples", "content",
]);
// OpenAPI says that a header follows the parameter, without `name` and `in`.
#[rustfmt::skip]
static HEADER: Keywords = keywords("header", &[
    "description", "required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved", "schema",
    "example", "examples", "content",
]);
static REQUEST_BODY: Keywords = keywords("request body", &["description", "content", "required"]);
static RESPONSE: Keywords = keywords("response", &["description", "headers", "content", "links"]);
static MEDIA_TYPE: Keywords = keywords("media type", &["schema", "example", "examples", "encoding"]);
static ENCODING: Keywords = keywords("encoding", &["contentType", "headers", "style", "explode", "allowReserved"]);
#[rustfmt::skip]
static SCHEMA: Keywords = Keywords {
    object: "schema",
    known: &[
        "additionalProperties", "allOf", "anyOf", "default", "deprecated", "description", "discriminator", "enum",
        "example", "exclusiveMaximum", "exclusiveMinimum", "externalDocs", "format", "items", "maxItems", "maxLength",
        "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not",
        "nullable", "oneOf", "pattern", "properties", "readOnly", "required", "title", "type", "uniqueItems",
        "writeOnly", "xml",
    ],
    small: &[("discriminator", One, &DISCRIMINATOR), ("externalDocs", One, &EXTERNAL_DOCS)],
};
static EXAMPLE: Keywords = keywords("example", &["summary", "description", "value", "externalValue"]);
static LINK: Keywords = Keywords {
    object: "link",
    known: &["operationRef", "operationId", "parameters", "requestBody", "description", "server"],
    small: &[("server", One, &SERVER)],
};
static SECURITY_SCHEME: Keywords = keywords(
    "security scheme",
    &["type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl"],
);

impl Keywords {
    /// The keywords of a kind; `None` where every key is the writer's.
    fn of(kind: Kind) -> Option<&'static Self> {
        Some(match kind {
            Kind::Document => &DOCUMENT,
            Kind::Components => &COMPONENTS,
            Kind::PathItem => &PATH_ITEM,
            Kind::Operation => &OPERATION,
            Kind::Parameter => &PARAMETER,
            Kind::RequestBody => &REQUEST_BODY,
            Kind::Response => &RESPONSE,
            Kind::MediaType => &MEDIA_TYPE,
            Kind::Encoding => &ENCODING,
            Kind::Header => &HEADER,
            Kind::Schema => &SCHEMA,
            Kind::Example => &EXAMPLE,
            Kind::Link => &LINK,
            Kind::SecurityScheme => &SECURITY_SCHEME,
            Kind::Callback => return None,
        })
    }

    /// Whether a key that the object lacks is one of the schema that it can hold.
    pub(crate) fn wants_below_schema(&self, key: &str) -> bool {
        self.known.contains(&"schema") && SCHEMA.known.contains(&key)
    }
}

/// A key that OpenAPI 3.0 does not have where it is written.
pub(crate) struct Unknown<'d> {
    pub(crate) pointer: String,
    pub(crate) key: &'d str,
    /// What the object that holds it could hold instead.
    pub(crate) keywords: &'static Keywords,
}

/// The unknown keys of an object and of the small objects in it; what stands beside a `$ref` is not looked at.
pub(crate) fn unknown_keys<'d>(node: &Node<'d>) -> Vec<Unknown<'d>> {
    let mut found = Vec::new();
    if let Some(keywords) = Keywords::of(node.kind).filter(|_| node.reference().is_none()) {
        collect(keywords, &node.pointer, node.value, &mut found);
    }
    found
}

fn collect<'d>(keywords: &'static Keywords, at: &str, value: &'d Value, found: &mut Vec<Unknown<'d>>) {
    let keys = value.as_object().into_iter().flat_map(|entries| entries.keys());
    let unknown = keys.filter(|key| !key.starts_with("x-") && !keywords.known.contains(&key.as_str()));
    found.extend(unknown.map(|key| Unknown { pointer: pointer::join(at, key), key, keywords }));
    for (keyword, below, small) in keywords.small {
        let Some(value) = value.get(keyword) else { continue };
        let at = pointer::join(at, keyword);
        match (below, value) {
            (One, value) => collect(small, &at, value, found),
            (List, Value::Array(items)) => items.iter().enumerate().for_each(|(index, item)| {
                collect(small, &pointer::join(&at, &index.to_string()), item, found);
            }),
            (Map, Value::Object(entries)) => entries.iter().for_each(|(key, entry)| {
                collect(small, &pointer::join(&at, key), entry, found);
            }),
            (List | Map, _) => {}
        }
    }
}
