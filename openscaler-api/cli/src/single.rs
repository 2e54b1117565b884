//! One call.

use std::cell::Cell;
use std::time::Duration;

use clap::ArgMatches;
use openscaler_api::{Client, Outcome};
use serde_json::{Value, json};

use crate::call::Reply;
use crate::failure::{Code, Failure};
use crate::json as pointers;
use crate::mistakes::Mistakes;
use crate::output::{self, Format};
use crate::request::{self, Request};
use crate::resolution::{self, Found};
use crate::settings::{self, Settings};
use crate::signals::Signals;
use crate::spinner::Spinner;
use crate::table::{Command, Kind, Opt, Program};

/// How long the program looks for what a call may have made.
pub(crate) const RESOLVE_WAIT: Duration = Duration::from_secs(30);
/// What is printed for a secret.
const REDACTED: &str = "REDACTED";

/// How the program talks.
#[derive(Clone, Copy)]
pub(crate) struct Options {
    pub(crate) format: Format,
    pub(crate) quiet: bool,
    pub(crate) dry_run: bool,
}

pub(crate) async fn run(
    program: &'static Program,
    command: &'static Command,
    matches: &ArgMatches,
    options: Options,
) -> Result<(), Failure> {
    let innermost = matches.subcommand().map_or(matches, |(_, inner)| inner);
    let mut mistakes = Mistakes::default();
    let settings = Settings::read(program, innermost, &mut mistakes);
    let wait = resolve_wait(innermost, &mut mistakes);
    let request = request::read(command, matches, &mut mistakes);
    let request = mistakes.finish(request)?;
    if options.dry_run {
        settings.check()?;
        return output::write(describe(&request, settings.url(), options.format).as_bytes());
    }
    let client = settings.client()?;
    let is_shown = !options.quiet && output::is_terminal();
    let call = Single { client, request, wait, is_shown, is_sent: Cell::new(false) };
    let if_exists = innermost.try_get_one::<String>("if-exists").ok().flatten();
    let mut signals = Signals::new()?;
    let answer = async {
        if let Some(found) = call.find_first(if_exists.map(String::as_str)).await? {
            return Ok((found, true));
        }
        call.send().await
    };
    let (reply, is_found) = tokio::select! {
        biased;
        answer = answer => answer?,
        code = signals.next() => return Err(call.interrupted(code)),
    };
    if is_found && !options.quiet {
        let line = match options.format {
            Format::Table => "found: it exists".to_owned(),
            Format::Json => json!({ "outcome": "found" }).to_string(),
        };
        output::note(&line);
    }
    for warning in reply.head.warnings() {
        output::note(&match options.format {
            Format::Table => format!("warning: {warning}"),
            Format::Json => json!({ "warning": warning }).to_string(),
        });
    }
    output::print(reply, options.format).await
}

/// The option `--resolve-wait`.
pub(crate) fn resolve_wait(matches: &ArgMatches, mistakes: &mut Mistakes) -> Duration {
    match matches.try_get_one::<String>("resolve-wait").ok().flatten().map(String::as_str) {
        None => RESOLVE_WAIT,
        Some("0" | "0s") => Duration::ZERO,
        Some(text) => mistakes.accept("resolve-wait", settings::duration(text)).unwrap_or_default(),
    }
}

struct Single {
    client: Client,
    request: Request,
    wait: Duration,
    is_shown: bool,
    /// Whether the call itself has begun, rather than the look before it.
    is_sent: Cell<bool>,
}

impl Single {
    fn spinner(&self, what: &str) -> Spinner {
        let message = format!("{} {}: {what}", self.request.command.method, path(&self.request));
        Spinner::new(self.is_shown, message)
    }

    /// What exists before the call, if that was asked for.
    async fn find_first(&self, if_exists: Option<&str>) -> Result<Option<Reply>, Failure> {
        let Some(if_exists) = if_exists else { return Ok(None) };
        let _spinner = self.spinner("looking whether it exists");
        let found = resolution::look(&self.client, &self.request.call, self.request.body.as_ref()).await;
        let refused = |message: String| Err(Failure::new(Code::Refused, message).with_effect(Outcome::NotSent));
        match found {
            Some(Found::Ours(reply)) if if_exists == "ok" => Ok(Some(reply)),
            Some(Found::Ours(_)) => refused("it exists already; nothing was sent".to_owned()),
            Some(Found::Other(fields)) => refused(format!("{}; nothing was sent", describe_other(&fields))),
            Some(Found::Failed(error)) => {
                refused(format!("cannot find out whether it exists: {error}; nothing was sent"))
            }
            Some(Found::Nothing) | None => Ok(None),
        }
    }

