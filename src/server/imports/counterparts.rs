//! Lines of a file that look like the other sides of rows in other accounts.

use std::collections::HashSet;

use crate::book::{Failure, View};
use crate::import::matching::Fate;
use crate::import::plan::PlannedStatement;
use crate::import::{Statement, Target};
use crate::ledger::pairing::DAYS_APART;
use crate::ledger::pairing::proposals::{OpenRow, nearest};
use crate::ledger::{AccountId, Currency};
use crate::server::pairs::{around, registers};

/// The rows of other accounts of this currency that lines of the statement could be the other sides of.
pub fn far(
    book: &View,
    own: Option<AccountId>,
    currency: Currency,
    statement: &Statement,
) -> Result<Vec<OpenRow>, Failure> {
    let dates = || statement.lines.iter().map(|line| line.date);
    let Some((first, last)) = dates().min().zip(dates().max()) else { return Ok(Vec::new()) };
    let ((from, _), (_, to)) = (around(first, DAYS_APART), around(last, DAYS_APART));
    let registers = registers(book)?;
    let others = registers.iter().filter(|one| Some(one.id) != own && one.currency == currency);
    book.unpaired_rows(&others.collect::<Vec<_>>(), from, to)
}

/// By line, the row of another account that it looks like the other side of; each row once.
pub fn of<'p>(planned: &'p PlannedStatement, statement: &Statement) -> Vec<Option<&'p OpenRow>> {
    let far = &planned.destination.knowledge.far;
    let mut taken = HashSet::new();
    let lines = planned.lines.iter().zip(&statement.lines).map(|(line, read)| {
        let says_nothing =
            read.sides.iter().all(|side| matches!(&side.target, Target::Category(name) if name.is_empty()));
        let line = line.as_ref().filter(|line| matches!(line.verdict.fate, Fate::New) && says_nothing)?;
        let found = nearest(far, (read.date, line.amount), &taken)?;
        taken.insert(found.row);
        Some(found)
    });
    lines.collect()
}
