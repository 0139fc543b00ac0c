//! How fast events reach everybody who watches, and what a session costs.
//!
//! A client in a process of its own holds all the streams on one thread and
//! does no more than count and check the revisions; server and client share
//! the machine. Sizes are variables of the environment, for a run of seconds:
//! `SESSIONS=100,500 EVENTS=200 CHANGES=200 cargo bench --bench events`. At the end our program is laid beside servers
//! in axum and in Go (`benches/peers`); `cargo bench --bench events -- beside go 1000` measures one alone.
//! `docs/BENCHMARKS.md` has figures and says how to read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on says why and stops"
)]

mod alone;
mod beside;
mod client;
mod crowd;
mod figures;
mod load;
mod peers;
mod program;
mod server;

use figures::{machine, size, sizes};

/// Each measurement has a process of its own, so that none finds the memory of another.
fn main() {
    let args: Vec<_> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let words: Vec<_> = args.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse().expect("a number");
    match words[..] {
        ["client", ..] => client::run(&args[1..]),
        ["at-once", kind, sessions, events] => {
            alone::as_fast_as_possible(kind.into(), number(sessions), number(events));
        }
        ["paced", kind, sessions, rate, stalled] => {
            alone::paced(kind.into(), number(sessions), number(rate), number(stalled));
        }
        ["idle-end"] => alone::idle_end(),
        ["program", sessions, changes, stalled] => {
            program::run(number(sessions), number(changes), number(stalled));
        }
        ["end"] => program::end(),
        ["beside", peer, sessions] => beside::run(peer.into(), number(sessions)),
        _ => all(),
    }
}

fn all() {
    println!("{}\n", machine());
    let sessions = sizes("SESSIONS", &[1_000, 5_000]);
    for &sessions in &sessions {
        let events = size("EVENTS", 10_000_000 / sessions);
        for kind in ["tail", "broadcast"] {
            measure(&["at-once", kind, &sessions.to_string(), &events.to_string()]);
            // What is asked for: 500,000 deliveries a second at 1,000 sessions, a million at 5,000; and some more,
            // because the clock stops with the last delivery and that is later than the last event.
            let rate = size("RATE", if sessions < 5_000 { 550 * sessions } else { 220 * sessions });
            measure(&["paced", kind, &sessions.to_string(), &rate.to_string(), "0"]);
        }
        // One in a hundred is never read.
        measure(&["paced", "tail", &sessions.to_string(), &(100 * sessions).to_string(), "0"]);
        measure(&["paced", "tail", &sessions.to_string(), &(100 * sessions).to_string(), "100"]);
    }
    measure(&["idle-end"]);
    measure(&["end"]);
    let (sessions, changes) = (sessions[0].to_string(), size("CHANGES", 10_000).to_string());
    for stalled in ["0", "100"] {
        measure(&["program", &sessions, &changes, stalled]);
    }
    for peer in ["counterfoil", "axum", "go"] {
        measure(&["beside", peer, &sessions]);
    }
}

fn measure(what: &[&str]) {
    let me = std::env::current_exe().expect("a path");
    let status = std::process::Command::new(me).args(what).status().expect("starts");
    assert!(status.success(), "{what:?}: {status}");
}
