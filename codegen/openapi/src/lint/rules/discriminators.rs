//! Rules on discriminators: every variant has the tag, requires it, and agrees with the mapping.

use std::collections::HashSet;

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::lint::words::{did_you_mean, nearest};
use crate::schemas::{property, type_of};
use crate::structure::{Kind, Node};

/// A union with a discriminator.
struct Union<'d> {
    node: Node<'d>,
    tag: &'d str,
    /// The members of its `oneOf` or `anyOf`, as they are written.
    members: Vec<Node<'d>>,
    /// Each value of the tag, and the schema it is mapped to; in the document's order.
    mapping: Vec<(&'d str, &'d str)>,
}

impl Union<'_> {
    fn discriminator(&self) -> String {
        self.node.at("discriminator")
    }

    fn mapping_entry(&self, value: &str) -> String {
        pointer::join(&format!("{}/mapping", self.discriminator()), value)
    }
}

fn unions<'d>(context: &Context<'d>) -> Vec<Union<'d>> {
    let union = |node: &Node<'d>| {
        let discriminator = node.get("discriminator")?;
        let members: Vec<_> = ["oneOf", "anyOf"].iter().flat_map(|keyword| node.children_of(keyword)).collect();
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let mapping = mapping.filter_map(|(value, target)| Some((value.as_str(), target.as_str()?))).collect();
        let tag = discriminator.get("propertyName")?.as_str()?;
        // Without members, the union is of the schemas that include this one.
        (!members.is_empty()).then(|| Union { node: node.clone(), tag, members, mapping })
    };
    context.of(Kind::Schema).filter(|node| !node.is_reference()).filter_map(union).collect()
}

/// The pointer that a mapping's target means: a reference, or the bare name of a schema.
fn target(written: &str) -> String {
    let is_name = |written: &str| !written.contains(['/', '#']);
    pointer::local(written).unwrap_or_else(|| {
        if is_name(written) { pointer::join("/components/schemas", written) } else { written.to_owned() }
    })
}

/// The pointer of the schema that a member refers to.
fn referenced(member: &Node<'_>) -> Option<String> {
    member.reference().and_then(pointer::local)
}

fn variant_name(member: &Node<'_>) -> String {
    match member.reference() {
        Some(reference) => format!("`{}`", reference.rsplit('/').next().unwrap_or(reference)),
        None => "this inline variant".to_owned(),
    }
}

pub(super) fn missing_tag(context: &Context<'_>, findings: &mut Findings<'_>) {
    for union in unions(context) {
        for member in &union.members {
            let Some(variant) = context.resolve(member) else { continue };
            // Only an object can have it.
            let is_object = type_of(&variant).is_none_or(|kind| kind == "object");
            if is_object && !property(context, member, union.tag).is_declared {
                let message =
                    format!("{} has no property `{}`, the discriminator of the union", variant_name(member), union.tag);
                let help = format!("add `{}`, a string with an `enum` of one value", union.tag);
                let related = [(&*union.discriminator(), "the discriminator")];
                findings.report_with(&variant.pointer, message, help, &related);
            }
        }
    }
}

pub(super) fn optional_tag(context: &Context<'_>, findings: &mut Findings<'_>) {
    for union in unions(context) {
        for member in &union.members {
            let Some(variant) = context.resolve(member) else { continue };
            let property = property(context, member, union.tag);
            if property.is_declared && !property.is_required {
                let message = format!(
                    "{} does not require `{}`, the discriminator of the union; requests always contain it",
                    variant_name(member),
                    union.tag
                );
                let help = format!("add `{}` to its `required`", union.tag);
                let related = [(&*union.discriminator(), "the discriminator")];
                findings.report_with(&variant.pointer, message, help, &related);
            }
        }
    }
}

/// A required property without a declaration is usually a typo.
pub(super) fn undeclared_required(context: &Context<'_>, findings: &mut Findings<'_>) {
    undeclared_of_objects(context, findings);
    for union in unions(context) {
        for member in &union.members {
            let mut seen = HashSet::new();
            let mut open: Vec<_> = context.resolve(member).into_iter().collect();
            while let Some(part) = open.pop().filter(|part| seen.insert(part.pointer.clone())) {
                let required = part.get("required").and_then(Value::as_array).into_iter().flatten();
                for (index, name) in required.enumerate() {
                    let Some(name) = name.as_str().filter(|name| *name != union.tag) else { continue };
                    if !property(context, member, name).is_declared {
                        let variant = self::variant_name(member);
                        let message = format!(
                            "{variant} requires `{name}`, but does not declare it: builders have no setter for it"
                        );
                        let at = pointer::join(&part.at("required"), &index.to_string());
                        findings.report(&at, message, "declare the property, or remove it from `required`");
                    }
                }
                open.extend(context.resolved_children(&part, "allOf"));
            }
        }
    }
}

/// Objects that are whole by themselves: a part of another may require what that declares.
fn undeclared_of_objects(context: &Context<'_>, findings: &mut Findings<'_>) {
    let parts = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|keyword| {
        context.of(Kind::Schema).flat_map(move |schema| context.resolved_children(schema, keyword))
    });
    let parts: HashSet<_> = parts.map(|part| part.pointer).collect();
    let has_parts = |schema: &Node<'_>| ["allOf", "oneOf", "anyOf"].iter().any(|part| schema.get(part).is_some());
    for schema in context.of(Kind::Schema).filter(|schema| !parts.contains(&schema.pointer) && !has_parts(schema)) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { continue };
        // Any other property has a schema, too.
        if schema.get("additionalProperties").is_some_and(Value::is_object) {
            continue;
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        for (index, name) in required.enumerate().filter(|(_, name)| !properties.contains_key(*name)) {
            let message = format!("`{name}` is required but not declared: its value is any JSON value");
            let near = nearest(name, properties.keys().map(String::as_str));
            let help =
                near.map_or_else(|| "declare the property, or remove it from `required`".to_owned(), did_you_mean);
            findings.report(&pointer::join(&schema.at("required"), &index.to_string()), message, help);
        }
    }
}

