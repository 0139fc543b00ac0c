//! Reports of the measured book: the first one, which waits until all transactions were read, and each kind again and
//! again, also right after a change.

use super::asked::Asked;
use super::figures::{grouped, ms};
use super::program::Program;

const KINDS: [(&str, &str); 8] = [
    ("spending by category and month, 12 months", "spending?span=last-12-months"),
    ("spending by category and month, all years", "spending?span=all"),
    ("spending by payee and month, all years", "spending?span=all&by=payee"),
    ("spending by category and then payee, by year", "spending?span=all&interval=year&then=payee"),
    ("cash flow by month, all years", "cash-flow?span=all"),
    ("net worth by month, all years", "net-worth?span=all"),
    ("balances by day, three years", "balance?from=2022-01-01&to=2024-12-31&interval=day"),
    ("two years beside each other", "compare?span=2024&compare=2023"),
];

impl Program {
    pub fn reports(&mut self, rows: usize) {
        let before = self.resident_kb();
        let address = |query: &str| format!("/api/v1/reports/{query}");
        let first = self.started.asked("GET", &address(KINDS[0].1), "").0;
        println!("first report, which waits until all is read: {} ms", ms(first.0));
        let mut all = Asked::default();
        for (words, query) in KINDS {
            let mut asked = Asked::default();
            for _ in 0..50 {
                asked.add(self.started.asked("GET", &address(query), "").0);
            }
            all.extend(asked.print(words));
        }
        all.print(&format!("reports, all kinds, {} rows", grouped(rows)));
        println!("resident more for reports: {} kB", grouped(self.resident_kb().saturating_sub(before)));
    }
}
