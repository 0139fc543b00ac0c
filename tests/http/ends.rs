//! The three ends of the program, with everything open that can be open.

use std::fs;
use std::io::Read;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::support::program::{Running, command};
use super::support::{Client, Events, Request, wait_for};

/// Open event streams that are read, and those that are not.
const STREAMS: usize = 190;
const STALLED: usize = 10;

/// Changes before that, about 300 bytes each: more than fits between the server and one that does not read.
const CHANGES: usize = 600;

/// Lines of the file that is being imported when the end comes; more where that was over before it.
const LINES: usize = 8_000;

/// How long the end may take after the write in progress.
const IN_TIME: Duration = Duration::from_secs(1);

/// The machine may hold up a run; the program may not: one of so many is in time.
const TRIES: usize = 4;

/// A program with all that, and the import under way.
struct Busy {
    running: Running,
    folder: tempfile::TempDir,
    lines: usize,
    import: thread::JoinHandle<u16>,
    streams: Vec<Events>,
    stalled: Vec<TcpStream>,
}

impl Busy {
    fn start(lines: usize) -> Busy {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = command(folder.path());
        command.args(["--no-browser", "--linger", "1", "--log", "debug"]).stderr(Stdio::null());
        let running = Running::outside(command).let_in();
        let client = running.client.clone();
        for n in 0..CHANGES {
            client.done("POST", "/api/v1/accounts", &account(&format!("{n:0>190}")));
        }
        let stalled = (0..STALLED).map(|n| client.stalled(&format!("session=stalled{n}&after=0"))).collect();
        let mut streams: Vec<_> =
            (0..STREAMS).map(|n| client.events(&format!("session=s{n}"), None)).collect();
        streams.iter_mut().for_each(|stream| drop(stream.next_named("hello")));
        let order =
            json!({"preview": preview(&client, lines), "statements": [{"index": 0, "new_account": "Big"}]});
        let begun = log_times(folder.path(), "a command begins").len();
        let import = thread::spawn(move || client.post("/api/v1/imports", &order).status);
        let busy = Busy { running, folder, lines, import, streams, stalled };
        wait_for("the import to begin", || {
            (log_times(busy.folder.path(), "a command begins").len() > begun).then_some(())
        });
        busy
    }

    /// The program must be gone in order, with all that was asked of it done.
    /// How long it took after the import; none if that was over before the program was told to end.
    fn ends_in_order(mut self) -> Option<Duration> {
        let status = wait_for("the end", || self.running.child.try_wait().expect("is ours"));
        let gone = Timestamp::now();
        assert_eq!(status.code(), Some(0));
        assert_eq!(self.import.join().expect("is answered"), 200, "what was begun is finished");
        let [told] = log_times(self.folder.path(), "output=StopServer")[..] else { panic!("told once") };
        let written = *log_times(self.folder.path(), "a command is done").last().expect("has written");
        for stream in &mut self.stalled {
            let mut rest = String::new();
            // It ends in an error where the system gave up what was still to be sent.
            let _ = stream.read_to_string(&mut rest);
            assert!(rest.contains("event: hello") && !rest.contains("event: bye"), "it was stalled");
        }
        nothing_is_left(self.folder.path(), &self.running.client);
        begins_again(self.folder.path(), self.lines);
        (told < written).then(|| Duration::try_from(gone.duration_since(written)).expect("is later"))
    }
}

/// No file that says that it runs, no log of SQLite, nothing half written, nobody who listens.
fn nothing_is_left(folder: &Path, client: &Client) {
    let mut files = Vec::new();
    list(folder, &mut files);
    let mut names: Vec<_> =
        files.iter().map(|file| file.file_name().expect("a name").to_string_lossy()).collect();
    names.sort();
    // The lock is held by a process, not by its file.
    assert_eq!(names, ["b.counterfoil", "config.toml", "counterfoil.log", "lock", "remembered.json"]);
    assert!(TcpStream::connect(("127.0.0.1", client.port)).is_err());
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("is there").path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

/// The next start is the first on its book, and the import is there as a whole.
fn begins_again(folder: &Path, lines: usize) {
    let mut again = command(folder);
    again.arg("--no-browser");
    let again = Running::outside(again).let_in();
    let accounts = again.client.get("/api/v1/accounts");
    let big = accounts["accounts"].as_array().expect("accounts").iter().find(|row| row["name"] == "Big");
    assert_eq!(big.expect("was imported")["rows"], lines);
    again.client.done("POST", "/api/v1/accounts", &account("Next"));
}

/// When the program logged a line with these words.
fn log_times(folder: &Path, words: &str) -> Vec<Timestamp> {
    let log = fs::read_to_string(folder.join("state/counterfoil/counterfoil.log")).expect("a log");
    let lines = log.lines().filter(|line| line.contains(words));
    lines.map(|line| line.split(' ').next().expect("a time").parse().expect("a time")).collect()
}

pub fn account(name: &str) -> Value {
    json!({"name": name, "kind": "expense", "currency": "USD"})
}

pub fn preview(client: &Client, lines: usize) -> Value {
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop {}\n^\n", n % 28 + 1, n % 50);
    let qif = "!Type:Bank\n".to_owned() + &(0..lines).map(line).collect::<String>();
    let answer = client.send(Request::new("POST", "/api/v1/imports/previews?name=big.qif").body(qif));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["id"].clone()
}

/// Has it end so, as often as it takes to show that it is in time.
fn ends_in_time(end: impl Fn(&mut Busy)) {
    let mut lines = LINES;
    for _ in 0..TRIES {
        let mut busy = Busy::start(lines);
        end(&mut busy);
        let took = busy.ends_in_order();
        println!("{lines} lines: ended so long after the last write: {took:?}");
        match took {
            Some(took) if took < IN_TIME => return,
            Some(_) => {}
            None => lines *= 4,
        }
    }
    panic!("never in time");
}

#[test]
fn quit_in_the_midst_of_everything_ends_in_order_and_in_time() {
    ends_in_time(|busy| {
        let quit = busy.running.client.send(Request::new("POST", "/api/v1/app/quit").body(""));
        assert_eq!(quit.status, 202);
    });
}

#[cfg(unix)]
#[test]
fn term_in_the_midst_of_everything_ends_in_order_and_in_time() {
    ends_in_time(|busy| {
        let id = busy.running.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    });
}

#[test]
fn the_last_tab_closed_in_the_midst_of_everything_ends_in_order_and_in_time() {
    ends_in_time(|busy| {
        busy.streams.clear();
        // One that is only stalled would count until it has not read for two and a half keep-alives.
        busy.stalled.clear();
    });
}
