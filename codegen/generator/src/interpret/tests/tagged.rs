//! Unions whose members a property tells apart.

use super::{answer, both, request};

const MEMBERS: &str = "
Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat] }, lives: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog] }, trained: { type: boolean } } }";

#[test]
fn the_values_of_a_property_tell_members_apart_without_a_discriminator() {
    let schemas = format!(
        "
Root: {{ anyOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}] }}{MEMBERS}"
    );
    let expected = "\
Root < by kind: Cat \"cat\" {lives?: i64} | Dog \"dog\" {trained?: bool} | Unknown
RootInput > by kind: Cat \"cat\" {lives?: i64} | Dog \"dog\" {trained?: bool}";
    assert_eq!(both(&schemas), expected);
}

#[test]
fn an_optional_property_tells_nothing_apart_unless_a_discriminator_names_it() {
    let members = MEMBERS.replace("required: [kind], ", "");
    let union = "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]";
    let without = format!("Root: {union} }}{members}");
    assert!(request(&without).contains("Root > Cat(Cat) | Dog(Dog)"), "{}", request(&without));
    let with = format!("Root: {union}, discriminator: {{ propertyName: kind }} }}{members}");
    assert_eq!(request(&with), "Root > by kind: Cat \"cat\" {lives?: i64} | Dog \"dog\" {trained?: bool}");
}

#[test]
fn a_mapping_or_the_name_of_a_component_says_what_the_tag_is() {
    let schemas = "
Root:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Fish' }]
  discriminator: { propertyName: kind, mapping: { tabby: Cat, siamese: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }
Cat: { type: object, properties: { kind: { type: string } } }
Dog: { type: object, properties: { kind: { type: string }, trained: { type: boolean } } }
Fish: { type: object, properties: { depth: { type: integer } } }";
    let expected = "Root > by kind: Cat \"tabby\"/\"siamese\" {kind: text} | Dog \"dog\" {trained?: bool} | Fish \"Fish\" {depth?: i64}";
    assert_eq!(request(schemas), expected);
}

#[test]
fn a_tag_may_be_an_integer_or_a_boolean() {
    let schemas = "
Root: { type: object, properties: { number: { $ref: '#/components/schemas/Number' }, flag: { $ref: '#/components/schemas/Flag' } } }
Number: { oneOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Two' }], discriminator: { propertyName: type, mapping: { '1': '#/components/schemas/One', '2': '#/components/schemas/Two' } } }
One: { type: object, required: [type], properties: { type: { type: integer, enum: [1] }, a: { type: string } } }
Two: { type: object, required: [type], properties: { type: { type: integer }, b: { type: string } } }
Flag: { oneOf: [{ type: object, required: [ok], properties: { ok: { type: boolean, enum: [true] } } }, { type: object, required: [ok], properties: { ok: { type: boolean, enum: [false] } } }] }";
    let expected = "\
Flag < by ok: True true {} | False false {} | Unknown
Number < by type: One 1 {a?: text} | Two 2 {b?: text} | Unknown
Root < {number?: Number, flag?: Flag}";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn a_base_with_a_discriminator_is_one_of_its_subtypes() {
    let base = "
Root:
  type: object
  required: [kind, name]
  properties: { kind: { type: string }, name: { type: string } }
  discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }
Cat: { allOf: [{ $ref: '#/components/schemas/Root' }, { type: object, properties: { lives: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Root' }, { type: object, properties: { pup: { $ref: '#/components/schemas/Dog' } } }] }";
    let expected = "\
Dog > {kind: text, name: text, pup?: *Dog}
Root > by kind: Cat \"cat\" {name: text, lives?: i64} | Dog \"dog\" {name: text, pup?: Dog}";
    assert_eq!(request(base), expected);
    let listed = base.replace(
        "  discriminator:",
        "  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]\n  discriminator:",
    );
    assert_eq!(request(&listed), expected);
    // A tag that means no subtype is the base itself.
    let with_another = base.replace("kind: { type: string }", "kind: { type: string, enum: [cat, dog, fish, newt] }");
    let expected = "\
Dog > {kind: RootKind, name: text, pup?: *Dog}
Root > by kind: Root \"fish\"/\"newt\" {kind: RootKind, name: text} | Cat \"cat\" {name: text, lives?: i64} | \
Dog \"dog\" {name: text, pup?: Dog}
RootKind > Cat=\"cat\" | Dog=\"dog\" | Fish=\"fish\" | Newt=\"newt\"";
    assert_eq!(request(&with_another), expected);
}

#[test]
fn what_a_union_has_in_common_is_in_each_variant() {
    let schemas = format!("
Root: {{ allOf: [{{ $ref: '#/components/schemas/Base' }}, {{ $ref: '#/components/schemas/Pet' }}] }}
Base: {{ type: object, required: [id], properties: {{ id: {{ type: string }} }} }}
Pet: {{ type: object, oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind }} }}{MEMBERS}");
    let expected = "Root > by kind: Cat \"cat\" {id: text, lives?: i64} | Dog \"dog\" {id: text, trained?: bool}";
    assert_eq!(request(&schemas), expected);
}

#[test]
fn a_tagged_union_of_the_same_tag_is_a_variant_of_another() {
    let schemas = format!("
Root: {{ oneOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ $ref: '#/components/schemas/Fish' }}], discriminator: {{ propertyName: kind, mapping: {{ cat: '#/components/schemas/Pet', dog: '#/components/schemas/Pet', fish: '#/components/schemas/Fish' }} }} }}
Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind }} }}
Fish: {{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [fish] }} }} }}{MEMBERS}");
    let expected = "\
Pet > by kind: Cat \"cat\" {lives?: i64} | Dog \"dog\" {trained?: bool}
Root > by kind: Pet \"cat\"/\"dog\" Pet | Fish \"fish\" {}";
    assert_eq!(request(&schemas), expected);
}

