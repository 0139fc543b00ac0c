//! What a line's payee and category most likely are, learned from the user's own book.
//!
//! Pure and local: every proposal says where it comes from, and each can be
//! declined. Nothing is learned from what nobody changed, nor from words that say
//! only that it was a cheque: whom the next one is for they do not tell.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::text::folded;
use super::words::{in_order, is_cheque, is_only_a_cheque};

/// A rule that the user made, kept as a preference under [`RULES_KEY`]: a JSON list of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What the bank's words have to contain, in any case.
    pub contains: String,
    /// What the payee is called then.
    #[serde(default)]
    pub payee: Option<String>,
    #[serde(default)]
    pub category: Option<String>,
}

/// Where the rules are kept.
pub const RULES_KEY: &str = "import.rules";

/// A payee that the user called otherwise than the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// In the bank's words.
    pub bank: String,
    pub payee: String,
    /// When the bank wrote so last.
    pub date: Date,
}

/// The category that a payee had last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    pub payee: String,
    pub category: String,
    pub date: Date,
}

/// All that was learned.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    rules: Vec<(String, Rule)>,
    /// By the telling words of the bank's payee.
    renames: HashMap<Vec<String>, Rename>,
    /// Keys of the renames by their first word.
    by_first: HashMap<String, Vec<Vec<String>>>,
    /// By folded payee.
    habits: HashMap<String, Habit>,
}

/// A proposed word and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    /// Goes on after "Payee" or "Category": "as last time at REWE".
    pub reason: String,
}

/// What is proposed for a line; none where nothing was learned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    pub payee: Option<Said>,
    pub category: Option<Said>,
}

/// What of the past can matter to the payees of a file: the book may hold a thousand times as much.
#[derive(Debug, Clone, Default)]
pub struct Interest {
    first_words: HashSet<String>,
    payees: HashSet<String>,
}

impl Interest {
    pub fn in_payees<'p>(payees: impl Iterator<Item = &'p str>) -> Interest {
        let mut interest = Interest::default();
        for payee in payees {
            if interest.payees.insert(folded(payee)) {
                interest.first_words.extend(in_order(payee).next());
            }
        }
        interest
    }

    /// Whether a payee in the words of the bank can be one of them: see [`Learned::propose`].
    pub fn is_like(&self, bank: &str) -> bool {
        in_order(bank).next().is_some_and(|first| self.first_words.contains(&first))
    }

    /// The payees whose habits can matter, folded: those of the file, and what they may be called.
    pub fn called(self, rules: &[Rule], renames: &[Rename]) -> HashSet<String> {
        let names = renames.iter().map(|rename| &rename.payee);
        let names = names.chain(rules.iter().filter_map(|rule| rule.payee.as_ref()));
        self.payees.into_iter().chain(names.map(|name| folded(name))).collect()
    }
}

impl Learned {
    /// Rules go in the order they were made, the first that fits counts.
    pub fn of(rules: Vec<Rule>, renames: Vec<Rename>, habits: Vec<Habit>) -> Learned {
        let mut learned = Learned::default();
        let rules = rules.into_iter().filter(|rule| !rule.contains.trim().is_empty());
        learned.rules = rules.map(|rule| (folded(&rule.contains), rule)).collect();
        for rename in renames {
            learned.add_rename(rename);
        }
        learned.habits = habits.into_iter().map(|habit| (folded(&habit.payee), habit)).collect();
        learned
    }

