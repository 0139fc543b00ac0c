//! One file, one batch, one step.
//!
//! What is new and what is known was worked out before and confirmed by the
//! user; here it is only written down.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::accounts::{short, write_opening};
use super::checks::keeps_reconciled;
use super::day_order;
use super::facts::{Class, Facts};
use super::parts::Parts;
use super::sheet::Sheet;
use super::transactions::written;
use super::voiding::voided;
use super::{Decision, Denied, Move, Outcome};
use crate::ledger::account::{Account, AccountId, UNCATEGORISED};
use crate::ledger::batch::{BankBalance, Batch, BatchId, ImportedLine};
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::{
    AccountChoice, AddedLine, ImportDraft, LineDraft, LineFate, Opening, SplitDraft, StatementDraft, Target,
    TransactionDraft,
};
use crate::ledger::money::Minor;
use crate::ledger::one_by_one::one_by_one;
use crate::ledger::refusal::Refusal;
use crate::ledger::schedule::ScheduleId;
use crate::ledger::transaction::{AmountStays, SplitState, TransactionId};

/// The draft may be long: its lines are moved into what is written, and are never there twice.
pub(super) fn import<F: Facts>(
    sheet: &mut Sheet<F>,
    draft: ImportDraft,
    parts: &mut Parts<F::Failure>,
) -> Outcome<Decision, F> {
    // What was known when the lines were looked at may not be all that is known now.
    if sheet.facts.revision().map_err(Denied::Failed)? > draft.base {
        return Err(Refusal::BookMovedOn.into());
    }
    // All accounts first: a transfer may name the account of a later statement.
    let mut accounts = Vec::with_capacity(draft.statements.len());
    for statement in &draft.statements {
        accounts.push(account(sheet, statement)?);
    }
    let of = draft.statements.iter().map(|statement| statement.lines.len()).sum();
    let entered = entered(&draft);
    let (mut lines, mut balances, mut ends) = (Vec::with_capacity(of), BTreeMap::new(), Vec::new());
    // Payees and categories are made beside the lines; to grow such a list is to have it twice for a moment.
    sheet.changes.reserve(parts.room_for(of + of / 8));
    for (statement, account) in draft.statements.into_iter().zip(&accounts) {
        if let Some(opening) = &statement.opening {
            write_opening(sheet, account, opening)?;
        }
        if let Some(Opening { date, amount }) = statement.closing {
            last_of(&mut balances, BankBalance { account: account.id, date, amount });
        }
        for line in one_by_one(statement.lines) {
            sheet.facts.went(lines.len(), of).map_err(Denied::Failed)?;
            lines.push(take(sheet, account, line)?);
            parts.offer(sheet)?;
        }
        ends.push(lines.len());
    }
    remembered(sheet, &mut lines);
    day_order::as_listed(&mut sheet.changes, &listed(&lines, &ends));
    let scheduled = moved_on(sheet, &entered)?;
    let id = BatchId(sheet.fresh_batch());
    let balances = balances.into_values().collect();
    let words = match scheduled {
        0 => format!("Imported {}", draft.file),
        some => format!("Imported {}, {some} scheduled", draft.file),
    };
    let ImportDraft { file, format, layout, raw, .. } = draft;
    let raw = raw.map(|raw| raw.hash);
    sheet.changes.push(Change::Batch(Edit::made(Batch { id, file, format, layout, lines, balances, raw })));
    Ok(sheet.done(words, Some(id.0)))
}

/// What each statement lists, in its order.
fn listed(lines: &[ImportedLine], ends: &[usize]) -> Vec<Vec<TransactionId>> {
    let begins = std::iter::once(0).chain(ends.iter().copied());
    let own = begins.zip(ends).map(|(begin, end)| lines[begin..*end].iter());
    own.map(|lines| lines.filter_map(|line| line.transaction).collect()).collect()
}

/// The occurrences of schedules that are among the lines.
fn entered(draft: &ImportDraft) -> BTreeSet<(ScheduleId, u32)> {
    let lines = draft.statements.iter().flat_map(|statement| &statement.lines);
    let entered = lines.filter_map(|line| match &line.fate {
        LineFate::Add(added) => added.enters,
        _ => None,
    });
    entered.collect()
}

