//! Browsers: a group of their own, late failures, and what a terminal does to the program.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use crate::due::notifications;
use crate::page::Page;
use crate::program::Program;
use crate::stage::{Stage, until};

/// A browser that is this script; the address is `$1`.
fn browser(stage: &Stage, script: &str) -> PathBuf {
    let path = stage.folder.path().join("own-browser");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// A pipe that somebody waits for.
fn pipe(stage: &Stage) -> PathBuf {
    let path = stage.folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[test]
fn a_browser_has_a_group_of_its_own() {
    let Some(stage) = Stage::bare() else { return };
    let noted = stage.folder.path().join("groups");
    let script = browser(&stage, &format!("ps -o pid=,pgid= -p $$ > '{}'", noted.display()));
    let _program = Program::start_plain(&stage, &["--browser", script.to_str().unwrap()]);
    let groups = until("it ran", || fs::read_to_string(&noted).ok().filter(|text| text.ends_with('\n')));
    let ids: Vec<&str> = groups.split_whitespace().collect();
    assert_eq!(ids[0], ids[1], "it leads its own group");
}

#[test]
fn a_browser_that_fails_late_is_told_and_the_address_printed() {
    let Some(stage) = Stage::full() else { return };
    let (_bus, shown) = notifications(&stage);
    let pipe = pipe(&stage);
    let script = browser(&stage, &format!("read line < '{}'; exit 3", pipe.display()));
    let program = Program::start_plain(&stage, &["--browser", script.to_str().unwrap()]);
    // It waits for a reader, so the browser runs by then.
    fs::write(&pipe, "fail\n").unwrap();
    let _page = Page::visit(&program.prints());
    assert!(program.log().contains("ended with exit status: 3"), "{}", program.log());
    let (title, words) = until("it is told on the desktop", || shown.lock().unwrap().first().cloned());
    assert_eq!(title, "Counterfoil: no browser could be opened");
    assert!(words.contains("--browser"), "{words}");
}

#[test]
fn a_browser_that_was_let_in_and_then_ends_badly_is_nobodys_concern() {
    let Some(stage) = Stage::full() else { return };
    let pipe = pipe(&stage);
    let noted = stage.folder.path().join("noted");
    let script = browser(
        &stage,
        &format!("echo $1 > '{}'; read line < '{}'; exit 3", noted.display(), pipe.display()),
    );
    let program = Program::start_plain(&stage, &["--browser", script.to_str().unwrap()]);
    let address = until("it is opened", || {
        fs::read_to_string(&noted).ok().filter(|text| text.ends_with('\n')).map(|text| text.trim().to_owned())
    });
    let _page = Page::visit(&address);
    fs::write(&pipe, "fail\n").unwrap();
    until("it is noticed", || program.log().contains("that was let in before has ended").then_some(()));
    assert!(program.printed.lock().unwrap().is_empty());
}

#[test]
fn started_with_nohup_it_outlives_its_terminal() {
    let Some(stage) = Stage::bare() else { return };
    let program = Program::start_in_background(&stage, &["--keep-running"]);
    let mut page = Page::visit(&program.prints());
    program.signal("HUP");
    program.signal("INT");
    page.hears("bye");
    program.ends_well();
    // Signals come in the order of their numbers, and HUP is the first.
    assert!(program.log().contains("the program ends: SIGINT was sent"), "{}", program.log());
}

#[test]
fn a_terminal_that_is_stopped_and_a_pipe_that_nobody_reads_hold_up_nothing() {
    let Some(stage) = Stage::bare() else { return };
    let program = Program::start_unread(&stage, &["--log", "trace", "--no-browser", "--keep-running"]);
    let state = stage.folder.path().join(".local/state/counterfoil/counterfoil.log");
    // Far more than a pipe holds.
    until("it has logged a lot", || {
        fs::metadata(&state).is_ok_and(|log| log.len() > 300_000).then_some(()).or_else(|| {
            program.knock();
            None
        })
    });
    program.signal("TERM");
    assert_eq!(program.ends().0, Some(0));
}
