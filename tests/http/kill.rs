//! The real program, killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::support::{Client, Request};

/// A running program; it is killed when the test is done with it.
struct Running {
    child: Child,
    client: Client,
}

impl Running {
    fn start(folder: &Path) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_counterfoil"))
            .args(["--no-tray", "--no-browser", "--book"])
            .arg(folder.join("b.counterfoil"))
            .env("HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("prints its address");
        let address = line.trim().strip_prefix("http://127.0.0.1:").expect("an address");
        let (port, path) = address.split_once('/').expect("a path");
        let mut client = Client::new(port.parse().expect("a port"));
        let host = format!("127.0.0.1:{port}");
        let answer = client.send_raw(&Request::get(&format!("/{path}")).header("Host", host));
        let cookie = answer.header("Set-Cookie").expect("is let in");
        client.cookie = cookie.split(';').next().map(str::to_owned);
        Running { child, client }
    }

    fn kill(mut self) {
        self.child.kill().expect("is killed");
        self.child.wait().expect("is gone");
    }
}

/// Four writers at once send 1,000 commands in all; the program is killed in their midst five times.
#[test]
fn no_acknowledged_command_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    let acknowledged = AtomicUsize::new(0);
    for round in 1..=5 {
        let running = Running::start(folder.path());
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let client = running.client.clone();
                move |acknowledged: &AtomicUsize| {
                    for n in 0..50 {
                        let name = format!("{round}-{writer}-{n}");
                        let body = json!({"name": name, "kind": "expense", "currency": "USD"});
                        if !answered(&client, &body) {
                            return;
                        }
                        acknowledged.fetch_add(1, Ordering::SeqCst);
                    }
                }
            })
            .collect();
        let enough = round * 150;
        std::thread::scope(|scope| {
            for writer in writers {
                let acknowledged = &acknowledged;
                scope.spawn(move || writer(acknowledged));
            }
            super::support::wait_for("commands", || {
                (acknowledged.load(Ordering::SeqCst) >= enough).then_some(())
            });
            running.kill();
        });
        let running = Running::start(folder.path());
        let accounts = running.client.get("/api/v1/accounts");
        let kept = accounts["accounts"].as_array().expect("accounts").len();
        let revision = accounts["revision"].as_u64().expect("a revision");
        assert!(kept >= acknowledged.load(Ordering::SeqCst), "{kept} kept");
        assert_eq!(revision, kept as u64, "rows and log are one");
        // What was written and not acknowledged counts from here on, too.
        acknowledged.store(kept, Ordering::SeqCst);
        running.kill();
    }
}

/// Whether the command was acknowledged; a connection that breaks is not.
fn answered(client: &Client, body: &serde_json::Value) -> bool {
    let sent = std::panic::catch_unwind(|| client.post("/api/v1/accounts", body).status);
    matches!(sent, Ok(200))
}