/// Schedules go on after their occurrences among the lines. How many those are.
fn moved_on<F: Facts>(sheet: &mut Sheet<F>, entered: &BTreeSet<(ScheduleId, u32)>) -> Outcome<usize, F> {
    // One change of each schedule, from where it is to after the last.
    let mut last = BTreeMap::new();
    for (id, occurrence) in entered {
        if *occurrence < sheet.schedule(*id)?.next {
            return Err(Refusal::BookMovedOn.into());
        }
        last.insert(*id, *occurrence);
    }
    for (id, occurrence) in last {
        let before = sheet.schedule(id)?;
        let after = before.advanced_past(occurrence);
        sheet.alter_schedule(before, after);
    }
    Ok(entered.len())
}

/// Two statements of a file may go to one account: the later balance holds.
fn last_of(balances: &mut BTreeMap<AccountId, BankBalance>, told: BankBalance) {
    let known = balances.entry(told.account).or_insert(told);
    if known.date <= told.date {
        *known = told;
    }
}

/// A line that only lent its id to the other half of its transfer became that transaction.
fn remembered<F: Facts>(sheet: &Sheet<F>, lines: &mut [ImportedLine]) {
    if lines.iter().all(|line| line.transaction.is_some()) {
        return;
    }
    let made = sheet.changes.iter().filter_map(|change| match change {
        Change::Transaction(Edit { before: None, after: Some(made) }) => Some(made),
        _ => None,
    });
    let mut halves: HashMap<(AccountId, &str), Vec<TransactionId>> = HashMap::new();
    for transaction in made {
        // The first side is the line's own.
        for split in transaction.splits.iter().skip(1) {
            if let Some(id) = split.bank_id.as_deref() {
                halves.entry((split.account, id)).or_default().push(transaction.id);
            }
        }
    }
    for line in lines.iter_mut().filter(|line| line.transaction.is_none()) {
        line.transaction = halves.get_mut(&(line.account, line.bank_id.as_str())).and_then(Vec::pop);
    }
}

/// The import stays as it is, only its file goes, and for good.
pub(super) fn drop_raw<F: Facts>(sheet: &mut Sheet<F>, id: BatchId) -> Outcome<Decision, F> {
    let batch = sheet.facts.batch(id).map_err(Denied::Failed)?.ok_or(Refusal::NoSuchImport)?;
    sheet.changes.extend(batch.raw.map(|hash| Change::RawFile(Edit::deleted(hash))));
    Ok(Decision {
        history: Move::Aside,
        source: None,
        ..sheet.done(format!("Deleted the file kept of {}", batch.file), None)
    })
}

fn account<F: Facts>(sheet: &mut Sheet<F>, statement: &StatementDraft) -> Outcome<Account, F> {
    let key = statement.bank_key.clone();
    match &statement.account {
        AccountChoice::Existing(id) => {
            let account = sheet.open_account(*id)?;
            Ok(recognised(sheet, account, key))
        }
        AccountChoice::New { name, kind, currency, subkind } => {
            if let Some(there) = sheet.account_named(name, Class::of(*kind), *currency)? {
                return Err(Refusal::NameTaken(there.name).into());
            }
            let mut made = sheet.make_account(name, *kind, *currency, key)?;
            made.subkind = short(subkind)?;
            sheet.remade(&made);
            Ok(made)
        }
    }
}

/// An account is known by what the last file called it.
fn recognised<F: Facts>(sheet: &mut Sheet<F>, account: Account, key: Option<String>) -> Account {
    if key.is_none() || account.bank_key == key {
        return account;
    }
    let after = Account { bank_key: key, ..account.clone() };
    sheet.changes.push(Change::Account(Edit::altered(account, after.clone())));
    after
}

