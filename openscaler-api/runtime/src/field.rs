//! Fields of requests that tell null from absence.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a request that is optional and may be null: to omit it and to send null are different requests.
///
/// In a JSON Merge Patch (RFC 7396), a field that is absent stays as it is, and null removes its value.
///
/// ```
/// use openscaler_runtime::field::Field;
/// use serde_json::{from_str, to_string};
///
/// #[derive(serde::Deserialize, serde::Serialize)]
/// struct Patch {
///     #[serde(default, skip_serializing_if = "Field::is_absent")]
///     note: Field<String>,
/// }
///
/// assert_eq!(to_string(&Patch { note: Field::Absent })?, "{}");
/// assert_eq!(to_string(&Patch { note: Field::Null })?, r#"{"note":null}"#);
/// assert_eq!(to_string(&Patch { note: "paid".to_owned().into() })?, r#"{"note":"paid"}"#);
///
/// let patch: Patch = from_str(r#"{"note":null}"#)?;
/// assert_eq!(patch.note, Field::Null);
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// There is no conversion from `Option`, because `None` could mean either: write
/// `option.map_or(Field::Absent, Field::Value)` or `option.map_or(Field::Null, Field::Value)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    /// The field is omitted.
    #[default]
    Absent,
    /// The field is null.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Field<T> {
    /// Whether the field is omitted.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value; `None` if the field is absent or null.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with a reference to the value.
    pub const fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(value),
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Null if it is absent, too: a struct omits it with `skip_serializing_if = "Field::is_absent"`.
impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// Never absent: a struct reads a missing field with `default`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json, to_value};

    use super::*;

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Patch {
        #[serde(default, skip_serializing_if = "Field::is_absent")]
        note: Field<Value>,
        #[serde(default, skip_serializing_if = "Field::is_absent")]
        size: Field<Box<i64>>,
    }

    #[test]
    fn the_three_states_are_written_and_read() {
        for (patch, json) in [
            (Patch { note: Field::Absent, size: Field::default() }, json!({})),
            (Patch { note: Field::Null, size: Field::Null }, json!({ "note": null, "size": null })),
            (Patch { note: json!([null]).into(), size: Box::new(1).into() }, json!({ "note": [null], "size": 1 })),
        ] {
            assert_eq!(to_value(&patch).expect("JSON"), json);
            assert_eq!(from_value::<Patch>(json).expect("a patch"), patch);
        }
        assert!(from_value::<Patch>(json!({ "size": "1" })).is_err());
    }

    #[test]
    fn a_value_is_none_of_the_other_states() {
        struct NoDefault;
        assert!(Field::<NoDefault>::default().is_absent());
        let states = [Field::Absent, Field::Null, Field::Value(1)];
        let seen = states.map(|state| (state.is_absent(), state.is_null(), state.as_ref().value().copied().copied()));
        assert_eq!(seen, [(true, false, None), (false, true, None), (false, false, Some(1))]);
    }
}
