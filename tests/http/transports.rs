//! What holds for every way to listen: nothing lost, nothing twice, counted while it lives.

use std::sync::atomic::{AtomicBool, Ordering};

use super::support::{
    Dice, House, Listener, Message, Request, Socket, TRANSPORTS, Transport, upgrade, wait_for,
};

/// Runs a case against each transport, in a house of its own that stays whoever listens.
fn each(case: impl Fn(House, Transport)) {
    for transport in TRANSPORTS {
        println!("{transport:?}");
        let house = House::new();
        house.life.set_keep_running(true);
        case(house, transport);
    }
}

fn next(listener: &mut Box<dyn Listener>) -> (String, Option<u64>) {
    let event = listener.next().expect("the session lives");
    (event.name, event.id)
}

fn change(id: u64) -> (String, Option<u64>) {
    ("change".into(), Some(id))
}

fn open_sessions(house: &House) -> u64 {
    house.client.get("/api/v1/app")["life"]["open_sessions"].as_u64().expect("a number")
}

#[test]
fn a_change_reaches_an_open_session() {
    each(|house, transport| {
        let mut listener = transport.listen(&house.client, "session=a&after=0");
        house.account("Cheque");
        let event = listener.next().expect("the session lives");
        assert_eq!((event.name.as_str(), event.id), ("change", Some(1)));
        assert_eq!(event.data["revision"], 1);
        house.account("Savings");
        assert_eq!(next(&mut listener), change(2));
    });
}

#[test]
fn what_was_missed_is_replayed_after_a_reconnect_and_after_a_restart() {
    each(|house, transport| {
        for name in ["A", "B", "C", "D"] {
            house.account(name);
        }
        let ids = |house: &House, after: u64, count: usize| -> Vec<_> {
            let query = format!("session=a&book=book-of-a-test&after={after}");
            let mut listener = transport.listen(&house.client, &query);
            (0..count).map(|_| next(&mut listener)).collect()
        };
        assert_eq!(ids(&house, 2, 2), [change(3), change(4)]);
        let house = house.restarted();
        assert_eq!(ids(&house, 1, 3), [change(2), change(3), change(4)]);
    });
}

#[test]
fn a_cursor_of_another_book_or_of_the_future_is_reset_and_the_session_goes_on() {
    each(|house, transport| {
        house.account("A");
        for (query, id) in [("session=a&book=another&after=0", 1), ("session=a&after=77", 2)] {
            let mut listener = transport.listen(&house.client, query);
            assert_eq!(next(&mut listener), ("reset".into(), Some(id)));
            house.account(query);
            assert_eq!(next(&mut listener), change(id + 1));
        }
    });
}

#[test]
fn quit_says_bye_and_the_program_does_not_wait_for_anybody() {
    each(|mut house, transport| {
        let mut listener = transport.listen(&house.client, "session=a&after=0");
        wait_for("the session", || (open_sessions(&house) == 1).then_some(()));
        house.life.quit();
        let bye = listener.next().expect("a last event");
        assert_eq!((bye.name.as_str(), &bye.data["reason"]), ("bye", &"closed".into()));
        assert_eq!(listener.next(), None);
        assert_eq!(house.end(), 0);
    });
}

#[test]
fn it_counts_as_one_session_while_it_lives_and_its_end_ends_the_program() {
    each(|mut house, transport| {
        house.life.set_keep_running(false);
        let listener = transport.listen(&house.client, "session=a&after=0");
        wait_for("one session", || (open_sessions(&house) == 1).then_some(()));
        let other = transport.listen(&house.client, "session=b&after=0");
        wait_for("two sessions", || (open_sessions(&house) == 2).then_some(()));
        for (session, listener) in [("a", listener), ("b", other)] {
            house.client.send(Request::new("POST", &format!("/api/v1/goodbye?session={session}")).body(""));
            drop(listener);
        }
        assert_eq!(house.end(), 0);
    });
}

#[test]
fn who_disconnects_while_waiting_loses_nothing() {
    each(|house, transport| {
        let query = "session=a&after=0";
        let waiting = transport.listen(&house.client, query);
        wait_for("the session", || (open_sessions(&house) == 1).then_some(()));
        drop(waiting);
        house.account("A");
        drop(transport.listen(&house.client, query));
        house.account("B");
        let mut again = transport.listen(&house.client, query);
        assert_eq!([next(&mut again), next(&mut again)], [change(1), change(2)]);
    });
}

