//! The real program on a new book, and files given to it.

use std::path::Path;

use serde_json::{Value, json};

use super::rows::Kind;
use super::started::Started;

pub struct Program {
    started: Started,
}

impl Program {
    pub fn start(book: &Path) -> Program {
        Program { started: Started::on(book) }
    }

    /// How long it takes until the preview is here, in nanoseconds, and the preview.
    pub fn preview(&mut self, kind: Kind, bytes: &[u8]) -> (u64, Value) {
        let path = format!("/api/v1/imports/previews?name=bench.{}", kind.name());
        let text = std::str::from_utf8(bytes).expect("is text");
        let (took, answer) = self.started.client.timed("POST", &path, text);
        (took, serde_json::from_slice(&answer).expect("JSON"))
    }

    /// How long it takes to write all of it into an account of its own, in nanoseconds, and what was done.
    pub fn import(&mut self, preview: &Value) -> (u64, Value) {
        let statement = json!({"index": 0, "new_account": "Cheque", "with_opening": false});
        let order = json!({"preview": preview["id"], "statements": [statement]}).to_string();
        let (took, answer) = self.started.client.timed("POST", "/api/v1/imports", &order);
        (took, serde_json::from_slice(&answer).expect("JSON"))
    }

    pub fn resident_kb(&self) -> usize {
        self.started.resident_kb()
    }
}
