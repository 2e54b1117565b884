//! Mutated documents: lint never panics, whatever is changed in a real one.

use openscaler_generator::lint::check;
use openscaler_openapi::document::Source;

use crate::mutation::{Choices, assert_shown, mutated, random_bytes};
use crate::{files, openapi_fixtures, own_fixtures, project_document, read};

/// The fixtures of all rules.
fn fixtures() -> Vec<std::path::PathBuf> {
    [files(&openapi_fixtures()), files(&own_fixtures())].concat()
}

/// Also documents that were wrong before; what is generated from right ones is another suite's subject.
#[test]
fn a_changed_document_is_checked() {
    let mut documents: Vec<_> = fixtures().iter().map(|path| read(path).value).collect();
    documents.push(read(&project_document()).value);
    for seed in 0..500 {
        let mut changed = mutated(&documents, &mut Choices::new(random_bytes(seed)));
        // No rule looks at other versions.
        changed["openapi"] = if seed % 2 == 0 { "3.0.3" } else { "3.1.0" }.into();
        let source = Source::parse("mutated.json", changed.to_string()).expect("an object");
        assert_shown(&source, &check(&source));
    }
}

#[test]
fn a_text_with_any_bytes_changed_is_read_or_refused() {
    let texts: Vec<_> = fixtures().iter().map(|path| read(path).text).collect();
    let mut choices = Choices::new(random_bytes(1));
    let insertions =
        ["\n", "  ", "\t", ": ", "- ", "{", "]", "\"", "&a ", "*a", "<<: ", "é", "|\n", "#", "\r\n", "!!str "];
    let (mut read, mut refused) = (0, 0);
    for round in 0..6 {
        for text in &texts {
            let mut changed = text.clone();
            for _ in 0..=round {
                let near = choices.below(changed.len());
                let at = changed.floor_char_boundary(near);
                match choices.below(3) {
                    0 => changed.truncate(at),
                    _ => changed.insert_str(at, insertions[choices.below(insertions.len())]),
                }
            }
            match Source::parse("changed.yaml", changed) {
                Ok(source) => {
                    assert_shown(&source, &check(&source));
                    read += 1;
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(read >= 100 && refused >= 100, "{read} texts were read, {refused} were refused");
}
