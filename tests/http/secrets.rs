//! What other users of the machine can see of the real program: its files, its
//! log, the list of processes, and its port.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use super::support::program::{Bound, Running, command};
use super::support::wait_for;

fn all_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("lists").map(|entry| entry.expect("reads").path());
    entries
        .flat_map(
            |path| if path.is_dir() { [vec![path.clone()], all_below(&path)].concat() } else { vec![path] },
        )
        .collect()
}

/// The program at its most talkative, and what it said on standard error.
fn talkative(folder: &Path) -> (Running, PathBuf) {
    let said = folder.join("stderr");
    let mut command = command(folder);
    command
        .args(["--no-browser", "--log", "trace", "--keep-running"])
        .stderr(fs::File::create(&said).expect("makes"));
    (Running::outside(command), said)
}

#[test]
fn nobody_else_may_look_into_what_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::outside({
        let mut command = command(folder.path());
        command.arg("--no-browser").stderr(Stdio::null());
        command
    })
    .let_in();
    running.client.done(
        "POST",
        "/api/v1/accounts",
        &json!({"name": "A", "kind": "asset", "currency": "USD"}),
    );
    running.client.post("/api/v1/tokens", &json!({"name": "script"}));
    let state = folder.path().join("state/counterfoil");
    let written = all_below(folder.path());
    for name in [
        "b.counterfoil",
        "b.counterfoil-wal",
        "config.toml",
        "counterfoil.log",
        "lock",
        "instance.json",
        "remembered.json",
        "tokens.json",
    ] {
        assert!(written.iter().any(|path| path.ends_with(name)), "{name} is not in {written:?}");
    }
    for path in &written {
        let mode = path.metadata().expect("is there").permissions().mode() & 0o777;
        // The folders that were there before the program are not its own.
        let is_ours =
            path.starts_with(&state) || path.ancestors().any(|folder| folder.ends_with("counterfoil"));
        match path.is_dir() {
            true if is_ours => assert_eq!(mode, 0o700, "{}", path.display()),
            true => {}
            false => assert_eq!(mode, 0o600, "{}", path.display()),
        }
    }
}

#[test]
fn no_log_and_no_process_list_shows_a_code_or_the_cookie() {
    let folder = tempfile::tempdir().expect("a folder");
    let (running, said) = talkative(folder.path());
    let running = running.let_in();
    running.client.done(
        "POST",
        "/api/v1/accounts",
        &json!({"name": "Seen", "kind": "asset", "currency": "USD"}),
    );
    running.client.done(
        "POST",
        "/api/v1/transactions",
        &json!({"date": "2024-05-17", "payee": "Zanzibar Grocer", "memo": "Saffron and pepper",
            "splits": [{"account": 1, "amount": -471123}, {"category": "Spices", "amount": 471123}]}),
    );
    let _ = running.client.events("session=a", None).next_named("hello");
    // A second start gets a code by the first one's key.
    let mut second = command(folder.path());
    second.args(["--no-browser", "--log", "trace"]).stderr(Stdio::piped());
    let output = second.output().expect("runs");
    let second_code =
        String::from_utf8_lossy(&output.stdout).trim().rsplit('/').next().expect("a code").to_owned();
    let note = fs::read_to_string(
        all_below(folder.path()).iter().find(|path| path.ends_with("instance.json")).expect("a note"),
    );
    let note: serde_json::Value = serde_json::from_str(&note.expect("reads")).expect("JSON");
    let cookie = running.client.cookie.clone().expect("was let in");
    let secrets = [
        ("the code", running.launch.rsplit('/').next().expect("a code").to_owned()),
        ("the second code", second_code),
        ("the cookie", cookie.rsplit('=').next().expect("a value").to_owned()),
        ("the key", note["key"].as_str().expect("a key").to_owned()),
    ];
    let log = fs::read_to_string(folder.path().join("state/counterfoil/counterfoil.log")).expect("reads");
    let said = fs::read_to_string(said).expect("reads");
    for private in ["Zanzibar", "Saffron", "471123", "4711.23"] {
        assert!(!log.contains(private) && !said.contains(private), "{private} is in {log}{said}");
    }
    assert!(log.contains("TRACE") || log.contains("DEBUG"), "it was to be talkative: {log}");
    let second_said = String::from_utf8_lossy(&output.stderr).into_owned();
    let listed = process_list();
    for (what, secret) in &secrets {
        assert_eq!(secret.len(), 64, "{what}");
        for (place, text) in [
            ("the log", &log),
            ("stderr", &said),
            ("stderr of the second", &second_said),
            ("the processes", &listed),
        ] {
            assert!(!text.contains(secret.as_str()), "{what} is in {place}");
        }
    }
}