    /// The answer, and whether it was found rather than received.
    async fn send(&self) -> Result<(Reply, bool), Failure> {
        self.is_sent.set(true);
        let error = {
            let _spinner = self.spinner("waiting for the answer");
            match self.request.call.send(&self.client).await {
                Ok(reply) => return Ok((reply, false)),
                Err(error) => error,
            }
        };
        let is_open = matches!(error.outcome(), Outcome::Unknown | Outcome::Succeeded);
        if self.request.command.is_safe() || !is_open || self.wait.is_zero() {
            return Err(Failure::from(error));
        }
        let _spinner = self.spinner("the answer was lost; looking whether it was carried out");
        let body = self.request.body.as_ref();
        let found = resolution::search(&self.client, &self.request.call, body, self.wait).await;
        let failure = Failure::from(error);
        Err(match found {
            Some(Found::Ours(reply)) => return Ok((reply, true)),
            Some(Found::Other(fields)) => failure.and(&describe_other(&fields)),
            Some(Found::Nothing) => failure.and(&format!("it was not found for {} s", self.wait.as_secs())),
            Some(Found::Failed(error)) => failure.and(&format!("looking for it failed, too: {error}")),
            None => failure,
        })
    }

    fn interrupted(&self, code: Code) -> Failure {
        if !self.is_sent.get() {
            Failure::new(code, "interrupted; nothing was sent that changes anything").with_effect(Outcome::NotSent)
        } else if self.request.command.is_safe() {
            let message = "interrupted while the call was running; it changes nothing";
            Failure::new(code, message).with_effect(Outcome::Rejected)
        } else {
            let message =
                "interrupted while the call was running; it may have been carried out: check before you repeat it";
            Failure::new(code, message)
        }
    }
}

/// What differs from the request in what was found.
pub(crate) fn describe_other(fields: &[String]) -> String {
    format!("another one exists in its place, with a different `{}`", fields.join("`, `"))
}

/// The value of a parameter, unless it is a secret.
fn show(opt: &Opt, value: &Value) -> Value {
    if opt.kind == Kind::Secret { Value::from(REDACTED) } else { value.clone() }
}

/// The path with its parameters, for messages.
fn path(request: &Request) -> String {
    let mut path = request.command.path.to_owned();
    for (opt, value) in request.command.parameters.iter().zip(&request.parameters) {
        let (true, Some(value)) = (opt.place == "path", value) else { continue };
        let value = show(opt, value);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        path = path.replace(&format!("{{{}}}", opt.wire), &output::visible(&text));
    }
    path
}

/// The request without its secrets.
fn describe(request: &Request, url: &str, format: Format) -> String {
    let command = request.command;
    let mut body = request.body.clone();
    if let (Some(value), Some(described)) = (&mut body, &command.body) {
        pointers::replace(value, "", described.secrets, &mut |_| Value::from(REDACTED));
    }
    let others = command.parameters.iter().zip(&request.parameters).filter(|(opt, _)| opt.place != "path");
    let others = others.filter_map(|(opt, value)| Some((opt, show(opt, value.as_ref()?))));
    let address = format!("{url}{}", path(request));
    match format {
        Format::Json => {
            let parameters: serde_json::Map<_, _> = others.map(|(opt, value)| (opt.wire.to_owned(), value)).collect();
            let request = json!({
                "method": command.method, "url": address, "parameters": parameters, "body": body,
            });
            format!("{request:#}\n")
        }
        Format::Table => {
            let mut text = format!("{} {address}\n", command.method);
            for (opt, value) in others {
                text += &format!("{} {}: {}\n", opt.place, opt.wire, value);
            }
            if let Some(body) = body {
                text += &format!("\n{body:#}\n");
            }
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;

    const fn secret(place: &'static str) -> Opt {
        Opt {
            name: place,
            place,
            wire: place,
            kind: Kind::Secret,
            is_list: false,
            required: true,
            nullable: false,
            help: "",
            values: &[],
            default: "",
        }
    }

    static COMMAND: Command = Command {
        id: "get_thing",
        words: &["thing", "get"],
        about: "",
        details: "",
        deprecated: false,
        method: "GET",
        path: "/things/{path}",
        parameters: &[secret("path"), secret("query"), secret("header")],
        body: None,
        link: None,
        prepare: |_| None,
    };

    #[test]
    fn a_parameter_that_is_a_secret_is_not_shown() {
        let call = Call::new((), async |_: &Client, (): &()| unreachable!("it is not sent")).erase();
        let parameters = vec![Some(Value::from("hush")); 3];
        let request = Request { command: &COMMAND, call, parameters, body: None };
        for format in [Format::Table, Format::Json] {
            let text = describe(&request, "https://api.example.com", format);
            assert!(!text.contains("hush") && text.matches(REDACTED).count() == 3, "{text}");
            assert!(text.contains("https://api.example.com/things/REDACTED"), "{text}");
        }
    }
}
