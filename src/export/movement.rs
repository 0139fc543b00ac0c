//! A transaction as one of its registers sees it.
//!
//! Formats of registers know no double entry: they list each account with
//! what moved and where to. A transaction with several registers stands in each
//! of them; the first one has its parts, the others only name the first.

use super::contents::{Contents, Ids};
use super::text::joined;
use crate::ledger::{Account, AccountId, AccountKind, Minor, Split, SplitState, Transaction};

/// What a void cheque's memo begins with.
pub const VOID: &str = "**VOID**";

/// A line of a register.
#[derive(Debug, Clone)]
pub struct Movement<'c> {
    pub transaction: &'c Transaction,
    /// In the register's currency.
    pub amount: Minor,
    pub state: SplitState,
    pub memo: String,
    /// The bank's own id, where it told one.
    pub bank_id: Option<&'c str>,
    /// Its place among those of this transaction in this register.
    pub place: usize,
    /// At least one; they add up to the amount.
    pub parts: Vec<Part<'c>>,
}

/// Where a part of the amount went to, or came from.
#[derive(Debug, Clone)]
pub struct Part<'c> {
    pub target: Target<'c>,
    /// With the sign of the movement: a part of a payment is negative.
    pub amount: Minor,
    pub memo: &'c str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'c> {
    Category(&'c str),
    Transfer(&'c str),
    /// What was there before the first line.
    Opening,
}

/// The lines of a register, in the order of the book.
pub fn movements<'c>(
    contents: &'c Contents,
    ids: &'c Ids<'c>,
    register: &'c Account,
) -> impl Iterator<Item = Movement<'c>> {
    let holds = |one: &&Transaction| one.splits.iter().any(|split| split.account == register.id);
    contents.transactions.iter().filter(holds).flat_map(move |transaction| of(ids, register, transaction))
}

fn of<'c>(ids: &Ids<'c>, register: &Account, transaction: &'c Transaction) -> Vec<Movement<'c>> {
    let first = transaction.splits.iter().map(|split| split.account).find(|id| ids.is_register(*id));
    let own: Vec<&Split> = transaction.splits.iter().filter(|split| split.account == register.id).collect();
    if first == Some(register.id) {
        return whole(ids, register, transaction, &own).into_iter().collect();
    }
    let target = first.map_or(Target::Opening, |first| target(ids, first));
    let one = |(place, split): (usize, &&'c Split)| Movement {
        transaction,
        amount: split.amount,
        state: split.state,
        memo: memo(transaction, &[split]),
        bank_id: split.bank_id.as_deref(),
        place,
        parts: vec![Part { target, amount: split.amount, memo: "" }],
    };
    own.iter().enumerate().map(one).collect()
}

/// The transaction with all its parts. None only where a sum is larger than a book holds.
fn whole<'c>(
    ids: &Ids<'c>,
    register: &Account,
    transaction: &'c Transaction,
    own: &[&'c Split],
) -> Option<Movement<'c>> {
    let amount = Minor::sum(own.iter().map(|split| split.amount)).ok()?;
    let others = transaction.splits.iter().filter(|split| split.account != register.id);
    let mut parts: Vec<Part> = others
        .map(|split| Part {
            target: target(ids, split.account),
            amount: split.value.negated(),
            memo: &split.memo,
        })
        .collect();
    if transaction.currency != register.currency {
        // Parts in another currency would not add up: the whole goes to the first of them.
        parts.truncate(1);
        parts.iter_mut().for_each(|part| part.amount = amount);
    }
    Some(Movement {
        transaction,
        amount,
        state: own.iter().map(|split| split.state).min().unwrap_or_default(),
        memo: memo(transaction, own),
        bank_id: own.iter().find_map(|split| split.bank_id.as_deref()),
        place: 0,
        parts,
    })
}

fn target<'c>(ids: &Ids<'c>, id: AccountId) -> Target<'c> {
    match ids.get(id) {
        Some(account) if account.kind.is_register() => Target::Transfer(&account.name),
        Some(account) if account.kind != AccountKind::Equity => Target::Category(&account.name),
        _ => Target::Opening,
    }
}

fn memo(transaction: &Transaction, own: &[&Split]) -> String {
    let void = transaction.void.is_some().then_some(VOID);
    let splits = own.iter().map(|split| split.memo.as_str());
    let mut texts: Vec<&str> = void.into_iter().chain([transaction.memo.as_str()]).collect();
    for text in splits {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    joined(&texts, " ")
}
