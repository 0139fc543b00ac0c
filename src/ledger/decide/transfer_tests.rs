//! `[Savings]` by every door, rows that become one transfer or one row, and what stays of an import.

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::{AccountId, AccountKind};
use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::command::*;
use crate::ledger::money::Currency;
use crate::ledger::transaction::{SplitState, Transaction, TransactionId};
use crate::ledger::{Contents, Minor};

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

fn row(transaction: TransactionId) -> RowRef {
    RowRef { transaction, split: 0 }
}

fn bulk(rows: &[TransactionId], category: &str) -> Command {
    let change = BulkChange::Category(Target::Category(category.into()));
    Command::Bulk(BulkDraft { rows: rows.iter().map(|id| row(*id)).collect(), base: None, change })
}

fn balance(book: &MemoryBook, id: AccountId) -> i64 {
    book.balance(id).unwrap_or_else(|never| match never {})
}

fn bracketed(book: &MemoryBook) -> Vec<&str> {
    let categories = book.rows.accounts.values().filter(|a| Class::of(a.kind) == Class::Category);
    categories.map(|a| a.name.as_str()).filter(|name| name.starts_with('[')).collect()
}

#[test]
fn a_category_in_brackets_makes_transfers_of_many_rows() {
    let mut book = MemoryBook::default();
    let (cheque, savings) = (book.open("Cheque"), book.open("Savings [old]"));
    let ids = [1250, 300].map(|units| added(&mut book, payment(cheque, "Bank", "Misc", units)));
    let decision = book.submit(&bulk(&ids, " [savings [OLD]] ")).expect("is changed");
    assert_eq!(decision.words, "Put 2 transactions under [savings [OLD]]");
    assert_eq!((balance(&book, cheque), balance(&book, savings)), (-1550, 1550));
    assert!(bracketed(&book).is_empty());
}

#[test]
fn what_the_brackets_cannot_mean_is_refused_in_words() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let euros = Command::OpenAccount(NewAccount {
        name: "Euros".into(),
        kind: AccountKind::Asset,
        currency: "EUR".parse::<Currency>().expect("is one"),
        opening: None,
    });
    book.submit(&euros).expect("opens");
    let closed = book.open("Closed");
    let patch = AccountPatch { closed: Some(true), ..AccountPatch::default() };
    book.submit(&Command::EditAccount { id: closed, patch }).expect("closes");
    let id = added(&mut book, payment(cheque, "Bank", "Misc", 1250));
    let cases = [
        ("[Cheque]", "transfer-to-itself"),
        ("[Euros]", "currency-mix"),
        ("[Closed]", "account-closed"),
        ("[Nowhere]", "no-such-register"),
        ("[]", "no-such-register"),
        ("[Misc", "bracket-category"),
    ];
    for (category, code) in cases {
        assert_eq!(refused(&mut book, bulk(&[id], category)).code(), code, "{category}");
        let edit = |draft| Command::EditTransaction { id, draft, base: None };
        let draft = payment(cheque, "Bank", category, 1250);
        assert_eq!(refused(&mut book, edit(draft.clone())).code(), code, "{category}");
        assert_eq!(refused(&mut book, Command::AddTransaction(draft)).code(), code, "{category}");
    }
}

