//! Which amounts went out, and by what that is known.

use super::cell;
use super::grid::Row;
use super::proof::{Proof, prove};
use super::roles::Roles;
use crate::import::Decimal;
use crate::import::decimal::marks::{AmountError, Marks};
use crate::import::layout::{Choice, Question, Role, Sense, Setting};
use crate::import::text::{counted, shown};

/// How the columns give an amount.
#[derive(Debug, Clone)]
pub struct Amounts {
    pub sense: Sense,
    marks: Marks,
    /// The direction column counts; false where the amounts carry the sign themselves.
    by_direction: bool,
    /// The debit column has its own minus.
    signed_debits: bool,
}

/// What was found of it.
#[derive(Debug)]
pub struct Sensed {
    pub amounts: Amounts,
    pub proof: Option<Proof>,
    pub evidence: Vec<String>,
    pub question: Option<Question>,
}

/// Finds the sense in all rows.
pub fn find(rows: &[Row], roles: &Roles, marks: Marks, settled: Option<Sense>, is_card: bool) -> Sensed {
    let mut amounts = Amounts { sense: Sense::In, marks, by_direction: false, signed_debits: false };
    let mut evidence = Vec::new();
    if roles.column(Role::Direction).is_some() {
        amounts.by_direction = !signs_follow_directions(rows, roles, &amounts);
    }
    amounts.signed_debits = debits_are_negative(rows, roles, &amounts);
    let read = |row: &Row| Some((amounts.of(row, roles).ok()??, amounts.balance(row, roles)));
    let steps: Vec<_> = rows.iter().filter_map(read).collect();
    let proof = prove(&steps);
    if let Some(Proof { sense, is_newest_first, agree, steps }) = proof {
        amounts.sense = sense;
        let first = if is_newest_first { "newest" } else { "oldest" };
        evidence.push(format!(
            "The balance column confirms the sign and the order: {agree} of {steps} balances follow from the one \
             before, the {first} row first."
        ));
    }
    let (words, question) = by_columns(rows, roles, &amounts, &steps, proof, settled, is_card);
    evidence.extend(words);
    if let Some(Question { taken: Setting::Sense(sense), .. }) = question {
        amounts.sense = sense;
    }
    Sensed { amounts, proof, evidence, question }
}

/// What the columns themselves say, and what is asked where they say too little.
fn by_columns(
    rows: &[Row],
    roles: &Roles,
    amounts: &Amounts,
    steps: &[super::proof::Step],
    proof: Option<Proof>,
    settled: Option<Sense>,
    is_card: bool,
) -> (Option<String>, Option<Question>) {
    if roles.column(Role::Debit).is_some() || roles.column(Role::Credit).is_some() {
        let (out, into) = (roles.name(Role::Debit), roles.name(Role::Credit));
        return (Some(format!("Money that went out is in {out}, money that came in is in {into}.")), None);
    }
    let name = roles.name(Role::Amount);
    if amounts.by_direction {
        return (
            Some(format!("{} says whether the amount went out or came in.", roles.name(Role::Direction))),
            None,
        );
    }
    let negative = steps.iter().filter(|(amount, _)| amount.is_negative()).count();
    let positive = steps.iter().filter(|(amount, _)| !amount.is_negative() && !amount.is_zero()).count();
    if steps.is_empty() || proof.is_some() {
        return (None, None);
    }
    if negative * 4 >= positive && negative > 0 && !(is_card && positive > negative) {
        let count = counted(negative as u64, "amount", "amounts");
        return (
            Some(format!(
                "{name} has {count} with a minus and {positive} without: a minus is money that went out."
            )),
            None,
        );
    }
    let taken = settled.unwrap_or(if is_card { Sense::Out } else { Sense::In });
    (None, Some(question(rows, roles, amounts, taken, settled.is_some())))
}

