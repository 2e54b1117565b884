//! Strings, numbers and literals.

use super::{answer, request};

#[test]
fn a_named_string_or_number_of_a_request_enforces_its_rules() {
    let schemas = "
Root:
  type: object
  properties:
    name: { $ref: '#/components/schemas/Name' }
    port: { $ref: '#/components/schemas/Port' }
    ratio: { $ref: '#/components/schemas/Ratio' }
    plain: { $ref: '#/components/schemas/Plain' }
    inline: { type: string, minLength: 1, format: email }
    password: { type: string, format: password }
Name: { type: string, format: email, minLength: 3, maxLength: 9, pattern: '^a' }
Port: { type: integer, format: int32, minimum: 0, exclusiveMinimum: true }
Ratio: { type: number, minimum: 0, maximum: 1, exclusiveMaximum: true }
Plain: { type: integer }";
    let expected = "\
Name > \"email\" 3..9 \"^a\"
Port > Integer { minimum: Some(1), maximum: Some(2147483647), multiple_of: None }
Ratio > Number { minimum: Some((0.0, false)), maximum: Some((1.0, true)), multiple_of: None }
Root > {name?: Name, port?: Port, ratio?: Ratio, plain?: i64, inline?: text, password?: RootPassword}
RootPassword > \"\" 0..0 \"\" secret";
    assert_eq!(request(schemas), expected);
}

#[test]
fn an_integer_holds_all_that_the_document_admits() {
    let schemas = "
Root:
  type: object
  properties:
    plain: { type: integer, format: int32 }
    unsigned: { type: integer, minimum: 0, maximum: 18446744073709551615 }
    by_format: { type: integer, format: uint64 }
    rounded: { type: integer, minimum: 0, maximum: 1.8446744073709552e+19 }
    signed: { type: integer, minimum: -9223372036854775808, maximum: 9223372036854776000 }
    beyond: { type: integer, minimum: -1.0e+30, maximum: 1.0e+30 }";
    let expected = "Root < {plain?: i64, unsigned?: u64, by_format?: u64, rounded?: u64, signed?: big, beyond?: i64}";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn literals_have_names_of_their_own() {
    let schemas = "
Root:
  type: object
  properties:
    signs: { type: string, enum: ['+1', '-1', -created, created, '1.5', '15', '', ' ', '*', '>=', '😀', self] }
    alike: { type: string, enum: [fooBar, foo_bar, a, a] }
    mixed: { enum: [a, 1, true, null, 2.5] }
    wrong: { type: string, enum: [1.0, 2] }";
    let expected = "\
Root > {signs?: RootSigns, alike?: RootAlike, mixed~: RootMixed|null, wrong?: text}
RootAlike > FooBar=\"fooBar\" | FooBar2=\"foo_bar\" | A=\"a\"
RootMixed > A=\"a\" | X1=1 | True=true | X2_5=2.5
RootSigns > Plus1=\"+1\" | Minus1=\"-1\" | MinusCreated=\"-created\" | Created=\"created\" | X1_5=\"1.5\" | X15=\"15\" | Empty=\"\" | Blank=\" \" | Star=\"*\" | GreaterEqual=\">=\" | X=\"😀\" | Self_=\"self\"";
    assert_eq!(request(schemas), expected);
}
