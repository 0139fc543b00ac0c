//! A WebSocket by hand (RFC 6455), for short messages that are not in pieces.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;

use super::client::{Client, Request, read_head};

/// An open socket.
pub struct Socket {
    stream: BufReader<TcpStream>,
}

/// What the server sent.
#[derive(Debug, PartialEq)]
pub enum Message {
    Text(String),
    Ping,
    Pong(Vec<u8>),
    /// The code and the reason.
    Close(u16, String),
}

/// What a browser asks with; the key is the one of the standard's example.
pub fn upgrade(target: &str) -> Request {
    Request::get(target)
        .header("Connection", "Upgrade")
        .header("Upgrade", "websocket")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
}

impl Socket {
    pub fn open(client: &Client, target: &str) -> Socket {
        let mut stream = client.begin(upgrade(target));
        let (status, headers) = read_head(&mut stream);
        assert_eq!(status, 101, "{headers:?}");
        let accepts = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("Sec-WebSocket-Accept"));
        assert_eq!(accepts.expect("accepts").1, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        Socket { stream }
    }

    /// The next message; none when the connection has ended.
    pub fn next(&mut self) -> Option<Message> {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head).ok()?;
        assert_eq!(head[0] & 0xf0, 0x80, "a whole message");
        let length = match head[1] {
            126 => u64::from(u16::from_be_bytes(self.exactly())),
            127 => u64::from_be_bytes(self.exactly()),
            short => u64::from(short),
        };
        let mut body = vec![0; usize::try_from(length).expect("fits")];
        self.stream.read_exact(&mut body).expect("a body");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("is text");
        Some(match head[0] & 0x0f {
            1 => Message::Text(text(&body)),
            8 if body.is_empty() => Message::Close(1005, String::new()),
            8 => Message::Close(u16::from_be_bytes([body[0], body[1]]), text(&body[2..])),
            9 => Message::Ping,
            10 => Message::Pong(body),
            other => panic!("a message of kind {other}"),
        })
    }

    /// Sends a ping, masked with zeros.
    pub fn ping(&mut self, text: &[u8]) {
        let length = u8::try_from(text.len()).expect("short");
        let bytes = [&[0x89, 0x80 | length, 0, 0, 0, 0], text].concat();
        self.stream.get_mut().write_all(&bytes).expect("sends");
    }

    fn exactly<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes).expect("a length");
        bytes
    }
}
