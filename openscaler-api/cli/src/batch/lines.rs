//! The lines of a batch. Only where they are is kept in memory; each is read again when it is sent.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use serde_json::Value;
use zeroize::Zeroizing;

use super::attachments::Attachments;
use crate::call::Call;
use crate::failure::Failure;
use crate::input::{Given, Input, Mistake, Place};
use crate::json::Node;
use crate::table::Command;

/// The size of the largest line, in bytes.
const MAX_LINE: u64 = 16 * 1024 * 1024;

pub(super) struct Lines {
    command: &'static Command,
    file: File,
    path: PathBuf,
    attachments: Attachments,
}

/// Where a line is.
#[derive(Clone, Copy)]
pub(super) struct Position {
    /// From 1.
    pub(super) number: u32,
    offset: u64,
    length: u32,
}

/// A checked line.
pub(super) struct Line {
    pub(super) call: Call,
    pub(super) parameters: Vec<Option<Value>>,
    pub(super) body: Option<Value>,
}

impl Lines {
    pub(super) fn open(command: &'static Command, path: &Path, files_from: Option<&PathBuf>) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::io("read", format!("the batch `{}`", path.display()), &error);
        let irregular = || {
            let name = path.display();
            Failure::local(format!(
                "the batch `{name}` is not a regular file: write it to one, since each line is read again when it is sent"
            ))
        };
        if path == Path::new("-") {
            return Err(irregular());
        }
        let file = File::open(path).map_err(failed)?;
        if !file.metadata().map_err(failed)?.is_file() {
            return Err(irregular());
        }
        let attachments = Attachments::new(path, files_from)?;
        Ok(Self { command, file, path: path.to_owned(), attachments })
    }

    /// Visits every line that is not blank.
    pub(super) fn each(&self, mut visit: impl FnMut(Position, &str)) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io("read", format!("the batch `{}`", self.path.display()), &error);
        let mut reader = BufReader::with_capacity(64 * 1024, &self.file);
        let (mut line, mut offset) = (Zeroizing::new(Vec::new()), 0);
        for number in 1.. {
            line.clear();
            let length = (&mut reader).take(MAX_LINE + 1).read_until(b'\n', &mut line).map_err(failed)?;
            if length == 0 {
                break;
            }
            if length as u64 > MAX_LINE {
                return Err(Failure::usage(format!("line {number} is too long: expected at most 16 MiB")));
            }
            let text = std::str::from_utf8(&line).map_err(|_| Failure::usage(format!("line {number} is not UTF-8")))?;
            if !text.trim().is_empty() {
                visit(Position { number, offset, length: length as u32 }, text);
            }
            offset += length as u64;
        }
        Ok(())
    }

    /// Reads a line again.
    pub(super) fn read(&self, position: Position) -> io::Result<Zeroizing<String>> {
        let mut bytes = vec![0; position.length as usize];
        self.file.read_exact_at(&mut bytes, position.offset)?;
        let text =
            String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it has changed"))?;
        Ok(Zeroizing::new(text))
    }

    /// Checks a line.
    ///
    /// # Errors
    ///
    /// All mistakes, each with its place in the line.
    pub(super) fn check(&self, text: &str) -> Result<Line, Vec<String>> {
        let mut mistakes = Vec::new();
        let node = Node::parse(text).map_err(|message| vec![message])?;
        let value = node.into_value("", &mut mistakes);
        if !mistakes.is_empty() {
            return Err(mistakes
                .iter()
                .map(|Mistake { place, message }| describe_mistake(self.command, "", place, message))
                .collect());
        }
        let Value::Object(mut members) = value else { return Err(vec!["expected an object".to_owned()]) };
        let parameters: Vec<Option<Value>> = self
            .command
            .parameters
            .iter()
            .map(|opt| members.remove(opt.wire).or_else(|| members.remove(opt.name)))
            .collect();
        let mut body = members.remove("body");
        let unknown: Vec<String> =
            members.keys().map(|name| format!("`/{name}` is unknown: expected {}", self.names())).collect();
        if let (Some(value), Some(described)) = (&mut body, &self.command.body) {
            self.attachments.insert(value, "", described.secrets, &mut mistakes);
        }
        let checked = Input::check(self.command, parameters.clone(), body.clone().map(Given::Json));
        match checked {
            Ok(call) if mistakes.is_empty() && unknown.is_empty() => Ok(Line { call, parameters, body }),
            checked => {
                let places: Vec<Place> = mistakes.iter().map(|mistake| mistake.place.clone()).collect();
                let found = checked.err().unwrap_or_default().into_iter();
                // A file that cannot be read left a null.
                mistakes.extend(found.filter(|mistake| !places.contains(&mistake.place)));
                let lines = mistakes
                    .iter()
                    .map(|Mistake { place, message }| describe_mistake(self.command, "/body", place, message));
                Err(unknown.into_iter().chain(lines).collect())
            }
        }
    }

    fn names(&self) -> String {
        let names = self.command.parameters.iter().map(|opt| format!("`{}`", opt.wire));
        names.chain(self.command.body.iter().map(|_| "`body`".to_owned())).collect::<Vec<_>>().join(", ")
    }
}

fn describe_mistake(command: &Command, prefix: &str, place: &Place, message: &str) -> String {
    match place {
        Place::Parameter(index) => format!("`/{}` {message}", command.parameters[*index].wire),
        Place::Body(pointer) => format!("`{prefix}{pointer}` {message}"),
    }
}
