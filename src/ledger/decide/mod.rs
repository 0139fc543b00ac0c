//! What becomes of a command: (facts, command) → changes or a refusal.
//!
//! [`decide()`] reads what it needs through [`Facts`], checks every rule of the
//! book and says what changes. It writes nothing: the store does that, in the
//! transaction the facts were read in.
//!
//! The rules that hold for every command are checked once, at the end, on the
//! changes themselves: see [`checks`].

mod accounts;
mod attachments;
mod brackets;
mod budget;
mod bulk;
mod categories;
mod checked_names;
mod checks;
mod cheques;
mod closing;
mod contents;
mod counterparts;
mod day_order;
mod facts;
mod history;
mod imports;
mod kept_reports;
mod names;
mod pairs;
mod parts;
mod preferences;
mod schedules;
mod sheet;
mod sides;
mod statements;
mod take_back;
mod take_back_rest;
mod ticks;
mod told;
mod transactions;
mod voiding;

#[cfg(test)]
mod attachment_tests;
#[cfg(test)]
mod budget_tests;
#[cfg(test)]
mod cheque_tests;
#[cfg(test)]
mod contents_tests;
#[cfg(test)]
mod kept_report_tests;
#[cfg(test)]
mod schedule_tests;
#[cfg(test)]
mod statement_model;
#[cfg(test)]
mod statement_tests;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod transfer_tests;
#[cfg(test)]
mod void_tests;
#[cfg(test)]
mod whole_tests;

pub use facts::{Class, Facts, ImportedAs, NextIds, Step, Use};
use parts::Parts;
pub use parts::Sink;
pub use preferences::LONGEST_PREFERENCE;
use sheet::Sheet;
pub use sheet::key_of;

use super::attachment::AttachmentRefusal;
use super::budget::BudgetRefusal;
use super::change::Change;
use super::command::{AccountWords, Command, Counterparts, ImportDraft};
use super::kept_report::KeptReportRefusal;
use super::refusal::Refusal;
use super::schedule::{ScheduleCommand, ScheduleRefusal};
use super::transfer_refusal::TransferRefusal;

/// What is to be written, all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was done, for people: "Added Corner Market −12.50".
    pub words: String,
    pub changes: Vec<Change>,
    /// The account, transaction or batch that was made, where one was.
    pub made: Option<i64>,
    pub history: Move,
    /// The entry of the log that has these changes already, where one has.
    pub source: Option<Source>,
}

/// An entry of the log whose changes are those of a later one, or the inverse of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    pub revision: u64,
    pub is_inverse: bool,
}

/// What a decision is to the history of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// A step of its own: what could be redone is gone.
    Do,
    /// No step: undo and redo stay what they were.
    Aside,
    /// A step of its own that takes back what was done at this revision, or does it again.
    TakeBack(u64),
    /// Takes back the step of this revision.
    Undo(u64),
    /// Does the step of this revision again.
    Redo(u64),
}

/// Why there is no decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied<F> {
    /// The user may not.
    Refused(Refusal),
    /// The facts could not be read.
    Failed(F),
}

impl<F> From<Refusal> for Denied<F> {
    fn from(refusal: Refusal) -> Denied<F> {
        Denied::Refused(refusal)
    }
}

impl<F> From<AttachmentRefusal> for Denied<F> {
    fn from(refusal: AttachmentRefusal) -> Denied<F> {
        Denied::Refused(refusal.into())
    }
}

impl<F> From<ScheduleRefusal> for Denied<F> {
    fn from(refusal: ScheduleRefusal) -> Denied<F> {
        Denied::Refused(refusal.into())
    }
}

impl<F> From<BudgetRefusal> for Denied<F> {
    fn from(refusal: BudgetRefusal) -> Denied<F> {
        Denied::Refused(refusal.into())
    }
}

