//! A connection for what no HTTP client would send: `..` in a path, half a body, a lie about its length.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Raw(TcpStream);

impl Raw {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("a peer that reads");
    }

    /// Says that no more will be sent.
    pub(crate) async fn finish(&mut self) {
        self.0.shutdown().await.expect("an open connection");
    }

    /// Waits until something has come, without reading it.
    pub(crate) async fn wait(&mut self) {
        self.0.peek(&mut [0]).await.expect("an open connection");
    }

    /// Reads up to and including `end`.
    pub(crate) async fn read_until(&mut self, end: &str) -> String {
        let mut read = Vec::new();
        while !read.ends_with(end.as_bytes()) {
            read.push(self.0.read_u8().await.expect("more to come"));
        }
        String::from_utf8(read).expect("text")
    }

    /// Everything until the server closes the connection.
    pub(crate) async fn read_all(mut self) -> String {
        let mut read = Vec::new();
        self.0.read_to_end(&mut read).await.expect("an orderly end");
        String::from_utf8(read).expect("text")
    }
}
