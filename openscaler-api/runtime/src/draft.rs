//! Drafts: requests as data, checked as a whole against the table of their type.

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::json::{Found, wipe};
use crate::shape::{Fault, JsonType, Reading, Shape, judge};
use crate::violations::{Violation, Violations};

/// A request that has a [`Draft`]; implemented by generated code.
pub trait Drafted: DeserializeOwned {
    /// The JSON that it accepts.
    #[doc(hidden)]
    const SHAPE: &'static Shape;

    /// Reads JSON that the table accepts.
    ///
    /// # Errors
    ///
    /// None, unless type and table differ.
    #[doc(hidden)]
    fn read(checked: Value) -> serde_json::Result<Self> {
        serde_json::from_value(checked)
    }
}

/// An unchecked `T`: any JSON, from a deserializer or a `serde_json` value.
///
/// `T::try_from` reports every violation at once, at every depth. A draft may hold a private key: `Debug` shows only the
/// names of its fields, and its strings are wiped on drop.
///
/// ```
/// use openscaler_api::serde_json::json;
/// use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
///
/// let draft = CreateCertificateRequestDraft::from(json!({ "cert_type": "self_signed", "name": "internal" }));
/// assert_eq!(format!("{draft:?}"), r#"CreateCertificateRequestDraft({"cert_type": REDACTED, "name": REDACTED})"#);
/// let request = CreateCertificateRequest::try_from(draft)?;
/// # Ok::<_, openscaler_api::Violations>(())
/// ```
pub struct Draft<T> {
    json: Found,
    request: PhantomData<fn() -> T>,
}

impl<T: Drafted> Draft<T> {
    /// The request, unless there are violations.
    #[doc(hidden)]
    pub fn check(mut self) -> Result<T, Violations> {
        let duplicates = self.json.duplicates.drain(..);
        let mut found: Vec<_> = duplicates.map(|pointer| Violation::duplicate(pointer, "remove one")).collect();
        if let Err(faults) = judge(T::SHAPE, &mut self.json.value, Reading::Draft) {
            found.extend(faults.into_iter().map(|Fault { violation, .. }| violation));
        }
        if !found.is_empty() {
            return Err(Violations::new(found));
        }
        // serde's own message would quote the value.
        T::read(self.json.value.take()).map_err(|_| {
            Violations::new(vec![Violation::new(String::new(), "type", "cannot be read as its type", None)])
        })
    }
}

impl<T> From<Value> for Draft<T> {
    fn from(json: Value) -> Self {
        Self { json: Found { value: json, duplicates: Vec::new() }, request: PhantomData }
    }
}

impl<T> From<Map<String, Value>> for Draft<T> {
    fn from(members: Map<String, Value>) -> Self {
        Value::Object(members).into()
    }
}

/// Any JSON if the request is a union that may be anything else, or else an object.
impl<'de, T: Drafted> Deserialize<'de> for Draft<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let draft = Self { json: Found::deserialize(deserializer)?, request: PhantomData };
        if T::SHAPE.is_object() && !draft.json.value.is_object() {
            let found = JsonType::of(&draft.json.value).name();
            return Err(D::Error::custom(format_args!("expected a JSON object, found {found}")));
        }
        Ok(draft)
    }
}

impl<T> Clone for Draft<T> {
    fn clone(&self) -> Self {
        Self { json: self.json.clone(), request: PhantomData }
    }
}

impl<T> fmt::Debug for Draft<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request = type_name::<T>().rsplit("::").next().unwrap_or_default();
        let names = self.json.value.as_object().into_iter().flat_map(Map::keys);
        write!(formatter, "{request}Draft(")?;
        formatter.debug_map().entries(names.map(|name| (name, format_args!("REDACTED")))).finish()?;
        formatter.write_str(")")
    }
}

impl<T> Drop for Draft<T> {
    fn drop(&mut self) {
        wipe(&mut self.json.value);
    }
}

/// Reads a required field of a checked object.
pub fn take<T: DeserializeOwned>(object: &mut Value, name: &str) -> serde_json::Result<T> {
    serde_json::from_value(object.get_mut(name).map(Value::take).unwrap_or_default())
}

/// Reads an optional field of a checked object; an absent one differs from null.
pub fn take_optional<T: DeserializeOwned + Default>(object: &mut Value, name: &str) -> serde_json::Result<T> {
    object.get_mut(name).map_or_else(|| Ok(T::default()), |value| serde_json::from_value(value.take()))
}

