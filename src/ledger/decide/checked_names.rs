//! Names on their way into the book: as they are kept, or why they cannot be.
//!
//! It asks nobody whether a name is free.

use super::facts::Class;
use crate::ledger::name;
use crate::ledger::refusal::Refusal;

/// The longest name of an account or a payee, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// A tag as it is kept: a word or a few, without the marks that a list of tags is written with.
pub(super) fn checked_tag(name: &str) -> Result<String, Refusal> {
    let name = checked_name(name)?;
    if name.contains([',', '#']) { Err(Refusal::TagMarks(name)) } else { Ok(name) }
}

/// A name as it is kept, or why it cannot be one.
pub(super) fn checked_name(name: &str) -> Result<String, Refusal> {
    not_too_long(name::tidied(name))
}

/// The name of an account as a book may hold it. A category is a path, and has no empty steps.
pub(super) fn checked_account_name(name: &str, class: Class) -> Result<String, Refusal> {
    not_too_long(kept_name(name, class))
}

pub(super) fn kept_name(name: &str, class: Class) -> String {
    if class == Class::Category { name::tidied_path(name) } else { name::tidied(name) }
}

fn not_too_long(name: String) -> Result<String, Refusal> {
    match name.chars().count() {
        0 => Err(Refusal::NameEmpty),
        count if count > LONGEST_NAME => Err(Refusal::TooLong { field: "name", most: LONGEST_NAME }),
        _ => Ok(name),
    }
}
