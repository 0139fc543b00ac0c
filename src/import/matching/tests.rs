//! Each rule of matching, alone and against its neighbours.

use jiff::civil::{Date, date};

use super::*;
use crate::ledger::{Times, Unwatched};

fn propose<R: Clone>(accounts: &[Account<R>]) -> Vec<Vec<Verdict<R>>> {
    super::propose(accounts, &Unwatched).expect("nobody stops it")
}

pub fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("small")
}

pub fn may(day: i8) -> Date {
    date(2024, 5, day)
}

pub fn line(day: i8, units: i64) -> Incoming {
    Incoming {
        date: may(day),
        amount: minor(units),
        number: None,
        payee: String::new(),
        memo: String::new(),
        bank_id: format!("{day}/{units}"),
        transfers: Vec::new(),
    }
}

pub fn cheque(day: i8, units: i64, number: &str) -> Incoming {
    Incoming { number: Some(number.into()), ..line(day, units) }
}

pub fn transfer(day: i8, units: i64, to: &str) -> Incoming {
    let transfers = vec![Transfer { side: 0, to: to.into(), amount: minor(units) }];
    Incoming { transfers, ..line(day, units) }
}

pub fn entry(reference: &'static str, day: i8, units: i64) -> Entered<&'static str> {
    let amount = minor(units);
    let (payee, memo) = (String::new(), String::new());
    Entered { reference, date: may(day), amount, number: None, payee, memo, far_side: None }
}

/// The side of a transfer with that account, which a file of that account brought or did not.
pub fn far(entry: Entered<&'static str>, other: &str, is_imported: bool) -> Entered<&'static str> {
    let accounts = vec![other.into()];
    Entered { far_side: Some(FarSide { accounts, is_imported }), ..entry }
}

pub fn account(
    label: &str,
    lines: Vec<Incoming>,
    entered: Vec<Entered<&'static str>>,
) -> Account<&'static str> {
    let days = || lines.iter().map(|line| line.date);
    let covers = days().min().zip(days().max());
    Account {
        label: label.into(),
        covers,
        lines,
        known: HashMap::new(),
        has_opening: false,
        entered,
        decimals: 2,
        format: "OFX".into(),
        layout: String::new(),
        claimed: Vec::new(),
    }
}

type KnownLines = HashMap<(String, Minor), Vec<KnownDay>>;

/// One line that was imported before, as [`line`] writes its id: on the day that stands before its amount.
fn once(id: &str, units: i64) -> KnownLines {
    let day = id.split_once('/').and_then(|(day, _)| day.parse().ok()).unwrap_or(1);
    HashMap::from([((id.into(), minor(units)), vec![on(day, Times::ONCE)])])
}

pub fn on(day: i8, times: Times) -> KnownDay {
    KnownDay { date: Some(may(day)), is_of_bank: true, times }
}

pub fn paid(line: Incoming, payee: &str) -> Incoming {
    Incoming { payee: payee.into(), ..line }
}

pub fn noted(entry: Entered<&'static str>, payee: &str) -> Entered<&'static str> {
    Entered { payee: payee.into(), ..entry }
}

/// What each line is in doubt between, by reference; none for a line that is not in doubt.
fn doubts(lines: Vec<Incoming>, entered: Vec<Entered<&'static str>>) -> Vec<Option<Vec<&'static str>>> {
    let fates = alone(lines, entered);
    let doubt = |fate| match fate {
        Fate::Doubtful(candidates) => {
            let entries = candidates.into_iter().map(|candidate: Candidate<_>| candidate.entry.reference);
            Some(entries.collect())
        }
        _ => None,
    };
    fates.into_iter().map(doubt).collect()
}

pub fn fates(accounts: &[Account<&'static str>]) -> Vec<Vec<Fate<&'static str>>> {
    let verdicts = propose(accounts);
    verdicts.into_iter().map(|lines| lines.into_iter().map(|verdict| verdict.fate).collect()).collect()
}

/// The fates of one account's lines.
pub fn alone(lines: Vec<Incoming>, entered: Vec<Entered<&'static str>>) -> Vec<Fate<&'static str>> {
    fates(&[account("Checking", lines, entered)]).remove(0)
}

fn other_half(account: usize, line: usize) -> Fate<&'static str> {
    Fate::OtherHalf { account, line, side: 0 }
}

use Fate::{Again, Deleted, Known, Linked, New, NewAlone};

#[test]
fn a_line_that_nothing_knows_is_new() {
    assert_eq!(alone(vec![line(1, -500)], vec![]), [New]);
}

#[test]
fn ids_are_a_multiset() {
    let mut checking = account("Checking", vec![line(1, -500), line(1, -500), line(2, 7)], vec![]);
    checking.known = HashMap::from([
        (("1/-500".into(), minor(-500)), vec![on(1, Times::ONCE)]),
        (("other".into(), minor(7)), vec![on(2, Times::ONCE)]),
    ]);
    assert_eq!(fates(&[checking]), [[Known, New, New]]);
}

#[test]
fn an_id_that_the_bank_uses_again_for_another_amount_is_another_line() {
    let again = Incoming { bank_id: "1/-500".into(), ..line(3, -700) };
    let mut checking = account("Checking", vec![again], vec![]);
    checking.known = once("1/-500", -500);
    let verdicts = propose(&[checking]).remove(0);
    assert_eq!(verdicts, [Verdict::new(New, "The bank used this id before, for another amount.")]);
}

#[test]
fn an_account_opens_once() {
    let mut checking = account("Checking", vec![transfer(1, 500, "checking")], vec![entry("a", 1, 500)]);
    checking.has_opening = true;
    let verdicts = propose(&[checking]).remove(0);
    assert_eq!(verdicts, [Verdict::new(Known, "The account has its opening balance.")]);
}

#[test]
fn a_cheque_is_found_by_number_and_amount_on_any_date() {
    let written = Entered { number: Some("319".into()), ..entry("rent", 1, -2500) };
    assert_eq!(alone(vec![cheque(28, -2500, "000319")], vec![written.clone()]), [Linked("rent")]);
    assert_eq!(alone(vec![cheque(28, -2501, "319")], vec![written.clone()]), [New]);
    assert_eq!(alone(vec![cheque(28, -2500, "320")], vec![written]), [New]);
}

#[test]
fn a_cheque_over_another_amount_is_told() {
    let written = Entered { number: Some("101".into()), ..entry("rent", 1, -1250) };
    let verdicts =
        propose(&[account("Checking", vec![cheque(3, -1205, "0101"), line(3, -1)], vec![written])]);
    let reason = "Not in your book yet. Cheque 101 is in your book with -12.50, dated 2024-05-01.";
    assert_eq!((&verdicts[0][0].fate, verdicts[0][0].reason.as_ref()), (&New, reason));
    assert_eq!(verdicts[0][0].offers[0].entry.reference, "rent", "it can get the bank's amount");
    assert_eq!(verdicts[0][1], Verdict::new(New, NEW));
}

#[test]
fn a_word_in_place_of_a_number_is_no_cheque() {
    let cash = Entered { number: Some("ATM".into()), ..entry("cash", 1, -2500) };
    assert_eq!(alone(vec![cheque(28, -2500, "ATM")], vec![cash]), [New]);
}

#[test]
fn cheques_of_different_numbers_never_match_by_amount() {
    let written = Entered { number: Some("319".into()), ..entry("rent", 1, -2500) };
    assert_eq!(alone(vec![cheque(1, -2500, "320")], vec![written]), [New]);
}

#[test]
fn a_line_whose_transaction_was_deleted_stays_away() {
    let mut checking = account("Checking", vec![line(1, -500), line(1, -500), line(1, -500)], vec![]);
    let times = Times { there: 1, deleted: 1 };
    checking.known = HashMap::from([(("1/-500".into(), minor(-500)), vec![on(1, times)])]);
    assert_eq!(fates(&[checking]), [[Known, Deleted, New]]);
}

#[test]
fn an_entry_within_three_days_is_linked() {
    assert_eq!(alone(vec![line(4, -500)], vec![entry("a", 1, -500)]), [Linked("a")]);
    assert_eq!(alone(vec![line(1, -500)], vec![entry("a", 4, -500)]), [Linked("a")]);
    assert_eq!(alone(vec![line(1, -500)], vec![entry("a", 1, 500)]), [New]);
}

#[test]
fn an_entry_further_away_is_asked_about_and_a_far_one_is_not() {
    assert_eq!(doubts(vec![line(5, -500)], vec![entry("a", 1, -500)]), [Some(vec!["a"])]);
    assert_eq!(alone(vec![line(8, -500)], vec![entry("a", 1, -500)]), [New]);
}

#[test]
fn strangers_are_asked_about_and_friends_are_linked_further_away() {
    let line = |day| paid(line(day, -500), "POS 1234 REWE SAGT DANKE 0042//BERLIN/DE");
    assert_eq!(alone(vec![line(7)], vec![noted(entry("a", 1, -500), "Rewe")]), [Linked("a")]);
    assert_eq!(doubts(vec![line(1)], vec![noted(entry("a", 1, -500), "Cinema")]), [Some(vec!["a"])]);
    assert_eq!(alone(vec![line(4)], vec![noted(entry("a", 1, -500), "Cinema")]), [New]);
}

#[test]
fn the_payee_decides_between_entries_of_one_day() {
    let entered = vec![noted(entry("cinema", 1, -500), "Cinema"), noted(entry("rewe", 1, -500), "Rewe")];
    assert_eq!(alone(vec![paid(line(1, -500), "REWE MARKT")], entered.clone()), [Linked("rewe")]);
    let lines = vec![paid(line(1, -500), "REWE MARKT"), paid(line(1, -500), "CINEMA REX")];
    assert_eq!(alone(lines, entered), [Linked("rewe"), Linked("cinema")]);
}

#[test]
fn the_nearest_date_goes_first_and_each_entry_goes_once() {
    let entered = vec![entry("far", 1, -500), entry("near", 3, -500)];
    assert_eq!(alone(vec![line(4, -500)], entered.clone()), [Linked("near")]);
    assert_eq!(alone(vec![line(3, -500), line(4, -500)], entered), [Linked("far"), Linked("near")]);
    let lines = vec![line(3, -500), line(3, -500), line(5, -500)];
    assert_eq!(alone(lines, vec![entry("a", 3, -500)])[2], New);
}

#[test]
fn a_first_choice_gives_way_to_the_best_whole() {
    let lines = vec![line(3, -500), line(6, -500)];
    let entered = vec![entry("a", 1, -500), entry("b", 4, -500)];
    assert_eq!(alone(lines, entered), [Linked("a"), Linked("b")]);
}

#[test]
fn a_tie_is_asked() {
    let two = vec![entry("before", 1, -500), entry("after", 3, -500)];
    assert_eq!(doubts(vec![line(2, -500)], two), [Some(vec!["before", "after"])]);
    let between = || Some(vec!["between"]);
    let lines = vec![line(1, -500), line(3, -500)];
    assert_eq!(doubts(lines, vec![entry("between", 2, -500)]), [between(), between()]);
    let same = vec![entry("a", 1, -5), entry("b", 1, -5)];
    let verdicts = propose(&[account("Checking", vec![line(1, -5)], same)]);
    assert!(verdicts[0][0].reason.contains("more than one entry could be meant"));
}

#[test]
fn twins_are_no_tie() {
    let twins = vec![noted(entry("a", 1, -500), "Rewe"), noted(entry("b", 1, -500), "Rewe")];
    assert_eq!(alone(vec![paid(line(1, -500), "REWE")], twins.clone()), [Linked("a")]);
    let lines = vec![paid(line(1, -500), "REWE"); 3];
    assert_eq!(alone(lines, twins), [Linked("a"), Linked("b"), New]);
}

#[test]
fn a_crowd_is_paired_in_bounded_time() {
    let lines = vec![line(1, -500); 3_000];
    let entered: Vec<_> = (0..3_000).map(|_| entry("x", 1, -500)).collect();
    assert!(alone(lines, entered).iter().all(|fate| *fate == Linked("x")));
}

#[test]
fn twins_are_paired_in_order() {
    let twins = vec![entry("a", 1, -500), entry("b", 1, -500)];
    assert_eq!(alone(vec![line(1, -500), line(1, -500)], twins), [Linked("a"), Linked("b")]);
}

#[test]
fn the_far_side_of_a_transfer_is_preferred_on_its_day() {
    let far = far(entry("far", 1, 500), "Savings", true);
    assert_eq!(alone(vec![line(1, 500)], vec![entry("hand", 1, 500), far.clone()]), [Linked("far")]);
    let both = alone(vec![line(1, 500), line(1, 500)], vec![entry("hand", 1, 500), far]);
    assert!(both.contains(&Linked("far")) && both.contains(&Linked("hand")));
}

#[test]
fn both_halves_of_a_transfer_bring_one_transaction() {
    let checking = account("Checking", vec![line(1, 5), transfer(2, -500, "savings")], vec![]);
    let savings = account("Savings", vec![transfer(2, 500, "Checking")], vec![]);
    assert_eq!(fates(&[checking.clone(), savings.clone()]), [vec![New, New], vec![other_half(0, 1)]]);
    assert_eq!(fates(&[savings, checking]), [vec![New], vec![New, other_half(0, 0)]]);
}

#[test]
fn equal_transfers_of_one_day_are_paired_one_to_one() {
    let checking =
        account("Checking", vec![transfer(2, -500, "Savings"), transfer(2, -500, "Savings")], vec![]);
    let savings = account("Savings", vec![transfer(2, 500, "Checking"); 3], vec![]);
    assert_eq!(fates(&[checking, savings]), [vec![New, New], vec![other_half(0, 0), other_half(0, 1), New],]);
}

#[test]
fn a_transfer_that_is_a_part_of_a_split_brings_the_transaction() {
    let mut split = line(2, -1000);
    split.transfers = vec![Transfer { side: 1, to: "Savings".into(), amount: minor(-900) }];
    let savings = account("Savings", vec![transfer(2, 900, "Checking")], vec![]);
    let checking = account("Checking", vec![split], vec![]);
    let half = |account| Fate::OtherHalf { account, line: 0, side: 1 };
    assert_eq!(fates(&[savings.clone(), checking.clone()]), [vec![half(1)], vec![New]]);
    assert_eq!(fates(&[checking, savings]), [vec![New], vec![half(0)]]);
}

#[test]
fn a_transfer_on_another_day_or_of_another_amount_is_no_mirror_image() {
    let checking = account("Checking", vec![transfer(2, -500, "Savings")], vec![]);
    for other in
        [transfer(3, 500, "Checking"), transfer(2, 501, "Checking"), transfer(2, 500, "Cash"), line(2, 500)]
    {
        assert_eq!(fates(&[checking.clone(), account("Savings", vec![other], vec![])]), [[New], [New]]);
    }
}

#[test]
fn an_opening_balance_is_no_half_of_anything() {
    assert_eq!(alone(vec![transfer(1, 500, "Checking"), transfer(1, -500, "Checking")], vec![]), [New, New]);
}

#[test]
fn the_same_file_again_adds_nothing() {
    let mut checking = account("Checking", vec![transfer(2, -500, "Savings")], vec![]);
    let mut savings = account("Savings", vec![transfer(2, 500, "Checking")], vec![]);
    checking.known = once("2/-500", -500);
    savings.known = once("2/500", 500);
    assert_eq!(fates(&[checking, savings]), [[Known], [Known]]);
}

#[test]
fn the_second_account_s_file_finds_the_far_side_of_the_first() {
    let far = far(entry("far", 2, 500), "Checking", true);
    let savings = account("Savings", vec![transfer(2, 500, "Checking")], vec![far]);
    assert_eq!(fates(&[savings]), [[Linked("far")]]);
}

#[test]
fn a_half_whose_other_half_stands_alone_in_the_book_is_added_alone() {
    let mut checking = account("Checking", vec![transfer(2, -500, "Savings")], vec![]);
    checking.known = once("2/-500", -500);
    let savings = account("Savings", vec![transfer(2, 500, "Checking")], vec![]);
    assert_eq!(fates(&[checking.clone(), savings.clone()]), [[Known], [NewAlone]]);
    assert_eq!(fates(&[savings, checking]), [[NewAlone], [Known]]);
}

#[test]
fn halves_that_are_both_known_do_not_disturb_a_new_pair() {
    let mut checking = account("Checking", vec![transfer(2, -500, "Savings"); 2], vec![]);
    let mut savings = account("Savings", vec![transfer(2, 500, "Checking"); 2], vec![]);
    checking.known = once("2/-500", -500);
    savings.known = once("2/500", 500);
    assert_eq!(fates(&[checking, savings]), [[Known, New], [Known, other_half(0, 1)]]);
}

#[test]
fn every_verdict_has_a_reason_in_words() {
    let mut checking = account(
        "Checking",
        vec![line(1, 1), line(2, 2), cheque(3, 3, "7"), transfer(4, -4, "Savings")],
        vec![entry("a", 2, 2), Entered { number: Some("7".into()), ..entry("b", 1, 3) }],
    );
    checking.known = once("1/1", 1);
    let savings = account("Savings", vec![transfer(4, 4, "Checking")], vec![]);
    let reasons: Vec<String> = propose(&[checking, savings])
        .into_iter()
        .flatten()
        .map(|verdict| verdict.reason.into_owned())
        .collect();
    assert_eq!(
        reasons,
        [
            "Imported before.",
            "You entered this amount on the same day.",
            "Cheque 7 over this amount is in your book, dated 2024-05-01.",
            "Not in your book yet.",
            "The same transfer as in Checking.",
        ]
    );
}

#[test]
fn a_doubtful_half_still_brings_its_transfer_once() {
    let twins = vec![entry("a", 2, -500), entry("b", 2, -500)];
    let checking = account("Checking", vec![transfer(2, -500, "Savings")], twins);
    let savings = account("Savings", vec![transfer(2, 500, "Checking")], vec![]);
    let verdicts = propose(&[checking, savings]);
    assert!(matches!(&verdicts[0][0].fate, Fate::Doubtful(candidates) if candidates.len() == 2));
    assert_eq!(verdicts[1][0].fate, other_half(0, 0));
}

#[test]
fn a_known_pair_does_not_make_another_half_stand_alone() {
    let mut checking = account("Checking", vec![transfer(2, -500, "Savings")], vec![]);
    let mut savings = account("Savings", vec![transfer(2, 500, "Checking"); 2], vec![]);
    checking.known = once("2/-500", -500);
    savings.known = once("2/500", 500);
    assert_eq!(fates(&[checking, savings]), [vec![Known], vec![Known, New]]);
}

/// A split that came with a file of this format.
pub fn from_file(entry: Entered<&'static str>, format: &str, bank_id: &str) -> Claimed<&'static str> {
    let (layout, payee) = (String::new(), entry.payee.clone());
    let (format, bank_id, date, amount) = (format.into(), bank_id.into(), Some(entry.date), entry.amount);
    Claimed { entry, by: vec![Claim { format, layout, bank_id, payee, date, amount }] }
}

pub fn beside(lines: Vec<Incoming>, claimed: Vec<Claimed<&'static str>>) -> Vec<Fate<&'static str>> {
    fates(&[Account { claimed, ..account("Checking", lines, vec![]) }]).remove(0)
}

#[test]
fn a_file_of_another_kind_brings_nothing_a_second_time() {
    let from = |format, id| beside(vec![line(1, -5)], vec![from_file(entry("a", 1, -5), format, id)]);
    assert_eq!(from("CAMT.053", "77"), [Again("a")]);
    assert_eq!(from("QIF", "f:0#1"), [Again("a")]);
    assert_eq!(from("OFX", "f:0#1"), [Again("a")], "a bank that had no ids before");
    assert!(matches!(&from("OFX", "other")[..], [Fate::Doubtful(_)]), "its own kind would have the id");
}

#[test]
fn a_line_of_a_file_is_only_its_own_day_and_amount_in_another() {
    let claimed = || vec![from_file(entry("a", 2, -5), "QIF", "f:0#1")];
    assert_eq!(
        beside(vec![line(1, -5), line(1, -6)], claimed()),
        [New, New],
        "the file ends before that day"
    );
    let written = Entered { number: Some("319".into()), ..entry("a", 2, -5) };
    assert_eq!(beside(vec![cheque(2, -5, "320")], vec![from_file(written, "QIF", "f:0#1")]), [New]);
}

#[test]
fn of_two_twins_the_one_that_another_kind_of_file_brought_is_there() {
    let claimed = vec![from_file(entry("a", 1, -5), "QIF", "f:0#1")];
    assert_eq!(beside(vec![line(1, -5); 2], claimed), [Again("a"), New]);
}

#[test]
fn what_a_line_is_by_its_id_no_other_line_is() {
    let fingerprint = |id: &str| Incoming { bank_id: id.into(), ..line(1, -5) };
    let twins =
        vec![from_file(entry("a", 1, -5), "QIF", "f:0#1"), from_file(entry("b", 1, -5), "QIF", "f:1#1")];
    let mut checking =
        account("Checking", vec![fingerprint("f:9#1"), fingerprint("f:0#1"), fingerprint("f:8#1")], vec![]);
    (checking.format, checking.claimed, checking.known) = ("CSV".into(), twins, once("f:0#1", -5));
    assert_eq!(fates(&[checking]), [[Again("b"), Known, New]]);
}

#[test]
fn a_file_of_another_kind_goes_before_what_was_entered() {
    let mut checking = account("Checking", vec![line(1, -5)], vec![entry("hand", 1, -5)]);
    checking.claimed = vec![from_file(entry("a", 1, -5), "QIF", "f:0#1")];
    assert_eq!(fates(&[checking]), [[Again("a")]]);
}

#[test]
fn equal_numbers_and_payees_go_together() {
    let claimed = |number: &str, reference, payee| {
        let entry = Entered { number: Some(number.into()), ..noted(entry(reference, 1, -5), payee) };
        from_file(entry, "QIF", "f:0#1")
    };
    let lines =
        vec![paid(cheque(1, -5, "2"), "B"), paid(cheque(1, -5, "1"), "A"), paid(cheque(1, -5, "1"), "C")];
    let claimed = vec![claimed("1", "c", "C"), claimed("1", "a", "A"), claimed("2", "b", "X")];
    assert_eq!(beside(lines, claimed), [Again("b"), Again("a"), Again("c")]);
}

/// What a line may be that an earlier file brought with another id, payee or number.
fn reissued(line: Incoming, payee: &str, number: Option<&str>) -> Vec<&'static str> {
    let entry = Entered { number: number.map(str::to_owned), ..noted(entry("a", 1, -5), payee) };
    match beside(vec![line], vec![from_file(entry, "OFX", "A1")]).remove(0) {
        Fate::Doubtful(candidates) => {
            candidates.into_iter().map(|candidate| candidate.entry.reference).collect()
        }
        fate => {
            assert_eq!(fate, New);
            Vec::new()
        }
    }
}

#[test]
fn a_movement_under_another_id_of_its_bank_is_asked_about() {
    assert_eq!(reissued(paid(line(1, -5), "REWE 17 Berlin"), "REWE", None), ["a"]);
    assert_eq!(reissued(line(1, -5), "", None), ["a"], "nothing tells them apart");
    assert_eq!(
        reissued(paid(line(1, -5), "Edeka"), "REWE", None),
        ["a"],
        "renamed: the file has no REWE that day"
    );
    assert!(reissued(paid(line(2, -5), "REWE"), "REWE", None).is_empty(), "another day");
    assert!(reissued(paid(cheque(1, -5, "320"), "REWE"), "REWE", Some("319")).is_empty(), "another cheque");
}

#[test]
fn a_twin_with_an_id_of_its_own_is_new_without_a_word() {
    let lines = vec![
        Incoming { bank_id: "A1".into(), ..line(1, -5) },
        Incoming { bank_id: "A2".into(), ..line(1, -5) },
    ];
    let mut checking = account("Checking", lines, vec![]);
    (checking.claimed, checking.known) = (vec![from_file(entry("a", 1, -5), "OFX", "A1")], once("A1", -5));
    assert_eq!(fates(&[checking]), [[Known, New]]);
}

#[test]
fn of_rows_that_a_line_may_be_the_one_with_its_words_and_number_comes_first() {
    let row = |reference, payee: &str, number: Option<&str>, id| {
        let entry = Entered { number: number.map(str::to_owned), ..noted(entry(reference, 1, -5), payee) };
        from_file(entry, "OFX", id)
    };
    let rows = vec![
        row("c", "REWE", None, "1"),
        row("b", "REWE Nord", Some("7"), "2"),
        row("a", "REWE", Some("7"), "3"),
    ];
    let told = beside(vec![paid(cheque(1, -5, "7"), "REWE")], rows).remove(0);
    let Fate::Doubtful(candidates) = told else { panic!("is asked") };
    let order: Vec<&str> = candidates.iter().map(|candidate| candidate.entry.reference).collect();
    assert_eq!(
        (order, candidates[0].reason.as_str()),
        (vec!["a", "b", "c"], "An earlier file brought this one as 3.")
    );
}