#[test]
fn a_tagged_union_below_another_union_keeps_its_tag() {
    let schemas = format!("
Root: {{ type: object, properties: {{ name: {{ type: string }} }}, oneOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ $ref: '#/components/schemas/Fish' }}] }}
Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind }} }}
Fish: {{ type: object, required: [depth], properties: {{ depth: {{ type: integer }} }} }}{MEMBERS}");
    let expected = "\
Root > Pet(RootPet) | Fish(RootFish)
RootFish > {name?: text, depth: i64}
RootPet > by kind: Cat \"cat\" {name?: text, lives?: i64} | Dog \"dog\" {name?: text, trained?: bool}";
    assert_eq!(request(&schemas), expected);
}

#[test]
fn a_base_is_a_variant_of_itself_if_its_mapping_says_so() {
    let schemas = "
Root:
  type: object
  required: [kind]
  properties: { kind: { type: string }, name: { type: string } }
  discriminator: { propertyName: kind, mapping: { plain: '#/components/schemas/Root' } }
Cat: { allOf: [{ $ref: '#/components/schemas/Root' }, { type: object, properties: { lives: { type: integer } } }] }
Tabby: { allOf: [{ $ref: '#/components/schemas/Cat' }, { type: object, properties: { stripes: { type: integer } } }] }";
    let expected = "Root > by kind: Plain \"plain\" {name?: text} | Cat \"Cat\" {name?: text, lives?: i64} | Tabby \"Tabby\" {name?: text, lives?: i64, stripes?: i64}";
    assert_eq!(request(schemas), expected);
}

#[test]
fn subtypes_that_add_nothing_are_variants() {
    let schemas = "\
Root:
  type: object
  required: [kind]
  properties: { kind: { type: string, enum: [stop, halt, go] }, note: { type: string } }
  discriminator: { propertyName: kind, mapping: { stop: '#/components/schemas/Stop', halt: Halt, go: Go } }
Stop: { description: Adds nothing., allOf: [{ $ref: '#/components/schemas/Root' }] }
Go: { allOf: [{ $ref: '#/components/schemas/Root' }, { properties: { speed: { type: integer } } }] }
Halt: { allOf: [{ $ref: '#/components/schemas/Go' }] }";
    let expected = "Root > by kind: Stop \"stop\" {note?: text} | Go \"go\" {note?: text, speed?: i64} | \
        Halt \"halt\" {note?: text, speed?: i64}";
    assert_eq!(request(schemas), expected);
}
