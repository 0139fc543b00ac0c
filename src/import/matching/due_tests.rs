//! What of a file a schedule expected, each rule by its name.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::import::matching::Candidate;
use crate::ledger::schedule::{
    Amount, Direction, End, Every, Mode, MonthDay, OtherSide, Recurrence, Weekend,
};
use crate::ledger::{AccountId, Minor};

fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("small")
}

fn line(day: Date, units: i64, payee: &str) -> Incoming {
    Incoming {
        date: day,
        amount: minor(units),
        number: None,
        payee: payee.into(),
        memo: String::new(),
        bank_id: format!("{day}{units}"),
        transfers: Vec::new(),
    }
}

fn scheduled(id: i64, payee: &str, amount: Amount) -> Scheduled {
    let every = Every::Months(1, MonthDay::Day(1));
    let first = date(2026, 1, 1);
    let other = OtherSide { account: AccountId(9), amount: Minor::ZERO, memo: String::new() };
    Scheduled {
        schedule: Schedule {
            id: ScheduleId(id),
            account: AccountId(1),
            payee: None,
            memo: String::new(),
            others: vec![other],
            tags: Vec::new(),
            amount,
            recurrence: Recurrence { first, every, weekend: Weekend::Stay, end: End::Never },
            next: 0,
            last: None,
            moved: None,
            mode: Mode::Remind,
            by_cheque: false,
        },
        title: payee.into(),
        payee: Some(payee.into()),
        category: "Housing".into(),
        tags: Vec::new(),
        latest: Vec::new(),
    }
}

fn rent() -> Scheduled {
    scheduled(1, "Landlord", Amount::Fixed(minor(-900_00)))
}

fn all_new(lines: &[Incoming]) -> Vec<Verdict<u8>> {
    lines.iter().map(|_| Verdict::new(Fate::New, "")).collect()
}

fn found(lines: &[Incoming], scheduled: &[Scheduled]) -> Vec<Option<Due>> {
    let lines_in: Vec<&Incoming> = lines.iter().collect();
    dues(&lines_in, &all_new(lines), scheduled, &mut Taken::new())
}

/// By line: the occurrence that it is for certain.
fn numbers(lines: &[Incoming], scheduled: &[Scheduled]) -> Vec<Option<u32>> {
    let certain = |due: Option<Due>| due.filter(|due| due.is_certain).map(|due| due.occurrence.number);
    found(lines, scheduled).into_iter().map(certain).collect()
}

#[test]
fn a_line_of_the_amount_near_the_day_is_the_one_that_is_due() {
    let lines = [
        line(date(2026, 2, 25), -900_00, "LANDLORD LTD 4711"),
        line(date(2026, 1, 9), -900_00, "Landlord"),
        line(date(2026, 3, 1), -900_01, "Landlord"),
        line(date(2026, 3, 1), 900_00, "Landlord"),
    ];
    assert_eq!(
        numbers(&lines, &[rent()]),
        [Some(2), None, None, None],
        "a day too late, a cent too much, back"
    );
    let due = found(&lines, &[rent()]).remove(0).expect("found");
    assert_eq!(
        due.reason,
        "Landlord, due 2026-03-01: this enters it. The 2 ones before it, from 2026-01-01 on, are passed over."
    );
}

#[test]
fn each_month_of_a_file_is_one_of_its_own_and_nothing_is_passed_over() {
    let days = [date(2026, 1, 2), date(2026, 1, 30), date(2026, 3, 3)];
    let lines = days.map(|day| line(day, -900_00, "Landlord"));
    assert_eq!(numbers(&lines, &[rent()]), [Some(0), Some(1), Some(2)]);
    let due = found(&lines, &[rent()]).pop().flatten().expect("found");
    assert_eq!(due.reason, "Landlord, due 2026-03-01: this enters it.");
    let gap = [lines[0].clone(), lines[2].clone()];
    let due = found(&gap, &[rent()]).pop().flatten().expect("found");
    assert_eq!(
        due.reason,
        "Landlord, due 2026-03-01: this enters it. The one due 2026-02-01 is passed over."
    );
}

#[test]
fn of_two_lines_the_nearer_is_it_and_of_two_schedules_the_likelier() {
    let lines = [line(date(2026, 1, 4), -900_00, "Landlord"), line(date(2026, 1, 2), -900_00, "Landlord")];
    assert_eq!(numbers(&lines, &[rent()]), [None, Some(0)]);
    let garage = scheduled(2, "Landlord Garage", Amount::Fixed(minor(-900_00)));
    let lines = [line(date(2026, 1, 1), -900_00, "Garage")];
    let due = found(&lines, &[rent(), garage]).remove(0).expect("found");
    assert_eq!(due.scheduled, 1);
}

#[test]
fn the_best_whole_counts_and_not_the_first_choice() {
    // The second line could only be January's; the first is nearer to it, but fits another, too.
    let other = scheduled(2, "Landlord", Amount::Estimated(Direction::Out));
    let lines = [line(date(2026, 1, 1), -900_00, "Landlord"), line(date(2026, 1, 3), -900_00, "Landlord")];
    let dues = found(&lines, &[rent(), other]);
    let taken: Vec<usize> = dues.into_iter().flatten().map(|due| due.scheduled).collect();
    assert_eq!(taken.len(), 2);
    assert_ne!(taken[0], taken[1]);
}

