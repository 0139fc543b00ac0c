//! The two halves of a transfer of which a file shows both.
//!
//! Matching says which half brings the transaction; the other one lends it its
//! bank id. What was said by hand since may have left the other alone: then it
//! is never taken for a transfer again, lest an account is counted twice.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Plan, PlannedLine, PlannedStatement};
use crate::import::matching::Fate;
use crate::import::text::folded;
use crate::import::{BankFile, Line, Target};
use crate::ledger::{Minor, SplitState};

/// A line: the place of its statement in the plan, and its position among the lines that a book can hold.
type Place = (usize, usize);

/// What becomes of a half that does not bring the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The other half brings it and knows this one.
    Lent,
    /// The other half was left out: this one brings it.
    Brings,
    /// The other half is something else by now: this one is added without a transfer.
    Alone,
    /// The other half is in doubt and comes again with the next file, and so does this one.
    Waits,
}

/// All halves of a plan.
#[derive(Debug, Default)]
pub struct Halves {
    halves: HashMap<Place, Half>,
    /// By line and side of the half that brings it, the bank id of the other and how far the file says it is agreed:
    /// the bank of the other account has told it, too.
    lent: HashMap<(Place, usize), (String, SplitState)>,
}

/// A whole transfer as its account sees it: from, to, when, how much.
type Seen = (usize, usize, Date, Minor);

impl Halves {
    pub fn of(plan: &Plan, file: &BankFile) -> Halves {
        let mut all = Halves::default();
        let held: Vec<Vec<usize>> = plan.statements.iter().map(positions).collect();
        for (place, planned) in plan.statements.iter().enumerate() {
            for (line, at) in held[place].iter().enumerate() {
                let Some((account, other, side)) = other_half(planned, *at) else { continue };
                let Some(theirs) = held.get(account).and_then(|held| held.get(other)) else { continue };
                let half = after(&plan.statements[account], *theirs);
                all.halves.insert((place, line), half);
                if half == Half::Lent {
                    all.lend(((account, other), side), &file.statements[planned.index].lines[*at]);
                }
            }
        }
        all.pair_brought_back(plan, file, &held);
        all
    }

    /// None for a line that is no other half.
    pub fn half(&self, place: usize, line: usize) -> Option<Half> {
        self.halves.get(&(place, line)).copied()
    }

    /// What the other half lends to this side of a line.
    pub fn lent(&self, place: usize, line: usize, side: usize) -> Option<(String, SplitState)> {
        self.lent.get(&((place, line), side)).cloned()
    }

    fn lend(&mut self, to: (Place, usize), half: &Line) {
        self.lent.insert(to, (half.bank_id.clone(), half.state));
    }

    /// Both halves of a transfer that was deleted and shall be there again are one transfer.
    fn pair_brought_back(&mut self, plan: &Plan, file: &BankFile, held: &[Vec<usize>]) {
        let label = |planned: &PlannedStatement| folded(&file.statements[planned.index].account.label);
        let names: HashMap<String, usize> =
            plan.statements.iter().enumerate().map(|(place, planned)| (label(planned), place)).collect();
        let mut waiting: HashMap<Seen, Vec<Place>> = HashMap::new();
        for (place, planned) in plan.statements.iter().enumerate() {
            for (line, at) in held[place].iter().enumerate() {
                let read = &file.statements[planned.index].lines[*at];
                let Some((to, amount)) = brought_back(planned, *at, read, &names) else { continue };
                let mirrored = (to, place, read.date, amount.negated());
                match waiting.get_mut(&mirrored).and_then(Vec::pop) {
                    Some(first) => {
                        self.halves.insert((place, line), Half::Lent);
                        self.lend((first, 0), read);
                    }
                    None => waiting.entry((place, to, read.date, amount)).or_default().push((place, line)),
                }
            }
        }
    }
}

/// Where the lines that a book can hold stand among all lines of the statement.
fn positions(planned: &PlannedStatement) -> Vec<usize> {
    let lines = planned.lines.iter().enumerate();
    lines.filter(|(_, line)| line.is_some()).map(|(at, _)| at).collect()
}

fn line(planned: &PlannedStatement, at: usize) -> Option<&PlannedLine> {
    planned.lines.get(at)?.as_ref()
}

fn other_half(planned: &PlannedStatement, at: usize) -> Option<(usize, usize, usize)> {
    match line(planned, at)?.verdict.fate {
        _ if planned.destination.chosen.leave_out.contains(&at) => None,
        Fate::OtherHalf { account, line, side } => Some((account, line, side)),
        _ => None,
    }
}

/// What is left for a half when this is what became of the one that was to bring the transaction.
fn after(planned: &PlannedStatement, at: usize) -> Half {
    let chosen = &planned.destination.chosen;
    let is_out = chosen.leave_out.contains(&at);
    // Another category replaces the sides, and with them the transfer.
    let is_other = chosen.edits.get(&at).is_some_and(|edit| edit.category.is_some());
    match line(planned, at).map(|line| &line.verdict.fate) {
        Some(Fate::Doubtful(_)) if is_out => Half::Waits,
        Some(Fate::New) if is_out => Half::Brings,
        Some(Fate::New) if !is_other => Half::Lent,
        _ => Half::Alone,
    }
}

/// The place that a whole transfer goes to, and how much, where it was deleted and is to be there again.
fn brought_back(
    planned: &PlannedStatement,
    at: usize,
    read: &Line,
    names: &HashMap<String, usize>,
) -> Option<(usize, Minor)> {
    let chosen = &planned.destination.chosen;
    let is_wanted = chosen.bring_back.contains(&at) && !chosen.leave_out.contains(&at);
    let is_as_read = chosen.edits.get(&at).is_none_or(|edit| edit.category.is_none());
    let line = line(planned, at).filter(|line| is_wanted && is_as_read && line.verdict.fate == Fate::New)?;
    let [side] = read.sides.as_slice() else { return None };
    let Target::Transfer(name) = &side.target else { return None };
    Some((*names.get(&folded(name))?, line.amount))
}
