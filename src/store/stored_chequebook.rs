//! Chequebooks as the JSON that the log keeps; see [`super::stored`] for its duty.

use serde::{Deserialize, Serialize};

use crate::ledger::{AccountId, Chequebook, ChequebookId};

#[derive(Serialize, Deserialize)]
pub struct StoredChequebook {
    id: i64,
    account: i64,
    first: u64,
    last: u64,
    next: u64,
    digits: u8,
    closed: bool,
    in_use: bool,
}

pub fn chequebook(book: &Chequebook) -> StoredChequebook {
    StoredChequebook {
        id: book.id.0,
        account: book.account.0,
        first: book.first,
        last: book.last,
        next: book.next,
        digits: book.digits,
        closed: book.closed,
        in_use: book.in_use,
    }
}

impl StoredChequebook {
    pub fn restored(self) -> Chequebook {
        Chequebook {
            id: ChequebookId(self.id),
            account: AccountId(self.account),
            first: self.first,
            last: self.last,
            next: self.next,
            digits: self.digits,
            closed: self.closed,
            in_use: self.in_use,
        }
    }
}
