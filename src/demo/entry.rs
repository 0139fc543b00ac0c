//! One entry of the household, and the commands that write it down.

use jiff::civil::Date;

use crate::ledger::command::{AddedLine, LineDraft, LineFate, SplitDraft, Target, TransactionDraft};
use crate::ledger::{AccountId, Minor, MoneyError, SplitState};

pub const CURRENT: &str = "Current account";
pub const SAVINGS: &str = "Savings";
pub const CASH: &str = "Cash";
pub const CARD: &str = "Credit card";

/// An entry as somebody would tell it: out of which account, to whom, for what.
pub struct Entry {
    pub date: Date,
    pub account: &'static str,
    pub number: Option<String>,
    pub payee: &'static str,
    pub memo: &'static str,
    pub tag: Option<&'static str>,
    /// Written, and then made void.
    pub void: bool,
    /// Where it went (positive) or came from (negative), in minor units.
    pub sides: Vec<(Side, i64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Category(&'static str),
    Register(&'static str),
}

impl Entry {
    /// One category, no memo, no number.
    pub fn plain(date: Date, account: &'static str, payee: &'static str, side: Side, units: i64) -> Entry {
        let sides = vec![(side, units)];
        Entry { date, account, number: None, payee, memo: "", tag: None, void: false, sides }
    }

    pub fn tagged(mut self, tag: &'static str) -> Entry {
        self.tag = Some(tag);
        self
    }

    pub fn made_void(mut self) -> Entry {
        self.void = true;
        self
    }

    pub fn with_memo(mut self, memo: &'static str) -> Entry {
        self.memo = memo;
        self
    }

    pub fn by_cheque(mut self, number: u32) -> Entry {
        self.number = Some(format!("{number:06}"));
        self
    }

    /// Into its own account, in minor units.
    pub fn own_units(&self) -> i64 {
        -self.sides.iter().map(|(_, units)| units).sum::<i64>()
    }

    fn others(&self, state: SplitState) -> Result<Vec<SplitDraft>, MoneyError> {
        let side = |(side, units): &(Side, i64)| {
            let (target, state) = match side {
                Side::Category(name) => (Target::Category((*name).into()), None),
                Side::Register(name) => (Target::Register((*name).into()), Some(state)),
            };
            Ok(SplitDraft { target, amount: amount(*units)?, memo: String::new(), state, bank_id: None })
        };
        self.sides.iter().map(side).collect()
    }

    /// As a line of the bank's file, number `n` of its account.
    pub fn line(&self, n: usize, today: Date) -> Result<LineDraft, MoneyError> {
        let state = if self.is_long_ago(today) { SplitState::Reconciled } else { SplitState::Cleared };
        let added = AddedLine {
            date: self.date,
            number: self.number.clone(),
            payee: Some(self.payee.into()),
            memo: self.memo.into(),
            state,
            // A reconciled side needs a record of its bank's own; the other end of a transfer has none.
            others: self.others(SplitState::Cleared)?,
            tags: Vec::new(),
            enters: None,
        };
        Ok(LineDraft {
            bank_id: format!("{}-{n:04}", self.bank_words()),
            amount: amount(self.own_units())?,
            payee: self.payee.into(),
            fate: LineFate::Add(added),
        })
    }

    /// What the statements of the time are done with.
    fn is_long_ago(&self, today: Date) -> bool {
        days_between(self.date, today) >= 75
    }

    fn bank_words(&self) -> String {
        format!("{}-{}", self.date, self.account.replace(' ', "-").to_lowercase())
    }

    /// As somebody types it into its account; of what is long ago the bank's own record has come since.
    pub fn typed(&self, account: AccountId, today: Date) -> Result<TransactionDraft, MoneyError> {
        let state = match days_between(self.date, today) {
            _ if self.void => SplitState::Uncleared,
            _ if self.is_long_ago(today) => SplitState::Reconciled,
            9.. => SplitState::Cleared,
            _ => SplitState::Uncleared,
        };
        let number = self.number.as_deref().unwrap_or("card");
        let bank_id =
            (state == SplitState::Reconciled).then(|| format!("{}-typed-{number}", self.bank_words()));
        let own = SplitDraft {
            target: Target::Account(account),
            amount: amount(self.own_units())?,
            memo: String::new(),
            state: Some(state),
            bank_id,
        };
        let mut splits = vec![own];
        splits.extend(self.others(state)?);
        Ok(TransactionDraft {
            date: self.date,
            number: self.number.clone(),
            payee: Some(self.payee.into()),
            memo: self.memo.into(),
            splits,
            tags: Some(self.tag.map(str::to_owned).into_iter().collect()),
        })
    }
}

pub fn amount(units: i64) -> Result<Minor, MoneyError> {
    Minor::amount(units)
}

/// From the first day to the second; negative where the second comes before.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
