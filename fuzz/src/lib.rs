//! What every fuzz target does with the bytes it is given.
//!
//! The readers are compiled here by the paths of their sources. Nothing here
//! reads a file or knows a format: the name that a target gives is all the
//! readers learn beside the bytes.

#[path = "../../src/import/mod.rs"]
pub mod import;
#[path = "../../src/ledger/mod.rs"]
pub mod ledger;

use import::{BankFile, Decimal, Line};

/// Reads the bytes as a file of that name; what was read has to hold together.
pub fn examine(name: &str, bytes: &[u8]) {
    let Ok(file) = import::read(name, bytes) else { return };
    let says_something = file.statements.iter().any(|one| !one.lines.is_empty() || !one.balances.is_empty());
    assert!(says_something || !file.problems.is_empty(), "an empty success");
    lines(&file).for_each(examine_line);
    for problem in &file.problems {
        assert!(problem.line != Some(0) && problem.reason.ends_with('.'), "{problem:?}");
    }
}

fn lines(file: &BankFile) -> impl Iterator<Item = &Line> {
    file.statements.iter().flat_map(|statement| &statement.lines)
}

fn examine_line(line: &Line) {
    assert!(!line.bank_id.is_empty() && line.at_line > 0, "{line:?}");
    let sum = line.sides.iter().try_fold(Decimal::ZERO, |sum, side| sum.plus(side.amount));
    assert!(line.sides.is_empty() || sum == Some(line.amount), "{line:?}");
}
