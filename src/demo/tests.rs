//! What the sample book promises.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::entry::Side;
use super::*;
use crate::ledger::command::LineFate;

const TODAY: Date = date(2026, 3, 19);

#[test]
fn the_same_day_and_seed_make_the_same_book() {
    let make = |today, seed| deeds(today, seed).expect("is made");
    assert_eq!(make(TODAY, SEED), make(TODAY, SEED));
    assert_ne!(make(TODAY, SEED), make(TODAY, SEED + 1));
}

#[test]
fn on_any_day_there_are_two_years_and_a_few_weeks_ahead() {
    for today in [TODAY, date(2024, 2, 29), date(2025, 12, 31), date(2027, 1, 1)] {
        let entries = household::entries(today, SEED);
        assert!((700..2_000).contains(&entries.len()), "{}", entries.len());
        let (first, last) = (&entries[0], &entries[entries.len() - 1]);
        assert!(entry::days_between(first.date, today) >= 720);
        assert!(last.date > today, "something is to come");
        assert!(entries.is_sorted_by_key(|entry| entry.date));
    }
}

#[test]
fn it_has_one_of_everything() {
    let entries = household::entries(TODAY, SEED);
    let has = |what: &dyn Fn(&Entry) -> bool| entries.iter().any(what);
    assert!(has(&|entry| entry.number.is_some()), "a cheque");
    assert!(has(&|entry| entry.sides.len() > 2), "a split");
    assert!(has(&|entry| matches!(entry.sides[0].0, Side::Register(_))), "a transfer");
    assert!(has(&|entry| entry.tag.is_some()), "a tag");
    assert_eq!(entries.iter().filter(|entry| entry.void).count(), 1, "a void cheque");
    for (name, ..) in ACCOUNTS {
        assert!(has(&|entry| entry.account == name), "{name}");
    }
    let made = deeds(TODAY, SEED).expect("is made");
    let Command::Import(draft) = &made[0].command else { panic!("a bank's file first") };
    let lines: usize = draft.statements.iter().map(|statement| statement.lines.len()).sum();
    assert_eq!(lines + made.len() - 1, entries.len());
    let ids = draft.statements.iter().flat_map(|statement| &statement.lines).map(|line| &line.bank_id);
    assert_eq!(ids.collect::<std::collections::BTreeSet<_>>().len(), lines, "no bank id twice");
    assert!(draft.statements.iter().flat_map(|s| &s.lines).all(|line| matches!(line.fate, LineFate::Add(_))));
}

#[test]
fn cheques_are_numbered_without_a_gap() {
    let entries = household::entries(TODAY, SEED);
    let numbers: Vec<u32> = entries.iter().filter_map(|entry| entry.number.as_ref()?.parse().ok()).collect();
    assert!(numbers.len() > 24);
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1));
}

#[test]
fn nobody_in_it_goes_broke() {
    let mut balances: BTreeMap<&str, i64> = ACCOUNTS.map(|(name, _, units)| (name, units)).into();
    for entry in household::entries(TODAY, SEED) {
        *balances.get_mut(entry.account).expect("an account") += entry.own_units();
        for (side, units) in &entry.sides {
            if let Side::Register(name) = side {
                *balances.get_mut(name).expect("an account") += units;
            }
        }
        for name in [CURRENT, SAVINGS, CASH] {
            assert!(balances[name] >= 0, "{name} has {} on {}", balances[name], entry.date);
        }
        assert!((-3_000_00..=100_00).contains(&balances[CARD]), "{} on {}", balances[CARD], entry.date);
    }
}
