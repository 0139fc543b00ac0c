//! What the book has to teach about the lines of a file.
//!
//! It asks for what the file can use and no more.

use crate::book::{Failure, View};
use crate::import::BankFile;
use crate::import::learned::{Habit, Interest, Learned, RULES_KEY, Rename, Rule};

/// What was learned from the book about the payees of a file, and the rules that the user made. Rules that cannot be
/// read are none.
pub fn learned(book: &View, file: &BankFile) -> Result<Learned, Failure> {
    let lines = file.statements.iter().flat_map(|statement| &statement.lines);
    let interest = Interest::in_payees(lines.map(|line| line.payee.as_str()));
    let kept = book.preference(RULES_KEY)?;
    let rules: Vec<Rule> = kept.and_then(|kept| serde_json::from_str(&kept.value).ok()).unwrap_or_default();
    let renames = book.renamed_payees(|bank| interest.is_like(bank))?.into_iter();
    let renames = renames.map(|kept| Rename { bank: kept.bank, payee: kept.payee, date: kept.date });
    let renames: Vec<Rename> = renames.collect();
    let habits = book.usual_categories(&interest.called(&rules, &renames))?.into_iter();
    let habits = habits.map(|kept| Habit { payee: kept.payee, category: kept.category, date: kept.date });
    Ok(Learned::of(rules, renames, habits.collect()))
}
