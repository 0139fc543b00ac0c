//! One pass through the elements of an OFX file.
//!
//! The [`Reader`] keeps the groups that are open. A group also ends where the
//! next one begins, so a closing tag that is missing loses nothing.

use super::account::StatementKind;
use super::draft::{BalanceFields, Draft};
use super::elements::Element;
use super::entry::Entry;
use super::left::Left;
use super::status::Status;
use crate::import::decimal::marks::Marks;
use crate::import::detect::Found;
use crate::import::statements::Statements;
use crate::import::{BalanceKind, Format, Problem, Unreadable};

/// The group that a field belongs to, where its name alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Also the account at the other end of a transaction and the currency that an amount was once in.
    Elsewhere,
    /// The account of the statement.
    Account,
    Payee,
    /// The currency that an amount is in.
    Currency,
}

/// Goes through a file once and keeps what is open.
pub struct Reader<'m> {
    marks: &'m Marks,
    place: Place,
    draft: Option<Draft>,
    entry: Option<Entry>,
    balance: Option<BalanceFields>,
    status: Option<Status>,
    /// What the bank answered instead of a statement.
    refusals: Vec<String>,
    left: Left,
    /// Whether accounts were listed, as a bank answers to "which accounts do I have".
    lists_accounts: bool,
    /// Whether Counterfoil wrote the file.
    is_ours: bool,
    /// Whether `<OFX>` was opened and not closed.
    is_open: bool,
    statements: Statements,
    problems: Vec<Problem>,
}

