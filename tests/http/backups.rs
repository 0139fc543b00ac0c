//! Backups, checks, repairs and restores, by the real program. Each sentence of the README about them has its test here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use super::support::program::{Running, command};
use super::support::{Request, wait_for};

fn start(folder: &Path) -> Running {
    let mut command = command(folder);
    command.arg("--no-browser").stderr(Stdio::null());
    Running::outside(command).let_in()
}

fn add(running: &Running, name: &str) {
    let body = json!({"name": name, "kind": "asset", "currency": "USD",
        "opening": {"date": "2026-01-01", "amount": 100_00}});
    running.client.done("POST", "/api/v1/accounts", &body);
}

fn quit(mut running: Running) {
    running.client.send(Request::new("POST", "/api/v1/app/quit").body(""));
    assert_eq!(wait_for("the end", || running.child.try_wait().expect("is ours")).code(), Some(0));
}

fn book(folder: &Path) -> PathBuf {
    folder.join("b.counterfoil")
}

fn list(running: &Running) -> Vec<Value> {
    running.client.get("/api/v1/backups")["backups"].as_array().expect("backups").clone()
}

fn names(running: &Running) -> Vec<String> {
    let accounts = running.client.get("/api/v1/accounts");
    let accounts = accounts["accounts"].as_array().expect("accounts").iter();
    let registers = accounts.filter(|one| one["kind"] == "asset");
    registers.map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).stderr(Stdio::piped()).output().expect("runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The name of the only backup in the default folder.
fn only_backup(folder: &Path) -> PathBuf {
    let mut found = Vec::new();
    let books = fs::read_dir(folder.join("state/counterfoil/books")).expect("is there");
    for book in books.flatten() {
        let files = fs::read_dir(book.path().join("backups")).into_iter().flatten().flatten();
        found.extend(
            files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "zst")),
        );
    }
    let [only] = &found[..] else { panic!("{found:?}") };
    only.clone()
}

#[test]
fn the_first_change_of_a_day_is_backed_up_by_itself_and_what_differs_from_today_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    let first = wait_for("a backup", || list(&running).first().cloned());
    assert_eq!(
        (first["why"].as_str(), first["transactions"].as_u64()),
        (Some("first change of the day"), Some(1))
    );
    add(&running, "Savings");
    let now = list(&running);
    assert_eq!(now.len(), 1, "once a day");
    assert_eq!(now[0]["fewer"], 1, "one transaction fewer than now");
    let entry = json!({"date": "2026-01-02", "payee": "Grocer", "splits":
        [{"account": 1, "amount": -10_00}, {"category": "Food", "amount": 10_00}]});
    running.client.done("POST", "/api/v1/transactions", &entry);
    let differs = list(&running)[0]["differs"].clone();
    assert_eq!(differs, json!([{"name": "Cheque", "currency": "USD", "then": 100_00, "now": 90_00}]));
}

#[test]
fn what_changed_since_is_backed_up_at_the_end_and_what_did_not_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    quit(running);
    let running = start(folder.path());
    let backups = list(&running);
    assert_eq!(backups.last().expect("one")["revision"], running.client.get("/api/v1/app")["revision"]);
    let count = backups.len();
    quit(running);
    assert_eq!(list(&start(folder.path())).len(), count);
}

#[test]
fn an_import_of_many_rows_is_backed_up_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    let before = running.client.get("/api/v1/app")["revision"].clone();
    let qif: String =
        (0..1_200).map(|n| format!("D2026-02-{:02}\nT-{n}.00\nPShop\n^\n", n % 28 + 1)).collect();
    let request =
        Request::new("POST", "/api/v1/imports/previews?name=a.qif").body(format!("!Type:Bank\n{qif}"));
    let preview = running.client.send(request).json()["id"].clone();
    let order = json!({"preview": preview, "statements": [{"index": 0, "new_account": "Big"}]});
    running.client.done("POST", "/api/v1/imports", &order);
    let of_before = list(&running).into_iter().any(|backup| backup["revision"] == before);
    assert!(of_before, "the book as it was before the import");
}