    /// Of two names for the same words the later counts.
    fn add_rename(&mut self, rename: Rename) {
        let key = telling(&rename.bank);
        let Some(first) = key.first().cloned() else {
            return;
        };
        if self.renames.get(&key).is_none_or(|known| known.date <= rename.date) {
            let keys = self.by_first.entry(first).or_default();
            if !keys.contains(&key) {
                keys.push(key.clone());
            }
            self.renames.insert(key, rename);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.renames.is_empty() && self.habits.is_empty()
    }

    /// What a line with this payee and memo most likely is.
    pub fn propose(&self, payee: &str, memo: &str) -> Proposal {
        let text = folded(&format!("{payee} {memo}"));
        let rule = self.rules.iter().find(|(contains, _)| text.contains(contains)).map(|(_, rule)| rule);
        let by_rule = |said: Option<&String>| {
            let (said, rule) = (said?, rule?);
            let reason = format!("by your rule for “{}”", rule.contains);
            Some(Said { text: said.clone(), reason })
        };
        let named = by_rule(rule.and_then(|rule| rule.payee.as_ref())).or_else(|| self.renamed(payee));
        let named = named.filter(|said| said.text != payee && !said.text.is_empty());
        let name = named.as_ref().map_or(payee, |said| said.text.as_str());
        let category = by_rule(rule.and_then(|rule| rule.category.as_ref())).or_else(|| self.habit(name));
        Proposal { payee: named, category }
    }

    fn renamed(&self, payee: &str) -> Option<Said> {
        let key = telling(payee);
        let rename = self.renames.get(&key).or_else(|| self.likest(&key))?;
        let reason = format!("as you renamed “{}” of {}", rename.bank, rename.date);
        Some(Said { text: rename.payee.clone(), reason })
    }

    /// A rename that begins with the same word and has most words in common.
    fn likest(&self, key: &[String]) -> Option<&Rename> {
        let own: BTreeSet<&String> = key.iter().collect();
        let likeness = |other: &Vec<String>| {
            let other: BTreeSet<&String> = other.iter().collect();
            (own.intersection(&other).count(), own.union(&other).count())
        };
        let near = self.by_first.get(key.first()?)?.iter().filter(|other| {
            let (common, all) = likeness(other);
            2 * common >= all
        });
        let best =
            near.max_by_key(|other| (likeness(other).0, self.renames.get(*other).map(|rename| rename.date)))?;
        self.renames.get(best)
    }

    fn habit(&self, payee: &str) -> Option<Said> {
        let habit = self.habits.get(&folded(payee)).filter(|_| !is_only_a_cheque(payee))?;
        let reason = format!("as last time at {}, {}", habit.payee, habit.date);
        Some(Said { text: habit.category.clone(), reason })
    }
}

/// The words that tell whom a bank's payee is; none where it is only a cheque.
fn telling(payee: &str) -> Vec<String> {
    if is_only_a_cheque(payee) {
        Vec::new()
    } else {
        in_order(payee).filter(|word| !is_cheque(word)).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const BANK: &str = "POS 1234 REWE SAGT DANKE 0042//BERLIN/DE";

    fn renamed(bank: &str, payee: &str, day: i8) -> Rename {
        Rename { bank: bank.into(), payee: payee.into(), date: date(2026, 5, day) }
    }

    fn learned() -> Learned {
        let habit = Habit { payee: "REWE".into(), category: "Food".into(), date: date(2026, 5, 3) };
        Learned::of(Vec::new(), vec![renamed(BANK, "REWE", 3)], vec![habit])
    }

    #[test]
    fn a_payee_is_called_as_the_user_called_it_before_and_its_category_follows() {
        let told = learned().propose("POS 9917 REWE SAGT DANKE 0815//BERLIN/DE", "");
        let payee = told.payee.expect("learned");
        assert_eq!((payee.text.as_str(), payee.reason.contains("as you renamed “POS 1234")), ("REWE", true));
        let category = told.category.expect("learned");
        assert_eq!(
            (category.text.as_str(), category.reason.as_str()),
            ("Food", "as last time at REWE, 2026-05-03")
        );
    }

    #[test]
    fn another_town_is_the_same_shop_and_another_shop_is_not() {
        assert!(learned().propose("POS 1 REWE SAGT DANKE 7//MUENCHEN/DE", "").payee.is_none());
        let both = Learned::of(Vec::new(), vec![renamed("REWE MARKT GMBH BERLIN", "REWE", 3)], Vec::new());
        assert_eq!(
            both.propose("REWE MARKT 17 HAMBURG", "").payee.map(|said| said.text),
            Some("REWE".into())
        );
        assert!(both.propose("EDEKA MARKT BERLIN", "").payee.is_none());
    }

    #[test]
    fn the_last_name_counts() {
        let renames = vec![renamed(BANK, "Old", 3), renamed(BANK, "New", 4), renamed(BANK, "Older", 2)];
        let told = Learned::of(Vec::new(), renames, Vec::new()).propose(BANK, "");
        assert_eq!(told.payee.map(|said| said.text), Some("New".into()));
    }

    #[test]
    fn a_rule_goes_before_what_was_learned() {
        let rule = Rule { contains: "rewe".into(), payee: Some("Grocer".into()), category: None };
        let told = Learned::of(vec![rule], vec![renamed(BANK, "REWE", 3)], Vec::new()).propose(BANK, "");
        assert_eq!(told.payee.expect("by the rule").reason, "by your rule for “rewe”");
    }

    #[test]
    fn a_cheque_tells_nothing_of_the_next_one() {
        let banks = [
            ("CHECK 1001", "CHECK 1009"),
            ("CHECK", "CHECK 1009"),
            ("Check #1001", "Check #1009"),
            ("CHECK PAID 1001", "CHECK PAID 1009"),
            ("CHQ 001001", "CHQ 001009"),
            ("CHEQUE NO. 1001", "CHEQUE NO. 1009"),
            ("SCHECK 1001", "SCHECK 1009"),
            ("Scheckeinreichung Nr. 1001", "Scheckeinreichung Nr. 1009"),
            ("CHÈQUE N° 1001", "CHÈQUE N° 1009"),
            ("ASSEGNO NUM 1001", "ASSEGNO NUM 1009"),
            ("TALÓN 1001", "TALÓN 1009"),
            ("CZEK 1001", "CZEK 1009"),
            ("Чек 1001", "Чек 1009"),
            ("支票 1001", "支票 1009"),
            ("小切手1001", "小切手1009"),
            ("שיק 1001", "שיק 1009"),
            ("شيك 1001", "شيك 1009"),
            ("ΕΠΙΤΑΓΗ 1001", "ΕΠΙΤΑΓΗ 1009"),
            ("CHQ1001", "CHQ1009"),
            ("INWARD CLEARING CHQ 1001", "INWARD CLEARING CHQ 1009"),
        ];
        for (first, next) in banks {
            let habit =
                |payee: &str| Habit { payee: payee.into(), category: "Rent".into(), date: date(2026, 5, 3) };
            let habits = vec![habit("Landlord"), habit(next)];
            let learned = Learned::of(Vec::new(), vec![renamed(first, "Landlord", 3)], habits);
            assert_eq!(learned.propose(next, ""), Proposal::default(), "{first}");
        }
    }

    #[test]
    fn who_is_named_beside_the_word_for_a_cheque_is_learned() {
        let learned = |bank: &str| Learned::of(Vec::new(), vec![renamed(bank, "Landlord", 3)], Vec::new());
        let told = |bank: &str, line: &str| learned(bank).propose(line, "").payee.map(|said| said.text);
        assert_eq!(told("CHECK 1001 OAK RENTALS", "CHECK 1009 OAK RENTALS"), Some("Landlord".into()));
        assert_eq!(told("CHECK 1001 OAK RENTALS", "CHECK 1009 CITY PLUMBERS"), None);
        assert_eq!(told("CHECK 1001 OAK", "CHECK 1009"), None);
        assert_eq!(told("CHECKERS SANDTON 17", "CHECKERS SANDTON 18"), Some("Landlord".into()), "a shop");
        assert_eq!(told("CHECK POINT SOFTWARE", "CHECK POINT SOFTWARE"), Some("Landlord".into()));
    }

    #[test]
    fn what_nobody_changed_stays_as_it_is() {
        assert_eq!(learned().propose("Cinema", ""), Proposal::default());
    }
}
