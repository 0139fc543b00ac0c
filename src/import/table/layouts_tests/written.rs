//! A history as one layout writes it.

use jiff::civil::{Date, date};

use super::dice::Dice;
use super::history::Movement;
use super::layout::{ACCOUNTS, Column, Layout, Manner, source};
use crate::import::vocabulary::vocabulary;

impl Layout {
    fn number(&self, cents: i64, with_sign: bool) -> String {
        let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let mut digits = whole.to_string();
        if self.grouping && digits.len() > 3 {
            digits.insert(digits.len() - 3, if self.comma { '.' } else { ',' });
        }
        let mark = if self.comma { ',' } else { '.' };
        let sign = if with_sign && cents < 0 { "-" } else { "" };
        let number = format!("{sign}{digits}{mark}{rest:02}");
        match self.currency {
            "" => number,
            "£" => format!("{sign}£{}", number.trim_start_matches('-')),
            sign => format!("{number} {sign}"),
        }
    }

    fn date(&self, day: Date) -> String {
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        let source = source(self.language);
        let name = source
            .months()
            .find(|(number, _)| *number == month)
            .and_then(|(_, words)| words.first().cloned())
            .unwrap_or_default();
        match self.dates {
            0 => format!("{year}-{month:02}-{of_month:02}"),
            1 => format!("{of_month:02}.{month:02}.{year}"),
            2 => format!("{of_month:02}/{month:02}/{year}"),
            3 => format!("{month:02}/{of_month:02}/{year}"),
            4 => format!("{year}{month:02}{of_month:02}"),
            5 => format!("{of_month:02}-{month:02}-{:02}", year % 100),
            7 => format!("{of_month}.{month}.{year}"),
            8 => format!("{of_month:02}.{month:02}.{year} 14:05:09"),
            9 => format!("{year}/{month:02}/{of_month:02}"),
            10 => format!("{of_month:02}{month:02}{year}"),
            11 => format!("{year}-{month:02}-{of_month:02}T09:30:00Z"),
            _ if matches!(self.language, "ja" | "zh") => format!("{year}年{month}月{of_month}日"),
            _ if self.language == "ko" => format!("{year}년 {month}월 {of_month}일"),
            _ => format!("{of_month} {name} {year}"),
        }
    }

    fn cell(&self, column: Column, text: &str) -> String {
        let is_money = matches!(column, Column::Amount | Column::Debit | Column::Credit | Column::Balance);
        if text.contains([self.delimiter, '"']) && !(self.unquoted && is_money) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let cells = self.columns.iter().zip(cells).map(|(column, cell)| self.cell(*column, cell));
        cells.collect::<Vec<_>>().join(&self.delimiter.to_string()) + "\n"
    }

    fn header(&self, dice: &mut Dice) -> Vec<String> {
        let source = source(self.language);
        let mut word = |name: &str| {
            // “Summe EUR” says the currency, too, and this file may have another.
            let is_sign = |one: &str| one.len() > 1 && vocabulary().is_money_sign(one) || one == "eur";
            // “Net” has the fee in it, and here it is beside it.
            let is_net = |one: &str| one.starts_with("net") || one.starts_with("tot");
            let names_money =
                |word: &&String| word.split([' ', '(', ')']).any(|one| is_sign(one) || is_net(one));
            let words: Vec<&String> =
                source.words(name).iter().filter(|word| !names_money(word)).take(4).collect();
            words.get(dice.roll(words.len())).map_or_else(|| name.to_owned(), |word| word.to_string())
        };
        let name = |column: &Column| match column {
            Column::Counter => "No".to_owned(),
            Column::Date => word("date"),
            Column::ValueDate => word("value_date"),
            Column::Payee => word("payee"),
            Column::Memo => word("memo"),
            Column::OtherAccount => "Counterparty IBAN".to_owned(),
            Column::Direction => word("direction"),
            Column::Amount => word("amount"),
            Column::Debit => word("debit"),
            Column::Credit => word("credit"),
            Column::Fee => word("fee"),
            Column::Balance => word("balance"),
            Column::Currency => word("currency"),
            Column::Account => word("account"),
            Column::Status => word("status"),
        };
        self.columns.iter().map(name).collect()
    }

    fn money(&self, column: Column, cents: i64) -> String {
        let plain = self.number(cents.abs(), false);
        match (column, self.manner) {
            (Column::Debit, _) if cents >= 0 => String::new(),
            (Column::Credit, _) if cents < 0 => String::new(),
            (Column::Debit, Manner::NegativeSides) => self.number(cents, true),
            (Column::Debit | Column::Credit, _) => plain,
            (_, Manner::Turned) => self.number(-cents, true),
            (_, Manner::Behind) => format!("{plain} {}", if cents < 0 { "DR" } else { "CR" }),
            (_, Manner::Words) => plain,
            _ => self.number(cents, true),
        }
    }

