//! What is done to many rows, to names and to the middle of the history.

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::{AccountId, AccountKind};
use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::command::*;
use crate::ledger::payee::PayeeId;
use crate::ledger::tag::TagId;
use crate::ledger::transaction::{SplitState, TransactionId};

fn refused(book: &mut MemoryBook, command: Command) -> Refusal {
    let before = book.rows.clone();
    let refusal = book.submit(&command).expect_err("is refused");
    assert_eq!(book.rows, before, "a refusal changes nothing");
    refusal
}

fn added(book: &mut MemoryBook, draft: TransactionDraft) -> TransactionId {
    let decision = book.submit(&Command::AddTransaction(draft)).expect("is added");
    TransactionId(decision.made.expect("an id"))
}

fn bulk(ids: &[TransactionId], change: BulkChange) -> Command {
    let rows = ids.iter().map(|id| RowRef { transaction: *id, split: 0 }).collect();
    Command::Bulk(BulkDraft { rows, base: None, change })
}

/// A book with three payments under two categories.
fn three() -> (MemoryBook, AccountId, Vec<TransactionId>) {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let ids = [("Grocer", "Food", 100), ("Baker", "Food:Bread", 50), ("Grocer", "Food", 30)]
        .map(|(payee, category, units)| added(&mut book, payment(cheque, payee, category, units)));
    (book, cheque, ids.to_vec())
}

fn category(book: &MemoryBook, name: &str) -> AccountId {
    book.rows.accounts.values().find(|a| a.name == name).unwrap_or_else(|| panic!("{name} is there")).id
}

fn payee(book: &MemoryBook, name: &str) -> PayeeId {
    book.rows.payees.values().find(|p| p.name == name).expect("is there").id
}

fn undone(book: &mut MemoryBook, before: &Rows) {
    let after = book.rows.clone();
    book.submit(&Command::Undo).expect("undoes");
    assert_eq!(&book.rows, before);
    book.submit(&Command::Redo).expect("does it again");
    assert_eq!(book.rows, after);
}

#[test]
fn a_change_to_many_rows_is_one_step() {
    let changes = [
        BulkChange::Delete,
        BulkChange::Category(Target::Category("Treats".into())),
        BulkChange::Payee(Some("Somebody".into())),
        BulkChange::Payee(None),
        BulkChange::State(SplitState::Cleared),
        BulkChange::ShiftDays(-30),
        BulkChange::TagsAdd(vec!["Holiday".into(), "holiday".into(), "work".into()]),
        BulkChange::Memo("m".into()),
    ];
    for change in changes {
        let (mut book, _, ids) = three();
        let before = book.rows.clone();
        book.submit(&bulk(&ids, change.clone())).expect("is done");
        assert_ne!(book.rows, before, "{change:?}");
        undone(&mut book, &before);
    }
}

#[test]
fn a_reconciled_row_among_many_is_named_and_nothing_is_done() {
    let (mut book, _, ids) = three();
    book.rows.transactions.get_mut(&ids[1]).expect("there").splits[0].state = SplitState::Reconciled;
    for change in [BulkChange::Delete, BulkChange::ShiftDays(1), BulkChange::State(SplitState::Uncleared)] {
        let refusal = refused(&mut book, bulk(&ids, change));
        let named = "Baker −0.50 on 2024-05-17".into();
        assert_eq!(refusal, Refusal::RowsReconciled { named, rows: vec![ids[1]], statements: vec![] });
    }
    book.submit(&bulk(&ids, BulkChange::Memo("m".into()))).expect("the memo is not locked");
}

#[test]
fn rows_without_a_single_category_are_named() {
    let (mut book, cheque, ids) = three();
    let savings = book.open("Savings");
    let mut draft = payment(cheque, "Me", "Food", 5);
    draft.splits[1].target = Target::Account(savings);
    let transfer = added(&mut book, draft);
    let change = BulkChange::Category(Target::Category("Treats".into()));
    let refusal = refused(&mut book, bulk(&[ids[0], transfer], change));
    assert_eq!(refusal.code(), "rows-without-category");
}

