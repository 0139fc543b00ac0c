//! Columns of money that no header explains.
//!
//! A running balance can prove which of them is the amount. Where none does,
//! and there is more than one way to read them, the ways are asked for: two
//! half-empty columns do not say which of them is money out.

use super::amounts::Amounts;
use super::balance_check::{Proof, groups, prove_groups};
use super::directions::{Direction, Directions};
use super::grid::Row;
use super::roles::Roles;
use crate::import::Decimal;
use crate::import::decimal::marks::Marks;
use crate::import::layout::{Choice, Question, Role, Setting};
use crate::import::vocabulary::Flow;

/// More columns of money than are tried with each other.
const MOST_COLUMNS: usize = 6;

/// The roles that were found, and what is asked about them.
#[derive(Debug)]
pub struct Guessed {
    pub roles: Roles,
    pub evidence: Option<String>,
    pub question: Option<Question>,
}

/// Finds the amount among `columns`, which hold money.
pub fn guess(
    rows: &[&Row],
    roles: Roles,
    columns: &[usize],
    marks: &Marks,
    directions: &Directions,
    descends: Option<bool>,
) -> Guessed {
    let columns = &columns[..columns.len().min(MOST_COLUMNS)];
    if columns.is_empty() {
        return Guessed { roles, evidence: None, question: None };
    }
    let amounts = Amounts::new(marks.clone());
    let cells = |column: usize| -> Vec<Option<Decimal>> {
        rows.iter().map(|row| amounts.read(row.cell(column)).ok().flatten()).collect()
    };
    let read: Vec<Vec<Option<Decimal>>> = columns.iter().map(|column| cells(*column)).collect();
    let known = roles.column(Role::Balance).and_then(|column| columns.iter().position(|one| *one == column));
    let ways = ways(&read, known);
    let mut proved: Vec<(&Way, Proof)> = ways
        .iter()
        .filter_map(|way| Some((way, proof(rows, &roles, &read, way, directions, descends)?)))
        .collect();
    proved.sort_by_key(|(_, proof)| (std::cmp::Reverse(proof.agree), proof.is_before));
    // Two balances, before and after, prove one amount.
    let amount_of = |way: &Way| (way.amount, way.credit);
    let is_unique = proved.first().is_some_and(|(best, proof)| {
        let mut ties = proved.iter().filter(|(_, other)| other.agree == proof.agree);
        ties.all(|(way, other)| amount_of(way) == amount_of(best) && other.sense == proof.sense)
            && (proved.len() > 1 || proof.agree == proof.steps)
    });
    if let Some((way, proof)) = proved.first().filter(|_| is_unique) {
        let roles = way.roles(&roles, columns);
        let evidence = format!(
            "No header says which column is the amount; with {} {} of {} balances follow from the one before.",
            way.words(&roles),
            proof.agree,
            proof.steps
        );
        return Guessed { roles, evidence: Some(evidence), question: None };
    }
    let possible: Vec<&Way> = ways.iter().filter(|way| way.balance.is_none() || known.is_some()).collect();
    match possible.as_slice() {
        [] => Guessed { roles, evidence: None, question: None },
        [only] => Guessed { roles: only.roles(&roles, columns), evidence: None, question: None },
        [first, ..] => {
            let question = question(rows, &roles, columns, &possible, &amounts);
            Guessed { roles: first.roles(&roles, columns), evidence: None, question: Some(question) }
        }
    }
}

/// One way to read the columns, by their positions among those that hold money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    /// The amount, or money out where there is a column for each side.
    amount: usize,
    credit: Option<usize>,
    balance: Option<usize>,
}

impl Way {
    fn roles(&self, roles: &Roles, columns: &[usize]) -> Roles {
        let mut all = roles.all().to_vec();
        let out = if self.credit.is_some() { Role::Debit } else { Role::Amount };
        let places = [(Some(self.amount), out), (self.credit, Role::Credit), (self.balance, Role::Balance)];
        for (place, role) in places {
            if let Some(role_of) = place.and_then(|place| columns.get(place)).and_then(|at| all.get_mut(*at))
            {
                *role_of = role;
            }
        }
        roles.with(all)
    }

    fn words(&self, roles: &Roles) -> String {
        match self.credit {
            None => format!("{} as the amount", roles.name(Role::Amount)),
            Some(_) => {
                format!(
                    "{} as money out and {} as money in",
                    roles.name(Role::Debit),
                    roles.name(Role::Credit)
                )
            }
        }
    }
}

