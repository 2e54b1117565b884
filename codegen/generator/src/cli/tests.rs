//! Commands and options of small documents.

use openscaler_openapi::document::Source;
use serde_json::{Value, json};

use super::commands::{Command, commands};
use super::options::{CommandOption, OptionKind};
use crate::api::{Api, Content, Kind};
use crate::interpret::interpret;

fn api(paths: Value, schemas: Value) -> Api {
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "Shop", "version": "1" }, "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
        },
        "security": [{ "key": [] }],
    });
    interpret(&Source::parse("shop.yaml", document.to_string()).expect("a document")).api
}

fn get(id: &str) -> Value {
    json!({ "get": { "operationId": id, "responses": { "204": { "description": "" } } } })
}

fn words(commands: &[Command<'_>]) -> Vec<String> {
    commands.iter().map(|command| command.words.join(" ")).collect()
}

fn names(options: &[CommandOption]) -> Vec<&str> {
    options.iter().map(|option| option.name.as_str()).collect()
}

#[test]
fn a_command_is_unique_and_begins_no_other() {
    let mut named = get("get_everything");
    named["get"]["x-cli-name"] = json!("pet list");
    let paths = json!({
        "/1": get("pet_list"), "/2": named, "/3": get("listPet"), "/4": get("pet_list_old_ones"), "/5": get("pet"),
        "/6": get("manual"), "/7": get("help_get"),
    });
    let api = api(paths, json!({}));
    let commands = commands(&api);
    // `x-cli-name` comes first.
    let expected =
        ["pet-list", "pet list", "list-pet", "pet old-ones list", "pet-2", "manual-2", "help-get"].map(str::to_owned);
    assert_eq!(words(&commands), expected);
    let owners: Vec<_> =
        commands.iter().map(|command| command.conflict.as_ref().map(|conflict| conflict.owner.as_deref())).collect();
    let everything = Some(Some("get_everything"));
    assert_eq!(owners, [everything, None, everything, None, everything, Some(None), Some(None)]);
}

#[test]
fn options_give_way_to_the_programs_own() {
    let body = json!({
        "type": "object",
        "required": ["id", "url"],
        "properties": {
            "id": { "type": "string" }, "url": { "type": "string" }, "key_file": { "type": "string" },
            "batch": { "type": "integer" }, "tags": { "type": "array", "items": { "type": "string" } },
            "limits": { "type": "object", "properties": { "timeout": { "type": "integer" }, "deep": { "type": "object", "properties": { "x": { "type": "string" } } } } },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "is_open": { "type": "boolean" },
            "password": { "type": "string", "format": "password", "writeOnly": true },
        },
    });
    let paths = json!({ "/{id}": { "put": {
        "operationId": "update_item",
        "parameters": [
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "timeout", "in": "query", "schema": { "type": "integer" } },
            { "name": "sort[by]", "in": "query", "schema": { "type": "string", "enum": ["a", "b"] } },
        ],
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Item" } } } },
        "responses": { "204": { "description": "" } },
    } } });
    let api = api(paths, json!({ "Item": body }));
    let commands = commands(&api);
    let command = &commands[0];
    assert_eq!(names(&command.parameters), ["path-id", "field-timeout", "sort-by"]);
    let fields =
        ["id", "field-url", "field-api-key-file", "field-batch", "tags", "limits.timeout", "is-open", "password"];
    let found = names(&command.fields);
    // The option of the credential is called after its setter.
    let without_key = |names: &[&str]| {
        names.iter().filter(|name| !name.contains("key")).map(|&name| name.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(without_key(&found), without_key(&fields));
    let kind = |name: &str| command.fields.iter().find(|option| option.name == name).map(|option| option.kind);
    assert_eq!(kind("password"), Some(OptionKind::Secret));
    assert_eq!(kind("is-open"), Some(OptionKind::Boolean));
    assert_eq!(kind("field-batch"), Some(OptionKind::Number));
    assert!(command.fields.iter().any(|option| option.name == "tags" && option.is_list));
}

#[test]
fn an_operation_without_a_command_takes_no_words() {
    let form = json!({ "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } });
    let upload = json!({ "post": {
        "operationId": "listPet",
        "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": form } } },
        "responses": { "204": { "description": "" } },
    } });
    let api = api(json!({ "/1": upload, "/2": get("pet_list") }), json!({}));
    let commands = commands(&api);
    assert_eq!(api.operations.len(), 2);
    assert_eq!(words(&commands), ["pet list"]);
    assert!(commands[0].conflict.is_none());
}

#[test]
fn each_tag_has_a_command() {
    let variant = |tag: &str, field: &str| {
        json!({ "type": "object", "required": ["kind", field], "properties": {
            "kind": { "type": "string", "enum": [tag] }, field: { "type": "string" },
        } })
    };
    let union = |members: &[&str]| {
        let members = members.iter().map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
        json!({ "oneOf": members.collect::<Vec<_>>(), "discriminator": { "propertyName": "kind" } })
    };
    let schemas = json!({
        "Shape": union(&["Round", "Flat", "Wrapped"]), "Round": variant("big ball", "radius"), "Flat": variant("big-ball", "width"),
        "Wrapped": { "allOf": [
            { "type": "object", "properties": { "paper": { "type": "string" } } },
            { "oneOf": [variant("box", "height"), variant("bag", "volume")], "discriminator": { "propertyName": "kind" } },
        ] },
    });
    let paths = json!({ "/1": { "post": {
        "operationId": "create_shape",
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Shape" } } } },
        "responses": { "204": { "description": "" } },
    } } });
    let api = api(paths, schemas);
    let is_nested = |variant: &crate::api::Variant| matches!(variant.content, Content::Named(_));
    let has_nested = |kind: &Kind| matches!(kind, Kind::Tagged(tagged) if tagged.variants.iter().any(is_nested));
    assert!(api.types.iter().any(|ty| has_nested(&ty.kind)));
    let commands = commands(&api);
    let variants = commands[0].variants.iter().map(|variant| (variant.word.as_str(), names(&variant.fields)));
    let expected = [
        ("big-ball", vec!["radius"]),
        ("big-ball-2", vec!["width"]),
        ("box", vec!["paper", "height"]),
        ("bag", vec!["paper", "volume"]),
    ];
    assert_eq!(variants.collect::<Vec<_>>(), expected);
}

#[test]
fn a_secret_is_found_at_any_depth() {
    let secret = json!({ "type": "string", "format": "password", "writeOnly": true });
    let schemas = json!({
        "Node": { "type": "object", "properties": {
            "secret": { "$ref": "#/components/schemas/Secret" }, "next": { "$ref": "#/components/schemas/Node" },
            "branch": { "$ref": "#/components/schemas/Branch" }, "leaf": { "$ref": "#/components/schemas/Leaf" },
        } },
        "Branch": { "type": "object", "properties": {
            "nodes": { "type": "array", "items": { "$ref": "#/components/schemas/Node" } },
            "twig": { "$ref": "#/components/schemas/Branch" },
        } },
        "Leaf": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Leaf" } } },
        "Secret": secret,
    });
    let paths = json!({ "/nodes": { "post": {
        "operationId": "create_node",
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Node" } } } },
        "responses": { "204": { "description": "" } },
    } } });
    let api = api(paths, schemas);
    let shape = super::body_shape(&api.operations[0]).expect("a JSON body");
    let places = ["/branch/nodes/*/**", "/branch/twig/**", "/next/**", "/secret"];
    assert_eq!(super::secrets::find_secrets(&api, shape), places);
}