impl<F> From<KeptReportRefusal> for Denied<F> {
    fn from(refusal: KeptReportRefusal) -> Denied<F> {
        Denied::Refused(refusal.into())
    }
}

impl<F> From<TransferRefusal> for Denied<F> {
    fn from(refusal: TransferRefusal) -> Denied<F> {
        Denied::Refused(refusal.into())
    }
}

impl<F> From<super::money::MoneyError> for Denied<F> {
    fn from(error: super::money::MoneyError) -> Denied<F> {
        Denied::Refused(error.into())
    }
}

type Outcome<T, F> = Result<T, Denied<<F as Facts>::Failure>>;

/// Says what a command changes that nobody needs any more: a whole book, and the lines of files, are moved into the
/// changes, and never there twice.
pub fn decide_owned<F: Facts>(facts: &F, command: Command) -> Outcome<Decision, F> {
    match command {
        Command::Fill(contents) => checked(facts, contents::fill(&mut Sheet::new(facts)?, *contents)?),
        // No row of the book has to be named where it is refused, so that the draft is not needed afterwards.
        Command::Import(draft) => checked(facts, take_in(&mut Sheet::new(facts)?, draft)?),
        command => decide(facts, &command),
    }
}

/// Says what a long import changes: `sink` gets it in parts of `size` changes as it is decided, and the decision has only
/// what is left. Where there is no decision in the end, the parts do not hold either.
pub fn decide_in_parts<F: Facts>(
    facts: &F,
    draft: ImportDraft,
    sink: Sink<F::Failure>,
    size: usize,
) -> Outcome<Decision, F> {
    let mut parts = Parts::of(&draft, sink, size);
    let sheet = &mut Sheet::new(facts)?;
    let decision = imports::import(sheet, draft, &mut parts)
        .and_then(|decision| counterparts::settled(sheet, decision, Counterparts::Link))?;
    parts.deltas.count(&decision.changes);
    if let Some(id) = parts.deltas.too_large(facts)? {
        return Err(Refusal::BalanceTooLarge(sheet.account(id)?.name).into());
    }
    brackets::all_checked(&decision.changes)?;
    Ok(decision)
}

fn take_in<F: Facts>(sheet: &mut Sheet<F>, draft: ImportDraft) -> Outcome<Decision, F> {
    imports::import(sheet, draft, &mut Parts::whole())
        .and_then(|decision| counterparts::settled(sheet, decision, Counterparts::Link))
}

/// Says what a command changes. An empty list of changes is an answer, too: it is so already.
pub fn decide<F: Facts>(facts: &F, command: &Command) -> Outcome<Decision, F> {
    let mut sheet = Sheet::new(facts)?;
    let decision = decided(&mut sheet, command);
    let decision = decision.or_else(|denied| Err(statements::named(facts, command, denied)?))?;
    checked(facts, decision)
}

fn checked<F: Facts>(facts: &F, decision: Decision) -> Outcome<Decision, F> {
    checks::balances(facts, &decision.changes)?;
    if matches!(decision.history, Move::Do | Move::Aside) {
        brackets::all_checked(&decision.changes)?;
    }
    Ok(decision)
}

fn scheduled<F: Facts>(sheet: &mut Sheet<F>, wanted: &ScheduleCommand) -> Outcome<Decision, F> {
    let decision = schedules::change(sheet, wanted)?;
    counterparts::settled(sheet, decision, Counterparts::Link)
}

