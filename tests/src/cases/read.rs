//! Reads files of cases; errors contain the file and the key.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::model::Case;

/// Why cases cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// It is not YAML, or contains an invalid case.
    #[error("`{}`: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The key, what is wrong, and the line.
        source: serde_yaml::Error,
    },
    /// Two cases have the same name.
    #[error("`{}`: duplicate name `{name}`: a case in `{}` already has it; rename one", path.display(), other.display())]
    Doubled {
        /// The file of the second.
        path: PathBuf,
        /// The file of the first.
        other: PathBuf,
        /// The name.
        name: String,
    },
    /// There are no cases.
    #[error("`{}` contains no cases; add one as described in `CONTRIBUTING.md`", path.display())]
    Empty {
        /// The file or folder.
        path: PathBuf,
    },
}

/// The cases of one file, in their order.
///
/// # Errors
///
/// When the file cannot be read, is not a list of cases, is empty, or has two cases of one name.
pub fn read_file(path: &Path) -> Result<Vec<Case>, CaseError> {
    let path = path.to_owned();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(source) => return Err(CaseError::Unreadable { path, source }),
    };
    let cases: Option<Vec<Case>> = match serde_yaml::from_str(&text) {
        Ok(cases) => cases,
        Err(source) => return Err(CaseError::Malformed { path, source }),
    };
    let cases = cases.filter(|cases| !cases.is_empty()).ok_or_else(|| CaseError::Empty { path: path.clone() })?;
    distinct(&mut BTreeMap::new(), &path, &cases)?;
    Ok(cases)
}

/// The cases of every `.yaml` file in a folder, in the order of the files' names.
///
/// # Errors
///
/// As [`read_file`], and when two files have a case of one name.
pub fn read_folder(folder: &Path) -> Result<Vec<Case>, CaseError> {
    let failed = |source| CaseError::Unreadable { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let mut files: Vec<_> = entries.iter().map(std::fs::DirEntry::path).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let mut names = BTreeMap::new();
    let mut all = Vec::new();
    for path in files {
        let cases = read_file(&path)?;
        distinct(&mut names, &path, &cases)?;
        all.extend(cases);
    }
    if all.is_empty() { Err(CaseError::Empty { path: folder.to_owned() }) } else { Ok(all) }
}

/// Refuses a second case of one name; `names` remembers where each was seen.
fn distinct(names: &mut BTreeMap<String, PathBuf>, path: &Path, cases: &[Case]) -> Result<(), CaseError> {
    for case in cases {
        if let Some(other) = names.insert(case.name.clone(), path.to_owned()) {
            return Err(CaseError::Doubled { path: path.to_owned(), other, name: case.name.clone() });
        }
    }
    Ok(())
}
