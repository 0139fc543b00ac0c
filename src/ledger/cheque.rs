//! Chequebooks and the numbers of their cheques.
//!
//! Pure. A number is kept as it stands on the cheque, leading zeros and all;
//! here it is a number where it is nothing but digits.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::account::AccountId;

/// Names a chequebook for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChequebookId(pub i64);

/// The most cheques in one book.
pub const MOST_CHEQUES: u64 = 10_000;

/// The most digits of a cheque's number.
pub const MOST_DIGITS: usize = 15;

/// How long banks commonly pay a cheque, in months.
pub const STALE_MONTHS: u8 = 6;

/// A book of cheques of one account, with numbers from first to last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chequebook {
    pub id: ChequebookId,
    pub account: AccountId,
    pub first: u64,
    pub last: u64,
    /// The lowest number that is still to be written; numbers before it are done with.
    pub next: u64,
    /// Digits of the printed numbers: 6 for `000101`.
    pub digits: u8,
    /// Used up or thrown away: no more numbers come from it.
    pub closed: bool,
    /// Numbers come from this one, before others. At most one of an account, and none that is closed.
    pub in_use: bool,
}

/// A number as it stands on a cheque.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedNumber {
    pub number: u64,
    /// With the leading zeros.
    pub digits: u8,
}

/// Why a text is no number of a cheque.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("a cheque's number is digits only")]
    NotDigits,
    #[error("the number has more than {MOST_DIGITS} digits")]
    TooLong,
}

impl std::str::FromStr for PrintedNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<PrintedNumber, NumberError> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberError::NotDigits);
        }
        let digits = u8::try_from(text.len()).ok().filter(|digits| usize::from(*digits) <= MOST_DIGITS);
        let digits = digits.ok_or(NumberError::TooLong)?;
        Ok(PrintedNumber { number: text.parse().map_err(|_| NumberError::TooLong)?, digits })
    }
}

/// A chequebook to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChequebook {
    pub account: AccountId,
    pub first: PrintedNumber,
    pub last: PrintedNumber,
    /// None: the first, or the one after those that are written.
    pub next: Option<PrintedNumber>,
    pub in_use: bool,
}

/// What is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChequebookPatch {
    pub first: Option<PrintedNumber>,
    pub last: Option<PrintedNumber>,
    pub next: Option<PrintedNumber>,
    pub closed: Option<bool>,
    pub in_use: Option<bool>,
}

impl Chequebook {
    pub fn holds(&self, number: u64) -> bool {
        (self.first..=self.last).contains(&number)
    }

    /// Whether any number is in both.
    pub fn overlaps(&self, other: &Chequebook) -> bool {
        self.account == other.account && self.first <= other.last && other.first <= self.last
    }

    /// Whether the two cannot be in one account: they share a number, or both are the one in use.
    pub fn clashes(&self, other: &Chequebook) -> bool {
        self.id != other.id
            && self.account == other.account
            && (self.overlaps(other) || (self.in_use && other.in_use))
    }

    /// What the book is called: its numbers.
    pub fn name(&self) -> String {
        format!("{}–{}", self.printed(self.first), self.printed(self.last))
    }

    /// The number as it is printed.
    pub fn printed(&self, number: u64) -> String {
        printed(number, self.digits)
    }

    /// The number after the highest that was used, not below `next`; none when the book is used up.
    pub fn next_number(&self, highest_used: Option<u64>) -> Option<u64> {
        let after = highest_used.map_or(self.first, |used| used.saturating_add(1));
        let number = after.max(self.next);
        (!self.closed && self.holds(number)).then_some(number)
    }
}

/// The number with the leading zeros that make it so long.
pub fn printed(number: u64, digits: u8) -> String {
    format!("{number:0digits$}", digits = usize::from(digits))
}

