//! Credentials: how each kind is checked and sent, and which of them a call shows.

use std::borrow::Cow;
use std::str::from_utf8;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::configuration::ConfigurationError;
use crate::secret::{ApiKey, BasicAuth, BearerToken, sensitive};
use crate::token::{self, InvalidToken, QUOTES};

/// A security scheme of the document.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// What the document calls it.
    pub name: &'static str,
    /// The method of the client's builder that takes it; the client's has `with_` before it.
    pub setter: &'static str,
    pub transport: Transport,
}

/// How a credential is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Bearer,
    Basic,
    /// A header of this name, in lower case.
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl Scheme {
    /// Whether it is sent in the header.
    pub(crate) fn is_header(&self, name: &HeaderName) -> bool {
        match self.transport {
            Transport::Bearer | Transport::Basic => name == AUTHORIZATION,
            Transport::Header(header) => name == header,
            Transport::Query(_) | Transport::Cookie(_) => false,
        }
    }
}

/// A credential as a caller gives it.
#[derive(Clone)]
pub enum Given {
    Bearer(BearerToken),
    Basic(BasicAuth),
    Key(ApiKey),
}

impl From<BearerToken> for Given {
    fn from(token: BearerToken) -> Self {
        Self::Bearer(token)
    }
}

impl From<BasicAuth> for Given {
    fn from(basic: BasicAuth) -> Self {
        Self::Basic(basic)
    }
}

impl From<ApiKey> for Given {
    fn from(key: ApiKey) -> Self {
        Self::Key(key)
    }
}

/// A credential as it is sent. Its memory is shared by all its copies and wiped with the last.
#[derive(Clone)]
pub struct Credential {
    part: Part,
    /// The secret itself, where the part has it in another form; of basic authentication also the user name.
    secret: Bytes,
}

#[derive(Clone)]
enum Part {
    Header(HeaderName, HeaderValue),
    /// The value is the secret.
    Query(&'static str),
    /// `name=value`, and the length of the name.
    Cookie(HeaderValue, usize),
}

impl Credential {
    /// Checks what a caller gave for a scheme.
    pub fn new(scheme: &Scheme, given: &Given) -> Result<Self, ConfigurationError> {
        let wrong = |message: String| ConfigurationError::new(scheme.setter, message);
        match (given, scheme.transport) {
            (Given::Bearer(token), _) => Self::bearer(token).map_err(|error| wrong(error.to_string())),
            (Given::Basic(basic), _) => Self::basic(basic).map_err(|what| wrong(what.to_owned())),
            (Given::Key(key), transport) => {
                Self::key(key.expose_secret(), transport).map_err(|what| wrong(format!("the API key {what}")))
            }
        }
    }

    /// RFC 6750, section 2.1.
    pub fn bearer(token: &BearerToken) -> Result<Self, InvalidToken> {
        let part = Part::Header(AUTHORIZATION, token::authorization(token)?);
        Ok(Self { part, secret: Bytes::new() })
    }

    /// RFC 7617, section 2.
    fn basic(basic: &BasicAuth) -> Result<Self, &'static str> {
        let (user, password) = (basic.user(), basic.password());
        if user.is_empty() && password.is_empty() {
            return Err("the user name and the password are empty: check the variables or files that they come from");
        }
        if user.contains(':') {
            return Err("the user name has a colon, which ends it: remove the colon");
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            return Err("the user name or the password has a control character, such as the line break at the end of \
                 a file: remove it");
        }
        let mut plain = Zeroizing::new(Vec::with_capacity(user.len() + 1 + password.len()));
        for part in [user, ":", password] {
            plain.extend_from_slice(part.as_bytes());
        }
        let value = sensitive(base64("Basic ", &plain)).ok_or("the user name or the password cannot be sent")?;
        Ok(Self { part: Part::Header(AUTHORIZATION, value), secret: Bytes::from_owner(plain) })
    }

