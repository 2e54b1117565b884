//! What a client is built from: the connection, and the credentials from files and the environment.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use openscaler_api::{Client, ClientBuilder, ConfigurationError, RetryPolicy};
use zeroize::Zeroizing;

use crate::arguments::environment;
use crate::failure::Failure;
use crate::files;
// Only generated code knows the states of the builder; it calls back with each setting.
use crate::generated;
use crate::mistakes::Mistakes;
use crate::table::{Credential, Program};

/// Advice for programs, and what it is for a person.
const ADVICE: [(&str, &str); 4] = [
    (", and pass them to the builder's own methods", ""),
    ("`.allow_insecure_http(true)`", "`--allow-insecure-http`"),
    ("`.add_root_certificate(…)`", "`--root-certificate`"),
    ("`.proxy(…)`", "`--proxy`"),
];

/// How the API is reached.
pub(crate) struct Connection {
    url: Option<Setting>,
    timeout: Option<Duration>,
    max_attempts: Option<u32>,
    proxy: Option<Setting>,
    roots: Vec<Zeroizing<Vec<u8>>>,
    allow_insecure_http: bool,
}

/// A value, and the option or variable that it comes from.
struct Setting {
    source: String,
    value: Zeroizing<String>,
}

/// The credentials, by their names.
pub(crate) struct Given {
    program: &'static Program,
    values: Vec<(&'static str, Zeroizing<String>)>,
}

/// Why no client is built.
pub(crate) enum Error {
    Configuration(ConfigurationError),
    MissingCredentials(String),
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::Configuration(error)
    }
}

/// What clients are built from, for a program that may have to build another one.
pub(crate) struct Settings {
    program: &'static Program,
    connection: Connection,
    /// The files of credentials, which may change while the program runs.
    files: Vec<(&'static Credential, PathBuf)>,
}

impl Settings {
    /// Reads the options and the environment.
    pub(crate) fn read(program: &'static Program, matches: &ArgMatches, mistakes: &mut Mistakes) -> Self {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let setting = |name: &str| Some(Setting::new(format!("--{name}"), text(name)?));
        let read_variable = |end: &str| Some(Setting::new(variable_name(program, end), &variable(program, end)?));
        let proxy = match (setting("proxy"), matches.get_one::<PathBuf>("proxy-file")) {
            (Some(_), Some(_)) => mistakes.accept("proxy", Err("cannot be used with `--proxy-file`".to_owned())),
            (Some(proxy), None) if proxy.value.contains('@') => {
                let message = "must not contain a password, which other users could read: use `--proxy-file`";
                mistakes.accept("proxy", Err(message.to_owned()))
            }
            (proxy @ Some(_), None) => proxy,
            (None, Some(path)) => {
                let line = mistakes.accept("proxy-file", read_line(path));
                line.map(|value| Setting { source: "--proxy-file".to_owned(), value })
            }
            (None, None) => None,
        };
        let roots = matches.get_many::<PathBuf>("root-certificate").into_iter().flatten();
        let connection = Connection {
            url: setting("url").or_else(|| read_variable("URL")),
            timeout: text("timeout").and_then(|text| mistakes.accept("timeout", duration(text))),
            max_attempts: text("max-attempts").and_then(|text| mistakes.accept("max-attempts", attempts(text))),
            proxy,
            roots: roots.filter_map(|path| mistakes.accept("root-certificate", files::read(path))).collect(),
            allow_insecure_http: matches.get_flag("allow-insecure-http"),
        };
        let files = program.credentials.iter();
        let files =
            files.filter_map(|credential| Some((credential, matches.get_one::<PathBuf>(credential.option)?.clone())));
        Self { program, connection, files: files.collect() }
    }

    /// Checks the connection without the credentials.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let placeholder = |credential: &Credential| (credential.name, Zeroizing::new("placeholder".to_owned()));
        self.build(self.program.credentials.iter().map(placeholder).collect()).map(drop)
    }

