//! Queries, forms and cookies: names with their values.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::Url;
use reqwest::header::{COOKIE, HeaderMap, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::error::Error;
use super::parameter::{encode_path, parts, text, to_value};

/// How a query parameter is written.
#[derive(Clone, Copy)]
pub enum QueryStyle {
    /// `form` with `explode`: a list repeats the name, and each member of an object becomes a parameter.
    Exploded,
    /// The items of a list, or the names and values of an object, in one value. The separator is written as it is, so that
    /// it differs from the same character in an item, which is encoded.
    Joined(&'static str),
    /// `deepObject`: `name[member]=value`.
    Deep,
    /// As JSON.
    Json,
}

/// Appends a parameter to the query of `url`; an absent value is omitted.
pub fn append_query<T: Serialize + ?Sized>(
    url: &mut Url,
    name: &str,
    value: &T,
    style: QueryStyle,
) -> Result<(), Error> {
    let pairs = pairs(name, &to_value(value)?, style);
    let query = url.query().map(str::to_owned).into_iter().chain(pairs).collect::<Vec<_>>().join("&");
    url.set_query(Some(&*query).filter(|query| !query.is_empty()));
    Ok(())
}

/// A form, encoded: a list repeats its name, the fields in `deep` have brackets, and objects are JSON.
pub(super) fn form<T: Serialize + ?Sized>(body: &T, deep: &[&str]) -> Result<String, Error> {
    let unsendable = || Error::unsendable("its body is not an object, as a form requires");
    let Ok(Value::Object(fields)) = serde_json::to_value(body) else { return Err(unsendable()) };
    let of_field = |(name, value): (&String, &Value)| {
        let style = match value {
            _ if deep.contains(&name.as_str()) => QueryStyle::Deep,
            Value::Object(_) => QueryStyle::Json,
            _ => QueryStyle::Exploded,
        };
        pairs(name, value, style)
    };
    Ok(fields.iter().flat_map(of_field).collect::<Vec<_>>().join("&"))
}

/// Each `name=value`, encoded.
fn pairs(name: &str, value: &Value, style: QueryStyle) -> Vec<String> {
    let pair = |name: &str, value: &str| format!("{}={}", encode_path(name), encode_path(value));
    let of = |name: &str, value: &Value| text(value).map(|text| pair(name, &text));
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (QueryStyle::Json, value) => vec![pair(name, &value.to_string())],
        (QueryStyle::Deep, value) => {
            let mut leaves = Vec::new();
            in_brackets(name, value, &mut leaves);
            leaves.into_iter().filter_map(|(name, value)| of(&name, value)).collect()
        }
        (QueryStyle::Joined(separator), value) => {
            let parts = parts(value, false, |text| encode_path(text).to_string());
            let pair = (!parts.is_empty()).then(|| format!("{}={}", encode_path(name), parts.join(separator)));
            pair.into_iter().collect()
        }
        (QueryStyle::Exploded, Value::Array(items)) => items.iter().filter_map(|item| of(name, item)).collect(),
        (QueryStyle::Exploded, Value::Object(members)) => {
            members.iter().filter_map(|(name, value)| of(name, value)).collect()
        }
        (QueryStyle::Exploded, value) => of(name, value).into_iter().collect(),
    }
}

fn in_brackets<'v>(name: &str, value: &'v Value, leaves: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                in_brackets(&format!("{name}[{index}]"), item, leaves);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                in_brackets(&format!("{name}[{member}]"), value, leaves);
            }
        }
        value => leaves.push((name.to_owned(), value)),
    }
}

/// Adds a cookie to the header that all cookies share (RFC 6265, section 4.2).
pub fn add_cookie(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    let cookie = format!("{name}={}", utf8_percent_encode(value, NOT_IN_COOKIES));
    let all = match headers.get(COOKIE).and_then(|others| others.to_str().ok()) {
        Some(others) => format!("{others}; {cookie}"),
        None => cookie,
    };
    let mut all = HeaderValue::try_from(all)
        .map_err(|_| Error::unsendable("the name of a cookie contains a character that is invalid in headers"))?;
    all.set_sensitive(true);
    headers.insert(COOKIE, all);
    Ok(())
}

/// Characters that end the value of a cookie or are invalid in headers.
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

    fn written(value: &Value, style: QueryStyle) -> String {
        let mut url = Url::parse("http://localhost").expect("a URL");
        append_query(&mut url, "p", value, style).expect("text");
        url.query().unwrap_or_default().replace("%22", "'")
    }

    #[test]
    fn styles() {
        use QueryStyle::{Deep, Exploded, Joined, Json};
        let (list, object) = (json!(["a b", 1, null]), json!({ "x": "a", "y": { "z": [true] }, "n": null }));
        assert_eq!(written(&list, Exploded), "p=a%20b&p=1");
        assert_eq!(written(&object, Exploded), "x=a&y=%7B'z'%3A%5Btrue%5D%7D");
        assert_eq!(written(&json!(["a,b", "c|d", "e f"]), Joined(",")), "p=a%2Cb,c%7Cd,e%20f");
        assert_eq!(written(&json!(["a,b", "c|d"]), Joined("|")), "p=a%2Cb|c%7Cd");
        assert_eq!(written(&json!(["a+b", "c"]), Joined("%20")), "p=a%2Bb%20c");
        assert_eq!(written(&json!({ "x": 1, "y": 2 }), Joined(",")), "p=x,1,y,2");
        assert_eq!(written(&json!([]), Joined(",")), "");
        assert_eq!(written(&object, Deep), "p%5Bx%5D=a&p%5By%5D%5Bz%5D%5B0%5D=true");
        assert_eq!(written(&list, Json), "p=%5B'a%20b'%2C1%2Cnull%5D");
        assert_eq!(written(&Value::Null, Json), "");
        let body = json!({ "a": [1, "& "], "d": { "x": [3] }, "o": { "x": 1 }, "n": null });
        assert_eq!(form(&body, &["d"]).expect("a form"), "a=1&a=%26%20&d%5Bx%5D%5B0%5D=3&o=%7B%22x%22%3A1%7D");
        assert!(form(&json!([1]), &[]).is_err());
    }
}
