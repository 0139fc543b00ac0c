//! Dates as files write them.
//!
//! OFX writes the year first. QIF writes whatever the country of the program
//! wrote, so the order is found from all dates of a file: they are shown to an
//! [`OrderTally`], which keeps each order that could read them. The module
//! knows no today: a date is what is written.

use jiff::civil::Date;

use super::text::shown;

mod named;
pub mod pattern;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("it is empty")]
    Empty,
    #[error("“{0}” is not a date")]
    NotADate(String),
    #[error("“{0}” is a day that does not exist")]
    NoSuchDay(String),
}

/// What comes first in a date that does not begin with a four-digit year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    MonthFirst,
    DayFirst,
    YearFirst,
}

const ORDERS: [Order; 3] = [Order::MonthFirst, Order::DayFirst, Order::YearFirst];

/// Reads a date of OFX: `YYYYMMDD`, then perhaps a time and a zone.
///
/// The calendar date counts as it is written; the zone does not move it, since
/// the bank's own page shows that day. `2018-08-04` is understood as well.
pub fn read_ofx(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 8 {
        return day(text, &text[..4], &text[4..6], &text[6..8]);
    }
    let parts = Parts::of(text)?;
    if parts.first.len() != 4 {
        return Err(DateError::NotADate(shown(text)));
    }
    day(text, parts.first, parts.second, parts.third)
}

/// Reads a date of XML Schema: `2018-08-04`, then perhaps a time, a zone or both.
///
/// As in OFX, the calendar date counts as it is written.
pub fn read_iso(text: &str) -> Result<Date, DateError> {
    const DAY: usize = "2018-08-04".len();
    let text = text.trim();
    match text.split_at_checked(DAY) {
        Some((day, zone)) if zone.starts_with(['+', '-', 'Z']) => read_ofx(day),
        _ => read_ofx(text),
    }
}

/// Which orders could read the dates of a file, and how many dates each could.
#[derive(Debug, Clone, Default)]
pub struct OrderTally {
    /// By [`ORDERS`]: how many of the dates it reads.
    readable: [u64; 3],
    /// A date that is another day when read the other way round.
    telling: Option<String>,
    /// By [`ORDERS`]: the first date that cannot be read in the other of the first two, and its line.
    proofs: [Option<(String, u64)>; 3],
    /// Whether all dates in question have points: `01.02.2024`.
    slashes: bool,
}

/// The order found, and whether the file left a doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub order: Order,
    /// A date of the file that could as well be read the other way round; none where the file tells.
    pub in_doubt: Option<String>,
}

impl OrderTally {
    /// Takes a date as evidence. A four-digit year in front says nothing about the others.
    pub fn see(&mut self, text: &str, line: u64) {
        let Ok(parts) = Parts::of(text) else { return };
        if parts.first.len() == 4 {
            return;
        }
        let read = ORDERS.map(|order| parts.read(text, order).ok());
        for (count, date) in self.readable.iter_mut().zip(&read) {
            *count += u64::from(date.is_some());
        }
        let [month_first, day_first, _] = read;
        if self.telling.is_none() && month_first.is_some() && day_first.is_some() && month_first != day_first
        {
            self.telling = Some(shown(text));
        }
        self.slashes |= !text.contains('.');
        let proves = match read {
            [Some(_), None, _] => 0,
            [None, Some(_), _] => 1,
            [None, None, Some(_)] => 2,
            _ => return,
        };
        self.proofs[proves].get_or_insert_with(|| (shown(text), line));
    }

    /// The first date that only this order can read, and its line.
    pub fn proof_of(&self, order: Order) -> Option<(&str, u64)> {
        let at = ORDERS.iter().position(|one| *one == order)?;
        self.proofs[at].as_ref().map(|(text, line)| (text.as_str(), *line))
    }

    /// Whether every date that could be exchanged is written with points: no country writes the month first so.
    pub fn has_points_only(&self) -> bool {
        !self.slashes
    }

