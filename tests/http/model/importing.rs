//! Imports of the model's own bank files, in the program and in the model: new lines, lines that are known again, lines
//! of what was entered by hand, and lines of what was deleted since.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::{Value, json};

use super::super::support::Request;
use super::book::{Account, Batch, Class, Line, State};
use super::counterparts::{Counterpart, settled};
use super::files::{BankFile, FileLine, Format, LEAST_STRANGE};
use super::work::{Draft, Refused, SideDraft, Target, Work};
use super::world::{Order, World};

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq)]
enum Fate {
    New,
    Known,
    Deleted,
    Linked(i64, usize),
}

impl Fate {
    fn word(&self) -> &'static str {
        match self {
            Fate::New => "new",
            Fate::Known => "known",
            Fate::Deleted => "deleted",
            Fate::Linked(..) => "linked",
        }
    }
}

impl World {
    pub fn import(&mut self) {
        let again = if self.one_in(3) { self.pick_some(&self.files.clone()) } else { None };
        let file = match again.filter(|file| self.book.accounts.contains_key(&file.account)) {
            Some(file) => file,
            None => match self.new_file() {
                Some(file) => file,
                None => return,
            },
        };
        let account = self.book.accounts[&file.account].clone();
        if account.closed || account.kind.class() != Class::Register {
            return;
        }
        let fates: Vec<Fate> = file.lines.iter().map(|line| self.fate(&file, line)).collect();
        // A file that comes again after its row was changed by hand is a matter of likeness, which the model has none of.
        let is_entered = |line: &FileLine| line.amount.abs() < LEAST_STRANGE;
        let is_settled = |fate: &Fate| matches!(fate, Fate::Known | Fate::Deleted);
        let comes_again = self.files.iter().any(|known| known.name == file.name);
        let mut told = file.lines.iter().zip(&fates);
        if comes_again && told.any(|(line, fate)| is_entered(line) && !is_settled(fate)) {
            return;
        }
        let shown = self.preview(&file, account.currency);
        let lines = shown["statements"][0]["lines"].as_array().expect("lines").clone();
        let told: Vec<&str> = lines.iter().map(|line| line["fate"].as_str().expect("a fate")).collect();
        let model: Vec<&str> = fates.iter().map(Fate::word).collect();
        if told != model {
            self.differs(&format!("fates of {}: {told:?}, the model: {model:?}\n{lines:#?}", file.name));
        }
        self.take(&file, &fates, &shown);
        if self.files.len() > 12 {
            self.files.remove(0);
        }
        if self.files.iter().all(|known| known.name != file.name) {
            self.files.push(file);
        }
    }

    /// Another account that money can go to. What cannot be a transfer is left without a category by an import.
    fn far_account(&mut self, own: i64) -> Option<String> {
        let currency = self.book.accounts[&own].currency;
        let fits = |id: &i64| {
            let account = &self.book.accounts[id];
            *id != own && account.currency == currency && !account.closed
        };
        let far: Vec<i64> = self.book.registers().into_iter().filter(fits).collect();
        self.pick_some(&far).map(|id| self.book.accounts[&id].name.clone())
    }

    fn new_file(&mut self) -> Option<BankFile> {
        let account = self.register()?;
        let format = if self.one_in(3) { Format::Csv } else { Format::Ofx };
        let mut lines = Vec::new();
        for _ in 0..=self.dice.below(4) {
            let (id, amount) = (self.strange_name(), self.strange_amount());
            lines.push(FileLine { id, date: self.day(), amount, payee: self.strange_name() });
        }
        lines.extend(self.entered_line(account));
        lines.sort_by_key(|line| line.date);
        let ending = if format == Format::Csv { "csv" } else { "ofx" };
        let name = format!("{}.{ending}", self.strange_name());
        let tells_balance = format == Format::Ofx && self.one_in(2);
        Some(BankFile { account, name, format, lines, tells_balance })
    }

    /// The bank's line of a row that was entered by hand, where no other row could be it.
    fn entered_line(&mut self, account: i64) -> Option<FileLine> {
        let mut free = Vec::new();
        for (id, one, side) in self.book.sides(account) {
            let is_alone =
                self.book.sides(account).filter(|(.., other)| other.amount == side.amount).count() == 1;
            let is_plain = one.void.is_none()
                && side.amount != 0
                && side.bank_id.is_none()
                && one.number.is_none()
                && one.payee.is_some()
                && one.sides.iter().all(|other| {
                    other.account == account || self.book.class(other.account) == Class::Category
                });
            let in_file =
                self.files.iter().flat_map(|file| &file.lines).any(|line| line.amount == side.amount);
            if is_alone && is_plain && !in_file {
                free.push((id, side.amount));
            }
        }
        let (id, amount) = self.pick_some(&free)?;
        let one = self.book.transactions[&id].clone();
        let payee = self.book.payees[&one.payee?].to_string();
        Some(FileLine { id: self.strange_name(), date: one.date, amount, payee })
    }