#[test]
fn a_backup_takes_the_place_of_the_book_which_is_kept_and_never_of_an_open_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Old");
    running.client.done("POST", "/api/v1/backups", &json!({}));
    let backup = only_backup(folder.path());
    let refused = run(folder.path(), &["restore", backup.to_str().expect("text")]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("is open"), "{}", said(&refused));
    add(&running, "New");
    // Killed, so that its log is beside it.
    drop(running);
    let done = run(folder.path(), &["restore", backup.file_name().expect("a name").to_str().expect("text")]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let running = start(folder.path());
    assert_eq!(names(&running), ["Old"]);
    assert_eq!(running.client.get("/api/v1/app")["book"]["found"], json!([]), "no log of the other is left");
    drop(running);
    let files = fs::read_dir(folder.path()).expect("is there").flatten().map(|file| file.path());
    let aside = files.filter(|path| path.extension().is_some_and(|end| end == "counterfoil"));
    let aside =
        aside.into_iter().find(|path| path.to_string_lossy().contains("before restore")).expect("is kept");
    fs::remove_file(book(folder.path())).expect("removes");
    for ending in ["", "-wal"] {
        let from = aside.display().to_string() + ending;
        fs::rename(from, book(folder.path()).display().to_string() + ending).expect("puts it back");
    }
    assert_eq!(names(&start(folder.path())), ["New", "Old"]);
}

#[test]
fn a_backup_becomes_a_new_book_where_nothing_is_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    let made = run(folder.path(), &["backup", "--to", folder.path().join("disk").to_str().expect("text")]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let backup = said(&made).trim().to_owned();
    let new = folder.path().join("new.counterfoil");
    let done = run(folder.path(), &["restore", &backup, "--to", new.to_str().expect("text")]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let again = run(folder.path(), &["restore", &backup, "--to", new.to_str().expect("text")]);
    assert_eq!(again.status.code(), Some(1), "nothing is written over");
    let checked = run(folder.path(), &["check", new.to_str().expect("text")]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    let name = list(&running);
    let on_page =
        running.client.send(Request::new("POST", "/api/v1/backups/restore").json(&json!({"name": "none"})));
    assert_eq!((name.len() <= 1, on_page.status), (true, 404));
}

#[test]
fn a_restore_that_was_ordered_on_the_page_is_done_when_the_book_is_closed_and_the_program_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut running = start(folder.path());
    add(&running, "Old");
    let name = running.client.done("POST", "/api/v1/backups", &json!({}))["name"].clone();
    add(&running, "New");
    running.client.done("POST", "/api/v1/backups/restore", &json!({"name": name, "in_place": true}));
    wait_for("the end", || running.child.try_wait().expect("is ours"));
    // It runs again by itself, on the same port; a second start finds it.
    let again = wait_for("the next run", || {
        let mut command = command(folder.path());
        command.arg("--no-browser").stderr(Stdio::null());
        let running = Running::outside(command);
        Some(running)
    });
    let again = again.let_in();
    assert_eq!(names(&again), ["Old"]);
    again.client.send(Request::new("POST", "/api/v1/app/quit").body(""));
    wait_for("the end", || {
        std::net::TcpStream::connect(("127.0.0.1", again.client.port)).is_err().then_some(())
    });
}

#[test]
fn a_restore_that_cannot_be_done_leaves_the_book_and_is_told_and_the_program_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Mine");
    let name = running.client.done("POST", "/api/v1/backups", &json!({}))["name"].clone();
    quit(running);
    // What was ordered on the page waits beside the backups.
    let backups = only_backup(folder.path());
    let name = name.as_str().expect("a name");
    fs::write(backups.parent().and_then(Path::parent).expect("a folder").join("restore"), name)
        .expect("is written");
    fs::write(&backups, "no backup").expect("is written");
    let running = start(folder.path());
    assert_eq!(names(&running), ["Mine"]);
    let found = running.client.get("/api/v1/app")["book"]["found"].to_string();
    assert!(found.contains("was not put in the place of the book, which is as it was"), "{found}");
    quit(running);
}

