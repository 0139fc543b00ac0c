//! Rows of two accounts that look like the two sides of one transfer.
//!
//! Pure: it proposes, and somebody says yes. The amount is the same with the
//! other sign and the days are near; beyond that the words have to speak of a
//! transfer, or neither side may say anything else.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::DAYS_APART;
use crate::ledger::account::AccountId;
use crate::ledger::bulk::RowRef;
use crate::ledger::money::{Currency, Minor};

/// What a row without a category is under.
pub const UNCATEGORISED: &str = "Uncategorised";

/// So many rows of one amount are compared with each other; of more only the nearest days are.
const MOST_COMPARED: usize = 200;

/// What banks and people call a transfer, folded.
const WORDS: [&str; 22] = [
    "transfer",
    "xfer",
    "trnsfr",
    "tfr",
    "standing order",
    "umbuchung",
    "übertrag",
    "uebertrag",
    "überweisung",
    "ueberweisung",
    "virement",
    "transferencia",
    "traspaso",
    "bonifico",
    "giroconto",
    "overboeking",
    "overschrijving",
    "przelew",
    "överföring",
    "overføring",
    "savings",
    "autopay",
];

/// A row whose transaction says of where the money went nothing but a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    pub row: RowRef,
    pub account: AccountId,
    pub currency: Currency,
    pub date: Date,
    /// Never zero.
    pub amount: Minor,
    pub payee: String,
    pub memo: String,
    pub category: String,
    pub is_reconciled: bool,
}

/// Why two rows are proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// What one of them says speaks of a transfer, or of the other account.
    Words,
    /// Neither has a category.
    NothingElse,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal<'r> {
    pub payment: &'r OpenRow,
    pub deposit: &'r OpenRow,
    pub days: i32,
    pub evidence: Evidence,
}

/// The likeliest pairs, each row in one at most; newest first. `names` are those of the accounts.
pub fn proposals<'r>(rows: &'r [OpenRow], names: &HashMap<AccountId, String>) -> Vec<Proposal<'r>> {
    let mut deposits: HashMap<(Currency, Minor), Vec<&OpenRow>> = HashMap::new();
    for row in rows.iter().filter(|row| !row.amount.is_negative()) {
        deposits.entry((row.currency, row.amount)).or_default().push(row);
    }
    deposits.values_mut().for_each(|same| same.sort_by_key(|row| (row.date, row.row)));
    let mut all = Vec::new();
    for payment in rows.iter().filter(|row| row.amount.is_negative()) {
        let Some(same) = deposits.get(&(payment.currency, payment.amount.negated())) else { continue };
        let from = same.partition_point(|row| days_after(payment.date, row.date) < -DAYS_APART);
        let near = same.iter().skip(from).take_while(|row| days_after(payment.date, row.date) <= DAYS_APART);
        all.extend(near.take(MOST_COMPARED).filter_map(|deposit| pair(payment, deposit, names)));
    }
    all.sort_by_key(|pair| (pair.evidence, pair.days, pair.payment.date, pair.payment.row, pair.deposit.row));
    let mut taken = HashSet::new();
    let mut chosen: Vec<Proposal> = Vec::new();
    for pair in all {
        if taken.contains(&pair.payment.row) || taken.contains(&pair.deposit.row) {
            continue;
        }
        taken.extend([pair.payment.row, pair.deposit.row]);
        chosen.push(pair);
    }
    chosen.sort_by_key(|pair| std::cmp::Reverse((pair.payment.date, pair.payment.row)));
    chosen
}

