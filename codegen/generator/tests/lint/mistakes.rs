//! Documents with the mistakes that people make, and what is said of them: kept as files that a person has read.
//!
//! `mistakes/<subject>.yaml` has the mistakes and `<subject>.txt` the findings. `FINDINGS=overwrite cargo test -p
//! openscaler-generator --test lint` writes these anew; read the diff as somebody would who has written the document,
//! and has to change it.

use std::fs;
use std::path::Path;

use openscaler_generator::lint::check;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::render;

#[test]
fn what_is_said_of_common_mistakes_is_what_a_person_has_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/mistakes");
    let documents =
        super::files(&folder).into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "yaml"));
    let mut changed = Vec::new();
    let mut count = 0;
    for path in documents {
        count += 1;
        let text = fs::read_to_string(&path).expect("the document can be read");
        let source = Source::parse(super::file_name(&path), text).expect("YAML");
        let said = render(&source, &check(&source));
        let kept = path.with_extension("txt");
        if std::env::var_os("FINDINGS").is_some_and(|value| value == "overwrite") {
            fs::write(&kept, &said).expect("the findings can be written");
        }
        if fs::read_to_string(&kept).unwrap_or_default() != said {
            changed.push(format!("{}\n{said}", super::file_name(&path)));
        }
    }
    assert!(count >= 10, "there are {count} documents");
    assert!(
        changed.is_empty(),
        "run `FINDINGS=overwrite cargo test -p openscaler-generator --test lint` and read the diff\n\n{}",
        changed.join("\n")
    );
}
