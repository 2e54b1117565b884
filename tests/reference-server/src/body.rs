//! The request's body as bytes: its media type, size limit and time limit.

use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;

use super::config::Config;
use super::problem::Problem;

/// Accepts `application/json`, optionally with `charset=utf-8`.
pub(super) fn check_media_type(headers: &HeaderMap) -> Result<(), Problem> {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(Problem::media_type(
            "missing or repeated `Content-Type`; send `Content-Type: application/json` once",
        ));
    };
    let mut parts = value.to_str().unwrap_or_default().split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Problem::media_type("unsupported `Content-Type`; send `Content-Type: application/json`"));
    }
    if !parts.all(is_utf8_parameter) {
        return Err(Problem::media_type("unsupported parameter in `Content-Type`; remove it, or send `charset=utf-8`"));
    }
    let encodings = headers.get_all(header::CONTENT_ENCODING);
    if encodings.iter().any(|encoding| encoding != "identity") {
        return Err(Problem::media_type("the body is compressed; send it without `Content-Encoding`"));
    }
    Ok(())
}

fn is_utf8_parameter(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else {
        return false;
    };
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    name.eq_ignore_ascii_case("charset") && value.eq_ignore_ascii_case("utf-8")
}

/// The whole body, unless it exceeds the size limit or the time limit.
pub(super) async fn read(headers: &HeaderMap, body: Body, config: &Config) -> Result<Vec<u8>, Problem> {
    let limit = config.body_limit;
    // If the announced length is too long, the body is refused without being read.
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(Problem::too_large(limit));
    }
    match tokio::time::timeout(config.read_timeout, whole(body, limit)).await {
        Ok(read) => read,
        Err(_) => Err(Problem::too_slow()),
    }
}

/// The body's bytes, copied as they arrive: a frame would keep its whole buffer, even for a chunk of one byte.
async fn whole(mut body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut whole = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::body_broken())?;
        let Some(data) = frame.data_ref() else { continue };
        if data.len() > limit - whole.len() {
            return Err(Problem::too_large(limit));
        }
        whole.extend_from_slice(data);
    }
    Ok(whole)
}
