//! The other sides of a line that is added: where the money went, to the last unit.
//!
//! It says which account or category is meant by name; whether there is one, the book says.

use super::{Context, LONGEST_NAME};
use crate::import::plan::fitting::cut;
use crate::import::text::same_name;
use crate::import::{Line, Target as FileTarget};
use crate::ledger::account::UNCATEGORISED;
use crate::ledger::command::{SplitDraft, Target};
use crate::ledger::name::tidied_path;
use crate::ledger::{Minor, MoneyError, SplitState};

impl Context<'_> {
    /// The other sides, which with the line's own sum to zero to the last unit; none where the file names none.
    pub(super) fn others(
        &self,
        held: usize,
        line: &Line,
        amount: Minor,
        alone: bool,
    ) -> Result<Vec<SplitDraft>, MoneyError> {
        // Also where no side is written down: what no entry can hold is refused here.
        Minor::amount(amount.units())?;
        let mut others = Vec::with_capacity(line.sides.len());
        let mut left = amount.negated();
        for (at, side) in line.sides.iter().enumerate() {
            let last = at + 1 == line.sides.len();
            let rounded = side.amount.to_minor(self.planned.destination.currency)?.minor.negated();
            let part = if last { left } else { rounded };
            left = left.plus(part.negated())?;
            let half = self.halves.lent(self.place, held, at);
            let target = self.target(&side.target, alone);
            others.push(other(target, part, cut(&side.memo, 4_000), half)?);
        }
        Ok(others)
    }

    fn target(&self, target: &FileTarget, alone: bool) -> Target {
        match target {
            // What goes from an account to itself is what was there before, also as a part.
            FileTarget::Transfer(name) if same_name(name, &self.statement.account.label) => {
                Target::OpeningBalances
            }
            FileTarget::Transfer(name) if alone || self.is_hindered(name) => {
                Target::Category(UNCATEGORISED.into())
            }
            FileTarget::Transfer(name) => Target::Register(self.account_called(name)),
            FileTarget::Category(name) => match cut(&tidied_path(name), LONGEST_NAME).as_str() {
                "" => Target::Category(UNCATEGORISED.into()),
                name => Target::Category(unbracketed(name).to_owned()),
            },
        }
    }

    fn is_hindered(&self, name: &str) -> bool {
        self.plan.registers.hindrance(name, self.planned.destination.currency).is_some()
    }

    /// The name in the book of the account that the file calls `name`.
    fn account_called(&self, name: &str) -> String {
        self.plan.registers.name_of(name).map_or_else(|| cut(name, LONGEST_NAME), str::to_owned)
    }
}

/// A bracket that nothing closes makes no transfer, and no category begins with one.
fn unbracketed(name: &str) -> &str {
    let plain = name.trim_start_matches('[').trim_end_matches(']').trim();
    match name.starts_with('[') {
        true if plain.is_empty() => UNCATEGORISED,
        true => plain,
        false => name,
    }
}

fn other(
    target: Target,
    amount: Minor,
    memo: String,
    half: Option<(String, SplitState)>,
) -> Result<SplitDraft, MoneyError> {
    let (bank_id, state) = half.unzip();
    Ok(SplitDraft { target, amount: Minor::amount(amount.units())?, memo, state, bank_id })
}
