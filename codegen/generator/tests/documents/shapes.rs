//! What schemas become: the types, their fields and what is implemented for them.

use crate::tree::{Types, has};

/// One operation that takes `Thing` and gives it back.
const BOTH_WAYS: &str = r##"
  /things:
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses:
        "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
"##;

/// One operation that only gives `Thing` back.
const ANSWERED: &str = r##"
  /things:
    get:
      operationId: get
      responses:
        "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
"##;

#[test]
fn an_enum_in_both_directions_is_open_in_the_answer_only() {
    let types = Types::of(BOTH_WAYS, "\n    Thing: { type: string, enum: [a, b] }");
    assert_eq!(types.names(), ["Thing", "ThingInput"]);
    assert_eq!(types.variants("Thing"), ["A", "B", "Unknown"]);
    assert!(has(&types.enumeration("Thing").attrs, "non_exhaustive"));
    assert_eq!(types.implemented("Thing"), [""; 0], "the derive writes them");
    assert_eq!(types.variants("ThingInput"), ["A", "B"]);
    assert!(has(&types.enumeration("ThingInput").attrs, "non_exhaustive"));
    assert_eq!(types.implemented("ThingInput"), ["Display", "FromStr"]);
}

#[test]
fn a_value_called_unknown_has_a_variant_of_its_own() {
    let types = Types::of(ANSWERED, "\n    Thing: { type: string, enum: [unknown, x-y] }");
    assert_eq!(types.variants("Thing"), ["Unknown2", "XY", "Unknown"]);
    let variants = &types.enumeration("Thing").variants;
    assert!(has(&variants[0].attrs, r#"open_enum(value = "unknown")"#));
    assert!(has(&variants[1].attrs, r#"open_enum(value = "x-y")"#));
}

#[test]
fn an_enum_without_a_name_is_open_in_an_answer_and_closed_in_a_request() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing: { type: object, required: [size], properties: { size: { type: string, enum: [s, m] } } }",
    );
    assert_eq!(types.variants("ThingSize"), ["S", "M", "Unknown"]);
    assert_eq!(types.variants("ThingSizeInput"), ["S", "M"]);
}

#[test]
fn a_default_of_an_answer_is_not_put_in_the_place_of_what_was_sent() {
    let types = Types::of(
        ANSWERED,
        "
    Thing:
      type: object
      properties:
        flag: { type: boolean, default: true }
        kind: { $ref: '#/components/schemas/Kind' }
    Kind: { type: string, enum: [a, b], default: a }",
    );
    assert_eq!(types.field("Thing", "flag"), "Option<bool>");
    assert_eq!(types.field("Thing", "kind"), "Option<Kind>");
    assert_eq!(types.implemented("Kind"), [""; 0]);
}

#[test]
fn objects_may_grow() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing: { type: object, additionalProperties: false, properties: { at: { type: string, format: date-time } } }",
    );
    for name in ["Thing", "ThingInput"] {
        assert!(has(&types.structure(name).attrs, "non_exhaustive"));
    }
    // Only answers are read: a request that was not checked by Rust is written as a draft, which refuses what it does
    // not know.
    for name in ["Thing", "ThingInput"] {
        assert!(!has(&types.structure(name).attrs, "serde(deny_unknown_fields)"));
    }
}

#[test]
fn an_object_that_is_the_same_both_ways_is_one_type() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing: { type: object, required: [x], properties: { x: { type: integer } } }",
    );
    assert_eq!(types.names(), ["Thing"]);
    assert!(has(&types.structure("Thing").attrs, "non_exhaustive"));
}

#[test]
fn no_format_becomes_a_type_of_another_crate() {
    let properties = ["date", "uuid", "ip", "ipv4", "ipv6", "uri", "hostname"];
    let properties: String =
        properties.iter().map(|format| format!("\n        {format}: {{ type: string, format: {format} }}")).collect();
    let schemas = format!("\n    Thing:\n      type: object\n      properties:{properties}");
    let types = Types::of(BOTH_WAYS, &schemas);
    for field in ["date", "uuid", "ip", "ipv4", "ipv6", "uri", "hostname"] {
        assert_eq!(types.field("Thing", field), "Option<String>", "{field}");
    }
}

#[test]
fn a_named_string_is_text_in_an_answer() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing: { type: object, required: [id], properties: { id: { $ref: '#/components/schemas/Id' } } }
    Id: { type: string, format: uuid, description: An identifier. }",
    );
    assert_eq!(types.field("Thing", "id"), "String");
    assert_eq!(types.field("ThingInput", "id"), "Id");
    assert_eq!(types.field_doc("Thing", "id"), "An identifier.");
    assert_eq!(types.field_doc("ThingInput", "id"), "An identifier.");
}

