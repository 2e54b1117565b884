//! Walks a value along the table of its type, and collects what the type does not accept.

use serde_json::{Map, Number, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::json_type::JsonType;
use super::place::{Place, Step};
use super::words::{self, Chosen, names};
use super::{Bounds, Literal, Property, Rules, Shape, Variant};
use crate::scalar::InvalidValue;
use crate::violations::Violation;

/// How strictly a value is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Every property is known and every value of an enum is listed: the first fault is enough, and is not described.
    Exact,
    /// A request: every property is known, and every rule that a type enforces holds.
    Draft,
    /// An answer, of which only what serde refuses is a fault: a union keeps any value, and a struct skips any property.
    Answer,
}

/// What a type does not accept.
pub(crate) struct Fault {
    pub(crate) violation: Violation,
    /// The pointer of the nearest optional property: the value is accepted without it. `None` if all are required.
    pub(crate) optional: Option<String>,
}

/// All that `shape` does not accept of `value`; whole numbers that are written with a fraction become integers.
///
/// # Errors
///
/// The faults; with [`Reading::Exact`], an empty list.
pub(crate) fn judge(shape: &Shape, value: &mut Value, reading: Reading) -> Result<(), Vec<Fault>> {
    let start = Place { up: None, step: Step::Start, variant: None };
    let mut judge = Judge { reading, is_refused: false, faults: Vec::new() };
    judge.judge_value(shape, value, &start);
    judge.finish()
}

struct Judge {
    reading: Reading,
    is_refused: bool,
    faults: Vec<Fault>,
}

impl Judge {
    fn finish(self) -> Result<(), Vec<Fault>> {
        if self.is_refused { Err(self.faults) } else { Ok(()) }
    }

    fn refuse(&mut self, at: &Place<'_>, rule: &'static str, message: impl FnOnce() -> String) {
        self.is_refused = true;
        if self.reading != Reading::Exact {
            let violation = Violation::new(at.pointer(), rule, message(), at.variant);
            self.faults.push(Fault { violation, optional: at.nearest_optional() });
        }
    }

    fn mismatch(&mut self, shape: &Shape, found: &Value, at: &Place<'_>) {
        let is_null_sent = found.is_null() && self.reading == Reading::Draft;
        self.refuse(at, "type", || if is_null_sent { words::NULL.to_owned() } else { words::expected(shape, found) });
    }

    fn is_over(&self) -> bool {
        self.is_refused && self.reading == Reading::Exact
    }

    fn judge_value(&mut self, shape: &Shape, value: &mut Value, at: &Place<'_>) {
        match (shape, &mut *value) {
            (Shape::Any, _) | (Shape::Nullable(_), Value::Null) => {}
            (Shape::Alias(shape) | Shape::Nullable(shape), _) => self.judge_value(shape, value, at),
            (Shape::Boolean, Value::Bool(_)) | (Shape::Number, Value::Number(_)) | (Shape::Text, Value::String(_)) => {}
            (Shape::Integer, Value::Number(number)) => self.integer(number, signed, at),
            (Shape::Unsigned, Value::Number(number)) => self.integer(number, unsigned, at),
            (Shape::DateTime, Value::String(text)) => {
                if self.reading != Reading::Answer && OffsetDateTime::parse(text, &Rfc3339).is_err() {
                    self.refuse(at, "format", || "must be an RFC 3339 date-time".to_owned());
                }
            }
            (Shape::Scalar(name, rules), value) => match rules.check(value) {
                None => self.mismatch(shape, value, at),
                Some(Err(violation)) => {
                    self.refuse(at, violation.rule(), || format!("is {}", InvalidValue::new(name, violation)));
                }
                // A bound says more than the range of the type.
                Some(Ok(())) => {
                    if let (Rules::Integer(_), Value::Number(number)) = (rules, value) {
                        self.integer(number, signed, at);
                    }
                }
            },
            (Shape::Checked(shape, rules), value) => match rules.check(value) {
                Some(Err(violation)) if self.reading == Reading::Draft => {
                    self.refuse(at, violation.rule(), || format!("is invalid: {violation}"));
                }
                _ => self.judge_value(shape, value, at),
            },
            (Shape::List(items), Value::Array(list)) => self.list(items, list, at),
            (Shape::Bounded(items, bounds), Value::Array(list)) => {
                self.check_bounds(bounds, list, at);
                self.list(items, list, at);
            }
            (Shape::Map(values), Value::Object(map)) => {
                map.iter_mut()
                    .for_each(|(name, value)| self.judge_value(values, value, &at.step(Step::Optional(name))));
            }
            (Shape::Object(properties, extra), Value::Object(object)) => {
                self.object(properties, *extra, object, at, None);
            }
            (Shape::Tagged(..) | Shape::Union(_), _) if self.reading == Reading::Answer => {}
            (Shape::Tagged(tag, variants), Value::Object(_)) => self.tagged(tag, variants, value, at),
            (Shape::Union(members), value) => self.union(shape, members, value, at),
            (Shape::Enum(literals, other), value) => self.judge_enum(shape, literals, *other, value, at),
            (_, value) => self.mismatch(shape, value, at),
        }
    }

