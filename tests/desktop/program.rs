//! The program under test, and what it is called.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::stage::{Stage, until};

/// Its name as people read it.
pub const NAME: &str = "Hello";
/// The line of its own in the tray menu.
pub const ACTION: &str = "Say hello";
/// Where its event stream is, without the session.
pub const EVENTS: &str = "/api/events?session=";

/// The program that all tests start.
pub fn binary() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = tests.ancestors().nth(2).unwrap().join("examples/hello_tray");
    assert!(built.exists(), "first: cargo build --example hello_tray");
    built
}

pub struct Program {
    child: Child,
    pub printed: Arc<Mutex<Vec<String>>>,
    log: PathBuf,
    opened: PathBuf,
}

impl Program {
    /// Starts it with a browser that only writes down what it was to open.
    pub fn start(stage: &Stage, args: &[&str]) -> Self {
        let browser = browser(stage);
        let browser = ["--browser", browser.to_str().unwrap()];
        Self::start_plain(stage, &[&browser[..], args].concat())
    }

    /// Starts it with nothing but a book.
    pub fn start_plain(stage: &Stage, args: &[&str]) -> Self {
        let log = stage.folder.path().join("log");
        let errors = fs::OpenOptions::new().create(true).append(true).open(&log).unwrap();
        let mut command = stage.command(&binary());
        command.args(["--book"]).arg(stage.folder.path().join("book"));
        command.args(["--log", "info"]).args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let printed = Arc::new(Mutex::new(Vec::new()));
        let (lines, stdout) = (Arc::clone(&printed), child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                lines.lock().unwrap().push(line);
            }
        });
        Self { child, printed, log, opened: stage.folder.path().join("opened") }
    }

    /// What the browser was asked to open so far.
    pub fn opened(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.opened).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Waits for the browser to have been asked this often, and gives back the last address.
    pub fn opened_times(&self, times: usize) -> String {
        until(&format!("the browser was asked {times} times"), || {
            let opened = self.opened();
            assert!(opened.len() <= times, "asked too often: {opened:?}");
            (opened.len() == times).then(|| opened[times - 1].clone())
        })
    }

    /// Waits for the first line on standard output.
    pub fn prints(&self) -> String {
        until("it prints a line", || self.printed.lock().unwrap().first().cloned())
    }

    /// What it logged so far, by all processes of this stage.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for its end; gives back the exit code and how long it took.
    pub fn ends(&mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let status = until("it ends", || self.child.try_wait().unwrap());
        (status.code(), begun.elapsed())
    }

    /// In order: with 0, within a second.
    pub fn ends_well(&mut self) {
        let (code, took) = self.ends();
        assert_eq!(code, Some(0), "{}", self.log());
        assert!(took < Duration::from_secs(1), "it took {took:?}");
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &pid]).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            eprintln!("its log:\n{}", fs::read_to_string(&self.log).unwrap_or_default());
        }
    }
}

/// A browser that writes one line for each page.
fn browser(stage: &Stage) -> PathBuf {
    let folder = stage.folder.path();
    let script = folder.join("browser");
    if !script.exists() {
        let opened = folder.join("opened");
        write_script(&script, &format!("#!/bin/sh\necho \"$1\" >> '{}'\n", opened.display()));
    }
    script
}

fn write_script(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
