//! The real program, killed.

use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    let acknowledged = AtomicUsize::new(0);
    for round in 1..=5 {
        let running = start(folder.path());
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
            drop(running);
        });
        let running = start(folder.path());
        let accounts = running.client.get("/api/v1/accounts");
        let kept = accounts["accounts"].as_array().expect("accounts").len();
        let revision = accounts["revision"].as_u64().expect("a revision");
        assert!(kept >= acknowledged.load(Ordering::SeqCst), "{kept} kept");
        assert_eq!(revision, kept as u64, "rows and log are one");
        // What was written and not acknowledged counts from here on, too.
        acknowledged.store(kept, Ordering::SeqCst);
        drop(running);
    }
}

/// Whether the command was acknowledged; a connection that breaks is not.
fn answered(client: &Client, body: &serde_json::Value) -> bool {
    let sent = std::panic::catch_unwind(|| client.post("/api/v1/accounts", body).status);
    matches!(sent, Ok(200))
}
