//! Parses a JSON body into one of the three requests, or reports everything that is wrong with it.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::bundle::Bundle;
use super::grammar;
use super::json::Json;
use super::violation::{Fault, Violation};

/// The kinds of certificates: the values of `cert_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateType {
    /// The server signs it with its own key.
    SelfSigned,
    /// The server's ACME authority issues it.
    LetEncrypt,
    /// The caller uploads it.
    Upload,
}

impl CertificateType {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "self_signed" => Some(Self::SelfSigned),
            "let_encrypt" => Some(Self::LetEncrypt),
            "upload" => Some(Self::Upload),
            _ => None,
        }
    }

    /// The value of `cert_type`, such as `self_signed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SelfSigned => "self_signed",
            Self::LetEncrypt => "let_encrypt",
            Self::Upload => "upload",
        }
    }
}

impl fmt::Display for CertificateType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// A valid request.
pub(super) struct Request {
    pub(super) name: String,
    pub(super) wanted: Wanted,
}

/// The certificate to create. `let_encrypt_email` is checked and then discarded, since no mail is sent.
pub(super) enum Wanted {
    SelfSigned { cn_name: Option<String> },
    LetEncrypt { cn_name: String },
    Upload { bundle: Bundle },
}

/// Whether a kind of certificate has a field.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Required,
    Optional,
    NoEffect,
}

type UsedBy = fn(CertificateType) -> Use;

/// The fields of each kind, according to the vendor's page, without `cert_type` itself.
const FIELDS: [(&str, UsedBy); 4] = [
    ("name", |_| Use::Required),
    ("cn_name", |kind| match kind {
        CertificateType::LetEncrypt => Use::Required,
        CertificateType::SelfSigned | CertificateType::Upload => Use::Optional,
    }),
    ("let_encrypt_email", |kind| match kind {
        CertificateType::LetEncrypt => Use::Required,
        CertificateType::Upload => Use::Optional,
        CertificateType::SelfSigned => Use::NoEffect,
    }),
    ("cert_content", |kind| match kind {
        CertificateType::Upload => Use::Required,
        CertificateType::SelfSigned | CertificateType::LetEncrypt => Use::NoEffect,
    }),
];

const CERT_TYPE: &str = "cert_type";

impl Request {
    /// Parses a body at the time `now`, which determines whether an uploaded certificate has expired.
    pub(super) fn read(body: Json, now: OffsetDateTime) -> Result<Self, Vec<Violation>> {
        let mut reader = Reader::default();
        let request = reader.request(body, now);
        match request {
            Some(request) if reader.violations.is_empty() => Ok(request),
            _ => Err(reader.violations),
        }
    }
}

/// Collects violations while it reads; its results are used only if there are none.
#[derive(Default)]
struct Reader {
    violations: Vec<Violation>,
}

impl Reader {
    fn request(&mut self, body: Json, now: OffsetDateTime) -> Option<Request> {
        let Json::Object(properties) = body else {
            let message = format!("the body is {}; send an object", body.type_name());
            self.report(Fault::new("type", message), "");
            return None;
        };
        let mut properties = self.without_surprises(properties);
        let kind = self.kind(&mut properties);
        let [name, cn_name, email, content] = FIELDS.map(|(field, used_by)| {
            let value = take(&mut properties, field);
            self.text(field, value, kind, used_by)
        });
        self.check("name", name.as_ref(), grammar::path_segment);
        self.check("cn_name", cn_name.as_ref(), grammar::domain_name);
        self.check("let_encrypt_email", email.as_ref(), grammar::email_address);
        let bundle = content.and_then(|content| self.bundle(content, now));
        let wanted = match kind? {
            CertificateType::SelfSigned => Wanted::SelfSigned { cn_name: cn_name.map(plain) },
            CertificateType::LetEncrypt => Wanted::LetEncrypt { cn_name: plain(cn_name?) },
            CertificateType::Upload => Wanted::Upload { bundle: bundle? },
        };
        Some(Request { name: plain(name?), wanted })
    }

