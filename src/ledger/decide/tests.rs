//! The rules of the book, each by its name.

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::ledger::account::{AccountId, AccountKind};
use crate::ledger::command::*;
use crate::ledger::money::LARGEST_AMOUNT;
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

#[test]
fn a_new_payee_and_category_come_with_the_transaction() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let decision = book.submit(&Command::AddTransaction(payment(cheque, "Grocer", "Food", 1250)));
    assert_eq!(decision.expect("is added").words, "Added Grocer −12.50");
    added(&mut book, payment(cheque, " grocer", "FOOD ", 100));
    assert_eq!(book.rows.payees.len(), 1);
    assert_eq!(book.rows.accounts.len(), 2);
}

#[test]
fn the_history_tells_what_an_edit_changed_and_what_it_was() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let id = added(&mut book, payment(cheque, "Grocer", "Food", 1250));
    let mut edit = |draft: TransactionDraft| {
        let edit = Command::EditTransaction { id, draft, base: None };
        book.submit(&edit).expect("is changed").words
    };
    let mut draft = payment(cheque, "Grocer", "Home", 1300);
    assert_eq!(edit(draft.clone()), "Changed Grocer −13.00: amount was −12.50, category was Food");
    assert_eq!(edit(draft.clone()), "Changed Grocer −13.00", "nothing was");
    let was = draft.date;
    draft.date = was.tomorrow().expect("is a day");
    (draft.number, draft.memo) = (Some("104".into()), "for the week".into());
    draft.payee = Some("Baker".into());
    assert_eq!(
        edit(draft.clone()),
        format!("Changed Baker −13.00: date was {was}, number was empty, payee was Grocer, memo was empty")
    );
    let half = SplitDraft { amount: minor(650), ..draft.splits[1].clone() };
    draft.splits.truncate(1);
    draft.splits.extend([half.clone(), half]);
    assert_eq!(edit(draft.clone()), "Changed Baker −13.00: splits were Home 13.00");
    draft.memo = String::new();
    assert_eq!(edit(draft), "Changed Baker −13.00: memo was “for the week”");
}

#[test]
fn money_that_comes_from_a_new_category_makes_it_income() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    added(&mut book, payment(cheque, "Acme", "Salary", -250_000));
    let salary = book.rows.accounts.values().find(|a| a.name == "Salary").expect("made");
    assert_eq!(salary.kind, AccountKind::Income);
}

#[test]
fn sides_that_do_not_sum_to_zero_are_refused() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut draft = payment(cheque, "Grocer", "Food", 1250);
    draft.splits[1].amount = minor(1200);
    let refusal = refused(&mut book, Command::AddTransaction(draft));
    assert_eq!(refusal, Refusal::Unbalanced("0.50".into()));
}

#[test]
fn a_transaction_with_one_side_is_refused() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut draft = payment(cheque, "Grocer", "Food", 0);
    draft.splits.truncate(1);
    assert_eq!(refused(&mut book, Command::AddTransaction(draft)), Refusal::OneSided);
}

#[test]
fn a_balance_that_no_browser_holds_is_refused() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    for _ in 0..900 {
        added(&mut book, payment(cheque, "Grocer", "Food", LARGEST_AMOUNT));
    }
    let refusal =
        refused(&mut book, Command::AddTransaction(payment(cheque, "Grocer", "Food", LARGEST_AMOUNT)));
    assert_eq!(refusal, Refusal::BalanceTooLarge("Cheque".into()));
}

#[test]
fn two_accounts_cannot_have_one_name() {
    let mut book = MemoryBook::default();
    book.open("Cheque");
    let again = Command::OpenAccount(NewAccount {
        name: " cheque".into(),
        kind: AccountKind::Liability,
        currency: usd(),
        opening: None,
    });
    assert_eq!(refused(&mut book, again), Refusal::NameTaken("cheque".into()));
}

