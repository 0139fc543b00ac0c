//! The program by the command line and by the keys of scripts.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::support::program::{Running, command, in_folder};
use super::support::{Request, wait_for};

fn started(folder: &Path) -> Running {
    let mut command = command(folder);
    command.args(["--no-browser"]).stderr(Stdio::null());
    Running::outside(command).let_in()
}

/// Carries out an order on the book in this folder.
fn order(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let mut command = in_folder(Command::new(env!("CARGO_BIN_EXE_counterfoil")), folder);
    let Output { status, stdout, stderr } = command.args(words).output().expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (status.code().expect("was not killed"), text(stdout), text(stderr))
}

#[test]
fn status_says_whether_it_runs_and_how_and_prolongs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, said, _) = order(folder.path(), &["status"]);
    assert_eq!(code, 3);
    assert!(said.contains("does not run on"), "{said}");
    let (code, said, _) = order(folder.path(), &["status", "--json"]);
    let said: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &said["running"]), (3, &Value::Bool(false)));

    let running = started(folder.path());
    let mut stream = running.client.events("session=only", None);
    stream.next_named("hello");
    let (code, said, _) = order(folder.path(), &["status"]);
    assert_eq!(code, 0);
    assert!(said.contains(&format!("http://127.0.0.1:{}/", running.client.port)), "{said}");
    assert!(said.contains("b.counterfoil") && said.contains("1 tab open"), "{said}");
    let (_, said, _) = order(folder.path(), &["status", "--json"]);
    let said: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (said["running"].as_bool(), said["pid"].as_u64()),
        (Some(true), Some(running.child.id().into()))
    );
    assert_eq!(said["life"]["open_sessions"], 1);
}

#[test]
fn the_version_names_the_commit_and_the_system() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, said, _) = order(folder.path(), &["--version"]);
    assert_eq!(code, 0);
    let words = said
        .trim()
        .strip_prefix(concat!("counterfoil ", env!("CARGO_PKG_VERSION"), " ("))
        .expect("a version");
    let (commit, system) = words.trim_end_matches(')').split_once(", ").expect("commit and system");
    let is_commit = commit.len() >= 8 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(is_commit || commit == "no commit named", "{said}");
    assert_eq!(system.split('-').next(), Some(std::env::consts::ARCH), "{said}");
}

#[test]
fn quit_ends_it_in_order_and_returns_when_it_has_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(order(folder.path(), &["quit"]).0, 0, "nothing to do");
    let mut running = started(folder.path());
    let mut stream = running.client.events("session=only", None);
    let (code, said, _) = order(folder.path(), &["quit"]);
    assert_eq!((code, said.as_str()), (0, "Counterfoil has ended.\n"));
    stream.next_named("bye");
    let status = wait_for("the end", || running.child.try_wait().expect("is ours"));
    assert_eq!(status.code(), Some(0));
}

#[test]
fn open_opens_a_page_of_the_one_that_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = started(folder.path());
    let (code, said, _) = order(folder.path(), &["--no-browser", "open"]);
    assert_eq!(code, 0);
    assert!(said.starts_with(&format!("http://127.0.0.1:{}/open/", running.client.port)), "{said}");
}

#[test]
fn start_at_login_is_switched_with_the_program_and_without_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let entries = || std::fs::read_dir(folder.path().join(".config/autostart")).map_or(0, Iterator::count);
    let says = |words: &[&str], expected: &str| {
        let (code, said, errors) = order(folder.path(), &[&["start-at-login"], words].concat());
        assert_eq!((code, said.starts_with(expected)), (0, true), "{said}{errors}");
    };
    says(&[], "Counterfoil does not start at login");
    says(&["on"], "Counterfoil starts at login, without a page");
    assert_eq!(entries(), 1);
    says(&["off"], "Counterfoil does not");
    assert_eq!(entries(), 0);

    let running = started(folder.path());
    says(&["on"], "Counterfoil starts");
    assert_eq!((running.client.get("/api/v1/app")["start_at_login"].as_bool(), entries()), (Some(true), 1));
    says(&["off"], "Counterfoil does not");
    assert_eq!(running.client.get("/api/v1/app")["start_at_login"], false);
}

#[test]
fn doctor_says_what_it_found_and_what_to_do_and_makes_no_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, said, _) = order(folder.path(), &["--browser", "/nowhere/browser", "doctor"]);
    assert_eq!(code, 1, "{said}");
    for name in
        ["version", "folder of the book", "lock", "port", "disk", "zone", "tray", "session bus", "portal"]
    {
        assert!(said.contains(&format!(" {name}: ")), "{name}: {said}");
    }
    assert!(said.contains("FAULT browser: there is no program “/nowhere/browser”"), "{said}");
    assert!(said.contains("Name another with --browser"), "{said}");
    assert!(!folder.path().join("b.counterfoil").exists());
    let _running = started(folder.path());
    let (_, said, _) = order(folder.path(), &["doctor", "--json"]);
    let said: Value = serde_json::from_str(&said).expect("JSON");
    let lock = said.as_array().expect("a list").iter().find(|finding| finding["name"] == "lock");
    assert_eq!(lock.expect("is there")["verdict"], "good");
    assert!(lock.expect("is there")["found"].as_str().expect("words").contains("answers"));
}

/// As a script sends it: no cookie, no Origin.
fn by_key(running: &Running, method: &str, path: &str, key: &str, body: &Value) -> u16 {
    let request = Request::new(method, path)
        .header("Host", format!("127.0.0.1:{}", running.client.port))
        .header("Authorization", format!("Bearer {key}"));
    running.client.send_raw(&request.json(body)).status
}

