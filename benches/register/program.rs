//! The real program on a book, and what is asked of it.

use std::path::Path;
use std::time::Instant;

use super::book::{CATEGORIES, CHEQUE, Dice, PAYEES, category, payee};
use super::figures::{grouped, ms, spread};
use super::started::Started;

pub struct Program {
    started: Started,
}

impl Program {
    pub fn start(path: &Path) -> Program {
        Program { started: Started::on(path) }
    }

    /// From the start of the process to the first page of the register.
    pub fn starts(path: &Path, times: usize) {
        let mut took = Vec::new();
        for _ in 0..times {
            let begun = Instant::now();
            let mut program = Program::start(path);
            program.page("");
            took.push(u64::try_from(begun.elapsed().as_nanos()).expect("fits"));
        }
        println!("start to first page: {}", spread(&mut took));
    }

    fn page(&mut self, query: &str) -> u64 {
        self.started.client.timed("GET", &format!("/api/v1/accounts/{}/register?{query}", CHEQUE.0), "").0
    }

    pub fn pages(&mut self, rows: usize) {
        let mut dice = Dice(1);
        let mut took: Vec<u64> =
            (0..2_000).map(|_| self.page(&format!("limit=100&offset={}", dice.below(rows as u64)))).collect();
        println!("page of 100 anywhere: {}", spread(&mut took));
    }

    /// Every text is another, so that nothing is found before it is looked for.
    pub fn searches(&mut self, rows: usize) {
        println!("first search: {} ms", ms(self.page("search=first%20of%20all")));
        let mut dice = Dice(2);
        let mut all = Vec::new();
        for kind in ["payee", "category", "two words", "memo", "amount", "size", "dates", "not", "letter"] {
            let mut took: Vec<u64> =
                (0..60).map(|n| self.page(&format!("search={}", text(kind, n, &mut dice)))).collect();
            println!("search by {kind}: {}", spread(&mut took));
            all.extend(took);
        }
        println!("search, all kinds, {} rows: {}", grouped(rows), spread(&mut all));
    }

    /// Back-dated, seen in a second tab, and in a search.
    pub fn inserts(&mut self, times: usize) {
        let mut second = self.started.client.again();
        let mut stream = self.started.client.again();
        stream.listen("bench");
        let mut dice = Dice(3);
        let (mut answered, mut seen, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for n in 0..times {
            let day =
                format!("{}-{:02}-{:02}", 2005 + dice.below(19), 1 + dice.below(12), 1 + dice.below(28));
            let body = format!(
                "{{\"date\":\"{day}\",\"payee\":\"{}\",\"memo\":\"late {n}\",\"splits\":[\
                 {{\"account\":{},\"amount\":-1234}},{{\"category\":\"{}\",\"amount\":1234}}]}}",
                payee(dice.below(PAYEES)),
                CHEQUE.0,
                category(dice.below(CATEGORIES)),
            );
            let begun = Instant::now();
            let (took, answer) = self.started.client.timed("POST", "/api/v1/transactions", &body);
            let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
            stream.wait_for(answer["revision"].as_u64().expect("a revision"));
            second.timed("GET", &format!("/api/v1/accounts/{}/register", CHEQUE.0), "");
            answered.push(took);
            seen.push(u64::try_from(begun.elapsed().as_nanos()).expect("fits"));
            found.push(self.page(&format!("search=late%20{n}")));
        }
        println!("back-dated insert, answered: {}", spread(&mut answered));
        println!("back-dated insert, seen in a second tab: {}", spread(&mut seen));
        println!("search right after an insert: {}", spread(&mut found));
    }

    pub fn small_questions(&mut self, rows: usize) {
        let mut dice = Dice(4);
        let account = CHEQUE.0;
        let mut ask = |words: &str, path: &mut dyn FnMut() -> String| {
            let mut took: Vec<u64> =
                (0..300).map(|_| self.started.client.timed("GET", &path(), "").0).collect();
            println!("{words}: {}", spread(&mut took));
        };
        ask("place of a day", &mut || {
            let day = format!("{}-{:02}-09", 2005 + dice.below(19), 1 + dice.below(12));
            format!("/api/v1/accounts/{account}/register/place?date={day}")
        });
        ask("place of a transaction", &mut || {
            format!("/api/v1/accounts/{account}/register/place?transaction={}", 1 + dice.below(rows as u64))
        });
        ask("completion", &mut || {
            let letters = ["c", "ol", "caf", "bak", "mu", "", "zz", "gr 1"];
            let text = letters[usize::try_from(dice.below(8)).expect("fits")].replace(' ', "%20");
            format!("/api/v1/accounts/{account}/completions?text={text}")
        });
        ask("recall", &mut || {
            format!(
                "/api/v1/accounts/{account}/recall?payee={}",
                1 + dice.below(PAYEES.min(rows as u64 / 20))
            )
        });
        ask("list of accounts", &mut || "/api/v1/accounts".into());
    }

    pub fn resident_kb(&self) -> usize {
        self.started.resident_kb()
    }
}

fn text(kind: &str, n: u64, dice: &mut Dice) -> String {
    match kind {
        "payee" => payee(dice.below(PAYEES)).replace(' ', "+").replace('é', "e").replace('ü', "u"),
        "category" => format!("cat:%22{}%22", category(n % CATEGORIES).replace(' ', "%20")),
        "two words" => format!("market+{}", dice.below(1_000)),
        "memo" => format!("memo:{}", dice.below(100_000)),
        "amount" => format!("{}.{:02}", dice.below(900), dice.below(100)),
        "size" => format!("%3E{}.{:02}", dice.below(1_500), dice.below(100)),
        "dates" => format!("{}-{:02}..2020", 2005 + dice.below(10), 1 + dice.below(12)),
        "not" => format!("-market+-is:uncleared+%3C{}", 100 + dice.below(1_000_000)),
        // As somebody begins to type: nearly every row is found.
        _ => char::from(b'a' + u8::try_from(n % 26).expect("fits")).to_string(),
    }
}
