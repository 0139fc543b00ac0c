//! The real program, started on a book and let in; it ends with this. It asks nothing by itself.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::client::Client;

pub struct Started {
    child: Child,
    pub client: Client,
    _state: tempfile::TempDir,
}

/// The program that was built with this, or another build: `COUNTERFOIL_BIN`.
fn binary() -> OsString {
    std::env::var_os("COUNTERFOIL_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_counterfoil").into())
}

impl Started {
    pub fn on(book: &Path) -> Started {
        let state = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(binary())
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
        Started { child, client: Client::let_in(&address), _state: state }
    }

    pub fn resident_kb(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
