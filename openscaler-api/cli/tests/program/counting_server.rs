//! A server that accepts duplicates and counts them, and fails by seed.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

/// What the server does to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// 429, nothing is stored.
    TooMany,
    /// 503, nothing is stored.
    Unavailable,
    /// The connection ends, nothing is stored.
    Closed,
    /// It is stored, and the connection ends.
    Lost,
    /// It is stored, and the answer takes its time.
    Slow,
}

/// What happens at the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    RequestRead,
    AnswerSent,
}

type Watcher = Box<dyn FnMut(Event) + Send>;

#[derive(Default)]
pub(crate) struct State {
    /// How often each certificate was created, by load balancer and name.
    pub(crate) stored: HashMap<(String, String), u32>,
    /// Requests for what must not be sent any more.
    pub(crate) forbidden: HashMap<(String, String), u32>,
    pub(crate) posts: usize,
    watcher: Option<Watcher>,
    random: u64,
}

#[derive(Clone)]
pub(crate) struct CountingServer {
    pub(crate) address: SocketAddr,
    pub(crate) state: Arc<Mutex<State>>,
    /// How many of 100 requests fail.
    faults: u64,
    /// Of each answer.
    latency: Duration,
}

impl CountingServer {
    pub(crate) fn start(seed: u64, faults: u64, latency: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let state = State { random: seed | 1, ..State::default() };
        let address = listener.local_addr().expect("an address");
        let server = Self { address, state: Arc::new(Mutex::new(state)), faults, latency };
        let shared = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = shared.clone();
                std::thread::spawn(move || server.serve(stream));
            }
        });
        server
    }

    /// Calls `watcher` at every event.
    pub(crate) fn watch(&self, watcher: Option<Watcher>) {
        self.state.lock().expect("no thread panics").watcher = watcher;
    }

    fn tell(&self, event: Event) {
        if let Some(watcher) = &mut self.state.lock().expect("no thread panics").watcher {
            watcher(event);
        }
    }

    fn serve(&self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let Ok(mut writer) = stream.try_clone() else { return };
        let mut reader = BufReader::new(stream);
        while let Some((method, path, body)) = read(&mut reader) {
            let (fault, answer) = self.answer(&method, &path, &body);
            if method == "POST" {
                self.tell(Event::RequestRead);
            }
            let (status, answer) = match (fault, answer) {
                (Fault::Closed | Fault::Lost, _) => return,
                (_, answer) => answer,
            };
            std::thread::sleep(
                self.latency + if fault == Fault::Slow { Duration::from_millis(60) } else { Duration::ZERO },
            );
            let text = answer.to_string();
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nretry-after: 0\r\ncontent-length: {}\r\n\r\n",
                text.len()
            );
            if writer.write_all((head + &text).as_bytes()).is_err() {
                return;
            }
            if method == "POST" {
                self.tell(Event::AnswerSent);
            }
        }
    }

    fn answer(&self, method: &str, path: &str, body: &[u8]) -> (Fault, (u16, Value)) {
        let mut state = self.state.lock().expect("no thread panics");
        let words: Vec<&str> = path.split('/').collect();
        let load_balancer = words[3].to_owned();
        let certificate = |name: &str| json!({ "name": name, "cert_type": "upload" });
        if method == "GET" {
            let name = words[5].to_owned();
            let found = state.stored.contains_key(&(load_balancer, name.clone()));
            let answer = if found { (200, certificate(&name)) } else { (404, json!({ "error": "not found" })) };
            return (Fault::None, answer);
        }
        let body: Value = serde_json::from_slice(body).expect("the client sends JSON");
        let name = body["name"].as_str().expect("it has a name").to_owned();
        let id = (load_balancer, name.clone());
        state.posts += 1;
        if let Some(count) = state.forbidden.get_mut(&id) {
            *count += 1;
        }
        let fault = state.fault(self.faults);
        if matches!(fault, Fault::None | Fault::Lost | Fault::Slow) {
            *state.stored.entry(id).or_default() += 1;
        }
        let answer = match fault {
            Fault::TooMany => (429, json!({})),
            Fault::Unavailable => (503, json!({})),
            _ => (201, certificate(&name)),
        };
        (fault, answer)
    }
}

impl State {
    /// xorshift64: the same faults for the same seed and order.
    pub(crate) fn draw(&mut self, below: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % below
    }

    fn fault(&mut self, faults: u64) -> Fault {
        if self.draw(100) >= faults {
            return Fault::None;
        }
        [Fault::TooMany, Fault::Unavailable, Fault::Closed, Fault::Lost, Fault::Slow][self.draw(5) as usize]
    }
}

/// Method, path and body of a request; `None` at the end of the connection.
fn read(reader: &mut BufReader<TcpStream>) -> Option<(String, String, Vec<u8>)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok().filter(|length| *length > 0)?;
        let Some((name, value)) = header.trim().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((method, path, body))
}
