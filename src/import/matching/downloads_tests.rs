//! Two downloads of one history, the bank having changed what it likes in between: nothing real is swallowed, and
//! nothing is doubled without being asked. What the bank changed into the very day and amount of another movement is
//! left out: no format tells the two apart.

use proptest::prelude::*;

use super::tests::{line, may, minor};
use super::*;
use crate::ledger::Times;

#[derive(Debug, Clone, Copy)]
enum Change {
    Nothing,
    /// By so many days.
    Moved(i8),
    Renamed,
    /// By so many minor units.
    Amount(i64),
}

/// What the first download had, and what became of it in the second.
#[derive(Debug, Clone)]
struct Movement {
    day: i8,
    amount: i64,
    payee: usize,
    change: Change,
    has_new_id: bool,
}

const PAYEES: [&str; 3] = ["CORNER MARKET", "REWE SAGT DANKE", "CITY GARAGE"];

/// What names a movement in a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    Ids,
    /// The words of the record, as of a table without ids.
    Words,
}

impl Movement {
    /// As the first download has it.
    fn first(&self, nth: usize) -> Incoming {
        let payee = PAYEES[self.payee].to_owned();
        Incoming { bank_id: format!("ID{nth}"), payee, ..line(self.day, self.amount) }
    }

    /// As the second has it.
    fn second(&self, nth: usize) -> Incoming {
        let mut line = self.first(nth);
        match self.change {
            Change::Nothing => {}
            Change::Moved(days) => line.date = may((self.day + days).clamp(2, 30)),
            Change::Renamed => line.payee = "CARD 4711 PENDING".into(),
            Change::Amount(by) => line.amount = minor(self.amount - by),
        }
        if self.has_new_id {
            line.bank_id = format!("NEW{nth}");
        }
        line
    }
}

/// Equal records get ids one after the other, as those of real files do.
fn named(mut lines: Vec<Incoming>, naming: Naming) -> Vec<Incoming> {
    if naming == Naming::Ids {
        return lines;
    }
    let mut count: HashMap<String, u32> = HashMap::new();
    for line in &mut lines {
        let words = format!("{} {} {}", line.date, line.amount.units(), line.payee);
        let nth = count.entry(words.clone()).or_default();
        *nth += 1;
        line.bank_id = format!("f:{words}#{nth}");
    }
    lines
}

/// The account after a download in which everything was new.
fn imported(lines: &[Incoming], format: &str) -> Account<usize> {
    let mut book = Account {
        label: "Checking".into(),
        lines: Vec::new(),
        known: HashMap::new(),
        has_opening: false,
        entered: Vec::new(),
        decimals: 2,
        format: format.into(),
        layout: String::new(),
        claimed: Vec::new(),
        covers: Some((may(1), may(31))),
    };
    for (reference, line) in lines.iter().enumerate() {
        let Incoming { date, amount, number, payee, memo, bank_id, .. } = line.clone();
        let claim = Claim {
            format: format.into(),
            layout: String::new(),
            bank_id: bank_id.clone(),
            payee: payee.clone(),
            date: Some(date),
            amount,
        };
        let entry = Entered { reference, date, amount, number, payee, memo, far_side: None };
        book.claimed.push(Claimed { entry, by: vec![claim] });
        let once = KnownDay { date: Some(date), is_of_bank: true, times: Times::ONCE };
        book.known.entry((bank_id, amount)).or_default().push(once);
    }
    book
}

fn proposed(mut book: Account<usize>, lines: Vec<Incoming>, format: &str) -> Vec<Fate<usize>> {
    book.lines = lines;
    book.format = format.into();
    let verdicts = propose(&[book], &crate::ledger::Unwatched).expect("nobody stops it").remove(0);
    verdicts.into_iter().map(|verdict| verdict.fate).collect()
}

fn movements(change: impl Strategy<Value = Change> + 'static) -> impl Strategy<Value = Vec<Movement>> {
    let amount = prop_oneof![2 => Just(-250_i64), 1 => Just(-999), 1 => Just(1_000), 2 => -5_000..-10_i64];
    let one = (2..30_i8, amount, 0..3_usize, change, any::<bool>());
    let one = one.prop_map(|(day, amount, payee, change, has_new_id)| Movement {
        day,
        amount,
        payee,
        change,
        has_new_id,
    });
    proptest::collection::vec(one, 0..12)
}

