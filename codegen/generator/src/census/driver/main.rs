//! Round-trips each value through its generated type; `cargo xtask census` compares the two.

use std::fmt::Debug;
use std::marker::PhantomData;

#[allow(unused_imports)]
use openscaler_api::types;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

struct Probe<T>(PhantomData<T>);

trait Read {
    fn read(&self, text: &str) -> Value;
}

impl<T: DeserializeOwned + Serialize + Debug> Read for Probe<T> {
    fn read(&self, text: &str) -> Value {
        let written = |value: &T| serde_json::from_str(&serde_json::to_string(value)?);
        let read = serde_json::from_str::<T>(text).and_then(|value| Ok((written(&value)?, unknown(&value))));
        match read {
            Ok::<(Value, _), _>((written, unknown)) => json!({ "read": { "written": written, "unknown": unknown } }),
            Err(error) => json!({ "refused": error.to_string() }),
        }
    }
}

/// The fallback of method resolution, for a type that lacks one of the traits.
trait NotRead {
    fn read(&self, text: &str) -> Value;
}

impl<T> NotRead for &Probe<T> {
    fn read(&self, _: &str) -> Value {
        json!({ "refused": "the type does not implement Deserialize, Serialize and Debug" })
    }
}

/// The values read as a variant `Unknown`: the text, or null for any other value.
fn unknown(value: &impl Debug) -> Vec<Option<String>> {
    let printed = format!("{value:?}");
    let contents = printed.match_indices("Unknown(").filter(|(index, _)| {
        // Neither the end of another name nor part of a string.
        !printed[..*index].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '"')
    });
    contents
        .map(|(index, variant)| {
            let mut texts = serde_json::Deserializer::from_str(&printed[index + variant.len()..]).into_iter::<String>();
            texts.next().and_then(Result::ok)
        })
        .collect()
}

macro_rules! probe {
    ($type:ty) => {
        Box::new(|text: &str| (&Probe::<$type>(PhantomData)).read(text))
    };
    ($type:ty, $draft:ty) => {
        Box::new(|text: &str| match serde_json::from_str::<$draft>(text).map(<$type>::try_from) {
            Ok(Ok(_)) => (&Probe::<$type>(PhantomData)).read(text),
            Ok(Err(violations)) => json!({ "refused": format!("draft: {violations}") }),
            Err(error) => json!({ "refused": format!("draft: {error}") }),
        })
    };
}

fn reader(index: usize) -> Box<dyn Fn(&str) -> Value> {
    match index {
// The types.
        _ => Box::new(|_| json!({ "refused": "unknown type" })),
    }
}

fn main() {
    let path = std::env::args().nth(1).expect("the file of the values");
    for line in std::fs::read_to_string(path).expect("the values").lines() {
        let (index, text) = line.split_once('\t').expect("an index and a value");
        println!("{}", reader(index.parse().expect("an index"))(text));
    }
}
