//! Which column holds what: by its header, and by what is really in it.
//!
//! A header is believed only where the cells agree with it. What no header
//! says is found from the cells alone, so that a table without headers reads.

use std::collections::HashSet;

use super::cell;
use super::grid::Row;
use super::words::{Meaning, meaning};
use crate::import::layout::Role;

/// How many rows are looked at to learn what a column holds.
const SAMPLE_ROWS: usize = 2_000;

/// What the cells of one column are, counted over the sample.
#[derive(Debug, Clone, Default)]
struct Profile {
    filled: usize,
    dates: usize,
    amounts: usize,
    money: usize,
    directions: usize,
    currencies: usize,
    letters: usize,
    distinct: usize,
}

impl Profile {
    fn of(rows: &[Row], column: usize) -> Profile {
        let mut profile = Profile::default();
        let mut seen = HashSet::new();
        for text in rows.iter().take(SAMPLE_ROWS).map(|row| row.cell(column)).filter(|text| !text.is_empty())
        {
            profile.filled += 1;
            let is_date = cell::is_date(text);
            profile.dates += usize::from(is_date);
            profile.amounts += usize::from(cell::is_amount(text));
            profile.money += usize::from(!is_date && cell::is_money(text));
            profile.directions += usize::from(cell::is_out(text).is_some());
            profile.currencies += usize::from(cell::is_currency(text));
            profile.letters += text.chars().filter(|c| c.is_alphabetic()).count();
            seen.insert(text);
        }
        profile.distinct = seen.len();
        profile
    }

    fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 7
    }

    /// With a header that says it, half of the cells are enough: the others are then named as unreadable.
    fn half(&self, count: usize) -> bool {
        count * 2 >= self.filled
    }

    /// Whether the cells can be what the header says. An empty column can be anything.
    fn allows(&self, role: Role, rows: usize) -> bool {
        const MOST_ACCOUNTS: usize = 20;
        self.filled == 0
            || match role {
                Role::Date | Role::ValueDate => self.half(self.dates),
                Role::Amount | Role::Debit | Role::Credit | Role::Balance => self.half(self.amounts),
                Role::Direction => self.mostly(self.directions),
                Role::Currency => self.mostly(self.currencies),
                Role::BankId => self.distinct == self.filled && self.filled * 20 >= rows * 19,
                Role::Account => self.filled == rows && self.distinct <= MOST_ACCOUNTS.min(rows.div_ceil(2)),
                _ => true,
            }
    }
}

/// The roles of all columns, and one whose header is a word of another language than English.
pub struct Inferred {
    pub roles: Vec<Role>,
    pub foreign: Option<usize>,
}

/// `header` is empty where there is none; `rows` are the bookings.
pub fn infer(header: &[String], rows: &[Row], width: usize) -> Inferred {
    let profiles: Vec<Profile> = (0..width).map(|column| Profile::of(rows, column)).collect();
    let meanings: Vec<Option<Meaning>> =
        (0..width).map(|column| header.get(column).and_then(|name| meaning(name))).collect();
    let mut roles = vec![Role::Ignored; width];
    for role in SINGLE {
        by_header(role, &meanings, &profiles, rows.len().min(SAMPLE_ROWS), &mut roles);
    }
    for (column, role) in roles.iter_mut().enumerate() {
        let is_words =
            matches!(meanings[column], Some(Meaning { role: Role::Memo | Role::Payee | Role::Payer, .. }));
        if *role == Role::Ignored && is_words && !profiles[column].mostly(profiles[column].amounts) {
            *role = Role::Memo;
        }
    }
    by_cells(&profiles, &mut roles, header.is_empty());
    promote_a_payee(&meanings, &profiles, &mut roles);
    let foreign = meanings.iter().position(|meaning| meaning.is_some_and(|meaning| !meaning.is_english));
    Inferred { roles, foreign }
}

/// Roles that only one column can have, in the order in which they choose.
const SINGLE: [Role; 14] = [
    Role::Direction,
    Role::Date,
    Role::ValueDate,
    Role::Debit,
    Role::Credit,
    Role::Amount,
    Role::Balance,
    Role::Currency,
    Role::BankId,
    Role::Number,
    Role::Account,
    Role::Status,
    Role::Category,
    Role::Payee,
];

