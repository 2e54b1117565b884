//! The one operation, and the order in which a request is checked.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use axum::extract::{Request as HttpRequest, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::post;
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
use super::load_balancer::LoadBalancers;
use super::problem::Problem;
use super::received::RequestLog;
use super::request::{CertificateType, Request, Wanted};
use super::store::{Store, StoredCertificate};

/// Everything that requests share.
pub(super) struct App {
    pub(super) config: Config,
    pub(super) authenticator: Authenticator,
    pub(super) load_balancers: LoadBalancers,
    pub(super) acme: AcmeAuthority,
    pub(super) store: Store,
    /// Places for bodies that are worked on: what is made of one can be many times its size.
    pub(super) work: Arc<Semaphore>,
    /// How many requests have come in.
    pub(super) requests: AtomicU64,
    pub(super) log: RequestLog,
    pub(super) faults: Faults,
}

/// The routes, as the fallback of a router that only has the layers: a layer on the routes themselves would be inside
/// of what adds `Allow`, and a 401 with that header tells a caller without a token which paths exist.
pub(super) fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route("/v1/lbs/{lb_id}/certificates", post(create_certificate))
        .fallback(async || Problem::path_unknown())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .with_state(app.clone());
    Router::new()
        .fallback_service(routes)
        .layer(middleware::from_fn_with_state(app.clone(), authenticate))
        .layer(middleware::from_fn_with_state(app, log))
}

/// Writes a line for each request, if wanted: nothing but what is said here, since headers and bodies hold secrets.
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
    // The route matches on the raw path, so its third segment is the id, percent-encoded.
    let segment = head.uri.path().split('/').nth(3).unwrap_or_default();
    let load_balancer = app.load_balancers.find(segment)?;
    body::check_media_type(&head.headers)?;
    let body = body::read(&head.headers, body, &app.config).await?;
    // Keys and signatures take milliseconds of pure computation. Storing belongs to the same piece of work: it is not
    // torn apart when the caller goes away.
    let place = app.work.clone().acquire_owned().await.map_err(|_| Problem::internal())?;
    let work = tokio::task::spawn_blocking(move || {
        let created = app.create(load_balancer, &body);
        drop(place);
        created
    });
    let answer = work.await.unwrap_or_else(|_| Err(Problem::internal()))?;
    Ok((StatusCode::CREATED, JsonBody(answer)))
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
        self.store.insert(load_balancer, stored)?;
        Ok(Answer { name, cert_type, description, size })
    }
}
