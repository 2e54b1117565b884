//! The server of the bench: it reads a request, answers with a certificate, and allocates nothing meanwhile.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

const BODY: &str = r#"{"name":"cert","cert_type":"self_signed","common_name":"example.com","subject":"CN=example.com","domains":"example.com, www.example.com","issuers":"example.com","not_before":"2026-01-01T00:00:00Z","not_after":"2027-01-01T00:00:00Z","serial":"0A:1B:2C:3D:4E:5F","size":1234}"#;

/// Serves for ever; the address is the first line of its output.
pub(crate) fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    for stream in listener.incoming() {
        thread::spawn(|| connection(stream.expect("a connection")));
    }
}

fn connection(mut stream: TcpStream) {
    stream.set_nodelay(true).expect("an open socket");
    let head = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: ";
    let answer = format!("{head}{}\r\n\r\n{BODY}", BODY.len());
    let mut buffer = vec![0; 1 << 16];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).unwrap_or(0);
        if read == 0 {
            return;
        }
        filled += read;
        if length(&buffer[..filled]).is_some_and(|length| filled >= length) {
            filled = 0;
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}

/// Of a request, once its head is there.
fn length(request: &[u8]) -> Option<usize> {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let name = b"content-length: ";
    let at = request.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))? + name.len();
    let digits = request[at..].iter().take_while(|byte| byte.is_ascii_digit());
    Some(end + digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0')))
}

/// The server in a process of its own, so that what is counted here is the client's.
pub(crate) struct ServerProcess {
    child: Child,
    url: String,
}

impl ServerProcess {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program).args(arguments).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut url).expect("a line");
        Self { child, url: url.trim().to_owned() }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
