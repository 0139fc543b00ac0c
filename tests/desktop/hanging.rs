//! Desktops that hang or die: they hold up nothing, and the end is in order.

use std::fs;
use std::os::unix::net::UnixListener;

use crate::page::Page;
use crate::program::Program;
use crate::stage::{Stage, until};
use crate::tray::Item;

const SILENT: &str = "the desktop does not answer";

/// It is told to end at the first moment, when the desktop has said nothing yet.
fn ends_at_the_first_moment(stage: &Stage) {
    for signal in ["TERM", "INT", "HUP", "QUIT"] {
        let program = Program::start_plain(stage, &[]);
        until("it runs", || program.log().contains("Counterfoil runs").then_some(()));
        let before = program.log().matches("Counterfoil has ended").count();
        program.signal(signal);
        program.ends_well();
        let log = program.log();
        assert_eq!(log.matches("Counterfoil has ended").count(), before + 1, "{log}");
        assert!(log.contains(&format!("the program ends: SIG{signal} was sent")), "{log}");
        assert!(!log.contains(SILENT), "it was not waited for: {log}");
        fs::remove_file(stage.folder.path().join("log")).unwrap();
    }
}

/// It goes on without, and says so.
fn goes_on_without(stage: &Stage) {
    let program = Program::start_plain(stage, &[]);
    let mut page = Page::visit(&program.prints());
    until("it says so", || program.log().contains(SILENT).then_some(()));
    program.signal("TERM");
    program.ends_well();
    page.hears("bye");
}

#[test]
fn an_x_server_that_hangs_holds_up_nothing() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.open_display(&[]);
    stage.open_bus();
    stage.signal("Xvfb", "STOP");
    ends_at_the_first_moment(&stage);
    goes_on_without(&stage);
}

#[test]
fn a_wayland_socket_that_says_nothing_holds_up_nothing() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.open_bus();
    let _silent = UnixListener::bind(stage.folder.path().join("run/wayland-7")).unwrap();
    stage.wayland = Some("wayland-7".into());
    ends_at_the_first_moment(&stage);
    goes_on_without(&stage);
}

#[test]
fn a_display_that_ends_nowhere_holds_up_nothing() {
    let Some(mut stage) = Stage::bare() else { return };
    // It takes connections and says nothing, as a broken `ssh -X` does.
    let far = (6_000..6_100).find_map(|port| std::net::TcpListener::bind(("127.0.0.1", port)).ok()).unwrap();
    let number = far.local_addr().unwrap().port() - 6_000;
    stage.display = Some(format!("localhost:{number}"));
    ends_at_the_first_moment(&stage);
    goes_on_without(&stage);
}

#[test]
fn a_session_bus_that_hangs_holds_up_nothing() {
    let Some(mut stage) = Stage::without_panel() else { return };
    stage.signal("dbus-daemon", "STOP");
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    until("it says so", || program.log().contains("does not answer").then_some(()));
    program.signal("TERM");
    program.ends_well();
    page.hears("bye");
    stage.signal("dbus-daemon", "CONT");
}

#[test]
fn a_bus_that_hangs_later_keeps_no_end_up() {
    let Some(mut stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    Item::shown(&stage);
    stage.signal("dbus-daemon", "STOP");
    program.signal("TERM");
    program.ends_well();
    page.hears("bye");
    stage.signal("dbus-daemon", "CONT");
}

#[test]
fn when_the_compositor_dies_the_program_ends_in_order() {
    let Some(mut stage) = Stage::bare() else { return };
    stage.open_bus();
    if stage.open_compositor().is_none() {
        return;
    }
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    // It looks for a tray once it is on the display.
    until("it is on the display", || program.log().contains("no tray shows the icon").then_some(()));
    assert!(!program.log().contains("going on without a tray icon"), "{}", program.log());
    stage.signal("sway", "KILL");
    page.hears("bye");
    ends_as_the_display_has_gone(&stage, &program);
}

#[test]
fn when_the_display_dies_the_program_ends_in_order() {
    let Some(mut stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    Item::shown(&stage);
    stage.signal("Xvfb", "KILL");
    page.hears("bye");
    ends_as_the_display_has_gone(&stage, &program);
}

fn ends_as_the_display_has_gone(stage: &Stage, program: &Program) {
    let (code, _) = program.ends();
    assert_eq!(code, Some(0), "{}", program.log());
    assert!(program.log().contains("the program ends: the display has gone"), "{}", program.log());
    let left: Vec<_> = fs::read_dir(stage.folder.path().join("book")).unwrap().collect();
    assert_eq!(left.len(), 1, "the book is one file: {left:?}");
}
