//! From what clap has read to a checked call, with every mistake named by its option.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;
use serde_json::{Map, Value};

use crate::call::Call;
use crate::files;
use crate::input::{Given, Input, Mistake, Place};
use crate::json::{self, Node};
use crate::mistakes::Mistakes;
use crate::table::{Body, Command, Content, Kind, Opt, Variant};

/// What a body is called that has no option.
const WHOLE_BODY: &str = "the body";

/// A checked request.
pub(crate) struct Request {
    pub(crate) command: &'static Command,
    pub(crate) call: Call,
    /// The values of its parameters.
    pub(crate) parameters: Vec<Option<Value>>,
    /// Its body if it is JSON.
    pub(crate) body: Option<Value>,
}

/// Reads the arguments of a command; `None` if there are mistakes.
pub(crate) fn read(command: &'static Command, matches: &ArgMatches, mistakes: &mut Mistakes) -> Option<Request> {
    let (variant, inner) = find_variant(command, matches);
    let mut reader = Reader { matches: inner, mistakes, set: Vec::new(), is_file_missing: false };
    let parameters: Vec<_> = command.parameters.iter().map(|opt| reader.read_option(opt)).collect();
    let body = command.body.as_ref().and_then(|body| reader.read_body(body, variant));
    let (set, is_file_missing) = (reader.set, reader.is_file_missing);
    let shown = match &body {
        Some(Given::Json(value)) => Some(value.clone()),
        _ => None,
    };
    match Input::check(command, parameters.clone(), body) {
        Ok(call) => Some(Request { command, call, parameters, body: shown }),
        Err(found) => {
            let has_file = inner.try_contains_id("from").unwrap_or(false);
            let names = Names { command, variant, has_file, body: shown.as_ref(), set };
            for Mistake { place, message } in found {
                let name = names.name(&place);
                // What cannot be read is not missing as well.
                let is_unreadable = mistakes.names(&name) || (is_file_missing && !names.is_option(&place));
                if !is_unreadable {
                    mistakes.push(name, message);
                }
            }
            None
        }
    }
}

/// The variant that was asked for, and the arguments of its command.
fn find_variant<'m>(command: &'static Command, matches: &'m ArgMatches) -> (Option<&'static Variant>, &'m ArgMatches) {
    let found = matches.subcommand().and_then(|(word, inner)| {
        let variants = command.body.as_ref()?.variants;
        Some((variants.iter().find(|variant| variant.word == word)?, inner))
    });
    found.map_or((None, matches), |(variant, inner)| (Some(variant), inner))
}

struct Reader<'a> {
    matches: &'a ArgMatches,
    mistakes: &'a mut Mistakes,
    /// The pointers of the fields that options have set.
    set: Vec<&'static str>,
    /// Whether the file of `--from` cannot be read.
    is_file_missing: bool,
}

impl Reader<'_> {
    fn is_given(&self, name: &str) -> bool {
        self.matches.try_contains_id(name).unwrap_or(false)
            && self.matches.value_source(name) == Some(ValueSource::CommandLine)
    }

    fn path(&self, name: &str) -> Option<&PathBuf> {
        self.matches.try_get_one::<PathBuf>(name).ok().flatten()
    }

    /// The value of an option; `None` if it is not given, or wrong.
    fn read_option(&mut self, opt: &'static Opt) -> Option<Value> {
        if !self.is_given(opt.name) {
            return None;
        }
        if opt.kind == Kind::Secret {
            let paths: Vec<PathBuf> = self.matches.get_many::<PathBuf>(opt.name)?.cloned().collect();
            return self.read_secret(opt.name, &paths);
        }
        let texts = self.matches.get_many::<String>(opt.name)?;
        let parsed = texts.cloned().map(|text| parse(opt.kind, text));
        let mut values: Vec<Value> = parsed.filter_map(|value| self.mistakes.accept(opt.name, value)).collect();
        if opt.is_list { Some(Value::Array(values)) } else { values.pop() }
    }

    fn read_secret(&mut self, name: &str, paths: &[PathBuf]) -> Option<Value> {
        let texts = paths.iter().filter_map(|path| self.mistakes.accept(name, files::read_text(path)));
        let texts: Vec<_> = texts.collect();
        if texts.len() < paths.len() {
            return None;
        }
        let joined = if let [text] = &texts[..] {
            text.clone()
        } else {
            files::join(&texts.iter().map(|text| text.as_str()).collect::<Vec<_>>())
        };
        Some(Value::String(joined.to_string()))
    }

    fn read_body(&mut self, body: &'static Body, variant: Option<&'static Variant>) -> Option<Given> {
        if body.content != Content::Json {
            return self.read_raw_body(body);
        }
        let fields = variant.map_or(body.fields, |variant| variant.fields);
        let from = self.path("from").cloned();
        let mut value = from.as_ref().and_then(|path| self.read_file(path));
        self.is_file_missing = from.is_some() && value.is_none();
        if let Some(variant) = variant {
            let tag: Value = serde_json::from_str(variant.tag).unwrap_or_default();
            let object = value.get_or_insert_with(|| Value::Object(Map::new()));
            if object.get(body.tag).is_some_and(|given| *given != tag) {
                let message = format!("expected `{}` {}, found another one", body.tag, code(&tag));
                self.mistakes.push_option("from", message);
            }
            set(object, &json::join("", body.tag), tag);
        }
        for opt in fields {
            if let Some(field) = self.read_option(opt) {
                self.set(&mut value, opt, field, "is given more than once: remove it here or in the file of `--from`");
            }
        }
        let unset = self.matches.try_get_many::<String>("unset").ok().flatten();
        let unset: Vec<String> = unset.into_iter().flatten().cloned().collect();
        for opt in fields.iter().filter(|opt| unset.iter().any(|name| name == opt.name)) {
            self.set(&mut value, opt, Value::Null, "is given a value, too: remove that, or remove it from `--unset`");
        }
        if value.is_none() && from.is_none() && body.required {
            if !body.variants.is_empty() {
                let words: Vec<_> = body.variants.iter().map(|variant| format!("`{}`", variant.word)).collect();
                let message =
                    format!("is required: expected one of the commands {}, or `--from FILE`", words.join(", "));
                self.mistakes.push(WHOLE_BODY, message);
            } else if !body.fields.is_empty() {
                value = Some(Value::Object(Map::new()));
            }
        }
        value.map(Given::Json)
    }

    /// Sets a field of the body; `twice` says what is wrong if it has a value already.
    fn set(&mut self, value: &mut Option<Value>, opt: &'static Opt, field: Value, twice: &str) {
        let object = value.get_or_insert_with(|| Value::Object(Map::new()));
        if object.pointer(opt.wire).is_some() {
            self.mistakes.push_option(opt.name, twice);
        } else if set(object, opt.wire, field) {
            self.set.push(opt.wire);
        } else {
            self.mistakes.push_option("from", "must be an object, so that options can add to it");
        }
    }

    fn read_raw_body(&mut self, body: &'static Body) -> Option<Given> {
        let path = self.path("body")?.clone();
        let bytes = self.mistakes.accept("body", files::read(&path))?;
        let media_type = self.matches.try_get_one::<String>("content-type").ok().flatten();
        let media_type = media_type.map_or(body.media_type, String::as_str);
        Some(Given::File(bytes.to_vec(), media_type.to_owned()))
    }

    fn read_file(&mut self, path: &Path) -> Option<Value> {
        let node = files::read_text(path).and_then(|text| Node::parse(&text));
        let mut found = Vec::new();
        let value = self.mistakes.accept("from", node)?.into_value("", &mut found);
        for Mistake { place, message } in found {
            if let Place::Body(pointer) = place {
                self.mistakes.push(in_file(&pointer), message);
            }
        }
        Some(value)
    }
}

