//! Cheques that belong to no chequebook, and the books that they look like they come from.
//!
//! Pure. A book is only proposed: nobody but its owner knows where it begins and ends.

use jiff::civil::Date;

use super::cheque::{Chequebook, MOST_CHEQUES};

/// A payment with a number that no book of its account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LooseCheque {
    pub number: u64,
    /// As written, with its zeros.
    pub digits: u8,
    pub date: Date,
}

/// A chequebook that some of them may come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedBook {
    pub first: u64,
    /// Books have so many cheques that this is a guess.
    pub last: u64,
    pub digits: u8,
    /// How many cheques of it were written.
    pub cheques: usize,
    /// The first and the last day of them.
    pub from: Date,
    pub until: Date,
}

/// Numbers that are further apart come from two books.
const WIDEST_GAP: u64 = 10;
/// Chequebooks mostly have 25, 50 or 100 cheques.
const PAGE: u64 = 25;

/// The books that these cheques look like they come from, those of the most cheques first.
pub fn proposed(cheques: &[LooseCheque], books: &[Chequebook]) -> Vec<ProposedBook> {
    let mut sorted: Vec<&LooseCheque> = cheques.iter().collect();
    sorted.sort_by_key(|one| one.number);
    let mut found: Vec<ProposedBook> = Vec::new();
    for cheque in sorted {
        match found.last_mut().filter(|book| goes_on(book, cheque, books)) {
            Some(book) => lengthen(book, cheque),
            None => found.push(begun(cheque)),
        }
    }
    let starts: Vec<u64> =
        books.iter().map(|book| book.first).chain(found.iter().map(|book| book.first)).collect();
    for book in &mut found {
        book.last = likely_last(book, &starts);
    }
    found.sort_by_key(|book| (std::cmp::Reverse(book.cheques), book.first));
    found
}

fn begun(cheque: &LooseCheque) -> ProposedBook {
    let LooseCheque { number, digits, date } = *cheque;
    ProposedBook { first: number, last: number, digits, cheques: 1, from: date, until: date }
}

/// Whether it may come from the same book: near by, and no other book lies between.
fn goes_on(book: &ProposedBook, cheque: &LooseCheque, books: &[Chequebook]) -> bool {
    cheque.number - book.last <= WIDEST_GAP
        && cheque.number - book.first < MOST_CHEQUES
        && !books.iter().any(|other| (book.last..cheque.number).contains(&other.first))
}

fn lengthen(book: &mut ProposedBook, cheque: &LooseCheque) {
    book.last = cheque.number;
    book.digits = book.digits.max(cheque.digits);
    book.cheques += 1;
    (book.from, book.until) = (book.from.min(cheque.date), book.until.max(cheque.date));
}

/// The end of a book of the usual size, before the next one begins.
fn likely_last(book: &ProposedBook, starts: &[u64]) -> u64 {
    let size = (book.last - book.first + 1).div_ceil(PAGE) * PAGE;
    let end = book.first + size.min(MOST_CHEQUES) - 1;
    let next = starts.iter().filter(|start| **start > book.last).min();
    next.map_or(end, |next| end.min(next - 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::ledger::account::AccountId;
    use crate::ledger::cheque::ChequebookId;

    fn loose(numbers: &[u64]) -> Vec<LooseCheque> {
        let cheque =
            |(day, number): (i8, &u64)| LooseCheque { number: *number, digits: 6, date: date(2026, 1, day) };
        (1..).zip(numbers).map(cheque).collect()
    }

    fn book(first: u64, last: u64) -> Chequebook {
        Chequebook {
            id: ChequebookId(1),
            account: AccountId(1),
            first,
            last,
            next: first,
            digits: 6,
            closed: false,
            in_use: false,
        }
    }

    fn ranges(numbers: &[u64], books: &[Chequebook]) -> Vec<(u64, u64, usize)> {
        proposed(&loose(numbers), books).iter().map(|book| (book.first, book.last, book.cheques)).collect()
    }

    #[test]
    fn numbers_that_follow_each_other_look_like_a_book_of_the_usual_size() {
        assert_eq!(ranges(&[103, 101, 102, 105], &[]), [(101, 125, 4)]);
        let many: Vec<u64> = (101..=127).collect();
        assert_eq!(ranges(&many, &[]), [(101, 150, 27)]);
        let found = proposed(&loose(&[103, 101, 102]), &[]);
        assert_eq!((found[0].from, found[0].until), (date(2026, 1, 1), date(2026, 1, 3)));
    }

    #[test]
    fn what_is_far_apart_comes_from_two_books_and_the_larger_is_named_first() {
        assert_eq!(ranges(&[900, 101, 102], &[]), [(101, 125, 2), (900, 924, 1)]);
    }

    #[test]
    fn a_book_that_is_there_is_not_overlapped() {
        assert_eq!(ranges(&[98, 99, 126], &[book(101, 125)]), [(98, 100, 2), (126, 150, 1)]);
        assert_eq!(ranges(&[101, 115], &[]), [(101, 114, 1), (115, 139, 1)]);
    }

    proptest! {
        #[test]
        fn every_cheque_is_in_one_proposal_and_no_two_books_overlap(
            numbers in prop::collection::btree_set(1u64..400, 0..60),
            first in 1u64..300,
        ) {
            let there = book(first, first + 24);
            let numbers: Vec<u64> = numbers.into_iter().filter(|number| !there.holds(*number)).collect();
            let mut cheques: Vec<LooseCheque> = loose(&[]);
            cheques.extend(numbers.iter().map(|number| LooseCheque { number: *number, digits: 6, date: date(2026, 1, 1) }));
            let found = proposed(&cheques, std::slice::from_ref(&there));
            let mut all: Vec<(u64, u64)> = found.iter().map(|one| (one.first, one.last)).collect();
            for number in &numbers {
                prop_assert_eq!(all.iter().filter(|(first, last)| (first..=last).contains(&number)).count(), 1);
            }
            all.push((there.first, there.last));
            all.sort_unstable();
            prop_assert!(all.windows(2).all(|two| two[0].1 < two[1].0), "{:?}", all);
        }
    }
}