#[test]
fn no_category_begins_with_a_bracket_by_any_door() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    added(&mut book, payment(cheque, "Bank", "Misc", 1250));
    added(&mut book, payment(cheque, "Bank", "Misc:Fees", 10));
    let misc = book.rows.accounts.values().find(|a| a.name == "Misc").expect("made").id;
    let open = |name: &str| NewAccount {
        name: name.into(),
        kind: AccountKind::Expense,
        currency: usd(),
        opening: None,
    };
    for name in ["[Savings]", " [Savings", "[", "[Cheque]:x"] {
        let rename =
            Command::RenameCategory { name: "Misc".into(), currency: usd(), to: name.into(), merge: false };
        assert_eq!(refused(&mut book, rename).code(), "bracket-category", "{name}");
        let patch = AccountPatch { name: Some(name.into()), ..AccountPatch::default() };
        let edit = Command::EditAccount { id: misc, patch };
        assert_eq!(refused(&mut book, edit).code(), "bracket-category", "{name}");
        let refusal = refused(&mut book, Command::OpenAccount(open(name)));
        assert_eq!(refusal.code(), "bracket-category", "{name}");
        let contents =
            Contents { accounts: vec![account(1, name, AccountKind::Income)], ..Contents::default() };
        let fill = Command::Fill(Box::new(contents));
        let refusal = refused(&mut MemoryBook::default(), fill);
        assert_eq!(refusal.code(), "does-not-hold-together", "{name}");
        assert!(refusal.to_string().contains("bracket"), "{refusal}");
    }
    // An account of one's own may be called so.
    book.submit(&Command::OpenAccount(NewAccount { kind: AccountKind::Asset, ..open("[Cash]") }))
        .expect("opens");
    assert_eq!(bracketed(&book), Vec::<&str>::new());
}

#[test]
fn categories_of_older_books_that_begin_with_a_bracket_get_other_names_once_and_undo_goes_on() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    added(&mut book, payment(cheque, "Bank", "Savings", 1250));
    for (id, name) in [(90, "[Savings]"), (91, "[Savings"), (92, "[]"), (93, "[Food]:Out")] {
        book.rows.accounts.insert(AccountId(id), account(id, name, AccountKind::Expense));
    }
    let old = book.rows.clone();
    book.submit(&Command::UnbracketCategories).expect("is renamed");
    let name = |id: i64| book.rows.accounts[&AccountId(id)].name.clone();
    assert_eq!([90, 91, 92, 93].map(name), ["Savings 2", "Savings 3", "Category", "Food:Out"]);
    let again = decide(&book, &Command::UnbracketCategories).expect("is so");
    assert_eq!(again.changes, vec![], "once");
    book.submit(&Command::Undo).expect("is undone");
    assert_eq!(book.rows, old, "what older books had comes back as it was");
    book.submit(&Command::Undo).expect("and what came before");
}

/// A payment of the first account and a deposit of the second, as two files brought them.
fn two_files(book: &mut MemoryBook) -> ([AccountId; 2], [TransactionId; 2]) {
    let accounts = [book.open("Cheque"), book.open("Savings")];
    let ids = [(0, -500, 3), (1, 500, 5)].map(|(at, units, day)| {
        let line = line(&format!("B{at}"), units, day);
        let decision = book.submit(&import(accounts[at], vec![line])).expect("is imported");
        let Some(Change::Transaction(edit)) =
            decision.changes.iter().find(|change| matches!(change, Change::Transaction(_)))
        else {
            panic!("a transaction");
        };
        edit.after.as_ref().expect("made").id
    });
    (accounts, ids)
}

