//! What a statement adds up to, and what an account opened with, counted from memory.

use super::*;
use crate::ledger::statement::Sums;
use crate::ledger::transaction::SplitState;

impl MemoryBook {
    pub fn sums_of(&self, statement: &Statement) -> Sums {
        let later = |id: StatementId| self.rows.statements.get(&id).is_some_and(|s| s.date > statement.date);
        let splits = self.rows.transactions.values().flat_map(|t| &t.splits);
        let mut sums = Sums { opening: 0, ticked: 0 };
        for split in splits.filter(|split| split.account == statement.account) {
            if split.statement == Some(statement.id) {
                sums.ticked += split.amount.units();
            } else if split.state == SplitState::Reconciled && !split.statement.is_some_and(later) {
                sums.opening += split.amount.units();
            }
        }
        sums
    }

    pub fn opening_of(&self, id: AccountId) -> Option<TransactionId> {
        let is_equity = |id| self.rows.accounts.get(&id).is_some_and(|a| a.kind == AccountKind::Equity);
        let opens = |t: &&Transaction| {
            t.splits.len() == 2
                && t.splits.iter().any(|s| s.account == id)
                && t.splits.iter().any(|s| is_equity(s.account))
        };
        self.rows.transactions.values().find(opens).map(|t| t.id)
    }
}
