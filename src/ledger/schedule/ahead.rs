//! What is coming: the balance from now on, and its lowest point.
//!
//! Pure arithmetic over dated amounts, however they are known: rows of the
//! register that lie ahead, or dates of schedules.

use jiff::civil::Date;

/// An amount that is expected on a day. Minor units; negative leaves the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    pub date: Date,
    pub amount: i64,
}

/// The balance at the end of a day. Minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub date: Date,
    pub balance: i64,
}

/// The balance at the end of `today` and of each later day on which something is expected.
///
/// What was expected before today and did not come is counted as of today.
/// `expected` may be in any order.
pub fn projected(today: Date, balance: i64, expected: &[Expected]) -> Vec<Point> {
    let mut sorted: Vec<Expected> =
        expected.iter().map(|one| Expected { date: one.date.max(today), ..*one }).collect();
    sorted.sort_by_key(|one| one.date);
    let mut line = vec![Point { date: today, balance }];
    for one in sorted {
        let last = line.last().map_or(balance, |point| point.balance);
        let balance = last.saturating_add(one.amount);
        match line.last_mut() {
            Some(point) if point.date == one.date => point.balance = balance,
            _ => line.push(Point { date: one.date, balance }),
        }
    }
    line
}

/// The balance after each of `expected`, which is in the order of its dates. On one day what is
/// `written` in the register already comes before what is only expected.
pub fn running(today: Date, balance: i64, written: &[Expected], expected: &[Expected]) -> Vec<i64> {
    let (mut balance, mut read) = (balance, 0);
    let mut after = Vec::with_capacity(expected.len());
    for one in expected {
        while let Some(next) = written.get(read).filter(|next| next.date <= one.date.max(today)) {
            balance = balance.saturating_add(next.amount);
            read += 1;
        }
        balance = balance.saturating_add(one.amount);
        after.push(balance);
    }
    after
}

/// The lowest point, the earliest of several.
pub fn lowest(line: &[Point]) -> Option<Point> {
    line.iter().copied().min_by_key(|point| (point.balance, point.date))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn expected(day: i8, amount: i64) -> Expected {
        Expected { date: date(2026, 11, day), amount }
    }

    #[test]
    fn a_day_has_one_balance_at_its_end() {
        let line = projected(date(2026, 11, 5), 100, &[expected(9, 50), expected(7, -120), expected(9, -10)]);
        let balances: Vec<(i8, i64)> = line.iter().map(|point| (point.date.day(), point.balance)).collect();
        assert_eq!(balances, [(5, 100), (7, -20), (9, 20)]);
        assert_eq!(lowest(&line), Some(Point { date: date(2026, 11, 7), balance: -20 }));
    }

    #[test]
    fn a_row_ahead_has_the_balance_that_it_leads_to() {
        let written = [expected(6, 1_000), expected(9, -1)];
        let rows = [expected(3, -30), expected(6, -20), expected(20, -5)];
        assert_eq!(running(date(2026, 11, 5), 100, &written, &rows), [70, 1_050, 1_044]);
    }

    #[test]
    fn what_is_overdue_counts_as_of_today() {
        let line = projected(date(2026, 11, 5), 100, &[expected(1, -30)]);
        assert_eq!(line, [Point { date: date(2026, 11, 5), balance: 70 }]);
    }

    #[test]
    fn of_equal_low_points_the_first_is_named() {
        let line = projected(date(2026, 11, 5), 100, &[expected(7, -50), expected(8, 50), expected(9, -50)]);
        assert_eq!(lowest(&line).map(|point| point.date.day()), Some(7));
    }
}
