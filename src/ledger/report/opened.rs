//! Which parts a figure was added up from.
//!
//! The plan that made the figure is asked once more: what is opened sums to it. It reads no rows.

use super::definition::Grouping;
use super::key::{Key, Which, folded};
use super::plan::{Entry, Part, Plan, Top};
use super::refusal::ReportRefusal;
use super::sums::each;

/// A figure to be opened.
pub struct Opened<'p, 'b> {
    plan: &'p Plan<'b>,
    currency: usize,
    column: Option<usize>,
    conditions: Vec<Condition>,
}

/// A key, ready to be asked of a part.
enum Condition {
    Top(Top),
    /// By the account's number.
    Accounts(Vec<bool>),
    Number(Grouping, u32),
}

impl<'p, 'b> Opened<'p, 'b> {
    /// # Errors
    /// When the report has no such figure.
    pub fn new(plan: &'p Plan<'b>, which: &Which) -> Result<Opened<'p, 'b>, ReportRefusal> {
        if which.column.is_some_and(|column| column >= plan.columns.len()) {
            return Err(ReportRefusal::Column);
        }
        let unknown = || ReportRefusal::Line(which.currency.chars().take(40).collect());
        let known = plan.currencies.iter().position(|one| one.code() == which.currency);
        let conditions = which.line.iter().map(|key| condition(plan, key)).collect::<Result<_, _>>()?;
        Ok(Opened { plan, currency: known.ok_or_else(unknown)?, column: which.column, conditions })
    }

    /// The parts of a transaction that the figure has; one that counts in two columns that are both asked for is
    /// there twice.
    pub fn parts(&self, entry: &Entry, mut take: impl FnMut(Part)) {
        let is_stock = self.plan.definition.what.is_stock();
        for column in self.plan.columns_of(entry.day) {
            let is_asked = match self.column {
                Some(asked) if is_stock => column <= asked,
                Some(asked) => column == asked,
                None => true,
            };
            if is_asked {
                self.plan.parts(entry, |part| {
                    if part.currency == self.currency
                        && self.conditions.iter().all(|one| one.is_met(entry, &part))
                    {
                        take(part);
                    }
                });
            }
        }
    }
}

impl Condition {
    fn is_met(&self, entry: &Entry, part: &Part) -> bool {
        match self {
            Condition::Top(top) => part.top == *top,
            Condition::Accounts(these) => {
                these.get(entry.accounts[part.leg] as usize).copied().unwrap_or(false)
            }
            Condition::Number(by, number) => {
                let mut is_one = false;
                each(*by, entry, part, |other| is_one |= other == *number);
                is_one
            }
        }
    }
}

fn condition(plan: &Plan, key: &Key) -> Result<Condition, ReportRefusal> {
    Ok(match key {
        Key::In => Condition::Top(Top::In),
        Key::Out => Condition::Top(Top::Out),
        Key::Assets => Condition::Top(Top::Assets),
        Key::Liabilities => Condition::Top(Top::Liabilities),
        Key::Category(path) => Condition::Accounts(plan.marked(|account| {
            let name = folded(&account.name);
            let below = name.strip_prefix(path.as_str());
            !account.kind.is_register() && below.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        })),
        Key::Transfers => Condition::Accounts(plan.marked(|account| account.kind.is_register())),
        Key::Transfer(id) => Condition::Accounts(
            plan.marked(|account| u32::try_from(account.id.0) == Ok(*id) && account.kind.is_register()),
        ),
        Key::Payee(id) => Condition::Number(Grouping::Payee, *id),
        Key::Tag(id) => Condition::Number(Grouping::Tag, *id),
        Key::Account(id) => Condition::Number(Grouping::Account, *id),
        Key::Others => return Err(ReportRefusal::Line(key.to_string())),
    })
}