    /// The order that reads the most dates. Where months and days can be
    /// exchanged, months first: the program that QIF comes from wrote them so.
    pub fn decide(self) -> Found {
        let [month_first, day_first, year_first] = self.readable;
        let order = if year_first > month_first.max(day_first) {
            Order::YearFirst
        } else if day_first > month_first {
            Order::DayFirst
        } else {
            Order::MonthFirst
        };
        let in_doubt = self.telling.filter(|_| order != Order::YearFirst && month_first == day_first);
        Found { order, in_doubt }
    }
}

/// Reads a date with the order that was found: `2/10'2020`, `1/ 1'00`, `10.02.20`, `2020-02-10`.
///
/// Two-digit years: 00–68 are 2000–2068 and 69–99 are 1969–1999 (the rule of POSIX `strptime`).
pub fn read_in_order(text: &str, order: Order) -> Result<Date, DateError> {
    read_in_language(text, order, &[])
}

/// The same where the months may have names of these languages: “lis” is October in one and November in another.
pub fn read_in_language(text: &str, order: Order, languages: &[usize]) -> Result<Date, DateError> {
    let text = text.trim();
    match Parts::of(text) {
        Ok(parts) => parts.read(text, order),
        Err(error) => named::read(text, languages).ok_or(error),
    }
}

/// The dates that three numbers can be, by day, month and year first.
pub fn in_any_order(text: &str) -> impl Iterator<Item = Date> {
    let parts = Parts::of(text).ok();
    let orders = [Order::DayFirst, Order::MonthFirst, Order::YearFirst].into_iter();
    orders.filter_map(move |order| parts.as_ref()?.read(text, order).ok())
}

/// Whether the text is a date with the name of a month, in whatever language.
pub fn could_be_named(text: &str) -> bool {
    named::could_be(text.trim())
}

/// The three numbers of a date, as written.
struct Parts<'a> {
    first: &'a str,
    second: &'a str,
    third: &'a str,
}

impl<'a> Parts<'a> {
    /// Three numbers with marks between; a time of day may follow.
    fn of(text: &'a str) -> Result<Parts<'a>, DateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DateError::Empty);
        }
        let wrong = || DateError::NotADate(shown(text));
        let text = without_weekday(text);
        if let Some(parts) = Parts::compact(text) {
            return Ok(parts);
        }
        let (first, rest) = number(text).ok_or_else(wrong)?;
        let (second, rest) = number(mark(rest).ok_or_else(wrong)?).ok_or_else(wrong)?;
        let (third, rest) = number(mark(rest).ok_or_else(wrong)?).ok_or_else(wrong)?;
        let ends = rest.is_empty()
            || matches!(rest, "." | "日")
            || rest.starts_with(|c: char| matches!(c, 'T' | ',') || c.is_whitespace());
        if ends { Ok(Parts { first, second, third }) } else { Err(wrong()) }
    }

    /// `20250201`, `01022025` and `250201`: digits without marks.
    fn compact(text: &'a str) -> Option<Parts<'a>> {
        let digits = text.split([' ', 'T']).next()?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let cut = |at: [usize; 4]| {
            let part = |from: usize, to: usize| digits.get(from..to);
            Some(Parts {
                first: part(at[0], at[1])?,
                second: part(at[1], at[2])?,
                third: part(at[2], at[3])?,
            })
        };
        match digits.len() {
            // No other order has such a month: the year 20.. would be it.
            8 if day(text, &digits[..4], &digits[4..6], &digits[6..8])
                .is_ok_and(|date| date.year() >= 1900) =>
            {
                cut([0, 4, 6, 8])
            }
            8 if !digits.starts_with(['1', '2'])
                || digits.get(4..6).is_some_and(|year| matches!(year, "19" | "20")) =>
            {
                cut([0, 2, 4, 8])
            }
            8 => cut([0, 4, 6, 8]),
            6 => cut([0, 2, 4, 6]),
            _ => None,
        }
    }

    fn read(&self, text: &str, order: Order) -> Result<Date, DateError> {
        let order = if self.first.len() == 4 { Order::YearFirst } else { order };
        match order {
            Order::MonthFirst => day(text, self.third, self.first, self.second),
            Order::DayFirst => day(text, self.third, self.second, self.first),
            Order::YearFirst => day(text, self.first, self.second, self.third),
        }
    }
}

