//! What an event costs and how late it is, measured alike for our whole program and for others.
//!
//! In the closed loop the next event is ordered when everybody has the one before: nothing can be taken together, so it
//! shows what one delivery costs. With ours each event is a change that is committed to the disk, with the others none is.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use memchr::memmem::{find, rfind};

use super::crowd::{Crowd, Publisher, number, opened, wait_for_hello};
use super::figures::{grouped, now_ns, size, spread};
use super::peers::{Peer, Server};

/// How long who was cut off stays away, as a page does that connects again.
const AWAY: Duration = Duration::from_millis(100);

pub fn run(peer: Peer, sessions: usize) {
    let server = match Server::start(peer) {
        Ok(server) => server,
        Err(reason) => return println!("{peer:?}: skipped: {reason}"),
    };
    // The first event and the first sessions pay for what is made once.
    let first = Publisher::new(&server).publish();
    drop(Crowd::open(&server, 10, first));
    let before = server.resident_kb();
    let mut crowd = Crowd::open(&server, sessions, first);
    let session_bytes = (server.resident_kb().saturating_sub(before)) * 1_024 / sessions;
    println!("{peer:?}, {} sessions: {} B a session idle", grouped(sessions), grouped(session_bytes));
    closed_loop(&server, &mut crowd, sessions);
    paced(&server, &mut crowd);
    drop(crowd);
    ends(&server);
    reconnects(&server);
}

fn closed_loop(server: &Server, crowd: &mut Crowd, sessions: usize) {
    // A connection of its own each time: one that waits is closed after some seconds.
    let (mut publisher, events) = (Publisher::new(server), size("LOOP", 2_000));
    let (begun, spent) = (Instant::now(), server.processor_ns());
    for _ in 0..events {
        let number = publisher.publish();
        crowd.wait_for(number);
    }
    let (took, spent) = (begun.elapsed(), server.processor_ns() - spent);
    let deliveries = events * sessions;
    let each = spent / u64::try_from(deliveries).expect("fits");
    let a_second = deliveries as u128 * 1_000_000 / took.as_micros();
    println!(
        "  closed loop: {} deliveries/s, {}.{:02} us of processor time each; {} wrong; {} kB after",
        grouped(usize::try_from(a_second).expect("fits")),
        each / 1_000,
        each / 10 % 100,
        crowd.wrong,
        grouped(server.resident_kb()),
    );
}

/// Twenty events a second; how long each takes from the order to each session.
fn paced(server: &Server, crowd: &mut Crowd) {
    const A_SECOND: u32 = 20;
    let events = size("SECONDS", 10) * A_SECOND as usize;
    crowd.came = Some(Vec::new());
    let ordered = thread::scope(|scope| {
        let ordering = scope.spawn(move || {
            let (mut publisher, begun, mut ordered) = (Publisher::new(server), Instant::now(), Vec::new());
            for n in 0..events {
                let at = Duration::from_secs(1) / A_SECOND * u32::try_from(n).expect("fits");
                thread::sleep(at.saturating_sub(begun.elapsed()));
                let sent = now_ns();
                ordered.push((publisher.publish(), sent));
            }
            ordered
        });
        while !ordering.is_finished() {
            crowd.read_for(Duration::from_millis(20));
        }
        ordering.join().expect("orders")
    });
    crowd.wait_for(ordered[events - 1].0);
    let first = ordered[0].0;
    let sent = |number: u64| ordered[usize::try_from(number - first).expect("fits")].1;
    let came = crowd.came.take().unwrap_or_default();
    let mut times: Vec<_> = came.iter().map(|(number, at)| at.saturating_sub(sent(*number))).collect();
    println!(
        "  {A_SECOND} events a second: ordered to received {}; {} wrong",
        spread(&mut times),
        crowd.wrong
    );
}

/// How soon the server has closed the connection of a client that went from an idle stream.
fn ends(server: &Server) {
    let idle = settled(server);
    let mut times = Vec::new();
    for session in 0..200 {
        let mut stream = opened(server, session, None);
        wait_for_hello(&mut stream);
        let went = now_ns();
        drop(stream);
        while server.files() > idle {
            assert!(now_ns() - went < 60_000_000_000, "the end was not seen");
            thread::yield_now();
        }
        times.push(now_ns() - went);
    }
    println!("  the end of an idle stream is seen after {}", spread(&mut times));
}

/// How many files it holds once all who went are gone.
fn settled(server: &Server) -> usize {
    let (mut files, mut since) = (server.files(), Instant::now());
    while since.elapsed() < Duration::from_secs(1) {
        thread::sleep(Duration::from_millis(50));
        let now = server.files();
        if now != files {
            (files, since) = (now, Instant::now());
        }
    }
    files
}

/// Twenty streams are cut off and come again fifty times each, while two hundred events are sent every second.
fn reconnects(server: &Server) {
    let (streams, times) = (20, size("RECONNECTS", 1_000) / 20);
    let (over, newest) = (AtomicBool::new(false), AtomicU64::new(0));
    let (over, newest) = (&over, &newest);
    let got: Vec<BTreeSet<u64>> = thread::scope(|scope| {
        let ordering = scope.spawn(move || {
            let mut publisher = Publisher::new(server);
            while !over.load(SeqCst) {
                newest.store(publisher.publish(), SeqCst);
                thread::sleep(Duration::from_millis(5));
            }
        });
        let listening: Vec<_> =
            (0..streams).map(|session| scope.spawn(move || comes_again(server, session, times))).collect();
        let got = listening.into_iter().map(|listener| listener.join().expect("listens")).collect();
        over.store(true, SeqCst);
        ordering.join().expect("orders");
        got
    });
    let lost: u64 = got.iter().map(left_out).sum();
    let came: usize = got.iter().map(BTreeSet::len).sum();
    println!("  {} reconnects: {lost} of {} events lost", grouped(streams * times), came as u64 + lost);
}

fn left_out(got: &BTreeSet<u64>) -> u64 {
    let between = got.last().zip(got.first()).map_or(0, |(last, first)| last - first + 1);
    between - got.len() as u64
}

/// Reads some events, goes, comes again; all that came.
fn comes_again(server: &Server, session: usize, times: usize) -> BTreeSet<u64> {
    let mut got = BTreeSet::new();
    for _ in 0..=times {
        let mut stream = opened(server, session, got.last().copied());
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("waits no longer");
        let enough = got.len() + 5;
        let (mut bytes, mut buffer) = (Vec::new(), [0; 4_096]);
        while got.len() < enough {
            let length = stream.read(&mut buffer).expect("reads");
            assert!(length > 0, "the stream ended");
            bytes.extend_from_slice(&buffer[..length]);
            let ended = rfind(&bytes, b"\n\n").map_or(0, |place| place + 1);
            let mut at = 0;
            while let Some(place) = find(&bytes[at..ended], b"\nid: ") {
                at += place + 5;
                got.insert(number(&bytes[at..]));
            }
            bytes.drain(..ended);
        }
        drop(stream);
        thread::sleep(AWAY);
    }
    got
}
