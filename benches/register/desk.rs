//! What the month asks: the funds of an account, its cheques, and a statement under way.

use serde_json::Value;

use super::book::{CHEQUE, LAST_DAY, OPEN_ROWS};
use super::figures::{grouped, ms, spread};
use super::program::Program;

/// Cheques in one book, and how many books there are, over the highest numbers.
const CHEQUES: usize = 10_000;
const BOOKS: usize = 5;

impl Program {
    fn asked(&mut self, method: &str, path: &str, body: &str) -> (u64, Value) {
        let (took, answer) = self.started.client.timed(method, path, body);
        (took, serde_json::from_slice(&answer).expect("JSON"))
    }

    fn often(&mut self, words: &str, path: &str) {
        let mut took: Vec<u64> = (0..100).map(|_| self.started.client.timed("GET", path, "").0).collect();
        println!("{words}: {}", spread(&mut took));
    }

    pub fn month(&mut self, rows: usize) {
        let account = format!("/api/v1/accounts/{}", CHEQUE.0);
        self.often("funds", &format!("{account}/funds"));
        self.often("cheques, none of a book", &format!("{account}/cheques"));
        let end = 1_000 + rows;
        let books = BOOKS.min(rows / CHEQUES);
        for book in 0..books {
            let first = end - (book + 1) * CHEQUES;
            let body = format!("{{\"first\":\"{first}\",\"last\":\"{}\"}}", first + CHEQUES - 1);
            self.asked("POST", &format!("{account}/chequebooks"), &body);
        }
        let found = self.asked("GET", &format!("{account}/cheques"), "").1;
        let out = found["outstanding"].as_array().map_or(0, Vec::len);
        self.often(&format!("cheques, {books} books, {out} outstanding"), &format!("{account}/cheques"));
        self.statement(&account);
    }

    fn statement(&mut self, account: &str) {
        let body = format!("{{\"date\":\"{LAST_DAY}\",\"closing\":0}}");
        let (took, begun) = self.asked("POST", &format!("{account}/statements"), &body);
        println!("a statement begun, its cleared rows ticked: {} ms", ms(took));
        let path = format!("/api/v1/statements/{}", begun["id"]);
        let page = self.asked("GET", &path, "").1;
        let open = page["rows"].as_array().map_or(0, Vec::len);
        assert!(open >= OPEN_ROWS, "{open} rows to tick");
        self.often(&format!("statement with {} rows to tick", grouped(open)), &path);
        let row = &page["rows"][open - 1];
        let mut took = Vec::new();
        for ticked in [true, false].repeat(50) {
            let body = format!(
                "{{\"rows\":[{{\"transaction\":{},\"split\":{}}}],\"ticked\":{ticked}}}",
                row["transaction"], row["split"]
            );
            took.push(self.asked("PUT", &format!("{path}/ticks"), &body).0);
        }
        println!("a tick, answered: {}", spread(&mut took));
    }
}