fn question(rows: &[Row], roles: &Roles, amounts: &Amounts, taken: Sense, answered: bool) -> Question {
    let is_positive = |row: &&Row| {
        amounts.of(row, roles).is_ok_and(|amount| amount.is_some_and(|amount| !amount.is_negative()))
    };
    let row = rows.iter().find(is_positive);
    let text = |role| row.and_then(|row| Some(shown(row.cell(roles.column(role)?)))).unwrap_or_default();
    let (payee, amount) = (text(Role::Payee), text(Role::Amount));
    let choice = |sense, label: &str, what: &str| Choice {
        setting: Setting::Sense(sense),
        label: label.into(),
        example: format!("{payee} {amount} is {what}").trim().to_owned(),
    };
    Question {
        text: "What is an amount without a minus in this file?".into(),
        choices: vec![
            choice(Sense::Out, "Money that went out", "a payment"),
            choice(Sense::In, "Money that came in", "a deposit"),
        ],
        taken: Setting::Sense(taken),
        answered,
    }
}

/// Whether amounts have a minus exactly where the direction says out.
fn signs_follow_directions(rows: &[Row], roles: &Roles, amounts: &Amounts) -> bool {
    let Some(direction) = roles.column(Role::Direction) else { return false };
    let mut has_minus = false;
    for row in rows {
        let (Ok(Some(amount)), Some(out)) = (amounts.of(row, roles), cell::is_out(row.cell(direction)))
        else {
            continue;
        };
        if amount.is_negative() != out && !amount.is_zero() {
            return false;
        }
        has_minus |= out;
    }
    has_minus
}

fn debits_are_negative(rows: &[Row], roles: &Roles, amounts: &Amounts) -> bool {
    let Some(column) = roles.column(Role::Debit) else { return false };
    let debits = rows.iter().filter_map(|row| amounts.read(row.cell(column)).ok().flatten());
    let (negative, all) = debits.fold((0, 0), |(negative, all), amount| {
        (negative + usize::from(amount.is_negative()), all + usize::from(!amount.is_zero()))
    });
    negative * 2 > all
}

impl Amounts {
    /// What the row did to the account; none where its cells are empty.
    pub fn signed(&self, row: &Row, roles: &Roles) -> Result<Option<Decimal>, AmountError> {
        let amount = self.of(row, roles)?;
        if self.sense == Sense::In
            || roles.column(Role::Debit).is_some()
            || roles.column(Role::Credit).is_some()
        {
            return Ok(amount);
        }
        Ok(amount.and_then(|amount| Decimal::ZERO.minus(amount)))
    }

    pub fn balance(&self, row: &Row, roles: &Roles) -> Option<Decimal> {
        self.read(row.cell(roles.column(Role::Balance)?)).ok().flatten()
    }

    /// The amount as the columns give it.
    fn of(&self, row: &Row, roles: &Roles) -> Result<Option<Decimal>, AmountError> {
        let read = |role| roles.column(role).map_or(Ok(None), |column| self.read(row.cell(column)));
        let (amount, debit, credit) = (read(Role::Amount)?, read(Role::Debit)?, read(Role::Credit)?);
        if debit.is_some() || credit.is_some() {
            let (out, into) = (debit.unwrap_or_default(), credit.unwrap_or_default());
            return Ok(if self.signed_debits { into.plus(out) } else { into.minus(out) });
        }
        let direction = roles.column(Role::Direction).filter(|_| self.by_direction);
        let is_out = direction.is_some_and(|column| cell::is_out(row.cell(column)) == Some(true));
        Ok(amount.and_then(|amount| if is_out { Decimal::ZERO.minus(amount) } else { Some(amount) }))
    }

    /// The number in a cell; none where it holds nothing, or a dash.
    fn read(&self, text: &str) -> Result<Option<Decimal>, AmountError> {
        if text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | ' ')) {
            return Ok(None);
        }
        cell::read_amount(text, &self.marks).map(Some)
    }
}
