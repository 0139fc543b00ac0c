//! Rule 4: the same cheque number and amount.
//!
//! A cheque may be presented months after it was written, so the date is free; the earlier goes with the earlier.

use std::collections::{HashMap, VecDeque};

use super::{Account, Progress, cheque_number};

pub fn cheques<R: Clone>(account: &Account<R>, progress: &mut Progress<R>) {
    let mut entries: Vec<usize> = (0..account.entered.len()).filter(|entry| progress.free[*entry]).collect();
    entries.sort_by_key(|entry| account.entered[*entry].date);
    let mut by_number: HashMap<_, VecDeque<usize>> = HashMap::new();
    for index in entries {
        let entry = &account.entered[index];
        if let Some(number) = cheque_number(entry.number.as_deref()) {
            by_number.entry((number, entry.amount)).or_default().push_back(index);
        }
    }
    let mut lines: Vec<usize> = (0..account.lines.len()).filter(|line| progress.is_open(*line)).collect();
    lines.sort_by_key(|line| account.lines[*line].date);
    for at in lines {
        let line = &account.lines[at];
        let Some(number) = cheque_number(line.number.as_deref()) else { continue };
        let written = by_number.get_mut(&(number, line.amount)).and_then(VecDeque::pop_front);
        if let Some(index) = written {
            let entry = &account.entered[index];
            let number = entry.number.as_deref().unwrap_or_default();
            let reason = format!("Cheque {number} over this amount is in your book, dated {}.", entry.date);
            progress.link(at, account, index, reason);
        }
    }
}
