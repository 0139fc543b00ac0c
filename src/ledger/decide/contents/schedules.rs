//! The schedules of a whole book.

use super::{Checked, Filling, odd, once};
use crate::ledger::change::{Change, Edit};
use crate::ledger::decide::transactions::{checked_date, checked_memo};
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::{Amount, Mode, OtherSide, Schedule, ScheduleRefusal};

impl Filling<'_> {
    pub(super) fn schedules(&self) -> Checked<Vec<Change>> {
        let mut ids = std::collections::HashSet::new();
        let made = self.contents.schedules.iter().map(|one| {
            once(&mut ids, one.id, || format!("two schedules have the number {}", one.id.0))?;
            let made = self.schedule(one).map_err(|why| odd(format!("schedule {}: {why}", one.id.0)))?;
            Ok(Change::Schedule(Edit::made(made)))
        });
        made.collect()
    }

    fn schedule(&self, one: &Schedule) -> Checked<Schedule> {
        let account = self.accounts.get(&one.account).ok_or(Refusal::NoSuchAccount)?;
        if !account.kind.is_register() {
            return Err(Refusal::NotARegister(account.name.clone()));
        }
        if matches!((one.amount, one.mode), (Amount::Asked(_), Mode::Enter { .. })) {
            return Err(ScheduleRefusal::AskedByItself.into());
        }
        adds_up(one, |left_over| account.currency.text(left_over))?;
        let others = one.others.iter().map(|side| {
            let other = self.accounts.get(&side.account).ok_or(Refusal::NoSuchAccount)?;
            if other.id == account.id || other.currency != account.currency {
                return Err(Refusal::AlreadyThere(other.name.clone()));
            }
            let (account, memo) = (self.shift.account(side.account)?, checked_memo(&side.memo)?);
            Ok(OtherSide { account, memo, ..side.clone() })
        });
        Ok(Schedule {
            id: self.shift.schedule(one.id)?,
            account: self.shift.account(one.account)?,
            payee: self.payee_of(one.payee)?,
            memo: checked_memo(&one.memo)?,
            others: others.collect::<Checked<_>>()?,
            tags: self.tags_of(&one.tags)?,
            recurrence: one.recurrence.checked().map_err(ScheduleRefusal::NoRule)?,
            moved: one.moved.map(checked_date).transpose()?,
            ..one.clone()
        })
    }
}

/// A fixed amount and its sides come to zero; another has one side, and nothing on it.
fn adds_up(one: &Schedule, text: impl Fn(Minor) -> String) -> Checked<()> {
    let sides = one.others.iter().map(|side| side.amount);
    let sum = Minor::sum(sides.chain(match one.amount {
        Amount::Fixed(amount) => Some(amount),
        _ => None,
    }))?;
    match (one.amount, one.others.len()) {
        (_, 0) => Err(Refusal::OneSided),
        (Amount::Fixed(_), _) if sum.units() == 0 => Ok(()),
        (Amount::Fixed(_), _) => Err(Refusal::Unbalanced(text(sum.negated()))),
        (_, 1) if sum.units() == 0 => Ok(()),
        _ => Err(ScheduleRefusal::SplitNotFixed.into()),
    }
}