fn line(bank_id: &str, units: i64, day: i8) -> LineDraft {
    let other = SplitDraft {
        target: Target::Category("Uncategorised".into()),
        amount: minor(-units),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    LineDraft {
        date: jiff::civil::date(2024, 5, day),
        bank_id: bank_id.into(),
        amount: minor(units),
        payee: Some(format!("THE BANK {bank_id}")),
        fate: LineFate::Add(AddedLine {
            date: jiff::civil::date(2024, 5, day),
            number: None,
            payee: Some(format!("Bank {bank_id}")),
            memo: format!("memo {bank_id}"),
            state: SplitState::Cleared,
            others: vec![other],
            tags: vec![bank_id.into()],
            void: false,
            enters: None,
        }),
    }
}

fn import(account: AccountId, lines: Vec<LineDraft>) -> Command {
    let statement = StatementDraft {
        account: AccountChoice::Existing(account),
        bank_key: None,
        opening: None,
        closing: None,
        lines,
    };
    Command::Import(ImportDraft {
        file: "may.ofx".into(),
        format: "OFX".into(),
        layout: String::new(),
        raw: None,
        base: u64::MAX,
        statements: vec![statement],
    })
}

/// Every line of every import is a transaction that is there, with a side in its account over its amount.
fn lines_hold(book: &MemoryBook) {
    for line in book.rows.batches.values().flat_map(|batch| &batch.lines) {
        let transaction = &book.rows.transactions[&line.transaction.expect("known")];
        let sides = &transaction.splits;
        assert!(sides.iter().any(|s| s.account == line.account && s.amount == line.amount), "{line:?}");
    }
}

#[test]
fn the_two_sides_that_came_in_two_files_become_one_transfer_that_both_files_know() {
    let mut book = MemoryBook::default();
    let ([cheque, savings], ids) = two_files(&mut book);
    let before = book.rows.clone();
    for rows in [ids.map(row), [row(ids[1]), row(ids[0])]] {
        book.submit(&Command::LinkRows { rows, base: None }).expect("is linked");
        assert_eq!((balance(&book, cheque), balance(&book, savings)), (-500, 500));
        assert_eq!(book.rows.transactions.len(), 1);
        let one = book.rows.transactions.values().next().expect("one");
        let ids: Vec<_> = one.splits.iter().map(|split| split.bank_id.as_deref()).collect();
        assert_eq!(ids, [Some("B0"), Some("B1")]);
        assert_eq!(one.splits.iter().map(|s| s.memo.as_str()).collect::<Vec<_>>(), ["memo B0", "memo B1"]);
        assert!(one.splits.iter().all(|split| split.state == SplitState::Cleared));
        assert_eq!(one.tags.len(), 2);
        lines_hold(&book);
        book.submit(&Command::Undo).expect("is undone");
        assert_eq!(book.rows, before, "undo gives everything back");
        book.submit(&Command::Redo).expect("is done again");
        book.submit(&Command::Undo).expect("is undone");
    }
}

#[test]
fn a_transfer_whose_other_side_stands_there_asks_or_links_and_never_counts_twice() {
    let give: [fn(AccountId, TransactionId) -> Command; 2] = [
        |_, id| bulk(&[id], "[Savings]"),
        |cheque, id| {
            let draft = TransactionDraft {
                date: jiff::civil::date(2024, 5, 3),
                ..payment(cheque, "Bank B0", "[Savings]", 500)
            };
            Command::EditTransaction { id, draft, base: None }
        },
    ];
    for command in give {
        let mut book = MemoryBook::default();
        let ([cheque, savings], ids) = two_files(&mut book);
        let wanted = command(cheque, ids[0]);
        let asked = Command::WithCounterparts(Box::new(wanted.clone()), Counterparts::Ask);
        let refusal = refused(&mut book, asked);
        assert_eq!(refusal.code(), "counterpart-stands");
        assert!(refusal.to_string().contains("5.00 in Savings on 2024-05-05"), "{refusal}");
        let before = book.rows.clone();
        let link = Command::WithCounterparts(Box::new(wanted), Counterparts::Link);
        book.submit(&link).expect("is linked");
        assert_eq!((balance(&book, cheque), balance(&book, savings)), (-500, 500));
        lines_hold(&book);
        book.submit(&Command::Undo).expect("is undone");
        assert_eq!(book.rows, before);
    }
}

#[test]
fn what_makes_a_category_or_meets_a_locked_row_is_told_as_without_the_question() {
    let mut book = MemoryBook::default();
    let ([cheque, _], [id, _]) = two_files(&mut book);
    let asked = |command| Command::WithCounterparts(Box::new(command), Counterparts::Ask);
    let add = asked(Command::AddTransaction(payment(cheque, "Grocer", "Brand new", 7)));
    book.submit(&add).expect("is added with its category");
    book.submit(&asked(bulk(&[id], "Brand newer"))).expect("is changed");
    book.rows.transactions.get_mut(&id).expect("there").splits[0].state = SplitState::Reconciled;
    let draft = payment(cheque, "Grocer", "Food", 8);
    let edit = Command::EditTransaction { id, draft, base: None };
    let plain = refused(&mut book, edit.clone());
    assert_eq!(refused(&mut book, asked(edit)), plain);
}

#[test]
fn a_new_transfer_goes_into_a_row_that_is_reconciled_already() {
    let mut book = MemoryBook::default();
    let ([cheque, savings], [payment_id, deposit]) = two_files(&mut book);
    book.submit(&Command::DeleteTransaction { id: payment_id }).expect("is deleted");
    book.rows.transactions.get_mut(&deposit).expect("there").splits[0].state = SplitState::Reconciled;
    let draft = payment(cheque, "By hand", "[Savings]", 500);
    let draft = TransactionDraft { date: jiff::civil::date(2024, 5, 2), ..draft };
    let add = Command::WithCounterparts(Box::new(Command::AddTransaction(draft)), Counterparts::Link);
    let decision = book.submit(&add).expect("is linked");
    assert_eq!(decision.made, Some(deposit.0));
    assert_eq!((balance(&book, cheque), balance(&book, savings)), (-500, 500));
    let one = &book.rows.transactions[&deposit];
    assert_eq!((one.date, one.splits.len()), (jiff::civil::date(2024, 5, 5), 2));
}

#[test]
fn an_import_into_brackets_links_what_the_other_account_has() {
    let mut book = MemoryBook::default();
    let ([cheque, savings], [payment_id, _]) = two_files(&mut book);
    book.submit(&Command::DeleteTransaction { id: payment_id }).expect("is deleted");
    let mut new = line("B9", -500, 4);
    if let LineFate::Add(added) = &mut new.fate {
        added.others[0].target = Target::Category("[Savings]".into());
    }
    let before = book.rows.clone();
    let decision = book.submit(&import(cheque, vec![new])).expect("is imported");
    assert_eq!(decision.words, "Imported may.ofx, linked with the row that was there");
    assert_eq!((balance(&book, cheque), balance(&book, savings)), (-500, 500));
    book.submit(&Command::Undo).expect("is undone");
    assert_eq!(book.rows, before);
}

#[test]
fn rows_that_cannot_be_one_are_refused_in_words() {
    let mut book = MemoryBook::default();
    let ([cheque, _], [one, other]) = two_files(&mut book);
    let third = added(&mut book, payment(cheque, "Grocer", "Food", 500));
    let link = |one, other| Command::LinkRows { rows: [row(one), row(other)], base: None };
    let merge = |one, other| Command::MergeRows { rows: [row(one), row(other)], base: None };
    assert_eq!(refused(&mut book, link(one, one)).code(), "one-transaction");
    assert_eq!(refused(&mut book, link(one, third)).code(), "rows-of-one-account");
    assert_eq!(refused(&mut book, merge(one, other)).code(), "two-accounts");
    let fourth = added(&mut book, payment(cheque, "Grocer", "Food", 501));
    assert_eq!(refused(&mut book, merge(one, fourth)).code(), "amounts-differ");
    assert_eq!(refused(&mut book, link(fourth, other)).code(), "amounts-differ");
    let base = Some(0);
    let stale = Command::LinkRows { rows: [row(one), row(other)], base };
    assert_eq!(refused(&mut book, stale), Refusal::ChangedMeanwhile);
    for id in [one, other] {
        book.rows.transactions.get_mut(&id).expect("there").splits[0].state = SplitState::Reconciled;
    }
    assert_eq!(refused(&mut book, link(one, other)).code(), "both-reconciled");
    book.submit(&Command::VoidTransaction { id: third, void: true }).expect("is void");
    assert_eq!(refused(&mut book, merge(one, third)).code(), "row-void");
}

#[test]
fn the_rest_of_an_import_goes_and_what_was_changed_since_stays_and_is_known() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let empty = book.rows.clone();
    let lines = (0..5).map(|n| line(&format!("L{n}"), -100 - n, 3)).collect();
    book.submit(&import(cheque, lines)).expect("is imported");
    let revision = book.revision;
    let ids: Vec<TransactionId> = book.rows.transactions.keys().copied().collect();
    let edited = Command::Bulk(BulkDraft {
        rows: vec![row(ids[1])],
        base: None,
        change: BulkChange::Memo("mine".into()),
    });
    book.submit(&edited).expect("is edited");
    book.submit(&Command::DeleteTransaction { id: ids[2] }).expect("is deleted");
    book.rows.transactions.get_mut(&ids[3]).expect("there").splits[0].state = SplitState::Reconciled;
    let refusal = refused(&mut book, Command::TakeBack { revision });
    assert!(matches!(refusal.code(), "in-the-way" | "cannot-take-back"), "{refusal}");
    let before = book.rows.clone();
    let decision = book.submit(&Command::TakeBackRest { revision }).expect("the rest goes");
    assert!(decision.words.contains("2 stay: Bank L1 −1.01 on 2024-05-03, Bank L3"), "{}", decision.words);
    assert_eq!(book.rows.transactions.keys().copied().collect::<Vec<_>>(), [ids[1], ids[3]]);
    let known: Vec<_> =
        book.rows.batches.values().flat_map(|b| &b.lines).map(|l| l.bank_id.as_str()).collect();
    assert_eq!(known, ["L1", "L3"], "only what stays is known");
    lines_hold(&book);
    assert_eq!(refused(&mut book, Command::TakeBackRest { revision }), Refusal::TakenBackAlready);
    let after = book.rows.clone();
    book.submit(&Command::Undo).expect("is undone");
    assert_eq!(book.rows, before);
    book.submit(&Command::Redo).expect("is done again");
    assert_eq!(book.rows, after);
    assert_ne!(book.rows, empty);
}

