//! The command that a confirmed plan becomes.

mod sides;

use super::entering;
use super::fitting::{Texts, cut};
use super::halves::{Half, Halves};
use super::{Plan, PlannedLine, PlannedStatement};
use crate::import::matching::{Due, Fate, Scheduled};
use crate::import::{BankFile, Line, Side, Statement, Target as FileTarget};
use crate::ledger::command::{AddedLine, ImportDraft, LineDraft, LineFate, StatementDraft};
use crate::ledger::{MoneyError, one_by_one};

/// By this name Quicken knows an opening balance; nobody is called so.
const OPENING_PAYEE: &str = "Opening Balance";

/// The longest name of an account, in characters.
const LONGEST_NAME: usize = 200;

/// How many lines there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: u64,
    pub known: u64,
    pub linked: u64,
    /// Of those that are added: how many a schedule expected.
    pub scheduled: u64,
    /// Left out by the user, or deleted before and not brought back.
    pub left_out: u64,
}

/// Why there is no command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDrafted {
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// So many lines could be something that is in the book, and nobody has said so.
    #[error("{0} of the lines could be entries that are in your book already")]
    Unanswered(u64),
    /// Something was said of a line that cannot be: its statement, its position there, and why.
    #[error("{2}")]
    Refused(usize, usize, String),
}

/// The command for the plan, and what it will do in numbers. `base` is the revision the knowledge came from. The lines of
/// the file and of the plan become those of the command, one after the other: a long file is never there twice.
pub fn draft(
    plan: &mut Plan,
    mut file: BankFile,
    name: &str,
    base: u64,
) -> Result<(ImportDraft, Counts), NotDrafted> {
    if let Some((statement, at, words)) = plan.statements.iter().find_map(refused) {
        return Err(NotDrafted::Refused(statement, at, words));
    }
    let unanswered = plan.statements.iter().flat_map(taken).filter(|(_, line)| line.is_doubtful()).count();
    if unanswered > 0 {
        return Err(NotDrafted::Unanswered(unanswered as u64));
    }
    let mut counts = Counts::default();
    let halves = Halves::of(plan, &file);
    let mut statements = Vec::with_capacity(plan.statements.len());
    for place in 0..plan.statements.len() {
        let planned_lines = std::mem::take(&mut plan.statements[place].lines);
        let planned = &plan.statements[place];
        let statement = &mut file.statements[planned.index];
        // The rows of a day stand in the register as the bank has them, the oldest first.
        let is_turned = statement.is_newest_first();
        let lines = std::mem::take(&mut statement.lines);
        let context = Context { plan, halves: &halves, place, planned, statement };
        statements.push(context.statement(planned_lines, lines, is_turned, &mut counts)?);
    }
    let (file, format, layout) = (cut(name, LONGEST_NAME), file.format.name().to_owned(), file.layout());
    Ok((ImportDraft { file, format, layout, raw: None, base, statements }, counts))
}

/// The first line of which something was said that cannot be.
fn refused(planned: &PlannedStatement) -> Option<(usize, usize, String)> {
    taken(planned).find_map(|(at, line)| Some((planned.index, at, line.refused.clone()?)))
}

/// The lines that are taken, with their positions among all lines of the statement.
fn taken(planned: &PlannedStatement) -> impl Iterator<Item = (usize, &PlannedLine)> {
    let lines = planned.lines.iter().enumerate();
    let held = lines.filter_map(|(at, line)| line.as_ref().map(|line| (at, line)));
    held.filter(|(at, _)| !planned.destination.chosen.leave_out.contains(at))
}

struct Context<'p> {
    plan: &'p Plan,
    halves: &'p Halves,
    place: usize,
    planned: &'p PlannedStatement,
    statement: &'p Statement,
}

