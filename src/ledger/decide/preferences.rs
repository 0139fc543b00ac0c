//! What the page remembers: kept beside the history, never a step of undo.

use super::facts::Facts;
use super::sheet::Sheet;
use super::{Decision, Denied, Move, Outcome};
use crate::ledger::change::{Change, Edit};
use crate::ledger::preference::Preference;
use crate::ledger::refusal::Refusal;

/// The longest key, in characters.
const LONGEST_KEY: usize = 100;
/// The longest value, in bytes of JSON.
pub const LONGEST_PREFERENCE: usize = 64 * 1024;

/// Remembers a value under a key, or forgets it.
pub(super) fn set<F: Facts>(sheet: &mut Sheet<F>, key: &str, value: Option<&str>) -> Outcome<Decision, F> {
    let after = checked_preference(key, value.unwrap_or_default())?;
    let before = sheet.facts.preference(key).map_err(Denied::Failed)?;
    let after = value.map(|_| after);
    if before != after {
        sheet.changes.push(Change::Preference(Edit { before, after }));
    }
    let verb = if value.is_some() { "Remembered" } else { "Forgot" };
    Ok(Decision { history: Move::Aside, ..sheet.done(format!("{verb} {key}"), None) })
}

/// A preference as it is kept.
pub(super) fn checked_preference(key: &str, value: &str) -> Result<Preference, Refusal> {
    match key.chars().count() {
        0 => return Err(Refusal::NameEmpty),
        count if count > LONGEST_KEY => return Err(Refusal::TooLong { field: "name", most: LONGEST_KEY }),
        _ => {}
    }
    if value.len() > LONGEST_PREFERENCE {
        return Err(Refusal::TooLong { field: "value", most: LONGEST_PREFERENCE });
    }
    Ok(Preference { key: key.to_owned(), value: value.to_owned() })
}
