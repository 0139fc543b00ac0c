//! HEAD, OPTIONS, TRACE and methods that mean nothing, as HTTP says (RFC 9110, section 9.3).

use std::io::Read;

use super::support::client::read_head;
use super::support::{House, Request};

/// The status, the headers, and everything that comes after them.
fn answer(house: &House, method: &str, path: &str) -> (u16, Vec<(String, String)>, String) {
    let mut lines = house.client.begin(Request::new(method, path).header("Connection", "close"));
    let (status, headers) = read_head(&mut lines);
    let mut rest = String::new();
    lines.read_to_string(&mut rest).expect("ends");
    (status, headers, rest)
}

fn named<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
}

#[test]
fn head_is_get_without_its_body() {
    let house = House::new();
    for path in ["/", "/api/v1/accounts", "/nowhere", "/api/v1/nowhere"] {
        let (status, headers, body) = answer(&house, "GET", path);
        let (head_status, head_headers, nothing) = answer(&house, "HEAD", path);
        assert_eq!((head_status, nothing.as_str()), (status, ""), "{path}");
        assert_eq!(named(&head_headers, "content-type"), named(&headers, "content-type"), "{path}");
        assert_eq!(named(&head_headers, "content-length"), body.len().to_string(), "{path}");
    }
}

#[test]
fn head_of_a_stream_opens_no_session() {
    let house = House::new();
    let (status, headers, nothing) = answer(&house, "HEAD", "/api/v1/events?session=looks");
    assert_eq!((status, nothing.as_str()), (200, ""));
    assert_eq!(named(&headers, "content-type"), "text/event-stream");
    assert_eq!(house.client.get("/api/v1/sessions")["sessions"], serde_json::json!([]));
}

#[test]
fn head_does_not_use_up_a_launch_address() {
    let house = House::new();
    let address = house.gate.address();
    let path = address.trim_start_matches(&house.client.origin());
    assert_eq!(answer(&house, "HEAD", path).0, 405);
    assert_eq!(answer(&house, "GET", path).0, 303);
}

#[test]
fn options_says_what_may_be_done() {
    let house = House::new();
    for (path, allow) in [
        ("/", "GET, HEAD, OPTIONS"),
        ("/api/v1/app", "GET, HEAD, OPTIONS"),
        ("/api/v1/transactions/bulk", "POST, OPTIONS"),
        ("/api/v1/accounts", "GET, POST, HEAD, OPTIONS"),
    ] {
        let (status, headers, body) = answer(&house, "OPTIONS", path);
        assert_eq!((status, named(&headers, "allow"), body.as_str()), (204, allow, ""), "{path}");
    }
    assert_eq!(answer(&house, "OPTIONS", "/api/v1/nowhere").0, 404);
}

#[test]
fn a_method_that_means_nothing_is_answered_with_those_that_do() {
    let house = House::new();
    for method in ["TRACE", "PUT", "PATCH", "BREW"] {
        let (status, headers, body) = answer(&house, method, "/api/v1/app");
        assert_eq!((status, named(&headers, "allow")), (405, "GET, HEAD, OPTIONS"), "{method}");
        assert!(body.contains("method-not-allowed") && body.contains("Use one of GET"), "{body}");
        let (status, headers, _) = answer(&house, method, "/");
        assert_eq!((status, named(&headers, "allow")), (405, "GET, HEAD, OPTIONS"), "{method}");
    }
}

#[test]
fn the_doors_own_addresses_say_what_may_be_done_there() {
    let house = House::new();
    for (path, allow) in [
        ("/reentry", "GET, HEAD, POST, OPTIONS"),
        ("/reentry/key", "POST, OPTIONS"),
        ("/open/0000", "GET, OPTIONS"),
    ] {
        for (method, status) in [("OPTIONS", 204), ("PUT", 405), ("TRACE", 405), ("BREW", 405)] {
            let (answered, headers, _) = answer(&house, method, path);
            assert_eq!((answered, named(&headers, "allow")), (status, allow), "{method} {path}");
        }
    }
    // Only a second start may go there at all.
    assert_eq!(answer(&house, "OPTIONS", "/instance/open").0, 403);
    for path in ["/reentry/key", "/open/0000"] {
        let (status, _, nothing) = answer(&house, "HEAD", path);
        assert_eq!((status, nothing.as_str()), (405, ""), "{path}");
    }
}

#[test]
fn what_is_not_there_is_not_there_by_any_method() {
    let house = House::new();
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "BREW"] {
        assert_eq!(answer(&house, method, "/nowhere").0, 404, "{method}");
    }
}
