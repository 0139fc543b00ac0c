//! Books that could be anybody's, and hold what no person would enter.

use counterfoil::ledger::cheque::{Chequebook, ChequebookId};
use counterfoil::ledger::name::{tidied, tidied_path};
use counterfoil::ledger::{
    Account, AccountId, AccountKind, Batch, BatchId, Contents, Currency, Held, ImportedLine, Minor, PayeeId,
    Preference, RawFile, Split, SplitState, Statement, StatementId, TagId, Transaction, TransactionId,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::json;

use super::any_budget::budget;
use super::any_reports::kept_reports;
use super::any_schedules::schedules;

const KINDS: [AccountKind; 5] = [
    AccountKind::Asset,
    AccountKind::Liability,
    AccountKind::Income,
    AccountKind::Expense,
    AccountKind::Equity,
];

fn currency(code: &str) -> Currency {
    code.parse().expect("a currency")
}

pub fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("within")
}

/// A text as a book keeps it: anything, but no outer space.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "\\PC{0,12}", ".{0,12}"].prop_map(|text: String| text.trim().to_owned())
}

pub fn day() -> impl Strategy<Value = Date> {
    (1990i16..2040, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

/// The two first are registers, of two currencies; each name is another.
fn accounts() -> impl Strategy<Value = Vec<Account>> {
    let one = (
        0usize..5,
        text(),
        text(),
        text(),
        any::<bool>(),
        -3i64..3,
        proptest::option::of(text()),
        any::<bool>(),
    );
    proptest::collection::vec(one, 4..9).prop_map(|all| {
        let made =
            all.into_iter().enumerate().map(|(at, (kind, name, note, group, closed, order, key, is_kwd))| {
                let kind = if at < 2 { KINDS[kind % 2] } else { KINDS[kind] };
                // Every second one, so that there are at least two of each currency.
                let is_kwd = if at < 4 { at % 2 == 1 } else { is_kwd };
                Account {
                    // With a gap, as where one was deleted.
                    id: AccountId(2 * at as i64 + 1),
                    // As a book keeps it, and no category begins with a bracket.
                    name: tidied_path(&format!("{name}·{at}")).trim_start_matches('[').trim().to_owned(),
                    kind,
                    currency: currency(if is_kwd { "KWD" } else { "USD" }),
                    bank_key: key,
                    note,
                    closed,
                    subkind: if closed { "credit_card".into() } else { String::new() },
                    group: tidied(&group),
                    order,
                }
            });
        made.collect()
    })
}

type Side = (prop::sample::Index, i64, String, u8, Option<String>, Option<i64>);

fn side() -> impl Strategy<Value = Side> {
    let bank_id = proptest::option::of(text());
    (
        any::<prop::sample::Index>(),
        -10_000_000_000i64..10_000_000_000,
        text(),
        0u8..3,
        bank_id,
        proptest::option::of(1i64..9),
    )
}

fn splits(accounts: &[Account], sides: Vec<Side>, own: Currency) -> Vec<Split> {
    let same: Vec<&Account> = accounts.iter().filter(|account| account.currency == own).collect();
    let mut all: Vec<Split> = sides
        .into_iter()
        .map(|(account, units, memo, state, bank_id, statement)| Split {
            account: account.get(&same).id,
            amount: minor(units),
            value: minor(units),
            memo,
            state: [SplitState::Uncleared, SplitState::Cleared, SplitState::Reconciled][usize::from(state)],
            bank_id,
            statement: statement.map(StatementId),
        })
        .collect();
    let sum: i64 = all.iter().map(|split| split.amount.units()).sum();
    let last = all.last().expect("two or more").amount.units() - sum;
    let last_one = all.last_mut().expect("two or more");
    (last_one.amount, last_one.value) = (minor(last), minor(last));
    all
}

fn transaction(accounts: Vec<Account>) -> impl Strategy<Value = Transaction> {
    let sides = proptest::collection::vec(side(), 2..5);
    let number = proptest::option::of("[0-9A-Z]{1,6}");
    let tags = proptest::collection::btree_set(1i64..4, 0..3);
    (day(), number, proptest::option::of(1i64..4), text(), any::<bool>(), sides, tags, 0u8..8).prop_map(
        move |(date, number, payee, memo, is_kwd, sides, tags, void)| {
            let own = currency(if is_kwd { "KWD" } else { "USD" });
            let mut splits = splits(&accounts, sides, own);
            let was = (void == 0).then(|| splits.iter().map(|split| split.amount).collect());
            if was.is_some() {
                splits.iter_mut().for_each(|split| (split.amount, split.value) = (Minor::ZERO, Minor::ZERO));
            }
            Transaction {
                id: TransactionId(0),
                place: 0,
                date,
                number,
                payee: payee.map(PayeeId),
                memo,
                currency: own,
                splits,
                tags: tags.into_iter().map(TagId).collect(),
                void: was,
            }
        },
    )
}

fn statements(accounts: Vec<Account>) -> impl Strategy<Value = Vec<Statement>> {
    let held = proptest::option::of(proptest::collection::btree_map(1i64..60, any::<i32>(), 0..4));
    let one = (any::<bool>(), -9_000_000_000i64..9_000_000_000, held);
    proptest::collection::vec(one, 0..5).prop_map(move |all| {
        let mut open = [false, false];
        let made = all.into_iter().enumerate().map(|(at, (second, closing, held))| {
            let of = usize::from(second);
            // One of an account at most is still open, and no two have the same day.
            let held = if open[of] { Some(held.unwrap_or_default()) } else { held };
            open[of] |= held.is_none();
            let row = |(id, amount)| Held { transaction: TransactionId(id), amount: i64::from(amount) };
            Statement {
                id: StatementId(at as i64 + 1),
                account: accounts[of].id,
                date: date(2020, 1, at as i8 + 1),
                closing: Minor::balance(closing).expect("within"),
                held: held.map(|rows| rows.into_iter().map(row).collect()),
            }
        });
        made.collect()
    })
}

/// Of the two registers, one after the other, so that no number is in two of them.
fn chequebooks(accounts: Vec<Account>) -> impl Strategy<Value = Vec<Chequebook>> {
    let one = (1u64..200, 0u64..300, 1u8..9, any::<bool>());
    proptest::collection::vec(one, 0..4).prop_map(move |all| {
        let made = all.into_iter().enumerate().map(|(at, (count, next, digits, closed))| {
            let first = 1_000 * at as u64 + 1;
            Chequebook {
                id: ChequebookId(at as i64 + 1),
                account: accounts[at % 2].id,
                first,
                last: first + count,
                next: first + next,
                digits,
                closed,
                in_use: at < 2 && !closed,
            }
        });
        made.collect()
    })
}

fn text_of(at: usize) -> String {
    if at == 0 { String::new() } else { at.to_string() }
}

fn batches(accounts: Vec<Account>) -> impl Strategy<Value = Vec<Batch>> {
    let date = proptest::option::of((1..13i8, 1..29i8));
    let line =
        (any::<prop::sample::Index>(), text(), -1000i64..1000, date, proptest::option::of(1i64..90), text());
    let one = (text(), proptest::collection::vec(line, 0..4));
    proptest::collection::vec(one, 0..3).prop_map(move |all| {
        let made = all.into_iter().enumerate().map(|(at, (file, lines))| Batch {
            id: BatchId(at as i64 + 1),
            file,
            format: "OFX".into(),
            layout: text_of(at),
            lines: lines
                .into_iter()
                .map(|(account, bank_id, units, date, transaction, payee)| ImportedLine {
                    account: account.get(&accounts).id,
                    bank_id,
                    amount: minor(units),
                    date: date.map(|(month, day)| jiff::civil::date(2024, month, day)),
                    transaction: transaction.map(TransactionId),
                    payee,
                })
                .collect(),
            balances: vec![],
            raw: None,
        });
        made.collect()
    })
}

/// Bank files that are kept, and the imports that name them.
pub fn with_files(contents: Contents, files: &[Vec<u8>]) -> Contents {
    let mut files: Vec<RawFile> =
        files.iter().map(|bytes| counterfoil::book::pack(bytes).expect("is packed")).collect();
    files.sort_by(|one, other| one.hash.cmp(&other.hash));
    files.dedup();
    files.truncate(contents.batches.len());
    let names = files.iter().map(|file| Some(file.hash.clone())).chain(std::iter::repeat(None));
    let batches =
        contents.batches.into_iter().zip(names).map(|(batch, raw)| Batch { raw, ..batch }).collect();
    Contents { batches, files, ..contents }
}

fn preferences() -> impl Strategy<Value = Vec<Preference>> {
    let value = prop_oneof![
        text().prop_map(|text| json!(text)),
        any::<i32>().prop_map(|n| json!({"a": [n, null, true]}))
    ];
    proptest::collection::btree_map("[a-z.]{1,8}", value, 0..4).prop_map(|all| {
        all.into_iter().map(|(key, value)| Preference { key, value: value.to_string() }).collect()
    })
}

fn names(kind: &'static str) -> impl Strategy<Value = Vec<String>> {
    let one = "[^,#]{0,8}".prop_map(|name: String| name.trim().to_owned());
    proptest::collection::vec(one, 3..5).prop_map(move |all| {
        all.into_iter().enumerate().map(|(at, name)| tidied(&format!("{kind}{at} {name}"))).collect()
    })
}

/// A book that could be anybody's.
pub fn contents() -> impl Strategy<Value = Contents> {
    accounts().prop_flat_map(|accounts| {
        let transactions = proptest::collection::vec(transaction(accounts.clone()), 0..30);
        let rest = (
            statements(accounts.clone()),
            (
                chequebooks(accounts.clone()),
                schedules(accounts.clone()),
                budget(accounts.clone()),
                kept_reports(accounts.clone()),
            ),
            batches(accounts.clone()),
            preferences(),
        );
        (transactions, rest, names("payee"), names("tag")).prop_map(
            move |(
                mut transactions,
                (statements, (chequebooks, schedules, budget, kept_reports), batches, preferences),
                payees,
                tags,
            )| {
                transactions.sort_by_key(|one| one.date);
                for (id, one) in (1..).zip(&mut transactions) {
                    (one.id, one.place) = (TransactionId(id), id);
                }
                Contents {
                    accounts: accounts.clone(),
                    payees: (1..).map(PayeeId).zip(payees).collect(),
                    tags: (1..).map(TagId).zip(tags).collect(),
                    transactions,
                    statements,
                    chequebooks,
                    schedules,
                    budget,
                    kept_reports,
                    batches,
                    files: Vec::new(),
                    attachments: Vec::new(),
                    preferences,
                }
            },
        )
    })
}
