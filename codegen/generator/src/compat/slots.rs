//! What holds values: the fields of an object, the parameters and the body of a call.

use openscaler_openapi::document::pointer;
use serde_json::Value as Json;

use super::report::{Change, Side};
use super::rules;
use super::walk::{Document, NO_RULES, Pair, Sort, Value, Walk, is_alike, matched, wrapped};
use crate::api::{
    Body, Content, Encoding, Field, FormPart, Kind, Location, Object, Operation, Parameter, PartContent, Rules, Shape,
    Style, Type, Variant,
};
use crate::emit::{is_variant_non_exhaustive, setter_names};

/// A place for one value.
struct Slot<'m> {
    noun: &'static str,
    /// What makes it the same one in another document.
    key: String,
    /// The name on the wire; the body has none.
    wire: &'m str,
    /// The name in Rust.
    rust: &'m str,
    is_required: bool,
    value: Value<'m>,
    description: Option<&'m String>,
    deprecated: bool,
    default: Option<&'m Json>,
    /// How the value is written, and how else it may be.
    style: String,
    accepted: Vec<String>,
    /// What Rust has besides the value.
    signature: &'static str,
    /// The setters of its builder, if there is one.
    setters: Vec<String>,
    origin: String,
}

impl<'m> Slot<'m> {
    /// A slot that has to be filled.
    fn new(noun: &'static str, wire: &'m str, rust: &'m str, value: Value<'m>, origin: &str) -> Self {
        Self {
            noun,
            key: format!("{noun} {wire}"),
            wire,
            rust,
            is_required: value.is_required,
            value,
            description: None,
            deprecated: false,
            default: None,
            style: String::new(),
            accepted: Vec::new(),
            signature: "",
            setters: Vec::new(),
            origin: origin.to_owned(),
        }
    }

    fn of_field(document: Document<'m>, field: &'m Field) -> Self {
        let inherited = match &field.shape {
            Shape::Named(id) => document.ty(*id).description.as_deref().unwrap_or_default(),
            _ => "",
        };
        let value = Value::new(&field.shape, field.rules.as_deref(), field.origin.0.as_str());
        let (is_nullable, is_required, is_tri_state) = (field.nullable, field.required, field.tri_state);
        let value = Value { is_nullable, is_required, is_tri_state, ..value };
        Self {
            description: field.description.as_ref().filter(|own| !inherited.starts_with(own.as_str())),
            deprecated: field.deprecated,
            default: field.default.as_ref(),
            signature: if field.boxed { "boxed" } else { "not boxed" },
            ..Self::new("field", &field.wire, &field.name, value, &field.origin.0)
        }
    }

    fn of_part(part: &'m FormPart) -> Self {
        let (shape, signature) = match &part.content {
            PartContent::File => (&Shape::Any, "a file"),
            PartContent::Files => (&Shape::Any, "files"),
            PartContent::Value(shape) => (shape, "a value"),
        };
        let value = Value { is_required: part.required, ..Value::new(shape, None, part.origin.0.as_str()) };
        Self {
            description: part.description.as_ref(),
            deprecated: part.deprecated,
            style: part.media_type.clone().unwrap_or_default(),
            signature,
            ..Self::new("field", &part.wire, &part.name, value, &part.origin.0)
        }
    }

    fn of_parameter(parameter: &'m Parameter, place: usize) -> Self {
        let noun = match parameter.location {
            Location::Path => "path parameter",
            Location::Query => "query parameter",
            Location::Header => "header parameter",
            Location::Cookie => "cookie parameter",
        };
        // The name of one in the path is not sent; that of a header has no case.
        let key = match parameter.location {
            Location::Path => place.to_string(),
            _ => parameter.wire.to_ascii_lowercase(),
        };
        let style = match parameter.style {
            Style::Form => "repeated for each item",
            Style::Comma => "comma-separated",
            Style::Space => "space-separated",
            Style::Pipe => "pipe-separated",
            Style::Deep => "a deep object",
            Style::Simple => "plain text",
            Style::Exploded => "names and values",
            Style::Label { explode: false } => "after a dot",
            Style::Label { explode: true } => "after a dot for each item",
            Style::Matrix { explode: false } => "after its name",
            Style::Matrix { explode: true } => "after its name for each item",
            Style::Json => "JSON",
        };
        let schema = pointer::join(&parameter.origin.0, "schema");
        let value = Value::new(&parameter.shape, parameter.rules.as_deref(), schema);
        let value = Value { is_required: parameter.required, ..value };
        Self {
            key: format!("{noun} {key}"),
            description: parameter.description.as_ref(),
            deprecated: parameter.deprecated,
            default: parameter.default.as_ref(),
            style: style.to_owned(),
            ..Self::new(noun, &parameter.wire, &parameter.name, value, &parameter.origin.0)
        }
    }

