//! Lines of the menu that do something to the book.

use std::fs;

use crate::due::notifications;
use crate::page::{Page, post};
use crate::program::Program;
use crate::stage::{Stage, until};
use crate::tray::Item;

const BACK_UP: &str = "Back up now";

#[test]
fn the_book_is_backed_up_from_the_tray_and_that_is_told() {
    let Some(stage) = Stage::full() else { return };
    let (_bus, shown) = notifications(&stage);
    let program = Program::start(&stage, &[]);
    let page = Page::visit(&program.opened_times(1));
    post(&page, "/api/v1/accounts", r#"{"name":"Cheque","kind":"asset","currency":"USD"}"#);
    Item::shown(&stage).choose(BACK_UP);
    let (title, words) = until("it is told", || shown.lock().unwrap().first().cloned());
    assert_eq!(title, "Counterfoil: the book is backed up");
    let file = words.split_once(": ").unwrap().1;
    assert!(fs::metadata(file).is_ok_and(|file| file.len() > 0), "{words}");
}

#[test]
fn a_backup_that_cannot_be_made_is_told_with_what_to_do() {
    let Some(stage) = Stage::full() else { return };
    let (_bus, shown) = notifications(&stage);
    let in_the_way = stage.folder.path().join("file");
    fs::write(&in_the_way, "no folder").unwrap();
    let program = Program::start(&stage, &["--backups", in_the_way.to_str().unwrap()]);
    let _page = Page::visit(&program.opened_times(1));
    Item::shown(&stage).choose(BACK_UP);
    let (title, words) = until("it is told", || shown.lock().unwrap().first().cloned());
    assert_eq!(title, "Counterfoil: the book is not backed up");
    assert!(words.contains("itself is not touched") && words.contains("--backups"), "{words}");
}

/// A file of so many rows that taking it in lasts for seconds.
fn large_file(stage: &Stage) -> std::path::PathBuf {
    let line = |n: usize| format!("D05/{:02}/2024\nT-{n}.00\nPShop {}\nMnumber {n}\n^\n", n % 28 + 1, n % 50);
    let file = stage.folder.path().join("large.qif");
    fs::write(&file, "!Type:Bank\n".to_owned() + &(0..60_000).map(line).collect::<String>()).unwrap();
    file
}

#[test]
fn quit_during_an_import_shows_in_the_tray_what_is_finished_and_offers_to_stop_it() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    post(&page, "/api/v1/accounts", r#"{"name":"Cheque","kind":"asset","currency":"USD"}"#);
    let item = Item::shown(&stage);
    let begun = |program: &Program| program.log().matches("a command begins").count();
    let before = begun(&program);
    let mut import = Program::order(&stage, &["import", large_file(&stage).to_str().unwrap()]);
    // Before that it is a preview.
    until("the import has begun", || (begun(&program) > before).then_some(()));
    item.choose("Quit");
    let words = until("it says what it finishes", || {
        Some(item.tooltip()).filter(|words| words.starts_with("Finishing an import, "))
    });
    assert!(words.ends_with(" s"), "{words}");
    page.hears_in("status", "\"finishing\":\"an import\"");
    item.choose("Stop an import and quit");
    page.hears("bye");
    program.ends_well();
    assert!(!import.wait().unwrap().success(), "nothing of it is in the book");
}
