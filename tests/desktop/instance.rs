//! One process per book: second starts, and starts after a violent end.

use crate::due::notifications;
use crate::page::{self, Page};
use crate::program::Program;
use crate::stage::{Stage, until};

#[test]
fn a_second_start_opens_a_page_of_the_first_and_ends() {
    let Some(stage) = Stage::full() else { return };
    let first = Program::start(&stage, &[]);
    first.opened_times(1);
    let second = Program::start(&stage, &[]);
    assert_eq!(second.ends().0, Some(0));
    let _page = Page::visit(&first.opened_times(2));
    assert!(first.is_running());
}

#[test]
fn two_starts_at_once_become_one_program() {
    let Some(stage) = Stage::full() else { return };
    let starts = [Program::start(&stage, &[]), Program::start(&stage, &[])];
    let address = starts[0].opened_times(2);
    let _page = Page::visit(&address);
    until("one of them has ended", || {
        let running = starts.iter().filter_map(|program| program.is_running().then_some(()));
        (running.count() == 1).then_some(())
    });
    for program in &starts {
        if !program.is_running() {
            assert_eq!(program.ends().0, Some(0));
        }
    }
}

#[test]
fn killed_with_minus_nine_it_starts_again() {
    let Some(stage) = Stage::full() else { return };
    let first = Program::start(&stage, &[]);
    first.opened_times(1);
    first.signal("KILL");
    first.ends();
    let again = Program::start(&stage, &[]);
    let _page = Page::visit(&again.opened_times(2));
    again.signal("TERM");
    again.ends_well();
}

#[test]
fn killed_with_minus_nine_while_a_second_waits_the_second_takes_its_place() {
    let Some(stage) = Stage::full() else { return };
    let first = Program::start(&stage, &[]);
    first.opened_times(1);
    // Stopped, it holds the lock and answers nothing.
    first.signal("STOP");
    let second = Program::start(&stage, &[]);
    first.signal("KILL");
    first.ends();
    let _page = Page::visit(&second.opened_times(2));
    assert!(second.is_running());
}

#[test]
fn a_start_that_waits_for_one_that_hangs_says_so_on_the_desktop() {
    let Some(stage) = Stage::full() else { return };
    let (_bus, shown) = notifications(&stage);
    let first = Program::start(&stage, &[]);
    first.opened_times(1);
    first.signal("STOP");
    let second = Program::start(&stage, &[]);
    let (title, words) = until("it is told", || shown.lock().unwrap().first().cloned());
    assert_eq!(title, "Counterfoil waits");
    assert!(words.contains("does not answer") && words.contains("nothing is changed"), "{words}");
    first.signal("CONT");
    let _page = Page::visit(&second.opened_times(2));
    assert_eq!(second.ends().0, Some(0));
}

#[test]
fn an_address_opens_once() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let address = program.opened_times(1);
    assert!(page::open(&address).0.contains("303"));
    assert!(page::open(&address).0.contains("410"));
}

#[test]
fn the_log_never_shows_an_address_that_lets_in() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &["--log", "trace"]);
    let address = program.opened_times(1);
    let mut page = Page::visit(&address);
    program.signal("TERM");
    page.hears("bye");
    program.ends_well();
    let code = address.rsplit('/').next().unwrap();
    assert!(!program.log().contains(code));
}
