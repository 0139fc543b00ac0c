//! The words of one file put where they are looked for.

use super::source::Source;
use super::{Flow, Sold, Standing, Stated, Vocabulary, plain, sign};

impl Vocabulary {
    /// Takes in the words of a language.
    pub(super) fn add(&mut self, code: &'static str, source: Source) {
        let language = self.codes.len();
        self.codes.push(code);
        self.spell(&source);
        for (heading, words) in source.headings() {
            for (rank, word) in words.iter().enumerate() {
                self.headings.entry(plain(word)).or_default().push((heading, rank, language));
            }
        }
        for (flow, words) in [(Flow::Out, &source.directions.out), (Flow::In, &source.directions.r#in)] {
            words.iter().for_each(|word| self.flows.entry(plain(word)).or_default().push((language, flow)));
        }
        for (flow, words) in [(Flow::Out, &source.hints.out), (Flow::In, &source.hints.r#in)] {
            self.hints.extend(words.iter().map(|word| (plain(word), flow)));
        }
        let statuses = &source.statuses;
        for (standing, words) in [
            (Standing::Booked, &statuses.booked),
            (Standing::Pending, &statuses.pending),
            (Standing::Void, &statuses.void),
        ] {
            for word in words {
                self.standings.entry(plain(word)).or_default().push((language, standing));
            }
        }
        let balances = &source.balances;
        for (stated, words) in [
            (Stated::Turnover, &balances.turnover),
            (Stated::Closing, &balances.closing),
            (Stated::Opening, &balances.opening),
        ] {
            self.stated.extend(words.iter().map(|word| (plain(word), stated)));
        }
        for (month, words) in source.months() {
            words.iter().for_each(|word| self.months.entry(plain(word)).or_default().push((language, month)));
        }
        for (currency, words) in &source.currencies {
            let add = |word: &String| (sign(word), (language, currency.clone()));
            words.iter().map(add).for_each(|(word, one)| self.currencies.entry(word).or_default().push(one));
        }
        self.cards.extend(source.table.card.iter().map(|word| (plain(word), ())));
        self.generic.extend(source.table.generic_names.iter().map(|word| (plain(word), ())));
        for (sold, words) in [(Sold::Order, &source.orders.headings), (Sold::Goods, &source.orders.goods)] {
            self.sold.extend(words.iter().map(|word| (plain(word), sold)));
        }
    }

    /// Keeps how words with letters beyond ASCII are written.
    fn spell(&mut self, source: &Source) {
        // Two signs of Chinese or Korean say as much as three letters.
        let shortest = |word: &str| if word.chars().any(|c| c >= '\u{1100}') { 2 } else { 3 };
        let (statuses, balances) = (&source.statuses, &source.balances);
        let lists = [
            &source.directions.out,
            &source.directions.r#in,
            &source.hints.out,
            &source.hints.r#in,
            &statuses.booked,
            &statuses.pending,
            &statuses.void,
            &balances.opening,
            &balances.closing,
            &balances.turnover,
            &source.table.card,
            &source.table.generic_names,
        ];
        let headings = source.headings().map(|(_, words)| words);
        let all = lists.into_iter().chain(headings).chain(source.months().map(|(_, words)| words));
        let words = all.flatten().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
        let is_telling = |word: &&str| !word.is_ascii() && word.chars().count() >= shortest(word);
        self.spellings.extend(words.filter(is_telling).map(str::to_lowercase));
    }
}
