//! The real program on a new book, and files given to it.

use std::path::Path;

use serde_json::{Value, json};

use super::figures::now_ns;
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

    /// The same by the clock and in processor time.
    pub fn import_timed(&mut self, preview: &Value) -> ((u64, u64), Value) {
        let statement = json!({"index": 0, "new_account": "Cheque", "with_opening": false});
        let order = json!({"preview": preview["id"], "statements": [statement]}).to_string();
        let (took, answer) = self.started.asked("POST", "/api/v1/imports", &order);
        (took, serde_json::from_slice(&answer).expect("JSON"))
    }

    /// Asks; how long that took by the clock and in processor time of the program, in nanoseconds.
    pub fn asked(&mut self, method: &str, path: &str, body: &str) -> (u64, u64) {
        self.started.asked(method, path, body).0
    }

    /// What the program says to it.
    pub fn told(&mut self, method: &str, path: &str, body: &str) -> Value {
        serde_json::from_slice(&self.started.client.timed(method, path, body).1).expect("JSON")
    }

    /// Has a file read and stops that in the midst of it. How long after the word the reading was answered, in
    /// nanoseconds, and how many bytes were behind by then.
    pub fn cancelled(&mut self, kind: Kind, bytes: &[u8]) -> (u64, usize, usize) {
        let path = format!("/api/v1/imports/previews?task=long&name=bench.{}", kind.name());
        let text = std::str::from_utf8(bytes).expect("is text");
        let mut other = self.started.client.again();
        std::thread::scope(|scope| {
            let work = scope.spawn(|| {
                let (_, status, _) = self.started.client.answer("POST", &path, text);
                (now_ns(), status)
            });
            let task = "/api/v1/imports/progress/long";
            let far_enough = loop {
                let (_, status, answer) = other.answer("GET", task, "");
                let progress: Value = serde_json::from_slice(&answer).unwrap_or_default();
                let count = |field: &str| usize::try_from(progress[field].as_u64().unwrap_or(0)).unwrap_or(0);
                let (done, of) = (count("done"), count("of"));
                if status == 200 && done * 4 > of && of > 0 {
                    break (done, of);
                }
                assert!(!work.is_finished(), "the file was read before it could be stopped");
            };
            let asked = now_ns();
            other.answer("DELETE", task, "");
            let (answered, status) = work.join().expect("is answered");
            assert_eq!(status, 409, "it was cancelled");
            (answered - asked, far_enough.0, far_enough.1)
        })
    }

    pub fn resident_kb(&self) -> usize {
        self.started.resident_kb()
    }
}