/// The line as the batch keeps it, with the transaction that it became or was linked to; none yet where another line
/// brings it.
fn take<F: Facts>(sheet: &mut Sheet<F>, account: &Account, line: LineDraft) -> Outcome<ImportedLine, F> {
    let LineDraft { bank_id, amount, date, payee, fate } = line;
    let payee = payee.or_else(|| fate.payee().map(str::to_owned)).unwrap_or_default();
    let transaction = match fate {
        LineFate::Add(added) => Some(add(sheet, account, (&bank_id, amount), added)?),
        LineFate::Link { transaction, split } => {
            link(sheet, transaction, split, &bank_id)?;
            Some(transaction)
        }
        LineFate::Correct { transaction, split } => {
            corrected(sheet, (transaction, split), (&bank_id, amount))?;
            Some(transaction)
        }
        LineFate::Again { transaction } => Some(sheet.transaction(transaction)?.id),
        LineFate::Remember => None,
    };
    Ok(ImportedLine { account: account.id, bank_id, amount, date: Some(date), transaction, payee })
}

fn add<F: Facts>(
    sheet: &mut Sheet<F>,
    account: &Account,
    (bank_id, amount): (&str, Minor),
    added: AddedLine,
) -> Outcome<TransactionId, F> {
    let AddedLine { date, number, payee, memo, state, void, others, tags, enters: _ } = added;
    let own = SplitDraft {
        target: Target::Account(account.id),
        amount,
        memo: String::new(),
        state: Some(state),
        bank_id: Some(bank_id.to_owned()),
    };
    let unnamed = others.is_empty().then(|| uncategorised(amount));
    let splits = std::iter::once(own).chain(others).chain(unnamed).collect();
    let draft = TransactionDraft { date, number, payee, memo, splits, tags: Some(tags) };
    let id = TransactionId(sheet.fresh_transaction());
    let mut transaction = written(sheet, id, &draft, None)?;
    if void {
        transaction = voided(&transaction)?;
    }
    sheet.changes.push(Change::Transaction(Edit::made(transaction)));
    Ok(id)
}

/// The whole other side of a line of which nobody said what it was for.
fn uncategorised(amount: Minor) -> SplitDraft {
    SplitDraft {
        target: Target::Category(UNCATEGORISED.into()),
        amount: amount.negated(),
        memo: String::new(),
        state: None,
        bank_id: None,
    }
}

/// The bank's side of what is there: it gets the bank's id and is cleared. A reconciled split keeps its state.
fn link<F: Facts>(sheet: &mut Sheet<F>, id: TransactionId, split: usize, bank_id: &str) -> Outcome<(), F> {
    let before = sheet.transaction(id)?;
    let mut after = before.clone();
    let side = after.splits.get_mut(split).ok_or(Refusal::NoSuchTransaction)?;
    if side.bank_id.is_some() {
        // Another line took it since the lines were looked at.
        return Err(Refusal::BookMovedOn.into());
    }
    side.bank_id = Some(bank_id.to_owned());
    side.state = side.state.max(SplitState::Cleared);
    keeps_reconciled(&before, Some(&after))?;
    sheet.alter(before, after);
    Ok(())
}

/// The same for a transaction of two sides over another amount: both sides get the bank's.
fn corrected<F: Facts>(
    sheet: &mut Sheet<F>,
    (id, split): (TransactionId, usize),
    (bank_id, amount): (&str, Minor),
) -> Outcome<(), F> {
    let before = sheet.transaction(id)?;
    match before.hindrance_of_amount(split) {
        None => {}
        Some(AmountStays::Reconciled) => return Err(Refusal::Reconciled.into()),
        // It could get the amount when the lines were looked at.
        Some(_) => return Err(Refusal::BookMovedOn.into()),
    }
    let mut after = before.clone();
    let own = after.splits.get_mut(split).ok_or(Refusal::NoSuchTransaction)?;
    own.bank_id.get_or_insert_with(|| bank_id.to_owned());
    own.state = own.state.max(SplitState::Cleared);
    for (at, side) in after.splits.iter_mut().enumerate() {
        let amount = if at == split { amount } else { amount.negated() };
        (side.amount, side.value) = (amount, amount);
    }
    sheet.alter(before, after);
    Ok(())
}