/// Gives `role` to the column whose header fits it best and whose cells agree.
fn by_header(
    role: Role,
    meanings: &[Option<Meaning>],
    profiles: &[Profile],
    rows: usize,
    roles: &mut [Role],
) {
    let says = |column: &usize| {
        let meaning = meanings[*column]?;
        // A header “Date” twice: the second is the value date. “Type” may hold debit and credit.
        let is_it = meaning.role == role
            || role == Role::ValueDate && meaning.role == Role::Date
            || role == Role::Direction && meaning.role == Role::Memo && profiles[*column].filled > 0
            || role == Role::Currency && meaning.role == Role::ValueDate && profiles[*column].filled > 0;
        let fits = roles[*column] == Role::Ignored && profiles[*column].allows(role, rows);
        (is_it && fits).then_some((meaning.role != role, profiles[*column].filled == 0, meaning.rank))
    };
    let best = (0..roles.len()).filter_map(|column| Some((says(&column)?, column))).min();
    if let Some((_, column)) = best {
        roles[column] = role;
    }
    if role == Role::Payee {
        let payer =
            meanings.iter().position(|meaning| meaning.is_some_and(|meaning| meaning.role == Role::Payer));
        if let Some(payer) = payer.filter(|payer| roles[*payer] == Role::Ignored) {
            roles[payer] = if roles.contains(&Role::Payee) { Role::Payer } else { Role::Payee };
        }
    }
}

/// Finds what the headers did not: dates, amounts, a balance.
fn by_cells(profiles: &[Profile], roles: &mut [Role], is_headless: bool) {
    let free = |roles: &[Role], fits: &dyn Fn(&Profile) -> bool| -> Vec<usize> {
        (0..roles.len())
            .filter(|column| roles[*column] == Role::Ignored && fits(&profiles[*column]))
            .collect()
    };
    if !roles.contains(&Role::Date) {
        let dates = free(roles, &|profile| profile.mostly(profile.dates));
        for (column, role) in dates.into_iter().zip([Role::Date, Role::ValueDate]) {
            roles[column] = role;
        }
    }
    let has_amount = [Role::Amount, Role::Debit, Role::Credit].iter().any(|role| roles.contains(role));
    if !has_amount {
        let money = free(roles, &|profile| profile.mostly(profile.money));
        let whole = free(roles, &|profile| profile.mostly(profile.amounts) && !profile.mostly(profile.dates));
        let found = if money.is_empty() { whole } else { money };
        let sides =
            found.len() > 1 && !profiles[found[0]].is_full(profiles) && !profiles[found[1]].is_full(profiles);
        let wanted: &[Role] =
            if sides { &[Role::Debit, Role::Credit, Role::Balance] } else { &[Role::Amount, Role::Balance] };
        for (column, role) in found.into_iter().zip(wanted) {
            if !roles.contains(role) {
                roles[column] = *role;
            }
        }
    }
    if is_headless {
        let currency = free(roles, &|profile| profile.mostly(profile.currencies)).into_iter().next();
        if let Some(column) = currency {
            roles[column] = Role::Currency;
        }
        for column in free(roles, &|profile| profile.letters > profile.filled * 3 && profile.distinct > 1) {
            roles[column] = Role::Memo;
        }
    }
}

impl Profile {
    /// Whether no row leaves it empty, or nearly.
    fn is_full(&self, all: &[Profile]) -> bool {
        let most = all.iter().map(|profile| profile.filled).max().unwrap_or_default();
        self.filled * 10 >= most * 9
    }
}

/// Where no column is the payee, the text that says most is: card statements have only a description.
fn promote_a_payee(meanings: &[Option<Meaning>], profiles: &[Profile], roles: &mut [Role]) {
    if roles.contains(&Role::Payee) {
        return;
    }
    let memos = (0..roles.len()).filter(|column| roles[*column] == Role::Memo);
    let rank = |column: &usize| {
        (meanings[*column].map_or(0, |meaning| meaning.rank), std::cmp::Reverse(profiles[*column].letters))
    };
    let mut best = memos.min_by_key(rank);
    if best.is_none() {
        let is_text = |column: &usize| {
            roles[*column] == Role::Ignored
                && meanings[*column].is_none()
                && profiles[*column].letters > profiles[*column].filled * 3
        };
        best = (0..roles.len()).filter(is_text).max_by_key(|column| profiles[*column].letters);
    }
    if let Some(column) = best {
        roles[column] = Role::Payee;
    }
}
