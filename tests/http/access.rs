//! Every refusal of the access check, over a real socket.

use super::support::{Answer, House, Request};

/// A request as our page sends it, header by header, to take some away or spoil them.
struct Draft {
    method: &'static str,
    target: String,
    headers: Vec<(String, String)>,
}

impl Draft {
    fn of_page(house: &House, method: &'static str, target: &str) -> Draft {
        let host = format!("127.0.0.1:{}", house.client.port);
        let cookie = house.client.cookie.clone().expect("was let in");
        let headers = [
            ("Host", host.clone()),
            ("Origin", format!("http://{host}")),
            ("Sec-Fetch-Site", "same-origin".into()),
            ("Cookie", cookie),
        ];
        Draft {
            method,
            target: target.into(),
            headers: headers.map(|(name, value)| (name.into(), value)).to_vec(),
        }
    }

    fn without(mut self, name: &str) -> Draft {
        self.headers.retain(|(key, _)| key != name);
        self
    }

    fn with(mut self, name: &str, value: impl Into<String>) -> Draft {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn instead(self, name: &str, value: impl Into<String>) -> Draft {
        self.without(name).with(name, value)
    }

    /// The status of the answer, which must let nobody else in whatever it is.
    fn status(self, house: &House) -> u16 {
        let answer = self.answer(house);
        assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        let policy = answer.header("Content-Security-Policy").expect("a policy");
        assert!(!policy.contains("unsafe"), "{policy}");
        answer.status
    }

    fn answer(self, house: &House) -> Answer {
        let mut request = Request::new(self.method, &self.target);
        for (name, value) in self.headers {
            request = request.header(&name, value);
        }
        house.client.send_raw(&request.header("Connection", "close").body(""))
    }
}

#[test]
fn our_own_page_passes() {
    let house = House::new();
    assert_eq!(Draft::of_page(&house, "GET", "/api/v1/app").status(&house), 200);
    assert_eq!(Draft::of_page(&house, "POST", "/api/v1/goodbye?session=x").status(&house), 204);
    assert_eq!(Draft::of_page(&house, "GET", "/").status(&house), 200);
}

#[test]
fn another_name_or_port_in_host_is_refused() {
    let house = House::new();
    let port = house.client.port;
    let wrong = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".into(),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
        format!("127.0.0.1.:{port}"),
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        format!("127.1:{port}"),
    ];
    for host in wrong {
        let draft = Draft::of_page(&house, "GET", "/api/v1/app").instead("Host", host.clone());
        assert_eq!(draft.status(&house), 403, "Host: {host}");
    }
}

#[test]
fn two_host_headers_none_and_a_foreign_request_line_are_refused() {
    let house = House::new();
    let two = Draft::of_page(&house, "GET", "/api/v1/app").with("Host", "evil.example");
    // The parser itself may refuse these, before any of our code sees them.
    assert!(matches!(two.answer(&house).status, 400 | 403));
    let none = Draft::of_page(&house, "GET", "/api/v1/app").without("Host");
    assert!(matches!(none.answer(&house).status, 400 | 403));
    let line = Draft::of_page(&house, "GET", "http://evil.example/api/v1/app");
    assert_eq!(line.status(&house), 403);
}

#[test]
fn forwarded_headers_change_nothing() {
    let house = House::new();
    let ours = format!("127.0.0.1:{}", house.client.port);
    for (name, value) in [("X-Forwarded-Host", ours.clone()), ("Forwarded", format!("host={ours}"))] {
        let spoofed =
            Draft::of_page(&house, "GET", "/api/v1/app").instead("Host", "evil.example").with(name, value);
        assert_eq!(spoofed.status(&house), 403, "{name}");
        let harmless = Draft::of_page(&house, "GET", "/api/v1/app").with(name, "evil.example");
        assert_eq!(harmless.status(&house), 200, "{name}");
    }
}

