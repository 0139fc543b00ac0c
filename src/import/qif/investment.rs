//! The cash of an investment account.
//!
//! The `N` of its records is an action. What brings cash into the account or
//! takes it out is read; trades, and what at once goes on to another account
//! (the actions that end in `X`), leave its cash as it was and are no lines.
//! The amounts of all actions but `Cash` are written without a sign.

use super::entry::{Entry, Manner};
use super::records::Field;
use crate::import::{Decimal, Line, Problem};

/// What an action does to the cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
    /// As its amount says.
    Signed,
}

/// The actions of cash as Quicken calls them, the German ones too, and what they are for who reads the register.
const ACTIONS: &[(&[&str], Way, &str)] = &[
    (&["cash"], Way::Signed, ""),
    (&["xin", "contribx"], Way::In, ""),
    (&["xout", "withdrwx", "withdrawx"], Way::Out, ""),
    (&["miscinc"], Way::In, ""),
    (&["miscexp"], Way::Out, ""),
    (&["div"], Way::In, "Dividend"),
    (&["int", "intinc"], Way::In, "Interest"),
    (&["margint"], Way::Out, "Margin interest"),
    (&["rtrncap"], Way::In, "Return of capital"),
    (&["cglong", "cgmid", "cgshort", "kapgew", "k.gewsp"], Way::In, "Capital gains"),
];

/// A record that moves cash.
#[derive(Debug, Clone)]
pub struct Cash<'a> {
    way: Way,
    entry: Entry<'a>,
}

impl<'a> Cash<'a> {
    /// None for a record that moves none, or does not say how much.
    pub fn of(fields: &[Field<'a>]) -> Option<Cash<'a>> {
        let first =
            |code: char| fields.iter().find(|field| field.code == code && !field.text.is_empty()).copied();
        let action = first('N')?.text.to_lowercase();
        let (_, way, words) = ACTIONS.iter().find(|(names, ..)| names.contains(&action.as_str()))?;
        // Older programs write only the amount that was transferred.
        let amount = first('T').or_else(|| first('U')).or_else(|| first('$'))?;
        let payee = first('P').or_else(|| first('Y'));
        let memo = first('M').or(Some(Field { line: amount.line, code: 'M', text: words }));
        let own = fields.iter().filter(|field| matches!(field.code, 'D' | 'C' | 'L')).copied();
        let others =
            [Some(Field { code: 'T', ..amount }), payee.map(|field| Field { code: 'P', ..field }), memo];
        let fields: Vec<Field> = own.chain(others.into_iter().flatten()).collect();
        Some(Cash { way: *way, entry: Entry::of(&fields) })
    }

    /// The line of the statement, or why there is none.
    pub fn read(&self, manner: &Manner, problems: &mut Vec<Problem>) -> Result<Line, Problem> {
        let mut line = self.entry.read(manner, problems)?;
        let is_turned = self.way == Way::Out;
        let amounts =
            std::iter::once(&mut line.amount).chain(line.sides.iter_mut().map(|side| &mut side.amount));
        for amount in amounts.filter(|_| is_turned) {
            *amount = Decimal::ZERO.minus(*amount).unwrap_or(*amount);
        }
        Ok(line)
    }
}
