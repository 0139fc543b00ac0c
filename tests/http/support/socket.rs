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

    pub fn text(&mut self, text: &str) {
        self.send(1, text.as_bytes());
    }

    /// Said to be text, whatever it is.
    pub fn raw_text(&mut self, bytes: &[u8]) {
        self.send(1, bytes);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.send(2, bytes);
    }

    /// Says that all is done; the server answers with the same.
    pub fn close(&mut self) {
        self.send(8, &1000u16.to_be_bytes());
    }

    pub fn ping(&mut self, text: &[u8]) {
        self.send(9, text);
    }

    /// What a browser answers by itself.
    pub fn pong(&mut self) {
        self.send(10, b"");
    }

    /// A piece of a text: the first, one in between, or the last.
    pub fn piece(&mut self, is_first: bool, is_last: bool, body: &[u8]) {
        self.frame(u8::from(is_first), is_last, body);
    }

    /// A whole message of this kind, masked with zeros.
    fn send(&mut self, kind: u8, body: &[u8]) {
        self.frame(kind, true, body);
    }

    fn frame(&mut self, kind: u8, is_last: bool, body: &[u8]) {
        let length = match body.len() {
            short @ ..126 => vec![0x80 | u8::try_from(short).expect("short")],
            long => [&[0x80 | 127], &(long as u64).to_be_bytes()[..]].concat(),
        };
        let bytes = [&[u8::from(is_last) << 7 | kind], &length[..], &[0; 4], body].concat();
        // It fails when the server has closed; what it said before can still be read.
        let _ = self.stream.get_mut().write_all(&bytes);
    }

    fn exactly<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes).expect("a length");
        bytes
    }
}
