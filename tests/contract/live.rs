//! Plays the cases that are marked `live` against a real endpoint.

mod report;
mod settings;
mod tap;

use std::io::Write;
use std::time::Duration;

use openscaler_api::{BearerToken, Client};
use openscaler_tests::cases::{
    Answer, Case, Exchange, Exchanged, Live, Placeholders, Recorder, Request, Secrets, Seen, Sight, Then, follows,
};

use super::caller::{self, Ended};
use super::judge::Judge;
use super::play::{Sent, compare_requests, compare_seen};
use report::Report;
use settings::{OPTIONAL, REQUIRED};
pub(crate) use settings::{Settings, Unfit};
use tap::{Passed, Tap};

/// Let's Encrypt takes its time.
const TIMEOUT: Duration = Duration::from_secs(180);

/// A live run that cannot go on.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What would be done, for a person to decide on.
fn plan(cases: &[Case], settings: Option<&Settings>) -> String {
    let line = |case: &Case| {
        let what = match (skipped(case, settings), case.live?) {
            (Some(why), _) => format!("skipped, since `{why}` is not set"),
            (None, Live::Created) => "creates".to_owned(),
            (None, Live::Refused) => "is refused".to_owned(),
        };
        Some(format!("  {}: {what}\n", case.name))
    };
    cases.iter().filter_map(line).collect()
}

/// What is said before anything is made.
pub(crate) fn warning(cases: &[Case], settings: &Settings) -> String {
    let creates = |case: &&Case| case.live == Some(Live::Created) && skipped(case, Some(settings)).is_none();
    let count = cases.iter().filter(creates).count();
    let Settings { url, lb_id, .. } = settings;
    let plan = plan(cases, Some(settings));
    format!("This creates {count} certificates on load balancer `{lb_id}` at {url}. They stay there.\n\n{plan}\n")
}

/// What is said where variables are missing: nothing is run.
pub(crate) fn explain(cases: &[Case], missing: &[&str], server: &str) -> String {
    let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
    let mut text =
        format!("nothing was run: these are not set: {}. A live run takes from the environment\n\n", names.join(", "));
    for (name, what) in REQUIRED.iter().chain(&OPTIONAL) {
        let example = if *name == "OPENSCALER_URL" { format!(", such as {server}") } else { String::new() };
        let optional = if OPTIONAL.iter().any(|(optional, _)| optional == name) { " (optional)" } else { "" };
        text += &format!("  {name:18} {what}{example}{optional}\n");
    }
    text + "\nand would then make these calls, one after the other:\n\n" + &plan(cases, None)
}

/// Plays the cases; tells of each as it goes, and at the end of all. `true` if everything was as expected.
pub(crate) async fn run(cases: &[Case], settings: &Settings, out: &mut (dyn Write + Send)) -> Result<bool, Failure> {
    let judge = Judge::of_repository();
    let values = values(settings);
    let recorder = settings.record.as_ref().map(|path| Recorder::open(path, &settings.token)).transpose()?;
    let tap = Tap::start(settings.url.clone(), http(settings)?).await?;
    let secrets = Secrets::new(&settings.token, &judge.document);
    let player = Player { judge: &judge, values: &values, tap: &tap, secrets: &secrets, recorder: recorder.as_ref() };
    let mut report = Report::default();
    for case in cases.iter().filter(|case| case.live.is_some()) {
        write!(out, "{}: ", case.name)?;
        out.flush()?;
        if let Some(why) = skipped(case, Some(settings)) {
            report.skipped += 1;
            writeln!(out, "skipped, `{why}` is not set")?;
            continue;
        }
        report.played += 1;
        match player.play(case, &mut report).await {
            Ok(told) => writeln!(out, "{told}")?,
            Err(error) => {
                // What was made until now has to be known all the same.
                write!(out, "the run ends here\n\n{}", report.render())?;
                return Err(error);
            }
        }
    }
    write!(out, "\n{}", report.render())?;
    Ok(report.is_clean())
}

/// The variable without which a case cannot be played.
fn skipped(case: &Case, settings: Option<&Settings>) -> Option<&'static str> {
    let settings = settings?;
    let text = serde_json::to_string(case).unwrap_or_default();
    let optional = [("{{domain}}", &settings.domain), ("{{email}}", &settings.email)];
    let variables = OPTIONAL.iter().map(|(name, _)| *name);
    let mut lacking =
        optional.into_iter().zip(variables).filter(|((name, value), _)| value.is_none() && text.contains(name));
    lacking.next().map(|(_, variable)| variable)
}

fn values(settings: &Settings) -> Placeholders {
    let values =
        Placeholders::new().with("token", &settings.token).with("lb_id", &settings.lb_id).with("run", &settings.run);
    let values = settings.domain.iter().fold(values, |values, domain| values.with("domain", domain));
    settings.email.iter().fold(values, |values, email| values.with("email", email))
}

