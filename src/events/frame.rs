//! One event as bytes.
//!
//! A frame is encoded once for each kind of transport, when it is made, and
//! shared by every session that sends it. It never looks into its data.

use bytes::Bytes;
use bytestring::ByteString;

/// An event: its name, its data (JSON in one line) and, if it is part of the log, its revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    revision: Option<u64>,
    sse: Bytes,
    json: ByteString,
}

impl Frame {
    /// An entry of the log.
    pub fn entry(revision: u64, name: &str, json: &str) -> Frame {
        Frame::new(Some(revision), name, json)
    }

    /// A notice: something that is so now and is no history. It moves no cursor.
    pub fn notice(name: &str, json: &str) -> Frame {
        Frame::new(None, name, json)
    }

    fn new(revision: Option<u64>, name: &str, json: &str) -> Frame {
        Frame { revision, sse: as_sse(revision, name, json), json: as_json(revision, name, json) }
    }

    /// Its place in the log; none where it is a notice.
    pub fn revision(&self) -> Option<u64> {
        self.revision
    }

    /// The bytes of a server-sent event (HTML standard, 9.2.5), blank line included.
    pub fn sse(&self) -> &Bytes {
        &self.sse
    }

    /// The same as JSON: `{"event":"change","id":7,"data":…}`, without `id` where it has no revision.
    pub fn json(&self) -> &ByteString {
        &self.json
    }
}

fn as_json(revision: Option<u64>, name: &str, json: &str) -> ByteString {
    let name = serde_json::Value::from(name);
    let id = revision.map(|revision| format!(r#""id":{revision},"#)).unwrap_or_default();
    format!(r#"{{"event":{name},{id}"data":{json}}}"#).into()
}

fn as_sse(revision: Option<u64>, name: &str, json: &str) -> Bytes {
    let mut text = String::with_capacity(name.len() + json.len() + 40);
    text.push_str("event: ");
    text.extend(one_line(name));
    if let Some(revision) = revision {
        text.push_str("\nid: ");
        text.push_str(&revision.to_string());
    }
    text.push_str("\ndata: ");
    text.extend(one_line(json));
    text.push_str("\n\n");
    Bytes::from(text)
}

/// A line end would begin a new field, and in JSON it can only be space between tokens.
fn one_line(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_carries_its_revision_as_the_id() {
        let frame = Frame::entry(7, "change", r#"{"a":1}"#);
        assert_eq!(&frame.sse()[..], b"event: change\nid: 7\ndata: {\"a\":1}\n\n");
    }

    #[test]
    fn as_json_it_says_the_same() {
        let entry = Frame::entry(7, "change", r#"{"a":1}"#);
        assert_eq!(&**entry.json(), r#"{"event":"change","id":7,"data":{"a":1}}"#);
        let notice = Frame::notice("a \"b\"", "1");
        assert_eq!(&**notice.json(), r#"{"event":"a \"b\"","data":1}"#);
    }

    #[test]
    fn a_notice_has_no_id_and_so_moves_no_cursor() {
        let frame = Frame::notice("status", "{}");
        assert_eq!(&frame.sse()[..], b"event: status\ndata: {}\n\n");
    }

    #[test]
    fn data_cannot_end_its_frame_early() {
        let frame = Frame::notice("status", "{\n\n\"x\":1}");
        assert_eq!(&frame.sse()[..], b"event: status\ndata: {  \"x\":1}\n\n");
    }
}
