//! The error responses: their statuses, codes and messages, and their JSON form.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::violation::Violation;

/// The maximum number of violations in a response, so that a hostile body cannot cause a response larger than itself.
const LISTED: usize = 100;

/// Why a request failed.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    header: Option<(HeaderName, &'static str)>,
    error: ErrorObject,
}

#[derive(Debug, Serialize)]
struct ErrorObject {
    code: &'static str,
    message: String,
    violations: Vec<Violation>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, header: None, error: ErrorObject { code, message: message.into(), violations: Vec::new() } }
    }

    fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }

    pub(super) fn token_missing() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "missing bearer token; send `Authorization: Bearer <token>` once",
        )
        .with_header(header::WWW_AUTHENTICATE, r#"Bearer realm="openscaler""#)
    }

    pub(super) fn token_wrong() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "invalid bearer token; send the one that this server accepts",
        )
        .with_header(header::WWW_AUTHENTICATE, r#"Bearer realm="openscaler", error="invalid_token""#)
    }

    pub(super) fn path_unknown() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "unknown path; certificates are at `/v1/lbs/{lb_id}/certificates`",
        )
    }

    pub(super) fn path_malformed() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed_path",
            "the path is not percent-encoded UTF-8; write `%` as `%25`",
        )
    }

    pub(super) fn load_balancer_unknown() -> Self {
        Self::new(StatusCode::NOT_FOUND, "load_balancer_not_found", "unknown load balancer")
    }

    pub(super) fn certificate_unknown() -> Self {
        Self::new(StatusCode::NOT_FOUND, "certificate_not_found", "the load balancer has no certificate with this name")
    }

    pub(super) fn method_not_allowed(allowed: &'static str) -> Self {
        let message = format!("this path accepts only `{allowed}`");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message).with_header(header::ALLOW, allowed)
    }

    pub(super) fn media_type(message: &'static str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    pub(super) fn too_large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", format!("the body is longer than {limit} bytes"))
    }

    pub(super) fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "body_timeout",
            "the body did not arrive in time; no certificate was created",
        )
        // The rest of the body may still arrive; it must not be read as the next request.
        .with_header(header::CONNECTION, "close")
    }

    pub(super) fn body_broken() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "incomplete_body",
            "the body ended early or is framed incorrectly; no certificate was created",
        )
    }

    pub(super) fn not_json(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "not_json", message)
    }

    /// The violations of a request; if there are too many, only the first ones are listed.
    pub(super) fn invalid(mut violations: Vec<Violation>) -> Self {
        let count = violations.len();
        let message = match count {
            1 => "the request violates one rule".to_owned(),
            2..=LISTED => format!("the request violates {count} rules"),
            _ => format!("the request violates {count} rules; the first {LISTED} are listed"),
        };
        violations.truncate(LISTED);
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request", message);
        problem.error.violations = violations;
        problem
    }

    pub(super) fn name_taken() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "name_taken",
            "the load balancer already has a certificate with this name; choose another `name`",
        )
    }

    pub(super) fn storage_full() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "quota_exceeded",
            "the storage limit of the server is reached; restart it, or raise the limit",
        )
    }

    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server failed to create the certificate")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct Body {
            error: ErrorObject,
        }
        let mut response = (self.status, Json(Body { error: self.error })).into_response();
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}