#[test]
fn an_account_in_use_is_not_deleted_and_a_closed_one_takes_nothing_new() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let id = added(&mut book, payment(cheque, "Grocer", "Food", 100));
    assert_eq!(
        refused(&mut book, Command::DeleteAccount { id: cheque }),
        Refusal::AccountInUse("Cheque".into())
    );
    let patch = AccountPatch { closed: Some(true), close_anyway: true, ..AccountPatch::default() };
    book.submit(&Command::EditAccount { id: cheque, patch }).expect("closes");
    let draft = payment(cheque, "Grocer", "Food", 100);
    let refusal = refused(&mut book, Command::AddTransaction(draft.clone()));
    assert_eq!(refusal, Refusal::AccountClosed("Cheque".into()));
    let edit =
        Command::EditTransaction { id, draft: TransactionDraft { memo: "m".into(), ..draft }, base: None };
    book.submit(&edit).expect("what it holds may still be put right");
}

#[test]
fn a_transaction_changed_meanwhile_is_not_overwritten() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let id = added(&mut book, payment(cheque, "Grocer", "Food", 100));
    let edit =
        |units, base| Command::EditTransaction { id, draft: payment(cheque, "Grocer", "Food", units), base };
    book.submit(&edit(200, Some(2))).expect("nobody was there before");
    assert_eq!(refused(&mut book, edit(300, Some(2))), Refusal::ChangedMeanwhile);
    book.submit(&edit(300, Some(3))).expect("this one has seen it");
}

#[test]
fn a_reconciled_split_changes_only_when_it_is_taken_out_explicitly() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let id = added(&mut book, payment(cheque, "Grocer", "Food", 100));
    let set = |state, unreconcile| Command::SetState { id, split: 0, state, unreconcile };
    assert_eq!(refused(&mut book, set(SplitState::Reconciled, false)), Refusal::ReconcileByStatement);
    let transaction = book.rows.transactions.get_mut(&id).expect("there");
    transaction.splits[0].state = SplitState::Reconciled;
    assert_eq!(refused(&mut book, set(SplitState::Cleared, false)), Refusal::Reconciled);
    assert_eq!(refused(&mut book, Command::DeleteTransaction { id }), Refusal::Reconciled);
    let edit = |units, category| Command::EditTransaction {
        id,
        draft: payment(cheque, "Grocer", category, units),
        base: None,
    };
    assert_eq!(refused(&mut book, edit(200, "Food")), Refusal::Reconciled);
    book.submit(&edit(100, "Treats")).expect("the other side is not locked");
    let decision = book.submit(&set(SplitState::Cleared, true)).expect("explicitly");
    assert_eq!(decision.words, "Un-reconciled Grocer −1.00");
}

#[test]
fn an_edit_keeps_the_state_and_the_banks_id() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut draft = payment(cheque, "Grocer", "Food", 100);
    draft.splits[0].state = Some(SplitState::Cleared);
    draft.splits[0].bank_id = Some("F1".into());
    let id = added(&mut book, draft);
    let edit = Command::EditTransaction { id, draft: payment(cheque, "Grocer", "Treats", 200), base: None };
    book.submit(&edit).expect("is changed");
    let split = &book.rows.transactions[&id].splits[0];
    assert_eq!((split.state, split.bank_id.as_deref()), (SplitState::Cleared, Some("F1")));
}

#[test]
fn a_new_step_forgets_what_could_be_redone() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    added(&mut book, payment(cheque, "Grocer", "Food", 100));
    book.submit(&Command::Undo).expect("undoes");
    added(&mut book, payment(cheque, "Grocer", "Food", 200));
    assert_eq!(refused(&mut book, Command::Redo), Refusal::NothingToRedo);
}

