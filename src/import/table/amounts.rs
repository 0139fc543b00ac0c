//! What a row did to the account, once it is known how its columns give an amount.
//!
//! It reads; how the columns are to be read, [`super::sense`] finds out.

use super::cell;
use super::directions::{Direction, Directions};
use super::grid::Row;
use super::roles::Roles;
use crate::import::Decimal;
use crate::import::decimal::marks::{AmountError, Marks};
use crate::import::decimal::money_sign::currency_in;
use crate::import::layout::{Role, Sense};
use crate::import::vocabulary::{Flow, vocabulary};

/// How the columns give an amount.
#[derive(Debug, Clone)]
pub struct Amounts {
    pub sense: Sense,
    pub marks: Marks,
    /// Counts where there is such a column; the amounts' own signs then say nothing more.
    pub directions: Directions,
    /// The debit column has its own minus.
    pub signed_debits: bool,
    /// The credit column has a minus throughout, as on cards.
    pub negative_credits: bool,
    /// The fee comes on top of the amount.
    pub fee_apart: bool,
    /// The balance is what is owed.
    pub balance_is_owed: bool,
}

/// What a row did, and what of it was the fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    pub amount: Decimal,
    pub fee: Option<Decimal>,
}

impl Amounts {
    pub fn new(marks: Marks) -> Amounts {
        Amounts {
            sense: Sense::In,
            marks,
            directions: Directions::none(),
            signed_debits: false,
            negative_credits: false,
            fee_apart: false,
            balance_is_owed: false,
        }
    }

    /// What the row did to the account, the fee with it; none where its cells are empty.
    pub fn movement(&self, row: &Row, roles: &Roles) -> Result<Option<Movement>, AmountError> {
        let Some(amount) = self.of(row, roles)? else { return Ok(None) };
        let is_turned = self.sense == Sense::Out && !self.has_sides(roles) && !self.directions.is_there();
        let amount = if is_turned { negated(amount) } else { amount };
        let fee = self.fee(row, roles)?.filter(|fee| self.fee_apart && !fee.is_zero());
        let whole = fee.map_or(Some(amount), |fee| amount.plus(fee)).ok_or(AmountError::Empty)?;
        Ok(Some(Movement { amount: whole, fee }))
    }

    /// The fee as money that went out; banks write it with and without a minus.
    pub fn fee(&self, row: &Row, roles: &Roles) -> Result<Option<Decimal>, AmountError> {
        let Some(column) = roles.column(Role::Fee) else { return Ok(None) };
        let fee = self.read(row.cell(column))?;
        Ok(fee.map(|fee| if fee.is_negative() { fee } else { negated(fee) }))
    }

    pub fn balance(&self, row: &Row, roles: &Roles) -> Option<Decimal> {
        let balance = self.read(row.cell(roles.column(Role::Balance)?)).ok().flatten()?;
        Some(if self.balance_is_owed { negated(balance) } else { balance })
    }

    fn has_sides(&self, roles: &Roles) -> bool {
        roles.column(Role::Debit).is_some() || roles.column(Role::Credit).is_some()
    }

    /// The amount as the columns give it.
    pub fn of(&self, row: &Row, roles: &Roles) -> Result<Option<Decimal>, AmountError> {
        let read = |role| roles.column(role).map_or(Ok(None), |column| self.read(row.cell(column)));
        let (debit, credit) = (read(Role::Debit)?, read(Role::Credit)?);
        if debit.is_some() || credit.is_some() {
            let (out, into) = (debit.unwrap_or_default(), credit.unwrap_or_default());
            let into = if self.negative_credits { negated(into) } else { into };
            return Ok(if self.signed_debits { into.plus(out) } else { into.minus(out) });
        }
        let amount = read(Role::Amount)?;
        if !self.directions.is_there() {
            return Ok(amount);
        }
        let Some(amount) = amount else { return Ok(None) };
        let plain = if amount.is_negative() { negated(amount) } else { amount };
        Ok(match self.directions.of_row(row) {
            Direction::Known(Flow::Out) => Some(negated(plain)),
            Direction::Known(Flow::In) => Some(plain),
            Direction::LeftOut | Direction::Unknown => None,
        })
    }

    /// Whether both sides of a row hold an amount: then none of them is the row's.
    pub fn has_both_sides(&self, row: &Row, roles: &Roles) -> bool {
        let holds = |role| {
            let cell = roles.column(role).map_or("", |column| row.cell(column));
            self.read(cell).is_ok_and(|amount| amount.is_some_and(|amount| !amount.is_zero()))
        };
        holds(Role::Debit) && holds(Role::Credit)
    }

    /// The number in a cell; none where it holds nothing, or a dash.
    pub fn read(&self, text: &str) -> Result<Option<Decimal>, AmountError> {
        let is_dash = |c: char| matches!(c, '-' | '.' | ' ' | '−' | '\u{2010}'..='\u{2015}');
        if text.chars().all(is_dash) || text.eq_ignore_ascii_case("null") {
            return Ok(None);
        }
        cell::read_amount(text, &self.marks).map(Some)
    }

    /// The sign or code of the currency that stands beside the row's amount.
    pub fn currency<'r>(&self, row: &'r Row, roles: &Roles, languages: &[usize]) -> Option<&'r str> {
        let columns =
            [Role::Amount, Role::Debit, Role::Credit].into_iter().filter_map(|role| roles.column(role));
        let written =
            columns.filter_map(|column| currency_in(cell::without_sense(row.cell(column)).0)).next()?;
        if cell::is_currency(written) {
            return Some(written);
        }
        // The dollar is the currency of twenty countries; which, the file has to say.
        if written == "$" {
            return Some(written);
        }
        vocabulary().currency(written, languages).filter(|_| !matches!(written, "¥" | "￥"))
    }
}

pub fn negated(amount: Decimal) -> Decimal {
    // Every amount that was read has a negative: digits are far from the ends of the range.
    Decimal::ZERO.minus(amount).unwrap_or(amount)
}
