//! As little of HTTP as it takes to ask, over one connection that stays open.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

pub struct Client {
    port: u16,
    cookie: String,
    stream: BufReader<TcpStream>,
}

/// Long enough for a busy machine; a measurement that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

impl Client {
    /// Lets itself in by the address that the program printed.
    pub fn let_in(address: &str) -> Client {
        let rest = address.trim().strip_prefix("http://127.0.0.1:").expect("an address");
        let (port, path) = rest.split_once('/').expect("a path");
        let mut client = Client::connect(port.parse().expect("a port"), String::new());
        client.ask("GET", &format!("/{path}"), "");
        let (_, headers) = client.head();
        let cookie = headers.iter().find(|line| line.to_lowercase().starts_with("set-cookie:"));
        let cookie = cookie.expect("a cookie")["set-cookie:".len()..].split(';').next().expect("a pair");
        Client::connect(client.port, cookie.trim().to_owned())
    }

    /// Another connection of the same browser.
    pub fn again(&self) -> Client {
        Client::connect(self.port, self.cookie.clone())
    }

    fn connect(port: u16, cookie: String) -> Client {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("connects");
        stream.set_nodelay(true).expect("is set");
        stream.set_read_timeout(Some(PATIENCE)).expect("is set");
        Client { port, cookie, stream: BufReader::new(stream) }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\n\
             Sec-Fetch-Site: same-origin\r\nCookie: {1}\r\nContent-Type: application/json\r\n\
             Content-Length: {2}\r\n\r\n{body}",
            self.port,
            self.cookie,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).expect("sends");
    }

    fn head(&mut self) -> (u16, Vec<String>) {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("reads");
            if line.trim().is_empty() {
                break;
            }
            lines.push(line.trim().to_owned());
        }
        let status = lines[0].split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, lines)
    }

    /// Asks, reads all of the answer; how long that took, in nanoseconds, and what it was.
    pub fn timed(&mut self, method: &str, path: &str, body: &str) -> (u64, Vec<u8>) {
        let (took, status, answer) = self.answer(method, path, body);
        assert_eq!(status, 200, "{method} {path}: {}", String::from_utf8_lossy(&answer));
        (took, answer)
    }

    /// The same, whatever the status.
    pub fn answer(&mut self, method: &str, path: &str, body: &str) -> (u64, u16, Vec<u8>) {
        let begun = Instant::now();
        self.ask(method, path, body);
        let (status, headers) = self.head();
        let length = headers
            .iter()
            .find_map(|line| line.to_lowercase().strip_prefix("content-length:").map(str::to_owned));
        let length: usize = length.expect("a length").trim().parse().expect("a number");
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).expect("reads");
        let took = u64::try_from(begun.elapsed().as_nanos()).expect("fits");
        (took, status, answer)
    }

    /// Opens a stream of events on this connection.
    pub fn listen(&mut self, session: &str) {
        self.ask("GET", &format!("/api/v1/events?session={session}"), "");
        assert_eq!(self.head().0, 200, "a stream");
    }

    /// Waits for the event of this revision.
    pub fn wait_for(&mut self, revision: u64) {
        let wanted = format!("id: {revision}");
        let mut line = String::new();
        while line.trim() != wanted && line.trim() != wanted.replace(": ", ":") {
            line.clear();
            assert_ne!(self.stream.read_line(&mut line).expect("reads"), 0, "the stream goes on");
        }
    }
}