#[test]
fn a_preference_is_no_step_of_undo_and_keeps_what_can_be_redone() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    added(&mut book, payment(cheque, "Grocer", "Food", 100));
    book.submit(&Command::Undo).expect("undoes");
    let set = |value: Option<&str>| Command::SetPreference {
        key: "columns".into(),
        value: value.map(str::to_owned),
    };
    book.submit(&set(Some("[1]"))).expect("is kept");
    assert_eq!(book.submit(&Command::Redo).expect("is still there").words, "Did again: Added Grocer −1.00");
    assert_eq!(book.rows.preferences["columns"].value, "[1]");
    book.submit(&set(None)).expect("is forgotten");
    assert!(book.rows.preferences.is_empty());
    assert_eq!(refused(&mut book, set(Some(&"x".repeat(70_000)))).code(), "too-long");
}

#[test]
fn a_date_that_must_be_a_slip_is_refused() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut draft = payment(cheque, "Grocer", "Food", 100);
    draft.date = jiff::civil::date(202, 5, 1);
    assert_eq!(refused(&mut book, Command::AddTransaction(draft)), Refusal::YearOutOfRange(202));
}

/// One import of lines, each from a new account's point of view.
fn import(book: &MemoryBook, account: AccountChoice, lines: Vec<LineDraft>) -> Command {
    let statement =
        StatementDraft { account, bank_key: Some("1/2".into()), opening: None, closing: None, lines };
    Command::Import(ImportDraft {
        file: "may.ofx".into(),
        format: "OFX".into(),
        layout: String::new(),
        raw: None,
        base: book.revision,
        statements: vec![statement],
    })
}

/// The bank's day of every line.
const MAY: jiff::civil::Date = jiff::civil::date(2024, 5, 1);

fn line(id: &str, units: i64) -> LineDraft {
    let fate = LineFate::Add(AddedLine {
        date: jiff::civil::date(2024, 5, 1),
        number: None,
        payee: Some("Grocer".into()),
        memo: String::new(),
        state: SplitState::Cleared,
        void: false,
        others: vec![side(Target::Category("Food".into()), -units)],
        tags: Vec::new(),
        enters: None,
    });
    LineDraft { bank_id: id.into(), amount: minor(units), date: MAY, payee: Some(String::new()), fate }
}

fn linked(bank_id: &str, transaction: TransactionId) -> LineDraft {
    let fate = LineFate::Link { transaction, split: 0 };
    LineDraft { bank_id: bank_id.into(), amount: minor(-100), date: MAY, payee: Some(String::new()), fate }
}

#[test]
fn an_import_is_one_step_that_undo_takes_back_whole() {
    let mut book = MemoryBook::default();
    book.open("Other");
    let before = book.rows.clone();
    let new = AccountChoice::New {
        name: "Bank".into(),
        kind: AccountKind::Asset,
        currency: usd(),
        subkind: String::new(),
    };
    book.submit(&import(&book, new, vec![line("a", -100), line("b", -50)])).expect("imports");
    let after = book.rows.clone();
    assert_eq!((after.transactions.len(), after.batches.len()), (2, 1));
    book.submit(&Command::Undo).expect("undoes");
    assert_eq!(book.rows, before);
    book.submit(&Command::Redo).expect("does it again");
    assert_eq!(book.rows, after);
}

#[test]
fn a_line_of_which_nobody_said_what_it_was_for_is_uncategorised_and_its_bank_says_the_payee() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let mut line = line("a", -100);
    let LineFate::Add(added) = &mut line.fate else { unreachable!() };
    added.others.clear();
    line.payee = None;
    book.submit(&import(&book, AccountChoice::Existing(cheque), vec![line])).expect("imports");
    let transaction = book.rows.transactions.values().next().expect("is there");
    let sides: Vec<i64> = transaction.splits.iter().map(|split| split.amount.units()).collect();
    assert_eq!(sides, [-100, 100]);
    let category = &book.rows.accounts[&transaction.splits[1].account];
    assert_eq!((category.name.as_str(), category.kind), ("Uncategorised", AccountKind::Expense));
    let batch = book.rows.batches.values().next().expect("is kept");
    assert_eq!(batch.lines[0].payee, "Grocer");
}

