//! One pass through a message.
//!
//! The [`Reader`] keeps the statement, the entry and the balance that are
//! open, and gives each field to the innermost of them.

use super::entry::Entry;
use super::statement::{BalanceFields, Draft};
use super::walk::{Broken, Step, Walk};
use crate::import::decimal::marks::{Marks, Rule, Tally};
use crate::import::detect::Found;
use crate::import::progress::Progress;
use crate::import::statements::Statements;
use crate::import::{Format, Problem, Unreadable};

/// Where in the path the open statement ends: `Document/BkToCstmrStmt/Stmt`.
struct Open {
    path_length: usize,
    draft: Draft,
}

pub struct Reader {
    marks: Marks,
    format: Option<Format>,
    open: Option<Open>,
    entry: Option<Entry>,
    balance: Option<BalanceFields>,
    /// Where a page says that it is not the last.
    more_pages: Option<u64>,
    statements: Statements,
    problems: Vec<Problem>,
}

impl Reader {
    pub fn new() -> Reader {
        Reader {
            // XML Schema's decimals have a point; some banks write a comma. Neither knows thousands.
            marks: Tally::default().decide(Rule::EitherIsDecimal),
            format: None,
            open: None,
            entry: None,
            balance: None,
            more_pages: None,
            statements: Statements::default(),
            problems: Vec::new(),
        }
    }

    pub fn read(mut self, text: &str, progress: Progress) -> Result<Found, Unreadable> {
        let (mut walk, mut steps) = (Walk::of(text), progress.steps(text.len()));
        loop {
            steps.at(walk.behind())?;
            match walk.next_step() {
                Ok(Some(Step::Begins)) => self.begin(&walk),
                Ok(Some(Step::Ends)) => self.end(&walk),
                Ok(None) => break,
                Err(broken) => {
                    self.end_broken(&broken, walk.line());
                    break;
                }
            }
        }
        if walk.is_open() {
            self.end_cut_off();
        }
        if let Some(line) = walk.cut() {
            let reason =
                "A field is longer than any statement has, here for the first time. Its end was left out.";
            self.problems.push(Problem::at(line, reason));
        }
        self.finish()
    }

    fn begin(&mut self, walk: &Walk) {
        let path = walk.path();
        let Some(open) = &self.open else {
            if let Some(format) = statement_at(path) {
                self.format.get_or_insert(format);
                self.open = Some(Open { path_length: path.len() + 1, draft: Draft::default() });
            }
            return;
        };
        match path.get(open.path_length..).unwrap_or_default() {
            "Ntry" => self.entry = Some(Entry::at(walk.line())),
            "Ntry/NtryDtls/TxDtls" | "Ntry/TxDtls" => {
                if let Some(entry) = &mut self.entry {
                    entry.begin_payment();
                }
            }
            "Bal" => self.balance = Some(BalanceFields::at(walk.line())),
            _ => {}
        }
    }

    fn end(&mut self, walk: &Walk) {
        let path = walk.path();
        if path.ends_with("Pgntn/LastPgInd") && matches!(walk.text(), "false" | "0") {
            self.more_pages.get_or_insert(walk.line());
        }
        let Some(open) = &mut self.open else { return };
        let Some(within) = path.get(open.path_length..) else {
            return self.end_statement();
        };
        let (text, currency) = (walk.text(), walk.currency());
        match within {
            "Ntry" => {
                if let Some(entry) = self.entry.take() {
                    open.draft.add_entry(entry, &self.marks, &mut self.problems);
                }
            }
            "Bal" => {
                if let Some(balance) = self.balance.take() {
                    open.draft.add_balance(balance, &self.marks, &mut self.problems);
                }
            }
            field => {
                if let (Some(entry), Some(path)) = (&mut self.entry, field.strip_prefix("Ntry/")) {
                    entry.take(path, text, currency);
                } else if let (Some(balance), Some(path)) = (&mut self.balance, field.strip_prefix("Bal/")) {
                    balance.take(path, text, currency);
                } else if let Some(path) = field.strip_prefix("Acct/") {
                    open.draft.account.take(path, text);
                } else if let Some(path) = field.strip_prefix("FrToDt/") {
                    open.draft.take_bound(path, text);
                }
            }
        }
    }

    fn end_statement(&mut self) {
        if let Some(Open { draft, .. }) = self.open.take() {
            for statement in draft.into_statements(&mut self.problems) {
                self.statements.add(statement);
            }
        }
    }

    /// What is open where the file ends may lack its last digits, so it is left.
    fn end_cut_off(&mut self) {
        if let Some(entry) = self.entry.take() {
            let reason = "The file ends within this entry. It was left out.";
            self.problems.push(Problem::at(entry.at_line, reason));
        }
        self.end_statement();
        let reason =
            "The file ends before its last tag: it was cut off, and more may be missing. Download it again.";
        self.problems.push(Problem::of_the_file(reason));
    }

    fn end_broken(&mut self, broken: &Broken, line: u64) {
        let reason = format!(
            "The file cannot be read further: {broken}. What stands before was read, what follows was left out."
        );
        self.problems.push(Problem::at(line, reason));
    }

    /// What the file gave, or why it gave nothing.
    fn finish(mut self) -> Result<Found, Unreadable> {
        let format = self.format.unwrap_or(Format::Camt053);
        if let Some(line) = self.more_pages {
            let reason = "The bank says that more pages of this message follow, each in a file of its own. Import those as well.";
            self.problems.push(Problem::at(line, reason));
        }
        let tells_why = self.statements.names_an_account() && !self.problems.is_empty();
        if self.statements.is_empty() && !tells_why {
            return Err(Unreadable::nothing_in(&self.statements.into_vec(), format.name()));
        }
        Ok(Found { format, statements: self.statements.into_vec(), reading: None, problems: self.problems })
    }
}

/// The message that a statement begins in, where one does: `Stmt` in `BkToCstmrStmt` and so on.
/// Version 1 writes its number at the end of the message's name.
fn statement_at(path: &str) -> Option<Format> {
    let (parents, name) = path.rsplit_once('/')?;
    let message = parents.rsplit('/').next().unwrap_or_default();
    match name {
        "Stmt" if message.starts_with("BkToCstmrStmt") => Some(Format::Camt053),
        "Rpt" if message.starts_with("BkToCstmrAcctRpt") => Some(Format::Camt052),
        "Ntfctn" if message.starts_with("BkToCstmrDbtCdtNtfctn") => Some(Format::Camt054),
        _ => None,
    }
}
