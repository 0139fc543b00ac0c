//! Adding, changing, marking and deleting transactions.

use jiff::civil::Date;

use super::checks::keeps_reconciled;
use super::facts::Facts;
use super::sheet::Sheet;
use super::told::{described, was};
use super::{Decision, Denied, Outcome};
use crate::ledger::account::Account;
use crate::ledger::change::{Change, Edit};
use crate::ledger::command::{SplitDraft, Target, TransactionDraft};
use crate::ledger::money::{Currency, Minor};
use crate::ledger::name;
use crate::ledger::refusal::Refusal;
use crate::ledger::transaction::{Split, SplitState, Transaction, TransactionId};
use crate::ledger::transfer_refusal::TransferRefusal;

/// The longest memo, in characters.
const LONGEST_MEMO: usize = 4_000;
/// The longest cheque number, in characters.
const LONGEST_NUMBER: usize = 40;

/// What is to be marked on which split.
pub(super) struct Marking {
    pub split: usize,
    pub state: SplitState,
    pub unreconcile: bool,
}

pub(super) fn add<F: Facts>(sheet: &mut Sheet<F>, draft: &TransactionDraft) -> Outcome<Decision, F> {
    let id = TransactionId(sheet.fresh_transaction());
    let transaction = written(sheet, id, draft, None)?;
    let words = described(sheet, "Added", &transaction)?;
    sheet.changes.push(Change::Transaction(Edit::made(transaction)));
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn edit<F: Facts>(
    sheet: &mut Sheet<F>,
    id: TransactionId,
    draft: &TransactionDraft,
    base: Option<u64>,
) -> Outcome<Decision, F> {
    let before = sheet.transaction(id)?;
    if let Some(base) = base
        && sheet.facts.changed_since(id, base).map_err(Denied::Failed)?
    {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let after = written(sheet, id, draft, Some(&before))?;
    keeps_reconciled(&before, Some(&after))?;
    let words = described(sheet, "Changed", &after)? + &was(sheet, &before, &after)?;
    sheet.alter(before, after);
    Ok(sheet.done(words, Some(id.0)))
}

pub(super) fn delete<F: Facts>(sheet: &mut Sheet<F>, id: TransactionId) -> Outcome<Decision, F> {
    let before = sheet.transaction(id)?;
    keeps_reconciled(&before, None)?;
    let words = described(sheet, "Deleted", &before)?;
    sheet.changes.push(Change::Transaction(Edit::deleted(before)));
    Ok(sheet.done(words, None))
}

pub(super) fn set_state<F: Facts>(
    sheet: &mut Sheet<F>,
    id: TransactionId,
    wanted: Marking,
) -> Outcome<Decision, F> {
    let before = sheet.transaction(id)?;
    let mut after = before.clone();
    let split = after.splits.get_mut(wanted.split).ok_or(Refusal::NoSuchTransaction)?;
    let was = split.state;
    if wanted.state == SplitState::Reconciled && was != SplitState::Reconciled {
        return Err(Refusal::ReconcileByStatement.into());
    }
    if was == SplitState::Reconciled && wanted.state != was && !wanted.unreconcile {
        return Err(Refusal::Reconciled.into());
    }
    split.state = wanted.state;
    if was == SplitState::Reconciled && wanted.state != was {
        split.statement = None;
    }
    let verb = match (was, wanted.state) {
        (SplitState::Reconciled, _) => "Un-reconciled",
        (_, SplitState::Uncleared) => "Marked as uncleared",
        _ => "Marked as cleared",
    };
    let words = described(sheet, verb, &after)?;
    sheet.alter(before, after);
    Ok(sheet.done(words, Some(id.0)))
}

/// The transaction that a draft describes. What was there `before` keeps what
/// the draft does not speak of: the states, the bank's ids, the tags.
pub(super) fn written<F: Facts>(
    sheet: &mut Sheet<F>,
    id: TransactionId,
    draft: &TransactionDraft,
    before: Option<&Transaction>,
) -> Outcome<Transaction, F> {
    let old = before.map_or(&[][..], |before| &before.splits);
    if draft.splits.len() < 2 {
        return Err(Refusal::OneSided.into());
    }
    let currency = currency_of(sheet, &draft.splits)?;
    let mut accounts = Vec::with_capacity(draft.splits.len());
    for side in &draft.splits {
        accounts.push(side_account(sheet, side, currency, old)?);
    }
    not_to_itself(&draft.splits, &accounts)?;
    let kept = sides_before(&draft.splits, &accounts, old);
    let sides = draft.splits.iter().zip(&accounts).zip(kept);
    let splits = sides.map(|((side, account), before)| split(side, account, before));
    let splits: Vec<Split> = splits.collect::<Result<_, _>>()?;
    let transaction = Transaction {
        id,
        place: before.map_or(id.0, |before| before.place),
        date: checked_date(draft.date)?,
        number: checked_number(draft.number.as_deref())?,
        payee: sheet.payee(draft.payee.as_deref())?,
        memo: checked_memo(&draft.memo)?,
        currency,
        tags: match &draft.tags {
            Some(names) => sheet.tags(names)?,
            None => before.map(|before| before.tags.clone()).unwrap_or_default(),
        },
        void: still_void(before, &splits),
        splits,
    };
    let left_over = transaction.imbalance()?;
    if left_over.units() != 0 {
        return Err(Refusal::Unbalanced(currency.text(left_over)).into());
    }
    if let [first, others @ ..] = transaction.splits.as_slice()
        && others.iter().all(|other| other.account == first.account)
    {
        return Err(Refusal::OneAccount(sheet.account(first.account)?.name).into());
    }
    Ok(transaction)
}

/// What each side was before: the same account and amount, then the same account. One account may be there twice.
fn sides_before<'s>(sides: &[SplitDraft], accounts: &[Account], old: &'s [Split]) -> Vec<Option<&'s Split>> {
    let mut left: Vec<Option<&Split>> = old.iter().map(Some).collect();
    let mut found: Vec<Option<&Split>> = vec![None; sides.len()];
    for is_exact in [true, false] {
        for ((side, account), place) in sides.iter().zip(accounts).zip(&mut found) {
            let is_same =
                |split: &&Split| split.account == account.id && (!is_exact || split.amount == side.amount);
            if place.is_none() {
                *place =
                    left.iter_mut().find(|split| split.as_ref().is_some_and(is_same)).and_then(Option::take);
            }
        }
    }
    found
}

