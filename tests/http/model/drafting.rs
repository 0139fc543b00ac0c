//! Transactions as somebody types them, at random: names, amounts, sides, and what is changed of one that is there.

use serde_json::{Value, json};

use super::book::{Class, State, Transaction};
use super::counterparts::Counterpart;
use super::work::{Draft, SideDraft, Target};
use super::world::World;

const PAYEES: [&str; 7] = ["Grocer", "Baker", "Café Łódź", "Landlord", "ACME Payroll", "grocer ", "Cinema"];
const CATEGORIES: [&str; 8] =
    ["Food", "Food:Bread", "Food:Groceries", "Rent", "Salary", "Fun", "fun:Cinema", " food : bread "];
const MEMOS: [&str; 5] = ["", "", "weekly", "two bags", "Zürich half"];
pub const TAGS: [&str; 4] = ["trip", "work", "Übung", "TRIP"];

impl World {
    pub fn payee_name(&mut self) -> String {
        self.pick(&PAYEES).to_owned()
    }

    pub fn category_name(&mut self) -> String {
        self.pick(&CATEGORIES).to_owned()
    }

    pub fn memo(&mut self) -> String {
        self.pick(&MEMOS).to_owned()
    }

    pub fn tag_names(&mut self) -> Vec<String> {
        let many = self.dice.below(3);
        (0..many).map(|_| self.pick(&TAGS).to_owned()).collect()
    }

    /// Where the money of a transaction goes: a category, or another account by its id or in brackets.
    pub fn other_side(&mut self) -> Target {
        let register = self.register();
        match (self.dice.below(10), register) {
            (0 | 1, Some(id)) => Target::Account(id),
            (2, Some(id)) => Target::Category(format!("[{}]", self.book.accounts[&id].name)),
            (3, _) if self.one_in(8) => Target::Category("[Nowhere]".into()),
            _ => Target::Category(self.category_name()),
        }
    }

    pub fn draft(&mut self) -> Option<Draft> {
        let own = self.register()?;
        let total = self.amount() * self.pick(&[1, -1, -1, -1]);
        let mut sides = vec![self.side(Target::Account(own), total)];
        let parts = self.pick(&[1, 1, 1, 2, 3]);
        let mut left = -total;
        for part in 1..=parts {
            let amount = if part == parts { left } else { left / 2 };
            left -= amount;
            let target = self.other_side();
            sides.push(self.side(target, amount));
        }
        if self.one_in(60) {
            sides[0].amount += 1;
        }
        if self.one_in(60) {
            sides.truncate(1);
        }
        let number = self.dice.below(200);
        Some(Draft {
            date: self.day(),
            number: (number < 40).then(|| (100 + number).to_string()),
            payee: (!self.one_in(5)).then(|| self.payee_name()),
            memo: self.memo(),
            sides,
            tags: (!self.one_in(3)).then(|| self.tag_names()),
        })
    }

    fn side(&mut self, target: Target, amount: i64) -> SideDraft {
        let states = [None, None, None, Some(State::Cleared), Some(State::Uncleared)];
        let state = if self.one_in(80) { Some(State::Reconciled) } else { self.pick(&states) };
        let memo = if self.one_in(4) { self.memo() } else { String::new() };
        SideDraft { target, amount, memo, state }
    }

    pub fn counterpart(&mut self) -> Counterpart {
        self.pick(&[Counterpart::Ask, Counterpart::Link, Counterpart::Apart])
    }

    /// The transaction as somebody opens it and changes one thing.
    pub fn redraft(&mut self, one: &Transaction) -> Draft {
        let mut sides = Vec::new();
        for side in &one.sides {
            let account = self.book.accounts[&side.account].clone();
            let by_name = account.kind.class() == Class::Category && !self.one_in(6);
            let target =
                if by_name { Target::Category(account.name.clone()) } else { Target::Account(side.account) };
            sides.push(SideDraft { target, amount: side.amount, memo: side.memo.clone(), state: None });
        }
        let mut draft = Draft {
            date: one.date,
            number: one.number.clone(),
            payee: one.payee.map(|payee| self.book.payees[&payee].to_string()),
            memo: one.memo.clone(),
            sides,
            tags: None,
        };
        match self.dice.below(7) {
            0 => draft.date = self.day(),
            1 => draft.payee = Some(self.payee_name()),
            2 => draft.memo = self.memo(),
            3 => draft.tags = Some(self.tag_names()),
            4 => {
                let by = self.amount();
                draft.sides[0].amount += by;
                draft.sides[1].amount -= by;
            }
            5 => draft.sides.reverse(),
            _ => draft.sides[1].target = self.other_side(),
        }
        draft
    }
}

pub fn draft_json(draft: &Draft, counterpart: Counterpart, base: Option<u64>) -> Value {
    json!({
        "date": draft.date.to_string(), "number": draft.number, "payee": draft.payee, "memo": draft.memo,
        "splits": draft.sides.iter().map(side_json).collect::<Vec<_>>(), "tags": draft.tags,
        "base": base, "counterpart": counterpart.word(),
    })
}

pub fn side_json(side: &SideDraft) -> Value {
    let (account, category) = match &side.target {
        Target::Account(id) => (Some(id), None),
        Target::Category(name) => (None, Some(name)),
    };
    json!({"account": account, "category": category, "amount": side.amount, "memo": side.memo,
        "state": side.state.map(State::word)})
}
