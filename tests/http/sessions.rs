//! Who is connected, signing everybody out, and the very end.

use super::support::{House, Request, TRANSPORTS, wait_for};

#[test]
fn everybody_who_is_connected_is_listed_with_how() {
    let house = House::new();
    let open: Vec<_> = ["a", "b", "c"]
        .iter()
        .zip(TRANSPORTS)
        .map(|(name, transport)| transport.listen(&house.client, &format!("session={name}&after=0")))
        .collect();
    let beat = Request::new("POST", "/api/v1/heartbeat?session=d").header("User-Agent", "curl/8.14.1");
    house.client.send(beat.body(""));
    let list = wait_for("four sessions", || {
        let list = house.client.get("/api/v1/sessions");
        (list["sessions"].as_array().map(Vec::len) == Some(4)).then_some(list)
    });
    let transport = |id: &str| {
        let sessions = list["sessions"].as_array().expect("sessions");
        let session = sessions.iter().find(|session| session["id"] == id).expect("is there");
        (session["transport"].as_str().expect("words").to_owned(), session["browser"].clone())
    };
    for (id, words) in [("a", "event stream"), ("b", "long poll"), ("c", "socket")] {
        assert_eq!(transport(id), (words.into(), "A program without a name".into()));
    }
    assert_eq!(transport("d"), ("heartbeat".into(), "curl 8".into()));
    assert_eq!(list["status"], "4 tabs open");
    assert!(list["ends"].as_str().expect("words").starts_with("It closes 0 s after"), "{list}");
    drop(open);
}

#[test]
fn a_session_that_carries_many_tabs_says_so_and_strangers_change_nothing() {
    let house = House::new();
    let _open = TRANSPORTS[0].listen(&house.client, "session=a&after=0");
    let say = |query: &str| {
        let said = house.client.send(Request::new("POST", &format!("/api/v1/tabs?{query}")).body(""));
        assert_eq!(said.status, 204);
    };
    let status = |words: &str| {
        wait_for(words, || (house.client.get("/api/v1/sessions")["status"] == words).then_some(()));
    };
    status("1 tab open");
    say("session=stranger&tabs=7");
    say("session=a&tabs=3");
    status("3 tabs open");
    assert_eq!(house.client.get("/api/v1/sessions")["sessions"][0]["tabs"], 3);
    assert_eq!(house.client.get("/api/v1/app")["life"]["open_sessions"], 3);
    say("session=a");
    status("1 tab open");
}

#[test]
fn signing_out_ends_every_stream_and_voids_every_cookie() {
    let mut house = House::new();
    house.life.set_keep_running(true);
    for transport in TRANSPORTS {
        let mut listener = transport.listen(&house.client, "session=a&after=0");
        wait_for("the session", || {
            let list = house.client.get("/api/v1/sessions");
            (!list["sessions"].as_array().expect("sessions").is_empty()).then_some(())
        });
        let signed_out = house.client.send(Request::new("POST", "/api/v1/sessions/sign-out").body(""));
        assert_eq!(signed_out.status, 204);
        let bye = listener.next().expect("a last event");
        assert_eq!((bye.name.as_str(), &bye.data["reason"]), ("bye", &"signed_out".into()), "{transport:?}");
        assert_eq!(listener.next(), None);
        // The token of a house that signed out is always the same; only the first cookie is void.
        if transport == TRANSPORTS[0] {
            assert_eq!(house.client.send(Request::get("/api/v1/app")).status, 401);
        }
        house.client.cookie = Some(house.let_in());
        house.client.send(Request::new("POST", "/api/v1/goodbye?session=a").body(""));
    }
}

#[test]
fn a_stale_event_source_that_comes_while_the_program_ends_is_told_to_stop() {
    let house = House::new();
    counterfoil::server::say_goodbye(house.book.log());
    assert_eq!(house.client.send(Request::get("/api/v1/events?session=a")).status, 204);
}
