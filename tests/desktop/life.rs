//! The icon, the menu, and the end.

use std::time::{Duration, Instant};

use crate::page::Page;
use crate::program::{COUNTERFOIL, HELLO, Program};
use crate::stage::{Stage, until};
use crate::tray::{Item, icon_in};

const LOGIN: &str = "Start at login";
const KEEP: &str = "Keep running when the browser closes";

#[test]
fn a_left_click_on_the_icon_opens_a_page() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    program.opened_times(1);
    let item = Item::shown(&stage);
    assert_eq!(item.text("Title"), COUNTERFOIL.name);
    let (x, y) = until("the icon is on the screen", || icon_in(&stage.picture("icon")));
    stage.xdotool(&format!("mousemove {x} {y} click 1"));
    program.opened_times(2);
}

#[test]
fn a_right_click_on_the_icon_shows_the_menu() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let _page = Page::visit(&program.opened_times(1));
    Item::shown(&stage);
    let (x, y) = until("the icon is on the screen", || icon_in(&stage.picture("menu")));
    stage.xdotool(&format!("mousemove {x} {y} click 3"));
    let quit_with_the_keyboard = "sleep 0.5 key Up";
    stage.xdotool(quit_with_the_keyboard);
    stage.picture("menu");
    stage.xdotool("key Return");
    program.ends_well();
}

#[test]
fn the_menu_says_how_things_are_and_does_what_it_says() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let first = program.opened_times(1);
    let item = Item::shown(&stage);
    let labels = |item: &Item| -> Vec<String> { item.lines().into_iter().map(|line| line.label).collect() };
    let open = format!("Open {}", COUNTERFOIL.name);
    let expected = [
        &open,
        "Copy address",
        "Waiting for a browser",
        "Back up now",
        COUNTERFOIL.action,
        "Open log",
        LOGIN,
        KEEP,
        "Quit",
    ];
    assert_eq!(labels(&item), expected);
    assert!(!item.line("Waiting for a browser").enabled);

    let mut page = Page::visit(&first);
    until("one tab is open", || (item.tooltip() == "1 tab open").then_some(()));
    assert!(!item.line("1 tab open").enabled);

    item.choose(&open);
    program.opened_times(2);

    let file = stage.folder.path().join(".config/autostart");
    for on in [true, false] {
        assert_eq!(item.line(LOGIN).checked, Some(!on));
        item.choose(LOGIN);
        until("it is switched", || (item.line(LOGIN).checked == Some(on)).then_some(()));
        // The mark may be the desktop's own, and shown before it is done.
        let files = || std::fs::read_dir(&file).map_or(0, Iterator::count);
        until("its file is as it is switched", || (files() == usize::from(on)).then_some(()));
    }

    assert_eq!(item.line(KEEP).checked, Some(false));
    item.choose(KEEP);
    until("it is checked", || (item.line(KEEP).checked == Some(true)).then_some(()));
    item.choose(KEEP);
    until("it is not checked", || (item.line(KEEP).checked == Some(false)).then_some(()));

    item.choose(COUNTERFOIL.action);
    assert!(program.shown().ends_with("/book"), "{}", program.shown());

    item.choose("Quit");
    program.ends_well();
    page.hears("bye");
}

#[test]
fn a_tab_that_comes_forward_is_enough_and_another_is_opened_where_none_does() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    let item = Item::shown(&stage);
    let open = format!("Open {}", COUNTERFOIL.name);
    item.choose(&open);
    page.hears_in("status", "\"calls\":1");
    page.send("POST", "/api/v1/app/came-forward", "{}");
    // It is in front, and nobody answers the second call: the browser is asked once for both.
    item.choose(&open);
    page.hears_in("status", "\"calls\":2");
    program.opened_times(2);
}

#[test]
fn the_last_tab_closed_ends_it_after_a_countdown_that_the_tray_shows() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &["--linger", "3"]);
    let page = Page::visit(&program.opened_times(1));
    let item = Item::shown(&stage);
    let closed = Instant::now();
    drop(page);
    for words in ["Closing in 3 s", "Closing in 2 s", "Closing in 1 s"] {
        until(words, || (item.tooltip() == words).then_some(()));
    }
    let (code, _) = program.ends();
    assert_eq!(code, Some(0));
    let took = closed.elapsed();
    // Not before its time; how soon after it is not for a busy machine to say.
    assert!(took >= Duration::from_secs(3), "it took {took:?}");
}

#[test]
fn kept_running_it_survives_its_last_tab_until_it_is_switched_off() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &["--linger", "1", "--keep-running"]);
    let page = Page::visit(&program.opened_times(1));
    let item = Item::shown(&stage);
    drop(page);
    let kept = "No tab open, kept running";
    until(kept, || (item.tooltip() == kept).then_some(()));
    item.choose(KEEP);
    until("it counts down", || item.tooltip().starts_with("Closing in").then_some(()));
    assert_eq!(program.ends().0, Some(0));
}

#[test]
fn another_app_lives_on_the_same_shell() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start_hello(&stage);
    let mut page = Page::visit_subject(&HELLO, &program.opened_times(1));
    let item = Item::shown(&stage);
    assert_eq!(item.text("Title"), HELLO.name);
    item.choose(HELLO.action);
    page.hears("hello");
    item.choose("Quit");
    program.ends_well();
    page.hears("bye");
}

#[test]
fn signals_end_it_in_order_with_streams_open() {
    let Some(stage) = Stage::full() else { return };
    for (times, signal) in ["TERM", "INT", "HUP"].into_iter().enumerate() {
        let program = Program::start(&stage, &[]);
        let mut page = Page::visit(&program.opened_times(times + 1));
        program.signal(signal);
        program.ends_well();
        page.hears("bye");
    }
}
