//! What the sample book promises.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::date;

use super::entry::Side;
use super::*;
use crate::ledger::cheque::{STALE_MONTHS, Written, number_of, report};
use crate::ledger::command::LineFate;
use crate::ledger::decide::testing::MemoryBook;
use crate::ledger::schedule::{Mode, Schedule};
use crate::ledger::{Payee, SplitState, Statement};

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
    let typed = made.iter().filter(|deed| matches!(deed.command, Command::AddTransaction(_))).count();
    assert_eq!(lines + typed, entries.len());
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

/// The days on which months and years are awkward, and some that are not.
fn awkward_days() -> impl Iterator<Item = Date> {
    let leap = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28), date(2027, 3, 1)];
    let ends =
        [date(2025, 12, 29), date(2026, 4, 30), date(2026, 8, 31), date(2026, 10, 25), date(2026, 12, 31)];
    leap.into_iter().chain(ends).chain(date(2026, 12, 30).series(1.day()).take(4))
}

fn book(today: Date) -> MemoryBook {
    let mut book = MemoryBook::default();
    for deed in deeds(today, SEED).expect("is made") {
        let done = book.submit(&deed.command);
        let done = done.unwrap_or_else(|refusal| panic!("{today}: {refusal} at {:?}", deed.command));
        if let (Some(then), Some(id)) = (deed.then, done.made) {
            book.submit(&then.with(id)).unwrap_or_else(|refusal| panic!("{today}: {refusal}"));
        }
    }
    book
}

fn payee_named<'b>(book: &'b MemoryBook, schedule: &Schedule) -> &'b Payee {
    &book.rows.payees[&schedule.payee.expect("a payee")]
}

#[test]
fn on_any_day_the_months_are_reconciled_and_the_last_one_waits_for_a_few_ticks() {
    for today in awkward_days() {
        let book = book(today);
        let statements: Vec<&Statement> = book.rows.statements.values().collect();
        let (finished, open): (Vec<&Statement>, Vec<&Statement>) =
            statements.into_iter().partition(|one| one.is_finished());
        assert!(finished.len() >= 2 * 22, "{today}: {}", finished.len());
        let [open] = open[..] else { panic!("{today}: one is under way") };
        assert!(open.date < today && open.date.month() != today.month(), "{today}: {}", open.date);
        let own = |transaction: &crate::ledger::Transaction| {
            let own = transaction.splits.iter().filter(|split| split.account == open.account);
            own.filter(|split| split.statement.is_none() && transaction.date <= open.date).count()
        };
        let unticked: usize = book.rows.transactions.values().map(own).sum();
        // The stale cheque and others that are out are none of the bank's; two are to be ticked.
        assert!((3..40).contains(&unticked), "{today}: {unticked} to be ticked");
    }
}

#[test]
fn on_any_day_a_few_cheques_are_out_one_is_stale_one_is_void_and_all_are_from_a_book() {
    for today in awkward_days() {
        let book = book(today);
        let mut outstanding = (0, 0, 0);
        let mut numbered = 0;
        for chequebook in book.rows.chequebooks.values() {
            let cheques = book.rows.transactions.values().filter_map(|one| {
                let number = number_of(one.number.as_ref()?)?;
                let is_cleared = one.splits[0].state != SplitState::Uncleared;
                let written = Written {
                    reference: one.id,
                    number,
                    date: one.date,
                    is_void: one.void.is_some(),
                    is_cleared,
                };
                chequebook.holds(number).then_some(written)
            });
            let cheques: Vec<_> = cheques.collect();
            numbered += cheques.len();
            let told = report(chequebook, &cheques, today, STALE_MONTHS);
            assert_eq!((told.missing.len(), told.repeated.len()), (0, 0), "{today}");
            outstanding.0 += told.outstanding.len();
            outstanding.1 += told.outstanding.iter().filter(|one| one.is_stale).count();
            outstanding.2 += told.void.len();
        }
        assert_eq!(
            numbered,
            book.rows.transactions.values().filter(|one| one.number.is_some()).count(),
            "{today}"
        );
        assert!((3..=9).contains(&outstanding.0), "{today}: {outstanding:?}");
        assert_eq!((outstanding.1, outstanding.2), (1, 1), "{today}");
        let in_use: Vec<_> = book.rows.chequebooks.values().filter(|one| one.in_use).collect();
        assert_eq!(in_use.len(), 1, "{today}");
    }
}

#[test]
fn on_any_day_what_comes_again_goes_on_where_the_entries_end() {
    for today in awkward_days() {
        let book = book(today);
        assert_eq!(book.rows.schedules.len(), 6);
        for schedule in book.rows.schedules.values() {
            let due = schedule.due().expect("goes on").date;
            let name = &payee_named(&book, schedule).name;
            assert!(due > today, "{today}: {name} is due on {due}");
            let paid =
                book.rows.transactions.values().filter(|one| one.payee == schedule.payee).map(|one| one.date);
            let last = paid.max().expect("was paid before");
            assert!(last <= today, "{today}: {name} is entered ahead, and has a schedule");
            let days = entry::days_between(last, due);
            let usual = match name.as_str() {
                "Shieldwell Motor" => 360..=370,
                "Shieldwell Home" => 88..=93,
                _ => 26..=36,
            };
            assert!(usual.contains(&days), "{today}: {name} on {last}, then on {due}");
            assert!(schedule.mode == Mode::Remind || schedule.enters_on() > Some(today), "{today}: {name}");
        }
    }
}
