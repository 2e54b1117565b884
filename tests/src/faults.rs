//! A TCP server that plays one fault on each connection and records the requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

/// A body such as the API answers with.
pub const CREATED: &str = r#"{"name": "cert", "cert_type": "self_signed", "domains": "example.com"}"#;

/// What happens on a connection.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Closed without a byte read or written.
    CloseAtOnce,
    /// Reset without a byte read or written.
    ResetAtOnce,
    /// Accepted, and nothing else.
    StallAtOnce,
    /// Closed after the request's head.
    CloseAfterHead,
    /// Closed after the whole request.
    CloseAfterReading,
    /// Reset after the whole request.
    ResetAfterReading,
    /// The whole request is read and never answered.
    StallAfterReading,
    /// These bytes, then the end.
    Bytes(Vec<u8>),
    /// These bytes, then a reset.
    BytesThenReset(Vec<u8>),
    /// These bytes, then nothing.
    BytesThenStall(Vec<u8>),
    /// These bytes, one every so often.
    Drip(Vec<u8>, Duration),
    /// A head, then so many bytes of JSON, in chunks or with a length.
    Large {
        /// The answer's status.
        status: u16,
        /// The length of its body.
        bytes: usize,
        /// Whether it comes in chunks.
        chunked: bool,
    },
    /// The request, head and body, as the text of an answer.
    Echo {
        /// The answer's status.
        status: u16,
    },
}

/// An HTTP/1.1 answer; the connection ends with it.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Fault {
    let mut text = format!("HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    Fault::Bytes((text + "\r\n" + body).into_bytes())
}

/// An address on which nothing listens.
pub async fn refusing_url() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// A running server; it ends when it is dropped.
pub struct FaultServer {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<Vec<u8>>,
}

impl FaultServer {
    /// Plays `faults` one after the other, one for each connection, and the last for all that come then.
    pub async fn play(faults: impl IntoIterator<Item = Fault>) -> Self {
        let faults: Vec<_> = faults.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = seen.clone();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                let count = {
                    let mut seen = noted.lock().expect("a lock");
                    seen.connections += 1;
                    seen.connections
                };
                let fault = faults[(count - 1).min(faults.len() - 1)].clone();
                connections.spawn(play(stream, fault, noted.clone()));
            }
        });
        Self { address, seen, task }
    }

    /// The base URL, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.seen.lock().expect("a lock").connections
    }

    /// The requests that were read to their end, as text.
    pub fn requests(&self) -> Vec<String> {
        self.raw_requests().iter().map(|request| String::from_utf8_lossy(request).into_owned()).collect()
    }

    /// The requests that were read to their end, head and body.
    pub fn raw_requests(&self) -> Vec<Vec<u8>> {
        self.seen.lock().expect("a lock").requests.clone()
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn play(mut stream: TcpStream, fault: Fault, seen: Arc<Mutex<Seen>>) {
    match fault {
        Fault::CloseAtOnce => return,
        Fault::ResetAtOnce => return reset(stream),
        Fault::StallAtOnce => return stall(stream).await,
        Fault::CloseAfterHead => {
            let _ = read_head(&mut stream).await;
            return;
        }
        _ => {}
    }
    let Some(request) = read_request(&mut stream).await else { return };
    seen.lock().expect("a lock").requests.push(request.clone());
    match fault {
        Fault::CloseAfterReading => {}
        Fault::ResetAfterReading => reset(stream),
        Fault::StallAfterReading => stall(stream).await,
        Fault::Bytes(bytes) => write_and_close(stream, &bytes).await,
        Fault::BytesThenReset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // What is still on its way when the reset comes would be lost with it.
            sleep(Duration::from_millis(100)).await;
            reset(stream);
        }
        Fault::BytesThenStall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            stall(stream).await;
        }
        Fault::Drip(bytes, pause) => {
            for byte in bytes {
                if stream.write_all(&[byte]).await.is_err() {
                    return;
                }
                sleep(pause).await;
            }
        }
        Fault::Large { status, bytes, chunked } => large(stream, status, bytes, chunked).await,
        Fault::Echo { status } => {
            let head = format!("HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", request.len());
            write_and_close(stream, &[head.as_bytes(), &request].concat()).await;
        }
        fault => unreachable!("{fault:?} was played above"),
    }
}

async fn write_and_close(mut stream: TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
}

fn reset(stream: TcpStream) {
    stream.set_zero_linger().expect("an open socket");
}

async fn stall(stream: TcpStream) {
    std::future::pending::<()>().await;
    drop(stream);
}

async fn large(mut stream: TcpStream, status: u16, bytes: usize, chunked: bool) {
    let framing = if chunked { "Transfer-Encoding: chunked".to_owned() } else { format!("Content-Length: {bytes}") };
    let head = format!("HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{framing}\r\n\r\n");
    let piece = [b' '; 1 << 16];
    let framed = [b"10000\r\n".as_slice(), &piece, b"\r\n"].concat();
    let piece = if chunked { framed.as_slice() } else { piece.as_slice() };
    let mut written = stream.write_all(head.as_bytes()).await;
    for _ in 0..bytes / (1 << 16) {
        if written.is_err() {
            return;
        }
        written = stream.write_all(piece).await;
    }
    let _ = stream.write_all(if chunked { b"0\r\n\r\n" } else { b"" }).await;
}

async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(head)
}

/// Head and body; `None` if the peer went away before the end.
pub async fn read_request(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> Option<Vec<u8>> {
    let mut request = read_head(stream).await?;
    let head = String::from_utf8_lossy(&request).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    request.extend_from_slice(&body);
    Some(request)
}
