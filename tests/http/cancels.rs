//! A long import says how far it is, and can be stopped with nothing changed.

use std::process::{Command, Stdio};
use std::thread;

use serde_json::{Value, json};

use super::support::program::{Running, command};
use super::support::{Answer, Client, House, Request, wait_for};

/// Lines of the file; more where it was over before it could be stopped.
const LINES: usize = 10_000;
const TRIES: usize = 4;

const CANCELLED: &str = "urn:counterfoil:problem:cancelled";

fn file(lines: usize) -> String {
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop {}\n^\n", n % 28 + 1, n % 50);
    "!Type:Bank\n".to_owned() + &(0..lines).map(line).collect::<String>()
}

fn preview(client: &Client, lines: usize, task: &str) -> Answer {
    let path = format!("/api/v1/imports/previews?name=big.qif&task={task}");
    client.send(Request::new("POST", &path).body(file(lines)))
}

fn import(client: &Client, preview: &Value, task: &str) -> Answer {
    let order = json!({"preview": preview["id"], "statements": [{"index": 0, "new_account": "Big"}]});
    client.post(&format!("/api/v1/imports?task={task}"), &order)
}

fn progress(client: &Client, task: &str) -> Option<Value> {
    let answer = client.send(Request::get(&format!("/api/v1/imports/progress/{task}")));
    (answer.status == 200).then(|| answer.json())
}

/// Stops the work as soon as it is in this stage; what the work was answered with. None where it was over before.
fn stopped_in(
    client: &Client,
    stage: &str,
    work: impl FnOnce(&Client) -> Answer + Send + 'static,
) -> Option<Answer> {
    let worker = client.clone();
    let work = thread::spawn(move || work(&worker));
    wait_for("its stage", || {
        let is_there = progress(client, "mine").is_some_and(|progress| progress["stage"] == stage);
        (is_there || work.is_finished()).then_some(())
    });
    client.send(Request::new("DELETE", "/api/v1/imports/progress/mine"));
    let answer = work.join().expect("is answered");
    (answer.status != 200).then_some(answer)
}

#[test]
fn an_import_that_is_cancelled_while_it_is_written_changes_nothing_and_can_be_done_later() {
    let house = House::new();
    let client = house.client.clone();
    for lines in (0..TRIES).map(|tries| LINES << tries) {
        let shown = preview(&client, lines, "none").json();
        let revision = client.get("/api/v1/app")["revision"].clone();
        let order = shown.clone();
        let stopped = stopped_in(&client, "writing", move |client| import(client, &order, "mine"));
        let Some(answer) = stopped else {
            client.done("POST", "/api/v1/undo", &Value::Null);
            continue;
        };
        assert_eq!((answer.status, answer.json()["type"].as_str()), (409, Some(CANCELLED)));
        assert_eq!(client.get("/api/v1/app")["revision"], revision);
        assert_eq!(client.get("/api/v1/accounts")["accounts"], json!([]));
        assert_eq!(client.get("/api/v1/imports")["batches"], json!([]));
        let done = import(&client, &shown, "mine");
        assert_eq!((done.status, &done.json()["added"]), (200, &json!(lines)), "{}", done.text());
        assert_eq!(progress(&client, "mine"), None, "what is over is not under way");
        return;
    }
    panic!("no import took long enough to be stopped");
}

#[test]
fn a_long_file_whose_import_was_refused_can_be_looked_at_and_imported() {
    /// The lines of such a file are let go while they are written.
    const LONG: usize = 20_000;
    let house = House::new();
    let client = house.client.clone();
    client.post("/api/v1/accounts", &json!({"name": "Big", "kind": "asset", "currency": "USD"}));
    let shown = preview(&client, LONG, "none").json();
    let refused = import(&client, &shown, "mine");
    assert_eq!(refused.json()["type"], "urn:counterfoil:problem:name-taken", "{}", refused.text());
    let id = shown["id"].as_str().expect("an id");
    let record = client.get(&format!("/api/v1/imports/previews/{id}/record?statement=0&line=1"));
    assert!(record["text"].as_str().expect("text").contains("T-1.00"), "{record}");
    let order = json!({"preview": id, "statements": [{"index": 0, "new_account": "Big", "leave_out": [0]}]});
    let refused = client.post("/api/v1/imports", &order);
    assert_eq!(refused.json()["type"], "urn:counterfoil:problem:name-taken", "{}", refused.text());
    let order = json!({"preview": id, "statements": [{"index": 0, "new_account": "Other"}]});
    assert_eq!(client.post("/api/v1/imports", &order).json()["added"], LONG);
}

