//! What was imported into a whole book, and the files that are kept of it.

use std::collections::HashSet;

use super::super::transactions::checked_date;
use super::{Checked, Filling, odd, once};
use crate::ledger::batch::{BankBalance, Batch, ImportedLine};
use crate::ledger::change::{Change, Edit};
use crate::ledger::refusal::Refusal;

impl Filling<'_> {
    pub(super) fn batches(&self, all: Vec<Batch>) -> Checked<Vec<Change>> {
        let (mut ids, mut files) = (HashSet::new(), HashSet::new());
        for file in &self.contents.files {
            once(&mut files, &file.hash, || "a file of a bank is kept twice".into())?;
        }
        let made = all.into_iter().map(|one| {
            once(&mut ids, one.id, || format!("two imports have the number {}", one.id.0))?;
            if one.raw.as_ref().is_some_and(|raw| !files.contains(raw)) {
                return Err(odd(format!("import {}: the file that is kept of it is missing", one.id.0)));
            }
            let balances = self.balances(&one).map_err(|why| odd(format!("import {}: {why}", one.id.0)))?;
            let lines = one.lines.into_iter().map(|line| self.line(line)).collect::<Checked<_>>();
            let lines = lines.map_err(|why| odd(format!("import {}: {why}", one.id.0)))?;
            let made = Batch { id: self.shift.batch(one.id)?, lines, balances, ..one };
            Ok(Change::Batch(Edit::made(made)))
        });
        made.collect()
    }

    fn balances(&self, one: &Batch) -> Checked<Vec<BankBalance>> {
        let mut accounts = HashSet::new();
        let shifted = one.balances.iter().map(|stated| {
            if !self.accounts.contains_key(&stated.account) {
                return Err(Refusal::NoSuchAccount);
            }
            once(&mut accounts, stated.account, || "it states the balance of an account twice".into())?;
            Ok(BankBalance {
                account: self.shift.account(stated.account)?,
                date: checked_date(stated.date)?,
                ..*stated
            })
        });
        shifted.collect()
    }

    fn line(&self, line: ImportedLine) -> Checked<ImportedLine> {
        if !self.accounts.contains_key(&line.account) {
            return Err(Refusal::NoSuchAccount);
        }
        Ok(ImportedLine {
            account: self.shift.account(line.account)?,
            date: line.date.map(checked_date).transpose()?,
            transaction: line.transaction.map(|id| self.shift.transaction(id)).transpose()?,
            ..line
        })
    }
}
