//! What is asked about the amounts of a table, and how the first rows would be read under each answer.
//!
//! It words questions; whether one is needed, [`super::sense`] knows.

use super::amounts::{Amounts, negated};
use super::directions::Direction;
use super::grid::Row;
use super::roles::Roles;
use super::sense::{Facts, proof};
use crate::import::Decimal;
use crate::import::layout::{Choice, Question, Role, Sense, Setting, WordMeaning};
use crate::import::vocabulary::plain;

/// Whether fees come on top: the balances say so, or it is asked.
pub fn fees(facts: Facts, amounts: &mut Amounts) -> Option<Question> {
    let Facts { rows, roles, settled, .. } = facts;
    roles.column(Role::Fee)?;
    let with_fee = rows
        .iter()
        .filter(|row| amounts.fee(row, roles).is_ok_and(|fee| fee.is_some_and(|fee| !fee.is_zero())));
    let first = with_fee.clone().next()?;
    let agree = |amounts: &Amounts| proof(facts, amounts).map_or(0, |proof| proof.agree);
    let apart = Amounts { fee_apart: true, ..amounts.clone() };
    let (with, without) = (agree(&apart), agree(amounts));
    if with != without {
        amounts.fee_apart = with > without;
        return None;
    }
    // “Net” is what came: the fee is in it.
    let amount = roles.name(Role::Amount).to_lowercase();
    if amount.contains("net") || amount.contains("total") {
        return None;
    }
    amounts.fee_apart = settled.fee_apart.unwrap_or(false);
    let shown = |apart: bool| {
        let reading = Amounts { fee_apart: apart, ..amounts.clone() };
        let movement = reading.movement(first, roles).ok().flatten();
        movement.map(|movement| movement.amount.to_string()).unwrap_or_default()
    };
    let choice = |apart: bool, label: &str| Choice {
        setting: Setting::FeeApart(apart),
        label: label.into(),
        example: format!("The first row with a fee is {} in all", shown(apart)),
        rows: Vec::new(),
    };
    Some(Question {
        text: format!("Is {} part of the amount beside it?", roles.name(Role::Fee)),
        choices: vec![choice(false, "Part of the amount"), choice(true, "Taken on top of it")],
        taken: Setting::FeeApart(amounts.fee_apart),
        answered: settled.fee_apart.is_some(),
    })
}

/// Asks what words and balances disagree on.
pub fn against_the_words(facts: Facts, amounts: &Amounts) -> Question {
    let Facts { roles, .. } = facts;
    let turned: Vec<Role> = roles
        .all()
        .iter()
        .map(|role| match role {
            Role::Debit => Role::Credit,
            Role::Credit => Role::Debit,
            other => *other,
        })
        .collect();
    let choice = |setting, label: &str| Choice {
        setting,
        label: label.into(),
        example: String::new(),
        rows: facts
            .rows
            .iter()
            .filter_map(|row| shown_row(row, roles, amounts, WordMeaning::Booked))
            .take(2)
            .collect(),
    };
    let owed = choice(Setting::Sense(Sense::In), "The balance is what is owed, as on a card or a loan");
    let other = if roles.column(Role::Debit).is_some() {
        choice(Setting::Roles(turned), "The two columns are the other way round")
    } else {
        choice(Setting::Sense(Sense::Out), "I will set the columns by hand")
    };
    Question {
        text: "The balances grow with what the words call money that went out. What are they?".into(),
        taken: owed.setting.clone(),
        choices: vec![owed, other],
        answered: false,
    }
}

pub fn question(facts: Facts, amounts: &Amounts, taken: Sense, answered: bool) -> Question {
    const SHOWN: usize = 3;
    let is_positive = |row: &&&Row| {
        amounts.of(row, facts.roles).is_ok_and(|amount| amount.is_some_and(|amount| !amount.is_negative()))
    };
    let row = facts.rows.iter().find(is_positive);
    let text = |role| {
        let cell = row.and_then(|row| Some(row.cell(facts.roles.column(role)?)));
        cell.map(crate::import::text::shown).unwrap_or_default()
    };
    let (payee, amount) = (text(Role::Payee), text(Role::Amount));
    let choice = |sense, label: &str, what: &str| {
        let read = Amounts { sense, ..amounts.clone() };
        let rows =
            facts.rows.iter().filter_map(|row| shown_row(row, facts.roles, &read, WordMeaning::Booked));
        Choice {
            setting: Setting::Sense(sense),
            label: label.into(),
            example: format!("{payee} {amount} is {what}").trim().to_owned(),
            rows: rows.take(SHOWN).collect(),
        }
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

/// A row in words, were its direction this.
pub fn shown_row(row: &Row, roles: &Roles, amounts: &Amounts, meaning: WordMeaning) -> Option<String> {
    let cell = |role| roles.column(role).map_or("", |column| row.cell(column));
    let text = crate::import::text::shown(cell(Role::Payee));
    let plain = || {
        let amount = amounts.read(cell(Role::Amount)).ok().flatten()?;
        Some(if amount.is_negative() { negated(amount) } else { amount })
    };
    let amount = match meaning {
        WordMeaning::MoneyOut => negated(plain()?),
        WordMeaning::MoneyIn => plain()?,
        WordMeaning::LeftOut => return Some(format!("{} {text}: left out", cell(Role::Date))),
        WordMeaning::Booked => amounts.movement(row, roles).ok().flatten()?.amount,
    };
    let is_known = !matches!(amounts.directions.of_row(row), Direction::LeftOut);
    is_known.then(|| format!("{} {text} {}", cell(Role::Date), with_cents(amount)).trim().to_owned())
}

/// A question about a word of the status, with the first row that says it as each answer would read it.
pub fn with_example(mut question: Question, rows: &[Row], roles: &Roles, amounts: &Amounts) -> Question {
    let Some(status) = roles.column(Role::Status) else { return question };
    for choice in &mut question.choices {
        if let Setting::Word(word, meaning) = &choice.setting {
            let row = rows.iter().find(|row| plain(row.cell(status)) == *word);
            choice.rows.extend(row.and_then(|row| shown_row(row, roles, amounts, *meaning)));
        }
    }
    question
}

/// As people write money: 12.50 and not 12.5. More decimals stay, and so do amounts without any.
fn with_cents(amount: Decimal) -> String {
    let text = amount.to_string();
    let has_one = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 1);
    if has_one { text + "0" } else { text }
}