pub(super) fn unknown_mapping_target(context: &Context<'_>, findings: &mut Findings<'_>) {
    for union in unions(context) {
        let members: Vec<_> = union.members.iter().filter_map(referenced).collect();
        for (value, written) in &union.mapping {
            let target = target(written);
            if members.contains(&target) {
                continue;
            }
            let message = if context.at(&target).is_some_and(|node| node.kind == Kind::Schema) {
                format!("`{value}` is mapped to `{written}`, which is not a variant of the union; it is ignored")
            } else {
                format!("`{value}` is mapped to `{written}`, which is not a schema; it is ignored")
            };
            let is_mapped =
                |member: &&str| union.mapping.iter().any(|(_, other)| self::target(other) == self::target(member));
            let unmapped = union.members.iter().filter_map(Node::reference).filter(|member| !is_mapped(member));
            let wanted = pointer::last(&target);
            let names: Vec<_> = unmapped.map(|member| (pointer::last(&self::target(member)), member)).collect();
            let near = nearest(&wanted, names.iter().map(|(name, _)| name.as_str()));
            let meant = near.and_then(|near| names.iter().find(|(name, _)| name == near));
            let help = meant
                .map_or_else(|| "map it to a variant, or remove it".to_owned(), |(_, member)| did_you_mean(member));
            findings.report(&union.mapping_entry(value), message, help);
        }
    }
}

/// Without a mapping the names of the schemas are the values; with one, they are hardly ever meant.
pub(super) fn incomplete_mapping(context: &Context<'_>, findings: &mut Findings<'_>) {
    for union in unions(context) {
        let targets: Vec<_> = union.mapping.iter().map(|(_, written)| target(written)).collect();
        for member in &union.members {
            match referenced(member) {
                Some(variant) if !targets.is_empty() && !targets.contains(&variant) => {
                    let message = format!("the mapping has no value for {}; its name is used", variant_name(member));
                    let related = [(&*member.pointer, "the variant")];
                    let at = pointer::join(&union.discriminator(), "mapping");
                    findings.report_with(&at, message, "add a value for it, or remove the variant", &related);
                }
                None if !has_one_value(context, member, union.tag) => {
                    let message =
                        format!("no value of `{}` selects this inline variant: a mapping needs a name", union.tag);
                    let help =
                        format!("move it to `/components/schemas`, or give `{}` an `enum` of one value", union.tag);
                    findings.report(&member.pointer, message, help);
                }
                _ => {}
            }
        }
    }
}

/// Whether a variant itself allows only one value for the tag.
fn has_one_value(context: &Context<'_>, member: &Node<'_>, tag: &str) -> bool {
    let schemas = property(context, member, tag).schemas;
    schemas.iter().any(|schema| enum_texts(schema).is_some_and(|values| values.len() == 1))
}

pub(super) fn contradicting_tag(context: &Context<'_>, findings: &mut Findings<'_>) {
    for union in unions(context) {
        for (value, written) in &union.mapping {
            let target = target(written);
            let member = union.members.iter().find(|member| referenced(member).as_deref() == Some(&target));
            let Some(member) = member else { continue };
            let schemas = property(context, member, union.tag).schemas;
            // If the member is a union itself, one of its members has the value.
            let is_union = context
                .resolve(member)
                .is_some_and(|node| ["oneOf", "anyOf"].iter().any(|keyword| node.get(keyword).is_some()));
            let admits =
                |schema: &Node<'_>| enum_texts(schema).is_none_or(|values| values.iter().any(|known| known == value));
            if is_union && schemas.iter().any(admits) {
                continue;
            }
            for schema in schemas.iter().filter(|schema| !admits(schema)) {
                let values = enum_texts(schema).unwrap_or_default();
                let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
                let message = format!(
                    "the mapping selects {} for `{value}`, but its `{}` is {}",
                    variant_name(member),
                    union.tag,
                    one_of(&values)
                );
                let related = [(&*union.mapping_entry(value), "the mapping")];
                let help = match values.as_slice() {
                    [own] => format!("write {own} in the mapping, or `{value}` here, whichever the API uses"),
                    _ => format!("add `{value}` here, or correct the mapping"),
                };
                let at = if schema.get("const").is_some() { "const" } else { "enum" };
                findings.report_with(&schema.at(at), message, help, &related);
            }
        }
    }
}

/// A few values by name, more by their number.
fn one_of(values: &[String]) -> String {
    const MOST_NAMED: usize = 5;
    if values.len() <= MOST_NAMED { values.join(" or ") } else { format!("one of {} other values", values.len()) }
}

/// The values of an `enum` or `const` as a mapping writes them: its keys are strings, whatever the tag is.
fn enum_texts(schema: &Node<'_>) -> Option<Vec<String>> {
    let values = match schema.get("const") {
        Some(value) => std::slice::from_ref(value),
        None => schema.get("enum")?.as_array()?,
    };
    Some(values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect())
}
