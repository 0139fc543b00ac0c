//! The kept reports of a whole book.

use std::collections::HashSet;

use super::{Checked, Filling, odd, once};
use crate::ledger::account::AccountId;
use crate::ledger::change::{Change, Edit};
use crate::ledger::decide::checked_names::checked_name;
use crate::ledger::decide::sheet::key_of;
use crate::ledger::kept_report::{KeptReport, MOST_KEPT};

impl Filling<'_> {
    /// What they name may be gone: the report says so when it is asked for.
    pub(super) fn kept_reports(&self) -> Checked<Vec<Change>> {
        let (mut ids, mut names) = (HashSet::new(), HashSet::new());
        if self.contents.kept_reports.len() > MOST_KEPT {
            return Err(odd(format!("there are more than {MOST_KEPT} kept reports")));
        }
        let made = self.contents.kept_reports.iter().map(|one| {
            once(&mut ids, one.id, || format!("two kept reports have the number {}", one.id.0))?;
            let made = self.kept_report(one).map_err(|why| odd(format!("report {}: {why}", one.id.0)))?;
            once(&mut names, key_of(&made.name), || format!("there are two reports named “{}”", made.name))?;
            Ok(Change::KeptReport(Edit::made(made)))
        });
        made.collect()
    }

    fn kept_report(&self, one: &KeptReport) -> Checked<KeptReport> {
        let shifted =
            |ids: &[AccountId]| ids.iter().map(|id| self.shift.account(*id)).collect::<Checked<_>>();
        let mut made =
            KeptReport { id: self.shift.kept_report(one.id)?, name: checked_name(&one.name)?, ..one.clone() };
        let definition = &mut made.question.definition;
        definition.accounts = shifted(&definition.accounts)?;
        definition.categories = shifted(&definition.categories)?;
        Ok(made)
    }
}
