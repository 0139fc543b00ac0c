//! A page as the program sees it: a cookie and one open event stream.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use crate::program::{COUNTERFOIL, Subject};

/// An open page. It closes when this is dropped.
pub struct Page {
    stream: BufReader<TcpStream>,
    address: String,
    cookie: String,
}

/// Sends a request to the host of `address`; gives back the open connection.
fn send(address: &str, path: &str, more: &str) -> TcpStream {
    let host = host(address);
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n").unwrap();
    stream
}

fn host(address: &str) -> &str {
    address.strip_prefix("http://").and_then(|rest| rest.split('/').next()).unwrap()
}

fn path(address: &str) -> &str {
    &address["http://".len() + host(address).len()..]
}

/// Opens a launch address; gives back the status line and the cookie.
pub fn open(address: &str) -> (String, Option<String>) {
    let mut answer = String::new();
    let mut stream = send(address, path(address), "Connection: close\r\n");
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.lines().next().unwrap_or_default().to_owned();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    let pair = cookie.and_then(|cookie| cookie.split(';').next());
    (status, pair.map(str::to_owned))
}

/// Asks the program for a change.
pub fn post(page: &Page, path: &str, json: &str) {
    page.send("POST", path, json);
}

impl Page {
    /// Does what a browser does with a launch address: takes the cookie and opens the stream.
    pub fn visit(address: &str) -> Self {
        Self::visit_subject(&COUNTERFOIL, address)
    }

    pub fn visit_subject(subject: &Subject, address: &str) -> Self {
        let (status, cookie) = open(address);
        assert!(status.contains("303"), "{address}: {status}");
        let cookie = cookie.expect("a cookie");
        let more = format!("Cookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n");
        let mut stream = BufReader::new(send(address, &format!("{}test", subject.events), &more));
        let mut status = String::new();
        stream.read_line(&mut status).unwrap();
        assert!(status.contains("200"), "{status}");
        Self { stream, address: address.to_owned(), cookie }
    }

    /// Sends JSON as the page does; it must be accepted.
    pub fn send(&self, method: &str, path: &str, json: &str) {
        let host = host(&self.address);
        let mut stream = TcpStream::connect(host).unwrap();
        let (cookie, length) = (&self.cookie, json.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{json}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 20"), "{path}: {answer}");
    }

    /// Reads until an event of this name that has this in its data.
    pub fn hears_in(&mut self, event: &str, part: &str) {
        loop {
            self.hears(event);
            let mut data = String::new();
            self.stream.read_line(&mut data).unwrap();
            if data.contains(part) {
                return;
            }
        }
    }

    /// Reads until an event of this name.
    pub fn hears(&mut self, event: &str) {
        let wanted = format!("event: {event}");
        let mut line = String::new();
        while line.trim_end() != wanted {
            line.clear();
            let length = self.stream.read_line(&mut line).unwrap();
            assert!(length > 0, "the stream ended before “{wanted}”");
        }
    }
}
