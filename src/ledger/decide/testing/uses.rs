//! Who names what in a book in memory. It changes nothing.

use super::*;

impl MemoryBook {
    /// How many schedules name it.
    pub(super) fn scheduled(&self, entity: Entity) -> usize {
        self.rows.schedules.values().filter(|one| one.references().any(|named| named == entity)).count()
    }

    /// What is planned for a category, and its rule.
    pub(super) fn planned_for(&self, category: AccountId) -> Vec<BudgetEntry> {
        let all = self.rows.budget.values().filter(|one| one.key().category() == Some(category));
        all.copied().collect()
    }
}