fn pair<'r>(
    payment: &'r OpenRow,
    deposit: &'r OpenRow,
    names: &HashMap<AccountId, String>,
) -> Option<Proposal<'r>> {
    let is_same = payment.account == deposit.account || payment.row.transaction == deposit.row.transaction;
    if is_same || (payment.is_reconciled && deposit.is_reconciled) {
        return None;
    }
    let days = days_after(payment.date, deposit.date).abs();
    let speaks = |row: &OpenRow, other: &OpenRow| {
        let said = format!("{} {} {}", row.payee, row.memo, row.category).to_lowercase();
        let name = names.get(&other.account).map(|name| name.to_lowercase()).unwrap_or_default();
        WORDS.iter().any(|word| said.contains(word)) || (name.chars().count() > 2 && said.contains(&name))
    };
    let says_nothing = |row: &OpenRow| row.category == UNCATEGORISED;
    let evidence = if speaks(payment, deposit) || speaks(deposit, payment) {
        Evidence::Words
    } else if says_nothing(payment) && says_nothing(deposit) {
        Evidence::NothingElse
    } else {
        return None;
    };
    Some(Proposal { payment, deposit, days, evidence })
}

/// The row of other accounts that a line of a file over this amount is the other side of, by day; none that is `taken`.
pub fn nearest<'r>(
    rows: &'r [OpenRow],
    (date, amount): (Date, Minor),
    taken: &HashSet<RowRef>,
) -> Option<&'r OpenRow> {
    let fits = rows.iter().filter(|row| {
        row.amount == amount.negated()
            && !taken.contains(&row.row)
            && days_after(date, row.date).abs() <= DAYS_APART
    });
    fits.min_by_key(|row| (days_after(date, row.date).abs(), row.row))
}

/// How many days `date` is after `other`; negative for before.
fn days_after(other: Date, date: Date) -> i32 {
    date.since(other).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::decide::testing::{minor, usd};
    use crate::ledger::transaction::TransactionId;

    fn row(id: i64, account: i64, day: i8, units: i64, payee: &str, category: &str) -> OpenRow {
        OpenRow {
            row: RowRef { transaction: TransactionId(id), split: 0 },
            account: AccountId(account),
            currency: usd(),
            date: jiff::civil::date(2024, 5, day),
            amount: minor(units),
            payee: payee.into(),
            memo: String::new(),
            category: category.into(),
            is_reconciled: false,
        }
    }

    fn found(rows: &[OpenRow]) -> Vec<(i64, i64)> {
        let names = HashMap::from([(AccountId(1), "Giro".to_owned()), (AccountId(2), "Savings".to_owned())]);
        let pairs = proposals(rows, &names);
        pairs.iter().map(|pair| (pair.payment.row.transaction.0, pair.deposit.row.transaction.0)).collect()
    }

    #[test]
    fn the_same_amount_of_near_days_is_proposed_where_the_words_or_the_lack_of_a_category_say_so() {
        let open = UNCATEGORISED;
        assert_eq!(found(&[row(1, 1, 3, -500, "x", open), row(2, 2, 5, 500, "y", open)]), [(1, 2)]);
        assert_eq!(
            found(&[row(1, 1, 3, -500, "To Savings", "Misc"), row(2, 2, 5, 500, "y", "Misc")]),
            [(1, 2)]
        );
        assert_eq!(
            found(&[row(1, 1, 3, -500, "VIREMENT", "Misc"), row(2, 2, 10, 500, "y", "Gifts")]),
            [(1, 2)]
        );
        assert_eq!(found(&[row(1, 1, 3, -500, "Grocer", "Food"), row(2, 2, 3, 500, "Employer", "Pay")]), []);
        assert_eq!(found(&[row(1, 1, 3, -500, "Transfer", open), row(2, 2, 11, 500, "Transfer", open)]), []);
        assert_eq!(found(&[row(1, 1, 3, -500, "Transfer", open), row(2, 1, 3, 500, "Transfer", open)]), []);
        assert_eq!(found(&[row(1, 1, 3, -500, "Transfer", open), row(2, 2, 3, 501, "Transfer", open)]), []);
    }

    #[test]
    fn a_row_is_in_one_pair_and_the_nearest_days_go_together() {
        let open = UNCATEGORISED;
        let rows = [
            row(1, 1, 3, -500, "a", open),
            row(2, 1, 8, -500, "b", open),
            row(3, 2, 9, 500, "c", open),
            row(4, 2, 4, 500, "d", open),
            row(5, 2, 4, 500, "e", open),
        ];
        assert_eq!(found(&rows), [(2, 3), (1, 4)]);
    }
}
