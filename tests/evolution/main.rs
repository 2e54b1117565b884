//! What a change of the document means for those who use the client: nothing is written by hand for it, the compiler
//! tells them what to do, and `cargo xtask compat` has said so before.
//!
//! Each case edits the document. Its clients, old and new, are generated, and everything that the report claims is tried:
//! old programs compile or do not, old requests are taken, and answers are read by the client of before and of now. Old
//! command lines are tried where a command or an option is renamed, in `command_line.rs`.

mod build;
mod case;
mod command_line;

use std::path::Path;

use openscaler_generator::compat::{Change, Level, Report, compare};
use openscaler_generator::generate::generate;
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Severity, render};
use serde_json::{Value, json};

use build::{BASE, Built, Codes, build};
use case::{Case, list, read};

#[test]
fn every_edit_does_to_callers_what_the_report_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openscaler.yaml");
    let base = Source::read(&path).expect("the document can be read");
    let mut cases = Vec::new();
    let mut reports = Vec::new();
    for case in Case::all() {
        let mut document = base.value.clone();
        let [before, edited] = [&case.before, &case.edit].map(|edit| {
            json_patch::patch(&mut document, edit).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            Source::parse(&case.name, document.to_string()).expect("it is JSON")
        });
        reports.push(compare(&before, &edited).expect("they can be compared"));
        let old = (!case.before.is_empty()).then(|| code(&before));
        let new = code(&edited);
        cases.push((case, Codes { old, new }));
    }
    assert!(cases.len() >= 15, "there are {} cases", cases.len());
    let built = build(&code(&base), &cases);
    let mut wrong = base_is_wrong(&built);
    for ((case, _), report) in cases.iter().zip(&reports) {
        let of_case = report_is_wrong(case, report)
            .into_iter()
            .chain(programs_are_wrong(case, report, &built))
            .chain(values_are_wrong(case, report, &built));
        wrong.extend(of_case.map(|what| format!("{}: {what}", case.name)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

fn code(source: &Source) -> String {
    let findings = lint::check(source);
    let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert!(!has_errors, "{}", render(source, &findings));
    generate(source, &source.name).expect("it can be generated from").code
}

/// What is tried after each edit has to be right before.
fn base_is_wrong(built: &Built) -> Vec<String> {
    let mut wrong = Vec::new();
    for package in ["base-before", "base-broken"] {
        if !built.is_compiled(package, None) {
            wrong.push(format!("{package} does not compile\n{}", built.said(package, None)));
        }
    }
    let values = values();
    let played = play(built, BASE, list(&values["requests"]), list(&values["answers"]));
    match played {
        Ok([requests, answers]) if requests && answers => {}
        Ok(_) => wrong.push("values.yaml has what is not right by the document as it is".to_owned()),
        Err(reason) => wrong.push(reason),
    }
    wrong
}

fn report_is_wrong(case: &Case, report: &Report) -> Vec<String> {
    let changes: Vec<_> =
        report.changes.iter().map(|change| format!("{}: {}", change.level().name(), change.message)).collect();
    let is_right = report.level.name() == case.verdict && changes == case.changes;
    (!is_right).then(|| format!("the report is {} with {changes:#?}", report.level.name())).into_iter().collect()
}

/// What compiles and what does not, and that this is what the report says.
fn programs_are_wrong(case: &Case, report: &Report, built: &Built) -> Vec<String> {
    let mut wrong = Vec::new();
    for (kind, refused) in [("breaks", &case.breaks), ("refuses", &case.refuses)] {
        for (index, refused) in refused.iter().enumerate() {
            let target = format!("{kind}_{index}");
            let said = built.said(&case.name, Some(&target));
            if built.is_compiled(&case.name, Some(&target)) {
                wrong.push(format!("it compiles: {}", refused.code));
            }
            for says in refused.says.iter().filter(|says| !said.contains(says.as_str())) {
                wrong.push(format!("`{says}` is not in what is said of {target}:\n{said}"));
            }
        }
    }
    if case.now.is_some()
        && let Err(reason) = built.run(&case.name, "now", "")
    {
        wrong.push(format!("now.rs: {reason}"));
    }
    let old_callers = report.changes.iter().all(|change| change.old_callers.holds());
    let package = format!("{}-before", case.name);
    match (old_callers || case.as_before, built.is_compiled(&package, None)) {
        (true, false) => wrong.push(format!("as_before.rs does not compile\n{}", built.said(&package, None))),
        (false, true) => wrong.push("as_before.rs compiles; say so in the case".to_owned()),
        _ => {}
    }
    // Where the old document is another one, the case is about something that its client lacks.
    let old = case.old_package();
    if old != BASE {
        let package = format!("{old}-before");
        if !built.is_compiled(&package, None) {
            wrong.push(format!("as_before.rs does not compile with the old client\n{}", built.said(&package, None)));
        }
        if case.now.is_none() || built.is_compiled(&old, Some("now")) {
            wrong.push("a case with `before` needs a now.rs that does not compile with the old client".to_owned());
        }
    }
    if old_callers != case.breaks.is_empty() {
        wrong.push(format!("the report says that old callers compile: {old_callers}; the case has the opposite"));
    }
    wrong
}

/// What real clients read and take, against what the report says.
fn values_are_wrong(case: &Case, report: &Report, built: &Built) -> Vec<String> {
    let values = values();
    let (requests, answers) = (list(&values["requests"]), list(&values["answers"]));
    let by_new = play(built, &case.name, requests, answers);
    let by_old = play(built, &case.old_package(), &[], if case.answers.is_empty() { answers } else { &case.answers });
    let (Ok([old_requests, old_answers]), Ok([_, new_answers])) = (&by_new, &by_old) else {
        return [by_new.err(), by_old.err()].into_iter().flatten().collect();
    };
    // What is not said of a body, such as an address, is on no body to be seen.
    let is_of_body = |change: &&Change| change.place.pointer.starts_with("/components/schemas/");
    let judged = |holds: fn(&Change) -> bool| report.changes.iter().filter(is_of_body).all(holds);
    let claims = [
        ("each old request is valid", judged(|change| change.old_requests.holds()), *old_requests),
        ("each new answer is read by the old client", judged(|change| change.new_answers.holds()), *new_answers),
        ("each old answer is read by the new client", judged(|change| change.old_answers.holds()), *old_answers),
    ];
    let is_wrong = |(claim, said, found): &(&str, bool, bool)| {
        (said != found).then(|| format!("{claim}: the report says {said}, and the client finds {found}"))
    };
    let mut wrong: Vec<_> = claims.iter().filter_map(is_wrong).collect();
    if report.level == Level::None {
        wrong.push("a case without an effect shows nothing".to_owned());
    }
    wrong
}

fn values() -> Value {
    serde_yaml::from_str(&read("values.yaml")).expect("YAML")
}

/// Whether the client of a package takes all requests and reads all answers.
fn play(built: &Built, package: &str, requests: &[Value], answers: &[Value]) -> Result<[bool; 2], String> {
    let input = json!({ "requests": requests, "answers": answers }).to_string();
    let printed = built.run(package, "play", &input)?;
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    Ok(["requests", "answers"].map(|key| list(&printed[key]).iter().all(|right| right == true)))
}
