//! Who names what in a book in memory. It changes nothing.

use super::*;

impl MemoryBook {
    /// How many schedules name it.
    pub(super) fn scheduled(&self, entity: Entity) -> usize {
        self.rows.schedules.values().filter(|one| one.references().any(|named| named == entity)).count()
    }

    /// How many things name it.
    pub(super) fn named_by(&self, entity: Entity) -> Result<usize, Infallible> {
        let count = match entity {
            Entity::Account(id) => {
                let lines = self.rows.batches.values().flat_map(Batch::references);
                let statements = self.rows.statements.values().filter(|one| one.account == id);
                let books = self.rows.chequebooks.values().filter(|one| one.account == id);
                self.splits_of(id)?.len()
                    + lines.filter(|one| *one == id).count()
                    + statements.count()
                    + books.count()
                    + self.budget_of(id)?.len()
            }
            Entity::Payee(id) => self.transactions_of(id)?.len(),
            Entity::Tag(id) => self.transactions_tagged(id)?.len(),
            Entity::Transaction(_) | Entity::Batch(_) | Entity::Statement(_) => 0,
            Entity::Chequebook(_)
            | Entity::Schedule(_)
            | Entity::Attachment(_)
            | Entity::Budget(_)
            | Entity::KeptReport(_) => 0,
        };
        Ok(count + self.scheduled(entity))
    }

    /// What is planned for a category, and its rule.
    pub(super) fn planned_for(&self, category: AccountId) -> Vec<BudgetEntry> {
        let all = self.rows.budget.values().filter(|one| one.key().category() == Some(category));
        all.copied().collect()
    }

    pub(super) fn kept_in_order(&self) -> Vec<KeptReport> {
        let mut all: Vec<_> = self.rows.kept_reports.values().cloned().collect();
        all.sort_by_key(|one| (one.place, one.id));
        all
    }
}
