//! What `--dry-run --json` prints: what is in the files, as the reader understood them.
//!
//! The names are a promise to other programs: fields may come, none goes.
//! What a file does not say is null, and never made up: a fingerprint is not
//! the bank's id, and a name made from that of the file is not its account.

use serde::Serialize;

use crate::import::layout::Question;
use crate::import::{Balance, BalanceKind, BankFile, Decimal, Line, Problem, Statement, fingerprint};
use crate::ledger::Currency;

/// The decimals of an amount whose currency is not known.
const USUAL_DECIMALS: u8 = 2;

/// All files, in the order of the command line.
#[derive(Debug, Serialize)]
pub struct Document {
    pub files: Vec<File>,
}

/// One file.
#[derive(Debug, Serialize)]
pub struct File {
    /// As it was given.
    pub file: String,
    /// "OFX", "CAMT.053" …; null where it could not be read.
    pub format: Option<&'static str>,
    /// The WHATWG name; null where it could not be read.
    pub encoding: Option<&'static str>,
    pub statements: Vec<StatementIn>,
    /// What the file leaves open; its transactions are not listed until that is answered on the page.
    pub questions: Vec<QuestionIn>,
    pub problems: Vec<ProblemIn>,
}

/// What a file leaves open.
#[derive(Debug, Serialize)]
pub struct QuestionIn {
    pub text: String,
    /// Each with how the first rows would be read.
    pub answers: Vec<AnswerIn>,
}

/// One answer.
#[derive(Debug, Serialize)]
pub struct AnswerIn {
    pub label: String,
    pub example: String,
    pub rows: Vec<String>,
}

/// The lines of one account.
#[derive(Debug, Serialize)]
pub struct StatementIn {
    /// The IBAN, number or name in the file.
    pub account: Option<String>,
    /// ISO 4217, as written.
    pub currency: Option<String>,
    pub transactions: Vec<Transaction>,
    pub balances: Vec<BalanceIn>,
}

/// One movement.
#[derive(Debug, Serialize)]
pub struct Transaction {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `-12.50`: what it does to the account.
    pub amount: String,
    /// Cheque number.
    pub number: Option<String>,
    pub payee: String,
    pub memo: String,
    /// The bank's own.
    pub id: Option<String>,
}

/// A balance that the bank states.
#[derive(Debug, Serialize)]
pub struct BalanceIn {
    /// "ledger" (at the end), "available", "opening", "interim", "forward" or "other".
    pub kind: &'static str,
    pub date: Option<String>,
    pub amount: String,
}

/// What could not be read.
#[derive(Debug, Serialize)]
pub struct ProblemIn {
    /// From 1; null where it concerns the whole file.
    pub line: Option<u64>,
    pub reason: String,
}

impl File {
    /// A file that gave nothing.
    pub fn unreadable(file: String, reason: String) -> File {
        let problems = vec![ProblemIn { line: None, reason }];
        let (statements, questions) = (Vec::new(), Vec::new());
        File { file, format: None, encoding: None, statements, questions, problems }
    }

    /// A file that was read.
    pub fn of(file: String, read: BankFile) -> File {
        let open = read.readings.iter().flat_map(|reading| &reading.questions);
        let questions: Vec<QuestionIn> = open.filter(|question| !question.answered).map(question).collect();
        let open = questions.iter().map(|question| ProblemIn { line: None, reason: question.text.clone() });
        let problems = open.chain(read.problems.into_iter().map(problem)).collect();
        let is_open = !questions.is_empty();
        let statements = read.statements.into_iter().map(|one| statement(one, is_open)).collect();
        let (format, encoding) = (Some(read.format.name()), Some(read.encoding));
        File { file, format, encoding, statements, questions, problems }
    }

    /// Whether something has to be said on the page first.
    pub fn is_open(&self) -> bool {
        !self.questions.is_empty() || self.is_readable() && self.statements.is_empty()
    }

    pub fn is_readable(&self) -> bool {
        self.format.is_some()
    }
}

fn problem(problem: Problem) -> ProblemIn {
    ProblemIn { line: problem.line, reason: problem.reason }
}

fn question(question: &Question) -> QuestionIn {
    let answers = question.choices.iter().map(|choice| AnswerIn {
        label: choice.label.clone(),
        example: choice.example.clone(),
        rows: choice.rows.clone(),
    });
    QuestionIn { text: question.text.clone(), answers: answers.collect() }
}

/// What is open brings nothing into the book, so no transaction is listed as if it did.
fn statement(mut read: Statement, is_open: bool) -> StatementIn {
    if is_open {
        read.lines.clear();
        read.balances.clear();
    }
    let currency = read.currency.as_deref().and_then(|code| code.parse::<Currency>().ok());
    let decimals = u32::from(currency.map_or(USUAL_DECIMALS, Currency::decimals));
    let written = |amount: Decimal| amount.with_decimals(decimals);
    StatementIn {
        account: read.account.written,
        currency: read.currency,
        transactions: read.lines.into_iter().map(|line| transaction(line, written)).collect(),
        balances: read.balances.into_iter().map(|one| balance(&one, written)).collect(),
    }
}

fn transaction(line: Line, written: impl Fn(Decimal) -> String) -> Transaction {
    Transaction {
        date: line.date.to_string(),
        amount: written(line.amount),
        number: line.number,
        payee: line.payee,
        memo: line.memo,
        id: Some(line.bank_id).filter(|id| !fingerprint::is_one(id)),
    }
}

fn balance(balance: &Balance, written: impl Fn(Decimal) -> String) -> BalanceIn {
    BalanceIn {
        kind: match balance.kind {
            BalanceKind::Ledger => "ledger",
            BalanceKind::Available => "available",
            BalanceKind::Opening => "opening",
            BalanceKind::Interim => "interim",
            BalanceKind::Forward => "forward",
            BalanceKind::Other => "other",
        },
        date: balance.date.map(|date| date.to_string()),
        amount: written(balance.amount),
    }
}
