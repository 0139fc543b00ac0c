//! One transaction of QIF on its way to a [`Line`].

use super::records::Field;
use super::target;
use crate::import::dates::{Order, read_in_order};
use crate::import::decimal::marks::Marks;
use crate::import::text::{shown, tidy};
use crate::import::{Decimal, Line, Problem, Side, Target};
use crate::ledger::SplitState;

/// How the whole file writes dates and amounts.
#[derive(Debug, Clone)]
pub struct Manner {
    pub order: Order,
    pub marks: Marks,
}

/// The fields of a record, as written. Empty where there are none.
#[derive(Debug, Clone, Default)]
pub struct Entry<'a> {
    at_line: u64,
    date: &'a str,
    amount: &'a str,
    /// `U` repeats the amount, in newer programs only.
    again: &'a str,
    state: &'a str,
    number: &'a str,
    payee: &'a str,
    memo: String,
    category: &'a str,
    parts: Vec<Part<'a>>,
}

/// One part of a split: `S`, `E` and `$`.
#[derive(Debug, Clone, Copy, Default)]
struct Part<'a> {
    at_line: u64,
    category: &'a str,
    memo: &'a str,
    amount: &'a str,
}

impl<'a> Entry<'a> {
    pub fn of(fields: &[Field<'a>]) -> Entry<'a> {
        let mut entry = Entry { at_line: fields.first().map_or(0, |field| field.line), ..Entry::default() };
        for field in fields {
            entry.take(*field);
        }
        entry
    }

    /// Of a field that repeats the first counts: a `D` after an `S` is not the transaction's.
    fn take(&mut self, Field { line, code, text }: Field<'a>) {
        let kept = match (code, self.parts.last_mut()) {
            ('D', _) => &mut self.date,
            ('T', _) => &mut self.amount,
            ('U', _) => &mut self.again,
            ('C', _) => &mut self.state,
            ('N', _) => &mut self.number,
            ('P', _) => &mut self.payee,
            ('L', _) => &mut self.category,
            ('E', Some(part)) => &mut part.memo,
            ('$', Some(part)) => &mut part.amount,
            ('S', _) => {
                return self.parts.push(Part { at_line: line, category: text, ..Part::default() });
            }
            ('M', _) => return self.add_memo(text),
            _ => return,
        };
        if kept.is_empty() {
            *kept = text;
        }
    }

    fn add_memo(&mut self, text: &str) {
        if !self.memo.is_empty() && !text.is_empty() {
            self.memo.push(' ');
        }
        self.memo.push_str(text);
    }

    /// Whether there is a date and an amount in it, whatever they are worth.
    pub fn is_transaction(&self) -> bool {
        let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        has_digit(self.date) && has_digit(self.amount)
    }

    /// The line of the statement, or why there is none.
    pub fn read(&self, manner: &Manner, problems: &mut Vec<Problem>) -> Result<Line, Problem> {
        let left_out = |what: &str, error: &dyn std::fmt::Display| {
            Problem::at(self.at_line, format!("{} has no {what}: {error}. It was left out.", self.named()))
        };
        let date = read_in_order(self.date, manner.order).map_err(|error| left_out("date", &error))?;
        let amount =
            manner.marks.read(self.amount).or_else(|error| manner.marks.read(self.again).map_err(|_| error));
        let amount = amount.map_err(|error| left_out("amount", &error))?;
        let mut tags = Vec::new();
        let sides = self.sides(amount, manner, &mut tags, problems);
        Ok(Line {
            at_line: self.at_line,
            date,
            amount,
            number: Some(tidy(self.number)).filter(|number| number.bytes().any(|byte| byte != b'0')),
            payee: tidy(self.payee),
            memo: tidy(&self.memo),
            bank_id: String::new(),
            state: state(self.state),
            void: false,
            sides,
            tags,
        })
    }

    /// Where the money went. The parts always add up to the amount; their classes go to `tags`, each once.
    fn sides(
        &self,
        amount: Decimal,
        manner: &Manner,
        tags: &mut Vec<String>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Side> {
        let mut side = |text: &str, memo: &str, amount| {
            let written = target::read(text);
            tags.extend(written.class.filter(|class| !tags.contains(class)));
            Side { target: written.target, amount, memo: tidy(memo) }
        };
        if self.parts.is_empty() {
            let whole = side(self.category, "", amount);
            let names_nothing = whole.target == Target::Category(String::new());
            return if names_nothing { Vec::new() } else { vec![whole] };
        }
        let mut sides = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            match manner.marks.read(part.amount) {
                Ok(part_amount) => sides.push(side(part.category, part.memo, part_amount)),
                Err(error) => problems.push(Problem::at(
                    part.at_line,
                    format!(
                        "{}: its part “{}” has no amount: {error}. The part was left out.",
                        self.named(),
                        shown(part.category)
                    ),
                )),
            }
        }
        problems.extend(
            even_out(&mut sides, amount, || self.named()).map(|reason| Problem::at(self.at_line, reason)),
        );
        sides
    }

    /// What a person finds it by.
    fn named(&self) -> String {
        let name = [self.payee, &self.memo, self.number].into_iter().find(|text| !text.is_empty());
        name.map_or_else(|| "A transaction".into(), |name| format!("The transaction “{}”", shown(name)))
    }
}

/// Makes the parts add up to the amount, and says what it took.
///
/// Some programs write the parts of a payment without its minus; they are
/// turned round. Any other difference becomes a part without a category.
fn even_out(sides: &mut Vec<Side>, amount: Decimal, named: impl Fn() -> String) -> Option<String> {
    let sum = sides.iter().try_fold(Decimal::ZERO, |sum, side| sum.plus(side.amount));
    let Some((sum, rest)) = sum.and_then(|sum| Some((sum, amount.minus(sum)?))) else {
        sides.clear();
        return Some(format!("{}: its parts are too large to add up. They were left out.", named()));
    };
    if rest.is_zero() {
        return None;
    }
    if amount.plus(sum) == Some(Decimal::ZERO) {
        for side in sides {
            side.amount = Decimal::ZERO.minus(side.amount).unwrap_or(side.amount);
        }
        return None;
    }
    sides.push(Side { target: Target::Category(String::new()), amount: rest, memo: String::new() });
    Some(format!(
        "{}: its parts add up to {sum}, but its amount is {amount}. The difference of {rest} is without a category.",
        named()
    ))
}

/// `*` and `c` are cleared, `X` and `R` reconciled (Quicken's export writes either of each).
fn state(text: &str) -> SplitState {
    match text {
        "*" | "c" | "C" => SplitState::Cleared,
        "X" | "x" | "R" | "r" => SplitState::Reconciled,
        _ => SplitState::Uncleared,
    }
}