impl<'m> Reader<'m> {
    pub fn new(marks: &'m Marks) -> Reader<'m> {
        Reader {
            marks,
            place: Place::Elsewhere,
            draft: None,
            entry: None,
            balance: None,
            status: None,
            refusals: Vec::new(),
            left: Left::default(),
            lists_accounts: false,
            is_ours: false,
            is_open: false,
            statements: Statements::default(),
            problems: Vec::new(),
        }
    }

    pub fn take(&mut self, element: Element, line: u64) {
        match element {
            Element::Open(name) => self.open(&name, line),
            Element::Close(name) => self.close(&name),
            // A group that is closed at once, or that has stray text after its tag.
            Element::Field(name, _) if is_group(&name) => self.open(&name, line),
            Element::Field(name, text) => self.field(&name, text),
        }
    }

    fn open(&mut self, name: &str, line: u64) {
        match name {
            "OFX" => self.is_open = true,
            "STMTRS" => self.begin_statement(StatementKind::Bank),
            "CCSTMTRS" => self.begin_statement(StatementKind::Card),
            "INVSTMTRS" => self.begin_statement(StatementKind::Investment),
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" => self.place = Place::Account,
            "STMTTRN" => {
                self.end_parts();
                self.entry = Some(Entry::at(line));
            }
            "STMTTRNP" => self.leave_pending(line),
            "PAYEE" => self.place = Place::Payee,
            "CURRENCY" => self.place = Place::Currency,
            "ORIGCURRENCY" | "BANKACCTTO" | "CCACCTTO" => self.place = Place::Elsewhere,
            "LEDGERBAL" => self.begin_balance(BalanceKind::Ledger, line),
            "AVAILBAL" => self.begin_balance(BalanceKind::Available, line),
            "BANKTRANLIST" | "INVTRANLIST" | "BALLIST" | "INVBAL" => self.end_parts(),
            "STATUS" => {
                self.end_status();
                self.status = Some(Status::at(line));
            }
            "ACCTINFO" => self.lists_accounts = true,
            name => {
                if self.left.take(name, line) {
                    self.end_parts();
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "OFX" => {
                self.end_statement();
                self.is_open = false;
            }
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => self.end_statement(),
            "STMTTRN" | "LEDGERBAL" | "AVAILBAL" | "BANKTRANLIST" | "INVTRANLIST" => self.end_parts(),
            "STATUS" => self.end_status(),
            "PAYEE" | "CURRENCY" | "ORIGCURRENCY" | "BANKACCTTO" | "CCACCTTO" | "BANKACCTFROM"
            | "CCACCTFROM" | "INVACCTFROM" => self.place = Place::Elsewhere,
            _ => {}
        }
    }

    fn field(&mut self, name: &str, text: String) {
        match name {
            "CODE" | "SEVERITY" | "MESSAGE" => {
                if let Some(status) = &mut self.status {
                    status.take(name, text);
                }
            }
            "ORG" => self.is_ours = text == "Counterfoil",
            "CURDEF" => {
                if let Some(draft) = &mut self.draft {
                    draft.currency = text;
                }
            }
            "BALAMT" | "DTASOF" => {
                if let Some(balance) = &mut self.balance {
                    balance.take(name, text);
                }
            }
            "BANKID" | "BROKERID" | "BRANCHID" | "ACCTID" | "ACCTTYPE" => {
                if let (Place::Account, Some(draft)) = (self.place, &mut self.draft) {
                    draft.account.take(name, text);
                }
            }
            name => self.entry_field(name, text),
        }
    }

    fn entry_field(&mut self, name: &str, text: String) {
        let Some(entry) = &mut self.entry else { return };
        match (name, self.place) {
            // Some banks send the payee as a field where OFX has a group.
            ("NAME", Place::Payee) | ("PAYEE", _) => entry.take_payee(text),
            ("CURSYM", Place::Currency) => entry.currency = text,
            (name, _) => entry.take(name, text),
        }
    }

    fn begin_statement(&mut self, kind: StatementKind) {
        self.end_statement();
        self.draft = Some(Draft::of(kind, self.is_ours));
    }

    fn begin_balance(&mut self, kind: BalanceKind, line: u64) {
        self.end_parts();
        self.balance =
            Some(BalanceFields { at_line: line, kind, amount: String::new(), date: String::new() });
    }

    /// What the bank has not booked yet may still change or vanish.
    fn leave_pending(&mut self, line: u64) {
        self.end_parts();
        let reason = "A transaction that the bank has not booked yet was left out.";
        self.problems.push(Problem::at(line, reason));
    }

    fn end_status(&mut self) {
        let Some(status) = self.status.take() else {
            return;
        };
        self.problems.extend(status.warning());
        if let Some(answer) = status.refusal() {
            let reason =
                format!("The bank refused a part of what was asked: {answer}. That part is missing.");
            self.problems.push(Problem::at(status.at_line, reason));
            self.refusals.push(answer);
        }
    }

    /// Ends the transaction and the balance that are open, however they were closed.
    fn end_parts(&mut self) {
        self.place = Place::Elsewhere;
        let (entry, balance) = (self.entry.take(), self.balance.take());
        if entry.is_none() && balance.is_none() {
            return;
        }
        let draft = self.draft.get_or_insert_with(|| Draft::of(StatementKind::Bank, self.is_ours));
        if let Some(entry) = entry {
            draft.add_entry(entry, self.marks, &mut self.problems);
        }
        if let Some(balance) = balance {
            draft.add_balance(balance, self.marks, &mut self.problems);
        }
    }

    fn end_statement(&mut self) {
        self.end_parts();
        if let Some(statement) = self.draft.take().and_then(Draft::into_statement) {
            self.statements.add(statement);
        }
    }

    /// Names what a file lacks that was cut off while it was downloaded. An
    /// amount may have lost its last digits, so what is open is left.
    fn end_cut_off(&mut self) {
        let open = self.entry.take().map(|entry| entry.at_line);
        let open = self.balance.take().map(|balance| balance.at_line).or(open);
        if let Some(line) = open {
            self.problems.push(Problem::at(line, "The file ends within this record. It was left out."));
        }
        let reason =
            "The file ends without </OFX>: it was cut off, and more may be missing. Download it again.";
        self.problems.push(Problem::of_the_file(reason));
    }

    /// What the file gave, or why it gave nothing.
    pub fn finish(mut self, format: Format) -> Result<Found, Unreadable> {
        self.end_status();
        if self.is_open {
            self.end_cut_off();
        }
        self.end_statement();
        // An account whose every line was left out is no empty statement: the problems say why.
        let tells_why =
            self.statements.names_an_account() && !self.problems.is_empty() && self.refusals.is_empty();
        if self.statements.is_empty() && !tells_why {
            return Err(self.reason(format.name()));
        }
        self.problems.extend(self.left.problem());
        self.problems.extend(self.marks.in_doubt().map(doubt));
        Ok(Found { format, statements: self.statements.into_vec(), reading: None, problems: self.problems })
    }

    /// Why there is no statement.
    fn reason(&self, format: &'static str) -> Unreadable {
        if !self.refusals.is_empty() {
            return Unreadable::BankRefused { answer: self.refusals.join("; ") };
        }
        if let Some(what) = self.left.words() {
            return Unreadable::InvestmentsOnly { format, what };
        }
        if self.lists_accounts {
            return Unreadable::ListsOnly { format, what: "the accounts you have".into() };
        }
        Unreadable::NoStatement { format }
    }
}

/// The groups that are begun even where their tag looks like a field.
fn is_group(name: &str) -> bool {
    matches!(
        name,
        "OFX"
            | "STMTRS"
            | "CCSTMTRS"
            | "INVSTMTRS"
            | "BANKACCTFROM"
            | "CCACCTFROM"
            | "INVACCTFROM"
            | "STMTTRN"
            | "LEDGERBAL"
            | "AVAILBAL"
    )
}

/// Says that the file left the decimal mark open.
fn doubt(amount: &str) -> Problem {
    Problem::of_the_file(format!(
        "No amount in the file tells whether “{amount}” has decimals or thousands. OFX knows no \
         thousands marks, so it was read as decimals; check the amounts."
    ))
}
