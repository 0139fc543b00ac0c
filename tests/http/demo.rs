//! The sample book: its own file, its own place, and never the user's.

use serde_json::Value;

use super::support::program::{Running, command};

fn names_and_rows(accounts: &Value) -> Vec<(String, u64)> {
    let accounts = accounts["accounts"].as_array().expect("accounts").iter();
    let registers = accounts.filter(|account| account["kind"] == "asset" || account["kind"] == "liability");
    registers
        .map(|one| (one["name"].as_str().expect("a name").into(), one["rows"].as_u64().expect("rows")))
        .collect()
}

#[test]
fn the_sample_book_is_full_and_leaves_the_own_book_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = command(folder.path());
    sample.args(["--no-browser", "--demo"]);
    let demo = Running::outside(sample).let_in();
    assert_eq!(demo.client.get("/api/v1/app")["book"]["demo"], true);
    assert_eq!(demo.client.get("/api/v1/app")["book"]["name"], "Demo");
    let registers = names_and_rows(&demo.client.get("/api/v1/accounts"));
    assert_eq!(registers.len(), 4);
    assert!(registers.iter().all(|(name, rows)| *rows > 8 && !name.is_empty()), "{registers:?}");
    let future = demo.client.get("/api/v1/accounts/1/register?search=is:future");
    assert!(future["total"].as_u64() > Some(2), "something is to come");
    for (search, rows) in [("is:void", 1..=1), ("tag:school", 1..=20), ("is:imported", 50..=500)] {
        let found = demo.client.get(&format!("/api/v1/accounts/1/register?search={search}"));
        assert!(rows.contains(&found["total"].as_u64().expect("a total")), "{search}: {}", found["total"]);
    }
    assert!(!folder.path().join("b.counterfoil").exists(), "the own book was not even made");
    drop(demo);
    let mut own = command(folder.path());
    own.arg("--no-browser");
    let own = Running::outside(own).let_in();
    assert_eq!(own.client.get("/api/v1/app")["book"]["demo"], false);
    assert_eq!(own.client.get("/api/v1/accounts")["accounts"].as_array().map(Vec::len), Some(0));
}
