//! Statements as the JSON that the log keeps; see [`super::stored`] for its duty.

use serde::{Deserialize, Serialize};

use crate::ledger::{AccountId, Held, Minor, Statement, StatementId, TransactionId};

#[derive(Serialize, Deserialize)]
pub struct StoredStatement {
    id: i64,
    account: i64,
    date: String,
    closing: i64,
    /// Transaction and amount; none while it is being reconciled.
    held: Option<Vec<(i64, i64)>>,
}

pub fn statement(statement: &Statement) -> StoredStatement {
    let held = |rows: &Vec<Held>| rows.iter().map(|row| (row.transaction.0, row.amount)).collect();
    StoredStatement {
        id: statement.id.0,
        account: statement.account.0,
        date: statement.date.to_string(),
        closing: statement.closing.units(),
        held: statement.held.as_ref().map(held),
    }
}

impl StoredStatement {
    pub fn restored(self) -> Option<Statement> {
        let held = |(transaction, amount)| Held { transaction: TransactionId(transaction), amount };
        Some(Statement {
            id: StatementId(self.id),
            account: AccountId(self.account),
            date: self.date.parse().ok()?,
            closing: Minor::balance(self.closing).ok()?,
            held: self.held.map(|rows| rows.into_iter().map(held).collect()),
        })
    }
}