    /// The properties without unknown and duplicate ones; the first of duplicates is kept.
    fn without_surprises(&mut self, properties: Vec<(String, Json)>) -> Vec<(String, Json)> {
        let mut kept = Vec::new();
        let mut seen = HashSet::new();
        let mut doubled = HashSet::new();
        for (key, value) in properties {
            let known = key == CERT_TYPE || FIELDS.iter().any(|(field, _)| *field == key);
            if !seen.insert(key.clone()) {
                if doubled.insert(key.clone()) {
                    let fault = Fault::new("duplicate", "is given more than once; remove one");
                    self.report_at_key(fault, &key);
                }
            } else if known {
                kept.push((key, value));
            } else {
                let fault = Fault::new("unknown_property", "is not a field of any request; remove it");
                self.report_at_key(fault, &key);
            }
        }
        kept
    }

    fn kind(&mut self, properties: &mut Vec<(String, Json)>) -> Option<CertificateType> {
        let every = |_| Use::Required;
        let text = take(properties, CERT_TYPE);
        let text = self.text(CERT_TYPE, text, None, every)?;
        let kind = CertificateType::parse(&text);
        if kind.is_none() {
            let message = "is unknown; expected `self_signed`, `let_encrypt` or `upload`";
            self.report(Fault::new("enum", message), "/cert_type");
        }
        kind
    }

    /// The text of a field, if the kind has the field and it is a string.
    fn text(
        &mut self,
        field: &'static str,
        value: Option<Json>,
        kind: Option<CertificateType>,
        used_by: UsedBy,
    ) -> Option<Zeroizing<String>> {
        let fault = match (value, kind) {
            (None, Some(kind)) if used_by(kind) == Use::Required => {
                Fault::new("required", format!("is missing; `{kind}` requires it"))
            }
            // Without a kind, only the fields that every kind requires are missing.
            (None, None) if EVERY_KIND.into_iter().all(|kind| used_by(kind) == Use::Required) => {
                Fault::new("required", "is missing; every request requires it")
            }
            (None, _) => return None,
            (Some(_), Some(kind)) if used_by(kind) == Use::NoEffect => {
                Fault::new("no_effect", format!("has no effect on a `{kind}` certificate; remove it"))
            }
            (Some(Json::String(text)), _) => return Some(text),
            (Some(other), _) => Fault::new("type", format!("is {}; write a string", other.type_name())),
        };
        self.report(fault, format!("/{field}"));
        None
    }

    fn check(&mut self, field: &'static str, value: Option<&Zeroizing<String>>, rules: fn(&str) -> Vec<Fault>) {
        for fault in value.into_iter().flat_map(|value| rules(value)) {
            self.report(fault, format!("/{field}"));
        }
    }

    fn bundle(&mut self, content: Zeroizing<String>, now: OffsetDateTime) -> Option<Bundle> {
        match Bundle::check(content, now) {
            Ok(bundle) => Some(bundle),
            Err(faults) => {
                for fault in faults {
                    self.report(fault, "/cert_content");
                }
                None
            }
        }
    }

    fn report(&mut self, fault: Fault, pointer: impl Into<String>) {
        self.violations.push(fault.at(pointer));
    }

    /// A key is text from the caller, and a broken client may put a PEM file there: it is shown only if it looks like
    /// the name of a property.
    fn report_at_key(&mut self, fault: Fault, key: &str) {
        let shown = (1..=40).contains(&key.len())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        if shown {
            self.report(fault, format!("/{key}"));
        } else {
            let message = format!("a field (name withheld) {}", fault.message);
            self.report(Fault::new(fault.rule, message), "");
        }
    }
}

const EVERY_KIND: [CertificateType; 3] =
    [CertificateType::SelfSigned, CertificateType::LetEncrypt, CertificateType::Upload];

fn take(properties: &mut Vec<(String, Json)>, field: &str) -> Option<Json> {
    let index = properties.iter().position(|(key, _)| key == field)?;
    Some(properties.swap_remove(index).1)
}

/// The text of a field that is not a secret.
fn plain(mut text: Zeroizing<String>) -> String {
    std::mem::take(&mut text)
}
