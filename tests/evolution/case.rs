//! An edit of the document, with what is expected of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::build::BASE;

/// A statement that does not compile.
pub(crate) struct Refused {
    pub(crate) code: String,
    /// What the compiler says; each text is somewhere in it.
    pub(crate) says: Vec<String>,
}

/// A folder of `cases`.
pub(crate) struct Case {
    pub(crate) name: String,
    /// What is different in the document before the edit; usually nothing. `now` does not compile before it.
    pub(crate) before: json_patch::Patch,
    pub(crate) edit: json_patch::Patch,
    /// The version's part that has to be raised.
    pub(crate) verdict: String,
    /// Level and message of each change.
    pub(crate) changes: Vec<String>,
    /// Whether `as_before.rs` compiles; it does wherever the report says that old callers do.
    pub(crate) as_before: bool,
    /// What compiles against the document as it is, and not after the edit.
    pub(crate) breaks: Vec<Refused>,
    /// What never compiled.
    pub(crate) refuses: Vec<Refused>,
    /// Answers as the API gives them after the edit.
    pub(crate) answers: Vec<Value>,
    /// A program that compiles after the edit and runs to its end.
    pub(crate) now: Option<String>,
}

/// Where the suite is.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("evolution")
}

/// A file of the suite.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

impl Case {
    /// All of them, by name.
    pub(crate) fn all() -> Vec<Self> {
        let entries = fs::read_dir(folder().join("cases")).expect("the folder can be read");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8")).collect();
        names.sort();
        names.into_iter().map(Self::read).collect()
    }

    /// The package of what compiles against the document before the edit.
    pub(crate) fn old_package(&self) -> String {
        if self.before.is_empty() { BASE.to_owned() } else { format!("{}-old", self.name) }
    }

    fn read(name: String) -> Self {
        let file = format!("cases/{name}/case.yaml");
        let value: Value = serde_yaml::from_str(&read(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let keys = ["about", "before", "edit", "verdict", "changes", "as_before", "breaks", "refuses", "answers"];
        let unknown = value.as_object().expect("an object").keys().find(|key| !keys.contains(&key.as_str()));
        assert_eq!(unknown, None, "{file}");
        Self {
            before: patch(&value["before"]),
            edit: patch(&value["edit"]),
            verdict: text(&value["verdict"]),
            changes: list(&value["changes"]).iter().map(text).collect(),
            as_before: value["as_before"] == true,
            breaks: list(&value["breaks"]).iter().map(refused).collect(),
            refuses: list(&value["refuses"]).iter().map(refused).collect(),
            answers: list(&value["answers"]).to_vec(),
            now: fs::read_to_string(folder().join(format!("cases/{name}/now.rs"))).ok(),
            name,
        }
    }
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn patch(value: &Value) -> json_patch::Patch {
    serde_json::from_value(list(value).into()).expect("a JSON patch")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn refused(value: &Value) -> Refused {
    Refused { code: text(&value["code"]), says: list(&value["says"]).iter().map(text).collect() }
}
