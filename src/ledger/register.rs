//! Running balances and positions.
//!
//! Balances are never stored per row. Per account and month the store keeps
//! how many rows there are and what they sum to; this module says which
//! months lie before a position and what the balance is there.

use super::money::Minor;

/// A calendar month as one number: `year × 12 + month − 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    pub fn of(date: jiff::civil::Date) -> Month {
        Month(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    /// The first day, ISO 8601: rows are kept under dates that sort as text.
    pub fn first_day(self) -> String {
        format!("{:04}-{:02}-01", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

/// What one month holds in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthTotal {
    pub month: Month,
    pub rows: u64,
    /// Minor units. Not a [`Minor`]: a part of a register may pass what its whole may not.
    pub total: i64,
}

/// A place in a register to read on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The month to begin reading in; none where the position is past the end.
    pub month: Option<Month>,
    /// Rows of that month that lie before the position.
    pub skip: u64,
    /// The balance before the month's first row.
    pub balance: i64,
}

/// A column that rows can be put in the order of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Date,
    Number,
    Payee,
    /// The other side, as it is shown.
    Category,
    Memo,
    /// By their names, as they stand in the row.
    Tags,
    /// By size; deposits have none.
    Payment,
    /// By size; payments have none.
    Deposit,
    State,
}

/// An order of rows. Running balances do not follow it: they stay those of the order of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    pub by: Column,
    pub descending: bool,
}

/// Finds the row number `offset` (from 0). `months` are in order.
pub fn place(months: &[MonthTotal], offset: u64) -> Place {
    let mut before = 0;
    let mut balance = 0i64;
    for month in months {
        if offset < before + month.rows {
            return Place { month: Some(month.month), skip: offset - before, balance };
        }
        before += month.rows;
        balance = balance.saturating_add(month.total);
    }
    Place { month: None, skip: 0, balance }
}

/// Running balances: each is the one before plus the row's amount.
pub fn running(start: i64, amounts: impl IntoIterator<Item = Minor>) -> impl Iterator<Item = i64> {
    amounts.into_iter().scan(start, |balance, amount| {
        *balance = balance.saturating_add(amount.units());
        Some(*balance)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months() -> Vec<MonthTotal> {
        [(24_000, 3, 10), (24_001, 2, -4), (24_005, 1, 7)]
            .map(|(month, rows, total)| MonthTotal { month: Month(month), rows, total })
            .to_vec()
    }

    #[test]
    fn a_position_is_the_months_before_it_plus_part_of_one() {
        let at = |offset| place(&months(), offset);
        assert_eq!(at(0), Place { month: Some(Month(24_000)), skip: 0, balance: 0 });
        assert_eq!(at(2), Place { month: Some(Month(24_000)), skip: 2, balance: 0 });
        assert_eq!(at(4), Place { month: Some(Month(24_001)), skip: 1, balance: 10 });
        assert_eq!(at(5), Place { month: Some(Month(24_005)), skip: 0, balance: 6 });
        assert_eq!(at(6), Place { month: None, skip: 0, balance: 13 });
    }

    #[test]
    fn a_month_begins_on_its_first_day() {
        let date = jiff::civil::date(2024, 2, 29);
        assert_eq!(Month::of(date).first_day(), "2024-02-01");
        assert_eq!(Month::of(jiff::civil::date(1999, 12, 1)).first_day(), "1999-12-01");
    }

    #[test]
    fn balances_run() {
        let amounts = [5, -7, 2].map(|units| Minor::amount(units).expect("small"));
        assert_eq!(running(100, amounts).collect::<Vec<_>>(), [105, 98, 100]);
    }
}
