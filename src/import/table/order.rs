//! Which of day and month comes first, and by what that is known.

use super::cell;
use super::grid::Row;
use crate::import::dates::{Order, OrderTally, read_in_order};
use crate::import::layout::{Choice, Question, Setting};
use crate::import::text::shown;

/// What else in the file tells where the dates come from.
#[derive(Debug, Clone, Copy)]
pub struct Signs<'a> {
    /// A header in another language than English.
    pub foreign_header: Option<&'a str>,
    pub has_decimal_comma: bool,
    /// An account number or a currency of a country that writes the day first.
    pub country: Option<&'a str>,
}

/// What was found: the order, by what, and what is asked.
#[derive(Debug, Clone)]
pub struct Ordered {
    pub order: Order,
    pub evidence: Option<String>,
    pub question: Option<Question>,
}

/// The order of the dates in `columns`, from all rows.
pub fn find(rows: &[Row], columns: &[usize], signs: Signs, settled: Option<Order>) -> Ordered {
    let mut tally = OrderTally::default();
    let dates = || rows.iter().flat_map(|row| columns.iter().map(|column| (row.cell(*column), row.line)));
    for (text, line) in dates() {
        tally.see(text, line);
    }
    let sample =
        dates().map(|(text, _)| text).find(|text| cell::is_date(text)).map(shown).unwrap_or_default();
    let proofs =
        [Order::DayFirst, Order::MonthFirst, Order::YearFirst].map(|order| (order, told_by(&tally, order)));
    let has_points = tally.has_points_only();
    let found = tally.decide();
    if let Some(ordered) = by_year(rows, columns, found.order, settled) {
        return ordered;
    }
    let Some(doubt) = found.in_doubt else {
        let proof = proofs.into_iter().find(|(order, _)| *order == found.order).and_then(|(_, proof)| proof);
        let year_first = || format!("The dates leave no choice, as in “{sample}”.");
        let evidence = (!sample.is_empty()).then(|| proof.unwrap_or_else(year_first));
        return Ordered { order: found.order, evidence, question: None };
    };
    if let Some(order) = settled {
        return Ordered { order, evidence: None, question: Some(question(&doubt, order, true)) };
    }
    let told = |order, evidence: String| Ordered { order, evidence: Some(evidence), question: None };
    if has_points {
        return told(Order::DayFirst, format!("Dates with points, as in “{doubt}”, have the day first."));
    }
    if let Some((order, evidence)) = by_sequence(rows, columns) {
        return told(order, evidence);
    }
    if let Some((order, evidence)) = by_month(rows, columns) {
        return told(order, evidence);
    }
    if let Some(header) = signs.foreign_header {
        return told(
            Order::DayFirst,
            format!("Banks that write “{header}” over a column write the day first."),
        );
    }
    if signs.has_decimal_comma {
        return told(
            Order::DayFirst,
            "The amounts have a decimal comma; whoever writes so writes the day first.".into(),
        );
    }
    if let Some(country) = signs.country {
        return told(Order::DayFirst, format!("“{country}” is from where the day is written first."));
    }
    let order = Order::MonthFirst;
    Ordered { order, evidence: None, question: Some(question(&doubt, order, false)) }
}

/// Years of two digits can stand at either end. At the end where the rows are of far fewer days, they do; six digits that
/// this does not tell of are asked about. None where the year is last, as is the custom.
fn by_year(rows: &[Row], columns: &[usize], order: Order, settled: Option<Order>) -> Option<Ordered> {
    const READ: usize = 2_000;
    const FAR: i32 = 300;
    let column = *columns.first()?;
    let texts = rows.iter().take(READ).map(|row| row.cell(column));
    let texts: Vec<&str> = texts.filter(|text| cell::could_be_date(text)).collect();
    let days = |order: Order| -> Option<Vec<jiff::civil::Date>> {
        texts.iter().map(|text| read_in_order(text, order).ok()).collect()
    };
    let span = |days: &[jiff::civil::Date]| -> Option<i32> {
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        Some(first.until(*last).ok()?.get_days())
    };
    let year_first = days(Order::YearFirst)?;
    let others = [Order::DayFirst, Order::MonthFirst].into_iter().filter_map(days);
    let spans: Vec<i32> = others.filter(|days| *days != year_first).filter_map(|days| span(&days)).collect();
    let (short, other) = (span(&year_first)?, spans.into_iter().min()?);
    if other > FAR && short < other / 4 && settled.is_none_or(|order| order == Order::YearFirst) {
        let evidence = format!(
            "Read with the year first the rows are of {} days; else they would be of {}.",
            short + 1,
            other + 1
        );
        return Some(Ordered { order: Order::YearFirst, evidence: Some(evidence), question: None });
    }
    let is_told = short > FAR && other < short / 4;
    let doubt = texts.iter().find(|text| cell::is_six_digits(text)).filter(|_| !is_told)?;
    let taken = settled.unwrap_or(order);
    let mut question = question(doubt, taken, settled.is_some());
    question.choices.retain(|choice| !choice.example.is_empty());
    question.choices.push(choice(doubt, Order::YearFirst, "Year first"));
    question.text = "In which order are day, month and year in the dates of this file?".into();
    Some(Ordered { order: taken, evidence: None, question: Some(question) })
}

