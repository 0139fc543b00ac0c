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
