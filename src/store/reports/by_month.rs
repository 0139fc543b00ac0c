//! What every category came to in each of some months: what a budget is compared with.
//!
//! It asks the plan that the report of spending asks, so that the figures of both are of the same rows.

use std::collections::HashMap;

use jiff::civil::Date;

use super::NoReport;
use crate::ledger::report::{Definition, Plan, Span, Sums, What};
use crate::ledger::{AccountId, AccountKind};
use crate::store::accounts;
use crate::store::reader::View;

impl View<'_> {
    /// By category and month, from the month of the first day to that of the last: positive was spent, or came in.
    ///
    /// # Errors
    /// When there are more months than a report has, or the book cannot be read.
    pub fn category_months(&self, from: Date, to: Date) -> Result<HashMap<AccountId, Vec<i64>>, NoReport> {
        let accounts = accounts::in_order(self.connection)?;
        let definition = Definition::usual(What::Movements, Span::Between(from, to));
        let plan = Plan::new(&definition, &accounts, (to, None))?;
        let added = self.reports.with(self.connection, |columns| {
            let mut sums = Sums::new(&plan);
            columns.each(None, |_, entry| sums.take(entry));
            Ok(sums.added()?)
        })?;
        let mut months: HashMap<AccountId, Vec<i64>> = HashMap::new();
        for (group, figures) in added.lines {
            let Some(account) = plan.account(group.first) else { continue };
            // Movements are seen from the registers: what goes there is less.
            let sign = match account.kind {
                AccountKind::Expense => -1,
                AccountKind::Income => 1,
                _ => continue,
            };
            months.insert(account.id, figures.iter().map(|figure| figure.sum.saturating_mul(sign)).collect());
        }
        Ok(months)
    }
}