    fn integer(&mut self, number: &mut Number, read: fn(i128) -> Option<Number>, at: &Place<'_>) {
        match whole(number).map(read) {
            Some(Some(integer)) => *number = integer,
            Some(None) => self.refuse(at, "type", || words::OUT_OF_RANGE.to_owned()),
            None => self.refuse(at, "type", || "must be an integer, not a number".to_owned()),
        }
    }

    fn list(&mut self, items: &Shape, list: &mut [Value], at: &Place<'_>) {
        for (index, item) in list.iter_mut().enumerate() {
            if self.is_over() {
                return;
            }
            self.judge_value(items, item, &at.step(Step::Item(index)));
        }
    }

    fn check_bounds(&mut self, bounds: &Bounds, list: &[Value], at: &Place<'_>) {
        let items = || if list.len() == 1 { "1 item".to_owned() } else { format!("{} items", list.len()) };
        if list.len() < bounds.least {
            self.refuse(at, "minItems", || format!("has {}, expected at least {}", items(), bounds.least));
        }
        if let Some(most) = bounds.most.filter(|most| list.len() > *most) {
            self.refuse(at, "maxItems", || format!("has {}, expected at most {most}", items()));
        }
        for (index, item) in list.iter().enumerate().filter(|_| bounds.unique) {
            if let Some(first) = list[..index].iter().position(|other| other == item) {
                let message = || format!("duplicates item {first}: remove one of them");
                self.refuse(&at.step(Step::Item(index)), "uniqueItems", message);
            }
        }
    }

    fn object(
        &mut self,
        properties: &[Property],
        extra: Option<&Shape>,
        object: &mut Map<String, Value>,
        at: &Place<'_>,
        chosen: Option<&Chosen<'_>>,
    ) {
        for property in properties {
            if property.is_required() && !object.contains_key(property.name()) {
                // serde reads an `Option` that is missing.
                if self.reading == Reading::Answer && property.shape().accepts_null() {
                    continue;
                }
                self.refuse(&at.step(Step::Required(property.name())), "required", || match chosen {
                    Some(Chosen { literal, .. }) => format!("is required for `{literal}`"),
                    None => "is required".to_owned(),
                });
            }
        }
        for (name, value) in object.iter_mut() {
            if self.is_over() {
                return;
            }
            let property = properties.iter().find(|property| property.name() == name);
            match (property, extra) {
                (Some(Property::Optional(..)), _) if value.is_null() && self.reading == Reading::Answer => {}
                (Some(Property::Optional(name, shape)), _) => {
                    self.judge_value(shape, value, &at.step(Step::Optional(name)))
                }
                (Some(Property::Required(name, shape)), _) => {
                    self.judge_value(shape, value, &at.step(Step::Required(name)))
                }
                (None, Some(extra)) => self.judge_value(extra, value, &at.step(Step::Optional(name))),
                (None, None) if self.reading == Reading::Answer => {}
                (None, None) => self.refuse(&at.step(Step::Optional(name)), "additionalProperties", || {
                    words::unknown_field(name, properties, chosen)
                }),
            }
        }
    }

    fn tagged(&mut self, tag: &'static str, variants: &[Variant], value: &mut Value, at: &Place<'_>) {
        let found = value.get(tag).and_then(|value| {
            variants.iter().find_map(|(tags, shape)| Some((tags.iter().find(|tag| tag.is(value))?, *shape)))
        });
        match (found, &mut *value) {
            (Some((literal, Shape::Object(properties, extra))), Value::Object(object)) => {
                let at = Place { variant: literal.text(), ..*at };
                self.object(properties, *extra, object, &at, Some(&Chosen { tag, literal, variants }));
            }
            (Some((_, shape)), _) => self.judge_value(shape, value, at),
            (None, _) => self.no_variant(tag, variants, value, at),
        }
    }

