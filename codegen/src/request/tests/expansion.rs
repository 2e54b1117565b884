//! The expansions of requests, and the macros that they call.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::quote;

use super::{ORDER, expand, full, messages_and_calls, order};

#[test]
fn a_request_is_a_call_of_the_variants_constructor() {
    let expansion = order(r#"{ "cn_name": domain?, "kind": "plain", "name": "x" }"#).unwrap();
    let expected = "{ let value_0 : crate :: types :: Domain = domain ?; \
                    let value_1 : crate :: types :: Name = crate :: name ! (\"x\") ; \
                    crate :: types :: order_builders :: plain_with \
                    (value_1 , :: core :: option :: Option :: Some (value_0)) }";
    assert_eq!(expansion, expected);
    assert_eq!(order(r#"{ "kind": "empty" }"#).unwrap(), "{ crate :: types :: order_builders :: empty_with () }");
}

#[test]
fn a_mistake_is_an_expression_of_the_right_type() {
    let expansion = expand(ORDER, "{}").to_string();
    assert!(expansion.contains("let refused : crate :: types :: Order = { :: core :: compile_error !"), "{expansion}");
}

#[test]
fn literals_with_rules_go_to_the_macro_of_their_type() {
    let expansion =
        order(&full(r#""port": 0, "spare": -80, "shares": [1, 0.5, share], "tags": ["a", tag], "domains": []"#))
            .unwrap();
    for expected in [
        ": crate :: types :: Port = crate :: port ! (0) ;",
        ": crate :: types :: Port = crate :: port ! (- 80) ;",
        "= :: std :: vec ! [crate :: share ! (1) , crate :: share ! (0.5) , share] ;",
        "= :: std :: vec ! [crate :: name ! (\"a\") , tag] ;",
    ] {
        assert!(expansion.contains(expected), "{expansion}");
    }
    // The literal of another macro's `$number:literal`.
    let number = TokenTree::from(Group::new(Delimiter::None, quote!(-80)));
    let table = proc_macro2::Literal::string(ORDER);
    let input =
        quote!([crate] #table { "kind": "full", "title": "t", "note": null, "port": #number, "ratio": #number });
    let expansion = crate::request::request(input).to_string();
    for expected in ["crate :: port !", ": :: core :: primitive :: f64 = - 80.0 ;"] {
        assert!(expansion.contains(expected), "{expansion}");
    }
    // A plain string or number has no macro.
    let expansion = order(r#"{ "kind": "full", "title": "t", "note": "n", "size": 1, "ratio": 1 }"#).unwrap();
    assert!(!expansion.contains('!'), "{expansion}");
}

#[test]
fn a_macro_of_a_type_reports_its_mistakes_with_the_others() {
    assert_eq!(
        messages_and_calls(r#"{ "cn_name": "a b", "kind": "plain", "nmae": "x" }"#),
        ["domain!(\"a b\")", "unknown field `nmae` of `plain`: did you mean `name`? (expected `name` or `cn_name`)"]
    );
    let found = messages_and_calls(&full(r#""size": "1", "port": -1, "tags": ["a"], "shares": [0, 0.5]"#));
    let expected = [
        "expected an integer for `size`, found a string: write `1`",
        "port!(- 1)",
        "expected at least 2 items in `tags`, found 1",
        "name!(\"a\")",
        "share!(0)",
        "share!(0.5)",
    ];
    assert_eq!(found, expected);
    // Without a variant, where every variant has the same type.
    let found = messages_and_calls(r#"{ "kind": "other", "cn_name": "a b", "pem": "x", "name": "" }"#);
    assert_eq!(found[1..], ["pem!(\"x\")", "name!(\"\")"]);
}

#[test]
fn a_nested_value_goes_to_the_macro_of_its_type() {
    let expansion = order(&full(
        r#""other": { "x": 1 }, "others": [{}, other], "either": [1], "next": { "kind": "plain" }, "labels": { "a": b }"#,
    ));
    let expansion = expansion.unwrap();
    for expected in [
        ": crate :: types :: Other = crate :: other ! ({ \"x\" : 1 }) ;",
        ": :: std :: vec :: Vec < crate :: types :: Other > = :: std :: vec ! [crate :: other ! ({ }) , other] ;",
        ": crate :: types :: Either = crate :: either ! (@ \"`either`\" [1]) ;",
        ": crate :: types :: Order = crate :: order ! ({ \"kind\" : \"plain\" }) ;",
        "= :: std :: collections :: BTreeMap :: from ([(:: std :: borrow :: ToOwned :: to_owned (\"a\") , b)]) ;",
        ":: core :: option :: Option :: Some (:: std :: boxed :: Box :: new (value_5))",
    ] {
        assert!(expansion.contains(expected), "no `{expected}` in {expansion}");
    }
    assert_eq!(
        order(r#"{ "kind": "inner", "x": 1 }"#).unwrap(),
        "crate :: types :: Order :: Inner (crate :: inner ! ({ \"kind\" : \"inner\" , \"x\" : 1 }))"
    );
}

#[test]
fn mistakes_of_all_depths_are_reported_at_once() {
    let found =
        messages_and_calls(&full(r#""size": "1", "other": { "x": 1 }, "others": [2, { "y": [] }], "either": true"#));
    let expected = [
        "expected an integer for `size`, found a string: write `1`",
        "other!({ \"x\" : 1 })",
        "expected an object for an item of `others`, found a number: write `{ … }`",
        "other!({ \"y\" : [] })",
        "either!(@ \"`either`\" true)",
    ];
    assert_eq!(found, expected);
}
