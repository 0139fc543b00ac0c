//! Questions to a book: any report that makes sense.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::model::Part;

#[derive(Debug, Clone)]
pub struct Asked {
    pub what: &'static str,
    pub by: &'static str,
    pub then: &'static str,
    pub interval: &'static str,
    pub measure: &'static str,
    pub span: &'static str,
    pub year_begins: &'static str,
    pub compare: Option<&'static str>,
    pub only_cleared: bool,
    /// Which is the only category that is asked for, counted round the book's; none is all.
    pub category: Option<usize>,
    /// Which of the registers are chosen, by the bits; none is all.
    pub chosen: u8,
}

pub fn asked() -> impl Strategy<Value = Asked> {
    let one_of = |words: &'static [&'static str]| prop::sample::select(words);
    let flows = (
        one_of(&["spending", "income", "cash-flow", "movements"]),
        one_of(&["none", "category", "payee", "tag", "account"]),
        one_of(&["none", "none", "category", "payee", "tag"]),
        one_of(&["none", "week", "month", "quarter", "year"]),
        one_of(&["sum", "sum", "count", "average"]),
        (
            prop::option::weighted(0.3, one_of(&["1995-01-01..2030-12-31", "before"])),
            one_of(&["01-01", "04-06"]),
        ),
    );
    let flows = flows.prop_map(|(what, by, then, interval, measure, (compare, year_begins))| Asked {
        what,
        by,
        then: if by == "none" || then == by { "none" } else { then },
        interval: if compare.is_some() { "none" } else { interval },
        measure,
        span: "",
        year_begins,
        compare,
        only_cleared: false,
        category: None,
        chosen: 0,
    });
    let stocks = (one_of(&["net-worth", "balance"]), one_of(&["month", "quarter", "none"])).prop_map(
        |(what, interval)| Asked {
            what,
            by: "account",
            then: "none",
            interval,
            measure: "sum",
            span: "",
            year_begins: "01-01",
            compare: None,
            only_cleared: false,
            category: None,
            chosen: 0,
        },
    );
    // The last ones are ahead of every clock.
    let span = one_of(&["2010-03-17..2031-02-03", "2025", "all-days", "2015-02", "2020-01-01..2039-12-31"]);
    (
        prop_oneof![3 => flows, 1 => stocks],
        span,
        prop::bool::weighted(0.2),
        (0u8..8, prop::option::of(0usize..12)),
    )
        .prop_map(|(asked, span, only_cleared, (chosen, category))| {
            let is_long = asked.interval == "week" || span == "all-days";
            let span = match (is_long, asked.interval) {
                (true, "week") => "2015-06-01..2035-05-31",
                (true, _) => "1980-01-01..2060-12-31",
                _ => span,
            };
            Asked { span, only_cleared, category, chosen, ..asked }
        })
}

impl Asked {
    pub fn definition(&self, chosen: &BTreeSet<i64>, all: bool) -> Value {
        let mut json = json!({
            "what": self.what, "by": self.by, "then": self.then, "interval": self.interval,
            "measure": self.measure, "span": self.span, "year_begins": self.year_begins, "most": 10_000,
        });
        if !all {
            json["accounts"] = json!(chosen);
        }
        if let Some(compare) = self.compare {
            json["compare"] = json!(compare);
        }
        if self.only_cleared {
            json["search"] = json!("is:cleared");
        }
        json
    }

    pub fn is_stock(&self) -> bool {
        ["net-worth", "balance"].contains(&self.what)
    }

    pub fn value(&self, parts: &[&Part]) -> i64 {
        let sum: i64 = parts.iter().map(|part| part.amount).sum();
        let count = parts.len() as i64;
        match self.measure {
            "sum" => sum,
            "count" => count,
            _ if count == 0 => 0,
            // Halves away from zero.
            _ => {
                let (whole, rest) = (sum / count, (sum % count).abs());
                if rest * 2 >= count { whole + sum.signum() } else { whole }
            }
        }
    }
}
