//! Which mark stands before the decimals of a table, and by what that is known.

use super::cell;
use super::grid::Row;
use crate::import::decimal::marks::{Mark, Marks, Rule, Tally, mark_of};
use crate::import::layout::{Choice, Question, Setting};
use crate::import::text::shown;

/// What was found.
#[derive(Debug, Clone)]
pub struct Marked {
    pub marks: Marks,
    /// The mark that amounts of the file show.
    pub mark: Option<Mark>,
    pub evidence: Option<String>,
    pub question: Option<Question>,
}

/// Goes through all amounts in `columns`.
pub fn find(rows: &[Row], columns: &[usize], settled: Option<Mark>) -> Marked {
    let mut tally = Tally::default();
    let mut first: Option<(Mark, String)> = None;
    for row in rows {
        for column in columns {
            let (text, _) = cell::without_sense(row.cell(*column));
            tally.see(text);
            if first.is_none()
                && let Some(mark) = mark_of(text)
            {
                let name = if mark == Mark::Comma { "comma" } else { "point" };
                first =
                    Some((mark, format!("“{}” in line {} shows a decimal {name}.", shown(text), row.line)));
            }
        }
    }
    if let Some((mark, evidence)) = first {
        let marks = tally.decide(Rule::PointIsDecimal);
        return Marked { marks, mark: Some(mark), evidence: Some(evidence), question: None };
    }
    let doubt = tally.clone().decide(Rule::PointIsDecimal).in_doubt().map(str::to_owned);
    let question = doubt.map(|amount| {
        let written = if amount.contains(',') { Mark::Comma } else { Mark::Point };
        let other = if written == Mark::Comma { Mark::Point } else { Mark::Comma };
        question(&amount, settled.unwrap_or(other), settled.is_some())
    });
    // A mark with three digits after it parts thousands far more often than it begins decimals.
    let taken = question.as_ref().and_then(|question| match question.taken {
        Setting::Mark(mark) => Some(mark),
        _ => None,
    });
    if let Some(mark) = taken {
        tally.settle(mark);
    }
    Marked { marks: tally.decide(Rule::PointIsDecimal), mark: None, evidence: None, question }
}

/// Asks for the mark with what `amount` would be.
pub fn question(amount: &str, taken: Mark, answered: bool) -> Question {
    let choice = |mark, label: &str| {
        let mut tally = Tally::default();
        tally.settle(mark);
        let value = tally.decide(Rule::PointIsDecimal).read(amount);
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        Choice {
            setting: Setting::Mark(mark),
            label: label.into(),
            example: format!("“{amount}” is {value}"),
            rows: Vec::new(),
        }
    };
    Question {
        text: "Does a point or a comma stand before the decimals of this file?".into(),
        choices: vec![choice(Mark::Point, "A point"), choice(Mark::Comma, "A comma")],
        taken: Setting::Mark(taken),
        answered,
    }
}