    fn no_variant(&mut self, tag: &'static str, variants: &[Variant], value: &Value, at: &Place<'_>) {
        let at_tag = at.step(Step::Required(tag));
        let literals = || variants.iter().flat_map(|(tags, _)| *tags);
        let listed = || names(literals());
        match value.get(tag) {
            None => self.refuse(&at_tag, "required", || format!("is required: expected one of {}", listed())),
            Some(value) if literals().any(|literal| literal.json_type().is_of(value)) => {
                self.refuse(&at_tag, "enum", || format!("has an unknown value: expected one of {}", listed()));
            }
            Some(value) => {
                let expected = literals().next().map_or(JsonType::Any, Literal::json_type).name();
                self.refuse(&at_tag, "type", || format!("must be {expected}, not {}", JsonType::of(value).name()));
            }
        }
        for name in value.as_object().into_iter().flat_map(Map::keys) {
            if name != tag && !variants.iter().any(|(_, shape)| shape.may_have(name)) {
                let message = || "is not a field of any variant: remove it".to_owned();
                self.refuse(&at.step(Step::Optional(name)), "additionalProperties", message);
            }
        }
    }

    /// Without a member that accepts the value, what is wrong for the closest one of its kind.
    fn union(&mut self, shape: &Shape, members: &[&'static Shape], value: &mut Value, at: &Place<'_>) {
        if self.reading == Reading::Exact {
            self.is_refused |= !members.iter().any(|member| member.fits(value));
            return;
        }
        let mut closest: Option<Vec<Fault>> = None;
        for member in members {
            let mut judge = Judge { reading: self.reading, is_refused: false, faults: Vec::new() };
            judge.judge_value(member, value, at);
            match judge.finish() {
                Ok(()) => return,
                Err(faults) if closest.as_ref().is_none_or(|closest| faults.len() < closest.len()) => {
                    closest = Some(faults).filter(|_| has_type_of(member, value)).or(closest);
                }
                Err(_) => {}
            }
        }
        let Some(faults) = closest else { return self.mismatch(shape, value, at) };
        let alike = members.iter().filter(|member| has_type_of(member, value)).count();
        self.is_refused = true;
        self.faults.extend(faults.into_iter().map(|mut fault| {
            if alike > 1 {
                fault.violation.add_note(&format!(" (in the closest of {alike} alternatives)"));
            }
            fault
        }));
    }

    fn judge_enum(
        &mut self,
        shape: &Shape,
        literals: &[Literal],
        other: Option<&Shape>,
        value: &mut Value,
        at: &Place<'_>,
    ) {
        if literals.iter().any(|literal| literal.is(value)) {
            return;
        }
        match other.filter(|_| self.reading != Reading::Exact) {
            Some(other) => self.judge_value(other, value, at),
            None if has_type_of(shape, value) => {
                self.refuse(at, "enum", || format!("has an unknown value: expected one of {}", names(literals.iter())))
            }
            None => self.mismatch(shape, value, at),
        }
    }
}

/// Whether the value is of a type that the shape has.
fn has_type_of(shape: &Shape, value: &Value) -> bool {
    shape.json_types().into_iter().any(|json_type| json_type.is_of(value))
}

/// The integer that a number is, if it has no fraction; beyond 128 bits, the nearest.
fn whole(number: &Number) -> Option<i128> {
    let integer = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    // `1.0` is an integer in JSON Schema.
    integer.or_else(|| number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i128))
}

fn signed(integer: i128) -> Option<Number> {
    i64::try_from(integer).ok().map(Number::from)
}

fn unsigned(integer: i128) -> Option<Number> {
    u64::try_from(integer).ok().map(Number::from)
}

impl Rules {
    /// Whether a value keeps them; `None` if it is of another JSON type.
    fn check(&self, value: &Value) -> Option<Result<(), openscaler_formats::Violation>> {
        match (self, value) {
            (Self::Text(rules), Value::String(text)) => Some(rules.check(text)),
            (Self::Number(rules), Value::Number(number)) => Some(rules.check(number.as_f64().unwrap_or(f64::NAN))),
            (Self::Integer(rules), Value::Number(number)) => {
                let nearest = whole(number).map(|integer| integer.clamp(i64::MIN.into(), i64::MAX.into()) as i64);
                Some(nearest.map_or(Ok(()), |nearest| rules.check(nearest)))
            }
            _ => None,
        }
    }
}
