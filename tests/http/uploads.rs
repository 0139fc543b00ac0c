//! Bank files in pieces over a WebSocket.

use counterfoil::server::routes::LARGEST_FILE;
use serde_json::{Value, json};

use super::imports::{STATEMENT, fates};
use super::support::{House, Message, Socket};

fn open(house: &House, session: &str) -> Socket {
    Socket::open(&house.client, &format!("/api/v1/imports/upload?session={session}"))
}

/// Another connection after this one was cut; they overlap, so that the program does not end between them.
fn again(house: &House, cut: Socket) -> Socket {
    let socket = open(house, "tab");
    drop(cut);
    socket
}

/// The next answer; pings are answered as a browser does.
fn answer(socket: &mut Socket) -> Value {
    loop {
        match socket.next() {
            Some(Message::Ping) => socket.pong(),
            Some(Message::Text(text)) => return serde_json::from_str(&text).expect("is JSON"),
            other => panic!("no answer: {other:?}"),
        }
    }
}

fn ask(socket: &mut Socket, order: &Value) -> Value {
    socket.text(&order.to_string());
    answer(socket)
}

/// Begins a file of this size; the name of the upload.
fn begin(socket: &mut Socket, size: usize) -> String {
    let ready = ask(socket, &json!({"kind": "begin", "name": "may.ofx", "size": size}));
    assert_eq!((&ready["kind"], &ready["received"]), (&json!("ready"), &json!(0)), "{ready}");
    ready["id"].as_str().expect("an id").to_owned()
}

fn send(socket: &mut Socket, offset: usize, piece: &[u8]) -> Value {
    socket.bytes(&[&(offset as u64).to_be_bytes()[..], piece].concat());
    answer(socket)
}

fn refused_as(answer: &Value) -> &str {
    assert_eq!(answer["kind"], "refused", "{answer}");
    let code = answer["problem"]["type"].as_str().expect("a type");
    code.strip_prefix("urn:counterfoil:problem:").expect("one of ours")
}

#[test]
fn a_file_in_pieces_makes_the_preview_of_the_whole() {
    let house = House::new();
    let (first, rest) = STATEMENT.as_bytes().split_at(200);
    let mut socket = open(&house, "tab");
    begin(&mut socket, STATEMENT.len());
    assert_eq!(send(&mut socket, 0, first), json!({"kind": "received", "bytes": 200}));
    assert_eq!(send(&mut socket, 200, rest), json!({"kind": "received", "bytes": STATEMENT.len()}));
    let done = answer(&mut socket);
    assert_eq!(done["kind"], "done", "{done}");
    assert_eq!(done["preview"]["file"], "may.ofx");
    assert_eq!(fates(&done["preview"]), ["new", "new", "new"]);
    assert_eq!(house.client.get("/api/v1/app")["revision"], 0, "nothing is written");
}

#[test]
fn a_file_that_was_cut_off_goes_on_over_another_connection() {
    let house = House::new();
    let (first, rest) = STATEMENT.as_bytes().split_at(200);
    let mut socket = open(&house, "tab");
    let id = begin(&mut socket, STATEMENT.len());
    send(&mut socket, 0, first);
    socket = again(&house, socket);
    let ready = ask(&mut socket, &json!({"kind": "resume", "id": id}));
    assert_eq!(ready, json!({"kind": "ready", "id": id, "received": 200}));
    send(&mut socket, 200, rest);
    assert_eq!(answer(&mut socket)["kind"], "done");
    // The answer was lost on the way: it is made again.
    socket = again(&house, socket);
    let ready = ask(&mut socket, &json!({"kind": "resume", "id": id}));
    assert_eq!(ready["received"], STATEMENT.len());
    assert_eq!(fates(&answer(&mut socket)["preview"]), ["new", "new", "new"]);
}

#[test]
fn a_file_whose_preview_arrived_or_that_is_cancelled_is_not_held_any_more() {
    let house = House::new();
    let (mut first, mut socket) = (open(&house, "tab"), open(&house, "tab"));
    let id = begin(&mut first, STATEMENT.len());
    send(&mut first, 0, STATEMENT.as_bytes());
    assert_eq!(answer(&mut first)["kind"], "done");
    first.close();
    while first.next().is_some() {}
    let cancelled = begin(&mut socket, 10);
    socket.text(&json!({"kind": "cancel", "id": cancelled}).to_string());
    for id in [id, cancelled] {
        let answer = ask(&mut socket, &json!({"kind": "resume", "id": id}));
        assert_eq!(refused_as(&answer), "upload-gone");
    }
}

#[test]
fn a_piece_at_the_wrong_offset_is_refused_and_the_file_can_go_on() {
    let house = House::new();
    let mut socket = open(&house, "tab");
    let id = begin(&mut socket, STATEMENT.len());
    assert_eq!(refused_as(&send(&mut socket, 7, b"abc")), "wrong-offset");
    assert_eq!(refused_as(&send(&mut socket, 0, &[b' '; 5_000])), "wrong-offset", "more than it said");
    assert_eq!(ask(&mut socket, &json!({"kind": "resume", "id": id}))["received"], 0);
    send(&mut socket, 0, STATEMENT.as_bytes());
    assert_eq!(answer(&mut socket)["kind"], "done");
}

#[test]
fn a_file_that_is_too_large_is_refused_before_any_of_it_is_sent() {
    let house = House::new();
    let mut socket = open(&house, "tab");
    for size in [json!(LARGEST_FILE + 1), json!(u64::MAX)] {
        let answer = ask(&mut socket, &json!({"kind": "begin", "name": "huge.ofx", "size": size}));
        assert_eq!(refused_as(&answer), "file-too-large");
        assert!(answer["problem"]["advice"].as_str().is_some_and(|advice| !advice.is_empty()));
    }
}

#[test]
fn what_is_no_file_and_what_is_no_order_are_refused_in_words() {
    let house = House::new();
    let mut socket = open(&house, "tab");
    assert_eq!(refused_as(&ask(&mut socket, &json!({"kind": "sing"}))), "not-understood");
    assert_eq!(refused_as(&send(&mut socket, 0, b"before any order")), "upload-gone");
    begin(&mut socket, 4);
    send(&mut socket, 0, b"\x89PNG");
    assert_eq!(refused_as(&answer(&mut socket)), "unreadable-file");
}

#[test]
fn another_tab_does_not_go_on_with_it() {
    let house = House::new();
    let mut mine = open(&house, "mine");
    let id = begin(&mut mine, 10);
    let mut other = open(&house, "other");
    for kind in ["resume", "cancel"] {
        assert_eq!(refused_as(&ask(&mut other, &json!({"kind": kind, "id": id}))), "upload-gone");
    }
    assert_eq!(send(&mut mine, 0, b"abc"), json!({"kind": "received", "bytes": 3}));
}

#[test]
fn a_connection_that_uploads_ends_with_the_program() {
    let mut house = House::new();
    let mut socket = open(&house, "tab");
    begin(&mut socket, 10);
    assert_eq!(house.quit(), 0);
    let mut last = None;
    while let Some(message) = socket.next() {
        last = Some(message);
    }
    assert!(matches!(last, Some(Message::Close(1001, _))), "{last:?}");
}
