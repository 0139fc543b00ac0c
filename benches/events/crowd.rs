//! Many streams on one thread, and the connection by which events are ordered.
//!
//! A crowd knows for each stream the last number that came and how many were left out.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use memchr::memmem::{Finder, find, rfind};
use mio::{Events, Interest, Poll, Token};

use super::figures::now_ns;
use super::peers::Server;

/// Longer than anything that is measured takes.
const PATIENCE: Duration = Duration::from_secs(60);

struct Member {
    socket: mio::net::TcpStream,
    /// The end of what was read, where a frame is not complete.
    rest: Vec<u8>,
    seen: u64,
}

pub struct Crowd {
    members: Vec<Member>,
    poll: Poll,
    events: Events,
    buffer: Vec<u8>,
    id: Finder<'static>,
    /// What was missing or came twice or out of order.
    pub wrong: u64,
    /// The number of an event and when it came, for each delivery; kept where that is asked for.
    pub came: Option<Vec<(u64, u64)>>,
}

impl Crowd {
    /// Opens so many streams; `seen` is the number of the last event that there was before.
    pub fn open(server: &Server, sessions: usize, seen: u64) -> Crowd {
        let poll = Poll::new().expect("polls");
        let mut members = Vec::new();
        for session in 0..sessions {
            let mut stream = opened(server, session, None);
            wait_for_hello(&mut stream);
            stream.set_nonblocking(true).expect("does not block");
            let mut socket = mio::net::TcpStream::from_std(stream);
            poll.registry().register(&mut socket, Token(session), Interest::READABLE).expect("registers");
            members.push(Member { socket, rest: Vec::new(), seen });
        }
        Crowd {
            members,
            poll,
            events: Events::with_capacity(1_024),
            buffer: vec![0; 64 * 1_024],
            id: Finder::new(b"\nid: "),
            wrong: 0,
            came: None,
        }
    }

    /// Reads until every stream has this event.
    pub fn wait_for(&mut self, number: u64) {
        let mut missing = self.members.iter().filter(|member| member.seen < number).count();
        while missing > 0 {
            self.poll.poll(&mut self.events, Some(PATIENCE)).expect("polls");
            let ready: Vec<_> = self.events.iter().map(|event| event.token().0).collect();
            assert!(!ready.is_empty(), "{missing} streams did not get event {number}");
            for n in ready {
                let before = self.members[n].seen;
                self.read(n);
                missing -= usize::from(before < number && self.members[n].seen >= number);
            }
        }
    }

    /// Reads what comes, for about so long.
    pub fn read_for(&mut self, time: Duration) {
        let begun = Instant::now();
        while let Some(left) = time.checked_sub(begun.elapsed()) {
            self.poll.poll(&mut self.events, Some(left)).expect("polls");
            let ready: Vec<_> = self.events.iter().map(|event| event.token().0).collect();
            ready.into_iter().for_each(|n| self.read(n));
        }
    }

    fn read(&mut self, n: usize) {
        loop {
            match self.members[n].socket.read(&mut self.buffer) {
                Ok(0) => panic!("stream {n} ended after event {}", self.members[n].seen),
                Ok(length) => self.take(n, length),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) => panic!("stream {n}: {error}"),
            }
        }
    }

    fn take(&mut self, n: usize, length: usize) {
        let member = &mut self.members[n];
        member.rest.extend_from_slice(&self.buffer[..length]);
        let ended = rfind(&member.rest, b"\n\n").map_or(0, |place| place + 2);
        let now = now_ns();
        for place in self.id.find_iter(&member.rest[..ended]) {
            let number = number(&member.rest[place + 5..]);
            self.wrong += number.abs_diff(member.seen + 1);
            member.seen = number;
            if let Some(came) = &mut self.came {
                came.push((number, now));
            }
        }
        // A frame begins after the end of a line, also where chunks are told in between.
        member.rest.drain(..ended.saturating_sub(1));
    }
}

/// Asks for a stream, after an event where one is named.
pub fn opened(server: &Server, session: usize, after: Option<u64>) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("connects");
    let after = after.map(|number| format!("Last-Event-ID: {number}\r\n")).unwrap_or_default();
    let (path, port, key) = (server.stream(session), server.port, &server.key);
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{key}{after}\r\n").expect("sends");
    stream
}

/// The number of a stream begins with what it says of itself.
pub fn wait_for_hello(stream: &mut TcpStream) {
    let (mut got, mut byte) = (Vec::new(), [0; 1]);
    while !(find(&got, b"event: hello").is_some() && got.ends_with(b"\n\n")) {
        assert!(stream.read(&mut byte).expect("reads") > 0, "no stream: {}", String::from_utf8_lossy(&got));
        got.push(byte[0]);
    }
}

pub fn number(bytes: &[u8]) -> u64 {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// Orders events, one after the other, over one connection.
pub struct Publisher<'s> {
    server: &'s Server,
    stream: TcpStream,
}

impl<'s> Publisher<'s> {
    pub fn new(server: &'s Server) -> Publisher<'s> {
        let stream = TcpStream::connect(("127.0.0.1", server.port)).expect("connects");
        stream.set_nodelay(true).expect("sends at once");
        Publisher { server, stream }
    }

    /// Has one made; its number, once the server has answered.
    pub fn publish(&mut self) -> u64 {
        let (path, body) = self.server.order();
        let (port, key, length) = (self.server.port, &self.server.key, body.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{key}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).expect("sends");
        let answer = self.answer();
        find(&answer, b"\"revision\":").map_or_else(|| number(&answer), |at| number(&answer[at + 11..]))
    }

    fn answer(&mut self) -> Vec<u8> {
        let (mut got, mut buffer) = (Vec::new(), [0; 4_096]);
        loop {
            let length = self.stream.read(&mut buffer).expect("reads");
            assert!(length > 0, "no answer: {}", String::from_utf8_lossy(&got));
            got.extend_from_slice(&buffer[..length]);
            let Some(head) = find(&got, b"\r\n\r\n").map(|place| place + 4) else { continue };
            let text = String::from_utf8_lossy(&got[..head]).to_lowercase();
            assert!(text.starts_with("http/1.1 200"), "{}", String::from_utf8_lossy(&got));
            let told = text.split("content-length: ").nth(1).expect("says how long it is");
            if got.len() >= head + usize::try_from(number(told.as_bytes())).expect("fits") {
                return got.split_off(head);
            }
        }
    }
}
