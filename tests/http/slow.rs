//! Requests that come byte by byte, to hold what they are given.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::support::{House, PATIENCE, Request};

/// Far more than an answer takes, far less than a stalled server: no measurement.
const PROMPT: Duration = Duration::from_secs(2);

#[test]
fn half_sent_requests_hold_up_nobody_and_are_cut_off() {
    let house = House::new();
    let half = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Slow: ", house.client.port);
    let slow: Vec<_> = (0..1_500)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", house.client.port)).expect("connects");
            stream.write_all(half.as_bytes()).expect("sends");
            stream
        })
        .collect();
    let asked = Instant::now();
    house.account("in the midst of it");
    assert!(asked.elapsed() < PROMPT, "{:?}", asked.elapsed());
    // The server's own deadline is 5 seconds.
    let mut first = slow.into_iter().next().expect("a connection");
    first.set_read_timeout(Some(PATIENCE)).expect("sets a deadline");
    let mut answer = String::new();
    let _ = first.read_to_string(&mut answer).expect("is cut off");
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
}

/// What comes back, while a byte goes out again and again until the connection is cut.
fn trickle(port: u16, head: &Request) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("connects");
    stream.set_read_timeout(Some(Duration::from_millis(100))).expect("sets a deadline");
    stream.write_all(&head.bytes()).expect("sends");
    let begun = Instant::now();
    let (mut answer, mut piece) = (String::new(), [0; 1_024]);
    loop {
        assert!(begun.elapsed() < PATIENCE, "is never cut off: {answer}");
        let sent = stream.write_all(b" ");
        match stream.read(&mut piece) {
            Ok(0) => return answer,
            Ok(length) => answer += &String::from_utf8_lossy(&piece[..length]),
            Err(_) if sent.is_err() => return answer,
            Err(_) => {}
        }
    }
}

#[test]
fn a_body_that_trickles_in_is_given_up_also_from_who_is_let_in() {
    let house = House::new();
    let post = |path| house.client.as_page(Request::new("POST", path)).header("Content-Length", "100000");
    let json = post("/api/v1/accounts").header("Content-Type", "application/json");
    let file = post("/api/v1/imports/previews?name=a.qif");
    let disguised = json.clone().header("Connection", "Upgrade").header("Upgrade", "websocket");
    // Nobody reads the body of these; they are answered, and the rest is not waited for.
    let unread = [post("/api/v1/goodbye?session=a"), post("/nowhere")];
    let port = house.client.port;
    std::thread::scope(|scope| {
        for request in [json, file, disguised] {
            scope.spawn(move || {
                let answer = trickle(port, &request);
                assert!(answer.starts_with("HTTP/1.1 408"), "{request:?}: {answer}");
                assert!(answer.contains("came too slowly"), "{answer}");
            });
        }
        for request in unread {
            scope.spawn(move || assert!(trickle(port, &request).starts_with("HTTP/1.1 ")));
        }
        let asked = Instant::now();
        house.account("in the midst of it");
        assert!(asked.elapsed() < PROMPT, "{:?}", asked.elapsed());
    });
}