/// All ways that the cells allow: `known` is the column that a header calls the balance.
fn ways(read: &[Vec<Option<Decimal>>], known: Option<usize>) -> Vec<Way> {
    let count = read.len();
    let is_filled = |cell: &Option<Decimal>| cell.is_some_and(|amount| !amount.is_zero());
    let filled: Vec<usize> =
        read.iter().map(|cells| cells.iter().filter(|cell| is_filled(cell)).count()).collect();
    let rows = read.first().map_or(0, Vec::len);
    let used = (0..rows).filter(|row| read.iter().any(|cells| is_filled(&cells[*row]))).count();
    let most = filled.iter().copied().max().unwrap_or_default().max(used);
    let is_full = |column: usize| filled[column] * 10 >= most * 9;
    let exclude = |one: usize, other: usize| {
        let both = read[one].iter().zip(&read[other]).filter(|(a, b)| is_filled(a) && is_filled(b)).count();
        both == 0 && !(is_full(one) && is_full(other)) && filled[one] + filled[other] >= most
    };
    let balances = |taken: &[usize]| -> Vec<Option<usize>> {
        match known {
            Some(known) => vec![Some(known).filter(|known| !taken.contains(known))],
            None => (0..count).filter(|one| !taken.contains(one)).map(Some).chain([None]).collect(),
        }
    };
    let mut ways = Vec::new();
    for one in (0..count).filter(|one| Some(*one) != known) {
        for other in (0..count).filter(|other| *other != one && Some(*other) != known) {
            if exclude(one, other) {
                let sides = |balance| Way { amount: one, credit: Some(other), balance };
                ways.extend(balances(&[one, other]).into_iter().map(sides));
            }
        }
    }
    let has_sides = !ways.is_empty();
    for one in (0..count).filter(|one| Some(*one) != known && (is_full(*one) || !has_sides)) {
        ways.extend(balances(&[one]).into_iter().map(|balance| Way { amount: one, credit: None, balance }));
    }
    ways
}

fn proof(
    rows: &[&Row],
    roles: &Roles,
    read: &[Vec<Option<Decimal>>],
    way: &Way,
    directions: &Directions,
    descends: Option<bool>,
) -> Option<Proof> {
    let balance = way.balance?;
    let (account, currency) = (roles.column(Role::Account), roles.column(Role::Currency));
    let steps = rows.iter().enumerate().filter_map(|(at, row)| {
        let owner = [account, currency].map(|column| column.map_or("", |column| row.cell(column)));
        let amount = match way.credit {
            None => directed(read[way.amount][at]?, directions, row)?,
            Some(credit) => {
                let (out, into) = (read[way.amount][at], read[credit][at]);
                (out.is_some() || into.is_some()).then_some(())?;
                let out = out.unwrap_or_default();
                let out = if out.is_negative() { super::amounts::negated(out) } else { out };
                into.unwrap_or_default().minus(out)?
            }
        };
        Some((owner, (amount, read[balance][at])))
    });
    let proof = prove_groups(&groups(steps), descends)?;
    // Sides that go the wrong way are proved by the other way round.
    let is_sides_turned = way.credit.is_some() && proof.sense == crate::import::layout::Sense::Out;
    let is_enough = proof.agree > 1 || proof.steps == 1;
    (is_enough && !is_sides_turned).then_some(proof)
}

/// An amount with the sign that the row's word for the direction gives it.
fn directed(amount: Decimal, directions: &Directions, row: &Row) -> Option<Decimal> {
    if !directions.is_there() {
        return Some(amount);
    }
    let plain = if amount.is_negative() { super::amounts::negated(amount) } else { amount };
    match directions.of_row(row) {
        Direction::Known(Flow::Out) => Some(super::amounts::negated(plain)),
        Direction::Known(Flow::In) => Some(plain),
        Direction::LeftOut | Direction::Unknown => None,
    }
}

/// As a sentence begins: “Column 3 as the amount”.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn question(rows: &[&Row], roles: &Roles, columns: &[usize], ways: &[&Way], amounts: &Amounts) -> Question {
    const SHOWN: usize = 4;
    let choices = ways.iter().map(|way| {
        let read_as = way.roles(roles, columns);
        let rows = rows.iter().filter_map(|row| {
            let amount = amounts.of(row, &read_as).ok().flatten()?;
            let text = read_as.column(Role::Payee).map_or("", |column| row.cell(column));
            Some(format!("{text} {amount}").trim().to_owned())
        });
        Choice {
            setting: Setting::Roles(read_as.all().to_vec()),
            label: capitalised(&way.words(&read_as)),
            example: String::new(),
            rows: rows.take(SHOWN).collect(),
        }
    });
    let choices: Vec<Choice> = choices.collect();
    let taken = choices[0].setting.clone();
    Question {
        text: "Which column is the amount? Neither a header nor a balance says so.".into(),
        choices,
        taken,
        answered: false,
    }
}
