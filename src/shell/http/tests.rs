//! The door in front of a real server, over bare sockets: what a browser would never send.

use std::io::{Read, Write};
use std::net::TcpListener;

use super::*;
use crate::shell::{Secret, Settings, Shell};

type Chunk = Result<web::Bytes, Error>;
type Socket = std::net::TcpStream;

struct House {
    port: u16,
    gate: Gate,
    server: Serving,
    shell: Shell,
}

const TOKEN: [u8; 32] = [1; 32];
const KEY: [u8; 32] = [2; 32];

/// A server with a page, a file and an API behind the door, on a thread of its own.
fn house() -> House {
    let shell = Shell::new(Settings::new("Hello & Co"));
    let handle = shell.handle();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let door = Door {
        app: "hello".into(),
        port,
        token: Secret::from_bytes(TOKEN),
        reentry: Secret::from_bytes(TOKEN),
        own: Secret::from_bytes(TOKEN),
        instance_key: Secret::from_bytes(KEY),
        api: "/api/".into(),
        not_for_scripts: vec!["/api/keys".into()],
        streams: "/api/events".into(),
    };
    let gate = Gate::new("Hello & Co", door, handle);
    let pages = |config: &mut web::ServiceConfig| {
        let endless = || async { HttpResponse::Ok().streaming(futures_util::stream::pending::<Chunk>()) };
        config.route("/api/events", web::get().to(endless));
        config.default_service(web::to(|| async { "secret page" }));
    };
    let server = serve(listener, gate.clone(), pages).expect("a server");
    House { port, gate, server, shell }
}

impl Drop for House {
    fn drop(&mut self) {
        self.server.stop();
    }
}

impl House {
    /// Sends these lines, and gives back the whole answer.
    fn send(&self, lines: &[&str]) -> String {
        let mut stream = Socket::connect(("127.0.0.1", self.port)).expect("connected");
        let request = format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n"));
        let request = request.replace("PORT", &self.port.to_string());
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }

    fn cookie(&self) -> String {
        format!("Cookie: hello-{}={}", self.port, Secret::from_bytes(TOKEN).text())
    }
}

const HOST: &str = "Host: 127.0.0.1:PORT";

fn status(answer: &str) -> u16 {
    answer.get(9..12).and_then(|code| code.parse().ok()).unwrap_or_default()
}

fn header_of<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
}

#[test]
fn with_the_cookie_the_page_is_shown() {
    let house = house();
    let answer = house.send(&["GET / HTTP/1.1", HOST, &house.cookie()]);
    assert_eq!(status(&answer), 200, "{answer}");
    assert!(answer.ends_with("secret page"));
}

#[test]
fn nothing_leaves_without_the_cookie_but_the_page_that_says_how_to_get_in() {
    let house = house();
    for path in ["/", "/assets/app.js", "/favicon.ico"] {
        let answer = house.send(&[&format!("GET {path} HTTP/1.1"), HOST]);
        assert_eq!(status(&answer), 401, "{answer}");
        assert!(!answer.contains("secret page"), "{answer}");
        assert!(answer.contains("Click its icon in the tray"), "{answer}");
        assert!(answer.contains("Hello &amp; Co"), "{answer}");
        assert_eq!(header_of(&answer, "cache-control"), Some("no-store"));
    }
}

#[test]
fn a_refused_program_gets_a_problem_that_says_what_to_do() {
    let house = house();
    let answer = house.send(&["GET /api/accounts HTTP/1.1", HOST]);
    assert_eq!(status(&answer), 401);
    assert_eq!(header_of(&answer, "content-type"), Some("application/problem+json"));
    let body = answer.split("\r\n\r\n").nth(1).expect("a body");
    let problem: serde_json::Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(problem["status"], 401);
    assert!(problem["detail"].as_str().is_some_and(|text| text.contains("Hello & Co")));
    assert!(problem["advice"].as_str().is_some_and(|text| text.contains("tray")));
    // RFC 9110, section 15.5.2: a 401 says what it asks for.
    assert_eq!(header_of(&answer, "www-authenticate"), Some("Cookie realm=\"Hello & Co\""));
}

