//! `cargo xtask conformance [TOOL…]`: client, document and server against tools that nobody here wrote.
//!
//! Their versions are pinned in `tests/contract/tools`; they are installed under the target directory, where their
//! logs and reports are, too.

mod bench;
mod broken;
mod document;
mod live;
mod need;
mod peers;
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

/// What CI and scripts tell apart from a failure: nothing failed, but not everything ran.
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

/// What is run in the place of the tools.
#[derive(Subcommand)]
enum Instead {
    /// Play wire cases against a real endpoint
    Live(live::Arguments),
}

/// A tool that nobody here wrote.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tool {
    /// Lints the document
    Redocly,
    /// Lints the document, by other rules
    Spectral,
    /// Validates the document against OpenAPI's own schema
    OpenapiSpecValidator,
    /// Tests the reference server with requests made from the document, good ones and bad ones
    Schemathesis,
    /// Tests the reference server with requests made from the document, by another reading of it
    Specmatic,
    /// Plays the document for the client
    Prism,
    /// Serves what the reference server stored
    Haproxy,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Redocly => "redocly",
            Self::Spectral => "spectral",
            Self::OpenapiSpecValidator => "openapi-spec-validator",
            Self::Schemathesis => "schemathesis",
            Self::Specmatic => "specmatic",
            Self::Prism => "prism",
            Self::Haproxy => "haproxy",
        }
    }

    /// What has to be on the machine.
    fn needs(self) -> &'static [Need] {
        match self {
            Self::Redocly | Self::Spectral | Self::Prism => &[Need::Node],
            Self::OpenapiSpecValidator | Self::Schemathesis => &[Need::Python],
            Self::Specmatic => &[Need::Node, Need::Java],
            Self::Haproxy => &[Need::Haproxy],
        }
    }

    /// Whether it talks to the reference server or the client.
    fn needs_programs(self) -> bool {
        match self {
            Self::Redocly | Self::Spectral | Self::OpenapiSpecValidator => false,
            Self::Schemathesis | Self::Specmatic | Self::Prism | Self::Haproxy => true,
        }
    }

    fn run(self, bench: &Bench) -> Result<Report> {
        match self {
            Self::Redocly => document::redocly(bench),
            Self::Spectral => document::spectral(bench),
            Self::OpenapiSpecValidator => document::openapi_spec_validator(bench),
            Self::Schemathesis => schemathesis::run(bench),
            Self::Specmatic => specmatic::run(bench),
            Self::Prism => peers::prism(bench),
            Self::Haproxy => peers::haproxy(bench),
        }
    }
}

/// What became of a tool.
struct Row {
    tool: Tool,
    verdict: Verdict,
    time: Duration,
}

/// Runs the tools one after the other, also after one has failed, and says how each ended.
///
/// The exit code is 1 when one failed, and 3 when none did but not all could run.
///
/// # Errors
///
/// When the tools cannot be installed, or the server and the client not be built.
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
    let (able, unable): (Vec<_>, Vec<_>) =
        tools.into_iter().map(|tool| (*tool, need::missing(tool.needs()))).partition(|(_, missing)| missing.is_none());
    let able: Vec<_> = able.into_iter().map(|(tool, _)| tool).collect();
    let needs: Vec<_> = able.iter().flat_map(|tool| tool.needs()).copied().collect();
    bench.prepare(&needs)?;
    if able.iter().any(|tool| tool.needs_programs()) {
        bench.programs()?;
    }

    let mut rows = Vec::new();
    for tool in &able {
        let progress = Progress::start(tool.name());
        let start = Instant::now();
        let verdict = Verdict::of(tool.run(&bench));
        let time = start.elapsed();
        progress.end(verdict.word());
        rows.push(Row { tool: *tool, verdict, time });
    }
    rows.extend(unable.into_iter().map(|(tool, missing)| Row {
        tool,
        verdict: Verdict::Skipped(missing.unwrap_or_default()),
        time: Duration::ZERO,
    }));
    println!("\n{}", table::render(&bench, &rows));
    Ok(if rows.iter().any(|row| matches!(row.verdict, Verdict::Failed { .. })) {
        ExitCode::FAILURE
    } else if rows.iter().any(|row| matches!(row.verdict, Verdict::Skipped(_))) {
        ExitCode::from(INCOMPLETE)
    } else {
        ExitCode::SUCCESS
    })
}
