//! A model in a few lines, for tests to compare.

use crate::api::{
    Alternatives, Answer, Api, Content, Encoding, Integer, Kind, ListRules, Object, Operation, PartContent,
    ScalarRules, Shape, Text,
};

/// One line a type: its name, `>` if it is sent and `<` if it is received, and its values.
///
/// A field that is optional has a `?`, or a `~` if it tells null from absence.
pub(super) fn types(api: &Api) -> String {
    let line = |index: usize| {
        let ty = &api.types[index];
        let (sent, received) = (if ty.usage.request { ">" } else { "" }, if ty.usage.response { "<" } else { "" });
        format!("{} {sent}{received} {}", ty.name, kind(api, &ty.kind))
    };
    (0..api.types.len()).map(line).collect::<Vec<_>>().join("\n")
}

fn kind(api: &Api, kind: &Kind) -> String {
    match kind {
        Kind::Object(value) => object(api, value),
        Kind::Tagged(tagged) => {
            let variants = tagged.variants.iter().map(|variant| {
                let tags: Vec<String> = variant.tags.iter().map(ToString::to_string).collect();
                let content = match &variant.content {
                    Content::Object(value) => object(api, value),
                    Content::Named(id) => api.types[id.0].name.clone(),
                };
                format!("{} {} {content}", variant.name, tags.join("/"))
            });
            format!("by {}: {}", tagged.tag, alternatives(variants.collect(), tagged.unknown.clone()))
        }
        Kind::Union(union) => {
            let members = union.members.iter().map(|member| {
                let boxed = if member.boxed { "*" } else { "" };
                format!("{}({boxed}{})", member.name, shape(api, &member.shape))
            });
            alternatives(members.collect(), union.unknown.clone())
        }
        Kind::Enum(list) => {
            let values = list.values.iter().map(|value| format!("{}={}", value.name, value.value));
            let other = list.other.as_ref().map(|(name, of)| format!("{name}({})", shape(api, of)));
            alternatives(values.collect(), other)
        }
        Kind::Scalar(scalar) => match scalar {
            ScalarRules::Text(rules) => format!(
                "{:?} {:?}..{:?} {:?}{}",
                rules.format.as_deref().unwrap_or_default(),
                rules.min_length.unwrap_or_default(),
                rules.max_length.unwrap_or_default(),
                rules.pattern.as_ref().map(|pattern| pattern.source.as_str()).unwrap_or_default(),
                if rules.secret { " secret" } else { "" }
            ),
            ScalarRules::Number(rules) => format!("{rules:?}"),
        },
        Kind::Alias(of) => format!("= {}", shape(api, of)),
        Kind::Form(form) => {
            let parts = form.parts.iter().map(|part| {
                let optional = if part.required { "" } else { "?" };
                let content = match &part.content {
                    PartContent::File => "file".to_owned(),
                    PartContent::Files => "[file]".to_owned(),
                    PartContent::Value(of) => shape(api, of),
                };
                let media_type = part.media_type.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
                format!("{}{optional}: {content}{media_type}", part.name)
            });
            let extra = form.extra.as_ref().map(|extra| format!("..{extra}"));
            format!("form {{{}}}", parts.chain(extra).collect::<Vec<_>>().join(", "))
        }
    }
}

fn alternatives(mut listed: Vec<String>, last: Option<String>) -> String {
    listed.extend(last);
    listed.join(" | ")
}

fn object(api: &Api, object: &Object) -> String {
    let mut fields: Vec<String> = Vec::new();
    for field in &object.fields {
        let optional = if field.tri_state { "~" } else { "?" };
        let (optional, boxed) = (if field.required { "" } else { optional }, if field.boxed { "*" } else { "" });
        let null = if field.nullable { "|null" } else { "" };
        fields.push(format!("{}{optional}: {boxed}{}{null}", field.name, shape(api, &field.shape)));
    }
    fields.extend(object.extra.as_ref().map(|extra| format!("..{}: {}", extra.name, shape(api, &extra.shape))));
    format!("{{{}}}", fields.join(", "))
}

