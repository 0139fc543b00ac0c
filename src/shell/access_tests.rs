//! Every refusal of the door, as a table.

use std::sync::LazyLock;

use super::super::launch_codes::{CODES_MAX, GUESSES_MAX, GUESSES_WINDOW_MS};
use super::*;

const HOST: &str = "127.0.0.1:8123";
const ORIGIN: &str = "http://127.0.0.1:8123";

fn secret(byte: u8) -> Secret {
    Secret::from_bytes([byte; 32])
}

fn access() -> Access {
    Access::new(Door {
        app: "hello".into(),
        port: 8123,
        token: secret(1),
        reentry: secret(1),
        own: secret(5),
        instance_key: secret(2),
        api: "/api/".into(),
        not_for_scripts: vec!["/api/keys".into()],
        streams: "/api/v1/events".into(),
    })
}

static COOKIE: LazyLock<String> = LazyLock::new(|| format!("hello-8123={}", secret(1).text()));

fn cookie() -> &'static str {
    &COOKIE
}

/// A request of our own page that passes; each case below spoils one thing.
fn good<'a>(method: &'a str, path: &'a str, cookie: &'a str) -> Request<'a> {
    Request {
        method,
        path,
        host: Field::One(HOST),
        fetch_site: Field::One("same-origin"),
        cookies: vec![cookie],
        ..Request::default()
    }
}

fn verdict<'a>(spoil: impl FnOnce(&mut Request<'a>)) -> Verdict {
    let mut request = good("GET", "/", cookie());
    spoil(&mut request);
    access().judge(&request)
}

const fn refused(why: Refusal) -> Verdict {
    Verdict::Refuse(why)
}

#[test]
fn our_own_page_may_read_and_write() {
    for method in ["GET", "HEAD", "POST", "PUT", "DELETE"] {
        for path in ["/", "/assets/app.js", "/api/v1/accounts", "/api/v1/events"] {
            let passed = verdict(|r| (r.method, r.path) = (method, path));
            assert_eq!(passed, Verdict::Pass, "{method} {path}");
        }
    }
}

#[test]
fn only_our_exact_host_is_answered() {
    for host in [
        Field::Missing,
        Field::Odd,
        Field::One(""),
        Field::One("evil.example"),
        Field::One("evil.example:8123"),
        Field::One("127.0.0.1"),
        Field::One("127.0.0.1:80"),
        Field::One("127.0.0.1:81230"),
        Field::One("127.0.0.1.:8123"),
        Field::One("127.0.0.1:8123."),
        Field::One("127.0.0.1:08123"),
        Field::One("127.1:8123"),
        Field::One("2130706433:8123"),
        Field::One("localhost:8123"),
        Field::One("[::1]:8123"),
        Field::One("[::ffff:127.0.0.1]:8123"),
        Field::One("user@127.0.0.1:8123"),
        Field::One("127.0.0.1:8123, evil.example"),
    ] {
        for path in ["/", "/open/x", INSTANCE_PATH, "/api/v1/accounts"] {
            let verdict = verdict(|r| (r.host, r.path) = (host, path));
            assert_eq!(verdict, refused(Refusal::NotOurHost), "{host:?} {path}");
        }
    }
}

#[test]
fn an_absolute_request_line_must_name_us_too() {
    assert_eq!(verdict(|r| r.authority = Some(HOST)), Verdict::Pass);
    for line in ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:1"] {
        let verdict = verdict(|r| r.authority = Some(line));
        assert_eq!(verdict, refused(Refusal::NotOurHost), "{line}");
    }
}

#[test]
fn without_the_cookie_nothing_is_shown() {
    let wrong = format!("hello-8123={}", secret(9).text());
    let port = format!("hello-8124={}", secret(1).text());
    let cut = cookie()[..40].to_owned();
    let long = format!("{}0", cookie());
    for cookies in [
        vec![],
        vec![""],
        vec!["hello-8123"],
        vec!["hello-8123="],
        vec![wrong.as_str()],
        vec![port.as_str()],
        vec![cut.as_str()],
        vec![long.as_str()],
    ] {
        for path in ["/", "/assets/app.js", "/favicon.ico", "/api/v1/app", "/openx", "/open"] {
            let verdict = verdict(|r| (r.cookies, r.path) = (cookies.clone(), path));
            assert_eq!(verdict, refused(Refusal::NotLetIn), "{cookies:?} {path}");
        }
    }
}

#[test]
fn a_bad_cookie_of_our_name_does_not_lock_the_user_out() {
    let both = format!("hello-8123=planted; other=1; {}", cookie());
    assert_eq!(verdict(|r| r.cookies = vec![&both]), Verdict::Pass);
    let apart = vec!["hello-8123=planted", cookie()];
    assert_eq!(verdict(|r| r.cookies = apart), Verdict::Pass);
}

