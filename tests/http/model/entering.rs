//! Operations on single transactions: added, changed, deleted, copied, void, marked, moved, linked and merged.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::book::{Class, State, Transaction};
use super::counterparts::settled;
use super::drafting::draft_json;
use super::sides::{checked, keeps_reconciled};
use super::transfers::join;
use super::work::{Refused, Target, Work};
use super::world::{Order, World};

impl World {
    pub fn add(&mut self) {
        let Some(draft) = self.draft() else { return };
        let counterpart = self.counterpart();
        let mut work = self.work();
        let outcome = (|| {
            let id = Work::take(&mut work.next.transaction);
            let one = work.write(id, &draft, None)?;
            work.put(id, one);
            work.made = Some(id);
            settled(&self.book, &mut work, counterpart)
        })();
        let order = Order::post("/api/v1/transactions", draft_json(&draft, counterpart, None));
        self.carry_out(&order, outcome.map(|()| work));
    }

    pub fn edit(&mut self) {
        let Some(id) = self.transaction() else { return };
        let before = self.book.transactions[&id].clone();
        let drafted = if self.one_in(3) { self.draft() } else { None };
        let draft = drafted.unwrap_or_else(|| self.redraft(&before));
        let (counterpart, mut work) = (self.counterpart(), self.work());
        // Nothing was changed since now, and everything since the beginning.
        let base = self.pick(&[None, None, Some(self.history.revision), Some(0)]);
        let base = if base == Some(0) && !self.one_in(4) { None } else { base };
        let outcome = (|| {
            if base == Some(0) {
                return Err("changed-meanwhile");
            }
            let after = work.write(before.place, &draft, Some(&before))?;
            keeps_reconciled(&before, Some(&after))?;
            work.made = Some(id);
            if after != *before {
                work.put(id, after);
            }
            settled(&self.book, &mut work, counterpart)
        })();
        let path = format!("/api/v1/transactions/{id}");
        let order = Order::new("PUT", path, draft_json(&draft, counterpart, base));
        self.carry_out(&order, outcome.map(|()| work));
    }

    /// One transaction becomes something else; `change` says what.
    fn single(
        &mut self,
        order: &Order,
        id: i64,
        change: impl FnOnce(&mut Work, Transaction) -> Result<(), Refused>,
    ) {
        let mut work = self.work();
        let outcome = work.transaction(id).and_then(|one| change(&mut work, one));
        self.carry_out(order, outcome.map(|()| work));
    }

    pub fn delete(&mut self) {
        let Some(id) = self.transaction() else { return };
        let order = Order::new("DELETE", format!("/api/v1/transactions/{id}"), Value::Null);
        self.single(&order, id, |work, one| {
            keeps_reconciled(&one, None)?;
            work.delete(id);
            Ok(())
        });
    }

    pub fn void(&mut self) {
        let Some(id) = self.transaction() else { return };
        let is_void = self.book.transactions[&id].void.is_some();
        let wanted = if self.one_in(8) { is_void } else { !is_void };
        let order = Order::post(format!("/api/v1/transactions/{id}/void"), json!({"void": wanted}));
        self.single(&order, id, |work, one| {
            let mut after = one.clone();
            match (one.void.clone(), wanted) {
                (None, true) => {
                    after.void = Some(one.sides.iter().map(|side| side.amount).collect());
                    after.sides.iter_mut().for_each(|side| side.amount = 0);
                }
                (Some(was), false) => {
                    after.void = None;
                    after.sides.iter_mut().zip(&was).for_each(|(side, was)| side.amount = *was);
                    if was.iter().sum::<i64>() != 0 {
                        return Err("unbalanced");
                    }
                }
                _ => {}
            }
            keeps_reconciled(&one, Some(&after))?;
            work.made = Some(id);
            work.put(id, after);
            Ok(())
        });
    }

