//! The program under test, and what it is called.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::stage::{Stage, until};

/// A program that lives on the shell.
pub struct Subject {
    /// Its name as people read it.
    pub name: &'static str,
    /// The line of its own in the tray menu.
    pub action: &'static str,
    /// Where its event stream is, without the session.
    pub events: &'static str,
}

pub const COUNTERFOIL: Subject =
    Subject { name: "Counterfoil", action: "Open data folder", events: "/api/v1/events?session=" };

/// The example, which shows that the shell knows nothing of the ledger.
pub const HELLO: Subject = Subject { name: "Hello", action: "Say hello", events: "/api/events?session=" };

fn counterfoil() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_counterfoil"))
}

fn hello() -> PathBuf {
    let built = counterfoil().with_file_name("examples").join("hello_tray");
    assert!(built.exists(), "first: cargo build --example hello_tray");
    built
}

/// An end in order takes no longer, also on a busy machine.
const SOON: Duration = Duration::from_secs(5);

pub struct Program {
    child: Mutex<Child>,
    pub printed: Arc<Mutex<Vec<String>>>,
    log: PathBuf,
    opened: PathBuf,
    shown: PathBuf,
}

impl Program {
    /// Starts it with a browser that only writes down what it was to open.
    pub fn start(stage: &Stage, args: &[&str]) -> Self {
        let browser = stage.script("browser", "opened");
        Self::start_plain(stage, &[&["--browser", browser.to_str().unwrap()], args].concat())
    }

    /// Has it do something on the same book, beside the one that runs.
    pub fn order(stage: &Stage, words: &[&str]) -> Child {
        let mut command = with_book(stage, stage.command(counterfoil()), words);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts the example in the same way.
    pub fn start_hello(stage: &Stage) -> Self {
        let mut command = stage.command(&hello());
        command.arg(stage.folder.path().join("hello")).arg(stage.script("browser", "opened"));
        Self::launch(stage, command)
    }

    /// Starts it with nothing but a book.
    pub fn start_plain(stage: &Stage, args: &[&str]) -> Self {
        Self::launch(stage, with_book(stage, stage.command(counterfoil()), args))
    }

    /// As a shell starts it in the background, or `nohup`: these signals ignored at first.
    pub fn start_in_background(stage: &Stage, args: &[&str]) -> Self {
        let mut command = stage.command(Path::new("env"));
        command.arg("--ignore-signal=HUP,INT").arg(counterfoil());
        Self::launch(stage, with_book(stage, command, args))
    }

    /// With output that nobody ever reads.
    pub fn start_unread(stage: &Stage, args: &[&str]) -> Self {
        let mut command = with_book(stage, stage.command(counterfoil()), args);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let folder = stage.folder.path();
        Self {
            child: Mutex::new(child),
            printed: Arc::default(),
            log: folder.join(".local/state/counterfoil/counterfoil.log"),
            opened: folder.join("opened"),
            shown: folder.join("shown"),
        }
    }

    /// Asks it something that it refuses, where it listens by now.
    pub fn knock(&self) {
        let listens = self.log().lines().find_map(|line| {
            line.split("Counterfoil runs port=").nth(1)?.split(' ').next()?.parse::<u16>().ok()
        });
        let stream = listens.and_then(|port| TcpStream::connect(("127.0.0.1", port)).ok());
        if let Some(mut stream) = stream {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
            let _ = stream.read_to_end(&mut Vec::new());
        }
    }

    fn launch(stage: &Stage, mut command: Command) -> Self {
        let log = stage.folder.path().join("log");
        let errors = fs::OpenOptions::new().create(true).append(true).open(&log).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let printed = Arc::new(Mutex::new(Vec::new()));
        let (lines, stdout) = (Arc::clone(&printed), child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                lines.lock().unwrap().push(line);
            }
        });
        let folder = stage.folder.path();
        Self {
            child: Mutex::new(child),
            printed,
            log,
            opened: folder.join("opened"),
            shown: folder.join("shown"),
        }
    }

    /// Waits until the desktop was asked to open something, and gives back what.
    pub fn shown(&self) -> String {
        self.until("the desktop was asked to open something", || {
            let text = fs::read_to_string(&self.shown).ok()?;
            text.lines().next().map(str::to_owned)
        })
    }

    /// What the browser was asked to open so far.
    pub fn opened(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.opened).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Waits for the browser to have been asked this often, and gives back the last address.
    pub fn opened_times(&self, times: usize) -> String {
        self.until(&format!("the browser was asked {times} times"), || {
            let opened = self.opened();
            assert!(opened.len() <= times, "asked too often: {opened:?}");
            (opened.len() == times).then(|| opened[times - 1].clone())
        })
    }

    /// Waits for the first line on standard output.
    pub fn prints(&self) -> String {
        self.until("it prints a line", || self.printed.lock().unwrap().first().cloned())
    }

    /// What it logged so far, by all processes of this stage.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn status(&self) -> Option<ExitStatus> {
        self.child.lock().unwrap().try_wait().unwrap()
    }

    /// Waits for something that only a program that has not failed can do.
    fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        until(what, || {
            assert!(self.status().is_none_or(|status| status.success()), "it failed before {what}");
            look()
        })
    }

    pub fn is_running(&self) -> bool {
        self.status().is_none()
    }

    /// Waits for its end; gives back the exit code and how long it took.
    pub fn ends(&self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let status = until("it ends", || self.status());
        (status.code(), begun.elapsed())
    }

    /// In order: with 0, and long before the end is forced. How long it takes is for the benchmarks to say.
    pub fn ends_well(&self) {
        let (code, took) = self.ends();
        assert_eq!(code, Some(0), "{}", self.log());
        assert!(took < SOON, "it took {took:?}");
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.lock().unwrap().id().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &pid]).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Ok(child) = self.child.get_mut() {
            let _ = (child.kill(), child.wait());
        }
        if thread::panicking() {
            eprintln!("its log:\n{}", fs::read_to_string(&self.log).unwrap_or_default());
        }
    }
}

fn with_book(stage: &Stage, mut command: Command, args: &[&str]) -> Command {
    command.arg("--book").arg(stage.folder.path().join("book/book.counterfoil"));
    if !args.contains(&"--log") {
        command.args(["--log", "debug"]);
    }
    command.args(args);
    command
}
