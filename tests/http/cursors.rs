//! Cursors that are none, and sockets that say what they must not.

use counterfoil::shell::Linger;
use serde_json::json;

use super::support::client::read_head;
use super::support::{House, Message, Request, Socket, wait_for};

/// What no revision ever was.
const NONE: [&str; 5] = ["abc", "-1", "18446744073709551616", "1.5", ""];

fn with_changes() -> House {
    let house = House::new();
    house.life.set_keep_running(true);
    house.account("Cheque");
    house
}

#[test]
fn a_last_event_id_that_is_no_revision_is_answered_with_reset_over_every_transport() {
    let house = with_changes();
    for id in NONE {
        let listen = |path: &str| Request::get(path).header("Last-Event-ID", id);
        let mut stream = house.client.begin(listen("/api/v1/events?session=a"));
        assert_eq!(read_head(&mut stream).0, 200, "{id:?}");
        let mut line = String::new();
        while !line.starts_with("event: reset") {
            line.clear();
            assert!(std::io::BufRead::read_line(&mut stream, &mut line).expect("reads") > 0, "{id:?}");
        }
        let polled = house.client.send(listen("/api/v1/events/poll?session=b&wait=0"));
        assert_eq!(polled.json()["reset"], true, "{id:?}");
    }
}

#[test]
fn so_is_an_after_that_is_none() {
    let house = with_changes();
    for after in NONE {
        let polled = house.client.get(&format!("/api/v1/events/poll?session=b&wait=0&after={after}"));
        assert_eq!((&polled["reset"], &polled["revision"]), (&json!(true), &json!(1)), "{after:?}");
        let mut socket =
            Socket::open(&house.client, &format!("/api/v1/events/socket?session=c&after={after}"));
        wait_for("a reset", || {
            matches!(socket.next(), Some(Message::Text(text)) if text.contains("\"reset\"")).then_some(())
        });
    }
}

/// Every socket that there is, and the largest message that it takes, in bytes.
const SOCKETS: [(&str, usize); 2] =
    [("/api/v1/events/socket?session=a", 64 * 1024), ("/api/v1/imports/upload?session=a", 1024 * 1024)];

/// The code with which the server closes after this.
fn closes_after(path: &str, say: impl FnOnce(&mut Socket)) -> u16 {
    let house = with_changes();
    let mut socket = Socket::open(&house.client, path);
    say(&mut socket);
    loop {
        if let Message::Close(code, _) = socket.next().expect("a word of farewell") {
            return code;
        }
    }
}

/// An é, cut in two.
const HALVES: [&[u8]; 2] = [&[0xc3], &[0xa9]];

#[test]
fn what_is_no_text_closes_with_1007_also_in_pieces() {
    for (path, _) in SOCKETS {
        assert_eq!(closes_after(path, |socket| socket.raw_text(&[0xff, 0xfe])), 1007, "{path}");
        let in_pieces = |socket: &mut Socket| {
            socket.piece(true, false, b"good");
            socket.piece(false, true, HALVES[0]);
        };
        assert_eq!(closes_after(path, in_pieces), 1007, "{path}");
    }
}

#[test]
fn a_letter_that_is_cut_by_the_pieces_is_text() {
    for (path, _) in SOCKETS {
        let code = closes_after(path, |socket| {
            socket.piece(true, false, HALVES[0]);
            socket.piece(false, true, HALVES[1]);
            socket.close();
        });
        assert_eq!(code, 1000, "{path}");
    }
}

#[test]
fn what_is_too_large_closes_with_1009_also_in_pieces() {
    for (path, largest) in SOCKETS {
        let half = vec![b'x'; largest * 5 / 8];
        let whole = closes_after(path, |socket| socket.raw_text(&[&half[..], &half[..]].concat()));
        assert_eq!(whole, 1009, "{path}");
        let in_pieces = |socket: &mut Socket| {
            socket.piece(true, false, &half);
            socket.piece(false, true, &half);
        };
        assert_eq!(closes_after(path, in_pieces), 1009, "{path}");
    }
}

/// As the events' socket after its 3 s; this one has no more to say than that.
#[test]
fn an_upload_that_answers_no_ping_is_ended() {
    let house = House::lingering(Linger { goodbye_ms: 50, silent_ms: 200, keep_alive_ms: 100 });
    house.life.set_keep_running(true);
    let mut socket = Socket::open(&house.client, SOCKETS[1].0);
    let mut pings = 0;
    while let Some(message) = socket.next() {
        pings += usize::from(message == Message::Ping);
        assert!(pings < 40, "it is ended");
    }
    assert!(pings > 5, "{pings}");
}

#[test]
fn a_socket_that_answers_no_ping_is_ended() {
    let house = House::lingering(Linger { goodbye_ms: 50, silent_ms: 200, keep_alive_ms: 100 });
    house.life.set_keep_running(true);
    let mut socket = Socket::open(&house.client, "/api/v1/events/socket?session=mute");
    let mut pings = 0;
    while let Some(message) = socket.next() {
        pings += usize::from(message == Message::Ping);
        assert!(pings < 40, "it is ended");
    }
    assert_eq!(pings, 30);
}