    fn of_body(body: &'m Body) -> Self {
        let (shape, signature, deep) = match &body.encoding {
            Encoding::Json(shape) => (shape, "a value", None),
            Encoding::Form { shape, deep } => (shape, "a value", deep.first()),
            Encoding::Multipart(shape) => (shape, "a form", None),
            Encoding::Text => (&Shape::Any, "text", None),
            Encoding::Bytes => (&Shape::Any, "bytes", None),
            Encoding::BytesOf { .. } => (&Shape::Any, "bytes with their media type", None),
        };
        let deep = deep.map(|field| format!(" with `{field}` in brackets")).unwrap_or_default();
        let value = Value::new(shape, body.rules.as_deref(), body.origin.0.as_str());
        Self {
            is_required: body.required,
            description: body.description.as_ref(),
            style: format!("`{}`{deep}", body.media_type),
            accepted: body.accepted.iter().map(|media_type| format!("`{media_type}`")).collect(),
            signature,
            ..Self::new("body", "", "body", value, &body.origin.0)
        }
    }

    /// ``field `size` ``, `body`.
    fn words(&self) -> String {
        if self.wire.is_empty() { self.noun.to_owned() } else { format!("{} `{}`", self.noun, self.wire) }
    }

    /// The one of the kinds of a field, a body and a parameter.
    fn kind(&self, kinds: [&'static str; 3]) -> &'static str {
        kinds[["field", "body"].iter().position(|noun| *noun == self.noun).unwrap_or(2)]
    }

    /// Whether an answer cannot be read without it.
    fn is_needed(&self) -> bool {
        self.is_required && !self.value.is_nullable
    }

    /// Whether the two are the same but for their names; a parameter that is called alike has moved.
    fn is_twin(&self, other: &Self, documents: [Document<'_>; 2]) -> bool {
        let (one, two) = (&self.value, &other.value);
        match self.noun {
            "field" => {
                (self.is_required, one.is_nullable, one.rules, self.default)
                    == (other.is_required, two.is_nullable, two.rules, other.default)
                    && is_alike(documents, &one.shape, &two.shape)
            }
            _ => self.wire == other.wire,
        }
    }
}

/// An object or a call.
pub(super) struct Holder<'m> {
    slots: Vec<Slot<'m>>,
    rules: &'m Rules,
    origin: String,
    /// What names everything, and so lacks what is new.
    written_out: Option<String>,
    /// The function that starts a builder.
    start: Option<String>,
    /// The constructor of an answer, which takes every field that has a value, in their order.
    constructor: Option<String>,
    /// Whether others than these are refused.
    is_closed: bool,
    is_call: bool,
}

impl<'m> Holder<'m> {
    /// An object without fields.
    fn new(rules: &'m Rules, origin: &str) -> Self {
        Self {
            slots: Vec::new(),
            rules,
            origin: origin.to_owned(),
            written_out: None,
            start: None,
            constructor: None,
            is_closed: rules.closed,
            is_call: false,
        }
    }

    fn with_fields(mut self, document: Document<'m>, object: &'m Object) -> Self {
        let fields = object.fields.iter().zip(setter_names(object));
        let slots = fields.map(|(field, setters)| Slot { setters, ..Slot::of_field(document, field) });
        self.slots = slots.collect();
        // Required, and refused: no value is right.
        let place = document.keyword(&self.origin, "required").unwrap_or_else(|| self.origin.clone());
        let value = Value::new(&Shape::Any, None, place.as_str());
        self.slots.extend(self.rules.impossible.iter().map(|wire| Slot {
            key: format!("impossible {wire}"),
            ..Slot::new("field", wire, wire, value.clone(), &place)
        }));
        match &object.extra {
            Some(extra) => self.with_others(&extra.shape, &extra.name),
            None => self,
        }
    }

    /// With a map of what has no name of its own.
    fn with_others(mut self, values: &Shape, name: &'m str) -> Self {
        let place = pointer::join(&self.origin, "additionalProperties");
        let value = Value::new(values, self.rules.inner.as_deref(), place.as_str());
        let value = Value { is_required: false, ..value };
        self.slots.push(Slot { key: "others".to_owned(), ..Slot::new("field", name, name, value, &place) });
        self
    }

    /// The object of a shape, if it is one.
    pub(super) fn of_shape(document: Document<'m>, shape: &Shape, rules: &'m Rules, origin: &str) -> Self {
        let empty = Self::new(rules, origin);
        match shape {
            Shape::Map(values) => empty.with_others(values, ""),
            Shape::Named(id) => match (document.ty(*id), &document.ty(*id).kind) {
                (_, Kind::Form(form)) => Self { slots: form.parts.iter().map(Slot::of_part).collect(), ..empty },
                (ty, Kind::Object(object)) => Self {
                    start: ty.usage.request.then(|| format!("{}::builder()", ty.name)),
                    constructor: (!ty.usage.request).then(|| format!("`{}::new`", ty.name)),
                    ..empty.with_fields(document, object)
                },
                _ => empty,
            },
            _ => empty,
        }
    }

    /// The object of a variant, if it has fields of its own.
    pub(super) fn of_variant(document: Document<'m>, ty: &Type, variant: &'m Variant) -> Option<Self> {
        let Content::Object(object) = &variant.content else { return None };
        let name = format!("{}::{}", ty.name, variant.name);
        let empty = Self::new(variant.rules.as_deref().unwrap_or(&NO_RULES), &variant.origin.0);
        Some(Self {
            written_out: (!is_variant_non_exhaustive(ty, variant)).then(|| format!("a `{name}` that is written out")),
            start: ty.usage.request.then(|| format!("{}::{}()", ty.name, variant.constructor)),
            constructor: (!ty.usage.request).then(|| format!("`{}::{}`", ty.name, variant.constructor)),
            ..empty.with_fields(document, object)
        })
    }

    pub(super) fn of_operation(operation: &'m Operation) -> Self {
        let parameters = operation.parameters.iter().enumerate();
        let parameters = parameters.map(|(place, parameter)| Slot::of_parameter(parameter, place));
        Self {
            slots: parameters.chain(operation.body.as_ref().map(Slot::of_body)).collect(),
            written_out: Some(format!("a call of `Client::{}`", operation.name)),
            is_closed: true,
            is_call: true,
            ..Self::new(&NO_RULES, &operation.origin.0)
        }
    }

    /// Whether two objects say the same.
    pub(super) fn is_like(&self, other: &Self, documents: [Document<'_>; 2]) -> bool {
        let has_twin = |slot: &Slot<'m>| {
            let twin = other.slots.iter().find(|twin| twin.key == slot.key);
            twin.is_some_and(|twin| slot.is_twin(twin, documents))
        };
        self.slots.len() == other.slots.len() && self.rules == other.rules && self.slots.iter().all(has_twin)
    }
}

/// Compares everything that two objects or calls hold, which a caller calls `name`.
pub(super) fn compare<'m>(walk: &mut Walk<'m>, old: &Holder<'m>, new: &Holder<'m>, name: &str, is_request: bool) {
    let compared = Compared { old, new, name, is_request };
    let (documents, places) = ([walk.old, walk.new], [old.origin.as_str(), new.origin.as_str()]);
    let rules = rules::compare(walk, [old.rules, new.rules], Sort::Object, (name, places), [is_request, false]);
    rules.into_iter().for_each(|change| walk.push(change));
    let is_same = |one: &Slot<'m>, other: &Slot<'m>| one.key == other.key;
    let slots = matched(&old.slots, &new.slots, is_same, |one, other| one.is_twin(other, documents));
    slots.kept.into_iter().for_each(|(one, other)| compared.kept(walk, one, other));
    slots.renamed.into_iter().for_each(|(one, other)| walk.push(compared.renamed(one, other)));
    slots.removed.into_iter().for_each(|slot| walk.push(compared.removed(slot, documents)));
    slots.added.into_iter().for_each(|slot| walk.push(compared.added(slot)));
    if is_request && old.is_closed != new.is_closed {
        let message = format!("{name} now {} unknown fields", if new.is_closed { "rejects" } else { "accepts" });
        let change = Change::new("closedness-changed", message, walk.keyword(places, "additionalProperties"));
        let reason = new.is_closed.then(|| "unknown fields are rejected".to_owned());
        walk.push(change.failing_requests(reason).adding(!new.is_closed));
    }
    if old.is_call {
        compared.order(walk, name, |_| true);
    } else if let Some(constructor) = &new.constructor {
        compared.order(walk, constructor, Slot::is_needed);
    }
}

/// Two objects or calls, and what a caller calls them.
struct Compared<'c, 'm> {
    old: &'c Holder<'m>,
    new: &'c Holder<'m>,
    name: &'c str,
    is_request: bool,
}

impl<'m> Compared<'_, 'm> {
    fn slot(&self, slot: &Slot<'_>) -> String {
        format!("the {} of {}", slot.words(), self.name)
    }

