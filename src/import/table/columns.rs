//! Which column holds what: by its header, and by what is really in it.
//!
//! A header is believed only where the cells agree with it. What no header
//! says is found from the cells alone, and said to be found so: a guess about
//! money is never more than a guess (see [`super::guess`]).

use super::grid::Row;
use super::profile::{Profile, SAMPLE_ROWS};
use crate::import::layout::Role;
use crate::import::vocabulary::{Flow, Heading, Meaning, vocabulary};

/// The roles of all columns, and how well they are known.
#[derive(Debug)]
pub struct Inferred {
    pub roles: Vec<Role>,
    /// The columns whose text makes the memo, the most telling first.
    pub memos: Vec<usize>,
    /// The languages of the header; empty where it has no word we know.
    pub languages: Vec<usize>,
    /// A column whose header is a word of another language than English.
    pub foreign: Option<usize>,
    /// The columns of money that no header explains; empty where a header says which is the amount.
    pub unexplained: Vec<usize>,
}

/// The headers of a table and what their columns hold.
pub struct Columns<'a> {
    pub header: &'a [String],
    pub meanings: Vec<Vec<Meaning>>,
    pub profiles: &'a [Profile],
    pub languages: Vec<usize>,
    pub roles: Vec<Role>,
    pub rows: &'a [Row],
    /// The column of one's own name.
    pub oneself: Option<usize>,
}

/// `header` is empty where there is none; `rows` are the bookings.
pub fn infer(header: &[String], rows: &[Row], width: usize) -> Inferred {
    let profiles = Profile::of_all(rows, width);
    let meanings: Vec<Vec<Meaning>> = (0..width)
        .map(|column| header.get(column).map_or_else(Vec::new, |name| vocabulary().meanings(name)))
        .collect();
    let languages = spoken(&meanings);
    let roles = vec![Role::Ignored; width];
    let mut columns =
        Columns { header, meanings, profiles: &profiles, languages, roles, rows, oneself: None };
    columns.by_header();
    columns.by_kind();
    columns.dates_by_cells();
    let unexplained = columns.money_by_cells();
    if header.is_empty() {
        columns.headless();
    }
    columns.promote_a_payee();
    let memos = columns.memos();
    let english = (0..vocabulary().languages()).find(|language| vocabulary().code(*language) == "en");
    let is_foreign = |meanings: &Vec<Meaning>| {
        !meanings.is_empty() && meanings.iter().all(|meaning| Some(meaning.language) != english)
    };
    let foreign = columns.meanings.iter().position(is_foreign);
    Inferred { memos, foreign, unexplained, languages: columns.languages, roles: columns.roles }
}

/// The languages in which most of the headers are words.
fn spoken(meanings: &[Vec<Meaning>]) -> Vec<usize> {
    let mut votes = vec![0; vocabulary().languages()];
    for meanings in meanings {
        let mut languages: Vec<usize> = meanings.iter().map(|meaning| meaning.language).collect();
        languages.sort_unstable();
        languages.dedup();
        languages.iter().for_each(|language| votes[*language] += 1);
    }
    let most = votes.iter().copied().max().unwrap_or_default();
    (0..votes.len()).filter(|language| most > 0 && votes[*language] == most).collect()
}

/// Roles that only one column can have, in the order in which they choose.
const SINGLE: [Role; 16] = [
    Role::Direction,
    Role::Date,
    Role::ValueDate,
    Role::Debit,
    Role::Credit,
    Role::Amount,
    Role::Balance,
    Role::Fee,
    Role::Currency,
    Role::BankId,
    Role::Number,
    Role::Account,
    Role::Status,
    Role::Category,
    Role::Payee,
    Role::Payer,
];