/// Checks what [`Deserialize`] reads of a request.
pub fn deserialize<'de, T: Drafted, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Draft::<T>::deserialize(deserializer)?.check().map_err(D::Error::custom)
}

/// The draft of a request, and its check; with `by`, also the table that it is checked by.
#[macro_export]
macro_rules! draft {
    ($visibility:vis $draft:ident = $request:ident $(by $shape:path)?) => {
        #[doc = concat!("An unchecked [`", stringify!($request), "`]: the [`Draft`](crate::Draft) of one.")]
        ///
        #[doc = concat!("[`", stringify!($request), "::try_from`] reports every violation at once.")]
        $visibility type $draft = $crate::draft::Draft<$request>;

        impl ::std::convert::TryFrom<$draft> for $request {
            type Error = $crate::Violations;

            fn try_from(draft: $draft) -> ::std::result::Result<Self, $crate::Violations> {
                draft.check()
            }
        }

        $(impl $crate::draft::Drafted for $request {
            const SHAPE: &'static $crate::shape::Shape = &$shape;
        })?
    };
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, json};

    use super::{Draft, Drafted};
    use crate::shape::Property::{Optional, Required};
    use crate::shape::Shape;
    use crate::violations::Violations;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Request {
        name: String,
        #[serde(default)]
        parts: Vec<Request>,
    }

    static REQUEST: Shape =
        Shape::Object(&[Required("name", &Shape::Text), Optional("parts", &Shape::List(&REQUEST))], None);

    crate::draft! { RequestDraft = Request by REQUEST }

    fn check(json: &str) -> Result<Request, Violations> {
        Request::try_from(from_str::<RequestDraft>(json).expect("JSON"))
    }

    fn found(json: &str) -> String {
        check(json).expect_err("it is refused").to_string()
    }

    #[test]
    fn a_valid_draft_becomes_a_request() {
        let part = Request { name: "b".to_owned(), parts: Vec::new() };
        let request = Request { name: "a".to_owned(), parts: vec![part] };
        assert_eq!(check(r#"{ "name": "a", "parts": [{ "name": "b" }] }"#), Ok(request));
        assert!(Request::try_from(Draft::from(json!([]))).is_err());
    }

    #[test]
    fn violations_of_every_depth_are_found_in_the_order_of_their_pointers() {
        assert_eq!(
            found(r#"{ "parts": [{ "name": 1 }, { "name": "x", "nmae": "y" }], "name": null }"#),
            "`/name` cannot be null: give a value, or omit it if it is optional; \
             `/parts/0/name` must be a string, not a number; \
             `/parts/1/nmae` is an unknown field: expected one of `name`, `parts`"
        );
    }

    #[test]
    fn a_name_is_given_once_at_every_depth() {
        let duplicate = |pointer: &str| format!("`{pointer}` is given more than once: remove one");
        let (name, nested) = (duplicate("/name"), duplicate("/parts/1/name"));
        assert_eq!(found(r#"{ "name": "a", "name": "a", "name": 3 }"#), name);
        assert_eq!(found(r#"{ "name": "a", "parts": [{ "name": "b" }, { "name": "b", "name": "b" }] }"#), nested);
        // The first one is judged.
        assert_eq!(found(r#"{ "name": 3, "name": "a" }"#), format!("{name}; `/name` must be a string, not a number"));
    }

    #[test]
    fn numbers_of_arbitrary_precision_are_numbers() {
        let json = crate::json::from_slice(br#"{ "a": [{ "$serde_json::private::Number": "1.50" }] }"#).expect("JSON");
        assert_eq!(json.value, json!({ "a": [1.5] }));
    }

    #[test]
    fn a_draft_shows_its_names_only() {
        let draft: RequestDraft = from_str(r#"{ "name": "QUOTED", "parts": ["QUOTED"] }"#).expect("JSON");
        assert_eq!(format!("{draft:?}"), r#"RequestDraft({"name": REDACTED, "parts": REDACTED})"#);
        let error = from_str::<RequestDraft>(r#""QUOTED""#).expect_err("no object");
        assert_eq!(error.to_string(), "expected a JSON object, found a string");
    }

    #[test]
    fn a_type_that_differs_from_its_table_quotes_nothing() {
        #[derive(Debug, serde::Deserialize)]
        struct Other(#[allow(dead_code)] u8);

        impl Drafted for Other {
            const SHAPE: &'static Shape = &Shape::Text;
        }

        let violations = Draft::<Other>::from(json!("QUOTED")).check().expect_err("it is refused");
        assert_eq!(violations.to_string(), "the value cannot be read as its type");
    }
}