    fn fate(&self, file: &BankFile, line: &FileLine) -> Fate {
        let mut lines = self.book.batches.values().flat_map(|batch| &batch.lines);
        let same = |known: &&Line| {
            (known.account, &known.bank_id, known.amount, known.date)
                == (file.account, &line.id, line.amount, line.date)
        };
        if let Some(known) = lines.rfind(same) {
            let stands = known.transaction.is_some_and(|id| self.book.transactions.contains_key(&id));
            return if stands { Fate::Known } else { Fate::Deleted };
        }
        for (id, one) in &self.book.transactions {
            let fits = |side: &super::book::Side| {
                side.account == file.account
                    && side.amount == line.amount
                    && side.bank_id.is_none()
                    && one.date == line.date
            };
            if let Some(at) = one.sides.iter().position(fits) {
                return Fate::Linked(*id, at);
            }
        }
        Fate::New
    }

    fn preview(&mut self, file: &BankFile, currency: &str) -> Value {
        let path = format!("/api/v1/imports/previews?name={}", file.name);
        self.tell(&Order::post(path.clone(), json!(file.text(currency))));
        let sent = self.client().send(Request::new("POST", &path).body(file.text(currency)));
        if sent.status != 200 {
            self.differs(&format!("a file is not read: {}", sent.text()));
        }
        let first = sent.json();
        let id = first["id"].as_str().expect("an id");
        let choice = json!({"statements": [{"index": 0, "account": file.account}]});
        self.client().done("POST", &format!("/api/v1/imports/previews/{id}"), &choice)
    }

    fn take(&mut self, file: &BankFile, fates: &[Fate], shown: &Value) {
        let mut edits = Vec::new();
        for (at, _) in fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::New) {
            let category = self.far_account(file.account).map(|name| format!("[{name}]"));
            let category = category.filter(|_| self.one_in(3));
            let category = category.unwrap_or_else(|| self.category_name());
            edits.push((at, self.payee_name(), category));
        }
        let told: Vec<Value> = edits
            .iter()
            .map(|(at, payee, category)| json!({"index": at, "payee": payee, "category": category}))
            .collect();
        let lines = shown["statements"][0]["lines"].as_array().expect("lines").iter();
        let due = lines.filter(|line| !line["due"].is_null());
        let due: Vec<Value> = due.map(|line| json!({"index": line["index"], "enters": false})).collect();
        let statement = json!({"index": 0, "account": file.account, "edits": told, "due": due});
        let body = json!({"preview": shown["id"], "statements": [statement]});
        let mut work = self.work();
        let outcome = taken(&mut work, file, fates, &edits)
            .and_then(|()| settled(&self.book, &mut work, Counterpart::Link));
        self.carry_out(&Order::post("/api/v1/imports", body), outcome.map(|()| work));
    }
}

fn taken(
    work: &mut Work,
    file: &BankFile,
    fates: &[Fate],
    edits: &[(usize, String, String)],
) -> Result<(), Refused> {
    let account = work.open_account(file.account)?;
    let mut lines = Vec::new();
    for (at, (line, fate)) in file.lines.iter().zip(fates).enumerate() {
        let transaction = match fate {
            Fate::Known | Fate::Deleted => continue,
            Fate::Linked(id, side) => {
                let mut one = work.transaction(*id)?;
                let side = &mut one.sides[*side];
                side.bank_id = Some(line.id.clone());
                side.state = side.state.max(State::Cleared);
                work.put(*id, one);
                *id
            }
            Fate::New => {
                let (_, payee, category) = edits.iter().find(|(edited, ..)| *edited == at).expect("edited");
                added(work, file.account, line, payee, category)?
            }
        };
        lines.push(Line {
            account: file.account,
            bank_id: line.id.clone(),
            amount: line.amount,
            date: line.date,
            transaction: Some(transaction),
        });
    }
    if lines.is_empty() {
        return Ok(());
    }
    if file.format == Format::Ofx {
        let bank_key = Some(format!("12//{}/CHECKING", file.account));
        let known = Account { bank_key, ..Account::clone(&account) };
        work.book.accounts.insert(file.account, Rc::new(known));
    }
    let id = Work::take(&mut work.next.batch);
    let balances = if file.tells_balance { BTreeSet::from([file.account]) } else { BTreeSet::new() };
    work.book.batches.insert(id, Rc::new(Batch { file: file.name.clone(), lines, balances }));
    Ok(())
}

fn added(
    work: &mut Work,
    account: i64,
    line: &FileLine,
    payee: &str,
    category: &str,
) -> Result<i64, Refused> {
    let side = |target, amount, state| SideDraft { target, amount, memo: String::new(), state };
    let sides = vec![
        side(Target::Account(account), line.amount, Some(State::Cleared)),
        side(Target::Category(category.into()), -line.amount, None),
    ];
    let (payee, tags) = (Some(payee.to_owned()), Some(Vec::new()));
    let draft = Draft { date: line.date, number: None, payee, memo: String::new(), sides, tags };
    let id = Work::take(&mut work.next.transaction);
    let mut one = work.write(id, &draft, None)?;
    one.sides[0].bank_id = Some(line.id.clone());
    work.put(id, one);
    Ok(id)
}
