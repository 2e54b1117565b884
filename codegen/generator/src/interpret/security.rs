//! Security: which credentials there are, what each operation accepts, and what a client has to have.

use std::collections::{HashMap, HashSet};

use openscaler_openapi::security::{SCHEMES, Transport};
use serde_json::Value;

use super::findings::Found;
use super::identifiers;
use super::references::Part;
use crate::api::{Alternatives, Constructor, Operation, Origin, Scheme, SchemeId, Security};
use crate::names::method_name;

/// Methods of the builder, and of the client after `with_`, that no credential sets.
const OWN_SETTERS: [&str; 16] = [
    "add_root_certificate",
    "allow_insecure_http",
    "app_name",
    "base_url",
    "build",
    "configure_reqwest",
    "connect_timeout",
    "credential",
    "credentials",
    "header",
    "identity",
    "max_response_size",
    "new",
    "proxy",
    "retry",
    "timeout",
];

/// Functions of `Credentials` that make none from a single scheme.
const OWN_CONSTRUCTORS: [&str; 4] = ["clone", "clone_from", "fmt", "from_parts"];

/// The schemes that the document defines and a client can send.
pub(super) struct Schemes<'d> {
    document: &'d Value,
    defined: Vec<Scheme>,
    by_component: HashMap<&'d str, SchemeId>,
    pub(super) found: Vec<Found>,
}

impl<'d> Schemes<'d> {
    pub(super) fn read(document: &'d Value) -> Self {
        let mut schemes = Self { document, defined: Vec::new(), by_component: HashMap::new(), found: Vec::new() };
        let components = document.pointer(SCHEMES).map(|value| Part::new(value, SCHEMES.to_owned()));
        for (component, part) in components.iter().flat_map(Part::entries) {
            let Some(part) = part.resolved(document) else { continue };
            let Ok(transport) = Transport::of_scheme(part.value) else { continue };
            let known = schemes.defined.iter_mut().position(|scheme| scheme.transport == transport);
            let index = known.unwrap_or(schemes.defined.len());
            match schemes.defined.get_mut(index) {
                Some(scheme) => scheme.components.push(component.to_owned()),
                None => schemes.defined.push(Scheme {
                    name: String::new(),
                    setter: String::new(),
                    components: vec![component.to_owned()],
                    description: part.text("description").map(str::trim).map(str::to_owned),
                    transport,
                    origin: Origin(part.pointer),
                }),
            }
            schemes.by_component.insert(component, SchemeId(index));
        }
        schemes
    }

    /// What an operation has to show: its own requirements, or the document's.
    pub(super) fn of_operation(&mut self, operation: &Part<'d>) -> Alternatives {
        match operation.get("security") {
            Some(own) => self.alternatives(&own),
            None => self.of_document().unwrap_or_default(),
        }
    }

    fn of_document(&mut self) -> Option<Alternatives> {
        let security = self.document.get("security")?;
        Some(self.alternatives(&Part::new(security, "/security".to_owned())))
    }

    fn requires_anything(&self) -> bool {
        let alternatives = self.document.get("security").and_then(Value::as_array).into_iter().flatten();
        alternatives.filter_map(Value::as_object).any(|schemes| !schemes.is_empty())
    }

    /// The alternatives that can be met whole; if there are none, what can be sent of the others.
    fn alternatives(&mut self, security: &Part<'d>) -> Alternatives {
        let (mut whole, mut rests) = (Alternatives::new(), Alternatives::new());
        for part in security.items().into_iter().filter(|part| part.value.is_object()) {
            let names = part.entries();
            let mut schemes: Vec<SchemeId> = Vec::new();
            for (name, part) in &names {
                let Some(&id) = self.by_component.get(name) else { continue };
                let excludes = |other: &SchemeId| {
                    self.defined[id.0].transport.excludes(&self.defined[other.0].transport) && *other != id
                };
                match schemes.iter().find(|other| excludes(other)) {
                    Some(other) => self.found.push(Found::new(
                        "conflicting-security-schemes",
                        &part.pointer,
                        format!(
                            "no request can hold both `{}` and `{name}`: both are the same header, so only the first is sent",
                            self.defined[other.0].components[0],
                        ),
                        "write them as alternatives, each an item of the list",
                    )),
                    None => schemes.push(id),
                }
            }
            schemes.sort_unstable();
            schemes.dedup();
            let is_whole = names.iter().all(|(name, _)| self.by_component.contains_key(name));
            let alternatives = if is_whole { &mut whole } else { &mut rests };
            if !alternatives.contains(&schemes) {
                alternatives.push(schemes);
            }
        }
        let alternatives = if whole.is_empty() { rests } else { whole };
        if alternatives.iter().all(Vec::is_empty) { Vec::new() } else { alternatives }
    }

