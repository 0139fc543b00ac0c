//! First and second starts, in one process: a lock belongs to an open file, not to a process.

use std::io::BufRead;
use std::net::{Ipv4Addr, TcpListener};

use super::asking::address_in;
use super::*;

const SHORT: Duration = Duration::from_millis(200);

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn first(folder: &Path) -> Place {
    match claim(folder, [1; 32], SHORT, |_| {}) {
        Ok(Standing::First(place)) => place,
        other => panic!("it should be the first: {other:?}"),
    }
}

/// A first that answers one call with this and then goes on listening; what it was asked comes back.
fn answering(answer: impl Fn(u16) -> String + Send + 'static) -> (u16, thread::JoinHandle<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked = thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a caller");
        let mut reader = io::BufReader::new(stream);
        let mut asked = String::new();
        while !asked.ends_with("\r\n\r\n") {
            reader.read_line(&mut asked).expect("a line");
        }
        let mut stream = reader.into_inner();
        stream.write_all(answer(port).as_bytes()).expect("sent");
        asked
    });
    (port, asked)
}

fn ok(port: u16) -> String {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhttp://127.0.0.1:{port}/open/abc")
}

#[test]
fn a_second_start_gets_an_address_from_the_first() {
    let folder = folder();
    let place = first(folder.path());
    let (port, asked) = answering(ok);
    place.announce(port).expect("announced");
    match claim(folder.path(), [2; 32], SHORT, |_| {}) {
        Ok(Standing::Second(address)) => {
            assert_eq!(address, format!("http://127.0.0.1:{port}/open/abc"));
        }
        other => panic!("it should be the second: {other:?}"),
    }
    let asked = asked.join().expect("asked");
    assert!(asked.starts_with("POST /instance/open HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("Host: 127.0.0.1:{port}\r\n")), "{asked}");
    assert!(asked.contains(&format!("Bearer {}", place.key().text())), "{asked}");
}

#[test]
fn a_second_start_waits_for_a_first_that_is_still_starting() {
    let folder = folder();
    let place = first(folder.path());
    let path = folder.path().to_owned();
    let second = thread::spawn(move || claim(&path, [2; 32], PATIENCE, |_| {}));
    let (port, asked) = answering(ok);
    place.announce(port).expect("announced");
    assert!(matches!(second.join(), Ok(Ok(Standing::Second(_)))));
    asked.join().expect("asked");
}

#[test]
fn one_that_is_brief_is_waited_for_beyond_all_patience() {
    let folder = folder();
    let place = first(folder.path());
    place.announce_brief().expect("announced");
    let path = folder.path().to_owned();
    let (tell, told) = std::sync::mpsc::channel();
    let waits = move |wait| tell.send(wait).expect("is heard");
    let second = thread::spawn(move || claim(&path, [2; 32], SHORT, waits));
    assert_eq!(told.recv(), Ok(Wait::AtWork(std::process::id())));
    // It is no condition that something has not happened: the thread would be over in a moment.
    let since = Instant::now();
    while since.elapsed() < 2 * SHORT {
        assert!(!second.is_finished(), "it waits");
        thread::yield_now();
    }
    place.announce_end();
    assert_eq!(told.recv(), Ok(Wait::Ending(std::process::id())));
    drop(place);
    assert!(matches!(second.join(), Ok(Ok(Standing::First(_)))));
    assert!(told.recv().is_err(), "each reason is told once");
}

#[test]
fn a_second_start_becomes_the_first_when_the_first_dies_meanwhile() {
    let folder = folder();
    let place = first(folder.path());
    let path = folder.path().to_owned();
    let second = thread::spawn(move || claim(&path, [2; 32], PATIENCE, |_| {}));
    drop(place);
    assert!(matches!(second.join(), Ok(Ok(Standing::First(_)))));
}

#[test]
fn the_note_of_a_first_that_was_killed_is_taken_away() {
    let folder = folder();
    fs::write(folder.path().join(NOTE), r#"{"pid":1,"port":1,"key":""}"#).expect("written");
    let _place = first(folder.path());
    assert!(!folder.path().join(NOTE).exists());
}

#[test]
fn a_first_that_never_answers_is_named_in_the_error() {
    let folder = folder();
    let place = first(folder.path());
    let error = claim(folder.path(), [2; 32], SHORT, |_| {}).expect_err("no note");
    assert!(matches!(error, ClaimError::NoAnswer { pid: None }), "{error}");
    // A port that nobody listens on.
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr());
    place.announce(free.expect("a port").port()).expect("announced");
    let error = claim(folder.path(), [2; 32], SHORT, |_| {}).expect_err("no answer");
    let pid = std::process::id().to_string();
    assert!(error.to_string().contains(&pid), "{error}");
}

#[test]
fn only_an_address_of_the_first_is_believed() {
    assert!(address_in(&ok(8123), 8123).is_some());
    assert_eq!(address_in(&ok(8123), 8124), None);
    assert_eq!(address_in(&ok(8123).replace("200", "401"), 8123), None);
    assert_eq!(address_in("HTTP/1.1 200 OK\r\n\r\nhttp://evil.example/", 8123), None);
    assert_eq!(address_in("", 8123), None);
}

#[test]
fn two_folders_have_two_firsts() {
    let (one, two) = (folder(), folder());
    let _both = (first(one.path()), first(two.path()));
}

#[test]
fn a_folder_that_cannot_be_used_is_an_error() {
    let folder = folder();
    let missing = folder.path().join("missing");
    let error = claim(&missing, [1; 32], SHORT, |_| {}).expect_err("no folder");
    assert!(error.to_string().contains("missing"), "{error}");
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let place = first(folder.path());
    place.announce(1).expect("announced");
    for name in [LOCK, NOTE] {
        let mode = fs::metadata(folder.path().join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
