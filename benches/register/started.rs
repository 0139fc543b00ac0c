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
pub fn binary() -> OsString {
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

    /// Asks, reads all of the answer; how long that took by the clock and in processor time of the program.
    pub fn asked(&mut self, method: &str, path: &str, body: &str) -> ((u64, u64), Vec<u8>) {
        let before = self.processor_ns();
        let (clock, answer) = self.client.timed(method, path, body);
        ((clock, self.processor_ns().saturating_sub(before)), answer)
    }

    /// Processor time of all threads there are, in nanoseconds; 0 where the system does not say.
    pub fn processor_ns(&self) -> u64 {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        let spent = |thread: std::fs::DirEntry| {
            let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        };
        threads.map_or(0, |threads| threads.flatten().filter_map(spent).sum())
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
