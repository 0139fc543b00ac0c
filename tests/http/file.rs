//! The one file of the book under the real program: its end, its copies, its locks, and what becomes of it meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::support::program::{Running, command};
use super::support::{Request, wait_for};

fn start(folder: &Path) -> Running {
    Running::outside(quietly(command(folder))).let_in()
}

fn quietly(mut command: Command) -> Command {
    command.arg("--no-browser").stderr(Stdio::null());
    command
}

/// What a start says that does not succeed.
fn refused(folder: &Path, more: &[&str]) -> String {
    let mut command = command(folder);
    let out = command.arg("--no-browser").args(more).stderr(Stdio::piped()).output().expect("starts");
    assert_eq!(out.status.code(), Some(1));
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn add(running: &Running, name: &str) -> u16 {
    let body = json!({"name": name, "kind": "asset", "currency": "USD"});
    running.client.post("/api/v1/accounts", &body).status
}

fn quit(mut running: Running) -> Option<i32> {
    running.client.send(Request::new("POST", "/api/v1/app/quit").body(""));
    wait_for("the end", || running.child.try_wait().expect("is ours")).code()
}

fn accounts(running: &Running) -> usize {
    running.client.get("/api/v1/accounts")["accounts"].as_array().expect("accounts").len()
}

fn book(folder: &Path) -> PathBuf {
    folder.join("b.counterfoil")
}

fn trouble(running: &Running) -> Option<Value> {
    let app = running.client.get("/api/v1/app");
    Some(app["life"]["trouble"].clone()).filter(|trouble| !trouble.is_null())
}

#[test]
fn a_copy_put_over_a_killed_book_is_opened_as_that_copy_and_the_page_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Old");
    assert_eq!(quit(running), Some(0));
    let copy = folder.path().join("copy");
    fs::copy(book(folder.path()), &copy).expect("copies");
    let running = start(folder.path());
    add(&running, "New");
    drop(running);
    fs::copy(&copy, book(folder.path())).expect("restores");
    let running = start(folder.path());
    assert_eq!(accounts(&running), 1);
    let found = running.client.get("/api/v1/app")["book"]["found"][0].as_str().expect("is told").to_owned();
    assert!(found.contains("-wal.set-aside-"), "{found}");
}

#[test]
fn a_book_that_goes_away_while_open_is_written_no_more_and_can_be_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    fs::remove_file(book(folder.path())).expect("removes");
    let told = wait_for("the trouble", || trouble(&running));
    assert_eq!(told["title"], "The book was deleted while it was open.");
    assert_eq!(add(&running, "Lost"), 409, "nothing more is taken");
    let saved = running.client.done("POST", "/api/v1/book/rescue", &json!({}))["path"].clone();
    let saved = saved.as_str().expect("a path").to_owned();
    assert_eq!(quit(running), Some(0));
    assert!(!book(folder.path()).exists(), "no new book is made");
    let said = refused(folder.path(), &[]);
    assert!(said.contains("its log") && said.contains("no new book was made"), "{said}");
    fs::rename(saved, book(folder.path())).expect("puts it back");
    assert_eq!(accounts(&start(folder.path())), 1);
}

#[test]
fn an_empty_file_is_never_taken_for_a_new_book_and_a_new_one_is_made_where_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(quit(start(folder.path())), Some(0));
    fs::write(book(folder.path()), "").expect("empties");
    assert!(refused(folder.path(), &[]).contains("is empty"));
    assert_eq!(fs::read(book(folder.path())).expect("is there"), b"");
    fs::remove_file(book(folder.path())).expect("removes");
    let said = refused(folder.path(), &[]);
    assert!(said.contains("it was when Counterfoil ran last") && said.contains("--new"), "{said}");
    let mut anew = quietly(command(folder.path()));
    anew.arg("--new");
    assert_eq!(accounts(&Running::outside(anew).let_in()), 0);
}

#[cfg(unix)]
#[test]
fn a_second_name_of_an_open_book_is_refused_and_it_is_said_who_has_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    let other = folder.path().join("other");
    fs::create_dir(&other).expect("makes");
    fs::hard_link(book(folder.path()), book(&other)).expect("links");
    let mut second = command(&other);
    second.env("XDG_STATE_HOME", folder.path().join("state")).arg("--no-browser").stderr(Stdio::piped());
    let out = second.output().expect("starts");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("process {}", running.child.id())), "{said}");
}

#[test]
fn a_book_that_another_program_reads_at_the_end_is_said_not_to_be_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    let reader = counterfoil::book::Book::open(&book(folder.path()), "x").expect("opens");
    let (reading, reads) = std::sync::mpsc::channel();
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let reader = &reader;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let asked = reader.read(|view| {
                view.revision()?;
                reading.send(()).expect("is waited for");
                let _ = ended.recv();
                Ok(())
            });
            asked.expect("reads");
        });
        reads.recv().expect("reads");
        // What comes after its moment cannot be brought into the file.
        add(&running, "Savings");
        assert_eq!(quit(running), Some(1), "the exit code says it");
        drop(end);
    });
    let log = fs::read_to_string(folder.path().join("state/counterfoil/counterfoil.log")).expect("a log");
    assert!(log.contains("the newest changes are in the file beside it"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_book_that_others_could_read_is_private_again_and_it_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(quit(start(folder.path())), Some(0));
    fs::set_permissions(book(folder.path()), fs::Permissions::from_mode(0o644)).expect("is ours");
    let running = start(folder.path());
    let mode = book(folder.path()).metadata().expect("is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let found = running.client.get("/api/v1/app")["book"]["found"][0].clone();
    assert_eq!(found, "Other users of this computer could read the book. Now only you can.");
}

#[cfg(unix)]
#[test]
fn an_export_follows_no_link_that_somebody_prepared() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(quit(start(folder.path())), Some(0));
    let (out, prey) = (folder.path().join("out.json"), folder.path().join("prey"));
    fs::write(&prey, "mine").expect("writes");
    std::os::unix::fs::symlink(&prey, folder.path().join("out.json.unfinished")).expect("links");
    let mut export = command(folder.path());
    export.args(["export", "--output"]).arg(&out);
    assert!(export.output().expect("runs").status.success());
    assert_eq!(fs::read(&prey).expect("is there"), b"mine");
    assert!(out.exists());
}