    /// An API key; what is wrong with it, without its name.
    fn key(key: &str, transport: Transport) -> Result<Self, &'static str> {
        if key.trim().is_empty() {
            return Err("is empty: check the variable or the file that it comes from");
        }
        if key.trim() != key {
            return Err("begins or ends with white space, such as the line break at the end of a file: trim it");
        }
        if key.starts_with(QUOTES) && key.ends_with(QUOTES) {
            return Err("is in quotes: remove the quotes");
        }
        let is_cookie = matches!(transport, Transport::Cookie(_));
        let is_allowed = |byte: u8| match byte {
            b' ' => !is_cookie,
            // RFC 6265, section 4.1.1.
            b'"' | b',' | b';' | b'\\' => !is_cookie,
            byte => byte.is_ascii_graphic(),
        };
        let is_query = matches!(transport, Transport::Query(_));
        if !is_query && !key.bytes().all(is_allowed) || key.chars().any(char::is_control) {
            return Err(if is_cookie {
                "has a character that a cookie cannot hold, such as a space, a comma or a semicolon"
            } else {
                "has a character that a header cannot hold: expected visible ASCII characters only"
            });
        }
        let part = match transport {
            Transport::Query(name) => Part::Query(name),
            Transport::Cookie(name) => {
                let value = joined([name, "=", key]).ok_or("cannot be sent in a cookie")?;
                Part::Cookie(value, name.len())
            }
            Transport::Header(name) => {
                let value = joined([key]).ok_or("cannot be sent in a header")?;
                Part::Header(HeaderName::from_static(name), value)
            }
            Transport::Bearer | Transport::Basic => return Err("is not what this scheme takes"),
        };
        // A header's value is the key already.
        let secret = if matches!(part, Part::Header(..)) { Bytes::new() } else { shared(key) };
        Ok(Self { part, secret })
    }

    /// Adds it to a request; a parameter of the operation takes precedence.
    fn apply(&self, request: &mut Request) {
        match &self.part {
            Part::Header(name, value) => drop(request.headers_mut().entry(name).or_insert_with(|| value.clone())),
            Part::Query(name) => {
                let url = request.url_mut();
                if !url.query_pairs().any(|(given, _)| given == *name) {
                    url.query_pairs_mut().append_pair(name, from_utf8(&self.secret).unwrap_or_default());
                }
            }
            Part::Cookie(cookie, length) => add_cookie(request, cookie, *length),
        }
    }

    /// What must not be shown, should it come back.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &[u8]> {
        let header = match &self.part {
            Part::Header(_, value) => Some(value.as_bytes()),
            Part::Query(_) | Part::Cookie(..) => None,
        };
        // A server may repeat a password without the user name.
        let colon = self.secret.iter().position(|byte| *byte == b':').filter(|_| header.is_some());
        let password = colon.map(|colon| &self.secret[colon + 1..]).filter(|password| password.len() >= SHORTEST);
        header.into_iter().chain([&self.secret[..]]).chain(password)
    }
}

/// A password that is shorter is in most texts by chance.
const SHORTEST: usize = 4;

/// There is one header for all cookies (RFC 6265, section 5.4).
fn add_cookie(request: &mut Request, cookie: &HeaderValue, name_length: usize) {
    let headers = request.headers_mut();
    let value = match headers.get(COOKIE).map(HeaderValue::as_bytes) {
        None => Some(cookie.clone()),
        Some(others) => {
            let name = &cookie.as_bytes()[..=name_length];
            let is_given = others.split(|byte| *byte == b';').any(|other| other.trim_ascii_start().starts_with(name));
            let all = || {
                let mut all = Zeroizing::new(Vec::with_capacity(others.len() + 2 + cookie.len()));
                [others, b"; ", cookie.as_bytes()].into_iter().for_each(|part| all.extend_from_slice(part));
                sensitive(all)
            };
            if is_given { None } else { all() }
        }
    };
    if let Some(value) = value {
        headers.insert(COOKIE, value);
    }
}

fn joined<const N: usize>(parts: [&str; N]) -> Option<HeaderValue> {
    let mut value = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    parts.into_iter().for_each(|part| value.extend_from_slice(part.as_bytes()));
    sensitive(value)
}

fn shared(secret: &str) -> Bytes {
    Bytes::from_owner(Zeroizing::new(secret.as_bytes().to_vec()))
}

