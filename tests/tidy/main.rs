//! The house rules, as tests.
//!
//! They read the sources as text and as syntax; they run nothing. What a rule
//! is for stands beside it. `docs/ARCHITECTURE.md` has them in prose.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::inconsistent_digit_grouping,
    reason = "a test that cannot go on says why and fails; 100_00 is read as 100.00"
)]

mod imports;
mod licences;
mod page;
mod security;
mod sizes;
mod sources;
mod words;

/// Prints every violation before failing, so that one run shows them all.
fn none(rule: &str, violations: Vec<String>) {
    for violation in &violations {
        eprintln!("{violation}");
    }
    assert!(violations.is_empty(), "{rule}: {} places, see above", violations.len());
}