#[test]
fn a_row_goes_to_another_account_uncleared_and_without_the_banks_id() {
    let (mut book, _, ids) = three();
    let savings = book.open("Savings");
    let own = &mut book.rows.transactions.get_mut(&ids[0]).expect("there").splits[0];
    (own.state, own.bank_id) = (SplitState::Cleared, Some("F1".into()));
    book.submit(&bulk(&ids[..1], BulkChange::AccountMove(savings))).expect("moves");
    let own = &book.rows.transactions[&ids[0]].splits[0];
    assert_eq!((own.account, own.state, own.bank_id.clone()), (savings, SplitState::Uncleared, None));
    assert_eq!(refused(&mut book, bulk(&ids[..1], BulkChange::AccountMove(savings))).code(), "already-there");
}

#[test]
fn a_void_cheque_is_kept_at_zero_and_can_be_valid_again() {
    let (mut book, _, ids) = three();
    let before = book.rows.clone();
    let set = |void| Command::VoidTransaction { id: ids[0], void };
    assert_eq!(book.submit(&set(true)).expect("is void").words, "Made void Grocer −1.00");
    let void = &book.rows.transactions[&ids[0]];
    assert!(void.splits.iter().all(|split| split.amount.units() == 0) && void.void.is_some());
    book.submit(&set(false)).expect("is valid");
    assert_eq!(book.rows, before);
}

#[test]
fn a_duplicate_is_another_transaction_that_the_bank_has_not_had() {
    let (mut book, _, ids) = three();
    book.rows.transactions.get_mut(&ids[0]).expect("there").splits[0].state = SplitState::Cleared;
    let day = jiff::civil::date(2024, 6, 1);
    let made = book.submit(&Command::DuplicateTransaction { id: ids[0], date: day }).expect("is done").made;
    let copy = &book.rows.transactions[&TransactionId(made.expect("an id"))];
    assert_eq!((copy.date, copy.splits[0].state), (day, SplitState::Uncleared));
    assert_eq!(copy.splits[0].amount, minor(-100));
}

#[test]
fn what_is_beneath_a_category_follows_it() {
    let (mut book, cheque, _) = three();
    added(&mut book, payment(cheque, "Hatter", "Foodless", 1));
    let before = book.rows.clone();
    let rename = |name: &str, to: &str| Command::RenameCategory {
        name: name.into(),
        currency: usd(),
        to: to.into(),
        merge: false,
    };
    book.submit(&rename("food", "House: Kitchen")).expect("is renamed");
    let names: Vec<_> = book.rows.accounts.values().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Cheque", "House:Kitchen", "House:Kitchen:Bread", "Foodless"]);
    undone(&mut book, &before);
    book.submit(&rename("House", "Home")).expect("also where the name itself is no category");
    assert_eq!(
        refused(&mut book, rename("Home:Kitchen", "Foodless")),
        Refusal::CategoryTaken("Foodless".into())
    );
}

#[test]
fn a_merged_category_takes_everything_with_it_and_undo_parts_them_again() {
    let (mut book, cheque, _) = three();
    added(&mut book, payment(cheque, "Innkeeper", "Leisure", 7));
    added(&mut book, payment(cheque, "Innkeeper", "Leisure:Bread", 8));
    let (food, leisure) = (category(&book, "Food"), category(&book, "Leisure"));
    let before = book.rows.clone();
    book.submit(&Command::MergeCategory { id: food, into: leisure }).expect("is merged");
    assert_eq!(book.balance(leisure), Ok(137));
    assert_eq!(book.balance(category(&book, "Leisure:Bread")), Ok(58));
    assert_eq!(book.rows.accounts.len(), 3);
    undone(&mut book, &before);
    assert_eq!(
        refused(&mut book, Command::MergeCategory { id: leisure, into: leisure }).code(),
        "into-itself"
    );
    assert_eq!(
        refused(&mut book, Command::MergeCategory { id: leisure, into: cheque }).code(),
        "not-a-category"
    );
}

