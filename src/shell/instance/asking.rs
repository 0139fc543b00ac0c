//! What is asked of the first: who it is, and for an address that opens a page of it.
//!
//! It believes only an address of the first's own port, and starts and ends nothing.

use std::fs::TryLockError;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use super::{LOCK, Note, owner_only, read_note};
use crate::shell::Secret;
use crate::shell::access::{INSTANCE_PATH, OPEN_PATH};

/// How long one call to the first may take.
const ANSWER: Duration = Duration::from_secs(2);

/// No answer of the first is longer than this.
const ANSWER_MAX: u64 = 16 * 1024;

/// Who has the place of the first.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Where it listens; 0 for one that does something for a moment, or ends.
    pub port: u16,
    /// What it takes from other starts of its own user.
    pub key: Secret,
}

impl Holder {
    /// Whether it takes connections and answers.
    pub fn answers(&self) -> bool {
        let key = self.key.text();
        // It asks for nothing: a HEAD of an address that is there.
        call(self.port, &format!("HEAD {INSTANCE_PATH} HTTP/1.1"), key)
            .is_ok_and(|answer| answer.starts_with("HTTP/1.1 "))
    }
}

/// Who has the place on `folder` now; none when it is free or who has it says nothing of itself.
pub fn holder(folder: &Path) -> Option<Holder> {
    let lock = owner_only().open(folder.join(LOCK)).ok()?;
    if !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    let note = read_note(folder)?;
    let key = Secret::from_text(&note.key).unwrap_or_else(|| Secret::from_bytes([0; 32]));
    Some(Holder { pid: note.pid, port: note.port, key })
}

/// Asks the first for an address.
pub(super) fn ask(note: &Note) -> io::Result<String> {
    let answer = call(note.port, &format!("POST {INSTANCE_PATH} HTTP/1.1"), &note.key)?;
    address_in(&answer, note.port).ok_or_else(|| io::Error::other("it gave no address"))
}

/// Sends a request without a body, and gives the whole answer.
fn call(port: u16, line: &str, key: &str) -> io::Result<String> {
    let first = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&first, ANSWER)?;
    stream.set_read_timeout(Some(ANSWER))?;
    stream.set_write_timeout(Some(ANSWER))?;
    write!(
        stream,
        "{line}\r\nHost: {first}\r\nAuthorization: Bearer {key}\r\n\
         Content-Length: 0\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(ANSWER_MAX).read_to_string(&mut answer)?;
    Ok(answer)
}

/// The address in an HTTP answer, if it is one of this port.
pub(super) fn address_in(answer: &str, port: u16) -> Option<String> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let ours = format!("http://127.0.0.1:{port}{OPEN_PATH}");
    let good = head.starts_with("HTTP/1.1 200 ") && body.starts_with(&ours);
    good.then(|| body.trim_end().to_owned())
}
