//! Books that commands lead to: whatever was done, the book's own JSON is taken in by another.

use counterfoil::book::Book;
use counterfoil::export::json;
use counterfoil::ledger::budget::{BudgetCommand, Goal, PlanSource, PlannedAmount, RuleDraft, Way};
use counterfoil::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use counterfoil::ledger::command::{
    AccountPatch, NewAccount, NewStatement, Opening, SplitDraft, Target, TransactionDraft,
};
use counterfoil::ledger::register::Month;
use counterfoil::ledger::schedule::{
    Amount, End, Every, Mode, MonthDay, MonthDays, Recurrence, ScheduleCommand, ScheduleDraft, ScheduleId,
    Weekend,
};
use counterfoil::ledger::{AccountId, AccountKind, Command, PayeeId, SplitState, StatementId, TransactionId};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::any::minor;
use super::{as_json, filled};

const CATEGORIES: [&str; 4] = ["Food", "Food:Bread", "Rent", "Savings"];

fn day() -> impl Strategy<Value = Date> {
    (1i8..=12, 1i8..=28).prop_map(|(month, day)| date(2024, month, day))
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        2 => (1i64..4).prop_map(|id| Target::Account(AccountId(id))),
        2 => prop::sample::select(CATEGORIES.to_vec()).prop_map(|name| Target::Category(name.into())),
    ]
}

/// Sides that come to zero, the first in a register; all of them nothing where `void` is typed again.
fn draft() -> impl Strategy<Value = TransactionDraft> {
    let sides = prop::collection::vec((target(), -500i64..500, "[a-c]{0,1}"), 1..4);
    (day(), 1i64..4, sides, any::<bool>(), 0usize..5).prop_map(|(date, own, sides, is_nothing, turn)| {
        let side = |target, units: i64, memo: String| {
            let units = if is_nothing { 0 } else { units };
            SplitDraft { target, amount: minor(units), memo, state: None, bank_id: None }
        };
        let left = sides.iter().map(|(_, units, _)| -units).sum();
        let own = side(Target::Account(AccountId(own)), left, String::new());
        let others = sides.into_iter().map(|(target, units, memo)| side(target, units, memo));
        let mut splits: Vec<SplitDraft> = std::iter::once(own).chain(others).collect();
        let turn = turn % splits.len();
        splits.rotate_left(turn);
        let payee = Some(["Grocer", "Baker"][turn % 2].to_owned());
        TransactionDraft {
            date,
            number: None,
            payee,
            memo: String::new(),
            splits,
            tags: Some(vec!["t".into()]),
        }
    })
}

fn opening() -> impl Strategy<Value = Command> {
    (1i64..4, -900i64..900, day()).prop_map(|(id, units, date)| {
        let opening = Some(Opening { date, amount: minor(units) });
        Command::EditAccount { id: AccountId(id), patch: AccountPatch { opening, ..AccountPatch::default() } }
    })
}

fn schedule() -> impl Strategy<Value = ScheduleDraft> {
    let every = prop_oneof![
        (1u16..4, 1i8..=31).prop_map(|(n, day)| Every::Months(n, MonthDay::Day(day))),
        (1u16..4).prop_map(Every::Weeks),
        (1i8..=15, 16i8..=31).prop_filter_map("two days", |(one, other)| {
            Some(Every::MonthDays(1, MonthDays::checked(&[MonthDay::Day(one), MonthDay::Day(other)]).ok()?))
        }),
    ];
    (1i64..4, day(), every, 1i64..90).prop_map(|(account, first, every, units)| ScheduleDraft {
        account: AccountId(account),
        payee: Some("Landlord".into()),
        memo: String::new(),
        others: vec![SplitDraft {
            target: Target::Category("Rent".into()),
            amount: minor(units),
            memo: String::new(),
            state: None,
            bank_id: None,
        }],
        tags: Vec::new(),
        amount: Amount::Fixed(minor(-units)),
        recurrence: Recurrence { first, every, weekend: Weekend::Before, end: End::Never },
        mode: Mode::Remind,
        by_cheque: false,
    })
}

fn scheduling() -> impl Strategy<Value = ScheduleCommand> {
    let id = || (1i64..3).prop_map(ScheduleId);
    prop_oneof![
        schedule().prop_map(ScheduleCommand::Add),
        (id(), schedule()).prop_map(|(id, draft)| ScheduleCommand::Edit { id, draft }),
        id().prop_map(|id| ScheduleCommand::Enter { id, occurrence: None, amount: None, date: None }),
        id().prop_map(|id| ScheduleCommand::Skip { id, occurrence: None }),
        (id(), day()).prop_map(|(id, date)| ScheduleCommand::Move { id, occurrence: None, date }),
        id().prop_map(|id| ScheduleCommand::Delete { id }),
    ]
}

