//! Why the program could not start, shown in the browser.
//!
//! Whoever started it from a menu sees no terminal. So one page is served,
//! once, at an address that only the browser is told, and then the program
//! ends. It takes no other request and never stays for long.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use super::browser::Browser;
use super::http::document;
use super::random::random;
use super::secret::Secret;

/// How long the browser may take to come for the page.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long one request may take.
const REQUEST_TAKES: Duration = Duration::from_secs(2);

/// No request of a browser for this page is longer than this, in bytes.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// Shows the page, and returns when the browser has it, or has not come for it.
///
/// # Errors
/// When no port can be opened or the system gives no random numbers.
pub fn show(browser: &Browser, name: &str, title: &str, words: &str) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let host = listener.local_addr()?.to_string();
    let path = format!("/{}", Secret::from_bytes(random()?).text());
    let page = Page { host: host.clone(), path: path.clone(), answer: answer(name, title, words) };
    let (tell, told) = channel();
    thread::spawn(move || {
        if listener.incoming().flatten().any(|stream| page.is_taken_by(stream)) {
            let _ = tell.send(());
        }
    });
    let failed = |error| tracing::warn!("{error}");
    let _ = browser.open(&format!("http://{host}{path}"), || true, failed);
    if told.recv_timeout(PATIENCE).is_err() {
        tracing::debug!("no browser came for the page that says why");
    }
    Ok(())
}

struct Page {
    host: String,
    path: String,
    answer: String,
}

impl Page {
    /// Answers one request; true when it was the one for the page.
    fn is_taken_by(&self, mut stream: TcpStream) -> bool {
        let head = head(&stream).unwrap_or_default();
        let mut lines = head.lines();
        let asked = lines.next() == Some(&format!("GET {} HTTP/1.1", self.path));
        let ours = lines.any(|line| line.eq_ignore_ascii_case(&format!("host: {}", self.host)));
        let fits = asked && ours;
        let answer =
            if fits { self.answer.as_str() } else { "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" };
        stream.write_all(answer.as_bytes()).is_ok() && fits
    }
}

/// The request up to its empty line.
fn head(stream: &TcpStream) -> io::Result<String> {
    stream.set_read_timeout(Some(REQUEST_TAKES))?;
    let mut lines = BufReader::new(stream.take(LONGEST_REQUEST));
    let mut head = String::new();
    while lines.read_line(&mut head)? > 0 && !head.ends_with("\r\n\r\n") {}
    Ok(head)
}

fn answer(name: &str, title: &str, words: &str) -> String {
    let (html, policy) = document(name, title, words);
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{html}",
        html.len()
    )
}
