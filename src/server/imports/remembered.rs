//! What was settled about layouts before, kept among the preferences.
//!
//! `import.layout.<layout>` holds, by the account that the lines went to, what
//! the user said of this layout. `import.presets` holds layouts with names.
//! What accounts disagree on is not used before the account is known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::layouts::settings_of;
use crate::book::{Failure, View};
use crate::import::{Layouts, Reading};
use crate::ledger::{AccountId, Command};
use crate::server::wire::{LayoutPreset, LayoutSettings};

const LAYOUT: &str = "import.layout.";
const PRESETS: &str = "import.presets";

/// What is remembered of one layout.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// By the account's id.
    accounts: BTreeMap<String, LayoutSettings>,
}

/// What is remembered of all layouts.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    layouts: BTreeMap<String, Kept>,
    presets: Vec<LayoutPreset>,
}

impl Remembered {
    pub fn of(book: &View) -> Result<Remembered, Failure> {
        let mut remembered = Remembered::default();
        for kept in book.preferences()? {
            if let Some(layout) = kept.key.strip_prefix(LAYOUT) {
                // What is no layout was not written by us: it is as if it were not there.
                let read = serde_json::from_str(&kept.value).unwrap_or_default();
                remembered.layouts.insert(layout.to_owned(), read);
            } else if kept.key == PRESETS {
                remembered.presets = serde_json::from_str(&kept.value).unwrap_or_default();
            }
        }
        Ok(remembered)
    }

    /// What holds for this layout: what was said for the account, or for all accounts alike, or a preset.
    pub fn settings(&self, layout: &str, account: Option<AccountId>) -> Option<LayoutSettings> {
        let kept = self.layouts.get(layout);
        let of_account = account.and_then(|id| kept?.accounts.get(&id.0.to_string()).cloned());
        let agreed = || {
            let mut all = kept?.accounts.values();
            let first = all.next()?;
            all.all(|other| other == first).then(|| first.clone())
        };
        let preset = || {
            let preset = self.presets.iter().find(|preset| preset.settings.layout == layout)?;
            Some(preset.settings.clone())
        };
        of_account.or_else(agreed).or_else(preset)
    }

    /// What remembers the layouts of these readings for an account; nothing where nothing was said.
    pub fn commands(&self, readings: &[Reading], layouts: &Layouts, account: AccountId) -> Vec<Command> {
        let said =
            readings.iter().filter_map(|reading| Some((&reading.layout, layouts.get(&reading.layout)?)));
        said.filter_map(|(name, layout)| {
            let mut kept = self.layouts.get(name).cloned().unwrap_or_default();
            let settings = settings_of(name, layout);
            let before = kept.accounts.insert(account.0.to_string(), settings.clone());
            let value = serde_json::to_string(&kept).ok().filter(|_| before.as_ref() != Some(&settings))?;
            Some(Command::SetPreference { key: format!("{LAYOUT}{name}"), value: Some(value) })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::wire::DateOrder;

    fn settings(order: DateOrder) -> LayoutSettings {
        LayoutSettings { layout: "a".into(), date_order: Some(order), ..LayoutSettings::default() }
    }

    #[test]
    fn an_account_s_own_answer_goes_first_and_disagreement_tells_nothing() {
        let kept = |accounts: &[(&str, DateOrder)]| Remembered {
            layouts: BTreeMap::from([(
                "a".to_owned(),
                Kept {
                    accounts: accounts
                        .iter()
                        .map(|(id, order)| ((*id).to_owned(), settings(*order)))
                        .collect(),
                },
            )]),
            presets: Vec::new(),
        };
        let one = kept(&[("1", DateOrder::DayFirst)]);
        assert_eq!(one.settings("a", None), Some(settings(DateOrder::DayFirst)));
        assert_eq!(one.settings("b", Some(AccountId(1))), None);
        let two = kept(&[("1", DateOrder::DayFirst), ("2", DateOrder::MonthFirst)]);
        assert_eq!(two.settings("a", None), None);
        assert_eq!(two.settings("a", Some(AccountId(2))), Some(settings(DateOrder::MonthFirst)));
    }

    #[test]
    fn a_preset_serves_where_nothing_was_said() {
        let preset = LayoutPreset { name: "Bank".into(), settings: settings(DateOrder::DayFirst) };
        let remembered = Remembered { presets: vec![preset], ..Remembered::default() };
        assert_eq!(remembered.settings("a", Some(AccountId(1))), Some(settings(DateOrder::DayFirst)));
    }
}