fn change() -> impl Strategy<Value = Change> {
    let days = prop_oneof![-3..0_i8, 1..4_i8];
    prop_oneof![
        3 => Just(Change::Nothing),
        2 => days.prop_map(Change::Moved),
        1 => Just(Change::Renamed),
        1 => (1..900_i64).prop_map(Change::Amount),
    ]
}

/// Both downloads cover all days of the month.
fn with_ends(lines: Vec<Incoming>) -> Vec<Incoming> {
    let end = |day, id: &str| Incoming { bank_id: id.into(), payee: "BANK".into(), ..line(day, -1) };
    [vec![end(1, "FIRST")], lines, vec![end(31, "LAST")]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_the_bank_changed_is_asked_and_what_is_new_is_not_swallowed(
        known in movements(change()),
        fresh in movements(Just(Change::Nothing)),
        namings in (prop_oneof![Just(Naming::Ids), Just(Naming::Words)], prop_oneof![Just(Naming::Ids), Just(Naming::Words)]),
        formats in (prop_oneof![Just("OFX"), Just("CSV")], prop_oneof![Just("OFX"), Just("CSV")]),
        backwards in any::<bool>(),
    ) {
        let first: Vec<Incoming> = known.iter().enumerate().map(|(nth, one)| one.first(nth)).collect();
        let second = known.iter().enumerate().map(|(nth, one)| one.second(nth));
        let more = fresh.iter().enumerate().map(|(nth, one)| one.first(nth + known.len()));
        let mut second: Vec<Incoming> = second.chain(more).collect();
        if backwards {
            second.reverse();
        }
        let is_other = |(nth, one): (usize, &Movement)| {
            let (was, is) = (&first[nth], one.second(nth));
            let day = |line: &Incoming| (line.date, line.amount);
            // Of two alike of one day both were changed: which became which, no file tells.
            let is_twin = |(other, twin): (usize, &Movement)| {
                other != nth && day(&first[other]) == day(was) && !matches!(twin.change, Change::Nothing)
            };
            let has_changed_twin = known.iter().enumerate().any(is_twin);
            day(was) != day(&is) && (has_changed_twin || first.iter().any(|other| day(other) == day(&is)))
        };
        prop_assume!(!known.iter().enumerate().any(is_other));
        let first = named(with_ends(first), namings.0);
        let second = named(with_ends(second), namings.1);
        let told = proposed(imported(&first, formats.0), second.clone(), formats.1);
        let new = told.iter().filter(|fate| **fate == Fate::New).count();
        prop_assert!(new <= fresh.len(), "{} of {} are new without a word", new, fresh.len());
        let is_silent = |fate: &Fate<usize>| !matches!(fate, Fate::New | Fate::Doubtful(_));
        for line in &second {
            let like = |other: &&Incoming| (other.date, other.amount) == (line.date, line.amount);
            let silent = second.iter().zip(&told).filter(|(other, fate)| like(other) && is_silent(fate)).count();
            prop_assert!(silent <= first.iter().filter(like).count(), "{line:?} is swallowed");
        }
    }

    #[test]
    fn an_id_is_known_as_often_as_its_day_and_amount_were_imported(
        first in proptest::collection::vec((1..28_i8, 0..2_usize, 0..2_i64), 0..10),
        more in proptest::collection::vec((1..28_i8, 0..2_usize, 0..2_i64), 0..10),
    ) {
        let of = |all: &[(i8, usize, i64)]| -> Vec<Incoming> {
            let one = |(day, id, units): &(i8, usize, i64)| Incoming {
                bank_id: ["FEE", "RENT"][*id].into(),
                ..line(*day, -100 - units)
            };
            all.iter().map(one).collect()
        };
        let (first, more) = (of(&first), of(&more));
        let told = proposed(imported(&first, "OFX"), first.clone(), "OFX");
        prop_assert!(told.iter().all(|fate| *fate == Fate::Known));
        let both = [first.clone(), more.clone()].concat();
        let told = proposed(imported(&first, "OFX"), both, "OFX");
        prop_assert_eq!(told.iter().filter(|fate| **fate == Fate::Known).count(), first.len());
        let alone = proposed(imported(&first, "OFX"), more.clone(), "OFX");
        for (line, fate) in more.iter().zip(alone) {
            let was_there = first.iter().any(|other| {
                (&other.bank_id, other.date, other.amount) == (&line.bank_id, line.date, line.amount)
            });
            prop_assert!(was_there || fate != Fate::Known, "{line:?} is swallowed");
        }
    }
}
