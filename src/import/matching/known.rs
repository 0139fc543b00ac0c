//! Rule 1: what an earlier import of the same bank ids brought, and an account that has its opening balance.

use std::collections::{HashMap, HashSet};

use super::{Account, Fate, Progress, Verdict};
use crate::ledger::{Minor, Times};

/// Why a line that is not in the book stays out.
const DELETED: &str = "You deleted this after it was imported. Tick it to bring it back.";

/// Those that are there still are counted before those that were deleted.
pub fn ids<R>(account: &Account<R>, progress: &mut Progress<R>) {
    let ids: HashSet<&str> = account.known.keys().map(|(id, _)| id.as_str()).collect();
    let mut left: HashMap<(&str, Minor), Times> =
        account.known.iter().map(|((id, amount), times)| ((id.as_str(), *amount), *times)).collect();
    for (index, line) in account.lines.iter().enumerate() {
        let Some(times) = left.get_mut(&(line.bank_id.as_str(), line.amount)) else {
            progress.reused[index] = ids.contains(line.bank_id.as_str());
            continue;
        };
        if times.there > 0 {
            times.there -= 1;
            progress.verdicts[index] = Some(Verdict::new(Fate::Known, "Imported before."));
        } else if times.deleted > 0 {
            times.deleted -= 1;
            progress.verdicts[index] = Some(Verdict::new(Fate::Deleted, DELETED));
        }
    }
}

/// An account opens once: a second opening balance would double it.
pub fn openings<R>(account: &Account<R>, progress: &mut Progress<R>) {
    for (line, verdict) in account.lines.iter().zip(&mut progress.verdicts) {
        if account.has_opening && line.is_opening_balance(&account.label) {
            verdict.get_or_insert(Verdict::new(Fate::Known, "The account has its opening balance."));
        }
    }
}