#[test]
fn a_damaged_book_is_found_out_by_the_check_which_only_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Cheque");
    quit(running);
    let sound = run(folder.path(), &["check", book(folder.path()).to_str().expect("text"), "--json"]);
    assert_eq!(serde_json::from_slice::<Value>(&sound.stdout).expect("JSON")["sound"], true);
    let bytes = fs::read(book(folder.path())).expect("reads");
    let at = bytes.windows(6).rposition(|six| six == b"Cheque").expect("is somewhere");
    let mut harmed = bytes.clone();
    harmed[at] ^= 1;
    fs::write(book(folder.path()), &harmed).expect("writes");
    let found = run(folder.path(), &["check", book(folder.path()).to_str().expect("text")]);
    assert_eq!(found.status.code(), Some(1), "{}", said(&found));
    assert!(fs::read(book(folder.path())).expect("reads") == harmed, "it was only read");
}

#[test]
fn what_can_be_read_of_a_damaged_book_is_saved_over_the_newest_backup_and_what_is_lost_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "First");
    running.client.done("POST", "/api/v1/backups", &json!({}));
    add(&running, "Second");
    drop(running);
    // The one file with all of it, and its first entry of the log unreadable.
    quit(start(folder.path()));
    let text = |path: &Path| path.to_str().expect("text").to_owned();
    let mut bytes = fs::read(book(folder.path())).expect("reads");
    let at = bytes.windows(12).position(|twelve| twelve == br#"[{"account":"#).expect("is in the log");
    bytes[at] = b'x';
    fs::write(book(folder.path()), bytes).expect("writes");
    let to = folder.path().join("saved.counterfoil");
    let saved = run(folder.path(), &["repair", &text(&book(folder.path())), "--to", &text(&to)]);
    assert!(said(&saved).contains("began with the backup"), "{}", said(&saved));
    assert_eq!(saved.status.code(), Some(0), "{}", said(&saved));
    let checked = run(folder.path(), &["check", &text(&to)]);
    assert_eq!(checked.status.code(), Some(0), "the backup's own log is whole: {}", said(&checked));
}

/// Makes of a book what an older version of the program had written.
fn made_older(book: &Path) {
    let connection = rusqlite::Connection::open(book).expect("opens");
    let back = "ALTER TABLE answered DROP COLUMN body; ALTER TABLE answered DROP COLUMN besides;
                DROP TABLE attachment; DROP TABLE budget; DROP TABLE kept_report;
                DELETE FROM next_id WHERE kind IN ('attachment', 'kept_report');
                PRAGMA user_version = 16";
    connection.execute_batch(back).expect("is put back");
}

#[test]
fn before_a_newer_version_changes_the_book_s_form_it_is_backed_up_and_the_backup_is_a_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(folder.path());
    add(&running, "Giro");
    quit(running);
    let before = only_backup(folder.path());
    fs::remove_file(before.with_extension("zst.json")).expect("is there");
    fs::remove_file(before).expect("is there");
    made_older(&book(folder.path()));
    let running = start(folder.path());
    let backups = list(&running);
    assert_eq!(backups.len(), 1, "{backups:?}");
    assert_eq!(backups[0]["why"], "before a newer version changed the book's form");
    assert_eq!(names(&running), ["Giro"]);
    drop(running);
    let made = only_backup(folder.path());
    let to = folder.path().join("again.counterfoil");
    let restored = run(
        folder.path(),
        &["restore", made.to_str().expect("a path"), "--to", to.to_str().expect("a path")],
    );
    assert_eq!(restored.status.code(), Some(0), "{}", said(&restored));
    let version = rusqlite::Connection::open(&to)
        .and_then(|book| book.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)));
    assert_eq!(version, Ok(16), "it is the book as it was");
    let running = start(folder.path());
    assert_eq!(list(&running).len(), 1, "there is nothing to change any more");
}