#[test]
fn an_estimate_holds_within_its_range_and_what_is_asked_for_any_amount_of_its_payee() {
    let power =
        Scheduled { latest: vec![-45_00], ..scheduled(1, "City Power", Amount::Estimated(Direction::Out)) };
    let near =
        |units| numbers(&[line(date(2026, 1, 3), units, "CITY POWER 881")], std::slice::from_ref(&power));
    assert_eq!([near(-59_00), near(-61_00)], [[Some(0)], [None]]);
    let asked = scheduled(1, "City Power", Amount::Asked(Direction::Out));
    let of =
        |units, payee| found(&[line(date(2026, 1, 3), units, payee)], std::slice::from_ref(&asked)).remove(0);
    assert!(of(-1_00, "CITY POWER 881").expect("found").is_certain);
    assert!(!of(-1_00, "City Cinema").expect("offered").is_certain);
    assert_eq!([of(1_00, "City Power"), of(-1_00, "Grocer"), of(-1_00, "")], [None, None, None]);
}

#[test]
fn another_payee_is_only_offered_and_no_payee_is_taken_where_the_amount_is_fixed() {
    let stranger =
        found(&[line(date(2026, 1, 1), -900_00, "H. Meier")], &[rent()]).remove(0).expect("offered");
    assert!(!stranger.is_certain);
    assert_eq!(stranger.reason, "This could be Landlord, due 2026-01-01. It is entered only if you say so.");
    assert_eq!(numbers(&[line(date(2026, 1, 1), -900_00, "")], &[rent()]), [Some(0)]);
}

#[test]
fn what_the_book_has_is_not_due_and_what_it_may_have_can_be() {
    let lines = [line(date(2026, 1, 1), -900_00, "Landlord")];
    let lines: Vec<&Incoming> = lines.iter().collect();
    let of = |fate: Fate<u8>| dues(&lines, &[Verdict::new(fate, "")], &[rent()], &mut Taken::new()).remove(0);
    assert_eq!(
        [of(Fate::Known), of(Fate::Linked(1)), of(Fate::Deleted), of(Fate::NewAlone)],
        [const { None }; 4]
    );
    let none: Vec<Candidate<u8>> = Vec::new();
    assert!(of(Fate::Doubtful(none)).is_some() && of(Fate::New).is_some());
}

#[test]
fn what_was_dealt_with_is_not_due_and_what_was_moved_is_on_its_new_day() {
    let lines = [line(date(2026, 1, 1), -900_00, "Landlord"), line(date(2026, 2, 20), -900_00, "Landlord")];
    let mut moved = rent();
    (moved.schedule.next, moved.schedule.moved) = (1, Some(date(2026, 2, 18)));
    assert_eq!(numbers(&lines, &[moved]), [None, Some(1)]);
}

#[test]
fn an_occurrence_is_one_line_of_the_whole_file() {
    let lines = [line(date(2026, 1, 1), -900_00, "Landlord")];
    let lines: Vec<&Incoming> = lines.iter().collect();
    let mut taken = Taken::new();
    let mut once = || dues(&lines, &[Verdict::new(Fate::<u8>::New, "")], &[rent()], &mut taken).remove(0);
    assert!(once().is_some());
    assert_eq!(once(), None);
}

proptest! {
    /// Whatever is in a file: no occurrence is two lines, none was dealt with before, and each fits its line.
    #[test]
    fn no_occurrence_comes_twice(
        days in prop::collection::vec((0i32..120, 0i64..3, 0usize..3), 0..30),
        nexts in prop::collection::vec(0u32..4, 3),
    ) {
        let payees = ["Landlord", "City Power", ""];
        let line = |(days, more, who): (i32, i64, usize)| line(plus(date(2025, 12, 20), days), -900_00 - more, payees[who]);
        let lines: Vec<Incoming> = days.into_iter().map(line).collect();
        let mut all = vec![
            rent(),
            Scheduled { latest: vec![-900_01], ..scheduled(2, "City Power", Amount::Estimated(Direction::Out)) },
            scheduled(3, "Landlord", Amount::Asked(Direction::Out)),
        ];
        for (one, next) in all.iter_mut().zip(nexts) {
            one.schedule.next = next;
        }
        let mut seen = HashSet::new();
        for (line, due) in lines.iter().zip(found(&lines, &all)) {
            let Some(due) = due else { continue };
            let Scheduled { schedule, latest, .. } = &all[due.scheduled];
            prop_assert!(seen.insert((schedule.id, due.occurrence.number)), "twice");
            prop_assert!(due.occurrence.number >= schedule.next);
            prop_assert!(schedule.expects(latest).holds(line.amount));
            let days = (line.date - due.occurrence.date).get_days().abs();
            prop_assert!(days <= schedule.recurrence.leeway_days());
        }
    }
}