/// `prefix` and `bytes` in Base64 (RFC 4648, section 4), in memory that is wiped: libraries return a `String`.
fn base64(prefix: &str, bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = Zeroizing::new(Vec::with_capacity(prefix.len() + bytes.len().div_ceil(3) * 4));
    text.extend_from_slice(prefix.as_bytes());
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * index) & 63) as usize];
            text.push(if index > chunk.len() { b'=' } else { digit });
        }
    }
    text
}

/// The credentials of a client, each at the index of its scheme; cheap to clone.
#[derive(Clone, Default)]
pub struct CredentialStore(Arc<Vec<Option<Credential>>>);

impl CredentialStore {
    /// Inserts a credential, which replaces an earlier one of its scheme.
    pub fn insert(&mut self, scheme: usize, credential: Credential) {
        let credentials = Arc::make_mut(&mut self.0);
        if credentials.len() <= scheme {
            credentials.resize(scheme + 1, None);
        }
        credentials[scheme] = Some(credential);
    }

    fn get(&self, scheme: usize) -> Option<&Credential> {
        self.0.get(scheme).and_then(Option::as_ref)
    }

    /// The first of an operation's `alternatives` of which the client has everything; nothing if none is required.
    pub fn choose(
        &self,
        schemes: &'static [Scheme],
        alternatives: &'static [&'static [usize]],
    ) -> Result<Shown<'_>, ConfigurationError> {
        let is_complete = |alternative: &&&[usize]| {
            !alternative.is_empty() && alternative.iter().all(|scheme| self.get(*scheme).is_some())
        };
        match alternatives.iter().find(is_complete) {
            Some(chosen) => Ok(Shown { store: Some(Cow::Borrowed(self)), chosen }),
            // An empty one among them makes the others optional.
            None if alternatives.iter().all(|alternative| !alternative.is_empty()) && !alternatives.is_empty() => {
                Err(self.missing(schemes, alternatives))
            }
            None => Ok(Shown::default()),
        }
    }

    #[cold]
    fn missing(&self, schemes: &[Scheme], alternatives: &[&[usize]]) -> ConfigurationError {
        let list = |describe: fn(&Scheme) -> String| {
            let absent = |alternative: &&[usize]| {
                let absent = alternative.iter().filter(|scheme| self.get(**scheme).is_none());
                absent.filter_map(|scheme| schemes.get(*scheme)).map(describe).collect::<Vec<_>>().join(" and ")
            };
            alternatives.iter().map(absent).collect::<Vec<_>>().join(", or ")
        };
        let names = list(|scheme| format!("`{}`", scheme.name));
        let setters = list(|scheme| format!("`.{}(…)`", scheme.setter));
        let message = format!("missing credentials {names}: call {setters} on the client's builder");
        ConfigurationError::new("credentials", message)
    }
}

/// The credentials that a call shows.
#[derive(Clone, Default)]
pub struct Shown<'a> {
    store: Option<Cow<'a, CredentialStore>>,
    chosen: &'static [usize],
}

impl Shown<'_> {
    pub(crate) fn apply(&self, request: &mut Request) {
        self.credentials().for_each(|credential| credential.apply(request));
    }

    pub(crate) fn credentials(&self) -> impl Iterator<Item = &Credential> {
        self.chosen.iter().filter_map(|scheme| self.store.as_ref()?.get(*scheme))
    }

    pub(crate) fn into_owned(self) -> Shown<'static> {
        Shown { store: self.store.map(|store| Cow::Owned(store.into_owned())), chosen: self.chosen }
    }
}

#[cfg(test)]
mod tests {
    use reqwest::{Method, Url};

    use super::*;

    const SCHEMES: &[Scheme] = &[
        Scheme { name: "Bearer", setter: "bearer", transport: Transport::Bearer },
        Scheme { name: "Basic", setter: "basic", transport: Transport::Basic },
        Scheme { name: "Key", setter: "key", transport: Transport::Header("x-key") },
        Scheme { name: "Query", setter: "query", transport: Transport::Query("key") },
        Scheme { name: "Session", setter: "session", transport: Transport::Cookie("sid") },
    ];

    fn store(given: impl IntoIterator<Item = (usize, Given)>) -> CredentialStore {
        let mut store = CredentialStore::default();
        for (scheme, given) in given {
            store.insert(scheme, Credential::new(&SCHEMES[scheme], &given).expect("a credential"));
        }
        store
    }