    pub fn duplicate(&mut self) {
        let Some(id) = self.transaction() else { return };
        let day: Date = self.day();
        let body = json!({"date": day.to_string()});
        let order = Order::post(format!("/api/v1/transactions/{id}/duplicate"), body);
        self.single(&order, id, |work, mut one| {
            let currency = work.book.currency(&one);
            for at in 0..one.sides.len() {
                let account = one.sides[at].account;
                if work.book.class(account) == Class::Equity {
                    let amount = one.void.as_ref().map_or(one.sides[at].amount, |was| was[at]);
                    let target = Target::Category("Uncategorised".into());
                    one.sides[at].account = work.target(&target, amount, currency)?;
                    if one.memo == "Opening balance" {
                        one.memo.clear();
                    }
                } else {
                    work.open_account(account)?;
                }
            }
            for side in &mut one.sides {
                (side.state, side.bank_id, side.statement) = (State::Uncleared, None, None);
            }
            let fresh = Work::take(&mut work.next.transaction);
            (one.place, one.date, one.number) = (fresh, checked(day)?, None);
            work.put(fresh, one);
            work.made = Some(fresh);
            Ok(())
        });
    }

    pub fn mark(&mut self) {
        let Some((id, at)) = self.row() else { return };
        let states = [State::Cleared, State::Uncleared, State::Cleared, State::Reconciled];
        let (state, takes_out) = (self.pick(&states), self.one_in(3));
        let body = json!({"state": state.word(), "unreconcile": takes_out});
        let order = Order::new("PUT", format!("/api/v1/transactions/{id}/splits/{at}/state"), body);
        self.single(&order, id, |work, mut one| {
            let side = &mut one.sides[at];
            let was = std::mem::replace(&mut side.state, state);
            if state == State::Reconciled && was != state {
                return Err("reconcile-by-statement");
            }
            if was == State::Reconciled && state != was {
                if !takes_out {
                    return Err("reconciled");
                }
                side.statement = None;
            }
            work.made = Some(id);
            work.put(id, one);
            Ok(())
        });
    }

    pub fn move_in_day(&mut self) {
        let Some((id, at)) = self.row() else { return };
        let one = self.book.transactions[&id].clone();
        let account = one.sides[at].account;
        let by = self.pick(&[-3, -1, 1, 2]);
        let body = json!({"account": account, "by": by});
        let order = Order::post(format!("/api/v1/transactions/{id}/place"), body);
        self.single(&order, id, |work, one| {
            let rows = work.book.rows(account).into_iter().filter(|(date, ..)| *date == one.date);
            let mut day: Vec<(i64, i64)> = rows.map(|(_, place, _, id)| (place, id)).collect();
            day.dedup();
            let from = day.iter().position(|(_, other)| *other == id).ok_or("no-such-transaction")?;
            let last = i64::try_from(day.len()).expect("small") - 1;
            let to = (i64::try_from(from).expect("small") + by).clamp(0, last);
            let mut ids: Vec<i64> = day.iter().map(|(_, id)| *id).collect();
            let moved = ids.remove(from);
            ids.insert(usize::try_from(to).expect("in it"), moved);
            for (id, (place, _)) in ids.into_iter().zip(day) {
                let mut other = work.transaction(id)?;
                other.place = place;
                work.put(id, other);
            }
            work.made = Some(id);
            Ok(())
        });
    }

    /// Two rows by chance, or two that may fit.
    pub fn join_rows(&mut self) {
        let Some(one) = self.row() else { return };
        let links = self.one_in(2);
        let amount = self.book.transactions[&one.0].sides[one.1].amount;
        let wanted = if links { -amount } else { amount };
        let mut fitting = Vec::new();
        for (id, other) in self.book.transactions.iter().filter(|(id, _)| **id != one.0) {
            let fits = |(_, side): &(usize, &super::book::Side)| {
                side.amount == wanted && self.book.class(side.account) == Class::Register
            };
            fitting.extend(other.sides.iter().enumerate().filter(fits).map(|(at, _)| (*id, at)));
        }
        let by_chance = self.row();
        let other = if self.one_in(6) { by_chance } else { self.pick_some(&fitting).or(by_chance) };
        let Some(other) = other else { return };
        let row = |(id, at): (i64, usize)| json!({"transaction": id, "split": at});
        let what = if links { "link" } else { "merge" };
        let body = json!({"rows": [row(one), row(other)]});
        let order = Order::post(format!("/api/v1/transactions/{what}"), body);
        let mut work = self.work();
        let outcome = join(&mut work, [one, other], links);
        self.carry_out(&order, outcome.map(|()| work));
    }
}
