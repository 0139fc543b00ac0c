//! What the user chose about the lines of a statement.
//!
//! Only the values: choices are by the position of a line in its statement,
//! and one that fits no line changes nothing. What becomes of the lines by
//! them is [`decided`](super::decided)'s to say.

use std::collections::{HashMap, HashSet};

use super::Reference;

/// All that was chosen for one statement.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    pub leave_out: HashSet<usize>,
    /// Lines that were deleted after an earlier import and shall be there again.
    pub bring_back: HashSet<usize>,
    pub answers: HashMap<usize, Answer>,
    pub undecided: Undecided,
    pub edits: HashMap<usize, LineEdit>,
    /// Whether a line is the occurrence of a schedule that it seems to be.
    pub due: HashMap<usize, bool>,
}

/// What a line is, whatever was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing that is in the book.
    New,
    /// This row of its account.
    Entry(Reference),
    /// This row of its account, which gets the amount of the line.
    Correct(Reference),
}

/// What becomes of lines in doubt that nobody answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Undecided {
    /// Nothing is imported before somebody has.
    #[default]
    Ask,
    Add,
    /// The likeliest entry that no other line has.
    Likeliest,
    /// They come again with the next file.
    LeaveOut,
}

/// Other words for a line than those proposed; what is none stays as proposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEdit {
    pub payee: Option<String>,
    /// "Food:Groceries", or `[Savings]` for a transfer; empty for none.
    pub category: Option<String>,
}
