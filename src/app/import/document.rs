//! What `--dry-run --json` prints: what is in the files, as the reader understood them.
//!
//! The names are a promise to other programs: fields may come, none goes.
//! What a file does not say is null, and never made up: a fingerprint is not
//! the bank's id, and a name made from that of the file is not its account.

use serde::Serialize;

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
    pub problems: Vec<ProblemIn>,
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
        File { file, format: None, encoding: None, statements: Vec::new(), problems }
    }

    /// A file that was read.
    pub fn of(file: String, read: BankFile) -> File {
        let open = read.readings.iter().flat_map(|reading| {
            let questions = reading.questions.iter().filter(|question| !question.answered);
            questions.map(|question| ProblemIn { line: None, reason: question.text.clone() })
        });
        let problems = open.chain(read.problems.into_iter().map(problem)).collect();
        let statements = read.statements.into_iter().map(statement).collect();
        let (format, encoding) = (Some(read.format.name()), Some(read.encoding));
        File { file, format, encoding, statements, problems }
    }

    pub fn is_readable(&self) -> bool {
        self.format.is_some()
    }
}

fn problem(problem: Problem) -> ProblemIn {
    ProblemIn { line: problem.line, reason: problem.reason }
}

fn statement(read: Statement) -> StatementIn {
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