#[test]
fn a_key_of_a_script_is_good_for_the_interface_and_for_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    // Made where no program runs, good in the next run.
    let (code, key, said) = order(folder.path(), &["token", "new", "backup"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("shown once"), "{said}");
    let key = key.trim();
    let running = started(folder.path());
    let account = serde_json::json!({"name": "Cheque", "kind": "asset", "currency": "USD"});
    assert_eq!(by_key(&running, "GET", "/api/v1/app", key, &Value::Null), 200);
    assert_eq!(by_key(&running, "POST", "/api/v1/accounts", key, &account), 200);
    assert_eq!(by_key(&running, "GET", "/", key, &Value::Null), 401, "the page is for browsers");
    for (method, path) in [
        ("GET", "/api/v1/tokens"),
        ("POST", "/api/v1/tokens"),
        ("DELETE", "/api/v1/tokens/backup"),
        ("POST", "/api/v1/sessions/sign-out"),
    ] {
        let other = serde_json::json!({"name": "another"});
        assert_eq!(by_key(&running, method, path, key, &other), 403, "{method} {path}");
    }
    let wrong = "0".repeat(64);
    assert_eq!(by_key(&running, "GET", "/api/v1/app", &wrong, &Value::Null), 401);
}

#[test]
fn a_page_of_somebody_else_gets_nothing_by_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, key, _) = order(folder.path(), &["token", "new", "backup"]);
    let running = started(folder.path());
    let request = Request::get("/api/v1/app")
        .header("Host", format!("127.0.0.1:{}", running.client.port))
        .header("Authorization", format!("Bearer {}", key.trim()));
    for (name, value) in [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
        assert_eq!(running.client.send_raw(&request.clone().header(name, value)).status, 403, "{name}");
    }
    let asks_first = Request::new("OPTIONS", "/api/v1/app")
        .header("Host", format!("127.0.0.1:{}", running.client.port))
        .header("Origin", "http://evil.example")
        .header("Access-Control-Request-Headers", "authorization");
    let answer = running.client.send_raw(&asks_first);
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
}

#[test]
fn a_key_is_listed_without_the_key_and_revoked_it_opens_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = started(folder.path());
    let (_, key, _) = order(folder.path(), &["token", "new", "backup"]);
    let key = key.trim();
    assert_eq!(by_key(&running, "GET", "/api/v1/app", key, &Value::Null), 200);
    let (_, listed, _) = order(folder.path(), &["token", "list"]);
    assert!(listed.starts_with("backup\t20") && !listed.contains(key), "{listed}");
    assert_eq!(running.client.get("/api/v1/tokens")["tokens"][0]["name"], "backup");
    let (code, _, said) = order(folder.path(), &["token", "new", "backup"]);
    assert_eq!(code, 1);
    assert!(said.contains("already"), "{said}");
    assert_eq!(order(folder.path(), &["token", "revoke", "backup"]).0, 0);
    assert_eq!(by_key(&running, "GET", "/api/v1/app", key, &Value::Null), 401);
    let (code, _, said) = order(folder.path(), &["token", "revoke", "backup"]);
    assert_eq!(code, 1);
    assert!(said.contains("no key of this name"), "{said}");
}

#[test]
fn no_key_is_written_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, key, _) = order(folder.path(), &["--log", "trace", "token", "new", "backup"]);
    let running = started(folder.path());
    assert_eq!(by_key(&running, "GET", "/api/v1/app", key.trim(), &Value::Null), 200);
    let grep = Command::new("grep").args(["-rl", key.trim()]).arg(folder.path()).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&grep.stdout), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_hangs_is_told_at_once_by_status_and_quit() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = started(folder.path());
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &running.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    };
    signal("-STOP");
    for words in [&["status"][..], &["quit"]] {
        let (code, _, said) = order(folder.path(), words);
        assert_eq!(code, 1, "{words:?}: {said}");
        assert!(said.contains("does not answer") && said.contains("stays saved"), "{words:?}: {said}");
    }
    signal("-CONT");
    assert_eq!(order(folder.path(), &["status"]).0, 0);
}

#[test]
fn a_key_with_a_name_of_any_letters_is_revoked_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let _running = started(folder.path());
    for name in ["my-key", "it's (mine)! *~_.", "a:b@c;d=e&f,g+h$", "50 % ü"] {
        assert_eq!(order(folder.path(), &["token", "new", name]).0, 0, "{name}");
        let (code, said, why) = order(folder.path(), &["token", "revoke", name]);
        assert_eq!(code, 0, "{name}: {said}{why}");
    }
    assert_eq!(order(folder.path(), &["token", "list"]).1, "");
    for name in ["a/b", "a\\b"] {
        let (code, _, said) = order(folder.path(), &["token", "new", name]);
        assert!(code != 0 && said.contains("without slashes"), "{name}: {said}");
    }
}

#[test]
fn the_doctor_names_what_takes_part_and_knows_our_own_port() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = started(folder.path());
    let (_, said, _) = order(folder.path(), &["doctor", "--json"]);
    let found: Value = serde_json::from_str(&said).expect("JSON");
    let found = |name: &str| -> String {
        let all = found.as_array().expect("findings").iter();
        let one = all.filter(|one| one["name"] == name).map(|one| one["found"].to_string());
        one.collect()
    };
    assert!(found("system").contains("SQLite 3."), "{said}");
    assert!(found("lock").contains("answers"), "{said}");
    let port = found("port");
    assert!(port.contains("is free") || port.contains("that of the Counterfoil that runs"), "{port}");
    assert!(!port.contains(&running.client.port.to_string()) || port.contains("that runs"), "{port}");
}
