//! Attacks over a real socket, one test for each row of `docs/SECURITY.md`
//! that `access.rs` does not have.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::support::{House, PATIENCE, Request};

/// Far more than an answer takes, far less than a stalled server: no measurement.
const PROMPT: Duration = Duration::from_secs(2);

fn host(house: &House) -> String {
    format!("127.0.0.1:{}", house.client.port)
}

/// What the browser adds to a request for our address, cookie included, when this page makes it.
fn from_page(house: &House, request: Request, origin: Option<&str>, site: &str) -> Request {
    let request = request
        .header("Host", host(house))
        .header("Cookie", house.client.cookie.clone().expect("was let in"))
        .header("Sec-Fetch-Site", site);
    match origin {
        Some(origin) => request.header("Origin", origin),
        None => request,
    }
}

fn revision(house: &House) -> u64 {
    house.client.get("/api/v1/accounts")["revision"].as_u64().expect("a revision")
}

/// An evil site, and a service on another port of this machine, which browsers call the same site.
fn strangers(house: &House) -> [(String, &'static str); 2] {
    let other_port = format!("http://127.0.0.1:{}", house.client.port.wrapping_add(1));
    [("http://evil.example".into(), "cross-site"), (other_port, "same-site")]
}

#[test]
fn a_rebound_name_is_refused_in_every_spelling() {
    let house = House::new();
    let port = house.client.port;
    let names = [
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("[::1%25lo]:{port}"),
        format!("[0:0:0:0:0:0:0:1]:{port}"),
        format!("0.0.0.0:{port}"),
        format!("0x7f000001:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("evil.example@127.0.0.1:{port}"),
        format!("127.0.0.1:{port}, evil.example"),
    ];
    for name in names {
        let request = house.client.as_page(Request::get("/api/v1/app")).replaced("Host", &name);
        let status = house.client.send_raw(&request).status;
        assert!(matches!(status, 400 | 403), "Host: {name}: {status}");
    }
    for line in ["http://[::1]/api/v1/app", "http://evil.example:80/api/v1/app", "https://evil.example/"] {
        let status = house.client.send_raw(&house.client.as_page(Request::get(line))).status;
        assert_eq!(status, 403, "GET {line}");
    }
}

#[test]
fn a_form_of_another_page_changes_nothing() {
    let house = House::new();
    let before = revision(&house);
    let kinds = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"];
    for (origin, site) in strangers(&house) {
        for kind in kinds {
            let form = Request::new("POST", "/api/v1/accounts")
                .header("Content-Type", kind)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .body(r#"{"name":"A","kind":"asset","currency":"USD"}"#);
            let answer = house.client.send_raw(&from_page(&house, form, Some(&origin), site));
            assert_eq!(answer.status, 403, "{kind} from {origin}");
        }
    }
    assert_eq!(revision(&house), before);
}

#[test]
fn a_fetch_of_another_page_changes_and_reads_nothing() {
    let house = House::new();
    let before = revision(&house);
    for (origin, site) in strangers(&house) {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            let fetch = Request::new(method, "/api/v1/accounts").header("Sec-Fetch-Mode", "cors").body("");
            let answer = house.client.send_raw(&from_page(&house, fetch, Some(&origin), site));
            assert_eq!(answer.status, 403, "{method} from {origin}");
            let names = answer.headers.iter().map(|(name, _)| name.to_ascii_lowercase());
            assert_eq!(names.filter(|name| name.starts_with("access-control-")).count(), 0, "{method}");
        }
    }
    assert_eq!(revision(&house), before);
}

/// An image, a script or a frame elsewhere sends our cookie and no `Origin`.
#[test]
fn an_image_a_script_or_a_frame_elsewhere_loads_nothing_of_ours() {
    let house = House::new();
    for (_, site) in strangers(&house) {
        for (dest, mode) in [("image", "no-cors"), ("script", "no-cors"), ("iframe", "navigate")] {
            for path in ["/", "/index.html", "/api/v1/app", "/api/v1/events?session=a"] {
                let load =
                    Request::get(path).header("Sec-Fetch-Mode", mode).header("Sec-Fetch-Dest", dest).body("");
                let answer = house.client.send_raw(&from_page(&house, load, None, site));
                assert_eq!(answer.status, 403, "{dest} {path} {site}");
            }
        }
    }
}

#[test]
fn a_socket_of_another_page_is_not_upgraded() {
    let house = House::new();
    for (origin, site) in strangers(&house) {
        for path in ["/api/v1/events?session=a", "/api/v1/events/socket?session=a"] {
            let upgrade = Request::get(path)
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
                .header("Sec-Fetch-Mode", "websocket");
            // Chromium sends no Sec-Fetch-Site with a socket to an address that is not encrypted.
            for request in [
                from_page(&house, upgrade.clone(), Some(&origin), site),
                from_page(&house, upgrade.clone(), Some(&origin), "none"),
            ] {
                assert_eq!(house.client.send_raw(&request).status, 403, "{path} from {origin}");
            }
        }
    }
}

#[test]
fn no_page_can_be_framed_and_every_answer_says_so() {
    let house = House::new();
    for request in [
        house.client.as_page(Request::get("/")),
        house.client.as_page(Request::get("/api/v1/app")),
        house.client.as_page(Request::get("/nowhere")),
        Request::get("/").header("Host", host(&house)),
        Request::get("/").header("Host", "evil.example"),
        Request::get("/open/wrong").header("Host", host(&house)),
    ] {
        let answer = house.client.send_raw(&request);
        let policy = answer.header("Content-Security-Policy").expect("a policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(answer.header("Cross-Origin-Opener-Policy"), Some("same-origin"));
        assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
    }
}

#[test]
fn guessing_codes_is_slowed_down_and_the_right_one_still_opens() {
    let house = House::new();
    let guess = |n: usize| {
        let path = format!("/open/{n:064x}");
        house.client.send_raw(&Request::get(&path).header("Host", host(&house))).status
    };
    let answers: Vec<_> = (0..60).map(guess).collect();
    assert_eq!((answers[0], answers[59]), (403, 429));
    assert!(house.let_in().contains('='));
}

#[test]
fn no_path_leads_out_of_the_page() {
    let house = House::new();
    for path in [
        "/../Cargo.toml",
        "/assets/../../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/..%5c..%5cCargo.toml",
        "/..%252f..%252fCargo.toml",
        "//etc/passwd",
        "/assets//etc/passwd",
        "/etc/passwd%00.js",
        "/file:///etc/passwd",
    ] {
        let answer = house.client.send(Request::get(path));
        assert!(matches!(answer.status, 400 | 403 | 404), "{path}: {}", answer.status);
        let text = answer.text();
        assert!(!text.contains("[package]") && !text.contains("root:"), "{path}: {text}");
    }
}

#[cfg(target_os = "linux")]
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("reads");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Sends a head and so many megabytes of what should be many more; the status that comes before the end.
fn begin(house: &House, head: &Request, megabytes: usize) -> (TcpStream, u16) {
    let mut stream = TcpStream::connect(("127.0.0.1", house.client.port)).expect("connects");
    stream.set_read_timeout(Some(PATIENCE)).expect("sets a deadline");
    stream.set_write_timeout(Some(PATIENCE)).expect("sets a deadline");
    stream.write_all(&head.bytes()).expect("sends");
    let piece = [b"100000\r\n", &vec![b' '; 1 << 20][..], b"\r\n"].concat();
    for _ in 0..megabytes {
        stream.write_all(&piece).expect("is taken up to the limit");
    }
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line).expect("answers before the end");
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    (stream, status.unwrap_or_else(|| panic!("no status in {line:?}")))
}

#[cfg(target_os = "linux")]
#[test]
fn a_body_of_a_gigabyte_is_refused_early_and_takes_no_memory() {
    let house = House::new();
    let before = resident_kb();
    let post = |path| Request::new("POST", path).header("Content-Type", "application/json");
    let outside = post("/api/v1/accounts").header("Host", host(&house));
    let json = house.client.as_page(post("/api/v1/accounts"));
    let file = house.client.as_page(post("/api/v1/imports/previews?name=a.csv"));
    for (request, status, limit_mb) in [(outside, 401, 0), (json, 413, 3), (file, 413, 65)] {
        let declared = request.clone().header("Content-Length", (1_u64 << 30).to_string());
        assert_eq!(begin(&house, &declared, 0).1, status, "{declared:?}");
        let chunked = request.header("Transfer-Encoding", "chunked");
        let (mut stream, answered) = begin(&house, &chunked, limit_mb);
        assert_eq!(answered, status, "{chunked:?}");
        // Who goes on all the same is read past for a moment, and then cut off.
        let more = vec![b' '; 1 << 20];
        let _ = (0..1_024).try_for_each(|_| stream.write_all(&more));
    }
    let asked = Instant::now();
    house.account("still here");
    assert!(asked.elapsed() < PROMPT, "{:?}", asked.elapsed());
    // The largest bank file that is taken may be held while it is read, beside what other tests hold.
    let grown = resident_kb().saturating_sub(before);
    assert!(grown < 400 * 1_024, "{grown} kB");
}

#[test]
fn header_bombs_are_refused() {
    let house = House::new();
    let bombs = [
        (0..500).fold(house.client.as_page(Request::get("/")), |request, n| {
            request.header(&format!("X-{n}"), "x")
        }),
        house.client.as_page(Request::get("/")).header("X-Long", "x".repeat(1 << 20)),
        house.client.as_page(Request::get(&format!("/{}", "x".repeat(1 << 20)))),
        house.client.as_page(Request::get("/")).header("Cookie", "a=b; ".repeat(1 << 18)),
    ];
    for bomb in bombs {
        let mut stream = TcpStream::connect(("127.0.0.1", house.client.port)).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("sets a deadline");
        // The rest may not be taken any more.
        let _ = stream.write_all(&bomb.bytes());
        let mut line = String::new();
        let _ = BufReader::new(stream).read_line(&mut line);
        assert!(line.is_empty() || line.starts_with("HTTP/1.1 4"), "{line}");
    }
    house.account("still here");
}
