//! A TCP connection for what no HTTP client would send: `..` in a path, half a body, a lie about its length.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An open connection. Every method panics if the peer behaves unexpectedly.
pub struct Connection(TcpStream);

impl Connection {
    /// Connects to `address`.
    pub async fn open(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// Sends all of it.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.expect("a peer that reads");
    }

    /// Sends for as long as the peer reads: it may refuse what it gets before it has all of it.
    pub async fn try_send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// Says that no more will be sent.
    pub async fn finish(&mut self) {
        self.0.shutdown().await.expect("an open connection");
    }

    /// Waits until something has come, without reading it.
    pub async fn wait(&mut self) {
        self.0.peek(&mut [0]).await.expect("an open connection");
    }

    /// Reads up to and including `end`.
    pub async fn read_until(&mut self, end: &str) -> String {
        let mut read = Vec::new();
        while !read.ends_with(end.as_bytes()) {
            read.push(self.0.read_u8().await.expect("more to come"));
        }
        String::from_utf8(read).expect("text")
    }

    /// Everything until the peer closes the connection.
    pub async fn read_all(self) -> String {
        self.try_read_all().await.expect("an orderly end")
    }

    /// Everything until the connection ends, or how it breaks.
    pub async fn try_read_all(mut self) -> io::Result<String> {
        let mut read = String::new();
        self.0.read_to_string(&mut read).await.map(|_| read)
    }
}

/// Sends `request` on a connection of its own; everything that comes back until that ends.
pub async fn exchange(address: SocketAddr, request: impl AsRef<[u8]>) -> String {
    let mut connection = Connection::open(address).await;
    connection.send(request).await;
    connection.read_all().await
}
