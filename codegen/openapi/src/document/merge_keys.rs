//! YAML's merge keys: `<<: *anchor` adds what the object does not have itself.
//!
//! They are not part of YAML 1.2, but documents use them, so they are merged; serde_yaml leaves the key as it is.

use serde_json::{Map, Value};

/// Replaces each merge key by what it merges.
pub(super) fn apply_merge_keys(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(apply_merge_keys),
        Value::Object(object) => {
            object.values_mut().for_each(apply_merge_keys);
            match object.shift_remove("<<") {
                Some(Value::Object(base)) => add_missing(object, base),
                Some(Value::Array(bases)) if bases.iter().all(Value::is_object) => {
                    for base in bases {
                        if let Value::Object(base) = base {
                            add_missing(object, base);
                        }
                    }
                }
                // Nothing that can be merged: it stays a key like any other.
                Some(other) => {
                    object.insert("<<".to_owned(), other);
                }
                None => {}
            }
        }
        _ => {}
    }
}

fn add_missing(object: &mut Map<String, Value>, base: Map<String, Value>) {
    for (key, value) in base {
        object.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn own_keys_win_and_then_the_first_of_a_list() {
        let mut value = json!({"<<": [{"a": 1, "b": 1}, {"b": 2, "c": 2}], "a": 0});
        super::apply_merge_keys(&mut value);
        assert_eq!(value, json!({"a": 0, "b": 1, "c": 2}));
    }

    #[test]
    fn a_scalar_is_not_merged() {
        let mut value = json!({"<<": 1});
        super::apply_merge_keys(&mut value);
        assert_eq!(value, json!({"<<": 1}));
    }
}
