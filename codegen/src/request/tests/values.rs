//! The values of fields: literals, expressions and lists of each type.

use super::{assert_messages, assert_messages_in_full, full, order};

#[test]
fn every_kind_of_value_can_be_written() {
    for field in [
        r#""size": -42"#,
        r#""size": 0x10"#,
        r#""size": -9223372036854775808"#,
        r#""least": 18446744073709551615"#,
        r#""ratio": 4.2"#,
        r#""on": false"#,
        r#""domains": ["a.example", domain, pick::<A, B>(c)]"#,
        r#""domains": []"#,
        r#""memo": null"#,
        r#""memo": "x""#,
        r#""grid": [[1, 2], [], row]"#,
        r#""other": other"#,
        r#""any": [1, 2]"#,
        r#""any": "x""#,
        r#""any": null"#,
        r#""any": { "x": [null, y] }"#,
        r#""any": { let x = 1; x }"#,
        r#""any": if a == b { c } else { d }"#,
        r#""any": pick::<A, B>(|a, b| c),"#,
        r#""any": <A as B<C, D>>::E"#,
        r#""any": a < b, "on": a > b"#,
        r#""any": &raw const x"#,
        r#""any": 'a: loop { break 'a }"#,
        r#""any": x as u8"#,
        r#""any": async move { x }.await?"#,
        r#""port": 8080"#,
        r#""port": port"#,
        r#""port": Port::try_from(x)?"#,
        r#""shares": [1, 0.5, share]"#,
        r#""spare": null"#,
        r#""other": { "x": 1 }"#,
        r#""other": {}"#,
        r#""others": [{}, other, { "x": 1 }]"#,
        r#""labels": { "a": "b", "c": d }"#,
        r#""labels": {}"#,
        r#""labels": labels"#,
        r#""either": "x""#,
        r#""either": [1, "2"]"#,
        r#""either": { "x": 1 }"#,
        r#""big": 18446744073709551615"#,
        r#""big": -1"#,
        r#""least": 1"#,
        r#""code": "abc""#,
        r#""code": code"#,
        r#""code": null"#,
        r#""bytes": 18446744073709551615"#,
        r#""ranks_of": { "a": 1, "b": rank }"#,
        r#""ratios": [1, -0.5, ratio]"#,
        r#""next": { "kind": "plain" }"#,
        r#""next": order"#,
    ] {
        assert!(order(&full(field)).is_ok(), "{field}: {:?}", order(&full(field)));
    }
    let expansion = order(&full(r#""ratio": -2, "memo": "x", "size": 1"#)).unwrap();
    for expected in [
        "let value_2 : :: core :: primitive :: f64 = - 2.0 ;",
        "let value_4 : :: core :: primitive :: i64 = 1 ;",
        "full_with (value_0 , :: core :: option :: Option :: Some (value_4)",
    ] {
        assert!(expansion.contains(expected), "{expansion}");
    }
    assert!(!expansion.contains("value_1"), "a null has no type of its own: {expansion}");
}

#[test]
fn literals_are_of_the_fields_type() {
    assert_messages_in_full(&[
        (r#""size": "42""#, "expected an integer for `size`, found a string: write `42`"),
        (r#""size": 4.2"#, "expected an integer for `size`, found a floating-point number"),
        (r#""size": -10.0"#, "expected an integer for `size`, found a floating-point number: write `-10`"),
        (r#""ratio": "nan""#, "expected a number for `ratio`, found a string"),
        (r#""ratio": "-4.2""#, "expected a number for `ratio`, found a string: write `-4.2`"),
        (r#""on": "true""#, "expected a boolean for `on`, found a string: write `true`"),
        (r#""on": 0"#, "expected a boolean for `on`, found a number: write `true` or `false`"),
        (r#""memo": -4.2"#, "expected a string for `memo`, found a floating-point number: write `\"-4.2\"`"),
        (r#""memo": true"#, "expected a string for `memo`, found a boolean: write `\"true\"`"),
        (r#""memo": ["x"]"#, "expected a string for `memo`, found a list: write `\"x\"`"),
        (r#""memo": {}"#, "expected a string for `memo`, found an object: write `\"…\"`"),
        (r#""memo": 'x'"#, "strings must be in double quotes: write `\"x\"`"),
        (r#""memo": b"x""#, "expected a string for `memo`, found bytes: write `\"…\"` without a prefix"),
        (r#""domains": "a.example""#, "expected a list for `domains`, found a string: write `[\"a.example\"]`"),
        (r#""domains": [42]"#, "expected a string for an item of `domains`, found a number: write `\"42\"`"),
        (r#""domains": ["a.example",,"b.example"]"#, "expected an item, found `,`: remove it"),
        (r#""other": "a""#, "expected an object for `other`, found a string: write `{ … }`"),
        (r#""others": [1, { "x": 1 }]"#, "expected an object for an item of `others`, found a number: write `{ … }`"),
        (r#""others": { "x": 1 }"#, "expected a list for `others`, found an object: write `[{ … }]`"),
        (r#""labels": { "a": 1 }"#, "expected a string for `a` of `labels`, found a number: write `\"1\"`"),
        (r#""labels": { "a": "x", "a": "y" }"#, "`a` is given more than once: remove one"),
        (r#""labels": { "a": null }"#, "`a` of `labels` cannot be null: remove it"),
        (r#""labels": { a: "x" }"#, "field names must be quoted: write `\"a\"`"),
        (r#""labels": ["a"]"#, "expected an object for `labels`, found a list: write `{ … }`"),
        (r#""either": 'x'"#, "strings must be in double quotes: write `\"x\"`"),
        (r#""either": null"#, "`either` cannot be null: omit it instead"),
        (r#""any": b"x""#, "expected a string for `any`, found bytes: write `\"…\"` without a prefix"),
        (r#""big": 1.5"#, "expected an integer for `big`, found a floating-point number"),
        (
            r#""memo": my cert"#,
            "expected `,` between these values, or double quotes around them if they are a single string",
        ),
    ]);
}

#[test]
fn a_value_of_another_type_is_refused_here() {
    assert_messages(&[(
        r#"{ "kind": "plain", "name": format!("{x}") }"#,
        "expected a string literal, but the result of `format!` is not known yet: \
         to check it at run time, write `Name::try_from(format!(…))?`",
    )]);
    assert_messages_in_full(&[
        (r#""port": 80.5"#, "expected an integer for `port`, found a floating-point number"),
        (r#""port": "8080""#, "expected an integer for `port`, found a string: write `8080`"),
        (r#""port": null"#, "`port` cannot be null: omit it instead"),
        (r#""port": true"#, "expected an integer for `port`, found a boolean"),
        (r#""port": [80]"#, "expected an integer for `port`, found a list: write `80`"),
        (r#""shares": [1, "0.5"]"#, "expected a number for an item of `shares`, found a string: write `0.5`"),
    ]);
}

#[test]
fn lists_keep_their_rules() {
    assert_messages_in_full(&[
        (r#""tags": ["a"]"#, "expected at least 2 items in `tags`, found 1"),
        (r#""tags": []"#, "expected at least 2 items in `tags`, found none"),
        (r#""tags": ["a", "b", tag, "d"]"#, "expected at most 3 items in `tags`, found 4"),
        (r#""tags": ["a", "b", "a"]"#, "duplicate item in `tags`: remove it"),
        (r#""ranks": [1, 2]"#, "expected at most 1 item in `ranks`, found 2"),
    ]);
    let messages = order(&full(r#""ranks": [1, 0x1]"#)).unwrap_err();
    assert_eq!(messages.len(), 2, "{messages:#?}");
    for field in [r#""tags": ["a", "b"]"#, r#""tags": [tag, tag, "a"]"#, r#""tags": tags"#, r#""ranks": []"#] {
        assert!(order(&full(field)).is_ok(), "{field}: {:?}", order(&full(field)));
    }
}

#[test]
fn literals_keep_rules_without_a_type() {
    assert_messages_in_full(&[
        (r#""code": "a""#, "`a` is not valid for `code`: expected at least 2 characters, found 1"),
        (r#""least": -1"#, "`-1` is not valid for `least`: expected at least 0"),
        (
            r#""least": 18446744073709551616"#,
            "`18446744073709551616` is not valid for `least`: expected at most 18446744073709551615",
        ),
        (
            r#""size": 17000000000000000000"#,
            "`17000000000000000000` is not valid for `size`: expected at most 9223372036854775807",
        ),
        (
            r#""size": -9223372036854775809"#,
            "`-9223372036854775809` is not valid for `size`: expected at least -9223372036854775808",
        ),
        (
            r#""grid": [[0x8000_0000_0000_0000]]"#,
            "`0x8000_0000_0000_0000` is not valid for an item of an item of `grid`: expected at most 9223372036854775807",
        ),
        (
            r#""big": 18446744073709551616"#,
            "`18446744073709551616` is not valid for `big`: expected at most 18446744073709551615",
        ),
        (r#""code": 1"#, "expected a string for `code`, found a number: write `\"1\"`"),
        (r#""ranks_of": { "a": 0 }"#, "`0` is not valid for `a` of `ranks_of`: expected at least 1"),
        (r#""ranks_of": { "a": 1.5 }"#, "expected an integer for `a` of `ranks_of`, found a floating-point number"),
        (r#""bytes": 0"#, "`0` is not valid for `bytes`: expected at least 1"),
        (r#""bytes": -1"#, "`-1` is not valid for `bytes`: expected at least 1"),
        (r#""ratios": [1, 2]"#, "`2` is not valid for an item of `ratios`: expected at most 1.5"),
    ]);
    let expansion = order(&full(r#""ratios": [1]"#)).unwrap();
    assert!(
        expansion.contains(":: std :: vec :: Vec < :: core :: primitive :: f64 > = :: std :: vec ! [1.0]"),
        "{expansion}"
    );
}
