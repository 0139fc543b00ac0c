//! What became of the files: for people, and as `--json` prints it.

use serde::Serialize;

use super::balances::Disagreement;
use super::document::ProblemIn;

/// All files, in the order of the command line.
#[derive(Debug, Serialize)]
pub struct Outcomes {
    pub files: Vec<Outcome>,
}

/// One file.
#[derive(Debug, Default, Serialize)]
pub struct Outcome {
    /// As it was given.
    pub file: String,
    /// Null where it could not be read.
    pub format: Option<String>,
    pub encoding: Option<String>,
    /// Null where nothing was taken in.
    pub imported: Option<Counts>,
    /// Lines that could be an entry of the book, left out until somebody says so on the page.
    pub in_doubt: u64,
    /// What the file leaves open about its dates and amounts; nothing of it was taken in.
    pub questions: Vec<String>,
    /// Balances of the file that are not the register's, now that it was taken in.
    pub disagreements: Vec<Disagreement>,
    pub problems: Vec<ProblemIn>,
}

/// How many lines of a file became what.
#[derive(Debug, Default, Serialize)]
pub struct Counts {
    /// New transactions.
    pub added: u64,
    /// Lines that an entry of the book was already there for, now cleared by the bank.
    pub matched: u64,
    /// Lines that were imported before.
    pub known: u64,
    pub left_out: u64,
    /// Of the new ones, those that a schedule expected; it goes on after them.
    pub scheduled: u64,
}

impl Outcome {
    /// A file of which nothing was taken in.
    pub fn failed(file: String, reason: impl ToString) -> Outcome {
        let problems = vec![ProblemIn { line: None, reason: reason.to_string() }];
        Outcome { file, problems, ..Outcome::default() }
    }

    /// Whether somebody has to look at something on the page.
    pub fn is_open(&self) -> bool {
        self.in_doubt > 0 || !self.questions.is_empty() || !self.disagreements.is_empty()
    }

    pub fn is_failed(&self) -> bool {
        self.imported.is_none() && self.questions.is_empty()
    }

    /// A few lines for a terminal.
    pub fn words(&self) -> String {
        let mut text = match &self.imported {
            Some(Counts { added, matched, known, left_out, scheduled }) => {
                let expected =
                    if *scheduled > 0 { format!(" ({scheduled} scheduled)") } else { String::new() };
                format!(
                    "{}: {added} added{expected}, {matched} matched, {known} already there, {left_out} left out\n",
                    self.file
                )
            }
            None => format!("{}: not imported\n", self.file),
        };
        if self.in_doubt > 0 {
            let lines = if self.in_doubt == 1 { "1 line" } else { &format!("{} lines", self.in_doubt) };
            text += &format!(
                "  {lines} could be an entry of yours and stayed out: drop the file on the page to say which.\n"
            );
        }
        text.extend(self.disagreements.iter().map(Disagreement::words));
        for question in &self.questions {
            text += &format!("  {question} Drop the file on the page to say so; it is asked only once.\n");
        }
        for problem in &self.problems {
            let place = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
            text += &format!("  {place}{}\n", problem.reason);
        }
        text
    }
}