#[test]
fn a_foreign_origin_is_always_refused() {
    for origin in [
        Field::Odd,
        Field::One("null"),
        Field::One(""),
        Field::One("http://evil.example"),
        Field::One("https://127.0.0.1:8123"),
        Field::One("http://127.0.0.1"),
        Field::One("http://127.0.0.1:9000"),
        Field::One("http://localhost:8123"),
        Field::One("http://127.0.0.1:8123/"),
    ] {
        for (method, site) in [
            ("GET", Field::Missing),
            ("GET", Field::One("none")),
            ("POST", Field::One("same-origin")),
            ("POST", Field::Missing),
        ] {
            let verdict = verdict(|r| (r.method, r.origin, r.fetch_site) = (method, origin, site));
            assert_eq!(verdict, refused(Refusal::ForeignPage), "{method} {origin:?} {site:?}");
        }
    }
}

#[test]
fn pages_of_other_sites_and_other_ports_may_not_load_anything() {
    for site in ["cross-site", "same-site", "future-word"] {
        for method in ["GET", "POST"] {
            for path in ["/", "/assets/app.js", "/api/v1/accounts", "/api/v1/events", "/open/x"] {
                let verdict = verdict(|r| {
                    (r.method, r.path) = (method, path);
                    r.fetch_site = Field::One(site);
                    r.fetch_mode = Field::One("no-cors");
                    r.fetch_dest = Field::One("image");
                });
                assert_eq!(verdict, refused(Refusal::ForeignPage), "{site} {method} {path}");
            }
        }
    }
}

#[test]
fn a_link_elsewhere_may_lead_a_whole_tab_to_a_page_and_to_nothing_else() {
    let visit = |spoil: &dyn Fn(&mut Request<'static>)| {
        verdict(|r| {
            r.fetch_site = Field::One("cross-site");
            r.fetch_mode = Field::One("navigate");
            r.fetch_dest = Field::One("document");
            spoil(r);
        })
    };
    assert_eq!(visit(&|_| {}), Verdict::Pass);
    assert_eq!(visit(&|r| r.cookies.clear()), refused(Refusal::NotLetIn));
    let foreign = refused(Refusal::ForeignPage);
    assert_eq!(visit(&|r| r.fetch_dest = Field::One("iframe")), foreign);
    assert_eq!(visit(&|r| r.fetch_mode = Field::One("cors")), foreign);
    assert_eq!(visit(&|r| r.method = "POST"), foreign);
    assert_eq!(visit(&|r| r.method = "HEAD"), foreign);
    assert_eq!(visit(&|r| r.path = "/api/v1/export"), foreign);
    assert_eq!(visit(&|r| r.path = "/api/v1/events"), foreign);
}

#[test]
fn writes_and_streams_must_say_that_they_come_from_our_page() {
    let cases = [
        (Field::Missing, Field::One(ORIGIN), Verdict::Pass),
        (Field::One("same-origin"), Field::Missing, Verdict::Pass),
        (Field::One("same-origin"), Field::One(ORIGIN), Verdict::Pass),
        (Field::Missing, Field::Missing, refused(Refusal::UnknownPage)),
        (Field::One("none"), Field::Missing, refused(Refusal::UnknownPage)),
        (Field::One("none"), Field::One(ORIGIN), refused(Refusal::UnknownPage)),
        (Field::Odd, Field::One(ORIGIN), refused(Refusal::ForeignPage)),
    ];
    for (site, origin, expected) in cases {
        for (method, path) in [
            ("POST", "/api/v1/transactions"),
            ("DELETE", "/api/v1/accounts/1"),
            ("OPTIONS", "/api/v1/accounts"),
            ("GET", "/api/v1/events"),
            ("GET", "/api/v1/events/poll"),
        ] {
            let got = verdict(|r| {
                (r.method, r.path) = (method, path);
                (r.fetch_site, r.origin) = (site, origin);
            });
            assert_eq!(got, expected, "{method} {path} {site:?} {origin:?}");
        }
    }
    let socket = verdict(|r| (r.upgrade, r.fetch_site) = (true, Field::Missing));
    assert_eq!(socket, refused(Refusal::UnknownPage), "a WebSocket anywhere");
}

#[test]
fn a_page_may_be_typed_into_the_address_bar() {
    assert_eq!(verdict(|r| r.fetch_site = Field::One("none")), Verdict::Pass);
    assert_eq!(verdict(|r| r.fetch_site = Field::Missing), Verdict::Pass);
}

#[test]
fn a_launch_address_needs_no_cookie_but_only_for_reading() {
    let address = |method: &'static str| {
        verdict(|r| {
            (r.method, r.path) = (method, "/open/abc");
            r.cookies.clear();
            r.fetch_site = Field::One("none");
        })
    };
    assert_eq!(address("GET"), Verdict::Pass);
    assert_eq!(address("POST"), refused(Refusal::NotLetIn));
}