/// “13/02/2024” in line 14 and what it tells.
pub fn told_by(tally: &OrderTally, order: Order) -> Option<String> {
    let (text, line) = tally.proof_of(order)?;
    let what = match order {
        Order::DayFirst => "the day comes first",
        Order::MonthFirst => "the month comes first",
        Order::YearFirst => "the year comes first",
    };
    Some(format!("“{text}” occurs in line {line}, so {what}."))
}

/// Rows stand in the order of their dates. If that is so only when read one way, that is the way.
fn by_sequence(rows: &[Row], columns: &[usize]) -> Option<(Order, String)> {
    const ENOUGH_STEPS: usize = 4;
    let column = *columns.first()?;
    let steps = |order| {
        let dates: Vec<_> =
            rows.iter().filter_map(|row| read_in_order(row.cell(column), order).ok()).collect();
        let up = dates.windows(2).filter(|pair| pair[0] < pair[1]).count();
        let down = dates.windows(2).filter(|pair| pair[0] > pair[1]).count();
        (up.min(down), up.max(down))
    };
    let (day_first, month_first) = (steps(Order::DayFirst), steps(Order::MonthFirst));
    let (order, words, other) = match (day_first, month_first) {
        ((0, sure), (1.., _)) if sure >= ENOUGH_STEPS => (Order::DayFirst, "day first", "month first"),
        ((1.., _), (0, sure)) if sure >= ENOUGH_STEPS => (Order::MonthFirst, "month first", "day first"),
        _ => return None,
    };
    Some((
        order,
        format!("Read {words} the rows stand in the order of their dates; read {other} they do not."),
    ))
}

/// Of many different dates with one number in common that number is the month: nobody pays on the third of every month
/// and on no other day.
fn by_month(rows: &[Row], columns: &[usize]) -> Option<(Order, String)> {
    const ENOUGH_DATES: usize = 5;
    let column = *columns.first()?;
    let days = |order| -> std::collections::BTreeSet<jiff::civil::Date> {
        rows.iter().filter_map(|row| read_in_order(row.cell(column), order).ok()).collect()
    };
    let is_one_month = |order| {
        let days = days(order);
        let months: std::collections::BTreeSet<_> = days.iter().map(|day| day.month()).collect();
        days.len() >= ENOUGH_DATES && months.len() == 1
    };
    let (order, words) = match (is_one_month(Order::DayFirst), is_one_month(Order::MonthFirst)) {
        (true, false) => (Order::DayFirst, "day first"),
        (false, true) => (Order::MonthFirst, "month first"),
        _ => return None,
    };
    Some((order, format!("Read {words} all dates are of one month; else each would be of another.")))
}

/// Asks for the order with what `date` would be.
pub fn question(date: &str, taken: Order, answered: bool) -> Question {
    let choice = |order, label: &str| choice(date, order, label);
    Question {
        text: "Does the day or the month come first in the dates of this file?".into(),
        choices: vec![choice(Order::DayFirst, "Day first"), choice(Order::MonthFirst, "Month first")],
        taken: Setting::Order(taken),
        answered,
    }
}

fn choice(date: &str, order: Order, label: &str) -> Choice {
    let example = read_in_order(date, order).map(|day| format!("“{date}” is {}", in_words(day)));
    Choice {
        setting: Setting::Order(order),
        label: label.into(),
        example: example.unwrap_or_default(),
        rows: Vec::new(),
    }
}

/// "1 February 2024".
fn in_words(day: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    format!("{} {month} {}", day.day(), day.year())
}
