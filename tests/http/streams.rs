//! Sessions over server-sent events: replay, reset, and the end of the program.

use serde_json::json;

use super::support::{House, Request, wait_for};

#[test]
fn a_change_reaches_an_open_stream_with_its_revision_as_id() {
    let house = House::new();
    let mut events = house.client.events("session=a", None);
    let hello = events.next_named("hello");
    assert_eq!(
        (hello.data["book"].as_str(), hello.data["session"].as_str()),
        (Some("book-of-a-test"), Some("a"))
    );
    house.account("Cheque");
    let change = events.next_named("change");
    assert_eq!((change.id, &change.data["revision"]), (Some(1), &json!(1)));
    assert!(change.data["topics"].as_array().expect("topics").contains(&json!("accounts")));
}

#[test]
fn what_was_missed_is_replayed_after_a_reconnect_and_after_a_restart() {
    let house = House::new();
    for name in ["A", "B", "C", "D"] {
        house.account(name);
    }
    let ids = |house: &House, last: u64, count: usize| -> Vec<_> {
        let mut events = house.client.events("session=a&book=book-of-a-test&after=0", Some(last));
        (0..count).map(|_| events.next_named("change").id.expect("an id")).collect()
    };
    assert_eq!(ids(&house, 2, 2), [3, 4]);
    let house = house.restarted();
    assert_eq!(ids(&house, 1, 3), [2, 3, 4]);
}

#[test]
fn a_cursor_of_another_book_or_of_the_future_is_reset() {
    let house = House::new();
    house.account("A");
    for query in ["session=a&book=another&after=0", "session=a&after=77"] {
        let reset = house.client.events(query, None).next_named("reset");
        assert_eq!((reset.id, &reset.data["revision"]), (Some(1), &json!(1)), "{query}");
    }
}

#[test]
fn the_status_is_news_to_every_session_and_changes_arrive() {
    let house = House::new();
    let mut events = house.client.events("session=a", None);
    wait_for("one tab", || (events.next_named("status").data["status"] == "1 tab open").then_some(()));
    let _second = house.client.events("session=b", None);
    wait_for("two tabs", || (events.next_named("status").data["open_sessions"] == 2).then_some(()));
    house.client.send(Request::new("PUT", "/api/v1/app/keep-running").json(&json!({"on": true})));
    wait_for("kept running", || (events.next_named("status").data["keep_running"] == true).then_some(()));
}

#[test]
fn the_program_ends_when_the_last_stream_has_closed_and_not_before() {
    let mut house = House::new();
    let first = house.client.events("session=a", None);
    let mut second = house.client.events("session=b", None);
    wait_for("two tabs", || (second.next_named("status").data["open_sessions"] == 2).then_some(()));
    drop(first);
    wait_for("one tab", || (second.next_named("status").data["open_sessions"] == 1).then_some(()));
    house.account("still here");
    drop(second);
    assert_eq!(house.end(), 0);
}

#[test]
fn quit_says_goodbye_to_every_stream_and_waits_for_none() {
    let mut house = House::new();
    let mut open: Vec<_> = (0..40).map(|n| house.client.events(&format!("session=s{n}"), None)).collect();
    for events in &mut open {
        events.next_named("hello");
    }
    let asked = std::time::Instant::now();
    assert_eq!(house.client.send(Request::new("POST", "/api/v1/app/quit").body("")).status, 202);
    assert_eq!(house.end(), 0);
    // Not a measurement: with streams that are waited for it would be actix's 30 seconds.
    assert!(asked.elapsed().as_secs() < 5, "{:?}", asked.elapsed());
    for events in &mut open {
        events.next_named("bye");
        assert_eq!(events.next(), None);
    }
}

#[test]
fn a_reader_that_stalls_does_not_hold_up_the_end() {
    let mut house = House::new();
    let stalled = house.client.events("session=a", None);
    for n in 0..200 {
        house.account(&format!("{n} {}", "x".repeat(190)));
    }
    assert_eq!(house.quit(), 0);
    drop(stalled);
}
