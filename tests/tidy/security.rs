//! What is promised in writing is proved by a test of that name.

use super::none;
use super::sources::{below, rust};

#[test]
fn every_attack_in_the_table_has_its_test() {
    let tests: String = rust().into_iter().map(|source| source.text).collect();
    let page = below("docs", &["SECURITY.md"]).pop().expect("the page is there");
    let rows: Vec<_> =
        page.text.lines().filter(|line| line.starts_with("| ") && !line.contains("| test |")).collect();
    assert!(rows.len() >= 15, "the table was not found");
    let missing = rows.iter().flat_map(|row| {
        let proofs = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let names: Vec<_> = proofs.split('`').skip(1).step_by(2).collect();
        let is_there = |name: &str| tests.contains(&format!("fn {name}()"));
        let unproved = names.is_empty().then(|| format!("no test: {row}"));
        let missing =
            names.into_iter().filter(|name| !is_there(name)).map(|name| format!("no such test: {name}"));
        unproved.into_iter().chain(missing.collect::<Vec<_>>())
    });
    none("the table of attacks", missing.collect());
}
