//! The real program on a book, and what is asked of it.

use std::path::Path;
use std::time::Instant;

use super::asked::Asked;
use super::book::{CATEGORIES, CHEQUE, Dice, PAYEES, category, payee};
use super::figures::{grouped, ms};
use super::started::Started;

pub struct Program {
    pub started: Started,
}

impl Program {
    pub fn start(path: &Path) -> Program {
        Program { started: Started::on(path) }
    }

    /// From the start of the process to the first page of the register.
    pub fn starts(path: &Path, times: usize) -> Asked {
        let mut asked = Asked::default();
        for _ in 0..times {
            let begun = Instant::now();
            let mut program = Program::start(path);
            program.page("");
            let clock = u64::try_from(begun.elapsed().as_nanos()).expect("fits");
            asked.add((clock, program.started.processor_ns()));
        }
        asked.print("start to first page")
    }

    fn page(&mut self, query: &str) -> (u64, u64) {
        self.started.asked("GET", &format!("/api/v1/accounts/{}/register?{query}", CHEQUE.0), "").0
    }

    /// Once while searching is being made ready beside, and once in quiet.
    pub fn pages(&mut self, rows: usize) -> Asked {
        let mut dice = Dice(1);
        let mut ask = |program: &mut Program, times: usize| {
            let mut asked = Asked::default();
            for _ in 0..times {
                asked.add(program.page(&format!("limit=100&offset={}", dice.below(rows as u64))));
            }
            asked
        };
        ask(self, 300).print("page of 100 anywhere, right after the start");
        println!("first search, which waits until it is made ready: {} ms", ms(self.page("search=first").0));
        ask(self, 2_000).print("page of 100 anywhere")
    }

    /// Every text is another, so that nothing is found before it is looked for.
    pub fn searches(&mut self, rows: usize) -> Asked {
        let mut dice = Dice(2);
        let mut all = Asked::default();
        for kind in KINDS {
            let mut asked = Asked::default();
            for n in 0..60 {
                asked.add(self.page(&format!("search={}", text(kind, n, &mut dice))));
            }
            all.extend(asked.print(&format!("search by {kind}")));
        }
        all.print(&format!("search, all kinds, {} rows", grouped(rows)))
    }

    /// A word typed letter by letter and taken back again, and pages far down in what is found.
    pub fn typing(&mut self, rows: usize) {
        let (mut typed, mut deep, mut dice) = (Asked::default(), Asked::default(), Dice(6));
        for n in 0..20 {
            let word = payee(dice.below(PAYEES)).to_lowercase().replace('é', "e").replace('ü', "u");
            let lengths = 1..word.len().min(8);
            for length in lengths.clone().chain(lengths.rev()) {
                typed.add(self.page(&format!("search={}", word[..length].replace(' ', "%20"))));
            }
            let letter = char::from(b'a' + n);
            deep.add(self.page(&format!("search={letter}&offset={}", dice.below(rows as u64))));
            for _ in 0..5 {
                deep.add(self.page(&format!("search={letter}&offset={}", dice.below(rows as u64))));
            }
        }
        typed.print("search as a word is typed and taken back");
        deep.print("page anywhere in what one letter finds");
    }

    /// By another column than the date: the first page, one anywhere after it, and one after a change.
    pub fn sorted(&mut self, rows: usize) -> Asked {
        let mut dice = Dice(7);
        let (mut first, mut after) = (Asked::default(), Asked::default());
        for column in ["number", "payee", "category", "memo", "payment", "deposit", "state"] {
            for descending in [false, true] {
                let order = format!("sort={column}&descending={descending}");
                let mut once = Asked::default();
                once.add(self.page(&format!("{order}&offset=0")));
                let once = if descending { once } else { once.print(&format!("sorted by {column}")) };
                first.extend(once);
                for _ in 0..10 {
                    after.add(self.page(&format!("{order}&offset={}", dice.below(rows as u64))));
                }
            }
        }
        let first = first.print("sorted by another column, the first page");
        after.print("sorted by another column, a page anywhere after it");
        first
    }