/// A transaction of two accounts and two categories, as a property draws it.
#[derive(Debug, Clone)]
struct Drawn {
    account: usize,
    units: i64,
    day: i8,
    /// A second part of the other side.
    parts: bool,
    state: SplitState,
    is_imported: bool,
    number: bool,
    memo: bool,
    into: Option<usize>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let states = prop_oneof![
        3 => Just(SplitState::Uncleared),
        3 => Just(SplitState::Cleared),
        2 => Just(SplitState::Reconciled)
    ];
    let units = prop_oneof![Just(500), Just(-500), Just(-700)];
    let into = prop_oneof![3 => Just(None), 1 => (0..3usize).prop_map(Some)];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (0..3usize, units, 1..9i8, states, into, flags).prop_map(
        |(account, units, day, state, into, (parts, is_imported, number, memo))| Drawn {
            account,
            units,
            day,
            parts: parts && into.is_none(),
            state,
            is_imported,
            number,
            memo,
            into: into.filter(|other| *other != account),
        },
    )
}

/// Writes it, by hand or as a file, and gives it its state.
fn written(book: &mut MemoryBook, accounts: &[AccountId], n: usize, one: &Drawn) -> TransactionId {
    let own = accounts[one.account];
    let target = match one.into {
        Some(other) => Target::Account(accounts[other]),
        None => Target::Category(format!("Category {n}")),
    };
    let mut others = vec![side(target, -one.units)];
    if one.parts {
        others[0].amount = minor(-one.units - 100);
        others.push(side(Target::Category("Fees".into()), 100));
    }
    let (number, memo) =
        (one.number.then(|| format!("10{n}")), if one.memo { format!("memo {n}") } else { String::new() });
    let date = jiff::civil::date(2024, 5, one.day);
    let payee = Some(format!("Payee {n}"));
    let tags = vec![format!("tag{n}")];
    if one.is_imported {
        let added = AddedLine {
            date,
            number,
            payee,
            memo,
            state: one.state.min(SplitState::Cleared),
            others,
            tags,
            void: false,
            enters: None,
        };
        let line = LineDraft {
            date,
            bank_id: format!("B{n}"),
            amount: minor(one.units),
            payee: Some("x".into()),
            fate: LineFate::Add(added),
        };
        book.submit(&import(own, vec![line])).expect("is imported");
    } else {
        let splits = [side(Target::Account(own), one.units)].into_iter().chain(others).collect();
        added(book, TransactionDraft { date, number, payee, memo, splits, tags: Some(tags) });
    }
    let last = *book.rows.transactions.keys().next_back().expect("one");
    book.rows.transactions.get_mut(&last).expect("there").splits[0].state = one.state;
    last
}

