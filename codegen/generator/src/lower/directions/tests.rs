use serde_json::json;

use super::*;

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn body(schema: Value) -> Value {
    json!({ "content": { "application/json": { "schema": schema } } })
}

/// A document whose only operation takes and gives back `Pet`.
fn document(schemas: Value) -> Value {
    json!({
        "paths": { "/pets": { "post": {
            "requestBody": body(reference("Pet")),
            "responses": { "200": body(reference("Pet")) },
        } } },
        "components": { "schemas": schemas },
    })
}

/// The names of the components after the pass.
fn names_after(document: &mut Value) -> Vec<&String> {
    split(document);
    document["components"]["schemas"].as_object().expect("an object").keys().collect()
}

fn pet(property: Value) -> Value {
    json!({ "type": "object", "required": ["it"], "properties": { "it": property } })
}

fn list_of_values() -> Value {
    json!({ "type": "string", "enum": ["cat", "dog"] })
}

#[test]
fn what_is_the_same_both_ways_stays_one() {
    let schemas = json!({ "Pet": pet(reference("Age")), "Age": { "type": "object", "required": ["years"],
        "properties": { "years": { "type": "integer" } } } });
    assert_eq!(names_after(&mut document(schemas)), ["Pet", "Age"]);
}

#[test]
fn a_list_of_values_becomes_two_with_all_that_contains_it() {
    let mut document = document(json!({ "Pet": pet(reference("Kind")), "Kind": list_of_values() }));
    assert_eq!(names_after(&mut document), ["Pet", "Kind", "KindInput", "PetInput"]);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Pet"]["properties"]["it"], reference("Kind"));
    assert_eq!(schemas["PetInput"]["properties"]["it"], reference("KindInput"));
    let operation = &document["paths"]["/pets"]["post"];
    assert_eq!(operation["requestBody"], body(reference("PetInput")));
    assert_eq!(operation["responses"]["200"], body(reference("Pet")));
}

#[test]
fn a_list_of_values_without_a_name_counts() {
    assert_eq!(names_after(&mut document(json!({ "Pet": pet(list_of_values()) }))), ["Pet", "PetInput"]);
}

#[test]
fn a_union_becomes_two() {
    let union = json!({ "oneOf": [pet(json!({ "type": "integer" })), pet(json!({ "type": "boolean" }))] });
    assert_eq!(names_after(&mut document(json!({ "Pet": union }))), ["Pet", "PetInput"]);
}

#[test]
fn a_named_string_stays_one_and_what_contains_it_becomes_two() {
    let mut document = document(json!({ "Pet": pet(reference("Name")), "Name": { "type": "string" } }));
    assert_eq!(names_after(&mut document), ["Pet", "Name", "PetInput"]);
    assert_eq!(document["components"]["schemas"]["PetInput"]["properties"]["it"], reference("Name"));
}

#[test]
fn a_bound_counts() {
    let bounded = json!({ "type": "integer", "minimum": 0 });
    assert_eq!(names_after(&mut document(json!({ "Pet": pet(bounded) }))), ["Pet", "PetInput"]);
}

#[test]
fn a_schema_that_contains_itself_is_copied_once() {
    let mut node = pet(list_of_values());
    node["properties"]["parent"] = reference("Pet");
    node["properties"]["owner"] = reference("Owner");
    let owner = json!({ "type": "object", "properties": { "pets": { "type": "array", "items": reference("Pet") } } });
    let mut document = document(json!({ "Pet": node, "Owner": owner }));
    assert_eq!(names_after(&mut document), ["Pet", "Owner", "OwnerInput", "PetInput"]);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["PetInput"]["properties"]["parent"], reference("PetInput"));
    assert_eq!(schemas["OwnerInput"]["properties"]["pets"]["items"], reference("PetInput"));
}

#[test]
fn what_only_requests_contain_refers_to_the_copy() {
    let mut document = document(json!({ "Pet": pet(list_of_values()), "Order": pet(reference("Pet")) }));
    document["paths"]["/orders"] = json!({ "post": { "requestBody": { "$ref": "#/components/requestBodies/Order" } } });
    document["components"]["requestBodies"] = json!({ "Order": body(reference("Order")) });
    assert_eq!(names_after(&mut document), ["Pet", "Order", "PetInput"]);
    assert_eq!(document["components"]["schemas"]["Order"]["properties"]["it"], reference("PetInput"));
}

#[test]
fn a_name_that_is_taken_is_numbered() {
    let schemas = json!({ "Pet": list_of_values(), "pet-input": {}, "PetInput2": {} });
    assert_eq!(names_after(&mut document(schemas)), ["Pet", "pet-input", "PetInput2", "PetInput3"]);
}

#[test]
fn a_title_that_names_a_type_in_both_directions_is_renamed_in_the_request() {
    let mut kind = list_of_values();
    kind["title"] = json!("Kind");
    let mut pet = pet(kind);
    pet["title"] = json!("A pet");
    let mut document = document(json!({ "Pet": pet }));
    split(&mut document);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Pet"]["properties"]["it"]["title"], "Kind");
    assert_eq!(schemas["PetInput"]["properties"]["it"]["title"], "KindInput");
    assert_eq!(schemas["PetInput"]["title"], "A pet", "it names nothing");
}

#[test]
fn a_title_without_a_component_counts() {
    let mut inline = pet(list_of_values());
    inline["title"] = json!("Order");
    let mut document = document(json!({ "OrderInput": {} }));
    let operation = &mut document["paths"]["/pets"]["post"];
    operation["requestBody"] = body(inline.clone());
    operation["responses"]["200"] = body(inline.clone());
    split(&mut document);
    let operation = &document["paths"]["/pets"]["post"];
    assert_eq!(operation["responses"]["200"], body(inline.clone()));
    inline["title"] = json!("OrderInput2");
    assert_eq!(operation["requestBody"], body(inline));
}

#[test]
fn after_the_pass_nothing_that_differs_is_in_both_directions() {
    let mut node = pet(reference("Kind"));
    node["properties"]["parent"] = reference("Pet");
    let mut document = document(json!({ "Pet": node, "Kind": list_of_values() }));
    split(&mut document);
    assert_eq!(different_by_direction(&document, &Usage::collect(&document)), BTreeSet::new());
}