/// The book that the next cheque comes from, and its number: the one in use, or when that is used up the
/// first that has one. `highest_used` goes with each book; they are in the order of their numbers.
pub fn next_cheque(books: &[(Chequebook, Option<u64>)]) -> Option<(&Chequebook, u64)> {
    let next = |(book, highest): &'_ (Chequebook, Option<u64>)| book.next_number(*highest);
    let marked = books.iter().filter(|(book, _)| book.in_use);
    let mut in_order = marked.chain(books);
    in_order.find_map(|one| next(one).map(|number| (&one.0, number)))
}

/// The number on a cheque, where it is one: digits only.
pub fn number_of(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// A cheque that was written; `R` is by what the caller finds it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<R> {
    pub reference: R,
    pub number: u64,
    pub date: Date,
    pub is_void: bool,
    /// Whether the bank has paid it.
    pub is_cleared: bool,
}

/// What there is to say of a book's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<R> {
    /// Written and not paid yet, oldest first.
    pub outstanding: Vec<Outstanding<R>>,
    pub void: Vec<R>,
    /// Runs of numbers that nobody wrote though higher ones were written: first and last of each.
    pub missing: Vec<(u64, u64)>,
    /// Numbers that were written more than once; void ones do not count.
    pub repeated: Vec<(u64, Vec<R>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding<R> {
    pub cheque: R,
    pub age_days: i32,
    /// Too old for the bank to pay.
    pub is_stale: bool,
}

/// Looks through the cheques of one book. Those with numbers of other books are passed over.
///
/// A cheque is stale from the day `stale_months` after its date; banks commonly say six.
pub fn report<R: Copy>(
    book: &Chequebook,
    written: &[Written<R>],
    today: Date,
    stale_months: u8,
) -> Report<R> {
    let mut numbers: BTreeMap<u64, Vec<&Written<R>>> = BTreeMap::new();
    for cheque in written.iter().filter(|cheque| book.holds(cheque.number)) {
        numbers.entry(cheque.number).or_default().push(cheque);
    }
    let all = || numbers.values().flatten();
    let mut out: Vec<&&Written<R>> = all().filter(|one| !one.is_void && !one.is_cleared).collect();
    out.sort_by_key(|one| (one.date, one.number));
    Report {
        outstanding: out.into_iter().map(|one| outstanding(one, today, stale_months)).collect(),
        void: all().filter(|one| one.is_void).map(|one| one.reference).collect(),
        missing: gaps(book.first, numbers.keys().copied()),
        repeated: numbers.iter().filter_map(|(number, cheques)| repeated(*number, cheques)).collect(),
    }
}

fn outstanding<R: Copy>(cheque: &Written<R>, today: Date, stale_months: u8) -> Outstanding<R> {
    let limit = cheque.date.saturating_add(Span::new().months(stale_months));
    Outstanding {
        cheque: cheque.reference,
        age_days: (today - cheque.date).get_days().max(0),
        is_stale: today >= limit,
    }
}

fn repeated<R: Copy>(number: u64, cheques: &[&Written<R>]) -> Option<(u64, Vec<R>)> {
    let valid: Vec<R> = cheques.iter().filter(|one| !one.is_void).map(|one| one.reference).collect();
    (valid.len() > 1).then_some((number, valid))
}

/// The runs that are left out between `first` and the highest; `numbers` are in order.
fn gaps(first: u64, numbers: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let mut expected = first;
    let mut gaps = Vec::new();
    for number in numbers {
        if number > expected {
            gaps.push((expected, number - 1));
        }
        expected = number.saturating_add(1);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn book() -> Chequebook {
        Chequebook {
            id: ChequebookId(1),
            account: AccountId(1),
            first: 101,
            last: 125,
            next: 101,
            digits: 6,
            closed: false,
            in_use: false,
        }
    }

    fn cheque(reference: char, number: u64, month: i8) -> Written<char> {
        Written { reference, number, date: date(2026, month, 10), is_void: false, is_cleared: true }
    }

    #[test]
    fn the_next_number_follows_the_highest_and_ends_with_the_book() {
        assert_eq!(book().next_number(None), Some(101));
        assert_eq!(book().next_number(Some(104)), Some(105));
        assert_eq!(Chequebook { next: 110, ..book() }.next_number(Some(104)), Some(110));
        assert_eq!(book().next_number(Some(125)), None);
        assert_eq!(Chequebook { closed: true, ..book() }.next_number(None), None);
        assert_eq!(book().printed(105), "000105");
    }

    #[test]
    fn the_next_cheque_comes_from_the_book_in_use_and_then_from_the_first_that_has_one() {
        let second = Chequebook { id: ChequebookId(2), first: 201, last: 225, next: 201, ..book() };
        let marked = Chequebook { in_use: true, ..second.clone() };
        let number =
            |books: &[(Chequebook, Option<u64>)]| next_cheque(books).map(|(book, next)| (book.id.0, next));
        assert_eq!(number(&[(book(), None), (second.clone(), None)]), Some((1, 101)));
        assert_eq!(number(&[(book(), Some(125)), (second.clone(), None)]), Some((2, 201)));
        assert_eq!(number(&[(book(), None), (marked.clone(), Some(203))]), Some((2, 204)));
        assert_eq!(number(&[(book(), Some(110)), (marked, Some(225))]), Some((1, 111)));
        assert_eq!(number(&[]), None);
    }

    #[test]
    fn a_printed_number_keeps_its_zeros_and_has_a_limit() {
        assert_eq!(" 000105 ".parse(), Ok(PrintedNumber { number: 105, digits: 6 }));
        for text in ["", "12a", "-5", "１２"] {
            assert_eq!(text.parse::<PrintedNumber>(), Err(NumberError::NotDigits), "{text}");
        }
        assert_eq!("1234567890123456".parse::<PrintedNumber>(), Err(NumberError::TooLong));
    }

    #[test]
    fn a_number_is_digits_only() {
        assert_eq!(number_of(" 000105 "), Some(105));
        assert_eq!([number_of("DEP"), number_of("12a"), number_of(""), number_of("-5")], [None; 4]);
        assert_eq!(number_of("99999999999999999999"), None);
    }

    #[test]
    fn books_of_one_account_overlap_when_they_share_a_number() {
        let later = Chequebook { first: 125, last: 150, ..book() };
        assert!(book().overlaps(&later));
        assert!(!book().overlaps(&Chequebook { first: 126, ..later.clone() }));
        assert!(!book().overlaps(&Chequebook { account: AccountId(2), ..later }));
    }

    #[test]
    fn outstanding_void_missing_and_repeated_numbers_are_told_apart() {
        let written = [
            cheque('a', 101, 1),
            Written { is_cleared: false, ..cheque('b', 104, 3) },
            Written { is_void: true, is_cleared: false, ..cheque('c', 105, 3) },
            cheque('d', 107, 4),
            Written { is_cleared: false, ..cheque('e', 107, 10) },
            Written { is_cleared: false, ..cheque('x', 900, 1) },
        ];
        let report = report(&book(), &written, date(2026, 11, 10), 6);
        let ages: Vec<(char, i32, bool)> =
            report.outstanding.iter().map(|one| (one.cheque, one.age_days, one.is_stale)).collect();
        assert_eq!(ages, [('b', 245, true), ('e', 31, false)]);
        assert_eq!(report.void, ['c']);
        assert_eq!(report.missing, [(102, 103), (106, 106)]);
        assert_eq!(report.repeated, [(107, vec!['d', 'e'])]);
    }

    #[test]
    fn a_cheque_is_stale_on_the_day_the_months_are_over() {
        let one = Written { is_cleared: false, date: date(2026, 3, 31), ..cheque('a', 101, 3) };
        let is_stale = |today| report(&book(), std::slice::from_ref(&one), today, 6).outstanding[0].is_stale;
        assert!(!is_stale(date(2026, 9, 29)));
        assert!(is_stale(date(2026, 9, 30)));
    }
}