#[test]
fn a_service_worker_gets_no_script_and_hands_on_no_visit() {
    let worker = refused(Refusal::ServiceWorker);
    assert_eq!(verdict(|r| (r.path, r.service_worker) = ("/sw.js", Field::One("script"))), worker);
    let visit = |path: &'static str, dest: &'static str| {
        verdict(|r| {
            (r.path, r.fetch_site, r.fetch_dest) = (path, Field::One("same-origin"), Field::One(dest));
            r.fetch_mode = Field::One("navigate");
        })
    };
    assert_eq!(visit("/api/v1/export", "empty"), Verdict::Pass, "a file that is saved by a link");
    for path in ["/", "/open/abc"] {
        assert_eq!(visit(path, "empty"), worker, "{path}");
        assert_eq!(visit(path, "document"), Verdict::Pass, "{path}");
    }
    let by_script = verdict(|r| {
        (r.path, r.fetch_site) = ("/open/abc", Field::One("same-origin"));
        (r.fetch_mode, r.fetch_dest) = (Field::One("cors"), Field::One("empty"));
    });
    assert_eq!(by_script, worker, "a code is for a tab, and not for a script that learned it");
}

#[test]
fn a_second_start_needs_the_key_and_no_page_can_be_one() {
    let bearer = format!("Bearer {}", secret(2).text());
    let wrong = format!("Bearer {}", secret(1).text());
    let second = |spoil: &dyn Fn(&mut Request<'_>), key: &str| {
        let mut request =
            Request { method: "POST", path: INSTANCE_PATH, host: Field::One(HOST), ..Request::default() };
        spoil(&mut request);
        // The key is set last: closures cannot lend it for long enough.
        let request = Request { authorization: Field::One(key), ..request };
        access().judge(&request)
    };
    assert_eq!(second(&|_| {}, &bearer), Verdict::Pass);
    assert_eq!(second(&|_| {}, &wrong), refused(Refusal::WrongKey));
    assert_eq!(second(&|_| {}, ""), refused(Refusal::WrongKey));
    assert_eq!(second(&|_| {}, &bearer[7..]), refused(Refusal::WrongKey));
    assert_eq!(second(&|r| r.method = "GET", &bearer), refused(Refusal::WrongKey));
    let page = refused(Refusal::ForeignPage);
    assert_eq!(second(&|r| r.origin = Field::One(ORIGIN), &bearer), page);
    assert_eq!(second(&|r| r.fetch_site = Field::One("same-origin"), &bearer), page);
}

#[test]
fn a_launch_code_opens_the_door_once_and_within_a_minute() {
    let mut access = access();
    let now = Moment::from_ms(1_000);
    let address = access.mint([7; 32], now);
    let code = address.strip_prefix(&format!("{ORIGIN}/open/")).expect("our address").to_owned();
    assert_eq!(code.len(), 64);
    let cookie = access.redeem(&code, now.plus_ms(59_999)).expect("in time");
    let expected =
        format!("hello-8123={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000", secret(1).text());
    assert_eq!(cookie, expected);
    assert_eq!(access.redeem(&code, now), Err(CodeRefusal::Used));

    access.mint([8; 32], now);
    let old = secret(8).text().to_owned();
    assert_eq!(access.redeem(&old, now.plus_ms(60_000)), Err(CodeRefusal::Old));
    assert_eq!(access.redeem(secret(9).text(), now), Err(CodeRefusal::Unknown));
    assert_eq!(access.redeem("", now), Err(CodeRefusal::Unknown));
}

#[test]
fn a_new_token_voids_every_cookie_and_code_given_out_before() {
    let mut access = access();
    let now = Moment::default();
    access.mint([7; 32], now);
    access.renew(secret(9), secret(9));
    assert_eq!(access.judge(&good("GET", "/", cookie())), refused(Refusal::NotLetIn));
    assert_eq!(access.redeem(secret(7).text(), now), Err(CodeRefusal::Unknown));
    access.mint([8; 32], now);
    assert!(access.redeem(secret(8).text(), now).expect("opens").contains(secret(9).text()));
}

#[test]
fn the_oldest_codes_are_forgotten_first() {
    let mut access = access();
    let now = Moment::default();
    for byte in 0..=CODES_MAX {
        access.mint([byte as u8; 32], now);
    }
    assert_eq!(access.redeem(secret(0).text(), now), Err(CodeRefusal::Unknown));
    assert!(access.redeem(secret(1).text(), now).is_ok());
}

#[test]
fn whoever_guesses_codes_is_soon_told_no_more_than_that() {
    let mut access = access();
    let now = Moment::from_ms(1_000);
    for _ in 0..GUESSES_MAX {
        assert_eq!(access.redeem("wrong", now), Err(CodeRefusal::Unknown));
    }
    let last = now.plus_ms(GUESSES_WINDOW_MS - 1);
    assert_eq!(access.redeem("wrong", last), Err(CodeRefusal::TooMany));
    assert_eq!(access.redeem("wrong", last.plus_ms(1)), Err(CodeRefusal::Unknown));
}

#[test]
fn guesses_of_others_do_not_lock_out_who_has_a_right_code() {
    let mut access = access();
    let now = Moment::from_ms(1_000);
    let address = access.mint([7; 32], now);
    let code = address.rsplit('/').next().expect("a code").to_owned();
    for _ in 0..10 * GUESSES_MAX {
        assert!(access.redeem("wrong", now).is_err());
    }
    assert!(access.redeem(&code, now).is_ok());
    assert_eq!(access.redeem(&code, now), Err(CodeRefusal::TooMany), "a replay is a guess");
}
