//! The real program, killed.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use serde_json::json;

use super::support::program::{Running, command};
use super::support::{Client, Dice, TRANSPORTS, Transport, wait_for};

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
            wait_for("commands", || (acknowledged.lock().expect("whole").len() >= enough).then_some(()));
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
        let sent = catch_unwind(|| client.post("/api/v1/accounts", &body).status);
        if !matches!(sent, Ok(200)) {
            return;
        }
        acknowledged.lock().expect("whole").insert(name);
    }
}

/// Two listeners on each transport and two writers; the program is killed in their midst, five times or as often as is asked for.
/// The listeners break their connections by themselves, too, and always come again with their cursor.
#[test]
fn who_comes_again_after_a_kill_gets_every_revision_once_and_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    let stage = Stage::new(&running.client);
    let listeners: Vec<_> = (0..6).map(Listener::new).collect();
    std::thread::scope(|scope| {
        for listener in &listeners {
            scope.spawn(|| stage.listen(listener));
        }
        let played = catch_unwind(AssertUnwindSafe(|| {
            let running = stage.write_and_kill(running, folder.path());
            let newest = running.client.get("/api/v1/app")["revision"].as_u64().expect("a number");
            wait_for("everybody", || listeners.iter().all(|one| one.last() >= newest).then_some(newest))
        }));
        // The program is gone, and with it what the listeners wait for.
        stage.over.store(true, SeqCst);
        let newest = played.expect("plays to its end");
        let every: Vec<_> = (1..=newest).map(|id| ("change".to_owned(), Some(id))).collect();
        for Listener { transport, got, .. } in &listeners {
            assert_eq!(*got.lock().expect("whole"), every, "{transport:?}");
        }
        let acknowledged = stage.acknowledged.lock().expect("whole");
        assert!(acknowledged.iter().all(|revision| (1..=newest).contains(revision)));
        let connections: usize = listeners.iter().map(|one| one.connections.load(SeqCst)).sum();
        println!("{} kills, {connections} connections, {newest} revisions: none lost", kills());
    });
}

/// After how many acknowledged commands the program is killed.
const COMMANDS: usize = 60;

/// How often it is killed: `COUNTERFOIL_LISTENED_KILLS`, or a few times.
fn kills() -> usize {
    let asked = std::env::var("COUNTERFOIL_LISTENED_KILLS").ok();
    asked.map_or(5, |text| text.parse().expect("a number"))
}

/// What writers and listeners know of the program while it is killed and started again.
struct Stage {
    /// How to reach the program that runs; none while none does.
    client: Mutex<Option<Client>>,
    book: String,
    acknowledged: Mutex<HashSet<u64>>,
    written: AtomicBool,
    over: AtomicBool,
}

impl Stage {
    fn new(client: &Client) -> Stage {
        Stage {
            book: client.get("/api/v1/app")["book"]["id"].as_str().expect("an id").into(),
            client: Mutex::new(Some(client.clone())),
            acknowledged: Mutex::default(),
            written: AtomicBool::new(false),
            over: AtomicBool::new(false),
        }
    }

    /// The program of now, or the next; none once all is done.
    fn client(&self, done: &AtomicBool) -> Option<Client> {
        let client = wait_for("a program", || {
            let client = self.client.lock().expect("whole").clone();
            (client.is_some() || done.load(SeqCst)).then_some(client)
        });
        client.filter(|_| !done.load(SeqCst))
    }

    /// Two write and the program is killed and started again; the last one lives on.
    fn write_and_kill(&self, mut running: Running, folder: &Path) -> Running {
        std::thread::scope(|scope| {
            for writer in ["a", "b"] {
                scope.spawn(move || self.write(writer));
            }
            let killed = catch_unwind(AssertUnwindSafe(|| {
                for round in 1..=kills() {
                    self.wait_for_commands(round * COMMANDS);
                    *self.client.lock().expect("whole") = None;
                    drop(running);
                    running = start(folder);
                    *self.client.lock().expect("whole") = Some(running.client.clone());
                }
                self.wait_for_commands((kills() + 1) * COMMANDS);
                running
            }));
            self.written.store(true, SeqCst);
            killed.expect("starts again")
        })
    }

    fn wait_for_commands(&self, enough: usize) {
        let acknowledged = || self.acknowledged.lock().expect("whole").len();
        wait_for("commands", || (acknowledged() >= enough).then_some(()));
    }

    fn write(&self, writer: &str) {
        for n in 0.. {
            let Some(client) = self.client(&self.written) else { return };
            let body = json!({"name": format!("{writer}-{n}"), "kind": "expense", "currency": "USD"});
            if let Ok(done) = catch_unwind(|| client.done("POST", "/api/v1/accounts", &body)) {
                let revision = done["revision"].as_u64().expect("a number");
                self.acknowledged.lock().expect("whole").insert(revision);
            }
        }
    }

    fn listen(&self, listener: &Listener) {
        let mut dice = Dice(listener.seed);
        while let Some(client) = self.client(&self.over) {
            let (session, after) = (listener.seed, listener.last());
            let query = format!("session={session}&book={}&after={after}", self.book);
            let events = dice.below(40);
            // It breaks off where the program is killed.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                let mut stream = listener.transport.listen(&client, &query);
                listener.connections.fetch_add(1, SeqCst);
                for event in (0..events).map_while(|_| stream.next()) {
                    listener.got.lock().expect("whole").push((event.name, event.id));
                }
            }));
        }
    }
}

/// One who listens, and all that came over all connections.
struct Listener {
    seed: u64,
    transport: Transport,
    got: Mutex<Vec<(String, Option<u64>)>>,
    connections: AtomicUsize,
}

impl Listener {
    fn new(number: usize) -> Listener {
        let transport = TRANSPORTS[number % TRANSPORTS.len()];
        Listener {
            seed: 0x5eed + number as u64,
            transport,
            got: Mutex::default(),
            connections: AtomicUsize::new(0),
        }
    }

    /// The last revision that came.
    fn last(&self) -> u64 {
        self.got.lock().expect("whole").last().and_then(|(_, id)| *id).unwrap_or(0)
    }
}