impl Columns<'_> {
    fn by_header(&mut self) {
        for role in SINGLE {
            let best =
                (0..self.roles.len()).filter_map(|column| Some((self.says(column, role)?, column))).min();
            if let Some((_, column)) = best {
                self.roles[column] = role;
            }
        }
        let has = |roles: &[Role], role| roles.contains(&role);
        // One side alone is no amount where another column has them all.
        let sides = has(&self.roles, Role::Debit) != has(&self.roles, Role::Credit);
        if has(&self.roles, Role::Amount) && sides {
            let side = |role: &Role| matches!(role, Role::Debit | Role::Credit);
            self.roles.iter_mut().filter(|role| side(role)).for_each(|role| *role = Role::Ignored);
        }
        self.side_of_both_signs();
        self.billed_amount();
        self.leave_oneself();
        if has(&self.roles, Role::Payer) && !has(&self.roles, Role::Payee) {
            self.roles.iter_mut().filter(|role| **role == Role::Payer).for_each(|role| *role = Role::Payee);
        }
    }

    /// How well the header of a column says a role: the smaller the better; none where it does not, or its cells do not.
    fn says(&self, column: usize, role: Role) -> Option<(bool, bool, bool, usize)> {
        if self.roles[column] != Role::Ignored || !self.profiles[column].allows(role) {
            return None;
        }
        if role == Role::Number && !self.is_cheque_column(column) {
            return None;
        }
        let rank = |meaning: &Meaning| {
            // A header “Date” twice: the second is the value date.
            let is_second = role == Role::ValueDate && meaning.heading == Heading::Is(Role::Date);
            let is_it = meaning.heading == Heading::Is(role) || is_second;
            // “Montant (FRANCS)” only holds the word that “Montant euros” is.
            let is_part = role == Role::Amount && !meaning.is_whole;
            is_it.then(|| (is_second, !self.languages.contains(&meaning.language), is_part, meaning.rank))
        };
        // “kulu” is a fee in one language and money out in another: the header's own counts.
        let meanings = self.meanings[column].iter();
        let is_ours = |meaning: &Meaning| self.languages.contains(&meaning.language);
        let has_ours = meanings.clone().any(is_ours);
        meanings.filter(|meaning| !has_ours || is_ours(meaning)).filter_map(rank).min()
    }

    /// A cheque's number is on some payments: what is on every row counts them, or is the card's.
    fn is_cheque_column(&self, column: usize) -> bool {
        let profile = &self.profiles[column];
        let name = self.header.get(column).map(|name| name.to_lowercase()).unwrap_or_default();
        let has_word = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let says_cheque = has_word(&[
            "che",
            "chk",
            "chq",
            "chèq",
            "šek",
            "ček",
            "ekki",
            "sjekk",
            "çek",
            "支票",
            "小切手",
            "czek",
            "assegn",
            "επιταγ",
            "csekk",
            "чек",
            "cec",
            "číslo š",
            "tšek",
        ]);
        let is_on_some = profile.filled < profile.rows;
        let is_one_card = profile.distinct == 1 && profile.filled > 1;
        !profile.is_counter && !is_one_card && (is_on_some || says_cheque)
    }

    /// Columns for the kind of a booking, or without a name we know, may hold the direction.
    fn by_kind(&mut self) {
        let has = |role| self.roles.contains(&role);
        if has(Role::Direction) || has(Role::Debit) || has(Role::Credit) {
            return;
        }
        let amount = self.roles.iter().position(|role| *role == Role::Amount);
        let has_signs = amount.is_some_and(|column| self.profiles[column].negative > 0);
        let has_both_signs = amount.is_some_and(|column| {
            let profile = &self.profiles[column];
            profile.negative > 0 && profile.negative < profile.amounts - profile.zeros
        });
        let could = |column: &usize| {
            const MOST_WORDS: usize = 20;
            let profile = &self.profiles[*column];
            let meanings = &self.meanings[*column];
            let is_kind = meanings.iter().any(|meaning| meaning.heading == Heading::Kind);
            // “Ind” may be an indicator under which nobody writes money, and money in elsewhere.
            let is_misnamed = meanings.iter().all(|meaning| {
                use Role::{Amount, Credit, Debit};
                matches!(meaning.heading, Heading::Is(Amount | Credit | Debit))
            });
            let is_free = self.roles[*column] == Role::Ignored
                && (is_kind || is_misnamed && !has_both_signs && !self.could_be_initials(*column));
            let says_both = profile.out > 0 && profile.incoming > 0;
            is_free
                && !(has_signs && amount.is_some_and(|amount| self.signs_follow(*column, amount)))
                && profile.distinct <= MOST_WORDS
                && (profile.is_full() && profile.says_directions() || !has_signs && says_both && is_kind)
        };
        let best = (0..self.roles.len()).filter(could).max_by_key(|column| {
            let profile = &self.profiles[*column];
            // A letter may be anything; a word is none by chance.
            (profile.out + profile.incoming, profile.letters, std::cmp::Reverse(*column))
        });
        if let Some(column) = best {
            self.roles[column] = Role::Direction;
        }
    }

    /// Whether no heading says what its single letters are, and they are not those that banks of the world write alone:
    /// “A” and “B” may be who was paid.
    fn could_be_initials(&self, column: usize) -> bool {
        const SIDES: [&str; 4] = ["CD", "DK", "HS", "IO"];
        let is_named = self.header.get(column).is_some_and(|name| !name.is_empty());
        let words = || self.rows.iter().take(SAMPLE_ROWS).map(|row| row.cell(column));
        let is_of = |sides: &str| {
            words().all(|word| sides.contains(&word.to_uppercase()) || !word.contains(char::is_alphabetic))
        };
        !is_named && words().all(|word| word.chars().count() <= 1) && !SIDES.into_iter().any(is_of)
    }

    /// Whether amounts have a minus exactly where the words say that money went out: then the signs are enough.
    fn signs_follow(&self, column: usize, amount: usize) -> bool {
        let follows = |row: &Row| {
            let flows = vocabulary().flows(row.cell(column));
            let is_out = flows.iter().any(|(_, flow)| *flow == Flow::Out);
            let is_negative = row.cell(amount).contains(['-', '−', '(', '–']);
            flows.is_empty() || is_out == is_negative
        };
        self.rows.iter().take(SAMPLE_ROWS).filter(|row| row.is_booking()).all(follows)
    }

    fn dates_by_cells(&mut self) {
        let free = |columns: &Columns| -> Vec<usize> {
            let fits = |column: &usize| {
                let profile = &columns.profiles[*column];
                columns.roles[*column] == Role::Ignored && profile.mostly(profile.dates)
            };
            (0..columns.roles.len()).filter(fits).collect()
        };
        let dates = free(self);
        if !self.roles.contains(&Role::Date) {
            for (column, role) in dates.into_iter().zip([Role::Date, Role::ValueDate]) {
                if !self.roles.contains(&role) {
                    self.roles[column] = role;
                }
            }
        }
        // A value date that is the only one.
        if !self.roles.contains(&Role::Date) {
            let only = self.roles.iter().position(|role| *role == Role::ValueDate);
            if let Some(column) = only {
                self.roles[column] = Role::Date;
            }
        }
    }

    /// The columns of money, where no header says which of them is the amount.
    fn money_by_cells(&mut self) -> Vec<usize> {
        if [Role::Amount, Role::Debit, Role::Credit].iter().any(|role| self.roles.contains(role)) {
            return Vec::new();
        }
        let is_free = |role: Role| matches!(role, Role::Ignored | Role::Balance);
        let fits = |column: usize, count: fn(&Profile) -> usize| {
            let profile = &self.profiles[column];
            is_free(self.roles[column])
                && profile.mostly(count(profile))
                && profile.zeros < profile.filled
                && !profile.mostly(profile.dates)
        };
        let all = 0..self.roles.len();
        let money: Vec<usize> = all.clone().filter(|column| fits(*column, |profile| profile.money)).collect();
        let whole = || all.filter(|column| fits(*column, |profile| profile.amounts)).collect();
        if money.is_empty() { whole() } else { money }
    }

    fn headless(&mut self) {
        let free = |columns: &Columns, fits: &dyn Fn(&Profile) -> bool| -> Vec<usize> {
            let is_it =
                |column: &usize| columns.roles[*column] == Role::Ignored && fits(&columns.profiles[*column]);
            (0..columns.roles.len()).filter(is_it).collect()
        };
        if let Some(column) = free(self, &|profile| profile.mostly(profile.currencies)).first() {
            self.roles[*column] = Role::Currency;
        }
        let is_own =
            |profile: &Profile| profile.ibans == profile.rows && profile.distinct == 1 && profile.rows > 1;
        if let Some(column) = free(self, &is_own).first() {
            self.roles[*column] = Role::Account;
        }
    }
}
