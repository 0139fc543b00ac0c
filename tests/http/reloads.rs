//! A page that loads slowly is awaited.

use super::support::{House, Request, wait_for};

fn status(house: &House) -> String {
    house.client.get("/api/v1/app")["life"]["status"].as_str().expect("words").to_owned()
}

/// Seconds that are left.
fn left(house: &House) -> Option<u64> {
    status(house).strip_prefix("Closing in ")?.strip_suffix(" s")?.parse().ok()
}

#[test]
fn a_slow_reload_of_the_only_tab_is_awaited_like_a_browser_at_the_start() {
    let mut house = House::new();
    let mut stream = house.client.events("session=before", None);
    stream.next_named("hello");
    // The new page is asked for before the old stream is seen to end, as browsers do.
    let page = house.client.send(Request::get("/").header("Sec-Fetch-Dest", "document"));
    assert_eq!(page.status, 200);
    let goodbye = Request::new("POST", "/api/v1/goodbye?session=before").body("");
    assert_eq!(house.client.send(goodbye).status, 204);
    drop(stream);
    wait_for("it to count down from a minute", || left(&house).filter(|left| *left > 30));
    // It has come: from now on the usual holds.
    let mut stream = house.client.events("session=after", None);
    stream.next_named("hello");
    drop(stream);
    assert_eq!(house.end(), 0);
}

#[test]
fn a_picture_or_a_script_is_no_page() {
    let mut house = House::new();
    let mut stream = house.client.events("session=only", None);
    stream.next_named("hello");
    for (path, kind) in [("/", "empty"), ("/favicon.svg", "image")] {
        house.client.send(Request::get(path).header("Sec-Fetch-Dest", kind));
    }
    drop(stream);
    assert_eq!(house.end(), 0);
}
