//! Which columns of words are the payee, and which make the memo.

use super::columns::Columns;
use crate::import::layout::Role;
use crate::import::vocabulary::Heading;

impl Columns<'_> {
    /// Where no column is the payee, the text that says most is: card statements have only a description.
    pub fn promote_a_payee(&mut self) {
        if self.roles.contains(&Role::Payee) {
            return;
        }
        let rank = |column: usize| {
            let profile = &self.profiles[column];
            let class = self.class(column)?;
            let is_constant = profile.distinct == 1 && profile.rows > 1;
            let rank = self.meanings[column].iter().map(|meaning| meaning.rank).min().unwrap_or_default();
            Some((is_constant, class, rank, std::cmp::Reverse(profile.letters), column))
        };
        let best = (0..self.roles.len()).filter_map(rank).min();
        if let Some((.., column)) = best {
            self.roles[column] = Role::Payee;
        }
    }

    /// How telling the text of a free column is; none where it is no text, or belongs to nobody here.
    fn class(&self, column: usize) -> Option<usize> {
        let is_free = self.roles[column] == Role::Ignored && self.oneself != Some(column);
        if !is_free || !self.profiles[column].is_text() {
            return None;
        }
        let says = |heading| self.meanings[column].iter().any(|meaning| meaning.heading == heading);
        if self.meanings[column].is_empty() {
            return Some(if self.header.is_empty() { 0 } else { 3 });
        }
        let is_party = says(Heading::Is(Role::Payee)) || says(Heading::Is(Role::Payer));
        match () {
            () if says(Heading::Is(Role::Memo)) => Some(0),
            () if is_party => Some(1),
            () if says(Heading::Kind) => Some(2),
            () if says(Heading::Other) => None,
            // A header whose cells are something else: still words.
            () => Some(3),
        }
    }

    /// Every column of words lands in the memo rather than nowhere.
    pub fn memos(&mut self) -> Vec<usize> {
        let mut found: Vec<(usize, usize)> =
            (0..self.roles.len()).filter_map(|column| Some((self.class(column)?, column))).collect();
        // A reference is words, too, also where it is digits.
        let digits = (0..self.roles.len()).filter(|column| {
            let profile = &self.profiles[*column];
            let is_memo =
                self.meanings[*column].iter().any(|meaning| meaning.heading == Heading::Is(Role::Memo));
            self.roles[*column] == Role::Ignored
                && is_memo
                && profile.filled > 0
                && !profile.is_text()
                && !profile.mostly(profile.money)
                && !profile.mostly(profile.dates)
                && !profile.is_counter
        });
        found.extend(digits.map(|column| (1, column)));
        found.sort_unstable();
        let memos: Vec<usize> = found.into_iter().map(|(_, column)| column).collect();
        memos.iter().for_each(|column| self.roles[*column] = Role::Memo);
        memos
    }
}
