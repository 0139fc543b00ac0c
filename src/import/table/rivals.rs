//! Columns that are said to be one thing, where only one of them is: which, their cells tell.

use super::columns::Columns;
use crate::import::layout::Role;
use crate::import::vocabulary::Heading;

impl Columns<'_> {
    /// One side alone that has amounts of both signs is no side.
    pub fn side_of_both_signs(&mut self) {
        let sides = |role: &Role| matches!(role, Role::Debit | Role::Credit);
        let mut found = (0..self.roles.len()).filter(|column| sides(&self.roles[*column]));
        let (Some(only), None) = (found.next(), found.next()) else { return };
        let profile = &self.profiles[only];
        if profile.negative > 0 && profile.negative < profile.amounts - profile.zeros {
            self.roles[only] = Role::Amount;
        }
    }

    /// Of two amounts, each with its currency behind it, the one whose currency never changes is the account's.
    pub fn billed_amount(&mut self) {
        let says = |column: usize, role: Role| {
            self.meanings
                .get(column)
                .is_some_and(|all| all.iter().any(|one| one.heading == Heading::Is(role)))
        };
        let currencies = |column: usize| {
            self.profiles.get(column + 1).filter(|next| {
                says(column + 1, Role::Currency) && next.mostly(next.currencies) && next.is_full()
            })
        };
        let Some(amount) = self.roles.iter().position(|role| *role == Role::Amount) else { return };
        if currencies(amount).is_none_or(|own| own.distinct == 1) {
            return;
        }
        let is_billed = |column: &usize| {
            *column != amount
                && says(*column, Role::Amount)
                && self.profiles[*column].is_full()
                && currencies(*column).is_some_and(|own| own.distinct == 1)
        };
        let Some(billed) = (0..self.roles.len()).find(is_billed) else { return };
        let of_money = |role: &Role| matches!(role, Role::Amount | Role::Currency);
        self.roles.iter_mut().filter(|role| of_money(role)).for_each(|role| *role = Role::Ignored);
        self.roles[billed] = Role::Amount;
        self.roles[billed + 1] = Role::Currency;
    }

    /// Who stands in every row beside others who change is oneself.
    pub fn leave_oneself(&mut self) {
        let of = |role| self.roles.iter().position(|one| *one == role);
        let (Some(payee), Some(payer)) = (of(Role::Payee), of(Role::Payer)) else { return };
        let is_one = |column: usize| self.profiles[column].distinct == 1 && self.profiles[column].is_full();
        let changes = |column: usize| self.profiles[column].distinct > 1;
        if is_one(payer) && changes(payee) {
            self.oneself = Some(payer);
            self.roles[payer] = Role::Ignored;
        } else if is_one(payee) && changes(payer) {
            self.oneself = Some(payee);
            self.roles[payee] = Role::Ignored;
        }
    }
}