fn decided<F: Facts>(sheet: &mut Sheet<F>, command: &Command) -> Outcome<Decision, F> {
    match command {
        Command::OpenAccount(new) => accounts::open(sheet, new, &AccountWords::default()),
        Command::OpenAccountWith(new, words) => accounts::open(sheet, new, words),
        Command::EditAccount { id, patch } => accounts::edit(sheet, *id, patch),
        Command::DeleteAccount { id } => accounts::delete(sheet, *id),
        Command::AddTransaction(draft) => transactions::add(sheet, draft),
        Command::EditTransaction { id, draft, base } => transactions::edit(sheet, *id, draft, *base),
        Command::DeleteTransaction { id } => transactions::delete(sheet, *id),
        Command::SetState { id, split, state, unreconcile } => {
            let wanted = transactions::Marking { split: *split, state: *state, unreconcile: *unreconcile };
            transactions::set_state(sheet, *id, wanted)
        }
        Command::Import(draft) => take_in(sheet, draft.clone()),
        Command::StartStatement(new) => statements::start(sheet, new),
        Command::EditStatement { id, date, closing } => statements::edit(sheet, *id, *date, *closing),
        Command::Tick { statement, rows, is_ticked } => statements::tick(sheet, *statement, rows, *is_ticked),
        Command::FinishStatement { id, adjust } => statements::finish(sheet, *id, *adjust),
        Command::ReopenStatement { id } => statements::reopen(sheet, *id),
        Command::DropStatement { id } => statements::drop(sheet, *id),
        Command::AddChequebook(new) => cheques::add(sheet, new),
        Command::EditChequebook(id, patch) => cheques::edit(sheet, *id, patch),
        Command::DeleteChequebook(id) => cheques::delete(sheet, *id),
        Command::Attachment(wanted) => attachments::change(sheet, wanted),
        Command::DropRaw { batch } => imports::drop_raw(sheet, *batch),
        Command::Bulk(draft) => bulk::change(sheet, draft),
        Command::LinkRows { rows, base } => pairs::link(sheet, *rows, *base),
        Command::MergeRows { rows, base } => pairs::merge(sheet, *rows, *base),
        Command::WithCounterparts(inner, wanted) => {
            decided(sheet, inner).and_then(|decision| counterparts::settled(sheet, decision, *wanted))
        }
        Command::MoveInDay { id, account, by } => day_order::move_by(sheet, *id, *account, *by),
        Command::UnbracketCategories => brackets::rename_all(sheet),
        Command::VoidTransaction { id, void } => voiding::set(sheet, *id, *void),
        Command::DuplicateTransaction { id, date } => voiding::duplicate(sheet, *id, *date),
        Command::RenameCategory { name, currency, to, merge } => {
            let wanted = categories::Renaming { name, currency: *currency, to, merge: *merge };
            categories::rename(sheet, &wanted)
        }
        Command::MergeCategory { id, into } => categories::merge(sheet, *id, *into),
        Command::OrderAccounts { order, moved } => accounts::order(sheet, order, moved.as_ref()),
        Command::RenamePayee { id, name } => names::rename_payee(sheet, *id, name),
        Command::MergePayee { id, into } => names::merge_payee(sheet, *id, *into),
        Command::DeletePayee { id } => names::delete_payee(sheet, *id),
        Command::RenameTag { id, name } => names::rename_tag(sheet, *id, name),
        Command::MergeTag { id, into } => names::merge_tag(sheet, *id, *into),
        Command::DeleteTag { id } => names::delete_tag(sheet, *id),
        Command::DeleteUnused(which) => names::delete_unused(sheet, *which),
        Command::Schedule(wanted) => scheduled(sheet, wanted),
        Command::Budget(wanted) => budget::change(sheet, wanted),
        Command::KeptReport(wanted) => kept_reports::change(sheet, wanted),
        Command::TakeBackRest { revision } => take_back_rest::take_back_rest(sheet, *revision),
        Command::TakeBack { revision } => take_back::take_back(sheet.facts, *revision),
        Command::DoAgain { revision } => take_back::do_again(sheet.facts, *revision),
        Command::SetPreference { key, value } => preferences::set(sheet, key, value.as_deref()),
        Command::Fill(contents) => contents::fill(sheet, contents.as_ref().clone()),
        Command::Undo => history::undo(sheet.facts),
        Command::Redo => history::redo(sheet.facts),
    }
}