    fn key(text: &str) -> Given {
        ApiKey::new(text).into()
    }

    fn request(url: &str) -> Request {
        Request::new(Method::GET, Url::parse(url).expect("a URL"))
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("~~?", "fn4/")]
        {
            assert_eq!(std::str::from_utf8(&base64("", plain.as_bytes())), Ok(text), "{plain}");
        }
    }

    #[test]
    fn basic_authentication_is_that_of_rfc_7617() {
        let store = store([(1, BasicAuth::new("Aladdin", "open sesame").into())]);
        let mut request = request("http://localhost");
        store.choose(SCHEMES, &[&[1]]).expect("it is given").apply(&mut request);
        assert_eq!(request.headers()[AUTHORIZATION], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(format!("{:?}", request.headers()), r#"{"authorization": Sensitive}"#);
    }

    #[test]
    fn the_first_complete_alternative_is_shown() {
        let store = store([(2, key("a")), (3, key("b")), (4, key("c"))]);
        let chosen = |alternatives| store.choose(SCHEMES, alternatives).map(|shown| shown.chosen.to_vec());
        assert_eq!(chosen(&[]), Ok(vec![]));
        assert_eq!(chosen(&[&[0], &[2, 3], &[4]]), Ok(vec![2, 3]));
        assert_eq!(chosen(&[&[], &[4]]), Ok(vec![4]));
        assert_eq!(chosen(&[&[0], &[]]), Ok(vec![]));
        let line = chosen(&[&[0], &[1, 2]]).expect_err("neither is given").to_string();
        assert_eq!(
            line,
            "missing credentials `Bearer`, or `Basic`: call `.bearer(…)`, or `.basic(…)` on the client's builder"
        );
    }

    #[test]
    fn a_copy_with_another_credential_leaves_the_first_as_it_was() {
        let first = store([(2, key("a")), (3, key("b"))]);
        let mut second = first.clone();
        second.insert(2, Credential::new(&SCHEMES[2], &key("c")).expect("a key"));
        for (store, expected) in [(first, "a"), (second, "c")] {
            let mut request = request("http://localhost/?q=1");
            store.choose(SCHEMES, &[&[2, 3]]).expect("both are given").apply(&mut request);
            assert_eq!(
                (request.headers()["x-key"].as_bytes(), request.url().query()),
                (expected.as_bytes(), Some("q=1&key=b"))
            );
        }
    }

    #[test]
    fn what_the_caller_gives_to_the_operation_is_kept() {
        let store = store([(2, key("a")), (3, key("b")), (4, key("c"))]);
        let mut request = request("http://localhost/?key=mine");
        request.headers_mut().insert("x-key", HeaderValue::from_static("mine"));
        request.headers_mut().insert(COOKIE, HeaderValue::from_static("a=1; sid=mine"));
        store.choose(SCHEMES, &[&[2, 3, 4]]).expect("all are given").apply(&mut request);
        assert_eq!(request.url().query(), Some("key=mine"));
        assert_eq!(
            (&request.headers()["x-key"], &request.headers()[COOKIE]),
            (&HeaderValue::from_static("mine"), &HeaderValue::from_static("a=1; sid=mine"))
        );
    }

    #[test]
    fn the_secrets_of_a_credential_are_known() {
        let secrets = |scheme: usize, given: Given| {
            let credential = Credential::new(&SCHEMES[scheme], &given).expect("a credential");
            credential.secrets().map(|secret| String::from_utf8_lossy(secret).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(secrets(1, BasicAuth::new("user", "pass").into()), ["Basic dXNlcjpwYXNz", "user:pass", "pass"]);
        // So short a text is in others by chance.
        assert_eq!(
            secrets(1, BasicAuth::new("key-of-mine", "x").into()),
            ["Basic a2V5LW9mLW1pbmU6eA==", "key-of-mine:x"]
        );
        assert_eq!(secrets(2, key("a:b")), ["a:b", ""]);
        assert_eq!(secrets(3, key("a:bcde")), ["a:bcde"]);
        assert_eq!(secrets(4, key("abc")), ["abc"]);
    }
}