#[test]
fn a_file_that_is_not_wanted_any_more_is_not_read_to_its_end() {
    let house = House::new();
    for lines in (0..TRIES).map(|tries| LINES << tries) {
        let stopped = stopped_in(&house.client, "reading", move |client| preview(client, lines, "mine"));
        if let Some(answer) = stopped {
            assert_eq!((answer.status, answer.json()["type"].as_str()), (409, Some(CANCELLED)));
            assert_eq!(preview(&house.client, 3, "mine").status, 200);
            return;
        }
    }
    panic!("no file took long enough to be stopped");
}

#[test]
fn the_reading_of_one_long_file_is_told_by_its_bytes_and_stops_in_the_midst_of_it() {
    let house = House::new();
    for lines in (0..TRIES).map(|tries| LINES << tries) {
        let size = file(lines).len() as u64;
        let client = house.client.clone();
        let work = thread::spawn(move || preview(&client, lines, "mine"));
        let mut told = None;
        wait_for("the midst of it", || {
            told = progress(&house.client, "mine").filter(|progress| progress["stage"] == "reading");
            let done = told.as_ref().and_then(|progress| progress["done"].as_u64()).unwrap_or_default();
            (0 < done && done < size || work.is_finished()).then_some(())
        });
        house.client.send(Request::new("DELETE", "/api/v1/imports/progress/mine"));
        let answer = work.join().expect("is answered");
        if let (Some(told), 409) = (told, answer.status) {
            assert_eq!((told["of"].as_u64(), answer.json()["type"].as_str()), (Some(size), Some(CANCELLED)));
            assert_eq!(progress(&house.client, "mine"), None);
            return;
        }
    }
    panic!("no file took long enough to be stopped");
}

#[test]
fn the_hundredths_of_an_import_only_grow() {
    let house = House::new();
    let shown = preview(&house.client, LINES, "none").json();
    let client = house.client.clone();
    let work = thread::spawn(move || import(&client, &shown, "mine"));
    let mut told = Vec::new();
    wait_for("the import", || {
        told.extend(progress(&house.client, "mine"));
        work.is_finished().then_some(())
    });
    assert_eq!(work.join().expect("is answered").status, 200);
    let percents: Vec<u64> = told.iter().filter_map(|progress| progress["percent"].as_u64()).collect();
    assert!(percents.is_sorted() && percents.len() > 1, "{percents:?}");
    assert!(told.iter().any(|progress| progress["of"].as_u64() >= Some(LINES as u64)), "{told:?}");
}

#[test]
fn ctrl_c_ends_an_import_by_the_command_line_with_nothing_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = command(folder.path());
    program.args(["--no-browser", "--keep-running"]).stderr(Stdio::null());
    let running = Running::outside(program).let_in();
    for lines in (0..TRIES).map(|tries| LINES << tries) {
        let path = folder.path().join(format!("{lines}.qif"));
        std::fs::write(&path, file(lines)).expect("is written");
        let before = running.client.get("/api/v1/app")["revision"].clone();
        let mut import = command(folder.path());
        import.args(["import", "--json", "nowhere.qif"]).arg(&path).stdout(Stdio::piped());
        let mut import = import.spawn().expect("starts");
        let id = import.id().to_string();
        wait_for("the import to write", || {
            let progress = progress(&running.client, &format!("command-line-{id}"));
            let is_writing = progress.is_some_and(|progress| progress["stage"] == "writing");
            (is_writing || import.try_wait().expect("is ours").is_some()).then_some(())
        });
        let _ = Command::new("kill").args(["-INT", &id]).stderr(Stdio::null()).status().expect("kill runs");
        let output = import.wait_with_output().expect("ends");
        if output.status.code() == Some(130) {
            let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let file = &told["files"][1];
            if file["imported"].is_null() {
                assert!(
                    file["problems"][0]["reason"].as_str().expect("why").contains("It was cancelled"),
                    "{file}"
                );
                assert_eq!(running.client.get("/api/v1/app")["revision"], before);
                return;
            }
        }
    }
    panic!("no import took long enough to be stopped");
}
