//! A long day in short: reloads, reconnects, imports, browsers that are killed. Nothing may grow.
//!
//! The usual run is a bounded part of it; `make soak` goes on for half an hour.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use super::support::program::{Running, command};
use super::support::{Listener, Request, TRANSPORTS, wait_for};

/// How long the usual run takes.
const SHORT: Duration = Duration::from_secs(12);

/// From so long on a tenth is what may be added.
const LONG: Duration = Duration::from_secs(600);

/// What the process holds.
#[derive(Debug, Clone, Copy)]
struct Held {
    memory_kb: u64,
    threads: u64,
    files: usize,
}

impl Held {
    fn of(pid: u32) -> Held {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("runs");
        let number = |key: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(key)).expect("a line");
            line.split_whitespace().next().expect("a number").parse().expect("a number")
        };
        let files = fs::read_dir(format!("/proc/{pid}/fd")).expect("runs").count();
        Held { memory_kb: number("VmRSS:"), threads: number("Threads:"), files }
    }
}

/// Half an hour, or what `COUNTERFOIL_SOAK_S` says.
fn duration() -> Duration {
    let asked = std::env::var("COUNTERFOIL_SOAK_S").ok().map(|text| text.parse().expect("seconds"));
    asked.map_or(SHORT, Duration::from_secs)
}

/// One round of what pages and people do. Every listener hears the change of the round.
fn round(running: &Running, account: i64, number: usize) {
    let client = &running.client;
    let page = client.send(Request::get("/").header("Sec-Fetch-Dest", "document"));
    assert_eq!(page.status, 200);
    let after = client.get("/api/v1/app")["revision"].as_u64().expect("a number");
    let mut listeners: Vec<Box<dyn Listener>> = Vec::new();
    for tab in 0..4 {
        for transport in TRANSPORTS {
            let query = format!("session=r{number}t{tab}{transport:?}&after={after}");
            listeners.push(transport.listen(client, &query));
        }
    }
    import_and_undo(running, account);
    for listener in &mut listeners {
        assert_eq!(listener.next().expect("a change").id, Some(after + 1), "nothing lost");
    }
    // Half of them are closed as pages are, the others die without a word.
    for tab in 0..2 {
        for transport in TRANSPORTS {
            let goodbye = format!("/api/v1/goodbye?session=r{number}t{tab}{transport:?}");
            client.send(Request::new("POST", &goodbye).body(""));
        }
    }
}

fn import_and_undo(running: &Running, account: i64) {
    let client = &running.client;
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop {}\n^\n", n % 28 + 1, n % 50);
    let qif = "!Type:Bank\n".to_owned() + &(1..100).map(line).collect::<String>();
    let preview = client.send(Request::new("POST", "/api/v1/imports/previews?name=a.qif").body(qif)).json();
    let order = json!({"preview": preview["id"], "statements": [{"index": 0, "account": account}]});
    client.done("POST", "/api/v1/imports", &order);
    client.done("POST", "/api/v1/undo", &json!(null));
}

#[test]
fn nothing_grows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = command(folder.path());
    command.args(["--no-browser", "--keep-running"]).stderr(Stdio::null());
    let running = Running::outside(command).let_in();
    let new = json!({"name": "Cheque", "kind": "asset", "currency": "USD"});
    let account = running.client.done("POST", "/api/v1/accounts", &new)["id"].as_i64().expect("an id");
    let pid = running.child.id();
    let (begun, long) = (Instant::now(), duration());
    let (mut rounds, mut warm) = (0, None);
    let mut told = begun;
    while begun.elapsed() < long || warm.is_none() {
        round(&running, account, rounds);
        rounds += 1;
        if told.elapsed() >= Duration::from_secs(60) {
            told = Instant::now();
            println!("{rounds} rounds, {:?}: {:?}", begun.elapsed(), Held::of(pid));
        }
        // The first part fills pools and caches.
        if warm.is_none() && (begun.elapsed() * 6 > long) && rounds >= 3 {
            warm = Some(Held::of(pid));
        }
    }
    let warm = warm.expect("was measured");
    // Who died without a word is noticed at once, and what was held for it is let go.
    let held = wait_for("what was held to be let go", || {
        let held = Held::of(pid);
        (held.files <= warm.files + 8).then_some(held)
    });
    println!("{rounds} rounds in {:?}: {warm:?} and then {held:?}", begun.elapsed());
    assert!(held.threads <= warm.threads + 4, "threads: {warm:?}, {held:?}");
    // A short run is measured while caches still fill.
    let more = if long < LONG { warm.memory_kb / 5 + 8_000 } else { warm.memory_kb / 10 };
    let allowed = warm.memory_kb + more;
    assert!(held.memory_kb <= allowed, "memory: {warm:?}, {held:?}");
}