/// Passes on what the client sends, and nothing else: no redirect, no second attempt.
fn http(settings: &Settings) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(TIMEOUT);
    let builder = builder.retry(reqwest::retry::never());
    if settings.is_loopback() { builder.no_proxy().build() } else { builder.build() }
}

/// What every case is played with.
struct Player<'p> {
    judge: &'p Judge,
    values: &'p Placeholders,
    tap: &'p Tap,
    secrets: &'p Secrets,
    recorder: Option<&'p Recorder>,
}

impl Player<'_> {
    /// Plays one case and describes the result in a few words.
    async fn play(&self, case: &Case, report: &mut Report) -> Result<String, Failure> {
        let filled = self.values.fill(case)?;
        let Then::Sent(exchange) = &filled.then else { return Err(format!("`{}` is not sent", case.name).into()) };
        let token = filled.call.token.as_deref().unwrap_or(self.values.get("token"));
        let client = Client::builder()
            .token(BearerToken::new(token))
            .base_url(format!("http://{}", self.tap.address()))
            .timeout(TIMEOUT)
            .build()?;
        let made = caller::call(&client, &filled.call).await;
        let passed = self.tap.take();
        if let Some(passed) = passed.iter().find(|passed| passed.unreached) {
            return Err(
                format!("the endpoint cannot be reached: {}", passed.trouble.as_deref().unwrap_or_default()).into()
            );
        }
        let seen = match made.ended {
            Ended::Sent(seen) => seen,
            Ended::Refused(violations) => {
                let what = format!("the client refuses to send it: {violations:?}");
                report.unexpected.push((case.name.clone(), what.clone()));
                return Ok(what);
            }
        };
        self.compare(&filled, &exchange.sends, &passed, &seen, report)?;
        let told = self.tell(&filled, &passed, &seen, report);
        Ok(told)
    }

    /// What was sent, what came back, and what the client made of it.
    fn compare(
        &self,
        case: &Case,
        sends: &Request,
        passed: &[Passed],
        seen: &Seen,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let operation = self.judge.operation(&case.call.operation);
        let mut answers: Vec<Answer> = passed.iter().map(|passed| passed.answer.clone()).collect();
        let sent: Vec<_> = passed.iter().map(|passed| passed.request.clone()).collect();
        let exchange = Exchange { sends: sends.clone(), answers: answers.clone(), sees: seen.clone() };
        let mut complaints = compare_requests(&exchange, &sent, &self.tap.address().to_string(), self.secrets);
        complaints.extend(passed.iter().filter_map(|passed| passed.trouble.clone()));
        let mut is_as_described = true;
        for answer in &mut answers {
            let found = self.judge.answer(operation, answer);
            is_as_described = found.is_empty();
            if let Answer::Http(answer) = answer {
                answer.departs = found.iter().map(|found| found.departure.clone()).collect();
            }
            found.into_iter().for_each(|found| report.depart(&case.name, found));
        }
        if let Some(last) = answers.last().filter(|_| is_as_described) {
            complaints.extend(compare_seen(&follows(&self.judge.document, operation, last), seen, self.secrets));
        }
        report.unexpected.extend(complaints.into_iter().map(|complaint| (case.name.clone(), complaint)));
        self.record(sent.first(), answers, seen)
    }

    fn record(&self, sent: Option<&Vec<u8>>, answers: Vec<Answer>, seen: &Seen) -> Result<(), Failure> {
        let Some((recorder, sent)) = self.recorder.zip(sent) else { return Ok(()) };
        let Sent { method, path, headers, body } = Sent::parse(sent);
        Ok(recorder.write(&Exchanged { method, path, headers, body, answers, sees: Some(seen.clone()) })?)
    }

    /// The result of the call, and whether it was expected.
    fn tell(&self, case: &Case, passed: &[Passed], seen: &Seen, report: &mut Report) -> String {
        let nothing = Answer::Lost;
        let last = passed.last().map_or(&nothing, |passed| &passed.answer);
        let status = seen.status.map_or("no answer".to_owned(), |status| status.to_string());
        let mut created = |certainty: &str| {
            let made = report::made(self.judge, &case.call, last, self.secrets);
            let told = format!("{status}, {certainty}created {made}");
            report.created.push(format!("{certainty}{made}"));
            told
        };
        let (told, done) = match (&seen.what, seen.status) {
            (Sight::Value(_), _) | (_, Some(200..=299)) => (created(""), Some(Live::Created)),
            (_, Some(307 | 308 | 400..=499)) => (format!("{status}, refused"), Some(Live::Refused)),
            _ => (created("perhaps "), None),
        };
        if done != case.live {
            let wanted = if case.live == Some(Live::Created) { "created" } else { "refused" };
            report.unexpected.push((case.name.clone(), format!("it was to be {wanted}, and the answer is {status}")));
        }
        told
    }
}
