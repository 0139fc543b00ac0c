//! `events/` alone, over a log in memory, behind the shell's server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::figures::{grouped, ms, now_ns, resident_kb, size, spread};
use super::load::{Load, Outcome, Plan};
use super::server::{Kind, Running, cookie};

struct Stage {
    server: Running,
    load: Load,
    session_bytes: usize,
}

fn stage(kind: Kind, sessions: usize, events: usize, stalled: usize) -> Stage {
    let server = Running::start(kind, events);
    let before = resident_kb();
    let plan = Plan {
        port: server.port,
        cookie: cookie("bench", server.port),
        path: "/events?session=",
        sessions,
        events,
        stalled,
        sample: (sessions * events).div_ceil(200_000).max(1),
    };
    let load = Load::start(&plan);
    let session_bytes = (resident_kb() - before) * 1_024 / sessions;
    Stage { server, load, session_bytes }
}

/// Publishes without a pause and measures until everybody has everything.
pub fn as_fast_as_possible(kind: Kind, sessions: usize, events: usize) {
    let stage = stage(kind, sessions, events, 0);
    let begun = now_ns();
    (1..=events).for_each(|revision| stage.server.publish(revision));
    let Outcome { done_ns, wrong, .. } = stage.load.finish();
    let took_ns = done_ns - begun;
    println!(
        "{kind:?}, {} sessions, {} events at once: {} deliveries/s ({} ms), {} wrong; {} B a session idle, {} kB in all after",
        grouped(sessions),
        grouped(events),
        rate(sessions * events, took_ns),
        ms(took_ns),
        wrong,
        grouped(stage.session_bytes),
        grouped(resident_kb()),
    );
    stage.server.stop();
}

/// Publishes at an even pace for some seconds: so many deliveries a second are offered.
/// One stream in `stalled` is never read; 0 for none.
pub fn paced(kind: Kind, sessions: usize, offered: usize, stalled: usize) {
    let each_second = (offered / sessions).max(1);
    let events = each_second * size("SECONDS", 5);
    let pause = Duration::from_secs(1) / u32::try_from(each_second).expect("fits");
    let stage = stage(kind, sessions, events, stalled);
    let idle_kb = resident_kb();
    let (begun, begun_ns) = (Instant::now(), now_ns());
    for revision in 1..=events {
        let at = pause * u32::try_from(revision).expect("fits");
        std::thread::sleep(at.saturating_sub(begun.elapsed()));
        stage.server.publish(revision);
    }
    let outcome = stage.load.finish();
    let read = if stalled > 0 { sessions - sessions.div_ceil(stalled) } else { sessions };
    let mut times: Vec<_> = outcome.samples.iter().map(|s| s.got_ns.saturating_sub(s.sent_ns)).collect();
    println!(
        "{kind:?}, {} sessions, {} stalled, {} deliveries/s offered: {} delivered, publish to receive {}, {} wrong; {idle_kb} kB grew to {} kB",
        grouped(sessions),
        sessions - read,
        grouped(offered),
        rate(read * events, outcome.done_ns - begun_ns),
        spread(&mut times),
        outcome.wrong,
        resident_kb()
    );
    stage.server.stop();
}

/// How many a second.
fn rate(number: usize, took_ns: u64) -> String {
    let rate = number as u128 * 1_000_000_000 / u128::from(took_ns);
    grouped(usize::try_from(rate).expect("fits"))
}

/// How soon the server sees that the client of an idle stream has gone.
pub fn idle_end() {
    let server = Running::start(Kind::Tail, 1);
    let request = format!(
        "GET /events HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nCookie: {1}\r\nSec-Fetch-Site: same-origin\r\n\r\n",
        server.port,
        cookie("bench", server.port)
    );
    let mut times: Vec<u64> = (0..200).map(|_| one_end(&server, &request)).collect();
    println!("the end of an idle stream is seen after {}", spread(&mut times));
    server.stop();
}

fn one_end(server: &Running, request: &str) -> u64 {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("connects");
    stream.write_all(request.as_bytes()).expect("sends");
    let (mut got, mut buffer) = (Vec::new(), [0; 4_096]);
    while memchr::memmem::find(&got, b"event: hello").is_none() {
        let length = stream.read(&mut buffer).expect("reads");
        got.extend_from_slice(&buffer[..length]);
    }
    let closed = Instant::now();
    drop(stream);
    let seen = server.ends.recv_timeout(Duration::from_secs(20)).expect("is seen");
    u64::try_from(seen.saturating_duration_since(closed).as_nanos()).expect("fits")
}