#[test]
fn date_times_and_lists_have_types_of_their_own_in_answers() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing:
      type: object
      required: [at, words, inner]
      properties:
        at: { type: string, format: date-time }
        till: { type: string, format: date-time, nullable: true }
        words: { type: string, format: comma-separated }
        type: { type: string, format: comma-separated }
        days: { type: array, items: { type: string, format: date-time } }
        inner: { type: object, required: [at], properties: { at: { $ref: '#/components/schemas/Moment' } } }
    Moment: { type: string, format: date-time }",
    );
    for (ty, field, expected) in [
        ("Thing", "at", "Timestamp"),
        ("Thing", "till", "Option<Timestamp>"),
        ("Thing", "words", "CommaSeparated"),
        ("Thing", "type_", "Option<CommaSeparated>"),
        ("Thing", "days", "Option<Vec<Timestamp>>"),
        ("ThingInner", "at", "Timestamp"),
        ("ThingInput", "at", "String"),
    ] {
        assert_eq!(types.field(ty, field), expected, "{ty}.{field}");
    }
    let constructor = [("new".to_owned(), "Self".to_owned())];
    assert_eq!(types.methods("Thing"), constructor);
    assert_eq!(types.methods("ThingInput"), []);
}

#[test]
fn a_union_keeps_what_it_does_not_know() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing:
      oneOf: [{ $ref: '#/components/schemas/Unknown' }, { $ref: '#/components/schemas/Other' }]
      discriminator: { propertyName: kind }
    Unknown: { type: object, required: [kind], properties: { kind: { type: string } } }
    Other: { type: object, required: [kind], properties: { kind: { type: string }, x: { type: string } } }",
    );
    assert_eq!(types.variants("Thing"), ["Unknown2", "Other", "Unknown"]);
    let thing = types.enumeration("Thing");
    assert!(has(&thing.attrs, "non_exhaustive"));
    assert!(has(&thing.variants[0].attrs, r#"serde(rename = "Unknown")"#));
    assert!(has(&thing.variants[1].attrs, "non_exhaustive"));
    assert!(has(&thing.variants[2].attrs, "serde(untagged)"));
    assert_eq!(types.variants("ThingInput"), ["Unknown", "Other"]);
}

#[test]
fn a_union_without_a_tag_keeps_what_it_does_not_know() {
    let types = Types::of(ANSWERED, "\n    Thing: { oneOf: [{ type: string }, { type: integer }] }");
    assert_eq!(types.variants("Thing"), ["String", "Integer", "Unknown"]);
    assert!(!has(&types.enumeration("Thing").variants[2].attrs, "serde(untagged)"));
    assert_eq!(types.implemented("Thing"), ["Deserialize", "From", "From"]);
}

#[test]
fn a_reference_is_described_by_the_first_paragraph_of_what_it_refers_to() {
    let types = Types::of(
        ANSWERED,
        "
    Thing:
      type: object
      properties:
        kind: { $ref: '#/components/schemas/Kind' }
        mine: { allOf: [{ $ref: '#/components/schemas/Kind' }], description: My own. }
        size: { type: string, enum: [s, m] }
    Kind: { type: string, enum: [a, b], description: \"Of which kind.\\n\\nMore may come.\" }",
    );
    assert_eq!(types.field_doc("Thing", "kind"), "Of which kind.");
    assert_eq!(types.field_doc("Thing", "mine"), "My own.");
    assert_eq!(types.field_doc("Thing", "size"), "");
}

#[test]
fn a_component_of_parts_one_of_which_may_be_null_is_one_type() {
    let types = Types::of(
        ANSWERED,
        "
    Thing: { type: object, properties: { sweep: { $ref: '#/components/schemas/SweepNullable' } } }
    SweepNullable:
      title: SweepNullable
      allOf: [{ $ref: '#/components/schemas/Sweep' }, { type: object, nullable: true }]
    Sweep: { type: object, properties: { id: { type: string } } }",
    );
    assert_eq!(types.field("Thing", "sweep"), "Option<SweepNullable>");
    assert_eq!(types.field("SweepNullable", "id"), "Option<String>");
}

#[test]
fn a_schema_that_contains_itself_ends() {
    let types = Types::of(
        BOTH_WAYS,
        "
    Thing:
      type: object
      properties:
        parent: { $ref: '#/components/schemas/Thing' }
        size: { type: string, enum: [s, m] }",
    );
    assert_eq!(types.field("Thing", "parent"), "Option<Box<Thing>>");
    assert_eq!(types.field("ThingInput", "parent"), "Option<Box<ThingInput>>");
}
