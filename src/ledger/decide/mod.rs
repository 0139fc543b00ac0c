//! What becomes of a command: (facts, command) → changes or a refusal.
//!
//! [`decide()`] reads what it needs through [`Facts`], checks every rule of the
//! book and says what changes. It writes nothing: the store does that, in the
//! transaction the facts were read in.
//!
//! The rules that hold for every command are checked once, at the end, on the
//! changes themselves: see [`checks`].

mod accounts;
mod bulk;
mod categories;
mod checks;
mod cheques;
mod contents;
mod facts;
mod history;
mod imports;
mod names;
mod preferences;
mod schedules;
mod sheet;
mod statements;
mod take_back;
mod ticks;
mod told;
mod transactions;
mod voiding;

#[cfg(test)]
mod cheque_tests;
#[cfg(test)]
mod contents_tests;
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
mod whole_tests;

pub use facts::{Class, Facts, NextIds, Step, Use};
pub use preferences::LONGEST_PREFERENCE;
use sheet::Sheet;
pub use sheet::key_of;

use super::change::Change;
use super::command::{AccountWords, Command};
use super::refusal::Refusal;
use super::schedule::ScheduleRefusal;

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

impl<F> From<ScheduleRefusal> for Denied<F> {
    fn from(refusal: ScheduleRefusal) -> Denied<F> {
        Denied::Refused(refusal.into())
    }
}

impl<F> From<super::money::MoneyError> for Denied<F> {
    fn from(error: super::money::MoneyError) -> Denied<F> {
        Denied::Refused(error.into())
    }
}

type Outcome<T, F> = Result<T, Denied<<F as Facts>::Failure>>;

/// The same of a command that nobody needs any more: a whole book is moved into the changes, and never there twice.
pub fn decide_owned<F: Facts>(facts: &F, command: Command) -> Outcome<Decision, F> {
    let Command::Fill(contents) = command else {
        return decide(facts, &command);
    };
    let decision = contents::fill(&mut Sheet::new(facts)?, *contents)?;
    checks::balances(facts, &decision.changes)?;
    Ok(decision)
}

/// Says what a command changes. An empty list of changes is an answer, too: it is so already.
pub fn decide<F: Facts>(facts: &F, command: &Command) -> Outcome<Decision, F> {
    let mut sheet = Sheet::new(facts)?;
    let decision = match command {
        Command::OpenAccount(new) => accounts::open(&mut sheet, new, &AccountWords::default()),
        Command::OpenAccountWith(new, words) => accounts::open(&mut sheet, new, words),
        Command::EditAccount { id, patch } => accounts::edit(&mut sheet, *id, patch),
        Command::DeleteAccount { id } => accounts::delete(&mut sheet, *id),
        Command::AddTransaction(draft) => transactions::add(&mut sheet, draft),
        Command::EditTransaction { id, draft, base } => transactions::edit(&mut sheet, *id, draft, *base),
        Command::DeleteTransaction { id } => transactions::delete(&mut sheet, *id),
        Command::SetState { id, split, state, unreconcile } => {
            let wanted = transactions::Marking { split: *split, state: *state, unreconcile: *unreconcile };
            transactions::set_state(&mut sheet, *id, wanted)
        }
        Command::Import(draft) => imports::import(&mut sheet, draft),
        Command::StartStatement(new) => statements::start(&mut sheet, new),
        Command::EditStatement { id, date, closing } => statements::edit(&mut sheet, *id, *date, *closing),
        Command::Tick { statement, rows, is_ticked } => {
            statements::tick(&mut sheet, *statement, rows, *is_ticked)
        }
        Command::FinishStatement { id, adjust } => statements::finish(&mut sheet, *id, *adjust),
        Command::ReopenStatement { id } => statements::reopen(&mut sheet, *id),
        Command::DropStatement { id } => statements::drop(&mut sheet, *id),
        Command::AddChequebook(new) => cheques::add(&mut sheet, new),
        Command::EditChequebook(id, patch) => cheques::edit(&mut sheet, *id, patch),
        Command::DeleteChequebook(id) => cheques::delete(&mut sheet, *id),
        Command::DropRaw { batch } => imports::drop_raw(&mut sheet, *batch),
        Command::Bulk(draft) => bulk::change(&mut sheet, draft),
        Command::VoidTransaction { id, void } => voiding::set(&mut sheet, *id, *void),
        Command::DuplicateTransaction { id, date } => voiding::duplicate(&mut sheet, *id, *date),
        Command::RenameCategory { name, currency, to } => categories::rename(&mut sheet, name, *currency, to),
        Command::MergeCategory { id, into } => categories::merge(&mut sheet, *id, *into),
        Command::OrderAccounts { order, moved } => accounts::order(&mut sheet, order, moved.as_ref()),
        Command::RenamePayee { id, name } => names::rename_payee(&mut sheet, *id, name),
        Command::MergePayee { id, into } => names::merge_payee(&mut sheet, *id, *into),
        Command::DeletePayee { id } => names::delete_payee(&mut sheet, *id),
        Command::RenameTag { id, name } => names::rename_tag(&mut sheet, *id, name),
        Command::MergeTag { id, into } => names::merge_tag(&mut sheet, *id, *into),
        Command::DeleteTag { id } => names::delete_tag(&mut sheet, *id),
        Command::DeleteUnused(which) => names::delete_unused(&mut sheet, *which),
        Command::Schedule(wanted) => schedules::change(&mut sheet, wanted),
        Command::TakeBack { revision } => take_back::take_back(facts, *revision),
        Command::DoAgain { revision } => take_back::do_again(facts, *revision),
        Command::SetPreference { key, value } => preferences::set(&mut sheet, key, value.as_deref()),
        Command::Fill(contents) => contents::fill(&mut sheet, contents.as_ref().clone()),
        Command::Undo => history::undo(facts),
        Command::Redo => history::redo(facts),
    };
    let decision = decision.or_else(|denied| Err(statements::named(facts, command, denied)?))?;
    checks::balances(facts, &decision.changes)?;
    Ok(decision)
}