    /// Back-dated, seen in a second tab, and in a search.
    pub fn inserts(&mut self, times: usize) -> Asked {
        let mut second = self.started.client.again();
        let mut stream = self.started.client.again();
        stream.listen("bench");
        let mut dice = Dice(3);
        let (mut answered, mut seen, mut found) = (Asked::default(), Asked::default(), Asked::default());
        for n in 0..times {
            let body = late_entry(n, &mut dice);
            let (begun, own) = (Instant::now(), self.started.processor_ns());
            let (took, answer) = self.started.asked("POST", "/api/v1/transactions", &body);
            let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
            stream.wait_for(answer["revision"].as_u64().expect("a revision"));
            second.timed("GET", &format!("/api/v1/accounts/{}/register", CHEQUE.0), "");
            answered.add(took);
            let clock = u64::try_from(begun.elapsed().as_nanos()).expect("fits");
            seen.add((clock, self.started.processor_ns().saturating_sub(own)));
            found.add(self.page(&format!("search=late%20{n}")));
        }
        answered.print("back-dated insert, answered");
        let seen = seen.print("back-dated insert, seen in a second tab");
        found.print("search right after an insert");
        seen
    }

    pub fn small_questions(&mut self, rows: usize) {
        let mut dice = Dice(4);
        let account = CHEQUE.0;
        let mut ask = |words: &str, path: &mut dyn FnMut() -> String| {
            let mut asked = Asked::default();
            (0..300).for_each(|_| asked.add(self.started.asked("GET", &path(), "").0));
            asked.print(words);
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

/// A payment on some day long ago.
fn late_entry(n: usize, dice: &mut Dice) -> String {
    let day = format!("{}-{:02}-{:02}", 2005 + dice.below(19), 1 + dice.below(12), 1 + dice.below(28));
    format!(
        "{{\"date\":\"{day}\",\"payee\":\"{}\",\"memo\":\"late {n}\",\"splits\":[\
         {{\"account\":{},\"amount\":-1234}},{{\"category\":\"{}\",\"amount\":1234}}]}}",
        payee(dice.below(PAYEES)),
        CHEQUE.0,
        category(dice.below(CATEGORIES)),
    )
}

/// What people look for.
const KINDS: [&str; 14] = [
    "payee",
    "category",
    "group",
    "two words",
    "memo",
    "number",
    "amount",
    "size",
    "dates",
    "month",
    "state",
    "not",
    "two letters",
    "letter",
];

fn text(kind: &str, n: u64, dice: &mut Dice) -> String {
    match kind {
        "payee" => payee(dice.below(PAYEES)).replace(' ', "+").replace('é', "e").replace('ü', "u"),
        "category" => format!("cat:%22{}%22", category(n % CATEGORIES).replace(' ', "%20")),
        "group" => format!("cat:food+%3E{n}"),
        "number" => format!("no:{}", 1_000 + dice.below(1_000)),
        "month" => format!("{}-{:02}", 2005 + n / 12, 1 + n % 12),
        "state" => format!("is:uncleared+%3E{n}"),
        "two letters" => {
            let letter = |n: u64| char::from(b'a' + u8::try_from(n % 26).expect("fits"));
            format!("{}{}", letter(n), letter(dice.below(26)))
        }
        "two words" => format!("market+{}", dice.below(1_000)),
        "memo" => format!("memo:{}", dice.below(100_000)),
        "amount" => format!("{}.{:02}", dice.below(900), dice.below(100)),
        "size" => format!("%3E{}.{:02}", dice.below(1_500), dice.below(100)),
        "dates" => format!("{}-{:02}..2020", 2005 + dice.below(10), 1 + dice.below(12)),
        "not" => format!("-market+-is:uncleared+%3C{}", 100 + dice.below(1_000_000)),
        // As somebody begins to type: nearly every row is found.
        _ => {
            let letters = b"eaorintslcdmupbgkhyfvwzxjq0123456789#&:";
            let letter = char::from(letters[usize::try_from(n).expect("fits") % letters.len()]);
            let turned = if n < letters.len() as u64 { "" } else { "-" };
            format!("{turned}{letter}").replace('#', "%23").replace('&', "%26")
        }
    }
}
