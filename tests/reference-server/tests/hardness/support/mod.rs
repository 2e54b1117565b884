//! What the suite's files share: the server as a process whose memory can be read, and raw connections to it.

mod exchange;
mod server;

pub(crate) use exchange::{Exchange, chunk, head, with_length};
pub(crate) use server::Server;

/// The certificate `name`, self-signed.
pub(crate) fn self_signed(name: &str) -> String {
    serde_json::json!({"name": name, "cert_type": "self_signed"}).to_string()
}

/// An upload of `pem` as the certificate `name`.
pub(crate) fn upload(name: &str, pem: &str) -> String {
    serde_json::json!({"name": name, "cert_type": "upload", "cert_content": pem}).to_string()
}