/// Without the day of the week in front: `Sat 01/02/2025`.
fn without_weekday(text: &str) -> &str {
    let Some((word, rest)) = text.split_once(' ') else { return text };
    let word = word.trim_end_matches([',', '.']);
    let is_word = !word.is_empty() && word.chars().count() < 14 && word.chars().all(char::is_alphabetic);
    let rest = rest.trim_start();
    if is_word && rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { text }
}

/// The digits in front, one to four, and what follows.
fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits).then(|| text.split_at(digits))
}

/// What follows the mark between two numbers. Quicken pads with spaces: `1/ 1'00`.
fn mark(text: &str) -> Option<&str> {
    let marks = ['/', '-', '.', '\'', '’', ':', '_', '年', '月', '\u{2010}', '\u{2011}', '\u{2013}'];
    let rest = text.trim_start_matches(' ').strip_prefix(marks)?;
    Some(rest.trim_start_matches(' '))
}

fn day(text: &str, year: &str, month: &str, day: &str) -> Result<Date, DateError> {
    let none = || DateError::NoSuchDay(shown(text));
    let year: i16 = match (year.len(), year.parse::<i16>().map_err(|_| none())?) {
        (4, year @ 1..) => year,
        (1 | 2, year @ 0..=68) => 2000 + year,
        (1 | 2, year) => 1900 + year,
        _ => return Err(none()),
    };
    let (month, day) = (month.parse().map_err(|_| none())?, day.parse().map_err(|_| none())?);
    Date::new(year, month, day).map_err(|_| none())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn ofx(text: &str) -> Option<Date> {
        read_ofx(text).ok()
    }

    fn found(texts: &[&str]) -> Found {
        let mut tally = OrderTally::default();
        texts.iter().for_each(|text| tally.see(text, 1));
        tally.decide()
    }

    #[test]
    fn an_ofx_date_is_the_calendar_date_as_written() {
        for text in [
            "20180804",
            " 20180804 ",
            "20180804235959",
            "20180804235959.999[-12:XXX]",
            "20180804093914:014",
            "20180804[+14]",
            "2018-08-04",
            "2018/8/4",
            "2018-08-04T23:00:00Z",
        ] {
            assert_eq!(ofx(text), Some(date(2018, 8, 4)), "{text}");
        }
    }

    #[test]
    fn an_ofx_date_that_does_not_exist_is_an_error() {
        assert_eq!(read_ofx(""), Err(DateError::Empty));
        assert_eq!(read_ofx("20120231"), Err(DateError::NoSuchDay("20120231".into())));
        assert_eq!(read_ofx("00000000"), Err(DateError::NoSuchDay("00000000".into())));
        assert_eq!(read_ofx("201120000000"), Err(DateError::NoSuchDay("201120000000".into())));
        for text in ["2018080", "04/08/2018", "August", "２０１８０８０４", "2018-08"] {
            assert_eq!(read_ofx(text), Err(DateError::NotADate(text.into())), "{text}");
        }
    }

    #[test]
    fn a_date_of_xml_may_have_a_time_and_a_zone() {
        for text in [
            "2018-08-04",
            "2018-08-04Z",
            "2018-08-04+02:00",
            "2018-08-04-05:00",
            "2018-08-04T23:59:59.9+01:00",
        ] {
            assert_eq!(read_iso(text), Ok(date(2018, 8, 4)), "{text}");
        }
        assert!(read_iso("").is_err() && read_iso("04.08.2018").is_err() && read_iso("2018-08-40Z").is_err());
    }

    #[test]
    fn one_date_past_the_twelfth_tells_the_order_of_all() {
        assert_eq!(found(&["01/02/2018", "22/12/2017"]), Found { order: Order::DayFirst, in_doubt: None });
        assert_eq!(found(&["01/02/2018", "12/22/2017"]), Found { order: Order::MonthFirst, in_doubt: None });
        assert_eq!(found(&["01-02-03", "98-12-31"]), Found { order: Order::YearFirst, in_doubt: None });
    }

    #[test]
    fn dates_that_tell_nothing_are_read_month_first_and_it_is_said() {
        let doubt = Found { order: Order::MonthFirst, in_doubt: Some("2/10'2020".into()) };
        assert_eq!(found(&["1/1/2020", "2/10'2020", "3/4'20"]), doubt);
    }

    #[test]
    fn dates_that_are_the_same_day_either_way_leave_no_doubt() {
        assert_eq!(found(&["1/1/2020", "12/12/2020", "nonsense"]).in_doubt, None);
        assert_eq!(found(&["2022-09-08"]).in_doubt, None);
        assert_eq!(found(&[]).in_doubt, None);
    }

    #[test]
    fn the_order_that_reads_most_wins_over_a_misprint() {
        assert_eq!(found(&["22/12/2017", "23/12/2017", "02/13/2018"]).order, Order::DayFirst);
    }

    #[test]
    fn qif_dates_in_all_their_dresses_are_read() {
        let month_first = |text| read_in_order(text, Order::MonthFirst).ok();
        assert_eq!(month_first("2/10'2020"), Some(date(2020, 2, 10)));
        assert_eq!(month_first("1/ 1'00"), Some(date(2000, 1, 1)));
        assert_eq!(month_first(" 1/ 2/98"), Some(date(1998, 1, 2)));
        assert_eq!(month_first("12/31/68"), Some(date(2068, 12, 31)));
        assert_eq!(month_first("12/31/69"), Some(date(1969, 12, 31)));
        assert_eq!(month_first("1/1' 5"), Some(date(2005, 1, 1)));
        assert_eq!(month_first("2022-09-23"), Some(date(2022, 9, 23)));
        assert_eq!(month_first("20220923"), Some(date(2022, 9, 23)));
        assert_eq!(read_in_order("01022025", Order::DayFirst).ok(), Some(date(2025, 2, 1)));
        assert_eq!(read_in_order("250201", Order::YearFirst).ok(), Some(date(2025, 2, 1)));
        assert_eq!(read_in_order("Sat 01/02/2025", Order::DayFirst).ok(), Some(date(2025, 2, 1)));
        assert_eq!(month_first("2012:03:01"), Some(date(2012, 3, 1)));
        assert_eq!(month_first("2025年2月1日"), Some(date(2025, 2, 1)));
        assert_eq!(month_first("02/10/2020 12:30"), Some(date(2020, 2, 10)));
        assert_eq!(read_in_order("31.12.20", Order::DayFirst).ok(), Some(date(2020, 12, 31)));
        assert_eq!(read_in_order("31.12.2020.", Order::DayFirst).ok(), Some(date(2020, 12, 31)));
    }

    #[test]
    fn a_qif_date_that_does_not_exist_is_an_error() {
        let month_first = |text| read_in_order(text, Order::MonthFirst);
        assert_eq!(month_first("2/30/2020"), Err(DateError::NoSuchDay("2/30/2020".into())));
        assert_eq!(month_first("13/1/2020"), Err(DateError::NoSuchDay("13/1/2020".into())));
        assert_eq!(month_first("1/1/123"), Err(DateError::NoSuchDay("1/1/123".into())));
        for text in ["1/1", "1//1/2020", "x", "1/1/2020x", "12345/1/1"] {
            assert_eq!(month_first(text), Err(DateError::NotADate(text.into())), "{text}");
        }
    }
}
