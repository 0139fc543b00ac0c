//! One entry of the household, and the commands that write it down.

use jiff::civil::Date;

use crate::ledger::command::{AddedLine, LineDraft, LineFate, SplitDraft, Target, TransactionDraft};
use crate::ledger::{AccountId, Minor, MoneyError, SplitState};

pub const CURRENT: &str = "Current account";
pub const SAVINGS: &str = "Savings";
pub const CASH: &str = "Cash";
pub const CARD: &str = "Credit card";

/// After so many days the bank has what was paid, and it is marked.
const SEEN_DAYS: i32 = 9;

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
    /// The bank has it, and nobody has marked it in the book.
    pub unmarked: bool,
    /// From so many days on the bank has it; none where it never will.
    pub paid_after_days: Option<i32>,
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
        Entry {
            date,
            account,
            number: None,
            payee,
            memo: "",
            tag: None,
            void: false,
            unmarked: false,
            paid_after_days: Some(SEEN_DAYS),
            sides,
        }
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

    /// Whoever has the cheque takes it to the bank so many days later, or never.
    pub fn cashed_after(mut self, days: Option<i32>) -> Entry {
        self.paid_after_days = days;
        self
    }

    /// Written, and nobody has taken it to the bank by now.
    pub fn is_outstanding(&self, today: Date) -> bool {
        self.number.is_some() && self.paid_after_days.is_none_or(|days| days_between(self.date, today) < days)
    }

    /// As the book has it, before any statement.
    pub fn state(&self, today: Date) -> SplitState {
        let is_seen = self.paid_after_days.is_some_and(|days| days_between(self.date, today) >= days);
        if is_seen && !self.void && !self.unmarked { SplitState::Cleared } else { SplitState::Uncleared }
    }

    /// What it puts into a register, in minor units.
    pub fn puts_into(&self, account: &str) -> i64 {
        let own = if self.account == account { self.own_units() } else { 0 };
        let there =
            self.sides.iter().filter(|(side, _)| matches!(side, Side::Register(name) if *name == account));
        own + there.map(|(_, units)| units).sum::<i64>()
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
        let added = AddedLine {
            date: self.date,
            number: self.number.clone(),
            payee: Some(self.payee.into()),
            memo: self.memo.into(),
            state: self.state(today),
            void: false,
            enters: None,
            others: self.others(SplitState::Cleared)?,
            tags: Vec::new(),
        };
        Ok(LineDraft {
            bank_id: format!("{}-{n:04}", self.bank_words()),
            amount: amount(self.own_units())?,
            date: self.date,
            payee: None,
            fate: LineFate::Add(added),
        })
    }

    /// The bank's own record of it has come since.
    fn is_long_ago(&self, today: Date) -> bool {
        days_between(self.date, today) >= 75
    }

    fn bank_words(&self) -> String {
        format!("{}-{}", self.date, self.account.replace(' ', "-").to_lowercase())
    }

    /// As somebody types it into its account; of what is long ago the bank's own record has come since.
    pub fn typed(&self, account: AccountId, today: Date) -> Result<TransactionDraft, MoneyError> {
        let state = self.state(today);
        let has_record = self.is_long_ago(today) && state == SplitState::Cleared;
        let number = self.number.as_deref().unwrap_or("card");
        let bank_id = has_record.then(|| format!("{}-typed-{number}", self.bank_words()));
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