/// The command lines of all processes, as every user sees them.
fn process_list() -> String {
    let processes = fs::read_dir("/proc").expect("lists").filter_map(|entry| Some(entry.ok()?.path()));
    let lines = processes.filter_map(|path| fs::read(path.join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).into_owned() + "\n").collect()
}

/// What the program answers another user of this machine who sends these lines; none where nobody can be one.
fn as_another_user(port: u16, lines: &[&str]) -> Option<String> {
    let request = format!("{}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n", lines.join("\r\n"));
    let script = "exec 3<>/dev/tcp/127.0.0.1/$0; printf '%s' \"$1\" >&3; cat <&3";
    let stranger = Command::new("bash")
        .args(["-c", script, &port.to_string(), &request])
        .uid(65_534)
        .stdin(Stdio::null())
        .current_dir("/")
        .output();
    let Ok(stranger) = stranger else {
        println!(
            "skipped: only the administrator can be another user, where others get to what is installed"
        );
        return None;
    };
    assert!(stranger.stderr.is_empty(), "{}", String::from_utf8_lossy(&stranger.stderr));
    Some(String::from_utf8_lossy(&stranger.stdout).into_owned())
}

/// The browser's command line shows a code for a moment: that must open nothing to whoever reads it there.
#[test]
fn a_code_that_another_user_read_opens_nothing_and_is_not_spent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (running, _) = talkative(folder.path());
    let get = format!("GET {} HTTP/1.1", running.launch);
    let Some(answer) = as_another_user(running.client.port, &[&get]) else { return };
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    assert!(!answer.to_ascii_lowercase().contains("set-cookie"), "{answer}");
    assert!(running.let_in().client.cookie.is_some());
}

/// A browser shows its cookies to every port of 127.0.0.1, so another user's server may have ours.
#[test]
fn the_cookie_in_another_users_hands_opens_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (running, _) = talkative(folder.path());
    let running = running.let_in();
    let cookie = format!("Cookie: {}", running.client.cookie.clone().expect("was let in"));
    for path in
        ["/", "/api/v1/accounts", "/api/v1/events?session=x", "/openapi.json", "/reentry?page=1&nonce=1"]
    {
        let get = format!("GET {path} HTTP/1.1");
        let lines = [get.as_str(), &cookie, "Sec-Fetch-Site: same-origin"];
        let Some(answer) = as_another_user(running.client.port, &lines) else { return };
        assert!(answer.starts_with("HTTP/1.1 403"), "{path}: {answer}");
        assert!(answer.contains("another user"), "{path}: {answer}");
    }
    // So is a script's key.
    let made = running.client.post("/api/v1/tokens", &json!({"name": "script"})).json();
    let bearer = format!("Authorization: Bearer {}", made["key"].as_str().expect("a key"));
    let Some(answer) = as_another_user(running.client.port, &["GET /api/v1/accounts HTTP/1.1", &bearer])
    else {
        return;
    };
    assert!(answer.starts_with("HTTP/1.1 403") && answer.contains("another user"), "{answer}");
    // The same lines, sent by ourselves, are answered.
    assert!(running.client.get("/api/v1/accounts")["revision"].is_u64());
}

/// The command that opens the page gets the code; the program's own command line never has it.
#[test]
fn the_browser_gets_the_code_and_the_log_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = folder.path().join("opened");
    let browser = format!("sh -c 'echo \"$0\" > \"{}\"' %u", opened.display());
    let said = folder.path().join("stderr");
    let mut command = command(folder.path());
    command
        .args(["--log", "trace", "--keep-running", "--browser", &browser])
        .stderr(fs::File::create(&said).expect("makes"));
    let child = Bound(command.spawn().expect("starts"));
    let address =
        wait_for("the browser", || fs::read_to_string(&opened).ok().filter(|text| text.ends_with('\n')));
    let code = address.trim().rsplit('/').next().expect("a code");
    assert_eq!(code.len(), 64, "{address}");
    let log = fs::read_to_string(folder.path().join("state/counterfoil/counterfoil.log")).expect("reads");
    let own = fs::read_to_string(format!("/proc/{}/cmdline", child.0.id())).expect("reads");
    for text in [&log, &fs::read_to_string(said).expect("reads"), &own] {
        assert!(!text.contains(code), "{text}");
    }
}
