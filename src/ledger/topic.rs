//! What a change touches, as far as anybody who watches needs to know.
//!
//! A topic names something that can be read again; it carries no data.

use std::collections::BTreeSet;
use std::fmt;

use super::account::AccountId;
use super::change::{Change, Edit};
use super::transaction::Transaction;

/// Something that a page may be showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Names, kinds or balances of accounts.
    Accounts,
    Payees,
    /// The list of import batches.
    Imports,
    /// The statements of one register.
    Statements(AccountId),
    /// The chequebooks of one register; what became of their cheques is in its rows.
    Chequebooks(AccountId),
    Preferences,
    /// Files of transactions, and how large they all are.
    Attachments,
    /// What is planned.
    Budget,
    /// The reports that are kept by name.
    Reports,
    /// What comes again.
    Schedules,
    Tags,
    /// The rows of every register: a name in them is another.
    Registers,
    /// The rows of one register, or of one category.
    Register(AccountId),
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Topic::Accounts => f.write_str("accounts"),
            Topic::Payees => f.write_str("payees"),
            Topic::Imports => f.write_str("imports"),
            Topic::Statements(id) => write!(f, "statements:{}", id.0),
            Topic::Chequebooks(id) => write!(f, "chequebooks:{}", id.0),
            Topic::Preferences => f.write_str("preferences"),
            Topic::Attachments => f.write_str("attachments"),
            Topic::Budget => f.write_str("budget"),
            Topic::Reports => f.write_str("reports"),
            Topic::Schedules => f.write_str("schedules"),
            Topic::Tags => f.write_str("tags"),
            Topic::Registers => f.write_str("registers"),
            Topic::Register(id) => write!(f, "register:{}", id.0),
        }
    }
}

/// The topics of these changes, each once, in order.
pub fn topics(changes: &[Change]) -> BTreeSet<Topic> {
    let mut topics = BTreeSet::new();
    for change in changes {
        if renames(change) {
            topics.insert(Topic::Registers);
        }
        match change {
            Change::Tag(_) => {
                topics.insert(Topic::Tags);
            }
            Change::SplitsMoved(moved) => {
                topics.extend([Topic::Accounts, Topic::Payees, Topic::Registers]);
                topics.extend([Topic::Register(moved.from), Topic::Register(moved.to)]);
            }
            Change::PayeeSwapped(_) => topics.extend([Topic::Payees, Topic::Registers]),
            Change::Tagged(_) => topics.extend([Topic::Tags, Topic::Registers]),
            Change::Account(edit) => {
                topics.insert(Topic::Accounts);
                // A new name shows in the rows of the account itself, too.
                topics.extend(edit.after.as_ref().map(|account| Topic::Register(account.id)));
            }
            Change::Payee(_) => {
                topics.insert(Topic::Payees);
            }
            Change::Batch(_) | Change::LinesMoved(_) => {
                topics.insert(Topic::Imports);
            }
            Change::RawFile(_) => topics.extend([Topic::Imports, Topic::Attachments]),
            // Rows of any register may show it.
            Change::Attachment(_) => topics.extend([Topic::Attachments, Topic::Registers]),
            Change::Statement(edit) => {
                topics
                    .extend(edit.after.iter().chain(&edit.before).map(|one| Topic::Statements(one.account)));
            }
            Change::Budget(_) => topics.extend([Topic::Budget]),
            Change::KeptReport(_) => topics.extend([Topic::Reports]),
            Change::Schedule(_) => topics.extend([Topic::Schedules]),
            Change::Chequebook(edit) => {
                let both = edit.after.iter().chain(&edit.before);
                topics.extend(both.map(|book| Topic::Chequebooks(book.account)));
            }
            Change::Preference(_) => {
                topics.insert(Topic::Preferences);
            }
            Change::Transaction(edit) => {
                topics.extend([Topic::Accounts, Topic::Payees]);
                topics.extend(registers(edit));
                let tags =
                    |side: &Option<Transaction>| side.as_ref().map(|t| t.tags.clone()).unwrap_or_default();
                if tags(&edit.before) != tags(&edit.after) {
                    topics.insert(Topic::Tags);
                }
            }
        }
    }
    topics
}

/// Whether a name that rows of any register may show is another.
fn renames(change: &Change) -> bool {
    match change {
        Change::Account(Edit { before: Some(before), after: Some(after) }) => before.name != after.name,
        Change::Payee(Edit { before: Some(_), after: Some(_) })
        | Change::Tag(Edit { before: Some(_), after: Some(_) }) => true,
        _ => false,
    }
}

fn registers(edit: &Edit<Transaction>) -> impl Iterator<Item = Topic> + '_ {
    let both = edit.before.iter().chain(&edit.after);
    both.flat_map(|transaction| &transaction.splits).map(|split| Topic::Register(split.account))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::payee::{Payee, PayeeId};

    #[test]
    fn a_topic_is_named_once() {
        let payee = |id| Change::Payee(Edit::made(Payee { id: PayeeId(id), name: "a".into() }));
        let named: Vec<String> = topics(&[payee(1), payee(2)]).iter().map(Topic::to_string).collect();
        assert_eq!(named, ["payees"]);
    }
}
