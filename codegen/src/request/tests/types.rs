//! Structs, enums and unions without a tag.

use super::{CLASS, EITHER, OPEN, checked, expand};

#[test]
fn a_struct_has_fields_and_others() {
    let open = |object: &str| checked(OPEN, object);
    let expansion = open(r#"{ "id": 1, "class": "first", "a": "x", "b-c": name }"#).unwrap();
    let expected = "{ let value_0 : :: core :: primitive :: i64 = 1 ; \
        let value_1 : crate :: types :: Class = crate :: class ! (\"first\") ; \
        let value_2 : crate :: types :: Name = crate :: name ! (\"x\") ; \
        let value_3 : crate :: types :: Name = name ; \
        crate :: types :: open_builders :: open_with (value_0 , :: core :: option :: Option :: Some (value_1) , \
        :: std :: collections :: BTreeMap :: from ([(:: std :: borrow :: ToOwned :: to_owned (\"a\") , value_2) , \
        (:: std :: borrow :: ToOwned :: to_owned (\"b-c\") , value_3)])) }";
    assert_eq!(expansion, expected);
    for (object, message) in [
        (r#"{ "class": "first" }"#, "missing field `id` of `Open`: add `\"id\": …`"),
        (r#"{ "id": 1, "a": 2 }"#, "expected a string for `a`, found a number: write `\"2\"`"),
        (r#"{ "id": 1, "a": "x", "a": "y" }"#, "`a` is given more than once: remove one"),
        (r#""id": 1"#, "missing braces around the fields: write `open!({ … })`"),
        ("", "expected a JSON object: write `open!({ … })`"),
    ] {
        assert_eq!(open(object).unwrap_err(), [message], "{object}");
    }
}

#[test]
fn an_enum_has_listed_values() {
    let class = |value: &str| checked(CLASS, value);
    assert_eq!(class(r#""second""#).unwrap(), "crate :: types :: Class :: Second");
    const VALUES: &str = "`\"first\"` or `\"second\"`";
    for (value, message) in [
        (r#""frist""#, "unknown `Class` `frist`: did you mean `\"first\"`? (expected `\"first\"` or `\"second\"`)"),
        (r#""third""#, &format!("unknown `Class` `third`: expected {VALUES}")),
        ("1", &format!("expected a string for `Class`, found a number: write {VALUES}")),
        ("null", &format!("expected a string for `Class`, found null: write {VALUES}")),
        ("", "expected a JSON value: write `class!(\"first\")`"),
        (
            "class",
            &format!(
                "expected a string literal for `Class`, found an expression: write {VALUES}, \
                 or use the expression without the macro"
            ),
        ),
    ] {
        assert_eq!(class(value).unwrap_err(), [message], "{value}");
    }
    let class_of_item = |value: &str| class(&format!("@\"an item of `classes`\" {value}")).unwrap_err();
    assert_eq!(class_of_item("\"third\""), [format!("unknown item of `classes` `third`: expected {VALUES}")]);
    let message = format!("expected a string for an item of `classes`, found a number: write {VALUES}");
    assert_eq!(class_of_item("1"), [message]);
    let only = checked(r#"Class class "first" => Class::First"#, "\"frist\"").unwrap_err();
    assert_eq!(only, ["unknown `Class` `frist`: expected `\"first\"`"]);
    let open = r#"Level level 1 => Level::One, 2 => Level::Two, true => Level::All, Level::Other(i64)"#;
    assert_eq!(checked(open, "2").unwrap(), "crate :: types :: Level :: Two");
    assert_eq!(checked(open, "true").unwrap(), "crate :: types :: Level :: All");
    assert_eq!(checked(open, "3").unwrap(), "crate :: types :: Level :: Other (3)");
    assert_eq!(
        checked(open, "\"1\"").unwrap_err(),
        ["expected an integer or a boolean for `Level`, found a string: write `1`, `2` or `true`"]
    );
}

#[test]
fn a_union_has_the_member_that_fits() {
    for (value, expected) in [
        ("1", "Id (1)"),
        (r#"["a", name]"#, "Names (:: std :: vec ! [crate :: name ! (\"a\") , name])"),
        (r#""ab""#, "Code (crate :: code ! (\"ab\"))"),
        (r#""2026-01-01""#, "Date (crate :: date ! (\"2026-01-01\"))"),
        (
            r#"{ "shape": "circle", "radius": 1 }"#,
            "Circle (:: std :: boxed :: Box :: new (crate :: circle ! ({ \"shape\" : \"circle\" , \"radius\" : 1 })))",
        ),
        (
            r#"{ "shape": "square", "side": side }"#,
            "Square (crate :: square ! ({ \"shape\" : \"square\" , \"side\" : side }))",
        ),
        // The literal tells apart what an expression leaves open.
        (r#"{ "from": from, "to": 1 }"#, "Line (crate :: line ! ({ \"from\" : from , \"to\" : 1 }))"),
        (r#"{ "from": from, "to": "b" }"#, "Path (crate :: path ! ({ \"from\" : from , \"to\" : \"b\" }))"),
        // What fits none goes to the nearest.
        (r#"{ "shape": "square" }"#, "Square (crate :: square ! ({ \"shape\" : \"square\" }))"),
        (
            r#"{ "radius": 1, "nte": "x" }"#,
            "Circle (:: std :: boxed :: Box :: new (crate :: circle ! ({ \"radius\" : 1 , \"nte\" : \"x\" })))",
        ),
        (r#""abc""#, "Code (crate :: code ! (\"abc\"))"),
    ] {
        assert_eq!(checked(EITHER, value).unwrap(), format!("crate :: types :: Either :: {expected}"), "{value}");
    }
    for (value, message) in [
        ("true", "expected an integer, a list, a string or an object for `Either`, found a boolean"),
        ("null", "expected an integer, a list, a string or an object for `Either`, found null"),
        (
            r#"{ "from": from, "to": to }"#,
            "this fits two members: write `Either::Line(line!(…))` or `Either::Path(path!(…))`",
        ),
        (
            "either",
            "expected an integer, a list, a string or an object literal for `Either`, found an expression, \
             or use the expression without the macro",
        ),
    ] {
        assert_eq!(checked(EITHER, value).unwrap_err(), [message], "{value}");
    }
}

#[test]
fn a_value_goes_to_the_nearest_member_of_its_json_type() {
    let word = r##"
        V v
        V::Word(string Word word; "variant"),
        V::Prim(string),
        V::L(object L l; { "type": "list", "element": i64 }),
        V::M(object M m; { "type": "map", "key": i64 }),
    "##;
    for (value, expected) in [
        (r#"{ "type": "list" }"#, "L (crate :: l ! ({ \"type\" : \"list\" }))"),
        (r#"{ "type": "list", "elment": 1 }"#, "L (crate :: l ! ({ \"type\" : \"list\" , \"elment\" : 1 }))"),
        (r#"{ "type": "mp", "key": 1 }"#, "M (crate :: m ! ({ \"type\" : \"mp\" , \"key\" : 1 }))"),
    ] {
        assert_eq!(checked(word, value).unwrap(), format!("crate :: types :: V :: {expected}"), "{value}");
    }
    assert_eq!(checked(word, "1").unwrap_err(), ["expected a string or an object for `V`, found a number"]);

    let map = r##"
        Vectors vectors
        Vectors::Map({object V v}),
        Vectors::V(object V v; { "size": i64, "distance": string, "hnsw"?: object Hnsw hnsw }),
    "##;
    for (value, member) in [
        (r#"{ "sizes": 384, "distance": "Cosine", "hnsw": { "m": 16 } }"#, "V"),
        (r#"{ "sizes": 384, "distance": "Cosine" }"#, "V"),
        (r#"{ "a": { "size": 384 }, "b": 1 }"#, "Map"),
    ] {
        let found = expand(map, value).to_string();
        assert_eq!(found.contains("Vectors :: V"), member == "V", "{value}: {found}");
    }
}

#[test]
fn a_missing_constant_is_written_out() {
    let table = r#"A a a_builders::a_with { "type": string enum Type type_ = "list", "size": i64, "b": object B b, "c": [i64] }"#;
    assert_eq!(
        checked(table, "{}").unwrap_err(),
        [
            "missing fields `type`, `size`, `b` and `c` of `A`: add `\"type\": \"list\", \"size\": …, \"b\": { … }, \"c\": […]`"
        ]
    );
    for value in ["\"lst\"", "1"] {
        let expansion =
            expand(table, &format!("{{ \"type\": {value}, \"size\": 1, \"b\": b, \"c\": [] }}")).to_string();
        assert!(expansion.contains(&format!("crate :: type_ ! (@ \"`type`\" {value})")), "{expansion}");
    }
}

#[test]
fn a_tag_that_is_no_string_is_written_out() {
    let table = r#"A a tag "type" 2 => a_builders::b_with { "style": i64 }, 3 => a_builders::c_with { "url": string }"#;
    for (object, message) in [
        (r#"{ "type": 2 }"#, r#"missing field `style` of `"type": 2`: add `"style": …`"#),
        (r#"{ "type": 3, "url": "", "a": 1 }"#, r#"unknown field `a` of `"type": 3`: expected `url`"#),
        (
            r#"{ "type": 3, "url": "", "style": 1 }"#,
            r#"`style` is not a field of `"type": 3` (only of `"type": 2`): remove it"#,
        ),
        (r#"{ "type": 3, "urls": "" }"#, r#"unknown field `urls` of `"type": 3`: did you mean `url`?"#),
        (r#"{ "type": 22 }"#, "unknown `type` `22`: expected `2` or `3`"),
    ] {
        assert_eq!(checked(table, object).unwrap_err(), [message], "{object}");
    }
}