/// A name in brackets is another account than the one it was typed in.
fn not_to_itself(sides: &[SplitDraft], accounts: &[Account]) -> Result<(), TransferRefusal> {
    let own = sides.iter().zip(accounts).find(|(side, _)| matches!(side.target, Target::Account(_)));
    let named = sides.iter().zip(accounts).find(|(side, account)| {
        matches!(side.target, Target::Category(_)) && own.is_some_and(|(_, own)| own.id == account.id)
    });
    named.map_or(Ok(()), |(_, account)| Err(TransferRefusal::ToItself(account.name.clone())))
}

/// What was void is so for as long as nothing is entered on its sides.
fn still_void(before: Option<&Transaction>, splits: &[Split]) -> Option<Vec<Minor>> {
    let was = before?.void.clone()?;
    let same = was.len() == splits.len() && splits.iter().all(|split| split.amount.units() == 0);
    same.then_some(was)
}

/// The currency of a transaction is that of the first account it names by id.
fn currency_of<F: Facts>(sheet: &mut Sheet<F>, sides: &[SplitDraft]) -> Outcome<Currency, F> {
    for side in sides {
        if let Target::Account(id) = side.target {
            return Ok(sheet.account(id)?.currency);
        }
    }
    Err(Refusal::NoSuchAccount.into())
}

/// An account that a transaction already touches may be closed; a new one may not.
fn side_account<F: Facts>(
    sheet: &mut Sheet<F>,
    side: &SplitDraft,
    currency: Currency,
    old: &[Split],
) -> Outcome<Account, F> {
    let account = match side.target {
        Target::Account(id) if old.iter().any(|split| split.account == id) => sheet.account(id)?,
        _ => sheet.target(&side.target, side.amount, currency)?,
    };
    if account.currency == currency {
        Ok(account)
    } else {
        let (ours, theirs) = (currency.code().to_owned(), account.currency.code().to_owned());
        Err(Refusal::CurrencyMix(ours, theirs).into())
    }
}

fn split(side: &SplitDraft, account: &Account, before: Option<&Split>) -> Result<Split, Refusal> {
    let state = side.state.or(before.map(|split| split.state)).unwrap_or_default();
    let was = before.map(|split| split.state);
    if state == SplitState::Reconciled && was != Some(state) && side.bank_id.is_none() {
        return Err(Refusal::ReconcileByStatement);
    }
    Ok(Split {
        account: account.id,
        amount: side.amount,
        value: side.amount,
        memo: checked_memo(&side.memo)?,
        state,
        bank_id: side.bank_id.clone().or_else(|| before.and_then(|split| split.bank_id.clone())),
        statement: before.and_then(|split| split.statement),
    })
}

pub(super) fn checked_date(date: Date) -> Result<Date, Refusal> {
    if (1900..2200).contains(&date.year()) { Ok(date) } else { Err(Refusal::YearOutOfRange(date.year())) }
}

pub(super) fn checked_memo(memo: &str) -> Result<String, Refusal> {
    if memo.chars().count() > LONGEST_MEMO {
        return Err(Refusal::TooLong { field: "memo", most: LONGEST_MEMO });
    }
    Ok(memo.trim().to_owned())
}

pub(super) fn checked_number(number: Option<&str>) -> Result<Option<String>, Refusal> {
    let number = number.map(name::tidied).filter(|number| !number.is_empty());
    match number {
        Some(number) if number.chars().count() > LONGEST_NUMBER => {
            Err(Refusal::TooLong { field: "number", most: LONGEST_NUMBER })
        }
        number => Ok(number),
    }
}
