//! What the sources of the page never do, where a browser would not complain.

use super::none;
use super::sources::web;

/// The name of a field within a label is all that the label says, and of a menu that is every choice: a field “On”
/// that offers “the last day” is then found as “Last day”, too.
#[test]
fn a_label_stands_beside_a_menu_never_around_it() {
    let around = web().into_iter().flat_map(|source| {
        let labels = source.text.split("<label").skip(1).filter_map(|rest| rest.split("</label>").next());
        let found = labels.filter(|label| label.contains("<select"));
        found
            .map(|label| format!("{}: {}", source.path, label.lines().next().unwrap_or_default()))
            .collect::<Vec<_>>()
    });
    none("labels around menus", around.collect());
}

/// Where the page reads a clock: which day it is there, is one question with one answer.
const CLOCKS: &[&str] = &["web/src/state/calendar.svelte.ts", "web/src/state/clock.ts"];

#[test]
fn the_page_asks_its_calendar_which_day_it_is() {
    let pages = web().into_iter().filter(|source| {
        let is_page = source.path.starts_with("web/src/") && !source.path.ends_with(".test.ts");
        is_page && !CLOCKS.contains(&source.path.as_str())
    });
    let reads = pages.flat_map(|source| {
        let found = ["new Date()", "Date.now()"].into_iter().filter(|word| source.text.contains(word));
        found.map(|word| format!("{} asks {word}", source.path)).collect::<Vec<_>>()
    });
    none("clocks of the page", reads.collect());
}