fn reconciled(rows: &Rows) -> Vec<(AccountId, Minor, jiff::civil::Date)> {
    let all = rows.transactions.values().flat_map(|t| t.splits.iter().map(move |s| (t.date, s)));
    let mut locked: Vec<_> = all
        .filter(|(_, s)| s.state == SplitState::Reconciled)
        .map(|(date, s)| (s.account, s.amount, date))
        .collect();
    locked.sort();
    locked
}

fn says(transaction: &Transaction, text: &str) -> bool {
    transaction.memo.contains(text)
        || transaction.number.as_deref().is_some_and(|number| text.contains(number) || number.contains(text))
        || transaction.splits.iter().any(|split| split.memo.contains(text))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Whatever two rows are joined: reconciled sides stay, the files stay known, no word is lost, a link moves no
    /// balance of an account and a merge only takes the doubled amount away, and undo gives everything back.
    #[test]
    fn two_rows_that_become_one_lose_nothing(one in drawn(), other in drawn(), links in any::<bool>(), splits in (0..2usize, 0..2usize)) {
        let mut book = MemoryBook::default();
        let accounts = [book.open("Cheque"), book.open("Savings"), book.open("Cash")];
        let ids = [written(&mut book, &accounts, 1, &one), written(&mut book, &accounts, 2, &other)];
        let rows = [RowRef { transaction: ids[0], split: splits.0 }, RowRef { transaction: ids[1], split: splits.1 }];
        // A file's own transfer may be linked already.
        prop_assume!(book.rows.transactions.len() == 2);
        let before = book.rows.clone();
        let balances = accounts.map(|id| balance(&book, id));
        let doubled = before.transactions[&ids[0]].splits[splits.0].clone();
        let command = if links { Command::LinkRows { rows, base: None } } else { Command::MergeRows { rows, base: None } };
        if book.submit(&command).is_err() {
            prop_assert_eq!(&book.rows, &before);
            return Ok(());
        }
        let kept = book.rows.transactions.values().next().expect("one").clone();
        prop_assert_eq!(book.rows.transactions.len(), 1);
        prop_assert_eq!(kept.imbalance().expect("adds up").units(), 0);
        prop_assert_eq!(reconciled(&book.rows), reconciled(&before));
        lines_hold(&book);
        for (n, drawn) in [(1, &one), (2, &other)] {
            prop_assert!(!drawn.memo || says(&kept, &format!("memo {n}")), "{:?}", kept);
            prop_assert!(!drawn.number || says(&kept, &format!("10{n}")), "{:?}", kept);
        }
        prop_assert_eq!(kept.tags.len(), 2);
        if one.into.is_none() && other.into.is_none() {
            let after = accounts.map(|id| balance(&book, id));
            let wanted: Vec<i64> = accounts.iter().zip(balances).map(|(id, was)| {
                if !links && *id == doubled.account { was - doubled.amount.units() } else { was }
            }).collect();
            prop_assert_eq!(after.to_vec(), wanted);
        }
        book.submit(&Command::Undo).expect("is undone");
        prop_assert_eq!(&book.rows, &before);
        book.submit(&Command::Redo).expect("is done again");
        prop_assert_eq!(&book.rows.transactions[&kept.id], &kept);
    }
}

#[test]
fn both_sides_of_one_account_keep_what_is_theirs_when_the_order_changes() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut draft = payment(cheque, "Bank", "Fees", 1000);
    draft.splits.push(side(Target::Account(cheque), 300));
    draft.splits[1].amount = minor(700);
    let id = added(&mut book, draft.clone());
    for (at, bank_id) in [(0, "first"), (2, "second")] {
        book.rows.transactions.get_mut(&id).expect("there").splits[at].bank_id = Some(bank_id.into());
    }
    draft.splits.rotate_left(1);
    draft.memo = "other".into();
    book.submit(&Command::EditTransaction { id, draft, base: None }).expect("is changed");
    let kept: Vec<_> = book.rows.transactions[&id].splits.iter().map(|s| s.bank_id.as_deref()).collect();
    assert_eq!(kept, [None, Some("second"), Some("first")]);
}
