//! Operations on accounts, categories, payees and tags: opened, renamed, merged, closed, deleted.

use std::rc::Rc;

use serde_json::{Value, json};

use super::book::{Account, Book, Class, Kind, Side, State, Transaction, key};
use super::drafting::TAGS;
use super::sides::keeps_reconciled;
use super::work::{Refused, Work};
use super::world::{Order, World};

const NAMES: [&str; 8] =
    ["Current", "Savings", "Cash", "Card", "Giro Łódź", "Yen purse", "Reserve", "savings"];
const CURRENCIES: [&str; 4] = ["USD", "USD", "EUR", "JPY"];

impl World {
    pub fn open(&mut self) {
        let (name, currency) = (self.pick(&NAMES), self.pick(&CURRENCIES));
        let kind = self.pick(&[Kind::Asset, Kind::Asset, Kind::Liability, Kind::Expense]);
        let opening = if self.one_in(2) { Some((self.day(), self.amount())) } else { None };
        let opening = opening.filter(|_| kind.class() == Class::Register);
        let body = json!({"name": name, "kind": kind.word(), "currency": currency,
            "opening": opening.map(|(day, amount)| json!({"date": day.to_string(), "amount": amount}))});
        let mut work = self.work();
        let outcome = (|| {
            if work.book.account_named(name, kind.class(), currency).is_some() {
                return Err("name-taken");
            }
            let id = work.make_account(name, kind, currency)?;
            work.made = Some(id);
            match opening {
                Some((day, amount)) => write_opening(&mut work, id, day, amount),
                None => Ok(()),
            }
        })();
        self.carry_out(&Order::post("/api/v1/accounts", body), outcome.map(|()| work));
    }

    fn patch(
        &mut self,
        id: i64,
        body: Value,
        change: impl FnOnce(&mut Work, &mut Account) -> Result<(), Refused>,
    ) {
        let mut work = self.work();
        let outcome = work.account(id).and_then(|before| {
            let mut after = Account::clone(&before);
            change(&mut work, &mut after)?;
            work.book.accounts.insert(id, Rc::new(after));
            Ok(())
        });
        self.carry_out(&Order::new("PATCH", format!("/api/v1/accounts/{id}"), body), outcome.map(|()| work));
    }

    pub fn change_account(&mut self) {
        let Some(id) = self.register() else { return };
        match self.dice.below(4) {
            0 => {
                let name = self.pick(&NAMES);
                self.patch(id, json!({"name": name}), |work, account| {
                    let there = work.book.account_named(name, Class::Register, account.currency);
                    if there.is_some() && key(name) != key(&account.name) {
                        return Err("name-taken");
                    }
                    account.name = name.to_owned();
                    Ok(())
                });
            }
            1 => {
                let anyway = self.one_in(2);
                let body = json!({"closed": true, "close_anyway": anyway});
                self.patch(id, body, |work, account| {
                    let is_due = work.book.schedules_naming(id).any(|one| due(&work.book, one));
                    if !account.closed && !anyway && (work.book.balance(id) != 0 || is_due) {
                        return Err("account-still-used");
                    }
                    account.closed = true;
                    Ok(())
                });
            }
            2 => self.reopen_one(),
            _ => {
                let (day, amount) = (self.day(), self.pick(&[0, 100_000, -5_000]));
                let body = json!({"opening": {"date": day.to_string(), "amount": amount}});
                self.patch(id, body, |work, _| rewrite_opening(work, id, day, amount));
            }
        }
    }

    /// Closed accounts do not stay so for long: nothing could be entered any more.
    fn reopen_one(&mut self) {
        let closed: Vec<i64> =
            self.book.accounts.iter().filter(|(_, one)| one.closed).map(|(id, _)| *id).collect();
        let Some(id) = self.pick_some(&closed) else { return };
        self.patch(id, json!({"closed": false}), |_, account| {
            account.closed = false;
            Ok(())
        });
    }