    /// Settles which schemes there are and what they are called, and writes their ids into the operations.
    pub(super) fn settle(&mut self, operations: &mut [Operation]) -> Security {
        let mut default = self.default_of(operations);
        let mut used: Vec<usize> =
            operations.iter().flat_map(|operation| operation.security.iter().flatten()).map(|id| id.0).collect();
        used.sort_unstable();
        used.dedup();
        if used.is_empty() {
            used = (0..self.defined.len()).collect();
        }
        let renumber = |alternatives: &mut Alternatives| {
            for id in alternatives.iter_mut().flatten() {
                id.0 = used.binary_search(&id.0).unwrap_or_default();
            }
        };
        operations.iter_mut().for_each(|operation| renumber(&mut operation.security));
        renumber(&mut default);
        let mut schemes: Vec<Scheme> = used.iter().map(|index| self.defined[*index].clone()).collect();
        name(&mut schemes, operations);
        let constructors = constructors(&schemes, &default, operations);
        Security { schemes, default, constructors }
    }

    /// The document's requirements, if an operation inherits them; else what every operation accepts that requires any.
    fn default_of(&mut self, operations: &[Operation]) -> Alternatives {
        let document = self.document;
        let inherits = |operation: &Operation| {
            document.pointer(&operation.origin.0).is_some_and(|written| written.get("security").is_none())
        };
        if operations.iter().any(inherits) {
            let security = self.of_document();
            // Of requirements that cannot be sent nothing follows.
            let is_lost = security.as_ref().is_some_and(Vec::is_empty) && self.requires_anything();
            if let Some(security) = security.filter(|_| !is_lost) {
                return security;
            }
        }
        let mut seen = HashSet::new();
        let required = operations.iter().map(|operation| &operation.security);
        let required: Vec<&Alternatives> = required
            .filter(|security| !security.is_empty() && !security.iter().any(Vec::is_empty) && seen.insert(*security))
            .collect();
        let is_enough = |shown: &Vec<SchemeId>, security: &Alternatives| {
            security.iter().any(|alternative| alternative.iter().all(|id| shown.contains(id)))
        };
        let mut accepted = Alternatives::new();
        for alternative in required.iter().copied().flatten() {
            let by_all = required.iter().all(|security| is_enough(alternative, security));
            if by_all && !accepted.contains(alternative) {
                accepted.push(alternative.clone());
            }
        }
        let is_more = |alternative: &Vec<SchemeId>| {
            accepted.iter().any(|other| other != alternative && is_enough(alternative, &vec![other.clone()]))
        };
        accepted.iter().filter(|alternative| !is_more(alternative)).cloned().collect()
    }
}

/// What a client can be given at once.
fn constructors(schemes: &[Scheme], default: &Alternatives, operations: &[Operation]) -> Vec<Constructor> {
    let mut alternatives: Vec<Vec<SchemeId>> = default.clone();
    if alternatives.is_empty() {
        alternatives.extend(operations.iter().flat_map(|operation| &operation.security).cloned());
    }
    if alternatives.is_empty() {
        alternatives.extend((0..schemes.len()).map(|index| vec![SchemeId(index)]));
    }
    let mut seen = HashSet::new();
    alternatives.retain(|alternative| !alternative.is_empty() && seen.insert(alternative.clone()));
    let mut taken: HashSet<String> = OWN_CONSTRUCTORS.map(str::to_owned).into();
    taken.extend(schemes.iter().map(|scheme| scheme.name.clone()));
    let name = |alternative: &Vec<SchemeId>| match &alternative[..] {
        [only] => schemes[only.0].name.clone(),
        all => {
            let names: Vec<&str> = all.iter().map(|id| schemes[id.0].name.as_str()).collect();
            identifiers::free(&names.join("_and_"), "_", &mut taken)
        }
    };
    let names: Vec<String> = alternatives.iter().map(name).collect();
    names.into_iter().zip(alternatives).map(|(name, schemes)| Constructor { name, schemes }).collect()
}

/// Schemes are called by their components; a client of one scheme says in general what it takes.
fn name(schemes: &mut [Scheme], operations: &[Operation]) {
    let mut constructors: HashSet<String> = OWN_CONSTRUCTORS.map(str::to_owned).into();
    let mut setters: HashSet<String> = OWN_SETTERS.map(str::to_owned).into();
    setters.extend(operations.iter().filter_map(|operation| operation.name.strip_prefix("with_")).map(str::to_owned));
    let is_single = schemes.len() == 1;
    for scheme in schemes {
        let wanted = method_name(&scheme.components[0]);
        scheme.name = identifiers::free(&wanted, "_", &mut constructors);
        scheme.setter = match &scheme.transport {
            Transport::Bearer if is_single => "token".to_owned(),
            Transport::Basic if is_single => "basic".to_owned(),
            _ if is_single => "api_key".to_owned(),
            _ => identifiers::free(&wanted, "_", &mut setters),
        };
    }
}
