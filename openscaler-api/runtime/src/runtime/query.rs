//! Query parameters and forms: names and values, in the styles that OpenAPI has for what is more than one value.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::header::{COOKIE, HeaderMap, HeaderValue};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};
use serde_json::Value;

use super::Error;

/// One parameter; what is nothing is not written.
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
    style: Style,
}

#[derive(Clone, Copy)]
enum Style {
    /// `form` with `explode`: a list repeats the name, and an object's members stand for themselves.
    Exploded,
    /// The parts of a list, or the names and values of an object, in one value.
    Joined(&'static str),
    /// `deepObject`: the name of each part in brackets behind that of the whole.
    Deep,
    /// As JSON.
    Json,
}

impl<'a, T> QueryParam<'a, T> {
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value, style: Style::Exploded }
    }

    pub fn comma(name: &'a str, value: &'a T) -> Self {
        Self { name, value, style: Style::Joined(",") }
    }

    pub fn space(name: &'a str, value: &'a T) -> Self {
        Self { name, value, style: Style::Joined(" ") }
    }

    pub fn pipe(name: &'a str, value: &'a T) -> Self {
        Self { name, value, style: Style::Joined("|") }
    }

    pub fn deep(name: &'a str, value: &'a T) -> Self {
        Self { name, value, style: Style::Deep }
    }

    pub fn json(name: &'a str, value: &'a T) -> Self {
        Self { name, value, style: Style::Json }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = serde_json::to_value(self.value).map_err(S::Error::custom)?;
        let mut sequence = serializer.serialize_seq(None)?;
        for pair in pairs(self.name, &value, self.style) {
            sequence.serialize_element(&pair)?;
        }
        sequence.end()
    }
}

/// The names and values of a form: a list repeats its name, the fields in `deep` have brackets, any other part is JSON.
pub(super) fn form<T: Serialize + ?Sized>(body: &T, deep: &[&str]) -> Result<Vec<(String, String)>, Error> {
    let unsendable = || Error::unsendable("its body is no object, as a form has to be");
    let Ok(Value::Object(fields)) = serde_json::to_value(body) else { return Err(unsendable()) };
    let of_field = |(name, value): (&String, &Value)| match value {
        value if deep.contains(&name.as_str()) => pairs(name, value, Style::Deep),
        Value::Object(_) => pairs(name, value, Style::Json),
        value => pairs(name, value, Style::Exploded),
    };
    Ok(fields.iter().flat_map(of_field).collect())
}

fn pairs(name: &str, value: &Value, style: Style) -> Vec<(String, String)> {
    let one = |text: String| vec![(name.to_owned(), text)];
    let of = |name: &str, value: &Value| text(value).map(|text| (name.to_owned(), text));
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (Style::Json, value) => one(value.to_string()),
        (Style::Deep, value) => {
            let mut pairs = Vec::new();
            in_brackets(name, value, &mut pairs);
            pairs
        }
        (Style::Exploded, Value::Array(items)) => items.iter().filter_map(|item| of(name, item)).collect(),
        (Style::Exploded, Value::Object(members)) => {
            members.iter().filter_map(|(name, value)| of(name, value)).collect()
        }
        (Style::Joined(_), Value::Array(items)) if items.is_empty() => Vec::new(),
        (Style::Joined(separator), value) => one(joined(value, separator)),
        (Style::Exploded, value) => of(name, value).into_iter().collect(),
    }
}

/// The text of a value; of one that has parts its JSON.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn joined(value: &Value, separator: &str) -> String {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(separator),
        Value::Object(members) => {
            let members = members.iter().filter_map(|(name, value)| Some([name.clone(), text(value)?]));
            members.flatten().collect::<Vec<_>>().join(separator)
        }
        other => text(other).unwrap_or_default(),
    }
}

fn in_brackets(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                in_brackets(&format!("{name}[{index}]"), item, pairs);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                in_brackets(&format!("{name}[{member}]"), value, pairs);
            }
        }
        value => pairs.extend(text(value).map(|text| (name.to_owned(), text))),
    }
}

/// A value in a path or a header, in the style `simple`: commas between the parts.
pub fn simple<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let value = serde_json::to_value(value).map_err(|_| Error::unsendable("a parameter cannot be written as text"))?;
    Ok(joined(&value, ","))
}

/// A value in a header, as JSON.
pub fn json_text<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::unsendable("a parameter cannot be written as JSON"))
}

/// Adds a cookie (RFC 6265, section 4.2) to the one header that all of them share.
pub fn add_cookie(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    let cookie = format!("{name}={}", utf8_percent_encode(value, NOT_IN_COOKIES));
    let all = match headers.get(COOKIE).and_then(|others| others.to_str().ok()) {
        Some(others) => format!("{others}; {cookie}"),
        None => cookie,
    };
    let mut all =
        HeaderValue::try_from(all).map_err(|_| Error::unsendable("a cookie has a name that no header holds"))?;
    all.set_sensitive(true);
    headers.insert(COOKIE, all);
    Ok(())
}

/// What ends the value of a cookie, or cannot be in a header.
const NOT_IN_COOKIES: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%').add(b',').add(b';').add(b'\\');

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cookies_share_a_header() {
        let mut headers = HeaderMap::new();
        add_cookie(&mut headers, "a", "1; 2").expect("a cookie");
        add_cookie(&mut headers, "b", "\u{e9}").expect("a cookie");
        assert_eq!(headers.get_all(COOKIE).iter().collect::<Vec<_>>(), ["a=1%3B%202; b=%C3%A9"]);
    }

    fn written(value: Value, style: Style) -> String {
        let pairs = pairs("p", &value, style).into_iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    #[test]
    fn styles() {
        let (list, object) = (json!(["a", 1, null]), json!({ "x": "a", "y": { "z": [true] }, "n": null }));
        assert_eq!(written(list.clone(), Style::Exploded), "p=a&p=1");
        assert_eq!(written(object.clone(), Style::Exploded), r#"x=a&y={"z":[true]}"#);
        assert_eq!(written(list.clone(), Style::Joined("|")), "p=a|1");
        assert_eq!(written(json!({ "x": 1, "y": 2 }), Style::Joined(",")), "p=x,1,y,2");
        assert_eq!(written(json!([]), Style::Joined(",")), "");
        assert_eq!(written(object.clone(), Style::Deep), "p[x]=a&p[y][z][0]=true");
        assert_eq!(written(list, Style::Json), r#"p=["a",1,null]"#);
        assert_eq!(written(Value::Null, Style::Json), "");
        assert_eq!(simple(&[1, 2]).expect("text"), "1,2");
        assert_eq!(simple("a b").expect("text"), "a b");
        let form =
            form(&json!({ "a": [1, 2], "d": { "x": [3] }, "o": { "x": 1 }, "n": null }), &["d"]).expect("a form");
        let form: Vec<_> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(form, ["a=1", "a=2", "d[x][0]=3", r#"o={"x":1}"#]);
        assert!(super::form(&json!([1]), &[]).is_err());
    }
}
