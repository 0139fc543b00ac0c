//! Lines that schedules expected, from bytes to the command.

use jiff::civil::date;

use super::tests::{entry, ofx, plan, usd};
use super::*;
use crate::import::learned::Habit;
use crate::import::read;
use crate::ledger::AccountId;
use crate::ledger::command::{AddedLine, LineFate, Target};
use crate::ledger::schedule::{
    Amount, End, Every, Mode, MonthDay, OtherSide, Recurrence, Schedule, ScheduleId, Weekend,
};

fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("small")
}

fn grocer(others: &[(i64, i64)]) -> Scheduled {
    let side = |(id, units): &(i64, i64)| OtherSide {
        account: AccountId(*id),
        amount: minor(*units),
        memo: format!("part {id}"),
    };
    let every = Every::Months(1, MonthDay::Day(10));
    Scheduled {
        schedule: Schedule {
            id: ScheduleId(3),
            account: AccountId(1),
            payee: None,
            memo: "Box of vegetables".into(),
            others: others.iter().map(side).collect(),
            tags: Vec::new(),
            amount: Amount::Fixed(minor(-10_00)),
            recurrence: Recurrence {
                first: date(2024, 5, 10),
                every,
                weekend: Weekend::Stay,
                end: End::Never,
            },
            next: 0,
            last: None,
            moved: None,
            mode: Mode::Remind,
            by_cheque: false,
        },
        title: "The Grocer".into(),
        payee: Some("The Grocer".into()),
        category: "Food".into(),
        tags: vec!["home".into()],
        latest: Vec::new(),
    }
}

fn destination(scheduled: Scheduled, chosen: Chosen) -> Option<Destination> {
    Some(Destination {
        account: AccountChoice::Existing(AccountId(1)),
        name: "Bank".into(),
        currency: usd(),
        knowledge: Knowledge { scheduled: vec![scheduled], ..Knowledge::default() },
        with_opening: false,
        chosen,
    })
}

fn added(scheduled: Scheduled, chosen: Chosen) -> (AddedLine, Counts) {
    let bytes = ofx(&entry("20240511", "-10.00", "a"), "100.00");
    let file = read("test", bytes.as_bytes()).expect("is a statement");
    let habit = Habit { payee: "Grocer".into(), category: "Sweets".into(), date: date(2024, 4, 1) };
    let learned = Learned::of(Vec::new(), Vec::new(), vec![habit]);
    let plan = plan(&file, vec![destination(scheduled, chosen)], Registers::default(), &learned);
    let (draft, counts) = draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits");
    match &draft.statements[0].lines[0].fate {
        LineFate::Add(added) => (added.clone(), counts),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_line_that_is_due_takes_the_words_of_the_schedule_and_keeps_the_day_of_the_bank() {
    let (line, counts) = added(grocer(&[(9, 10_00)]), Chosen::default());
    assert_eq!((line.enters, counts.added, counts.scheduled), (Some((ScheduleId(3), 0)), 1, 1));
    assert_eq!((line.payee.as_deref(), line.memo.as_str()), (Some("The Grocer"), "Box of vegetables"));
    assert_eq!((line.date, line.tags.as_slice()), (date(2024, 5, 11), ["home".to_owned()].as_slice()));
    let [side] = line.others.as_slice() else { panic!("one side") };
    assert_eq!(
        (&side.target, side.amount, side.memo.as_str()),
        (&Target::Account(AccountId(9)), minor(10_00), "part 9")
    );
}

#[test]
fn the_splits_of_the_schedule_are_those_of_the_line() {
    let (line, _) = added(grocer(&[(8, 4_00), (9, 6_00)]), Chosen::default());
    let amounts: Vec<i64> = line.others.iter().map(|side| side.amount.units()).collect();
    assert_eq!(amounts, [4_00, 6_00]);
}

#[test]
fn a_line_that_is_refused_enters_nothing_and_is_as_it_would_be_without() {
    let chosen = Chosen { due: [(0, false)].into(), ..Chosen::default() };
    let (line, counts) = added(grocer(&[(9, 10_00)]), chosen);
    assert_eq!((line.enters, counts.scheduled), (None, 0));
    assert_eq!((line.payee.as_deref(), line.memo.as_str(), line.tags.len()), (Some("Grocer"), "", 0));
    assert_eq!(line.others[0].target, Target::Category("Sweets".into()));
}

#[test]
fn what_is_only_offered_is_entered_when_it_is_said() {
    let other = |payee: &str| Scheduled { payee: Some(payee.into()), ..grocer(&[(9, 10_00)]) };
    assert_eq!(added(other("Cinema"), Chosen::default()).0.enters, None);
    let chosen = Chosen { due: [(0, true)].into(), ..Chosen::default() };
    assert_eq!(added(other("Cinema"), chosen).0.enters, Some((ScheduleId(3), 0)));
}

#[test]
fn other_words_that_were_typed_go_before_those_of_the_schedule_which_goes_on_all_the_same() {
    let edit = LineEdit { payee: Some("Farm".into()), category: Some("Gifts".into()) };
    let chosen = Chosen { edits: [(0, edit)].into(), ..Chosen::default() };
    let (line, _) = added(grocer(&[(9, 10_00)]), chosen);
    assert_eq!((line.enters, line.payee.as_deref()), (Some((ScheduleId(3), 0)), Some("Farm")));
    assert_eq!(line.others[0].target, Target::Category("Gifts".into()));
}

#[test]
fn a_line_that_is_left_out_enters_nothing() {
    let bytes = ofx(&entry("20240511", "-10.00", "a"), "100.00");
    let file = read("test", bytes.as_bytes()).expect("is a statement");
    let chosen = Chosen { leave_out: [0].into(), ..Chosen::default() };
    let to = destination(grocer(&[(9, 10_00)]), chosen);
    let plan = plan(&file, vec![to], Registers::default(), &Learned::default());
    let (draft, counts) = draft(&mut plan.clone(), file.clone(), "test", 0).expect("fits");
    assert_eq!((draft.statements[0].lines.len(), counts.scheduled), (0, 0));
}