impl Context<'_> {
    fn statement(
        &self,
        planned: Vec<Option<PlannedLine>>,
        read: Vec<Line>,
        is_turned: bool,
        counts: &mut Counts,
    ) -> Result<StatementDraft, MoneyError> {
        let destination = &self.planned.destination;
        // Of a long file they are a sixth of all memory: to grow the list is to have it twice for a moment.
        let mut lines = Vec::with_capacity(planned.iter().flatten().count());
        let mut held = 0;
        for (at, (planned, mut read)) in one_by_one(planned).zip(one_by_one(read)).enumerate() {
            let Some(line) = &planned else { continue };
            let place = (held, at);
            held += 1;
            if destination.chosen.leave_out.contains(&at) {
                counts.left_out += 1;
                continue;
            }
            let (date, bank_id) = (read.date, std::mem::take(&mut read.bank_id));
            let payee = cut(&read.payee, LONGEST_NAME);
            if let Some(fate) = self.fate(place, line, read, counts)? {
                // In most lines they are the same: they are in memory once.
                let payee = Some(payee).filter(|payee| fate.payee() != Some(payee));
                lines.push(LineDraft { bank_id, amount: line.amount, date, payee, fate });
            }
        }
        if is_turned {
            lines.reverse();
        }
        Ok(StatementDraft {
            account: destination.account.clone(),
            bank_key: self.statement.account.key.clone(),
            opening: self.planned.opening.filter(|_| destination.with_opening),
            closing: self.planned.bank_balance,
            lines,
        })
    }

    fn fate(
        &self,
        (held, at): (usize, usize),
        planned: &PlannedLine,
        read: Line,
        counts: &mut Counts,
    ) -> Result<Option<LineFate>, MoneyError> {
        match planned.verdict.fate {
            Fate::Known => {
                counts.known += 1;
                Ok(None)
            }
            // A line in doubt never comes here: it was answered, or there is no command.
            Fate::Deleted | Fate::Doubtful(_) => {
                counts.left_out += 1;
                Ok(None)
            }
            Fate::Linked((transaction, split)) => {
                counts.linked += 1;
                Ok(Some(LineFate::Link { transaction, split }))
            }
            Fate::Corrected { row: (transaction, split), .. } => {
                counts.linked += 1;
                Ok(Some(LineFate::Correct { transaction, split }))
            }
            Fate::Again((transaction, _)) => {
                counts.linked += 1;
                Ok(Some(LineFate::Again { transaction }))
            }
            Fate::New | Fate::NewAlone | Fate::OtherHalf { .. } => {
                let half = self.halves.half(self.place, held);
                match half {
                    Some(Half::Lent) => {
                        counts.linked += 1;
                        return Ok(Some(LineFate::Remember));
                    }
                    Some(Half::Waits) => {
                        counts.left_out += 1;
                        return Ok(None);
                    }
                    Some(Half::Brings | Half::Alone) | None => {}
                }
                counts.added += 1;
                let alone = half == Some(Half::Alone) || matches!(planned.verdict.fate, Fate::NewAlone);
                counts.scheduled += u64::from(planned.enters);
                self.added((held, at), planned, read, alone).map(|added| Some(LineFate::Add(added)))
            }
        }
    }

    /// The schedule whose occurrence the line enters.
    fn entering(&self, planned: &PlannedLine) -> Option<&Scheduled> {
        self.planned.scheduled.get(due(planned)?.scheduled)
    }

    /// The line in the words that the user wants it in: what was proposed, or what was typed instead.
    fn as_wanted(&self, at: usize, planned: &PlannedLine, mut line: Line) -> Line {
        if line.is_opening_balance(&self.statement.account.label)
            && line.payee.eq_ignore_ascii_case(OPENING_PAYEE)
        {
            line.payee.clear();
        }
        let proposal = planned.proposal.as_deref().cloned().unwrap_or_default();
        let edit = self.planned.destination.chosen.edits.get(&at).cloned().unwrap_or_default();
        let proposal = match self.entering(planned) {
            Some(scheduled) => entering::proposed(scheduled, &mut line, proposal),
            None => proposal,
        };
        if let Some(payee) = edit.payee.or(proposal.payee.map(|said| said.text)) {
            line.payee = payee;
        }
        let proposed = proposal.category.map(|said| said.text).filter(|_| line.sides.is_empty());
        if let Some(category) = edit.category.or(proposed) {
            line.sides = vec![Side { target: named(category), amount: line.amount, memo: String::new() }];
        }
        line
    }

    fn added(
        &self,
        (held, at): (usize, usize),
        planned: &PlannedLine,
        read: Line,
        alone: bool,
    ) -> Result<AddedLine, MoneyError> {
        let (line, amount) = (&self.as_wanted(at, planned, read), planned.amount);
        let Texts { payee, number, memo, tags } = Texts::of(line);
        let entering = self.entering(planned);
        let others = match entering.filter(|_| line.sides.is_empty()) {
            Some(scheduled) => entering::others(&scheduled.schedule, amount),
            None => self.others(held, line, amount, alone)?,
        };
        let enters = entering.zip(due(planned)).map(|(one, due)| (one.schedule.id, due.occurrence.number));
        let Line { date, state, void, .. } = *line;
        Ok(AddedLine { date, number, payee, memo, state, void, others, tags, enters })
    }
}

/// The occurrence that the line enters.
fn due(planned: &PlannedLine) -> Option<&Due> {
    planned.due.as_deref().filter(|_| planned.enters)
}

/// `[Savings]` is a transfer, anything else a category.
fn named(category: String) -> FileTarget {
    let transfer = category.trim().strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    transfer.map(|name| FileTarget::Transfer(name.to_owned())).unwrap_or(FileTarget::Category(category))
}
