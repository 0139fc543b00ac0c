//! Schedules: made, changed, entered, skipped, moved and deleted, in the program and in the model.
//!
//! All of them only remind: nothing is entered by itself behind the model's back.

use std::rc::Rc;

use serde_json::{Value, json};

use super::book::{Rule, Schedule, Unit};
use super::counterparts::{Counterpart, settled};
use super::drafting::side_json;
use super::occurrences::{advanced, date, due, entered};
use super::work::{Refused, SideDraft, Target, Work};
use super::world::{Order, World};

#[derive(Debug)]
struct Planned {
    account: i64,
    payee: Option<String>,
    memo: String,
    sides: Vec<SideDraft>,
    tags: Vec<String>,
    amount: Option<i64>,
    deposit: bool,
    rule: Rule,
}

impl World {
    fn schedule(&mut self) -> Option<i64> {
        let ids: Vec<i64> = self.book.schedules.keys().copied().collect();
        self.pick_some(&ids)
    }

    fn rule(&mut self) -> Rule {
        let ends = self.one_in(4);
        Rule {
            first: self.day(),
            unit: self.pick(&[Unit::Days, Unit::Weeks, Unit::Months, Unit::Months]),
            interval: self.pick(&[1, 1, 2, 3]),
            weekend: self.pick(&["stay", "before", "after"]),
            count: if ends { Some(self.pick(&[0, 1, 3, 6])) } else { None },
        }
    }

    fn planned(&mut self) -> Option<Planned> {
        let account = self.register()?;
        let total = self.amount() * self.pick(&[-1, -1, 1]);
        let is_fixed = !self.one_in(4);
        let mut sides = Vec::new();
        let parts = if self.one_in(4) { 2 } else { 1 };
        for part in 1..=parts {
            let amount = if part == parts { -total - (-total / 2) * (parts - 1) } else { -total / 2 };
            let amount = if self.one_in(40) { amount + 1 } else { amount };
            let target = self.other_side();
            sides.push(SideDraft { target, amount, memo: self.memo(), state: None });
        }
        Some(Planned {
            account,
            payee: (!self.one_in(4)).then(|| self.payee_name()),
            memo: self.memo(),
            sides,
            tags: self.tag_names(),
            amount: is_fixed.then_some(total),
            deposit: total > 0,
            rule: self.rule(),
        })
    }

    pub fn schedules(&mut self) {
        let many = self.book.schedules.len();
        match self.dice.below(if many == 0 { 1 } else { 12 }) {
            0 => self.add_schedule(),
            1 => self.edit_schedule(),
            2 if many > 6 || self.one_in(4) => self.delete_schedule(),
            3..=7 => self.enter(),
            8 | 9 => self.skip(),
            _ => self.move_occurrence(),
        }
    }

    fn add_schedule(&mut self) {
        let Some(planned) = self.planned() else { return };
        let mut work = self.work();
        let outcome = (|| {
            let id = Work::take(&mut work.next.schedule);
            let one = written(&mut work, &planned)?;
            work.book.schedules.insert(id, Rc::new(one));
            work.made = Some(id);
            Ok(())
        })();
        self.carry_out(&Order::post("/api/v1/schedules", planned.json()), outcome.map(|()| work));
    }

    /// The rhythm stays, or nothing was dealt with yet: where it goes on else is a matter of its own.
    fn edit_schedule(&mut self) {
        let Some(id) = self.schedule() else { return };
        let Some(mut planned) = self.planned() else { return };
        let before = self.book.schedules[&id].clone();
        if before.last.is_some() || self.one_in(2) {
            let was = before.rule;
            planned.rule = Rule { first: was.first, unit: was.unit, interval: was.interval, ..planned.rule };
        }
        let mut work = self.work();
        let outcome = (|| {
            let mut after = written(&mut work, &planned)?;
            let rhythm = |rule: &Rule| (rule.first, rule.unit, rule.interval);
            if rhythm(&before.rule) == rhythm(&after.rule) {
                (after.next, after.moved) = (before.next, before.moved);
            }
            after.last = before.last;
            work.book.schedules.insert(id, Rc::new(after));
            work.made = Some(id);
            Ok(())
        })();
        let order = Order::new("PUT", format!("/api/v1/schedules/{id}"), planned.json());
        self.carry_out(&order, outcome.map(|()| work));
    }

    fn delete_schedule(&mut self) {
        let Some(id) = self.schedule() else { return };
        let mut work = self.work();
        work.book.schedules.remove(&id);
        self.carry_out(&Order::new("DELETE", format!("/api/v1/schedules/{id}"), Value::Null), Ok(work));
    }

