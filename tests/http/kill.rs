//! The real program, killed.

use std::collections::HashSet;
use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;

use serde_json::json;

use super::support::Client;
use super::support::program::{Running, command};

fn start(folder: &Path) -> Running {
    let mut command = command(folder);
    command.arg("--no-browser").stderr(Stdio::null());
    Running::outside(command).let_in()
}

/// Four writers at once send 1,000 commands in all; the program is killed in their midst five times.
#[test]
fn no_acknowledged_command_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    let acknowledged = Mutex::new(HashSet::new());
    for round in 1..=5 {
        let running = start(folder.path());
        let enough = acknowledged.lock().expect("whole").len() + 150;
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (client, acknowledged) = (running.client.clone(), &acknowledged);
                scope.spawn(move || write(&client, &format!("{round}-{writer}"), acknowledged));
            }
            super::support::wait_for("commands", || {
                (acknowledged.lock().expect("whole").len() >= enough).then_some(())
            });
            drop(running);
        });
        let running = start(folder.path());
        let accounts = running.client.get("/api/v1/accounts");
        let kept = accounts["accounts"].as_array().expect("accounts").iter();
        let kept: HashSet<String> =
            kept.map(|account| account["name"].as_str().expect("a name").into()).collect();
        let lost: Vec<_> = acknowledged.lock().expect("whole").difference(&kept).cloned().collect();
        assert_eq!(lost, [""; 0], "acknowledged and lost");
        assert_eq!(accounts["revision"].as_u64(), Some(kept.len() as u64), "rows and log are one");
    }
}

/// Fifty commands, until one is not acknowledged because the connection broke.
fn write(client: &Client, prefix: &str, acknowledged: &Mutex<HashSet<String>>) {
    for n in 0..50 {
        let name = format!("{prefix}-{n}");
        let body = json!({"name": name, "kind": "expense", "currency": "USD"});
        let sent = std::panic::catch_unwind(|| client.post("/api/v1/accounts", &body).status);
        if !matches!(sent, Ok(200)) {
            return;
        }
        acknowledged.lock().expect("whole").insert(name);
    }
}
