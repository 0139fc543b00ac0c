//! What a bank moved, renamed, changed or called by an id once more, between one file and the next.

use super::tests::*;
use super::*;
use crate::ledger::Times;

use Fate::{Again, Known, Linked, New};

/// A row that an earlier file of this kind brought.
fn row(reference: &'static str, day: i8, units: i64, payee: &str, id: &str) -> Claimed<&'static str> {
    from_file(noted(entry(reference, day, units), payee), "OFX", id)
}

fn named(day: i8, units: i64, payee: &str, id: &str) -> Incoming {
    Incoming { bank_id: id.into(), ..paid(line(day, units), payee) }
}

/// The fates of lines beside rows that are known by their ids, too.
fn again(lines: Vec<Incoming>, rows: Vec<Claimed<&'static str>>) -> Vec<Fate<&'static str>> {
    let mut checking = account("Checking", lines, vec![]);
    for row in &rows {
        for claim in &row.by {
            let day = KnownDay { date: claim.date, is_of_bank: true, times: Times::ONCE };
            checking.known.entry((claim.bank_id.clone(), claim.amount)).or_default().push(day);
        }
    }
    checking.claimed = rows;
    fates(&[checking]).remove(0)
}

/// The rows that a line could be; none where it is new.
fn asked(fate: &Fate<&'static str>) -> Vec<&'static str> {
    match fate {
        Fate::Doubtful(candidates) => candidates.iter().map(|candidate| candidate.entry.reference).collect(),
        fate => {
            assert_eq!(*fate, New);
            Vec::new()
        }
    }
}

#[test]
fn an_id_counts_with_its_day() {
    let fee = |day| named(day, -500, "Monthly fee", "FEE");
    let rows = || vec![row("a", 1, -500, "Monthly fee", "FEE")];
    assert_eq!(again(vec![fee(1)], rows()), [Known]);
    assert_eq!(again(vec![fee(28)], rows()), [New], "the fee of another month");
    assert_eq!(again(vec![fee(1), fee(28)], rows()), [Known, New]);
    assert_eq!(again(vec![fee(28), fee(29)], rows()), [New, New]);
    assert_eq!(asked(&again(vec![fee(3)], rows())[0]), ["a"], "the bank may have moved it");
}

#[test]
fn an_id_that_several_movements_have_tells_nothing_of_another_day() {
    let fee = |day| named(day, -100, "Fee", "FEE");
    let rows = vec![row("a", 1, -100, "Fee", "FEE"), row("b", 2, -100, "Fee", "FEE")];
    assert_eq!(again(vec![fee(3), fee(4)], rows.clone()), [New, New]);
    assert_eq!(again(vec![fee(1), fee(2), fee(3)], rows), [Known, Known, New]);
}

#[test]
fn a_line_that_was_answered_to_be_a_moved_one_is_known_on_both_days() {
    let mut moved = row("a", 1, -500, "REWE", "A1");
    let claim = Claim { date: Some(may(3)), ..moved.by[0].clone() };
    moved.by.push(claim);
    for day in [1, 3] {
        assert_eq!(again(vec![named(day, -500, "REWE", "A1")], vec![moved.clone()]), [Known]);
    }
}

#[test]
fn an_id_of_an_older_book_counts_near_the_day_of_what_it_became() {
    let known = |date: Option<Date>, line: Incoming| {
        let mut checking = account("Checking", vec![line], vec![]);
        let day = KnownDay { date, is_of_bank: false, times: Times::ONCE };
        checking.known = HashMap::from([(("A1".into(), minor(-500)), vec![day])]);
        fates(&[checking]).remove(0)
    };
    assert_eq!(known(Some(may(1)), named(9, -500, "", "A1")), [Known]);
    assert_eq!(known(Some(may(1)), named(28, -500, "", "A1")), [New]);
    assert_eq!(known(None, named(28, -500, "", "A1")), [Known]);
    let cheque = Incoming { number: Some("319".into()), ..named(28, -500, "", "A1") };
    assert_eq!(known(Some(may(1)), cheque), [Known], "its date was free");
}

#[test]
fn what_the_bank_moved_renamed_or_changed_is_asked_about_where_the_file_has_that_day_without_it() {
    let rest = || [named(1, -7, "KIOSK", "K1"), named(20, -8, "KIOSK", "K2")];
    let rows = || {
        let rest = [row("k1", 1, -7, "KIOSK", "K1"), row("k2", 20, -8, "KIOSK", "K2")];
        rest.into_iter().chain([row("a", 5, -5000, "REWE SAGT DANKE", "A1")]).collect::<Vec<_>>()
    };
    let instead = |line: Incoming| {
        let fates = again([vec![line], rest().to_vec()].concat(), rows());
        assert_eq!(fates[1..], [Known, Known]);
        asked(&fates[0])
    };
    assert_eq!(instead(named(8, -5000, "REWE SAGT DANKE", "A2")), ["a"], "moved");
    assert_eq!(instead(named(8, -5000, "REWE SAGT DANKE", "A1")), ["a"], "moved with its id");
    assert_eq!(instead(named(14, -5000, "REWE 17", "A2")), ["a"], "moved far");
    assert_eq!(instead(named(5, -5000, "CARD 4711 PENDING", "A2")), ["a"], "renamed");
    assert_eq!(instead(named(7, -5000, "CARD 4711 PENDING", "A2")), ["a"], "moved and renamed");
    assert_eq!(instead(named(5, -6000, "REWE SAGT DANKE", "A2")), ["a"], "another amount");
    assert_eq!(instead(named(6, -6000, "SOMEBODY", "A1")), ["a"], "another amount with its id");
    for (other, why) in [
        (named(5, -6000, "CINEMA", "A2"), "nothing in common"),
        (named(18, -5000, "REWE", "A2"), "too far"),
        (named(14, -5000, "CINEMA", "A2"), "a stranger further away"),
        (named(5, 5000, "REWE", "A2"), "money that came"),
        (named(5, 6000, "REWE", "A2"), "more money that came"),
    ] {
        assert!(instead(other).is_empty(), "{why}");
    }
}

#[test]
fn a_row_that_the_file_has_too_or_of_a_day_that_it_does_not_cover_is_no_reason_to_ask() {
    let rows = || vec![row("a", 5, -5000, "REWE", "A1")];
    let lines =
        vec![named(5, -5000, "REWE", "A1"), named(7, -5000, "REWE", "A2"), named(9, -6000, "REWE", "A3")];
    assert_eq!(again(lines, rows()), [Known, New, New]);
    assert_eq!(again(vec![named(6, -5000, "REWE", "A2"), named(9, -1, "", "A3")], rows()), [New, New]);
}

#[test]
fn a_file_of_one_line_that_says_which_days_it_covers_is_believed() {
    let told = |covers| {
        let mut checking = account("Checking", vec![named(8, -5000, "REWE", "A2")], vec![]);
        (checking.claimed, checking.covers) = (vec![row("a", 5, -5000, "REWE", "A1")], Some(covers));
        asked(&fates(&[checking])[0][0])
    };
    assert_eq!(told((may(1), may(31))), ["a"]);
    assert!(told((may(6), may(31))).is_empty());
}

#[test]
fn two_cheques_are_never_one() {
    let written = |number: &str| Entered { number: Some(number.into()), ..entry("a", 5, -5000) };
    let line = |number: &str, units| Incoming { bank_id: "A2".into(), ..cheque(5, units, number) };
    let beside = |line| again(vec![line], vec![from_file(written("319"), "OFX", "A1")]).remove(0);
    assert_eq!(beside(line("320", -5000)), New);
    assert_eq!(asked(&beside(line("319", -5050))), ["a"]);
}

#[test]
fn a_match_of_another_day_is_known_in_a_second_format_by_the_bank_s_day() {
    let mut matched = from_file(noted(entry("a", 3, -500), "Rent"), "OFX", "A1");
    matched.by[0].date = Some(may(6));
    let lines = |day| vec![Incoming { bank_id: "f:0#1".into(), ..line(day, -500) }];
    assert_eq!(beside(lines(6), vec![matched.clone()]), [Again("a")]);
    // In the book it is of the third, and no file ever had it there.
    assert!(!matches!(beside(lines(3), vec![matched.clone()])[0], Again(_)));
    let twins = [lines(6), lines(6)].concat();
    assert_eq!(beside(twins, vec![matched]), [Again("a"), New]);
}

#[test]
fn a_row_whose_amount_was_taken_from_the_bank_is_known_by_both() {
    let mut changed = from_file(noted(entry("a", 5, -120_00), "REWE"), "OFX", "A1");
    changed.by[0].amount = minor(-100_00);
    changed.by.push(Claim { bank_id: "A2".into(), amount: minor(-120_00), ..changed.by[0].clone() });
    for units in [-100_00, -120_00] {
        let lines = vec![Incoming { bank_id: "f:0#1".into(), ..line(5, units) }];
        assert_eq!(beside(lines, vec![changed.clone()]), [Again("a")]);
    }
}

#[test]
fn a_line_between_an_entry_and_a_missing_row_is_asked_about_both() {
    let mut checking = account(
        "Checking",
        vec![named(5, -500, "REWE", "A2"), named(1, -1, "", "A0")],
        vec![noted(entry("hand", 9, -500), "Cinema")],
    );
    checking.claimed = vec![row("a", 3, -500, "REWE", "A1")];
    checking.known = HashMap::from([(("A0".into(), minor(-1)), vec![on(1, Times::ONCE)])]);
    let fates = fates(&[checking]).remove(0);
    assert_eq!(asked(&fates[0]).len(), 1, "Cinema is too far: {fates:?}");
}

#[test]
fn a_shop_s_line_does_not_take_a_transfer() {
    let shop = |day| named(day, -10_000, "MEDIA MARKT", "M1");
    let bank = |day| named(day, -10_000, "ONLINE TRANSFER 0815", "T1");
    let hand = |is_imported| far(entry("transfer", 5, -10_000), "Savings", is_imported);
    for is_imported in [false, true] {
        let fates = alone(vec![shop(5)], vec![hand(is_imported)]);
        assert_eq!(asked(&fates[0]), ["transfer"], "it is not clear");
        let fates = alone(vec![shop(5), bank(5)], vec![hand(is_imported)]);
        assert_eq!(fates, [New, Linked("transfer")], "words count");
    }
    let named_savings = named(6, -10_000, "To SAVINGS 4711", "T1");
    assert_eq!(alone(vec![named_savings], vec![hand(false)]), [Linked("transfer")]);
}

#[test]
fn a_line_without_words_is_a_transfer_only_where_the_other_account_s_file_has_it() {
    let silent = || vec![line(5, -10_000)];
    let hand = |is_imported| vec![far(entry("transfer", 5, -10_000), "Savings", is_imported)];
    assert_eq!(asked(&alone(silent(), hand(false))[0]), ["transfer"]);
    assert_eq!(alone(silent(), hand(true)), [Linked("transfer")]);
}

#[test]
fn a_line_that_names_the_other_account_is_that_transfer_and_no_other() {
    let entered = || {
        vec![
            far(entry("cash", 5, -10_000), "Cash", false),
            far(entry("savings", 5, -10_000), "Savings", false),
        ]
    };
    assert_eq!(alone(vec![transfer(5, -10_000, "savings")], entered()), [Linked("savings")]);
    assert_eq!(asked(&alone(vec![transfer(5, -10_000, "Broker")], entered())[0]).len(), 2);
}

#[test]
fn in_a_crowd_whoever_is_not_linked_is_asked() {
    let day = |at: usize| i8::try_from(1 + at % 28).expect("a day of May");
    for count in [100_usize, 290, 310, 700] {
        let lines: Vec<Incoming> = (0..count).map(|at| named(day(at), -250, "CORNER COFFEE", "C")).collect();
        let entered: Vec<_> = (0..count).map(|at| noted(entry("x", day(at), -250), "Breakfast")).collect();
        let told = alone(lines, entered);
        let first: Vec<usize> =
            told.iter().enumerate().filter(|(_, fate)| **fate == New).map(|(at, _)| at).collect();
        assert!(first.is_empty(), "{count}: {} are new", first.len());
    }
}

#[test]
fn a_crowd_of_the_same_payee_is_linked_day_by_day() {
    let day = |at: usize| i8::try_from(1 + at % 28).expect("a day of May");
    let lines: Vec<Incoming> = (0..700).map(|at| named(day(at), -250, "CORNER COFFEE", "C")).collect();
    let entered: Vec<_> = (0..700).map(|at| noted(entry("x", day(at), -250), "Corner Coffee")).collect();
    assert!(alone(lines, entered).iter().all(|fate| *fate == Linked("x")));
}

#[test]
fn in_a_crowd_too_what_would_do_as_well_is_asked() {
    let shops = ["CORNER COFFEE", "COFFEE HOUSE"];
    let lines: Vec<Incoming> = (0..400).map(|_| named(5, -250, "COFFEE", "C")).collect();
    let entered: Vec<_> = (0..800).map(|at| noted(entry("x", 5, -250), shops[at % 2])).collect();
    let told = alone(lines, entered);
    assert!(told.iter().all(|fate| matches!(fate, Fate::Doubtful(_))), "either shop could be meant");
}

#[test]
fn lines_of_a_day_that_are_more_than_the_entries_compared_are_asked_about_the_rest() {
    let lines: Vec<Incoming> = (0..120).map(|_| named(5, -250, "COFFEE", "C")).collect();
    let entered: Vec<_> = (0..120).map(|at| noted(entry("x", 4 + 2 * (at % 2), -250), "Breakfast")).collect();
    let told = alone(lines, entered);
    assert!(told.iter().all(|fate| matches!(fate, Fate::Doubtful(_))));
}
