//! The real program on a new book, and files given to it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::client::Client;
use super::rows::Kind;

pub struct Program {
    child: Child,
    client: Client,
    _state: tempfile::TempDir,
}

impl Program {
    pub fn start(book: &Path) -> Program {
        let state = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_counterfoil"))
            .args(["--no-tray", "--no-browser", "--keep-running", "--log", "error", "--book"])
            .arg(book)
            .env("HOME", state.path())
            .env("XDG_STATE_HOME", state.path())
            .env_remove("XDG_CONFIG_HOME")
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("is piped")).read_line(&mut address).expect("says where");
        Program { child, client: Client::let_in(&address), _state: state }
    }

    /// How long it takes until the preview is here, in nanoseconds, and the preview.
    pub fn preview(&mut self, kind: Kind, bytes: &[u8]) -> (u64, Value) {
        let path = format!("/api/v1/imports/previews?name=bench.{}", kind.name());
        let text = std::str::from_utf8(bytes).expect("is text");
        let (took, answer) = self.client.timed("POST", &path, text);
        (took, serde_json::from_slice(&answer).expect("JSON"))
    }

    /// How long it takes to write all of it into an account of its own, in nanoseconds, and what was done.
    pub fn import(&mut self, preview: &Value) -> (u64, Value) {
        let statement = json!({"index": 0, "new_account": "Cheque", "with_opening": false});
        let order = json!({"preview": preview["id"], "statements": [statement]}).to_string();
        let (took, answer) = self.client.timed("POST", "/api/v1/imports", &order);
        (took, serde_json::from_slice(&answer).expect("JSON"))
    }

    pub fn resident_kb(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