#[test]
fn a_thousand_reconnects_over_all_transports_lose_and_repeat_no_revision() {
    let house = House::new();
    house.life.set_keep_running(true);
    let (client, done) = (&house.client, AtomicBool::new(false));
    let write = || {
        for n in 0.. {
            let body = serde_json::json!({"name": n.to_string(), "kind": "asset", "currency": "USD"});
            client.done("POST", "/api/v1/accounts", &body);
            if done.load(Ordering::SeqCst) {
                return;
            }
        }
    };
    let listen = || {
        let (mut dice, mut seen) = (Dice(0x5eed), 0);
        for _ in 0..1_000 {
            let transport = TRANSPORTS[dice.below(3) as usize];
            let query = format!("session=a&book=book-of-a-test&after={seen}");
            let mut listener = transport.listen(client, &query);
            for _ in 0..dice.below(4) {
                assert_eq!(next(&mut listener), change(seen + 1), "{transport:?}");
                seen += 1;
            }
        }
        seen
    };
    std::thread::scope(|scope| {
        scope.spawn(write);
        // The writer is to end, too, when the listener fails.
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(listen));
        done.store(true, Ordering::SeqCst);
        assert!(seen.expect("nothing is lost") > 1_000);
    });
}

#[test]
fn a_poll_that_has_nothing_to_say_still_says_how_far_the_log_is() {
    let house = House::new();
    house.account("A");
    let answer = house.client.get("/api/v1/events/poll?session=a&after=1&wait=0");
    assert_eq!(answer, serde_json::json!({"revision": 1, "reset": false, "events": []}));
}

#[test]
fn a_session_of_polls_lasts_between_them_and_ends_when_none_comes() {
    let mut house = House::new();
    let poll = || house.client.get("/api/v1/events/poll?session=a&wait=0");
    poll();
    poll();
    // The answers are out, and nothing is connected.
    wait_for("the session", || (open_sessions(&house) == 1).then_some(()));
    assert_eq!(house.end(), 0);
}

#[test]
fn a_heartbeat_counts_until_its_goodbye() {
    let mut house = House::new();
    let say = |what: &str| {
        let answer =
            house.client.send(Request::new("POST", &format!("/api/v1/{what}?session=script")).body(""));
        assert_eq!(answer.status, 204);
    };
    say("heartbeat");
    wait_for("the session", || (open_sessions(&house) == 1).then_some(()));
    say("goodbye");
    assert_eq!(house.end(), 0);
}

#[test]
fn a_socket_answers_pings_and_closes_with_a_reason() {
    let mut house = House::new();
    let mut socket = Socket::open(&house.client, "/api/v1/events/socket?session=a");
    let Some(Message::Text(hello)) = socket.next() else { panic!("begins with hello") };
    assert!(hello.starts_with(r#"{"event":"hello","data":{"book":"book-of-a-test""#), "{hello}");
    socket.ping(b"are you there");
    let mut until = |wanted: fn(&Message) -> bool| loop {
        let message = socket.next().expect("the socket lives");
        if wanted(&message) {
            return message;
        }
    };
    assert_eq!(until(|m| matches!(m, Message::Pong(_))), Message::Pong(b"are you there".to_vec()));
    house.life.quit();
    let reason = r#"{"event":"bye","data":{"reason":"closed"}}"#;
    assert_eq!(until(|m| matches!(m, Message::Close(..))), Message::Close(1001, reason.into()));
    assert_eq!(house.end(), 0);
}

#[test]
fn no_stream_of_any_kind_opens_for_a_foreign_page_or_for_one_that_does_not_say() {
    let house = House::new();
    let ours = house.client.origin();
    for target in ["/api/v1/events", "/api/v1/events/poll", "/api/v1/events/socket"] {
        let status = |origin: Option<&str>, site: Option<&str>| {
            let mut request = upgrade(&format!("{target}?session=a&wait=0"))
                .header("Host", format!("127.0.0.1:{}", house.client.port))
                .header("Cookie", house.client.cookie.clone().expect("was let in"));
            for (name, value) in [("Origin", origin), ("Sec-Fetch-Site", site)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            house.client.send_raw(&request).status
        };
        assert_eq!(status(None, None), 403, "{target}");
        assert_eq!(status(Some("http://127.0.0.1:1"), Some("same-site")), 403, "{target}");
        assert_eq!(status(Some("https://evil.example"), None), 403, "{target}");
        assert_eq!(status(Some("null"), None), 403, "{target}");
        let open = if target.ends_with("socket") { 101 } else { 200 };
        assert_eq!(status(Some(&ours), None), open, "{target}");
    }
}