#[test]
fn what_proxies_say_is_never_believed() {
    let house = house();
    let cookie = house.cookie();
    for told in
        ["X-Forwarded-Host: 127.0.0.1:PORT", "Forwarded: host=127.0.0.1:PORT", "X-Forwarded-For: 127.0.0.1"]
    {
        let answer = house.send(&["GET / HTTP/1.1", "Host: evil.example", told, &cookie]);
        assert_eq!(status(&answer), 403, "{told}: {answer}");
        let answer = house.send(&["GET / HTTP/1.1", HOST, "X-Forwarded-Host: evil.example", &cookie]);
        assert_eq!(status(&answer), 200, "{answer}");
    }
}

#[test]
fn bad_names_in_the_request_line_and_in_host_are_refused() {
    let house = house();
    let cookie = house.cookie();
    let cases: [&[&str]; 7] = [
        &["GET / HTTP/1.1", "Host: evil.example"],
        &["GET / HTTP/1.1", "Host: 127.0.0.1"],
        &["GET / HTTP/1.1", "Host: 127.0.0.1:1"],
        &["GET / HTTP/1.1", "Host: localhost:PORT"],
        &["GET / HTTP/1.1", HOST, "Host: evil.example"],
        &["GET http://evil.example/ HTTP/1.1", HOST],
        &["GET / HTTP/1.1"],
    ];
    for case in cases {
        let answer = house.send(&[case, &[cookie.as_str()]].concat());
        assert!(matches!(status(&answer), 400 | 403), "{case:?}: {answer}");
        assert!(!answer.contains("secret page"), "{case:?}: {answer}");
    }
    let good = house.send(&["GET http://127.0.0.1:PORT/ HTTP/1.1", HOST, &cookie]);
    assert_eq!(status(&good), 200, "{good}");
}

#[test]
fn once_the_end_has_begun_a_second_start_gets_no_address() {
    let house = house();
    let key = format!("Authorization: Bearer {}", Secret::from_bytes(KEY).text());
    let ask = || house.send(&["POST /instance/open HTTP/1.1", HOST, &key, "Content-Length: 0"]);
    assert_eq!(status(&ask()), 200);
    house.shell.ends();
    let refused = ask();
    assert_eq!(status(&refused), 503, "{refused}");
    assert!(!refused.contains("/open/"), "{refused}");
}

#[test]
fn two_origins_are_a_foreign_one() {
    let house = house();
    let ours = "Origin: http://127.0.0.1:PORT";
    let cookie = house.cookie();
    let post = ["POST /api/x HTTP/1.1", HOST, &cookie, "Content-Length: 0", ours];
    assert_eq!(status(&house.send(&post)), 200);
    let twice = [&post[..], &["Origin: http://evil.example"]].concat();
    assert_eq!(status(&house.send(&twice)), 403);
}

#[test]
fn a_launch_address_sets_the_cookie_once_and_leads_to_a_clean_address() {
    let house = house();
    let address = house.gate.address();
    let path = address.split(&house.port.to_string()).nth(1).expect("a path");
    let get = format!("GET {path} HTTP/1.1");
    let answer = house.send(&[&get, HOST]);
    assert_eq!(status(&answer), 303, "{answer}");
    assert_eq!(header_of(&answer, "location"), Some("/"));
    assert_eq!(header_of(&answer, "cache-control"), Some("no-store"));
    let cookie = header_of(&answer, "set-cookie").expect("a cookie");
    assert!(house.cookie().contains(cookie.split(';').next().expect("a pair")));

    let again = house.send(&[&get, HOST]);
    assert_eq!(status(&again), 410, "{again}");
    assert!(again.contains("used already") && header_of(&again, "set-cookie").is_none());
    let let_in = house.send(&[&get, HOST, &house.cookie()]);
    assert_eq!(status(&let_in), 303, "{let_in}");
    let unknown = house.send(&["GET /open/abc HTTP/1.1", HOST]);
    assert_eq!(status(&unknown), 403, "{unknown}");
}

