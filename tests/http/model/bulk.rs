//! One change to many rows, in the program and in the model.

use std::collections::BTreeSet;

use jiff::ToSpan;
use serde_json::{Value, json};

use super::book::{Class, State, Transaction, key};
use super::counterparts::settled;
use super::sides::{checked, keeps_reconciled};
use super::work::{Refused, Target, Work};
use super::world::{Order, World};

#[derive(Debug, Clone)]
enum Change {
    Delete,
    Category(String),
    Account(i64),
    Payee(String),
    State(State),
    ShiftDays(i32),
    Date(jiff::civil::Date),
    TagsAdd(Vec<String>),
    TagsRemove(Vec<String>),
    Memo(String),
}

impl Change {
    fn json(&self) -> Value {
        match self {
            Change::Delete => json!("delete"),
            Change::Category(name) => json!({"category": name}),
            Change::Account(id) => json!({"account_move": id}),
            Change::Payee(name) => json!({"payee": name}),
            Change::State(state) => json!({"state": state.word()}),
            Change::ShiftDays(days) => json!({"shift_days": days}),
            Change::Date(date) => json!({"date": date.to_string()}),
            Change::TagsAdd(names) => json!({"tags_add": names}),
            Change::TagsRemove(names) => json!({"tags_remove": names}),
            Change::Memo(memo) => json!({"memo": memo}),
        }
    }

    /// Whether it is about one side, or about the whole transaction.
    fn is_of_the_row(&self) -> bool {
        matches!(self, Change::State(_) | Change::Account(_) | Change::Category(_))
    }
}

impl World {
    fn bulk_change(&mut self) -> Change {
        // A book that grows without end would be slow to compare.
        if self.book.transactions.len() > 250 && self.one_in(2) {
            return Change::Delete;
        }
        match self.dice.below(12) {
            0 => Change::Delete,
            1 | 2 => Change::Category(self.category_name()),
            3 => match self.register() {
                Some(id) => Change::Category(format!("[{}]", self.book.accounts[&id].name)),
                None => Change::Delete,
            },
            4 => self.register().map_or(Change::Delete, Change::Account),
            5 => Change::Payee(if self.one_in(4) { String::new() } else { self.payee_name() }),
            6 => Change::State(self.pick(&[State::Cleared, State::Uncleared, State::Cleared])),
            7 => Change::ShiftDays(self.pick(&[-30, -1, 1, 7, 500_000, 90_000])),
            8 => Change::Date(self.day()),
            9 => Change::TagsAdd(self.tag_names()),
            10 => Change::TagsRemove(self.tag_names()),
            _ => Change::Memo(self.memo()),
        }
    }

    pub fn change_many(&mut self) {
        let change = self.bulk_change();
        let many = if matches!(change, Change::Delete) { 30 } else { 12 };
        let mut rows = Vec::new();
        for _ in 0..=self.dice.below(many) {
            // Mostly rows of registers, the first sides.
            let row = self.row().map(|(id, at)| if self.one_in(4) { (id, at) } else { (id, 0) });
            rows.extend(row);
        }
        let (counterpart, mut work) = (self.counterpart(), self.work());
        let selection: Vec<Value> =
            rows.iter().map(|(id, at)| json!({"transaction": id, "split": at})).collect();
        let body =
            json!({"selection": selection, "change": change.json(), "counterpart": counterpart.word()});
        let outcome = changed(&mut work, &rows, &change)
            .and_then(|()| settled(&self.book, &mut work, counterpart))
            .map(|()| work);
        self.carry_out(&Order::post("/api/v1/transactions/bulk", body), outcome);
    }
}

fn changed(work: &mut Work, rows: &[(i64, usize)], change: &Change) -> Result<(), Refused> {
    if rows.is_empty() {
        return Err("nothing-selected");
    }
    let mut seen = BTreeSet::new();
    let (mut is_locked, mut has_several) = (false, false);
    for (id, at) in rows {
        let at = if change.is_of_the_row() { *at } else { 0 };
        if !seen.insert((*id, at)) {
            continue;
        }
        let before = work.transaction(*id)?;
        if matches!(change, Change::Delete) {
            match keeps_reconciled(&before, None) {
                Ok(()) => work.delete(*id),
                Err(_) => is_locked = true,
            }
            continue;
        }
        let Some(after) = one_changed(work, &before, at, change)? else {
            has_several = true;
            continue;
        };
        match keeps_reconciled(&before, Some(&after)) {
            Ok(()) if after != before => work.put(*id, after),
            Ok(()) => {}
            Err(_) => is_locked = true,
        }
    }
    match (is_locked, has_several) {
        (true, _) => Err("reconciled"),
        (_, true) => Err("rows-without-category"),
        _ => Ok(()),
    }
}

/// None where the row has no single category.
fn one_changed(
    work: &mut Work,
    before: &Transaction,
    at: usize,
    change: &Change,
) -> Result<Option<Transaction>, Refused> {
    let mut after = before.clone();
    match change {
        Change::Delete => {}
        Change::Category(name) => return categorised(work, after, at, name),
        Change::Account(to) => {
            let account = work.open_account(*to)?;
            if account.currency != work.book.currency(before) {
                return Err("currency-mix");
            }
            if before.sides.iter().any(|side| side.account == *to) {
                return Err("already-there");
            }
            let side = &mut after.sides[at];
            (side.account, side.bank_id, side.statement) = (*to, None, None);
            if side.state == State::Cleared {
                side.state = State::Uncleared;
            }
        }
        Change::Payee(name) => after.payee = work.payee(Some(name)),
        Change::State(state) => after.sides[at].state = *state,
        Change::ShiftDays(days) => {
            let day = before.date.checked_add(i64::from(*days).days()).map_err(|_| "day-out-of-range")?;
            after.date = checked(day)?;
        }
        Change::Date(date) => after.date = *date,
        Change::TagsAdd(names) => after.tags.extend(work.tags(names)?),
        Change::TagsRemove(names) => {
            let gone = |id: &i64| names.iter().any(|name| key(&work.book.tags[id]) == key(name));
            after.tags.retain(|id| !gone(id));
        }
        Change::Memo(memo) => after.memo = memo.trim().to_owned(),
    }
    Ok(Some(after))
}

fn categorised(
    work: &mut Work,
    mut after: Transaction,
    at: usize,
    name: &str,
) -> Result<Option<Transaction>, Refused> {
    if after.sides.len() != 2 || work.book.class(after.sides[1 - at].account) != Class::Category {
        return Ok(None);
    }
    let (own, other) = (after.sides[at].account, after.sides[1 - at].clone());
    let currency = work.book.currency(&after);
    let account = work.target(&Target::Category(name.to_owned()), other.amount, currency)?;
    if work.account(account)?.currency != currency {
        return Err("currency-mix");
    }
    if account == own {
        return Err("transfer-to-itself");
    }
    let side = &mut after.sides[1 - at];
    if other.account != account && work.book.class(account) == Class::Register {
        (side.state, side.bank_id, side.statement) = (State::Uncleared, None, None);
    }
    side.account = account;
    Ok(Some(after))
}
