//! How an open page finds back into the next run of the real program, and who does not.

use std::path::Path;
use std::process::Stdio;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::support::program::{Running, command};
use super::support::{Answer, Request};

fn start(folder: &Path, more: &[&str]) -> Running {
    let mut command = command(folder);
    command.args(["--no-browser", "--keep-running"]).args(more).stderr(Stdio::null());
    Running::outside(command)
}

/// Ends the program in order, and waits for it.
fn end(mut running: Running) {
    running.client.post("/api/v1/app/quit", &json!({}));
    assert!(running.child.wait().expect("ends").success());
}

/// What one side signs, in hexadecimal.
fn sign(key: &str, parts: &[&str]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key");
    mac.update(parts.join(":").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("{name} in {answer}")).to_owned()
}

/// Asks who answers, without a cookie.
fn ask(running: &Running, page: &str, asked: &str) -> Value {
    let host = format!("127.0.0.1:{}", running.client.port);
    let question = Request::get(&format!("/reentry?page={page}&nonce={asked}")).header("Host", host);
    let answer = running.client.send_raw(&question);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn come_back(running: &Running, page: &str, nonce: &str, proof: &str) -> Answer {
    let back = json!({"page": page, "nonce": nonce, "proof": proof});
    let request = Request::new("POST", "/reentry")
        .json(&back)
        .header("Host", format!("127.0.0.1:{}", running.client.port))
        .header("Origin", running.client.origin());
    running.client.send_raw(&request)
}

#[test]
fn the_cookie_of_one_run_opens_nothing_in_the_next_and_an_open_page_finds_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = start(folder.path(), &[]).let_in();
    let (port, old) = (first.client.port.to_string(), first.client.cookie.clone());
    let key = first.client.post("/reentry/key", &json!({})).json();
    let (page, own, key) = (text(&key, "page"), text(&key, "own"), text(&key, "key"));
    end(first);

    let mut second = start(folder.path(), &["--port", &port]);
    second.client.cookie = old;
    assert_eq!(second.client.send(Request::get("/api/v1/accounts")).status, 401);
    let asked = "ab".repeat(32);
    let proof = ask(&second, &page, &asked);
    let nonce = text(&proof, "nonce");
    assert_eq!(text(&proof, "proof"), sign(&own, &["program", &asked, &nonce]));
    // A page without the key is told that it is not let in …
    let wrong = come_back(&second, &page, &nonce, &sign(&asked, &["page", &asked, &nonce]));
    assert_eq!(wrong.status, 403, "{}", wrong.text());
    assert!(wrong.header("Set-Cookie").is_none());
    // … and one with it gets the cookie of this run.
    let proof = ask(&second, &page, &asked);
    let nonce = text(&proof, "nonce");
    let back = come_back(&second, &page, &nonce, &sign(&key, &["page", &asked, &nonce]));
    assert_eq!(back.status, 204, "{}", back.text());
    let cookie = back.header("Set-Cookie").expect("a cookie").split(';').next().map(str::to_owned);
    assert_ne!(cookie, second.client.cookie);
    second.client.cookie = cookie;
    assert_eq!(second.client.send(Request::get("/api/v1/accounts")).status, 200);
}

#[test]
fn who_signed_out_finds_back_in_no_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = start(folder.path(), &[]).let_in();
    let port = first.client.port.to_string();
    let key = first.client.post("/reentry/key", &json!({})).json();
    let (page, own, key) = (text(&key, "page"), text(&key, "own"), text(&key, "key"));
    first.client.post("/api/v1/sessions/sign-out", &json!({}));
    let asked = "cd".repeat(32);
    let refused = |running: &Running| {
        let proof = ask(running, &page, &asked);
        let nonce = text(&proof, "nonce");
        // It still knows who answers: to whom it says nothing else.
        assert_eq!(text(&proof, "proof"), sign(&own, &["program", &asked, &nonce]));
        come_back(running, &page, &nonce, &sign(&key, &["page", &asked, &nonce])).status
    };
    assert_eq!(refused(&first), 403);
    drop(first);
    let second = start(folder.path(), &["--port", &port]);
    assert_eq!(refused(&second), 403);
}
