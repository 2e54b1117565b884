//! `cargo xtask conformance [TOOL…]`: runs third-party tools on the client, the document and the reference server.
//!
//! Their versions are pinned in `tests/contract/tools`; the target directory holds the installed tools, their logs and
//! their reports.

mod bench;
mod document;
mod live;
mod need;
mod peers;
mod prism_documents;
mod process;
mod progress;
mod report;
mod schemathesis;
mod specmatic;
mod table;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Subcommand, ValueEnum};

use bench::Bench;
use need::Need;
use progress::Progress;
use report::{Report, Verdict};
use table::Outcome;

/// The exit code for scripts and CI if no tool failed but some were skipped.
const INCOMPLETE: u8 = 3;

/// The arguments of `cargo xtask conformance`.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    instead: Option<Instead>,
    /// The tools to run [default: all]
    #[arg(value_name = "TOOL")]
    tools: Vec<Tool>,
}

/// What to run instead of the tools.
#[derive(Subcommand)]
enum Instead {
    /// Play wire cases against a real endpoint
    Live(live::Arguments),
}

/// A third-party tool.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tool {
    /// Lints the document
    Redocly,
    /// Lints the document with other rules
    Spectral,
    /// Validates the document against OpenAPI's own schema
    OpenapiSpecValidator,
    /// Tests the reference server with valid and invalid requests generated from the document
    Schemathesis,
    /// Tests the reference server with requests generated from the document by an independent implementation
    Specmatic,
    /// Mocks the server for the client, from the document
    Prism,
    /// Mocks the servers of OpenAPI 3.1 documents for the clients generated from them
    PrismDocuments,
    /// Serves the certificates that the reference server stored
    Haproxy,
}

/// How a tool is run.
struct Plan {
    name: &'static str,
    /// The programs that it requires.
    needs: &'static [Need],
    /// Whether it exchanges requests with the reference server or the client.
    needs_programs: bool,
    run: fn(&Bench) -> Result<Report>,
}

impl Tool {
    fn plan(self) -> Plan {
        let plan = |name, needs, needs_programs, run| Plan { name, needs, needs_programs, run };
        match self {
            Self::Redocly => plan("redocly", &[Need::Node], false, document::redocly),
            Self::Spectral => plan("spectral", &[Need::Node], false, document::spectral),
            Self::OpenapiSpecValidator => {
                plan("openapi-spec-validator", &[Need::Python], false, document::openapi_spec_validator)
            }
            Self::Schemathesis => plan("schemathesis", &[Need::Python], true, schemathesis::run),
            Self::Specmatic => plan("specmatic", &[Need::Node, Need::Java], true, specmatic::run),
            Self::Prism => plan("prism", &[Need::Node], true, peers::prism),
            Self::PrismDocuments => plan("prism-documents", &[Need::Node], false, prism_documents::run),
            Self::Haproxy => plan("haproxy", &[Need::Haproxy], true, peers::haproxy),
        }
    }
}

/// Runs the tools one after the other, even after a failure, and reports each result.
///
/// The exit code is 1 if a tool failed, and 3 if none failed but some were skipped.
///
/// # Errors
///
/// If the tools cannot be installed, or the server and the client cannot be built.
#[expect(clippy::print_stdout, reason = "the result is what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if let Some(Instead::Live(arguments)) = &arguments.instead {
        return live::run(arguments);
    }
    let tools: Vec<_> = Tool::value_variants()
        .iter()
        .filter(|tool| arguments.tools.is_empty() || arguments.tools.contains(tool))
        .collect();
    let bench = Bench::new()?;
    let plans = tools.into_iter().map(|tool| tool.plan());
    let (able, unable): (Vec<_>, Vec<_>) =
        plans.map(|plan| (need::missing(plan.needs), plan)).partition(|(missing, _)| missing.is_none());
    let needs: Vec<_> = able.iter().flat_map(|(_, plan)| plan.needs).copied().collect();
    bench.prepare(&needs)?;
    if able.iter().any(|(_, plan)| plan.needs_programs) {
        bench.programs()?;
    }

    let mut results = Vec::new();
    for (_, Plan { name: tool, run, .. }) in able {
        let progress = Progress::start(tool);
        let start = Instant::now();
        let verdict = Verdict::of(run(&bench));
        let time = start.elapsed();
        progress.end(verdict.word());
        results.push(Outcome { tool, verdict, time });
    }
    results.extend(unable.into_iter().map(|(missing, plan)| Outcome {
        tool: plan.name,
        verdict: Verdict::Skipped(missing.unwrap_or_default()),
        time: Duration::ZERO,
    }));
    println!("\n{}", table::render(&bench, &results));
    Ok(ExitCode::from(if results.iter().any(|result| result.verdict.is_failed()) {
        1
    } else if results.iter().any(|result| result.verdict.is_skipped()) {
        INCOMPLETE
    } else {
        0
    }))
}