fn shape(api: &Api, of: &Shape) -> String {
    match of {
        Shape::Any => "any".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Integer(Integer::I64) => "i64".to_owned(),
        Shape::Integer(Integer::U64) => "u64".to_owned(),
        Shape::Integer(Integer::Big) => "big".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Text(Text::Plain) => "text".to_owned(),
        Shape::Text(Text::DateTime) => "date-time".to_owned(),
        Shape::Text(Text::CommaSeparated) => "comma-separated".to_owned(),
        Shape::List(item, rules) if *rules == ListRules::default() => format!("[{}]", shape(api, item)),
        Shape::List(item, rules) => {
            let limit = |limit: Option<u64>| limit.map(|limit| limit.to_string()).unwrap_or_default();
            let unique = if rules.unique { " unique" } else { "" };
            format!("[{}; {}..{}{unique}]", shape(api, item), limit(rules.min), limit(rules.max))
        }
        Shape::Map(value) => format!("{{*: {}}}", shape(api, value)),
        Shape::Nullable(inner) => format!("{}|null", shape(api, inner)),
        Shape::Named(id) => api.types[id.0].name.clone(),
    }
}

fn answer(api: &Api, of: &Answer) -> String {
    match of {
        Answer::Json(of) => shape(api, of),
        Answer::Events(of) => format!("events {}", shape(api, of)),
        Answer::ByStatus(by_status) => {
            let variants = by_status.variants.iter();
            let variants = variants.map(|variant| format!("{} {}", variant.name, answer(api, &variant.content)));
            let listed = alternatives(variants.collect(), by_status.unknown.clone());
            format!("{}: {listed}", by_status.name)
        }
        other => format!("{other:?}"),
    }
}

/// One line an operation: its method, its arguments, and what it brings.
pub(super) fn operations(api: &Api) -> String {
    api.operations.iter().map(|one| operation(api, one)).collect::<Vec<_>>().join("\n")
}

fn operation(api: &Api, operation: &Operation) -> String {
    let mut arguments: Vec<String> = Vec::new();
    for parameter in &operation.parameters {
        let optional = if parameter.required { "" } else { "?" };
        let (location, style) = (parameter.location, parameter.style);
        arguments.push(format!(
            "{location:?} {}{optional}: {style:?} {}",
            parameter.name,
            shape(api, &parameter.shape)
        ));
    }
    if let Some(body) = &operation.body {
        let optional = if body.required { "" } else { "?" };
        let value = match &body.encoding {
            Encoding::Json(of) => shape(api, of),
            Encoding::Multipart(of) => format!("parts {}", shape(api, of)),
            Encoding::Form { shape: of, deep } => format!("form {} {deep:?}", shape(api, of)),
            other => format!("{other:?}"),
        };
        arguments.push(format!("body{optional}: {} {value}", body.media_type));
    }
    let success = &operation.success;
    let mut answer = answer(api, &success.content);
    if let Some(streamed) = &operation.streamed {
        answer += &format!(", {} -> {}", streamed.name, self::answer(api, &streamed.success.content));
    }
    for error in &operation.errors {
        answer += &format!(", {} {}", error.status, shape(api, &error.shape));
    }
    let accept = success.accept.as_deref().unwrap_or_default();
    let empty =
        if success.empty_statuses.is_empty() { String::new() } else { format!(" {:?}", success.empty_statuses) };
    let arguments = arguments.join(", ");
    format!("{}: {} {}({arguments}) -> {accept} {answer}{empty}", operation.name, operation.method, operation.path)
        .replace("->  ", "-> ")
}

/// The schemes, what a client has to have, and what each operation accepts: a line each.
pub(super) fn security(api: &Api) -> String {
    let schemes = api.security.schemes.iter().map(|scheme| format!("{} {:?}", scheme.name, scheme.transport));
    let accepted = |alternatives: &Alternatives| {
        let names = alternatives.iter().map(|alternative| {
            let names: Vec<&str> = alternative.iter().map(|id| api.security.schemes[id.0].name.as_str()).collect();
            if names.is_empty() { "nothing".to_owned() } else { names.join("+") }
        });
        names.collect::<Vec<_>>().join(" | ")
    };
    let operations =
        api.operations.iter().map(|operation| format!("{}: {}", operation.name, accepted(&operation.security)));
    let lines = [schemes.collect::<Vec<_>>().join(", "), accepted(&api.security.default)];
    lines.into_iter().chain(operations).collect::<Vec<_>>().join("\n")
}