fn in_file(pointer: &str) -> String {
    format!("`{pointer}` in the file of `--from`")
}

/// A JSON value in back-ticks, a string without its quotes.
fn code(value: &Value) -> String {
    format!("`{}`", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Reads the text of an option.
fn parse(kind: Kind, text: String) -> Result<Value, String> {
    match kind {
        Kind::Text | Kind::Secret => Ok(Value::String(text)),
        Kind::Number => match serde_json::from_str(&text) {
            Ok(value @ Value::Number(_)) => Ok(value),
            _ => Err(format!("expected a number, found `{text}`")),
        },
        Kind::Boolean => {
            text.parse().map(Value::Bool).map_err(|_| format!("expected `true` or `false`, found `{text}`"))
        }
        Kind::Json => Ok(serde_json::from_str(&text).unwrap_or(Value::String(text))),
    }
}

/// Sets a member by its pointer, and makes the objects around it; `false` if one of those is something else.
fn set(value: &mut Value, pointer: &str, member: Value) -> bool {
    let mut names: Vec<String> = json::names(pointer).collect();
    let last = names.pop().unwrap_or_default();
    let mut object = value;
    for name in names {
        let Value::Object(members) = object else { return false };
        object = members.entry(name).or_insert_with(|| Value::Object(Map::new()));
    }
    let Value::Object(members) = object else { return false };
    members.insert(last, member);
    true
}

/// What the parts of a request are called on the command line.
struct Names<'a> {
    command: &'static Command,
    variant: Option<&'static Variant>,
    has_file: bool,
    body: Option<&'a Value>,
    /// The pointers of the fields that options have set.
    set: Vec<&'static str>,
}

impl Names<'_> {
    fn name(&self, place: &Place) -> String {
        let pointer = match place {
            Place::Parameter(index) => return format!("`--{}`", self.command.parameters[*index].name),
            Place::Body(pointer) => pointer,
        };
        let is_json = self.command.body.as_ref().is_some_and(|body| body.content == Content::Json);
        match self.option(pointer) {
            Some(opt) if !self.is_in_file(opt) => format!("`--{}`", opt.name),
            _ if pointer.is_empty() && !is_json => "`--body`".to_owned(),
            _ if pointer.is_empty() => WHOLE_BODY.to_owned(),
            _ if self.has_file => in_file(pointer),
            _ => format!("`{pointer}`"),
        }
    }

    /// The option of a field, or of what it is in.
    fn option(&self, pointer: &str) -> Option<&'static Opt> {
        let fields = self.variant.map(|variant| variant.fields);
        let fields = fields.or(self.command.body.as_ref().map(|body| body.fields)).unwrap_or_default();
        let is_in =
            |opt: &&Opt| pointer.strip_prefix(opt.wire).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        fields.iter().find(is_in)
    }

    /// Whether the file of `--from` has the field of an option. What is missing may be added by either.
    fn is_in_file(&self, opt: &Opt) -> bool {
        let is_there = self.body.is_some_and(|body| body.pointer(opt.wire).is_some());
        is_there && !self.set.contains(&opt.wire)
    }

    /// Whether what is wrong was given as an option.
    fn is_option(&self, place: &Place) -> bool {
        match place {
            Place::Parameter(_) => true,
            Place::Body(pointer) => self.option(pointer).is_some_and(|opt| self.set.contains(&opt.wire)),
        }
    }
}