    /// Builds a client with the credentials as they are now.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let mut values = Vec::new();
        for credential in self.program.credentials {
            let file = self.files.iter().find(|(known, _)| known.name == credential.name);
            let value = match file {
                Some((_, path)) => Some(read_line(path).map_err(|message| unreadable(credential.option, &message))?),
                None => variable(self.program, credential.variable),
            };
            values.extend(value.map(|value| (credential.name, value)));
        }
        self.build(values)
    }

    fn build(&self, values: Vec<(&'static str, Zeroizing<String>)>) -> Result<Client, Failure> {
        let given = Given { program: self.program, values };
        generated::client(&self.connection, &given).map_err(|error| match error {
            Error::MissingCredentials(message) => Failure::usage(message),
            Error::Configuration(error) => Failure::usage(self.describe(&error)),
        })
    }

    /// The address of the API.
    pub(crate) fn url(&self) -> &str {
        let url =
            self.connection.url.as_ref().map(|url| url.value.as_str()).or(self.program.base_url).unwrap_or_default();
        url.trim_end_matches('/')
    }

    /// The number of attempts, if the caller gave one.
    pub(crate) fn max_attempts(&self) -> Option<u32> {
        self.connection.max_attempts
    }

    /// Whether credentials may have changed since they were read.
    pub(crate) fn reads_credentials_from_files(&self) -> bool {
        !self.files.is_empty()
    }

    fn describe(&self, error: &ConfigurationError) -> String {
        let source = |setting: &Option<Setting>| {
            setting.as_ref().map_or_else(String::new, |setting| format!("`{}`: ", setting.source))
        };
        let name = match error.setting() {
            "base_url" if self.connection.url.is_none() && self.program.base_url.is_none() => {
                return format!("`--url` is required: the document of {} has no address", self.program.title);
            }
            "base_url" => source(&self.connection.url),
            "proxy" => source(&self.connection.proxy),
            "add_root_certificate" => "`--root-certificate`: ".to_owned(),
            setting => match self.program.credentials.iter().find(|it| it.name.replace('-', "_") == setting) {
                Some(credential) => match self.files.iter().find(|(known, _)| known.name == credential.name) {
                    Some(_) => format!("`--{}`: ", credential.option),
                    None => format!("`{}`: ", variable_name(self.program, credential.variable)),
                },
                None => String::new(),
            },
        };
        let replace = |message: String, (program, person): &(&str, &str)| message.replace(program, person);
        let message = ADVICE.iter().fold(error.to_string(), replace);
        format!("{name}{message}")
    }
}

impl Setting {
    fn new(source: String, value: &str) -> Self {
        Self { source, value: Zeroizing::new(value.to_owned()) }
    }
}

impl Connection {
    /// Called by the generated code, which knows the state of the builder.
    pub(crate) fn apply<State>(&self, mut builder: ClientBuilder<State>) -> ClientBuilder<State> {
        builder = builder.app_name(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
        builder = builder.allow_insecure_http(self.allow_insecure_http);
        if let Some(url) = &self.url {
            builder = builder.base_url(url.value.as_str());
        }
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        if let Some(attempts) = self.max_attempts {
            builder = builder.retry(RetryPolicy::default().max_attempts(attempts));
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy.value.as_str());
        }
        self.roots.iter().fold(builder, |builder, root| builder.add_root_certificate(root.to_vec()))
    }
}

#[allow(dead_code, reason = "an API may not have credentials")]
impl Given {
    /// The values of some credentials, if all of them are given.
    pub(crate) fn all<const N: usize>(&self, names: [&str; N]) -> Option<[&str; N]> {
        let mut found = [""; N];
        for (name, value) in names.into_iter().zip(&mut found) {
            *value = self.values.iter().find(|(known, _)| *known == name)?.1.as_str();
        }
        Some(found)
    }

    pub(crate) fn missing(&self) -> Error {
        let ways = self.program.credentials.iter().map(|credential| {
            let Credential { option, variable, noun, .. } = credential;
            format!("{noun}: set `{}`, or give `--{option} FILE`", variable_name(self.program, variable))
        });
        Error::MissingCredentials(format!("the API requires {}", ways.collect::<Vec<_>>().join("; or ")))
    }
}

fn variable_name(program: &Program, end: &str) -> String {
    format!("{}_{end}", environment(program))
}

fn variable(program: &Program, end: &str) -> Option<Zeroizing<String>> {
    let value = std::env::var(variable_name(program, end)).ok()?;
    Some(Zeroizing::new(value)).filter(|value| !value.is_empty())
}

/// The only line of a file.
fn read_line(path: &Path) -> Result<Zeroizing<String>, String> {
    let text = files::read_text(path)?;
    Ok(Zeroizing::new(text.trim().to_owned()))
}

fn unreadable(option: &str, message: &str) -> Failure {
    Failure::usage(format!("`--{option}` {message}"))
}

fn attempts(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("must be a number from 1, not `{text}`"))
}

/// A duration such as `500ms`, `90s`, `5m` or `90`, which is in seconds.
///
/// # Errors
///
/// What is wrong, beginning with a verb.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let split = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number: Option<u64> = number.parse().ok();
    let duration = number.and_then(|number| match unit {
        "ms" => Some(Duration::from_millis(number)),
        "" | "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        "h" => number.checked_mul(3600).map(Duration::from_secs),
        _ => None,
    });
    let duration = duration.filter(|duration| !duration.is_zero());
    duration.ok_or_else(|| format!("must be a duration such as `500ms`, `90s` or `5m`, not `{text}`"))
}
