//! The operations, and the order in which a request is checked.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use axum::extract::{Request as HttpRequest, State};
use axum::http::{StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json as JsonBody, Router};
use time::OffsetDateTime;
use tokio::sync::Semaphore;

use super::answer::{Answer, Description};
use super::auth::Authenticator;
use super::body;
use super::config::Config;
use super::fault::Faults;
use super::issue::{self, AcmeAuthority};
use super::json::Json;
use super::load_balancer::{self, LoadBalancers};
use super::problem::Problem;
use super::received::RequestLog;
use super::request::{CertificateType, Request, Wanted};
use super::store::{Store, StoredCertificate};

/// The state that requests share.
pub(super) struct App {
    pub(super) config: Config,
    pub(super) authenticator: Authenticator,
    pub(super) load_balancers: LoadBalancers,
    pub(super) acme: AcmeAuthority,
    pub(super) store: Store,
    /// Limits the bodies that are processed at once: a parsed one can be many times its size.
    pub(super) work: Arc<Semaphore>,
    /// The number of requests received.
    pub(super) requests: AtomicU64,
    pub(super) log: RequestLog,
    pub(super) faults: Faults,
}

/// The routes, as the fallback of a router that only has the layers: a layer on the routes themselves would run inside
/// the code that adds `Allow`, and a 401 with that header would reveal which paths exist to a caller without a token.
pub(super) fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route(
            "/v1/lbs/{lb_id}/certificates",
            post(create_certificate).fallback(async || Problem::method_not_allowed("POST")),
        )
        .route(
            "/v1/lbs/{lb_id}/certificates/{certificate_name}",
            get(get_certificate).fallback(async || Problem::method_not_allowed("GET, HEAD")),
        )
        .fallback(async || Problem::path_unknown())
        .with_state(app.clone());
    Router::new()
        .fallback_service(routes)
        .layer(middleware::from_fn_with_state(app.clone(), authenticate))
        .layer(middleware::from_fn_with_state(app, log))
}

/// Writes a line for each request, if enabled, without headers and bodies, which contain secrets.
async fn log(State(app): State<Arc<App>>, request: HttpRequest, next: Next) -> Response {
    if !app.config.verbose {
        return next.run(request).await;
    }
    let start = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    eprintln!("{method} {path} {status} {:.1?}", start.elapsed());
    response
}

async fn authenticate(State(app): State<Arc<App>>, request: HttpRequest, next: Next) -> Result<Response, Problem> {
    app.authenticator.check(request.headers())?;
    Ok(next.run(request).await)
}

async fn create_certificate(
    State(app): State<Arc<App>>,
    request: HttpRequest,
) -> Result<(StatusCode, JsonBody<Answer>), Problem> {
    let (head, body) = request.into_parts();
    let load_balancer = app.load_balancers.find(segment(&head.uri, 3))?;
    body::check_media_type(&head.headers)?;
    let body = body::read(&head.headers, body, &app.config).await?;
    // Keys and signatures take milliseconds of computation. Storing is part of the same task, so that a disconnecting
    // caller cannot interrupt it.
    let place = app.work.clone().acquire_owned().await.map_err(|_| Problem::internal())?;
    let work = tokio::task::spawn_blocking(move || {
        let created = app.create(load_balancer, &body);
        drop(place);
        created
    });
    let answer = work.await.unwrap_or_else(|_| Err(Problem::internal()))?;
    Ok((StatusCode::CREATED, JsonBody(answer)))
}

async fn get_certificate(State(app): State<Arc<App>>, uri: Uri) -> Result<JsonBody<Answer>, Problem> {
    let load_balancer = app.load_balancers.find(segment(&uri, 3))?;
    let name = load_balancer::decode(segment(&uri, 5)).ok_or_else(Problem::path_malformed)?;
    app.store.answer(&load_balancer, &name).map(JsonBody).ok_or_else(Problem::certificate_unknown)
}

/// A segment of the path, percent-encoded, as the routes match it.
fn segment(uri: &Uri, place: usize) -> &str {
    uri.path().split('/').nth(place).unwrap_or_default()
}

impl App {
    fn create(&self, load_balancer: String, body: &[u8]) -> Result<Answer, Problem> {
        let now = OffsetDateTime::now_utc();
        let request = Request::read(Json::parse(body)?, now).map_err(Problem::invalid)?;
        let name = request.name;
        let (cert_type, bundle) = match request.wanted {
            Wanted::SelfSigned { cn_name } => {
                let common_name = cn_name.as_deref().unwrap_or(&name);
                (CertificateType::SelfSigned, issue::self_signed(common_name, now))
            }
            Wanted::LetEncrypt { cn_name } => (CertificateType::LetEncrypt, self.acme.issue(&cn_name, now)),
            Wanted::Upload { bundle } => (CertificateType::Upload, Ok(bundle)),
        };
        let bundle = bundle.map_err(|_| Problem::internal())?;
        let description = Description::of_chain(&bundle.certificates).ok_or_else(Problem::internal)?;
        let size = bundle.pem.len();
        let stored = StoredCertificate { name: name.clone(), cert_type, pem: bundle.pem };
        let answer = Answer { name, cert_type, description, size };
        self.store.insert(load_balancer, stored, answer.clone())?;
        Ok(answer)
    }
}
