//! Sessions that are open and take nothing: as far as the life of the program goes, they are not there.

use std::io::BufRead;

use counterfoil::events::Frame;
use counterfoil::shell::Linger;

use super::support::{House, Listener, Request, TRANSPORTS, Transport, wait_for};

/// With a keep-alive that a test can wait for.
const LINGER: Linger = Linger { goodbye_ms: 50, silent_ms: 200, keep_alive_ms: 200 };

/// Far more than the system holds between a server and a reader that takes nothing.
const FLOOD: usize = 16 * 1024 * 1024;

/// The transports that hold a connection open; a long poll that nobody comes for again ends by itself.
fn streams() -> impl Iterator<Item = Transport> {
    TRANSPORTS.into_iter().filter(|transport| *transport != Transport::LongPoll)
}

fn sessions(house: &House) -> Vec<String> {
    let sessions = house.client.get("/api/v1/sessions")["sessions"].clone();
    let sessions = sessions.as_array().expect("a list").clone();
    sessions.iter().map(|session| session["id"].as_str().expect("a name").to_owned()).collect()
}

/// Sends every session something that fills the way to it.
fn flood(house: &House) {
    house.book.log().put_up(Frame::notice("status", &format!("\"{}\"", "x".repeat(FLOOD))));
}

/// An open session that has begun, and now has more before it than fits on the way.
fn stalled(house: &House, transport: Transport, name: &str) -> Box<dyn Listener> {
    let listener = transport.listen(&house.client, &format!("session={name}"));
    wait_for("the session", || sessions(house).contains(&name.to_owned()).then_some(()));
    flood(house);
    listener
}

#[test]
fn a_reader_that_takes_nothing_does_not_count_until_it_reads_again() {
    for transport in streams() {
        let house = House::lingering(LINGER);
        house.life.set_keep_running(true);
        let mut listener = stalled(&house, transport, "stalled");
        wait_for("it to count no more", || sessions(&house).is_empty().then_some(()));
        // It reads what was before it, and nothing of the log is missing.
        let mut revision = 0;
        wait_for("it to count again", || {
            revision += 1;
            house.account(&format!("Account {revision}"));
            assert_eq!(listener.next().expect("a change").id, Some(revision), "{transport:?}");
            (sessions(&house) == ["stalled"]).then_some(())
        });
    }
}

#[test]
fn a_reader_that_takes_nothing_keeps_nothing_alive() {
    for transport in streams() {
        let mut house = House::lingering(LINGER);
        let listener = stalled(&house, transport, "stalled");
        assert_eq!(house.end(), 0, "{transport:?}");
        drop(listener);
    }
}

#[test]
fn a_reader_that_has_nothing_to_read_counts_as_long_as_it_is_there() {
    let house = House::lingering(LINGER);
    let mut stream = house.client.begin(Request::get("/api/v1/events?session=quiet"));
    let mut comments = 0;
    // For far longer than one that takes nothing counts.
    while comments < 8 {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a line in time");
        comments += usize::from(line == ":\n");
    }
    assert_eq!(sessions(&house), ["quiet"]);
}
