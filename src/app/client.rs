//! A client of the program's interface, as a page is one: let in by a launch code, known by its cookie.
//!
//! One request for each connection, to 127.0.0.1 only. It follows nothing and
//! keeps nothing on the disk.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use serde_json::Value;

use crate::server::COMMAND_LINE;

/// How long one answer may take; a large file is read and weighed within it.
const ANSWER: Duration = Duration::from_secs(300);

/// No answer is longer than this, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024 * 1024;

/// Who was let in.
#[derive(Debug, Clone)]
pub struct Client {
    port: u16,
    cookie: String,
    /// Shown in the place of a cookie.
    key: String,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Client {
    /// Redeems the launch address.
    pub fn enter(address: &str) -> anyhow::Result<Client> {
        let port_and_path = address.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split_once('/'));
        let (port, path) = port_and_path.ok_or_else(|| anyhow!("Counterfoil gave no address"))?;
        let mut client = Client { port: port.parse()?, cookie: String::new(), key: String::new() };
        let answer = client.send("GET", &format!("/{path}"), "", &[])?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        client.cookie = cookie.context("The running Counterfoil did not let the command line in")?.to_owned();
        Ok(client)
    }

    /// One that shows a key, and so needs no launch address.
    pub fn with_key(port: u16, key: &str) -> Client {
        Client { port, cookie: String::new(), key: format!("Bearer {key}") }
    }

    /// Has something done that is answered without a document.
    pub fn command(&self, path: &str) -> anyhow::Result<()> {
        self.send("POST", path, "", &[])?.is_done()
    }

    /// Has something set that is answered without a document.
    pub fn put(&self, path: &str, body: &Value) -> anyhow::Result<()> {
        self.send("PUT", path, "application/json", body.to_string().as_bytes())?.is_done()
    }

    /// Deletes what is at an address.
    pub fn remove(&self, path: &str) -> anyhow::Result<()> {
        self.send("DELETE", path, "", &[])?.is_done()
    }

    /// What is at this path.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.send("GET", path, "", &[])?.value()
    }

    /// What the program answers when this shall be no more.
    pub fn delete(&self, path: &str) -> anyhow::Result<Value> {
        self.send("DELETE", path, "", &[])?.value()
    }

    /// The file that is at this path, byte for byte.
    pub fn get_file(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        let answer = self.send("GET", path, "", &[])?;
        if answer.status < 400 { Ok(answer.body) } else { answer.value().map(|_| Vec::new()) }
    }

    /// What the program answers to a document.
    pub fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.send("POST", path, "application/json", body.to_string().as_bytes())?.value()
    }

    /// Says that the work here goes on, so that the program does not end for want of a page.
    pub fn beat(&self) {
        let address = format!("/api/v1/heartbeat?session=command-line-{}", std::process::id());
        // Where it cannot be heard, the next request says so in words.
        let _ = self.send("POST", &address, "", &[]);
    }

    /// What the program answers to a file.
    pub fn post_file(&self, path: &str, bytes: &[u8]) -> anyhow::Result<Value> {
        self.send("POST", path, "application/octet-stream", bytes)?.value()
    }

    /// What the program answers to a file of `length` bytes, which is read while it is sent.
    pub fn post_read(&self, path: &str, body: &mut dyn Read, length: u64) -> anyhow::Result<Value> {
        self.send_read("POST", path, "application/octet-stream", (body, length))?.value()
    }

    fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> anyhow::Result<Answer> {
        self.send_read(method, path, kind, (&mut &body[..], body.len() as u64))
    }

    fn send_read(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: (&mut dyn Read, u64),
    ) -> anyhow::Result<Answer> {
        let sent = self.exchange(method, path, kind, body);
        sent.context("Counterfoil stopped answering; what it had taken in before stays in the book")
    }

    fn exchange(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        (body, length): (&mut dyn Read, u64),
    ) -> anyhow::Result<Answer> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_write_timeout(Some(ANSWER))?;
        let at = format!("127.0.0.1:{}", self.port);
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\n");
        write!(head, "User-Agent: {COMMAND_LINE}\r\nConnection: close\r\nContent-Length: {length}\r\n")?;
        for (name, value) in [("Content-Type", kind), ("Cookie", &self.cookie), ("Authorization", &self.key)]
        {
            if !value.is_empty() {
                write!(head, "{name}: {value}\r\n")?;
            }
        }
        stream.write_all(head.as_bytes())?;
        stream.write_all(b"\r\n")?;
        if io::copy(&mut body.take(length), &mut stream)? < length {
            // What was announced does not come: the program shall not wait for it.
            stream.shutdown(Shutdown::Both)?;
            bail!("the file became shorter while it was sent");
        }
        let mut answer = Vec::new();
        stream.take(LONGEST).read_to_end(&mut answer)?;
        Answer::of(answer).context("the answer was cut off")
    }
}

impl Answer {
    fn of(mut bytes: Vec<u8>) -> Option<Answer> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        bytes.drain(..end + 4);
        let answer = Answer { status, head, body: bytes };
        let length = answer.header("content-length").and_then(|length| length.parse().ok());
        length.is_none_or(|length: usize| length == answer.body.len()).then_some(answer)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn is_done(&self) -> anyhow::Result<()> {
        if self.status < 400 { Ok(()) } else { self.value().map(|_| ()) }
    }

    /// The document, or the refusal in the program's own words.
    fn value(&self) -> anyhow::Result<Value> {
        let value: Value = serde_json::from_slice(&self.body).context("the answer is no JSON")?;
        if self.status < 400 {
            return Ok(value);
        }
        let said = ["title", "detail", "advice"].map(|field| value[field].as_str().unwrap_or_default());
        let said = said.map(|words| words.trim_end_matches('.')).map(capitalised);
        Err(anyhow!("{}.", said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ")))
    }
}

/// A text in an address, in the one form that the program takes: as `encodeURIComponent` writes it (ECMA-262).
pub fn in_address(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_was_cut_off_is_none() {
        assert!(Answer::of(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n{}".to_vec()).is_none());
        let whole = Answer::of(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec()).expect("whole");
        assert_eq!(whole.value().expect("JSON"), serde_json::json!({}));
    }

    #[test]
    fn a_refusal_is_told_in_the_program_s_words() {
        let body = r#"{"title":"the file is odd","detail":"Nothing was changed.","advice":""}"#;
        let answer = Answer { status: 422, head: String::new(), body: body.into() };
        assert_eq!(answer.value().expect_err("refused").to_string(), "The file is odd. Nothing was changed.");
    }

    #[test]
    fn names_of_files_are_safe_in_an_address() {
        assert_eq!(in_address("a b&ü.qif"), "a%20b%26%C3%BC.qif");
        assert_eq!(in_address("it's my-key (old)/2"), "it's%20my-key%20(old)%2F2");
    }
}
