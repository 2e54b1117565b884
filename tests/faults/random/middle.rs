//! A proxy between client and server that plays a random fault for each request.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openscaler_api::Outcome;
use openscaler_tests::connection::exchange;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

use super::draw::Draw;
use crate::support::read_request;

/// The result of one request.
#[derive(Debug, Clone)]
pub(super) struct Played {
    #[allow(dead_code)] // It is printed when something is not as it should be.
    fault: Fault,
    /// The reference server got it.
    pub(super) reached: bool,
    /// The reference server answered 201.
    pub(super) created: bool,
    /// The status that the client got to see, if it got one.
    pub(super) status: Option<u16>,
    /// What the attempt comes to, by the table of outcomes.
    pub(super) outcome: Outcome,
}

#[derive(Debug, Clone, Copy)]
enum Fault {
    /// The server's own answer, untouched; on a connection that is kept, or that is not.
    None {
        keep: bool,
    },
    /// An answer of the middle; the server never hears of it, or does, and its answer is lost.
    Status {
        status: u16,
        reach: bool,
    },
    /// No answer, and the connection ends in order or is reset.
    Lost {
        reset: bool,
        reach: bool,
    },
    /// No answer, ever.
    Stalled {
        reach: bool,
    },
    /// Something that is not HTTP.
    Garbage {
        reach: bool,
    },
    /// The server's answer without its end, or with its body made unreadable.
    Cut {
        reset: bool,
    },
    Spoilt,
    /// Byte by byte.
    Drip,
}

impl Fault {
    fn draw(draw: &mut Draw) -> Self {
        let reach = draw.below(2) == 0;
        let reset = draw.below(2) == 0;
        match draw.below(1000) {
            0..250 => Self::None { keep: reach },
            250..350 => Self::Status { status: 429, reach: false },
            350..450 => Self::Status { status: 503, reach },
            450..550 => {
                let statuses = [500, 502, 504, 301, 302];
                Self::Status { status: statuses[usize::try_from(draw.below(5)).expect("small")], reach }
            }
            550..600 => {
                let statuses = [400, 401, 404, 409, 422, 307, 308];
                Self::Status { status: statuses[usize::try_from(draw.below(7)).expect("small")], reach: false }
            }
            600..750 => Self::Lost { reset, reach },
            750..760 => Self::Stalled { reach },
            760..840 => Self::Garbage { reach },
            840..920 => Self::Cut { reset },
            920..990 => Self::Spoilt,
            _ => Self::Drip,
        }
    }

    fn reaches(self) -> bool {
        match self {
            Self::None { .. } | Self::Cut { .. } | Self::Spoilt | Self::Drip => true,
            Self::Status { reach, .. }
            | Self::Lost { reach, .. }
            | Self::Stalled { reach }
            | Self::Garbage { reach } => reach,
        }
    }
}

type Log = Arc<Mutex<HashMap<String, Vec<Played>>>>;

pub(super) struct Middle {
    address: SocketAddr,
    log: Log,
    task: JoinHandle<()>,
}

impl Middle {
    /// If `ends_early`, one of ten connections ends before anything is read, so that its caller is unknown.
    pub(super) async fn start(server: SocketAddr, seed: u64, ends_early: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let log = Log::default();
        let noted = log.clone();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            let mut count = 0;
            while let Ok((stream, _)) = listener.accept().await {
                count += 1;
                let mut draw = Draw::new(seed.rotate_left(32) ^ count);
                if ends_early && draw.below(10) == 0 {
                    if draw.below(2) == 0 {
                        stream.set_zero_linger().expect("an open socket");
                    }
                    continue;
                }
                connections.spawn(connection(stream, server, seed, noted.clone()));
                while connections.try_join_next().is_some() {}
            }
        });
        Self { address, log, task }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was played for each name.
    pub(super) async fn stop(self) -> HashMap<String, Vec<Played>> {
        // What is under way to the server may still arrive there.
        sleep(Duration::from_millis(500)).await;
        self.task.abort();
        let _ = self.task.await;
        std::mem::take(&mut self.log.lock().expect("a lock"))
    }
}

/// Requests on one connection, until a fault ends it.
async fn connection(mut stream: TcpStream, server: SocketAddr, seed: u64, log: Log) {
    while let Some(request) = read_request(&mut stream).await {
        let request = String::from_utf8(request).expect("text");
        let body = request.split_once("\r\n\r\n").map(|(_, body)| body).expect("a body");
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        let name = body["name"].as_str().expect("a name").to_owned();
        let attempt = log.lock().expect("a lock").get(&name).map_or(0, Vec::len);
        let fault = Fault::draw(&mut Draw::of(seed, &name, attempt));
        // It is noted before the client can know of it.
        let answer = if fault.reaches() { Some(ask(server, &request).await) } else { None };
        log.lock().expect("a lock").entry(name).or_default().push(played(fault, answer.as_deref()));
        if !play(&mut stream, fault, answer.as_deref()).await {
            return;
        }
    }
}

/// The server's answer, on a connection of its own.
async fn ask(server: SocketAddr, request: &str) -> String {
    exchange(server, request.replacen("\r\n", "\r\nConnection: close\r\n", 1)).await
}

fn played(fault: Fault, answer: Option<&str>) -> Played {
    let created = answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 201 "));
    let own = answer.and_then(|answer| answer.get(9..12)?.parse().ok());
    let status = match fault {
        Fault::Status { status, .. } => Some(status),
        Fault::None { .. } | Fault::Spoilt | Fault::Drip | Fault::Cut { .. } => own,
        _ => None,
    };
    let outcome = match status {
        Some(200..=299) => Outcome::Succeeded,
        Some(307 | 308 | 400..=499) => Outcome::Rejected,
        _ => Outcome::Unknown,
    };
    Played { fault, reached: answer.is_some(), created, status, outcome }
}

/// Plays it; `true` if another request may follow on the connection.
async fn play(stream: &mut TcpStream, fault: Fault, answer: Option<&str>) -> bool {
    let answer = answer.unwrap_or_default();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let kept = answer.replacen("connection: close\r\n", "", 1);
    let bytes = match fault {
        Fault::None { keep: true } => return stream.write_all(kept.as_bytes()).await.is_ok(),
        Fault::None { keep: false } => answer.to_owned(),
        Fault::Status { status, .. } => {
            let body = "{\"message\": \"of the middle\"}";
            let text = format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\nLocation: /\r\n\r\n{body}", body.len());
            return stream.write_all(text.as_bytes()).await.is_ok();
        }
        Fault::Lost { reset, .. } => {
            if reset {
                stream.set_zero_linger().expect("an open socket");
            }
            return false;
        }
        Fault::Stalled { .. } => std::future::pending().await,
        Fault::Garbage { .. } => "neither this nor that\r\n\r\n".to_owned(),
        Fault::Cut { reset } => {
            let _ = stream.write_all(format!("{head}\r\n\r\n{}", &body[..body.len() / 2]).as_bytes()).await;
            if reset {
                // Or what was written would be lost as well.
                sleep(Duration::from_millis(50)).await;
                stream.set_zero_linger().expect("an open socket");
            }
            return false;
        }
        Fault::Spoilt => format!("{head}\r\n\r\n{}", "<".repeat(body.len())),
        Fault::Drip => {
            for byte in answer.bytes() {
                if stream.write_all(&[byte]).await.is_err() {
                    return false;
                }
                sleep(Duration::from_millis(1)).await;
            }
            return false;
        }
    };
    let _ = stream.write_all(bytes.as_bytes()).await;
    let _ = stream.shutdown().await;
    false
}
