//! What an OFX file holds besides money, counted so that it can be named.

use crate::import::Problem;
use crate::import::text::counted;

/// What is left, by the beginning of its tag: in people's words, one and many.
const KINDS: &[(&[&str], &str, &str)] = &[
    (&["BUY"], "purchase", "purchases"),
    (&["SELL", "CLOSUREOPT", "RETOFCAP"], "sale", "sales"),
    (&["INCOME", "REINVEST"], "dividend", "dividends"),
    (&["TRANSFER", "JRNL"], "transfer of securities", "transfers of securities"),
    (&["INVEXPENSE", "MARGININTEREST", "SPLIT"], "other movement", "other movements"),
    (&["POSDEBT", "POSMF", "POSOPT", "POSOTHER", "POSSTOCK"], "holding", "holdings"),
];

/// Tags that begin like the above, but are fields or inner groups of them.
const WITHIN: &[&str] = &["BUYTYPE", "BUYPOWER", "SELLTYPE", "SELLREASON", "INCOMETYPE", "SELLALL"];

/// How many of each kind were left, and where the first was.
#[derive(Debug, Clone, Default)]
pub struct Left {
    counts: [u64; KINDS.len()],
    first_line: Option<u64>,
}

impl Left {
    /// Counts a group that is left; false where it is another.
    pub fn take(&mut self, name: &str, line: u64) -> bool {
        let is_kind = |(tags, _, _): &(&[&str], &str, &str)| tags.iter().any(|tag| name.starts_with(tag));
        let Some(kind) = KINDS.iter().position(is_kind).filter(|_| !WITHIN.contains(&name)) else {
            return false;
        };
        self.counts[kind] += 1;
        self.first_line.get_or_insert(line);
        true
    }

    /// "2 purchases, 1 holding", or none where nothing was left.
    pub fn words(&self) -> Option<String> {
        let found = self.counts.iter().zip(KINDS).filter(|(count, _)| **count > 0);
        let words: Vec<String> = found.map(|(count, (_, one, many))| counted(*count, one, many)).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    pub fn problem(&self) -> Option<Problem> {
        let words = self.words()?;
        let reason = format!("Investments were left out ({words}): only the movements of cash are read.");
        Some(Problem { line: self.first_line, reason })
    }
}
