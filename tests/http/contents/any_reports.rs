//! Kept reports that could be anybody's.

use counterfoil::ledger::kept_report::{ChartKind, KeptReport, KeptReportId, Question};
use counterfoil::ledger::report::{Definition, Span, What};
use counterfoil::ledger::{Account, AccountId};
use proptest::prelude::*;

use super::any::text;

/// One names what is gone: that is said where it is asked for, and refuses no book.
pub fn kept_reports(accounts: Vec<Account>) -> impl Strategy<Value = Vec<KeptReport>> {
    let what = prop::sample::select(&[What::Spending, What::Income, What::CashFlow][..]);
    let span =
        prop::sample::select(&["last-12-months", "2024", "2024-01-01..2024-02-03", "2024-01-01.."][..]);
    let chart = prop::sample::select(&[ChartKind::Usual, ChartKind::Treemap, ChartKind::Sankey][..]);
    let one = (what, span, chart, prop::option::of(text()), any::<prop::sample::Index>());
    prop::collection::vec(one, 0..4).prop_map(move |all| {
        let made = (1..).zip(all).map(|(at, (what, span, chart, search, account))| {
            let mut definition = Definition::usual(what, Span::read(span).expect("a span"));
            definition.categories = vec![account.get(&accounts).id, AccountId(900)];
            let question = Question { definition, search, notation: Default::default(), chart };
            KeptReport { id: KeptReportId(at), name: format!("Report {at}"), place: at, question }
        });
        made.collect()
    })
}
