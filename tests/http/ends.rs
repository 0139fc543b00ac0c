//! The three ends of the program, with everything open that can be open.

use std::process::Command;
use std::thread;
use std::time::Instant;

use serde_json::json;

use super::support::program::{Running, command};
use super::support::{Client, Request, wait_for};

/// Open event streams; the first ten are never read from.
const STREAMS: usize = 200;
const STALLED: usize = 10;

/// Lines of the file that is being imported when the end comes.
const LINES: usize = 8_000;

/// A program with all that, and the import under way.
struct Busy {
    running: Running,
    folder: tempfile::TempDir,
    import: thread::JoinHandle<()>,
    streams: Vec<super::support::Events>,
}

impl Busy {
    fn start() -> Busy {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = command(folder.path());
        command.args(["--no-browser", "--linger", "1"]);
        let running = Running::outside(command).let_in();
        let client = running.client.clone();
        let mut streams: Vec<_> =
            (0..STREAMS).map(|n| client.events(&format!("session=s{n}"), None)).collect();
        for stream in streams.iter_mut().skip(STALLED) {
            stream.next_named("hello");
        }
        let preview = preview(&client);
        let order = json!({"preview": preview, "statements": [{"index": 0, "new_account": "Big"}]});
        let importing = client.clone();
        let import = thread::spawn(move || {
            // The connection may break before the answer: what counts is the book.
            let _ = std::panic::catch_unwind(|| importing.post("/api/v1/imports", &order).status);
        });
        Busy { running, folder, import, streams }
    }

    /// The program must be gone in order, and the book whole: the import is all there, or not at all.
    fn ends_in_order(mut self, since: Instant) {
        let status = wait_for("the end", || self.running.child.try_wait().expect("is ours"));
        println!("ended {} ms after it was told", since.elapsed().as_millis());
        assert_eq!(status.code(), Some(0));
        self.import.join().expect("ends");
        let mut again = command(self.folder.path());
        again.arg("--no-browser");
        let again = Running::outside(again).let_in();
        let accounts = again.client.get("/api/v1/accounts");
        let rows = accounts["accounts"].as_array().expect("accounts").iter().find(|row| row["name"] == "Big");
        let rows = rows.map_or(0, |row| row["rows"].as_u64().expect("a number"));
        assert!(rows == 0 || rows == LINES as u64, "{rows} rows");
    }
}

fn preview(client: &Client) -> serde_json::Value {
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop {}\n^\n", n % 28 + 1, n % 50);
    let qif = "!Type:Bank\n".to_owned() + &(0..LINES).map(line).collect::<String>();
    let answer = client.send(Request::new("POST", "/api/v1/imports/previews?name=big.qif").body(qif));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["id"].clone()
}

#[test]
fn quit_in_the_midst_of_everything_ends_in_order() {
    let busy = Busy::start();
    let told = Instant::now();
    assert_eq!(busy.running.client.send(Request::new("POST", "/api/v1/app/quit").body("")).status, 202);
    busy.ends_in_order(told);
}

#[cfg(unix)]
#[test]
fn term_in_the_midst_of_everything_ends_in_order() {
    let busy = Busy::start();
    let told = Instant::now();
    let id = busy.running.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    busy.ends_in_order(told);
}

#[test]
fn the_last_tab_closed_in_the_midst_of_an_import_ends_in_order() {
    let mut busy = Busy::start();
    busy.streams.clear();
    busy.ends_in_order(Instant::now());
}