    /// What happens to requests or answers that lack it.
    fn without(&self, slot: &Slot<'_>) -> String {
        let words = slot.words();
        match self.is_request {
            true => format!("requests without the {words} are rejected"),
            false => format!("responses without the {words} cannot be read"),
        }
    }

    /// Whether a caller gives it by name, and only if wanted.
    fn is_option(&self, slot: &Slot<'_>) -> bool {
        self.new.is_call && !slot.is_required && slot.noun != "body"
    }

    /// Why callers do not compile with one that is new.
    fn lacking(&self, slot: &Slot<'_>) -> Option<String> {
        // It is a field of the options.
        if self.is_option(slot) {
            return None;
        }
        let built = self.new.start.as_ref().filter(|_| slot.is_required);
        let built = built.map(|start| format!("`.build()` of `{start}` requires `.{}(..)`", slot.rust));
        let constructed = self.old.constructor.as_ref().filter(|_| slot.is_needed());
        let lacking = self.old.written_out.as_ref().or(constructed).map(|call| format!("{call} lacks `{}`", slot.rust));
        built.or(lacking)
    }

    fn renamed(&self, slot: &Slot<'_>, other: &Slot<'_>) -> Change {
        let place = (Side::New, other.origin.clone());
        if self.new.is_call {
            let (was, is) = (slot.noun, other.noun);
            let message = format!("the parameter `{}` of {} is now a {is} (was a {was})", slot.wire, self.name);
            let change = Change::new("parameter-moved", message, place);
            return change.failing_requests(Some(format!("the {was} `{}` is no longer read", slot.wire)));
        }
        let message = format!("{} is now called `{}`", self.slot(slot), other.wire);
        let change = Change::new("field-renamed", message, place).adding(true).failing_callers(self.lacking(other));
        let change = change.failing_callers(Some(format!("`{}` is removed", slot.rust)));
        if self.is_request {
            let refused = self.new.is_closed.then(|| format!("`{}` is rejected", slot.wire));
            return change.failing_requests(refused.or(other.is_required.then(|| self.without(other))));
        }
        change
            .failing_new_answers(slot.is_needed().then(|| self.without(slot)))
            .failing_old_answers(other.is_needed().then(|| self.without(other)))
    }

