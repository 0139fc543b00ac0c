//! The chequebooks of a whole book.

use super::{Checked, Filling, odd, once};
use crate::ledger::change::{Change, Edit};
use crate::ledger::cheque::{Chequebook, MOST_CHEQUES, MOST_DIGITS};
use crate::ledger::refusal::Refusal;

impl Filling<'_> {
    pub(super) fn chequebooks(&self) -> Checked<Vec<Change>> {
        let mut ids = std::collections::HashSet::new();
        let all = &self.contents.chequebooks;
        let made = all.iter().map(|one| {
            once(&mut ids, one.id, || format!("two chequebooks have the number {}", one.id.0))?;
            if all.iter().any(|other| other.clashes(one)) {
                return Err(odd(format!("chequebook {} and another one are in each other's way", one.id.0)));
            }
            let made = self.chequebook(one).map_err(|why| odd(format!("chequebook {}: {why}", one.id.0)))?;
            Ok(Change::Chequebook(Edit::made(made)))
        });
        made.collect()
    }

    fn chequebook(&self, one: &Chequebook) -> Checked<Chequebook> {
        let account = self.accounts.get(&one.account).ok_or(Refusal::NoSuchAccount)?;
        if !account.kind.is_register() {
            return Err(Refusal::NotARegister(account.name.clone()));
        }
        if one.last < one.first {
            return Err(Refusal::ChequebookBackwards);
        }
        if one.last - one.first >= MOST_CHEQUES {
            return Err(Refusal::ChequebookTooLarge(one.last - one.first));
        }
        let largest = 10u64.pow(u32::try_from(MOST_DIGITS).unwrap_or(15));
        if one.last.max(one.next) >= largest || usize::from(one.digits) > MOST_DIGITS {
            return Err(odd("its numbers are too long".into()));
        }
        if one.closed && one.in_use {
            return Err(odd("it is closed and in use".into()));
        }
        let (id, account) = (self.shift.chequebook(one.id)?, self.shift.account(one.account)?);
        Ok(Chequebook { id, account, ..one.clone() })
    }
}