#[test]
fn a_browser_is_looked_through_before_it_comes_in_and_only_what_was_left_is_thrown_out() {
    let house = house();
    let address = house.gate.address();
    let path = address.split(&house.port.to_string()).nth(1).expect("a path");
    let visit = ["Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    let get = |path: &str| house.send(&[&[&format!("GET {path} HTTP/1.1"), HOST][..], &visit].concat());
    let look = get(path);
    assert_eq!(status(&look), 200, "{look}");
    assert!(header_of(&look, "set-cookie").is_none() && look.contains("getRegistrations"), "{look}");
    let policy = header_of(&look, "content-security-policy").expect("a policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(look.contains(&format!("nonce=\"{nonce}\"")) && !policy.contains("unsafe"), "{look}");

    let by_a_worker = house.send(&[
        &format!("GET {path}?in HTTP/1.1"),
        HOST,
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: empty",
    ]);
    assert_eq!(status(&by_a_worker), 403, "{by_a_worker}");
    assert_eq!(header_of(&by_a_worker, "clear-site-data"), Some("\"storage\""));
    let cleared = get(&format!("{path}?clear"));
    assert_eq!(status(&cleared), 303, "{cleared}");
    assert!(header_of(&cleared, "set-cookie").is_some(), "{cleared}");
    assert_eq!(header_of(&cleared, "clear-site-data"), Some("\"storage\""));

    let address = house.gate.address();
    let path = address.split(&house.port.to_string()).nth(1).expect("a path");
    let came_in = get(&format!("{path}?in"));
    assert_eq!(status(&came_in), 303, "{came_in}");
    assert!(header_of(&came_in, "set-cookie").is_some());
    assert_eq!(header_of(&came_in, "clear-site-data"), None, "other tabs keep what was typed");
}

#[test]
fn the_script_of_a_service_worker_is_refused_and_what_was_left_is_thrown_out() {
    let house = house();
    let answer = house.send(&["GET /sw.js HTTP/1.1", HOST, &house.cookie(), "Service-Worker: script"]);
    assert_eq!(status(&answer), 403, "{answer}");
    assert_eq!(header_of(&answer, "clear-site-data"), Some("\"storage\""));
}

#[test]
fn a_second_start_gets_an_address_that_opens() {
    let house = house();
    let key = format!("Authorization: Bearer {}", Secret::from_bytes(KEY).text());
    let post = ["POST /instance/open HTTP/1.1", HOST, "Content-Length: 0", &key];
    let answer = house.send(&post);
    assert_eq!(status(&answer), 200, "{answer}");
    let address = answer.split("\r\n\r\n").nth(1).expect("a body");
    let path = address.strip_prefix(&format!("http://127.0.0.1:{}", house.port)).expect("ours");
    assert_eq!(status(&house.send(&[&format!("GET {path} HTTP/1.1"), HOST])), 303);

    assert_eq!(status(&house.send(&post[..3])), 401);
    let page = [&post[..], &["Sec-Fetch-Site: same-origin"]].concat();
    assert_eq!(status(&house.send(&page)), 403);
}

#[test]
fn every_answer_keeps_other_pages_out() {
    let house = house();
    let cookie = house.cookie();
    for lines in [
        vec!["GET / HTTP/1.1", HOST, &cookie],
        vec!["GET / HTTP/1.1", HOST],
        vec!["GET /api/x HTTP/1.1", HOST, &cookie],
        vec!["GET /api/x HTTP/1.1", "Host: evil.example"],
        vec!["GET /open/abc HTTP/1.1", HOST],
    ] {
        let answer = house.send(&lines);
        for (name, value) in HEADERS {
            let got = header_of(&answer, name).unwrap_or_default();
            if name == "content-security-policy" {
                assert!(got.starts_with("default-src 'none'"), "{lines:?}: {answer}");
                assert!(got.contains("frame-ancestors 'none'"), "{answer}");
                assert!(!got.contains("unsafe"), "{answer}");
            } else {
                assert_eq!(got, value, "{lines:?}: {name}");
            }
        }
        assert!(header_of(&answer, "access-control-allow-origin").is_none());
    }
    let api = house.send(&["GET /api/x HTTP/1.1", HOST, &cookie]);
    assert_eq!(header_of(&api, "cache-control"), Some("no-store"));
}

