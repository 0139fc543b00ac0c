//! HTTP/1.1 by hand, so that a test can send what no library would.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

use serde_json::Value;
use socket2::{Domain, Socket, Type};

use super::PATIENCE;

/// A request, line by line.
#[derive(Debug, Clone)]
pub struct Request {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, target: &str) -> Request {
        Request { line: format!("{method} {target} HTTP/1.1"), headers: Vec::new(), body: Vec::new() }
    }

    pub fn get(target: &str) -> Request {
        Request::new("GET", target)
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Request {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn json(self, body: &Value) -> Request {
        self.header("Content-Type", "application/json").body(body.to_string())
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Request {
        self.body = body.into();
        self.headers.push(("Content-Length".into(), self.body.len().to_string()));
        self
    }

    /// With this header in place of those of its name.
    pub fn replaced(mut self, name: &str, value: &str) -> Request {
        self.headers.retain(|(key, _)| key != name);
        self.header(name, value)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.line);
        for (name, value) in &self.headers {
            text += &format!("{name}: {value}\r\n");
        }
        text += "\r\n";
        [text.as_bytes(), &self.body].concat()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Talks to one port; as a page that was let in, unless told otherwise.
#[derive(Debug, Clone)]
pub struct Client {
    pub port: u16,
    pub cookie: Option<String>,
}

impl Client {
    pub fn new(port: u16) -> Client {
        Client { port, cookie: None }
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Sends the request as it is, with nothing added.
    pub fn send_raw(&self, request: &Request) -> Answer {
        let mut stream = self.connect();
        stream.write_all(&request.bytes()).expect("sends");
        read_answer(&mut BufReader::new(stream))
    }

    /// Sends the request as our own page would.
    pub fn send(&self, request: Request) -> Answer {
        self.send_raw(&self.as_page(request))
    }

    /// What a browser adds when our own page asks.
    pub fn as_page(&self, request: Request) -> Request {
        let request = request
            .header("Host", format!("127.0.0.1:{}", self.port))
            .header("Origin", self.origin())
            .header("Sec-Fetch-Site", "same-origin");
        match &self.cookie {
            Some(cookie) => request.header("Cookie", cookie.clone()),
            None => request,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("sets a deadline");
        stream
    }

    pub fn get(&self, path: &str) -> Value {
        let answer = self.send(Request::get(path));
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.text());
        answer.json()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Request::new("POST", path).json(body))
    }

    /// A change that is accepted.
    pub fn done(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.send(Request::new(method, path).json(body));
        assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text());
        answer.json()
    }

    /// Opens an event stream.
    pub fn events(&self, query: &str, last_event_id: Option<u64>) -> Events {
        let mut request = Request::get(&format!("/api/v1/events?{query}"));
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id.to_string());
        }
        let mut lines = self.begin(request);
        let (status, headers) = read_head(&mut lines);
        assert_eq!(status, 200, "{headers:?}");
        Events { lines }
    }

    /// Opens an event stream with next to no room between server and client, and reads nothing of it.
    pub fn stalled(&self, query: &str) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        socket.set_recv_buffer_size(4_096).expect("is small");
        // The server's system makes room for some packets; small ones need little.
        #[cfg(unix)]
        socket.set_tcp_mss(536).expect("is small");
        socket.connect(&SocketAddr::from(([127, 0, 0, 1], self.port)).into()).expect("connects");
        let mut stream = TcpStream::from(socket);
        let request = self.as_page(Request::get(&format!("/api/v1/events?{query}")));
        stream.write_all(&request.bytes()).expect("sends");
        stream
    }

    /// Sends the request as our own page would, and leaves the answer to be read.
    pub fn begin(&self, request: Request) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        stream.write_all(&self.as_page(request).bytes()).expect("sends");
        BufReader::new(stream)
    }
}

/// An open event stream.
pub struct Events {
    lines: BufReader<TcpStream>,
}

/// One event: its name, its id, its data.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub name: String,
    pub id: Option<u64>,
    pub data: Value,
}

impl Events {
    /// The next event; none when the stream has ended.
    pub fn next(&mut self) -> Option<Event> {
        let (mut name, mut id) = (String::new(), None);
        let deadline = Instant::now() + PATIENCE;
        loop {
            // Comments keep the stream alive for ever: they are not what a test waits for.
            assert!(Instant::now() < deadline, "waited too long for an event");
            let mut line = String::new();
            // The last chunk is empty; the connection may be kept for another request.
            if self.lines.read_line(&mut line).expect("reads in time") == 0 || line == "0\r\n" {
                return None;
            }
            // Lines of the chunked coding between events have no field name and pass.
            match line.trim_end().split_once(": ") {
                Some(("event", value)) => name = value.into(),
                Some(("id", value)) => id = value.parse().ok(),
                Some(("data", value)) => {
                    return Some(Event { name, id, data: serde_json::from_str(value).expect("JSON") });
                }
                _ => {}
            }
        }
    }

    /// The next event of this name; others pass.
    pub fn next_named(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().unwrap_or_else(|| panic!("the stream ended before a {name}"));
            if event.name == name {
                return event;
            }
        }
    }
}

pub fn read_head(lines: &mut impl BufRead) -> (u16, Vec<(String, String)>) {
    let mut line = String::new();
    lines.read_line(&mut line).expect("reads");
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("no status in {line:?}"));
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).expect("reads");
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.into(), value.into())),
            None => return (status, headers),
        }
    }
}

pub fn read_answer(lines: &mut impl BufRead) -> Answer {
    let (status, headers) = read_head(lines);
    let mut answer = Answer { status, headers, body: Vec::new() };
    let length = answer.header("Content-Length").and_then(|length| length.parse().ok()).unwrap_or(0);
    answer.body = vec![0; length];
    lines.read_exact(&mut answer.body).expect("reads the body");
    answer
}
