//! What is promised in writing is proved by a test of that name.

use super::none;
use super::sources::{below, rust, web};

/// The pages with a table of promises: what each row promises is proved by the tests in its last column.
const PAGES: [&str; 2] = ["SECURITY.md", "FORMATS.md"];

#[test]
fn every_promise_in_a_table_has_its_test() {
    let tests: String = rust().into_iter().chain(web()).map(|source| source.text).collect();
    for page in PAGES {
        none(page, unproved(page, &tests));
    }
}

/// The rows without a test, and the tests that are not there.
fn unproved(page: &str, tests: &str) -> Vec<String> {
    let page = below("docs", &[page]).pop().expect("the page is there");
    let rows: Vec<_> =
        page.text.lines().filter(|line| line.starts_with("| ") && !line.contains("| test |")).collect();
    assert!(rows.len() >= 15, "the table was not found");
    let missing = rows.iter().flat_map(|row| {
        let proofs = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        // Rows of figures promise nothing: a test of their own counts them.
        if proofs == "wrong" || proofs.parse::<usize>().is_ok() {
            return Vec::new();
        }
        let names: Vec<_> = proofs.split('`').skip(1).step_by(2).collect();
        // Tests of the page are named by words.
        let spellings = |name: &str| [format!("fn {name}("), format!("\"{name}\""), format!("`{name}`")];
        let is_there = |name: &str| spellings(name).iter().any(|spelling| tests.contains(spelling));
        let unproved = names.is_empty().then(|| format!("no test: {row}"));
        let missing =
            names.into_iter().filter(|name| !is_there(name)).map(|name| format!("no such test: {name}"));
        unproved.into_iter().chain(missing).collect::<Vec<_>>()
    });
    missing.collect()
}
