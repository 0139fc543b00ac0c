//! The whole program: changes go through the book to its file, and on to every session.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use counterfoil::book::{Book, Rejected, Written};
use counterfoil::ledger::command::NewAccount;
use counterfoil::ledger::{AccountKind, Command, Currency};
use counterfoil::server::{self, Site};
use counterfoil::shell::{self, App, AtStart, Gate, Handle, Notice, Screen, Settings, Shell};

use super::client;
use super::figures::{grouped, ms, now_ns, resident_kb, spread};
use super::load::{Load, Plan};
use super::server::{cookie, door};

struct Program(Arc<Book>);

impl App for Program {
    fn finish(&self) {
        server::say_goodbye(self.0.log());
        self.0.finish();
    }

    fn close(&self) -> Result<(), Notice> {
        self.0.close().expect("closes");
        Ok(())
    }
}

struct House {
    port: u16,
    book: Arc<Book>,
    life: Handle,
    thread: thread::JoinHandle<i32>,
}

fn house(folder: &std::path::Path) -> House {
    let book = Book::open(&folder.join("bench.counterfoil"), "bench").expect("opens");
    let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
    let port = listener.local_addr().expect("an address").port();
    let settings = Settings {
        at_start: AtStart::Nothing,
        screen: Screen::None,
        keep_running: true,
        ..Settings::new("Bench")
    };
    let shell = Shell::new(settings);
    let life = shell.handle();
    let gate = Gate::new("Bench", door("bench", port), life.clone());
    let site = Site::new(Arc::clone(&book), life.clone(), || {}, Box::new(|| Ok(())));
    server::tell_status(&life, &book, &site.clock).expect("tells");
    let serving = shell::serve(listener, gate.clone(), server::pages(site)).expect("serves");
    let program = Program(Arc::clone(&book));
    House { port, book, life, thread: thread::spawn(move || shell.run(gate, serving, program)) }
}

/// Commits the changes one after the other, while all sessions listen.
pub fn run(sessions: usize, changes: usize, stalled: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let house = house(folder.path());
    let before = resident_kb();
    let plan = Plan {
        port: house.port,
        cookie: cookie("bench", house.port),
        path: "/api/v1/events?session=",
        sessions,
        events: changes,
        stalled,
        sample: (sessions * changes).div_ceil(500_000).max(1),
    };
    let load = Load::start(&plan);
    let idle = resident_kb();
    let begun = now_ns();
    let written: Vec<_> = (0..changes).map(|n| commit(&house.book, n)).collect();
    let committed = now_ns();
    let outcome = load.finish();
    let since = |stamp: fn(&(u64, u64)) -> u64| -> Vec<u64> {
        let times = outcome.samples.iter();
        times.map(|sample| sample.got_ns.saturating_sub(stamp(&written[sample.revision - 1]))).collect()
    };
    println!(
        "the whole program, {} sessions, {} stalled, {} changes: {} changes/s, all had all {} ms after the last; {} wrong",
        grouped(sessions),
        if stalled > 0 { sessions.div_ceil(stalled) } else { 0 },
        grouped(changes),
        grouped(
            usize::try_from(changes as u128 * 1_000_000_000 / u128::from(committed - begun)).expect("fits")
        ),
        ms(outcome.done_ns.saturating_sub(committed)),
        outcome.wrong,
    );
    println!("  commanded to received: {}", spread(&mut since(|times| times.0)));
    println!("  answered to received: {}", spread(&mut since(|times| times.1)));
    let after = resident_kb();
    println!(
        "  {} B a session idle; {} kB grew to {} kB",
        grouped((idle - before) * 1_024 / sessions),
        idle,
        after
    );
    house.life.quit();
    house.thread.join().expect("ends well");
}

/// How soon the program has ended after it was told, with streams open that nobody reads any more,
/// one in twenty of them stalled, and commands coming without a pause.
pub fn end() {
    const STREAMS: u64 = 200;
    const CHANGES: usize = 2_000;
    let folder = tempfile::tempdir().expect("a folder");
    let House { port, book, life, thread } = house(folder.path());
    let cookie = cookie("bench", port);
    let open = |n: u64| client::open(port, &cookie, "/api/v1/events?session=", n, n.is_multiple_of(20));
    let mut streams: Vec<_> = (0..STREAMS).map(open).collect();
    streams.iter_mut().for_each(|stream| stream.read_exact(&mut [0]).expect("is answered"));
    for n in 0..CHANGES {
        commit(&book, n);
    }
    let writer = thread::spawn(move || (CHANGES..).find(|n| submit(&book, *n).is_err()));
    let told = Instant::now();
    life.quit();
    let code = thread.join().expect("ends well");
    let took_ms = told.elapsed().as_millis();
    println!("told to end with {STREAMS} streams open, it ended with {code} after {took_ms} ms");
    writer.join().expect("is refused");
}

/// One change; when it was asked for and when it was answered.
fn commit(book: &Book, n: usize) -> (u64, u64) {
    let asked = now_ns();
    submit(book, n).expect("is written");
    (asked, now_ns())
}

fn submit(book: &Book, n: usize) -> Result<Written, Rejected> {
    let account = NewAccount {
        name: format!("Account {n}"),
        kind: AccountKind::Expense,
        currency: "USD".parse::<Currency>().expect("a currency"),
        opening: None,
    };
    book.submit_blocking(Command::OpenAccount(account))
}