#[test]
fn a_stream_that_nobody_ends_does_not_hold_up_the_end() {
    let house = house();
    let mut stream = Socket::connect(("127.0.0.1", house.port)).expect("connected");
    let request = ["GET /api/events HTTP/1.1", HOST, &house.cookie(), "Sec-Fetch-Site: same-origin", "\r\n"];
    let request = request.join("\r\n").replace("PORT", &house.port.to_string());
    stream.write_all(request.as_bytes()).expect("sent");
    let mut head = [0; 12];
    stream.read_exact(&mut head).expect("answered");
    assert_eq!(&head, b"HTTP/1.1 200");
    let begun = std::time::Instant::now();
    house.server.stop();
    assert!(begun.elapsed() < std::time::Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[test]
fn a_path_that_is_not_plain_is_refused_before_anything_else_is_asked() {
    let house = house();
    for path in
        ["/%61pi/events", "/api/%65vents", "/%69nstance/open", "/..%2f..%2fetc/passwd", "//", "/a/../b"]
    {
        for cookie in [house.cookie(), "Cookie: none".into()] {
            let answer = house.send(&[&format!("GET {path} HTTP/1.1"), HOST, &cookie]);
            assert_eq!(status(&answer), 400, "{path}: {answer}");
            assert!(!answer.contains("secret page"), "{answer}");
        }
    }
}

#[test]
fn a_link_of_another_site_hops_once_and_is_then_let_in() {
    let house = house();
    let visit = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    // The browser holds the cookie back.
    let first = house.send(&[&["GET / HTTP/1.1", HOST][..], &visit].concat());
    assert_eq!(status(&first), 401, "{first}");
    assert!(first.contains("<script src=\"/hop.js\">") && !first.contains("secret page"), "{first}");
    let policy = header_of(&first, "content-security-policy").expect("a policy");
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    let script = house.send(&["GET /hop.js HTTP/1.1", HOST, "Sec-Fetch-Site: same-origin"]);
    assert!(script.contains("location.replace(`/?again"), "{script}");
    // Our own page asks once more, now with the cookie …
    let again = ["GET /?again HTTP/1.1", HOST, "Sec-Fetch-Site: same-origin"];
    let second = house.send(&[&again[..], &[&house.cookie()]].concat());
    assert_eq!((status(&second), header_of(&second, "location")), (303, Some("/")), "{second}");
    // … or without one, and then there is no further hop.
    let stranger = house.send(&again);
    assert_eq!(status(&stranger), 401, "{stranger}");
    assert!(!stranger.contains("hop.js"), "{stranger}");
}

#[test]
fn a_program_that_is_refused_does_not_hop() {
    let house = house();
    let visit = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    let answer = house.send(&[&["GET /api/accounts HTTP/1.1", HOST][..], &visit].concat());
    assert_eq!(status(&answer), 403, "{answer}");
}

#[test]
fn only_a_page_that_is_let_in_gets_a_key_and_only_our_own_page_comes_back() {
    let house = house();
    let page = ["Content-Length: 0", "Sec-Fetch-Site: same-origin"];
    let without = house.send(&[&["POST /reentry/key HTTP/1.1", HOST][..], &page].concat());
    assert_eq!(status(&without), 401, "{without}");
    let with = house.send(&[&["POST /reentry/key HTTP/1.1", HOST, &house.cookie()][..], &page].concat());
    assert_eq!(status(&with), 200, "{with}");
    assert_eq!(header_of(&with, "cache-control"), Some("no-store"));
    for lines in [
        ["POST /reentry HTTP/1.1", HOST, "Content-Length: 0", "Sec-Fetch-Site: cross-site"],
        ["POST /reentry HTTP/1.1", HOST, "Content-Length: 0", "Origin: http://evil.example"],
        ["GET /reentry?page=1&nonce=2 HTTP/1.1", HOST, "Content-Length: 0", "Sec-Fetch-Site: same-site"],
    ] {
        let answer = house.send(&lines);
        assert_eq!(status(&answer), 403, "{answer}");
        assert!(header_of(&answer, "set-cookie").is_none());
    }
    let bad = house.send(&["GET /reentry?page=1&nonce=2 HTTP/1.1", HOST]);
    assert_eq!(status(&bad), 400, "{bad}");
}