#[test]
fn what_is_beneath_a_merged_category_may_take_its_very_name() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    for category in ["Food", "Food:Bread", "Food:Bread:Bread"] {
        added(&mut book, payment(cheque, "Baker", category, 10));
    }
    let (from, into) = (category(&book, "Food:Bread"), category(&book, "Food"));
    book.submit(&Command::MergeCategory { id: from, into }).expect("is merged");
    assert_eq!((book.balance(into), book.balance(category(&book, "Food:Bread"))), (Ok(20), Ok(10)));
    is_whole(&book.rows);
}

#[test]
fn payees_are_renamed_and_merged_and_deleted_when_nobody_has_them() {
    let (mut book, _, _) = three();
    let before = book.rows.clone();
    let (grocer, baker) = (payee(&book, "Grocer"), payee(&book, "Baker"));
    let rename = |name: &str| Command::RenamePayee { id: grocer, name: name.into() };
    assert_eq!(refused(&mut book, rename("baker")), Refusal::PayeeTaken("Baker".into()));
    assert_eq!(refused(&mut book, Command::DeletePayee { id: baker }), Refusal::PayeeInUse("Baker".into()));
    book.submit(&Command::MergePayee { id: grocer, into: baker }).expect("is merged");
    assert!(book.rows.transactions.values().all(|t| t.payee == Some(baker)));
    undone(&mut book, &before);
}

#[test]
fn a_merged_tag_leaves_each_transaction_with_the_other_one_once() {
    let (mut book, _, ids) = three();
    let tag = |book: &mut MemoryBook, ids: &[TransactionId], name: &str| {
        book.submit(&bulk(ids, BulkChange::TagsAdd(vec![name.into()]))).expect("is tagged");
    };
    tag(&mut book, &ids[..2], "Holiday");
    tag(&mut book, &ids[1..], "Travel");
    let before = book.rows.clone();
    let (holiday, travel) = (
        book.rows.tags.values().next().expect("a tag").id,
        book.rows.tags.values().last().expect("a tag").id,
    );
    book.submit(&Command::MergeTag { id: holiday, into: travel }).expect("is merged");
    assert!(book.rows.transactions.values().all(|t| t.tags == [travel]));
    undone(&mut book, &before);
    book.submit(&Command::DeleteTag { id: travel }).expect("is deleted");
    assert!(book.rows.transactions.values().all(|t| t.tags.is_empty()));
}

#[test]
fn an_opening_balance_can_be_put_right() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let opening = |units| {
        let opening = Opening { date: jiff::civil::date(2024, 1, 1), amount: minor(units) };
        Command::EditAccount {
            id: cheque,
            patch: AccountPatch { opening: Some(opening), ..AccountPatch::default() },
        }
    };
    for units in [500, 700] {
        book.submit(&opening(units)).expect("is written");
        assert_eq!((book.balance(cheque), book.rows.transactions.len()), (Ok(units), 1));
    }
    book.submit(&opening(0)).expect("is taken away");
    assert!(book.rows.transactions.is_empty());
}

#[test]
fn an_old_step_is_taken_back_and_leaves_what_others_use() {
    let (mut book, _, ids) = three();
    // Revision 2 made the payee and the category that the third transaction uses, too.
    let decision = book.submit(&Command::TakeBack { revision: 2 }).expect("is taken back");
    assert_eq!(decision.words, "Took back: Added Grocer −1.00");
    assert!(!book.rows.transactions.contains_key(&ids[0]));
    assert_eq!((book.rows.transactions.len(), book.rows.payees.len()), (2, 2));
    assert_eq!(refused(&mut book, Command::TakeBack { revision: 2 }), Refusal::TakenBackAlready);
    book.submit(&Command::DoAgain { revision: 2 }).expect("is done again");
    assert!(book.rows.transactions.contains_key(&ids[0]));
    assert_eq!(refused(&mut book, Command::DoAgain { revision: 2 }), Refusal::NothingToRedo);
}

