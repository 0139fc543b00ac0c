//! A line that is the occurrence of a schedule, in the words of the schedule.
//!
//! What the bank says goes before what was expected: its date, its amount and
//! its number stay, and so do the sides that a file gives itself.

use crate::import::Line;
use crate::import::learned::{Proposal, Said};
use crate::import::matching::Scheduled;
use crate::ledger::Minor;
use crate::ledger::command::{SplitDraft, Target};
use crate::ledger::schedule::Schedule;

/// The payee that is proposed now, and no category: the schedule has its sides. Its memo and tags go into the line.
pub fn proposed(scheduled: &Scheduled, line: &mut Line, learned: Proposal) -> Proposal {
    if !scheduled.schedule.memo.is_empty() {
        line.memo.clone_from(&scheduled.schedule.memo);
    }
    line.tags.extend(scheduled.tags.iter().cloned());
    let said = |payee: &String| Said { text: payee.clone(), reason: String::new() };
    Proposal { payee: scheduled.payee.as_ref().map(said).or(learned.payee), category: None }
}

/// The other sides for this amount. Several are only where the amount is fixed, and then theirs fit.
pub fn others(schedule: &Schedule, amount: Minor) -> Vec<SplitDraft> {
    let is_only = schedule.others.len() == 1;
    let other = |side: &crate::ledger::schedule::OtherSide| SplitDraft {
        target: Target::Account(side.account),
        amount: if is_only { amount.negated() } else { side.amount },
        memo: side.memo.clone(),
        state: None,
        bank_id: None,
    };
    schedule.others.iter().map(other).collect()
}
