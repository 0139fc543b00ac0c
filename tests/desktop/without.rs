//! The program where parts of the desktop are missing.

use std::fs;

use crate::page::Page;
use crate::program::Program;
use crate::stage::{Stage, until};
use crate::tray::{Item, icon_in};

/// It prints its address, that and nothing else, lets in, and ends in order.
fn runs_by_its_printed_line(stage: &Stage, args: &[&str]) {
    let program = Program::start_plain(stage, args);
    let line = program.prints();
    assert!(line.starts_with("http://127.0.0.1:"), "{line}");
    let mut page = Page::visit(&line);
    program.signal("TERM");
    program.ends_well();
    page.hears("bye");
    assert_eq!(*program.printed.lock().unwrap(), [line]);
}

#[test]
fn without_a_display_it_prints_one_line_and_runs() {
    let Some(stage) = Stage::bare() else { return };
    runs_by_its_printed_line(&stage, &[]);
}

#[test]
fn started_in_the_background_it_still_ends_in_order() {
    let Some(stage) = Stage::bare() else { return };
    for signal in ["TERM", "INT"] {
        let program = Program::start_in_background(&stage, &[]);
        let mut page = Page::visit(&program.prints());
        program.signal(signal);
        program.ends_well();
        page.hears("bye");
    }
}

#[test]
fn with_a_display_that_is_gone_it_prints_one_line_and_runs() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.display = Some(":4711".into());
    runs_by_its_printed_line(&stage, &[]);
}

#[test]
fn a_display_that_lets_nobody_in_does_not_end_it() {
    let Some(mut stage) = Stage::bare() else { return };
    let cookies = stage.folder.path().join("cookies");
    // One MIT-MAGIC-COOKIE-1 for every display, which the program does not know.
    let name = b"MIT-MAGIC-COOKIE-1";
    let entry = [&[0xff, 0xff, 0, 0, 0, 0, 0, 18][..], name, &[0, 16], &[7; 16]].concat();
    fs::write(&cookies, entry).unwrap();
    stage.open_display(&["-auth", cookies.to_str().unwrap()]);
    let program = Program::start(&stage, &[]);
    let _page = Page::visit(&program.opened_times(1));
    until("it is said", || program.log().contains("going on without a tray icon").then_some(()));
    assert!(!program.log().contains("a part of the program failed"), "{}", program.log());
}

#[test]
fn without_a_browser_command_the_one_of_the_desktop_is_asked() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start_plain(&stage, &[]);
    let _page = Page::visit(&program.shown());
    assert!(program.printed.lock().unwrap().is_empty());
}

#[test]
fn where_the_desktop_has_no_browser_the_address_is_printed_and_not_logged() {
    let Some(stage) = Stage::full() else { return };
    for opener in ["xdg-open", "gio", "gnome-open", "kde-open", "kde-open5", "kde-open6"] {
        let script = stage.script(&format!("bin/{opener}"), "shown");
        fs::write(script, "#!/bin/sh\nexit 4\n").unwrap();
    }
    let program = Program::start_plain(&stage, &[]);
    let address = program.prints();
    let _page = Page::visit(&address);
    assert!(program.log().contains("could not start its browser"), "{}", program.log());
    assert!(!program.log().contains(address.rsplit('/').next().unwrap()), "{}", program.log());
}

#[test]
fn asked_for_no_browser_it_prints_one_line_on_a_desktop_too() {
    let Some(stage) = Stage::full() else { return };
    runs_by_its_printed_line(&stage, &["--no-browser"]);
}

#[test]
fn asked_for_no_tray_it_shows_none() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &["--no-tray"]);
    let _page = Page::visit(&program.opened_times(1));
    assert_eq!(icon_in(&stage.picture("no-tray")), None);
    program.signal("TERM");
    program.ends_well();
}

#[test]
fn without_a_tray_host_it_says_so_and_the_icon_appears_when_one_arrives() {
    let Some(mut stage) = Stage::without_panel() else { return };
    let program = Program::start(&stage, &[]);
    let _page = Page::visit(&program.opened_times(1));
    until("it says so", || program.log().contains("no tray shows the icon").then_some(()));
    stage.open_panel();
    let item = Item::shown(&stage);
    until("the icon is on the screen", || icon_in(&stage.picture("late-panel")));
    until("it says so", || program.log().contains("a tray shows the icon").then_some(()));
    stage.close_panel();
    stage.open_panel();
    until("the icon is there again", || icon_in(&stage.picture("panel-again")));
    item.choose("Quit");
    program.ends_well();
}

#[test]
fn without_a_session_bus_it_says_so_and_runs() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.open_display(&[]);
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    until("it says so", || program.log().contains("no tray").then_some(()));
    program.signal("TERM");
    program.ends_well();
    page.hears("bye");
}

#[test]
fn a_browser_that_cannot_be_started_is_told_and_the_address_printed() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start_plain(&stage, &["--browser", "/nowhere/browser"]);
    let _page = Page::visit(&program.prints());
    assert!(program.log().contains("could not be started"), "{}", program.log());
    program.signal("TERM");
    program.ends_well();
}