    fn added(&self, slot: &Slot<'_>) -> Change {
        let word = match (self.is_request, slot.is_required) {
            (true, true) => "required ",
            (true, false) => "optional ",
            (false, _) => "",
        };
        let kind = slot.kind(["field-added", "body-added", "parameter-added"]);
        let message = format!("{} has a new {word}{}", self.name, slot.words());
        let change = Change::new(kind, message, (Side::New, slot.origin.clone()));
        let change = change.adding(true).failing_callers(self.lacking(slot));
        if self.is_request {
            return change.failing_requests(slot.is_required.then(|| self.without(slot)));
        }
        change.failing_old_answers(slot.is_needed().then(|| self.without(slot)))
    }

    fn removed(&self, slot: &Slot<'_>, [_, new]: [Document<'_>; 2]) -> Change {
        let place = (Side::Old, slot.origin.clone());
        let is_described = self.new.origin == self.old.origin && new.source.value.pointer(&slot.origin).is_some();
        let change = match (is_described && slot.noun == "field", self.is_request) {
            (true, true) => Change::new("read-only-changed", format!("{} is now read-only", self.slot(slot)), place),
            (true, false) => Change::new("write-only-changed", format!("{} is now write-only", self.slot(slot)), place),
            _ => {
                let kind = slot.kind(["field-removed", "body-removed", "parameter-removed"]);
                Change::new(kind, format!("{} no longer has the {}", self.name, slot.words()), place)
            }
        };
        let change = change.failing_callers(Some(format!("`{}` is removed", slot.rust)));
        if self.is_request {
            return change.failing_requests(self.new.is_closed.then(|| format!("the {} is rejected", slot.words())));
        }
        change.failing_new_answers(slot.is_needed().then(|| self.without(slot)))
    }

    fn kept(&self, walk: &mut Walk<'m>, old: &Slot<'m>, new: &Slot<'m>) {
        let name = match new.key.as_str() {
            "others" => format!("each value of {}", self.name),
            _ => self.slot(new),
        };
        let places = [old.origin.as_str(), new.origin.as_str()];
        if old.is_required != new.is_required {
            walk.push(self.required(old, new, &name));
        }
        let kind = new.kind(["", "media-type-changed", "parameter-style-changed"]);
        if let Some(change) = walk.changed(kind, &name, [&old.style, &new.style], places, "") {
            let is_accepted = new.accepted.contains(&old.style);
            let reason = (!is_accepted).then(|| format!("values that are {} are rejected", old.style));
            walk.push(change.adding(is_accepted).failing_requests(reason));
        }
        walk.describe(&name, places, [old.description, new.description], "description");
        walk.deprecate(&name, places, [old.deprecated, new.deprecated]);
        let word = |value: Option<&Json>| value.map_or_else(|| "none".to_owned(), |value| format!("`{value}`"));
        let (defaults, origins) = ([word(old.default), word(new.default)], [&*old.value.origin, &*new.value.origin]);
        let change = walk.changed("default-changed", &format!("`default` of {name}"), defaults, origins, "default");
        change.filter(|_| self.is_request).into_iter().for_each(|change| walk.push(change.adding(true)));
        let unfit = if old.rust != new.rust && !self.new.is_call {
            Some(format!("{name} is now `{}` in Rust (was `{}`)", new.rust, old.rust))
        } else if old.signature != new.signature {
            Some(format!("{name} is now {} in Rust (was {})", new.signature, old.signature))
        } else if let Some((was, is)) = old.setters.iter().zip(&new.setters).find(|(was, is)| was != is)
            && self.new.start.is_some()
        {
            Some(format!("the setter `{was}` of {name} is now `{is}`"))
        } else {
            None
        };
        let pair = Pair::new(old.value.clone(), new.value.clone(), self.is_request, name);
        walk.open.push_back(Pair { is_checked: self.new.start.is_some(), unfit, ..pair });
    }

    fn required(&self, old: &Slot<'_>, new: &Slot<'_>, name: &str) -> Change {
        let word = match (self.is_request, new.is_required) {
            (true, true) => "is now required",
            (true, false) => "is now optional",
            (false, true) => "is now always present",
            (false, false) => "may now be absent",
        };
        // `required` is one list for all fields: the field itself is the place.
        let change = Change::new("required-changed", format!("{name} {word}"), (Side::New, new.origin.clone()));
        let change = change.failing_callers(wrapped(&old.value, &new.value, name));
        if self.is_request {
            let lacking = self.new.start.as_ref().filter(|_| new.is_required).and_then(|_| self.lacking(new));
            let reason = new.is_required.then(|| self.without(new));
            return change.failing_callers(lacking).failing_requests(reason).adding(!new.is_required);
        }
        change
            .failing_new_answers((old.is_needed() && !new.is_required).then(|| self.without(new)))
            .failing_old_answers((new.is_needed() && !old.is_required).then(|| self.without(new)))
            .adding(new.is_required)
    }

    /// What is given at a place is meant for the parameter that is there.
    fn order(&self, walk: &mut Walk<'_>, name: &str, is_argument: impl Fn(&Slot<'m>) -> bool) {
        // One that becomes required or optional moves to another place, which is reported by itself.
        let kept = |one: &Holder<'m>, other: &Holder<'m>| -> Vec<String> {
            let keys = one.slots.iter().filter(|slot| is_argument(slot)).map(|slot| (&slot.key, slot.is_required));
            let is_kept = |known: &(&String, bool)| {
                other.slots.iter().any(|slot| is_argument(slot) && (&slot.key, slot.is_required) == *known)
            };
            keys.filter(is_kept).map(|(key, _)| key.clone()).collect()
        };
        if kept(self.old, self.new) != kept(self.new, self.old) {
            let slots = self.new.slots.iter().filter(|slot| is_argument(slot));
            let names: Vec<String> = slots.map(|slot| format!("`{}`", slot.rust)).collect();
            let message = format!("{name} now takes its arguments in the order {}", names.join(", "));
            walk.push(Change::breaking(message, (Side::New, self.new.origin.clone())));
        }
    }
}