#[test]
fn a_foreign_origin_is_refused() {
    let house = House::new();
    let other_port = format!("http://127.0.0.1:{}", house.client.port.wrapping_add(1));
    for origin in ["http://evil.example", other_port.as_str(), "null"] {
        for (method, target) in
            [("GET", "/api/v1/app"), ("POST", "/api/v1/undo"), ("GET", "/api/v1/events?session=a")]
        {
            let draft =
                Draft::of_page(&house, method, target).instead("Origin", origin).without("Sec-Fetch-Site");
            assert_eq!(draft.status(&house), 403, "{method} {target} from {origin}");
        }
    }
}

#[test]
fn requests_of_another_site_are_refused_also_of_another_port() {
    let house = House::new();
    for site in ["cross-site", "same-site"] {
        for (method, target) in
            [("GET", "/api/v1/app"), ("POST", "/api/v1/undo"), ("GET", "/api/v1/events?session=a")]
        {
            let draft =
                Draft::of_page(&house, method, target).without("Origin").instead("Sec-Fetch-Site", site);
            assert_eq!(draft.status(&house), 403, "{method} {target} {site}");
        }
    }
}

#[test]
fn a_write_or_a_stream_must_say_that_it_is_ours() {
    let house = House::new();
    for (method, target) in [("POST", "/api/v1/undo"), ("GET", "/api/v1/events?session=a")] {
        let silent = Draft::of_page(&house, method, target).without("Origin").without("Sec-Fetch-Site");
        assert_eq!(silent.status(&house), 403, "{method} {target}");
    }
    let script = Draft::of_page(&house, "POST", "/api/v1/goodbye?session=a").without("Sec-Fetch-Site");
    assert_eq!(script.status(&house), 204, "our own Origin is enough");
}

#[test]
fn without_the_cookie_everything_is_401_files_included() {
    let house = House::new();
    for target in ["/", "/index.html", "/api/v1/app", "/nowhere", "/api/v1/openapi.json"] {
        let draft = Draft::of_page(&house, "GET", target).without("Cookie");
        assert_eq!(draft.status(&house), 401, "{target}");
    }
    let other_port = format!("counterfoil-1={}", "0".repeat(64));
    let wrong = [other_port, format!("counterfoil-{}={}", house.client.port, "0".repeat(64))];
    for cookie in wrong {
        let draft = Draft::of_page(&house, "GET", "/api/v1/app").instead("Cookie", cookie);
        assert_eq!(draft.status(&house), 401);
    }
}

#[test]
fn the_page_for_those_outside_says_how_to_get_in() {
    let house = House::new();
    let host = format!("127.0.0.1:{}", house.client.port);
    let answer = house.client.send_raw(&Request::get("/").header("Host", host));
    assert_eq!(answer.status, 401);
    assert!(answer.text().contains("icon in the tray"), "{}", answer.text());
}

#[test]
fn a_launch_code_works_once() {
    let house = House::new();
    let host = format!("127.0.0.1:{}", house.client.port);
    let address = house.gate.address();
    let path = address.trim_start_matches(&house.client.origin()).to_owned();
    let open = || house.client.send_raw(&Request::get(&path).header("Host", host.clone()));
    let first = open();
    assert_eq!((first.status, first.header("Location")), (303, Some("/")));
    let cookie = first.header("Set-Cookie").expect("sets a cookie");
    assert!(cookie.starts_with(&format!("counterfoil-{}=", house.client.port)), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let second = open();
    assert_eq!((second.status, second.header("Set-Cookie")), (410, None));
}

#[test]
fn a_code_that_was_never_given_out_opens_nothing() {
    let house = House::new();
    let host = format!("127.0.0.1:{}", house.client.port);
    let path = format!("/open/{}", "0".repeat(64));
    let answer = house.client.send_raw(&Request::get(&path).header("Host", host));
    assert_eq!((answer.status, answer.header("Set-Cookie")), (403, None));
}
