//! A program that depends on what `prelude.yaml` generates to.

use openscaler_api::types;
use serde_json::{json, to_value};

fn main() {
    let file = || {
        let string = types::String::builder().vec(vec!["a".to_owned()]).extra([("b".to_owned(), "c".to_owned())].into());
        let self_ = types::SelfInput::builder().default(types::Default::try_from(1).unwrap()).build();
        // In any order.
        let builder = types::FileInput::builder().self_2("s".to_owned()).build_(1).vec(vec![string.build()]).self_(self_);
        builder.option(types::OptionInput::ok().ok(true).build()).type_("t".to_owned())
    };
    let required = json!({
        "Vec": [{ "Vec": ["a"], "b": "c" }], "Option": { "kind": "Ok", "Ok": true }, "Self": { "Default": 1 }, "build": 1,
        "type": "t", "self": "s",
    });
    assert_eq!(to_value(file().build()).unwrap(), required);
    let all = file().file(file().build()).new(2).state(3).builder(4).clone(5).maybe_clone(6).parts(7).std_null();
    let copy = std::clone::Clone::clone(&all).maybe_clone_(Some(8)).build();
    let all = to_value(all.some_null().build()).unwrap();
    assert_eq!((&all["clone"], &all["maybe_clone"], &all["std"], &all["Some"]), (&json!(5), &json!(6), &json!(null), &json!(null)));
    assert_eq!((copy.clone, copy.maybe_clone), (Some(8), Some(6)));
    assert_eq!(to_value(copy.file).unwrap(), required);
}