#[test]
fn a_line_that_is_there_already_only_gets_the_banks_id() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let id = added(&mut book, payment(cheque, "Grocer", "Food", 100));
    let link = linked("F7", id);
    book.submit(&import(&book, AccountChoice::Existing(cheque), vec![link])).expect("imports");
    let split = &book.rows.transactions[&id].splits[0];
    assert_eq!((split.state, split.bank_id.as_deref()), (SplitState::Cleared, Some("F7")));
    assert_eq!(book.rows.transactions.len(), 1);
}

#[test]
fn an_entry_belongs_to_one_line_of_the_bank() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let id = added(&mut book, payment(cheque, "Grocer", "Food", 100));
    let twice = vec![linked("F7", id), linked("F8", id)];
    let twice = import(&book, AccountChoice::Existing(cheque), twice);
    assert_eq!(refused(&mut book, twice), Refusal::BookMovedOn);
}

#[test]
fn an_import_that_was_planned_on_an_older_book_is_refused() {
    let mut book = MemoryBook::default();
    let cheque = book.open("Cheque");
    let planned = import(&book, AccountChoice::Existing(cheque), vec![line("a", -100)]);
    book.submit(&planned).expect("imports");
    assert_eq!(refused(&mut book, planned), Refusal::BookMovedOn);
}

#[derive(Debug, Clone)]
enum Act {
    Add(u8, i64),
    Change(u8, i64),
    Delete(u8),
    Clear(u8),
    Rename(u8),
    Import(i64),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (any::<u8>(), -5_000i64..5_000).prop_map(|(who, units)| Act::Add(who, units)),
        (any::<u8>(), -5_000i64..5_000).prop_map(|(which, units)| Act::Change(which, units)),
        any::<u8>().prop_map(Act::Delete),
        any::<u8>().prop_map(Act::Clear),
        any::<u8>().prop_map(Act::Rename),
        (1i64..99).prop_map(Act::Import),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

fn command(book: &MemoryBook, cheque: AccountId, act: &Act) -> Command {
    let pick = |which: u8| {
        let ids: Vec<_> = book.rows.transactions.keys().copied().collect();
        ids.get(usize::from(which) % ids.len().max(1)).copied().unwrap_or(TransactionId(0))
    };
    match *act {
        Act::Add(who, units) => {
            Command::AddTransaction(payment(cheque, &format!("P{}", who % 4), "Food", units))
        }
        Act::Change(which, units) => Command::EditTransaction {
            id: pick(which),
            draft: payment(cheque, "Q", &format!("C{}", which % 3), units),
            base: None,
        },
        Act::Delete(which) => Command::DeleteTransaction { id: pick(which) },
        Act::Clear(which) => {
            Command::SetState { id: pick(which), split: 0, state: SplitState::Cleared, unreconcile: false }
        }
        Act::Rename(to) => Command::EditAccount {
            id: cheque,
            patch: AccountPatch { name: Some(format!("N{to}")), ..AccountPatch::default() },
        },
        Act::Import(units) => {
            import(book, AccountChoice::Existing(cheque), vec![line("x", -units), line("x", units)])
        }
        Act::Undo => Command::Undo,
        Act::Redo => Command::Redo,
    }
}

proptest! {
    #[test]
    fn undoing_everything_and_redoing_it_passes_through_the_same_books(acts in prop::collection::vec(act(), 1..40)) {
        let mut book = MemoryBook::default();
        let cheque = book.open("Cheque");
        for act in &acts {
            let command = command(&book, cheque, act);
            let _refused_or_not = book.submit(&command);
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

    #[test]
    fn every_transaction_sums_to_zero_whatever_is_done(acts in prop::collection::vec(act(), 1..40)) {
        let mut book = MemoryBook::default();
        let cheque = book.open("Cheque");
        for act in &acts {
            let command = command(&book, cheque, act);
            let _refused_or_not = book.submit(&command);
            for transaction in book.rows.transactions.values() {
                prop_assert_eq!(transaction.imbalance().map(|left| left.units()), Ok(0));
            }
        }
    }
}
