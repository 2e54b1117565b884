//! The value of a parameter as text, in OpenAPI's styles for lists and objects.

use std::fmt::{self, Display, Formatter, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

use super::error::Error;

/// All except the unreserved characters (RFC 3986, section 2.3).
///
/// This includes the backslash, which URL parsers treat as a slash: `..\..\x` would leave the path.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `value`, encoded as one segment of a path when it is displayed.
pub fn encode_path<T: Display>(value: T) -> impl Display {
    Segment(value)
}

struct Segment<T>(T);

impl<T: Display> Display for Segment<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(Encoder(formatter), "{}", self.0)
    }
}

/// A writer that encodes its input.
struct Encoder<'a, 'b>(&'a mut Formatter<'b>);

impl Write for Encoder<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        utf8_percent_encode(text, RESERVED).try_for_each(|part| self.0.write_str(part))
    }
}

/// A value in a header, in the style `simple`: comma-separated; with `explode`, the members of an object are written
/// `name=value`.
pub fn simple<T: Serialize + ?Sized>(value: &T, explode: bool) -> Result<String, Error> {
    Ok(parts(&to_value(value)?, explode, str::to_owned).join(","))
}

/// The texts that a parameter consists of, encoded: the items of a list, the members of an object, or the value itself.
pub(super) fn parts(value: &Value, explode: bool, encode: fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).map(|item| encode(&item)).collect(),
        Value::Object(members) => {
            let members = members.iter().filter_map(|(name, value)| Some((encode(name), encode(&text(value)?))));
            members
                .flat_map(|(name, value)| if explode { vec![format!("{name}={value}")] } else { vec![name, value] })
                .collect()
        }
        value => text(value).iter().map(|text| encode(text)).collect(),
    }
}

pub(super) fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|_| Error::unsendable("cannot serialize a parameter as text"))
}

/// A value in a header, as JSON.
pub fn json_text<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::unsendable("cannot serialize a parameter as JSON"))
}

/// The text of a value; for a list or an object, its JSON.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_or_an_object_is_separated_by_commas() {
        assert_eq!(simple(&[1, 2], false).expect("text"), "1,2");
        assert_eq!(simple("a b", false).expect("text"), "a b");
        assert_eq!(simple(&json!({ "b": "x y", "g": null, "r": 1 }), true).expect("text"), "b=x y,r=1");
    }
}