fn budgeting() -> impl Strategy<Value = BudgetCommand> {
    let category = || (4i64..9).prop_map(AccountId);
    let month = || (24_288i32..24_294).prop_map(Month);
    prop_oneof![
        4 => (category(), month(), prop::option::of(-50i64..500)).prop_map(|(category, month, units)| {
            let amounts = vec![PlannedAmount { category, month, amount: units.map(minor) }];
            BudgetCommand::Plan { amounts, source: PlanSource::Typed }
        }),
        1 => (category(), any::<bool>(), prop::option::of((0i64..500, month()))).prop_map(|(category, carries, goal)| {
            let goal = goal.map(|(units, by)| Goal { amount: minor(units), by });
            BudgetCommand::Rule(RuleDraft { category, carries, goal })
        }),
        1 => prop::sample::select(vec![Way::Tracking, Way::Envelope]).prop_map(BudgetCommand::Way),
    ]
}

fn bulk(rows: Vec<RowRef>) -> impl Strategy<Value = Command> {
    let change = prop_oneof![
        Just(BulkChange::State(SplitState::Cleared)),
        (1i64..4).prop_map(|id| BulkChange::AccountMove(AccountId(id))),
        target().prop_map(BulkChange::Category),
        (-30i32..30).prop_map(BulkChange::ShiftDays),
        Just(BulkChange::Delete),
    ];
    change.prop_map(move |change| Command::Bulk(BulkDraft { rows: rows.clone(), base: None, change }))
}

fn statement() -> impl Strategy<Value = Command> {
    let id = || (1i64..4).prop_map(StatementId);
    prop_oneof![
        (1i64..4, day(), -500i64..500).prop_map(|(account, date, closing)| {
            let account = AccountId(account);
            let closing = minor(closing);
            Command::StartStatement(NewStatement {
                account,
                date,
                closing,
                tick_cleared: true,
                ticks: vec![],
            })
        }),
        id().prop_map(|id| Command::FinishStatement { id, adjust: true }),
        id().prop_map(|id| Command::ReopenStatement { id }),
        id().prop_map(|id| Command::DropStatement { id }),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let id = || (1i64..20).prop_map(TransactionId);
    prop_oneof![
        4 => draft().prop_map(Command::AddTransaction),
        4 => (id(), draft()).prop_map(|(id, draft)| Command::EditTransaction { id, draft, base: None }),
        4 => (id(), any::<bool>()).prop_map(|(id, void)| Command::VoidTransaction { id, void }),
        2 => (id(), day()).prop_map(|(id, date)| Command::DuplicateTransaction { id, date }),
        2 => opening(),
        2 => scheduling().prop_map(Command::Schedule),
        2 => budgeting().prop_map(Command::Budget),
        2 => (id(), 0usize..3).prop_flat_map(|(transaction, split)| bulk(vec![RowRef { transaction, split }])),
        2 => statement(),
        1 => (4i64..9, 4i64..9).prop_map(|(id, into)| Command::MergeCategory { id: AccountId(id), into: AccountId(into) }),
        1 => (1i64..4, 1i64..4).prop_map(|(id, into)| Command::MergePayee { id: PayeeId(id), into: PayeeId(into) }),
        1 => (1i64..9).prop_map(|id| Command::DeleteAccount { id: AccountId(id) }),
        1 => (1u64..30).prop_map(|revision| Command::TakeBack { revision }),
        1 => (1u64..30).prop_map(|revision| Command::DoAgain { revision }),
        2 => Just(Command::Undo),
        1 => Just(Command::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_json_of_every_book_that_commands_lead_to_is_taken_in(commands in prop::collection::vec(command(), 1..60)) {
        let folder = tempfile::tempdir().expect("a folder");
        let book = Book::open(&folder.path().join("b.counterfoil"), "book-of-a-test").expect("opens");
        for name in ["Cheque", "Savings", "Cash"] {
            let currency = "USD".parse().expect("a currency");
            let opening = Some(Opening { date: date(2024, 1, 1), amount: minor(100) });
            let new = NewAccount { name: name.into(), kind: AccountKind::Asset, currency, opening };
            book.submit_blocking(Command::OpenAccount(new)).expect("opens");
        }
        for command in commands {
            // What is refused changes nothing, which is as good.
            let _refused_or_not = book.submit_blocking(command);
        }
        let held = book.read(|view| view.contents()).expect("reads");
        book.finish();
        book.close().expect("is one file");
        let read = json::read(as_json(&held).as_bytes()).expect("is read");
        prop_assert_eq!(&read.transactions, &held.transactions);
        prop_assert_eq!(&read.schedules, &held.schedules);
        prop_assert_eq!(&read.budget, &held.budget);
        let taken_in = filled(read);
        prop_assert_eq!(taken_in.transactions, held.transactions);
        prop_assert_eq!(taken_in.budget, held.budget);
    }
}
