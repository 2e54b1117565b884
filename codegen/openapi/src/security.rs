//! What a security scheme means on the wire.

use serde_json::Value;

/// Where the components of a document define its security schemes.
pub const SCHEMES: &str = "/components/securitySchemes";

/// How a credential is sent; two schemes that are equal here look alike on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// `Authorization: Bearer …` (RFC 6750): HTTP bearer authentication, OAuth 2, OpenID Connect.
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// A header of this name, in lower case.
    Header(String),
    /// A parameter of the query.
    Query(String),
    /// A cookie.
    Cookie(String),
}

impl Transport {
    /// How a security scheme is sent.
    ///
    /// # Errors
    ///
    /// What it is, if a client cannot send it.
    pub fn of_scheme(scheme: &Value) -> Result<Self, String> {
        let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
        let name = text("name");
        match text("type") {
            "oauth2" | "openIdConnect" => Ok(Self::Bearer),
            "http" if text("scheme").eq_ignore_ascii_case("bearer") => Ok(Self::Bearer),
            "http" if text("scheme").eq_ignore_ascii_case("basic") => Ok(Self::Basic),
            "http" => Err(format!("HTTP authentication of the scheme `{}`", text("scheme"))),
            "apiKey" => match text("in") {
                "header" if is_token(name) => Ok(Self::Header(name.to_ascii_lowercase())),
                "query" if !name.is_empty() => Ok(Self::Query(name.to_owned())),
                "cookie" if is_token(name) => Ok(Self::Cookie(name.to_owned())),
                "header" | "query" | "cookie" => Err(format!("an API key with the invalid name `{name}`")),
                other => Err(format!("an API key in the unknown place `{other}`")),
            },
            "mutualTLS" => Err("a TLS client certificate".to_owned()),
            other => Err(format!("of the unknown type `{other}`")),
        }
    }

    /// Whether a request can hold only one of the two.
    #[must_use]
    pub fn excludes(&self, other: &Self) -> bool {
        let header = |transport: &Self| match transport {
            Self::Bearer | Self::Basic => Some("authorization".to_owned()),
            Self::Header(name) => Some(name.clone()),
            Self::Query(_) | Self::Cookie(_) => None,
        };
        self == other || header(self).is_some_and(|name| header(other) == Some(name))
    }
}

/// A name that a header or a cookie can have (RFC 9110, section 5.6.2; RFC 6265, section 4.1.1).
fn is_token(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_scheme_is_what_it_is_on_the_wire() {
        let key = |place: &str, name: &str| json!({ "type": "apiKey", "in": place, "name": name });
        for (scheme, expected) in [
            (json!({ "type": "http", "scheme": "BEARER" }), Ok(Transport::Bearer)),
            (json!({ "type": "oauth2", "flows": {} }), Ok(Transport::Bearer)),
            (json!({ "type": "openIdConnect" }), Ok(Transport::Bearer)),
            (json!({ "type": "http", "scheme": "Basic" }), Ok(Transport::Basic)),
            (key("header", "X-Key"), Ok(Transport::Header("x-key".to_owned()))),
            (key("query", "api key"), Ok(Transport::Query("api key".to_owned()))),
            (key("cookie", "SID"), Ok(Transport::Cookie("SID".to_owned()))),
            (key("header", "X Key"), Err("an API key with the invalid name `X Key`")),
            (key("cookie", ""), Err("an API key with the invalid name ``")),
            (key("body", "k"), Err("an API key in the unknown place `body`")),
            (json!({ "type": "http", "scheme": "digest" }), Err("HTTP authentication of the scheme `digest`")),
            (json!({ "type": "mutualTLS" }), Err("a TLS client certificate")),
            (json!({ "type": "saml" }), Err("of the unknown type `saml`")),
            (json!(3), Err("of the unknown type ``")),
        ] {
            assert_eq!(Transport::of_scheme(&scheme), expected.map_err(str::to_owned), "{scheme}");
        }
    }

    #[test]
    fn one_header_holds_one_credential() {
        let header = |name: &str| Transport::Header(name.to_owned());
        assert!(Transport::Bearer.excludes(&Transport::Basic) && Transport::Basic.excludes(&header("authorization")));
        assert!(!Transport::Bearer.excludes(&header("x-key")) && !header("a").excludes(&header("b")));
        assert!(!Transport::Cookie("a".to_owned()).excludes(&Transport::Cookie("b".to_owned())));
    }
}