#[test]
fn the_later_change_that_is_in_the_way_is_named() {
    let (mut book, _, ids) = three();
    book.submit(&bulk(&ids[..1], BulkChange::Memo("m".into()))).expect("is done");
    let refusal = refused(&mut book, Command::TakeBack { revision: 2 });
    let later = "Changed the memo of 1 transaction".into();
    assert_eq!(refusal, Refusal::InTheWay { words: "Added Grocer −1.00".into(), later });
}

#[test]
fn what_was_deleted_does_not_come_back_without_its_category() {
    let (mut book, _, ids) = three();
    book.submit(&Command::DeleteTransaction { id: ids[1] }).expect("is deleted");
    book.submit(&Command::DeleteUnused(Unused::Categories)).expect("Food:Bread is gone");
    let refusal = refused(&mut book, Command::TakeBack { revision: 5 });
    assert_eq!(refusal.code(), "in-the-way");
}

#[derive(Debug, Clone)]
enum Act {
    Add(u8, u8),
    Bulk(u8, u8),
    Void(u8, bool),
    Duplicate(u8),
    Rename(u8, u8),
    Merge(u8, u8),
    Payee(u8, u8),
    Tag(u8, u8),
    Unused(u8),
    TakeBack(u8),
    DoAgain(u8),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let two = || (any::<u8>(), any::<u8>());
    prop_oneof![
        two().prop_map(|(a, b)| Act::Add(a, b)),
        two().prop_map(|(a, b)| Act::Bulk(a, b)),
        (any::<u8>(), any::<bool>()).prop_map(|(a, b)| Act::Void(a, b)),
        any::<u8>().prop_map(Act::Duplicate),
        two().prop_map(|(a, b)| Act::Rename(a, b)),
        two().prop_map(|(a, b)| Act::Merge(a, b)),
        two().prop_map(|(a, b)| Act::Payee(a, b)),
        two().prop_map(|(a, b)| Act::Tag(a, b)),
        any::<u8>().prop_map(Act::Unused),
        any::<u8>().prop_map(Act::TakeBack),
        any::<u8>().prop_map(Act::DoAgain),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

const CATEGORIES: [&str; 5] = ["Food", "Food:Bread", "Food:Bread:Rye", "House", "House:Bread"];

fn command(book: &MemoryBook, cheque: AccountId, act: &Act) -> Command {
    fn pick<K: Copy>(which: u8, ids: impl Iterator<Item = K>, none: K) -> K {
        let ids: Vec<K> = ids.collect();
        ids.get(usize::from(which) % ids.len().max(1)).copied().unwrap_or(none)
    }
    let transaction = |which| pick(which, book.rows.transactions.keys().copied(), TransactionId(0));
    let tag = |which| pick(which, book.rows.tags.keys().copied(), TagId(0));
    let payee = |which| pick(which, book.rows.payees.keys().copied(), PayeeId(0));
    let name = |which: u8| CATEGORIES[usize::from(which) % CATEGORIES.len()].to_owned();
    let is_category = |a: &&crate::ledger::Account| a.kind == AccountKind::Expense;
    let category =
        |which| pick(which, book.rows.accounts.values().filter(is_category).map(|a| a.id), AccountId(0));
    let revision = |which: u8| 1 + u64::from(which) % book.revision.max(1);
    match *act {
        Act::Add(who, what) => Command::AddTransaction(payment(
            cheque,
            &format!("P{}", who % 4),
            &name(what),
            i64::from(who) + 1,
        )),
        Act::Bulk(which, how) => {
            let change = match how % 7 {
                0 => BulkChange::Delete,
                1 => BulkChange::Category(Target::Category(name(how / 7))),
                2 => BulkChange::Payee(Some(format!("P{}", how % 5))),
                3 => BulkChange::ShiftDays(i32::from(how)),
                4 => BulkChange::TagsAdd(vec![format!("t{}", which % 3)]),
                5 => BulkChange::TagsRemove(vec![format!("t{}", which % 3)]),
                _ => BulkChange::State(SplitState::Cleared),
            };
            bulk(&[transaction(which), transaction(which / 2)], change)
        }
        Act::Void(which, void) => Command::VoidTransaction { id: transaction(which), void },
        Act::Duplicate(which) => {
            Command::DuplicateTransaction { id: transaction(which), date: jiff::civil::date(2024, 6, 1) }
        }
        Act::Rename(from, to) => {
            Command::RenameCategory { name: name(from), currency: usd(), to: name(to), merge: true }
        }
        Act::Merge(a, b) => Command::MergeCategory { id: category(a), into: category(b) },
        Act::Payee(a, b) if b % 2 == 0 => Command::MergePayee { id: payee(a), into: payee(b) },
        Act::Payee(a, b) => Command::RenamePayee { id: payee(a), name: format!("P{}", b % 6) },
        Act::Tag(a, b) if b % 3 == 0 => Command::MergeTag { id: tag(a), into: tag(b) },
        Act::Tag(a, b) if b % 3 == 1 => Command::RenameTag { id: tag(a), name: format!("t{}", b % 5) },
        Act::Tag(a, _) => Command::DeleteTag { id: tag(a) },
        Act::Unused(which) => {
            Command::DeleteUnused([Unused::Categories, Unused::Payees, Unused::Tags][usize::from(which) % 3])
        }
        Act::TakeBack(which) => Command::TakeBack { revision: revision(which) },
        Act::DoAgain(which) => Command::DoAgain { revision: revision(which) },
        Act::Undo => Command::Undo,
        Act::Redo => Command::Redo,
    }
}

/// Nothing points at what is not there, names are unique, sides sum to zero.
fn is_whole(rows: &Rows) {
    for transaction in rows.transactions.values() {
        assert_eq!(transaction.imbalance().map(|left| left.units()), Ok(0));
        assert!(transaction.splits.iter().all(|split| rows.accounts.contains_key(&split.account)));
        assert!(transaction.payee.is_none_or(|payee| rows.payees.contains_key(&payee)));
        assert!(
            transaction.tags.iter().all(|tag| rows.tags.contains_key(tag)) && transaction.tags.is_sorted()
        );
    }
    let unique =
        |names: Vec<String>| names.iter().collect::<std::collections::HashSet<_>>().len() == names.len();
    assert!(unique(rows.payees.values().map(|p| key_of(&p.name)).collect()));
    assert!(unique(rows.tags.values().map(|t| key_of(&t.name)).collect()));
    assert!(unique(rows.accounts.values().map(|a| key_of(&a.name)).collect()));
}

proptest! {
    #[test]
    fn whatever_is_done_the_book_stays_whole_and_undo_passes_through_the_same_books(acts in prop::collection::vec(act(), 1..60)) {
        let mut book = MemoryBook::default();
        let cheque = book.open("Cheque");
        for act in &acts {
            let command = command(&book, cheque, act);
            let _refused_or_not = book.submit(&command);
            is_whole(&book.rows);
        }
        while book.submit(&Command::Redo).is_ok() {}
        let mut seen = vec![book.rows.clone()];
        while book.submit(&Command::Undo).is_ok() {
            seen.push(book.rows.clone());
        }
        prop_assert!(book.rows.transactions.is_empty() && book.rows.accounts.is_empty());
        for expected in seen.iter().rev().skip(1) {
            book.submit(&Command::Redo).expect("is there to redo");
            prop_assert_eq!(&book.rows, expected);
        }
    }
}