    fn occurrence(&mut self, id: i64) -> Option<u32> {
        let next = self.book.schedules[&id].next;
        self.pick(&[None, Some(next), Some(next), Some(next)]).map(|next| next + u32::from(self.one_in(20)))
    }

    fn enter(&mut self) {
        let Some(id) = self.schedule() else { return };
        let occurrence = self.occurrence(id);
        let one = self.book.schedules[&id].clone();
        let is_asked = one.amount.is_none() && !self.one_in(5);
        let amount = if is_asked || self.one_in(5) { Some(self.amount()) } else { None };
        let day = if self.one_in(4) { Some(self.day()) } else { None };
        let body =
            json!({"occurrence": occurrence, "amount": amount, "date": day.map(|day| day.to_string())});
        let order = Order::post(format!("/api/v1/schedules/{id}/enter"), body);
        let mut work = self.work();
        let outcome = (|| {
            let due = due(&one, occurrence)?;
            let amount = amount.or(one.amount).ok_or("amount-missing")?;
            let entered = entered(&mut work, &one, amount, day.unwrap_or(due))?;
            work.made = Some(entered);
            work.book.schedules.insert(id, Rc::new(advanced(&one)));
            settled(&self.book, &mut work, Counterpart::Link)
        })();
        self.carry_out(&order, outcome.map(|()| work));
    }

    fn skip(&mut self) {
        let Some(id) = self.schedule() else { return };
        let occurrence = self.occurrence(id);
        let order = Order::post(format!("/api/v1/schedules/{id}/skip"), json!({"occurrence": occurrence}));
        let one = self.book.schedules[&id].clone();
        let mut work = self.work();
        let outcome = due(&one, occurrence).map(|_| {
            work.book.schedules.insert(id, Rc::new(advanced(&one)));
            work
        });
        self.carry_out(&order, outcome);
    }

    fn move_occurrence(&mut self) {
        let Some(id) = self.schedule() else { return };
        let (occurrence, day) = (self.occurrence(id), self.day());
        let body = json!({"occurrence": occurrence, "date": day.to_string()});
        let order = Order::post(format!("/api/v1/schedules/{id}/move"), body);
        let one = self.book.schedules[&id].clone();
        let mut work = self.work();
        let outcome = due(&one, occurrence).map(|_| {
            let moved = Some(day).filter(|day| Some(*day) != date(&one.rule, one.next));
            work.book.schedules.insert(id, Rc::new(Schedule { moved, ..Schedule::clone(&one) }));
            work
        });
        self.carry_out(&order, outcome);
    }
}

impl Planned {
    fn json(&self) -> Value {
        let amount = match self.amount {
            Some(amount) => json!({"kind": "fixed", "amount": amount}),
            None => json!({"kind": "asked", "deposit": self.deposit}),
        };
        let unit = match self.rule.unit {
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
        };
        let end = match self.rule.count {
            Some(count) => json!({"kind": "count", "count": count}),
            None => json!({"kind": "never"}),
        };
        json!({"account": self.account, "payee": self.payee, "memo": self.memo, "tags": self.tags,
            "splits": self.sides.iter().map(side_json).collect::<Vec<_>>(), "amount": amount,
            "rule": {"first": self.rule.first.to_string(), "unit": unit, "interval": self.rule.interval,
                "weekend": self.rule.weekend, "end": end}})
    }
}

fn written(work: &mut Work, planned: &Planned) -> Result<Schedule, Refused> {
    let own = work.open_account(planned.account)?;
    let payee = work.payee(planned.payee.as_deref());
    if planned.amount.is_none() && planned.sides.len() > 1 {
        return Err("split-not-fixed");
    }
    let mut others = Vec::new();
    for side in &planned.sides {
        let sign = if planned.deposit { -1 } else { 1 };
        let amount = planned.amount.map_or(sign, |_| side.amount);
        let account = work.target(&Target::clone(&side.target), amount, own.currency)?;
        if account == planned.account {
            return Err("already-there");
        }
        if work.account(account)?.currency != own.currency {
            return Err("currency-mix");
        }
        others.push((account, planned.amount.map_or(0, |_| side.amount), side.memo.trim().to_owned()));
    }
    if let Some(amount) = planned.amount
        && others.iter().map(|(_, amount, _)| amount).sum::<i64>() + amount != 0
    {
        return Err("unbalanced");
    }
    let tags = work.tags(&planned.tags)?;
    if date(&planned.rule, 0).is_none() {
        return Err("no-rule");
    }
    Ok(Schedule {
        account: planned.account,
        payee,
        memo: planned.memo.trim().to_owned(),
        others,
        tags,
        amount: planned.amount,
        deposit: planned.deposit,
        rule: planned.rule,
        next: 0,
        last: None,
        moved: None,
    })
}
