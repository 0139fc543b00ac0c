//! Under which licences the libraries are.
//!
//! What cargo has on this machine is enough to know; nothing is fetched. Where the libraries of other systems
//! never were, those that this one builds with are looked at; `make test` fetches the others first.

use std::process::Command;

use serde_json::Value;

use super::none;
use super::sources::top;

/// Licences that any library may have.
const FINE: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MPL-2.0",
    "ISC",
    "Zlib",
    "0BSD",
    "Apache-2.0 WITH LLVM-exception",
];

/// Others, each for a reason.
const FINE_FOR: &[(&str, &str)] = &[
    // The tables of the Unicode consortium, below `url`.
    ("Unicode-3.0", ""),
    // Public domain; below tray-icon.
    ("Unlicense", "ksni"),
];

/// What cargo says of the libraries that it has; none where one is missing.
fn described(only: &[&str]) -> Option<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(only)
        .current_dir(top())
        .output()
        .expect("cargo runs");
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success().then(|| serde_json::from_slice(&output.stdout).expect("JSON"))
}

/// As rustc calls the system that this test runs on.
fn host() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let said = String::from_utf8(output.stdout).expect("text");
    said.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

#[test]
fn every_library_is_under_a_licence_we_may_use() {
    let here = || described(&["--filter-platform", &host()]);
    let document = described(&[]).or_else(here).expect("cargo has what these tests were built with");
    let packages = document["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "all libraries are looked at");
    let bad = packages.iter().filter_map(|package| {
        let (name, licence) = (package["name"].as_str()?, package["license"].as_str().unwrap_or("none"));
        (!is_fine(name, licence)).then(|| format!("{name}: {licence}"))
    });
    none("licences", bad.collect());
}

/// Whether one of the alternatives (SPDX, or the older slash) is fine as a whole.
fn is_fine(name: &str, licence: &str) -> bool {
    let plain = licence.replace(['(', ')'], "").replace(" / ", " OR ").replace('/', " OR ");
    // "(A OR B) AND C": all parts have to be fine, and one alternative of each.
    plain.split(" AND ").all(|part| part.split(" OR ").any(|one| is_fine_one(name, one.trim())))
}

fn is_fine_one(name: &str, licence: &str) -> bool {
    let excepted = |(fine, only): &(&str, &str)| *fine == licence && (only.is_empty() || *only == name);
    FINE.contains(&licence) || FINE_FOR.iter().any(excepted)
}

#[test]
fn a_licence_that_is_not_fine_is_seen() {
    assert!(is_fine("x", "GPL-3.0 OR MIT"));
    assert!(is_fine("x", "(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(!is_fine("x", "MIT AND GPL-3.0"));
    assert!(!is_fine("x", "Unlicense"));
    assert!(!is_fine("x", "none"));
}