    pub fn delete_account(&mut self) {
        let ids: Vec<i64> = self.book.accounts.keys().copied().collect();
        let Some(id) = self.pick_some(&ids) else { return };
        let mut work = self.work();
        let book = &self.book;
        let has_statement = book.statements.values().any(|one| one.account == id);
        let outcome = if book.schedules_naming(id).next().is_some() {
            Err("account-scheduled")
        } else if book.sides(id).next().is_some() || has_statement {
            Err("account-in-use")
        } else if book.uses_of_account(id) > 0 {
            Err("account-remembers")
        } else {
            work.book.accounts.remove(&id);
            Ok(work)
        };
        let order = Order::new("DELETE", format!("/api/v1/accounts/{id}"), Value::Null);
        self.carry_out(&order, outcome);
    }

    /// Payees or tags: renamed, merged, deleted, or all that nothing uses.
    pub fn change_name(&mut self) {
        let is_tag = self.one_in(2);
        let table = if is_tag { &self.book.tags } else { &self.book.payees };
        let ids: Vec<i64> = table.keys().copied().collect();
        let Some(id) = self.pick_some(&ids) else { return };
        let (what, into) = (if is_tag { "tags" } else { "payees" }, self.pick(&ids));
        let name = if is_tag { self.pick(&TAGS).to_owned() } else { self.payee_name() };
        let mut work = self.work();
        work.by_field = true;
        let (outcome, order) = match self.dice.below(4) {
            0 => {
                let body = json!({"name": name});
                let order = Order::new("PATCH", format!("/api/v1/{what}/{id}"), body);
                (super::names::rename(&mut work, is_tag, id, &name), order)
            }
            1 => {
                let order = Order::post(format!("/api/v1/{what}/{id}/merge"), json!({"into": into}));
                (super::names::merge(&mut work, is_tag, id, into), order)
            }
            2 => {
                let order = Order::new("DELETE", format!("/api/v1/{what}/{id}"), Value::Null);
                (super::names::delete(&mut work, is_tag, id), order)
            }
            _ => {
                let order = Order::post(format!("/api/v1/{what}/delete-unused"), Value::Null);
                super::names::delete_unused(&mut work, is_tag);
                (Ok(()), order)
            }
        };
        self.carry_out(&order, outcome.map(|()| work));
    }
}

fn due(book: &Book, schedule: i64) -> bool {
    let one = &book.schedules[&schedule];
    super::occurrences::date(&one.rule, one.next).is_some()
}

fn write_opening(work: &mut Work, account: i64, date: jiff::civil::Date, amount: i64) -> Result<(), Refused> {
    if amount == 0 {
        return Ok(());
    }
    let currency = work.account(account)?.currency;
    let equity = work.named_or_made("Opening balances", Kind::Equity, currency)?;
    let side = |account, amount, state| Side {
        account,
        amount,
        memo: String::new(),
        state,
        bank_id: None,
        statement: None,
    };
    let sides = vec![side(account, amount, State::Cleared), side(equity, -amount, State::Uncleared)];
    let id = Work::take(&mut work.next.transaction);
    let (memo, tags) = ("Opening balance".into(), Default::default());
    work.put(id, Transaction { place: id, date, number: None, payee: None, memo, sides, tags, void: None });
    Ok(())
}

fn rewrite_opening(
    work: &mut Work,
    account: i64,
    date: jiff::civil::Date,
    amount: i64,
) -> Result<(), Refused> {
    let is_opening = |one: &Transaction| {
        one.sides.len() == 2
            && one.sides.iter().any(|side| side.account == account)
            && one.sides.iter().any(|side| work.book.class(side.account) == Class::Equity)
    };
    let found = work.book.transactions.iter().filter(|(_, one)| is_opening(one));
    let found = found.min_by_key(|(_, one)| (one.date, one.place)).map(|(id, one)| (*id, one.clone()));
    let Some((id, before)) = found else { return write_opening(work, account, date, amount) };
    if amount == 0 {
        keeps_reconciled(&before, None)?;
        work.delete(id);
        return Ok(());
    }
    let mut after = Transaction { date, void: None, ..Transaction::clone(&before) };
    for side in &mut after.sides {
        side.amount = if side.account == account { amount } else { -amount };
    }
    keeps_reconciled(&before, Some(&after))?;
    work.put(id, after);
    Ok(())
}
