//! What the user chose about the lines of a statement.
//!
//! Choices are by the position of a line in its statement. One that fits no
//! line, or no entry that could be meant, changes nothing: a line in doubt
//! then stays in doubt.

use std::collections::{HashMap, HashSet};

use super::Reference;
use crate::import::matching::{Candidate, Fate, Verdict};

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

/// What a line in doubt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// None of the entries.
    New,
    /// This entry.
    Entry(Reference),
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

/// Why a line is what the user said it is.
const SAID: &str = "As you said.";

impl Chosen {
    /// The verdicts with the answers in them. `positions` are those of the lines, in the order of the verdicts.
    pub fn decided(
        &mut self,
        positions: &[usize],
        verdicts: Vec<Verdict<Reference>>,
    ) -> Vec<Verdict<Reference>> {
        let mut taken: HashSet<Reference> = HashSet::new();
        let mut decided = Vec::with_capacity(verdicts.len());
        for (at, verdict) in positions.iter().zip(verdicts) {
            let verdict = self.answered(*at, verdict, &taken);
            if let Fate::Linked(reference) = verdict.fate {
                taken.insert(reference);
            }
            decided.push(verdict);
        }
        for (at, verdict) in positions.iter().zip(&mut decided) {
            self.undecided(*at, verdict, &mut taken);
        }
        decided
    }

    fn answered(
        &self,
        at: usize,
        verdict: Verdict<Reference>,
        taken: &HashSet<Reference>,
    ) -> Verdict<Reference> {
        let said = |fate| Verdict { fate, reason: SAID.into() };
        match (&verdict.fate, self.answers.get(&at)) {
            (Fate::Doubtful(_), Some(Answer::New)) => said(Fate::New),
            (Fate::Doubtful(candidates), Some(Answer::Entry(entry)))
                if is_one_of(candidates, *entry) && !taken.contains(entry) =>
            {
                said(Fate::Linked(*entry))
            }
            (Fate::Deleted, _) if self.bring_back.contains(&at) => said(Fate::New),
            _ => verdict,
        }
    }

    fn undecided(&mut self, at: usize, verdict: &mut Verdict<Reference>, taken: &mut HashSet<Reference>) {
        let Fate::Doubtful(candidates) = &verdict.fate else {
            return;
        };
        match self.undecided {
            Undecided::Ask => {}
            Undecided::LeaveOut => {
                self.leave_out.insert(at);
            }
            Undecided::Add => verdict.fate = Fate::New,
            Undecided::Likeliest => {
                let free = candidates.iter().find(|candidate| taken.insert(candidate.entry.reference));
                verdict.fate = free.map_or(Fate::New, |free| Fate::Linked(free.entry.reference));
            }
        }
    }
}

fn is_one_of(candidates: &[Candidate<Reference>], entry: Reference) -> bool {
    candidates.iter().any(|candidate| candidate.entry.reference == entry)
}