    fn row(&self, at: usize, row: &Written) -> String {
        let date = row.date.map(|day| self.date(day)).unwrap_or_default();
        let cell = |column: &Column| match column {
            Column::Counter => (at + 1).to_string(),
            Column::Date | Column::ValueDate => date.clone(),
            Column::Payee => row.payee.clone(),
            Column::Memo => format!("Ref {}", 7 * at + 100),
            Column::OtherAccount => ["DE02500105170137075030", "DE02100100100006820101"][at % 2].to_owned(),
            Column::Direction if row.cents < 0 => self.words.0.clone(),
            Column::Direction => self.words.1.clone(),
            Column::Amount | Column::Debit | Column::Credit => self.money(*column, row.cents),
            Column::Fee if row.fee == 0 => String::new(),
            Column::Fee => self.number(row.fee, false),
            Column::Balance => row.balance.map(|balance| self.number(balance, true)).unwrap_or_default(),
            Column::Currency => self.currency_of(row.account).unwrap_or_default().to_owned(),
            Column::Account if self.accounts == 2 => ACCOUNTS[row.account].to_owned(),
            Column::Account => ACCOUNTS[0].to_owned(),
            Column::Status if row.is_pending => self.status.1.clone(),
            Column::Status => self.status.0.clone(),
        };
        self.line(&self.columns.iter().map(cell).collect::<Vec<_>>())
    }

    /// A row of nothing but text: it belongs to the row above.
    fn text_that_goes_on(&self) -> String {
        let text = |column: &Column| if *column == Column::Payee { "and Sons" } else { "" }.to_owned();
        self.line(&self.columns.iter().map(text).collect::<Vec<_>>())
    }

    /// Rows that are no movements: a balance, a sum, and one that is not booked.
    fn noise(&self, history: &[Movement], balance: i64) -> Vec<String> {
        let source = source(self.language);
        let date = history.last().map(|movement| movement.date);
        let row = |payee: String, cents: i64| Written {
            date,
            payee,
            cents,
            fee: 0,
            balance: None,
            account: 0,
            is_pending: false,
        };
        let mut rows = Vec::new();
        if self.stated {
            let word = source.balances.closing.iter().find(|word| word.contains(' ')).cloned();
            let word = word.unwrap_or_else(|| "Closing balance".into());
            rows.push(self.row(history.len(), &row(word, balance.abs())));
        }
        if self.unbooked > 0 {
            let word = source.statuses.pending.first().cloned().unwrap_or_default();
            let payee = match self.unbooked {
                _ if self.has(Column::Status) => "Garage".to_owned(),
                1 => format!("[{word}] Garage"),
                2 => format!("{word}: Garage"),
                _ => format!("({word}) Garage"),
            };
            let is_pending = true;
            rows.push(self.row(history.len() + 1, &Written { is_pending, ..row(payee, -7_777) }));
        }
        if self.total {
            let word = source.balances.turnover.first().cloned().unwrap_or_default();
            let sum = history.iter().map(|movement| movement.cents).sum();
            rows.push(self.row(history.len() + 2, &Written { date: None, ..row(word, sum) }));
        }
        rows
    }

    /// The movements as this layout tells them: the fee is in none of the amounts where it has no column.
    pub fn truth(&self, history: &[Movement]) -> Vec<Movement> {
        let fee = |movement: &Movement| if self.has(Column::Fee) { movement.fee } else { 0 };
        let account = |movement: &Movement| if self.accounts == 2 { movement.account } else { 0 };
        let told = history.iter().map(|movement| Movement {
            fee: fee(movement),
            cents: movement.cents - fee(movement),
            account: account(movement),
            ..movement.clone()
        });
        told.collect()
    }

    pub fn text(&self, history: &[Movement], dice: &mut Dice) -> String {
        let mut text = String::new();
        if self.preamble {
            let cells =
                ["Sample bank".into(), String::new(), self.date(date(2024, 12, 28)), "10000000".into()];
            let line = cells.join(&self.delimiter.to_string());
            text += &format!("{line}\n\n");
        }
        if self.has_header {
            text += &self.line(&self.header(dice));
        }
        let truth = self.truth(history);
        let mut balances = [500_000, 80_000];
        let mut rows: Vec<String> = Vec::new();
        if self.carried {
            let word = source(self.language).balances.opening.first().cloned().unwrap_or_default();
            let balance = Some(balances[0]).filter(|_| self.accounts < 2);
            let date = truth.first().map(|movement| movement.date);
            let row = Written {
                date,
                payee: word,
                cents: balances[0],
                fee: 0,
                balance,
                account: 0,
                is_pending: false,
            };
            rows.push(self.row(truth.len() + 5, &row));
        }
        for (at, movement) in truth.iter().enumerate() {
            let balance = &mut balances[movement.account];
            let before = *balance;
            *balance += movement.cents;
            let shown = if self.balance == 2 { before } else { *balance };
            let is_first = at == 0 || truth[at - 1].date != movement.date;
            let written = Written {
                date: Some(movement.date).filter(|_| !self.once_a_day || self.newest_first || is_first),
                payee: movement.payee.clone(),
                cents: movement.cents + movement.fee,
                fee: movement.fee,
                balance: Some(shown),
                account: movement.account,
                is_pending: false,
            };
            rows.push(self.row(at, &written));
            if self.goes_on && !self.newest_first && at % 3 == 0 {
                rows.push(self.text_that_goes_on());
            }
        }
        rows.extend(self.noise(&truth, balances[0]));
        if self.newest_first {
            rows.reverse();
        }
        text += &rows.concat();
        if self.footer {
            text += "\nThis file is for information only.\n";
        }
        text
    }
}

/// One row as it is written.
struct Written {
    date: Option<Date>,
    payee: String,
    cents: i64,
    fee: i64,
    balance: Option<i64>,
    account: usize,
    is_pending: bool,
}
