//! An id for a line whose file gives none.
//!
//! The same movement must get the same id whenever it is exported again, in
//! this version and in every later one: so the recipe below never changes. It
//! takes what the bank fixed (date, amount, number, payee, memo) and leaves out
//! what people change later (category, state).
//!
//! Recipe, version `f`: the five texts, each with its runs of white space made
//! one space, each followed by U+001F; the date as `YYYY-MM-DD`, the amount as
//! [`Decimal`](super::decimal::Decimal) shows it. Over their UTF-8 bytes
//! FNV-1a, 128 bits (draft-eastlake-fnv), as 32 hexadecimal digits. The id is
//! `f:<digits>#<occurrence>`: equal lines of one account and file count from 1.

use std::collections::HashMap;

use super::Line;

const FNV_OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Whether a reference is one, and not a word for "none" or a running number.
pub fn identifies(reference: &str) -> bool {
    const SHORTEST: usize = 6;
    let digits = reference.bytes().filter(|byte| (b'1'..=b'9').contains(byte)).count();
    reference.len() >= SHORTEST && digits > 0
}

/// Whether the id is one from here, and not the file's own.
pub fn is_fingerprint(bank_id: &str) -> bool {
    bank_id.starts_with("f:")
}

/// Gives every line without a bank id its fingerprint. Once per account and file.
pub fn fill_in(lines: &mut [Line]) {
    let mut occurrences: HashMap<u128, u32> = HashMap::new();
    for line in lines.iter_mut().filter(|line| line.bank_id.is_empty()) {
        let hash = hash(line);
        let occurrence = occurrences.entry(hash).or_default();
        *occurrence += 1;
        line.bank_id = format!("f:{hash:032x}#{occurrence}");
    }
}

/// Whether an id is a fingerprint and not the bank's own.
pub fn is_one(bank_id: &str) -> bool {
    let parts = bank_id.strip_prefix("f:").and_then(|rest| rest.split_once('#'));
    parts.is_some_and(|(hash, occurrence)| {
        hash.len() == 32
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
            && occurrence.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// One number for some texts in their order, by the same hash.
pub fn of_words<'a>(words: impl Iterator<Item = &'a str>) -> u128 {
    words.fold(FNV_OFFSET, |hash, word| fnv(fnv(hash, word.as_bytes()), b"\x1f"))
}

fn hash(line: &Line) -> u128 {
    let number = line.number.as_deref().unwrap_or_default();
    let (date, amount) = (line.date.to_string(), line.amount.to_string());
    let mut hash = FNV_OFFSET;
    for field in [&date, &amount, number, &line.payee, &line.memo] {
        for (index, word) in field.split_whitespace().enumerate() {
            let space = if index == 0 { "" } else { " " };
            hash = fnv(fnv(hash, space.as_bytes()), word.as_bytes());
        }
        hash = fnv(hash, b"\x1f");
    }
    hash
}

fn fnv(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(FNV_PRIME))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::import::decimal::Decimal;
    use crate::import::{Side, Target};
    use crate::ledger::SplitState;

    fn line(payee: &str, cents: i128) -> Line {
        Line {
            at_line: 1,
            date: date(2024, 5, 3),
            amount: Decimal::new(cents, 2).expect("small"),
            number: Some("319".into()),
            payee: payee.into(),
            memo: String::new(),
            bank_id: String::new(),
            state: SplitState::Cleared,
            void: false,
            sides: Vec::new(),
            tags: Vec::new(),
        }
    }

    fn ids(mut lines: Vec<Line>) -> Vec<String> {
        fill_in(&mut lines);
        lines.into_iter().map(|line| line.bank_id).collect()
    }

    #[test]
    fn the_hash_is_fnv_1a_of_128_bits() {
        assert_eq!(fnv(FNV_OFFSET, b""), FNV_OFFSET);
        assert_eq!(fnv(FNV_OFFSET, b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }

    #[test]
    fn the_recipe_never_changes() {
        assert_eq!(ids(vec![line("Möbelhaus  Nord", -1250)]), [RECORDED]);
    }

    const RECORDED: &str = "f:6991ba81b54a604fbf61e837ef7aa60b#1";

    #[test]
    fn equal_lines_are_counted_and_other_lines_are_not() {
        let ids = ids(vec![line("A", 100), line("A", 100), line("A", 101), line("B", 100)]);
        assert!(ids[0].ends_with("#1") && ids[1].ends_with("#2"));
        assert_eq!(ids[0].split_once('#').map(|id| id.0), ids[1].split_once('#').map(|id| id.0));
        assert!(ids[2].ends_with("#1") && ids[3].ends_with("#1"));
        assert!(ids[2] != ids[0] && ids[3] != ids[0] && ids[2] != ids[3]);
    }

    #[test]
    fn what_people_change_later_does_not_change_the_id() {
        let mut later = line("A", 100);
        later.at_line = 99;
        later.state = SplitState::Reconciled;
        later.sides =
            vec![Side { target: Target::Category("Food".into()), amount: later.amount, memo: "x".into() }];
        later.payee = " A ".into();
        assert_eq!(ids(vec![later]), ids(vec![line("A", 100)]));
    }

    #[test]
    fn the_bank_s_own_id_is_kept() {
        let mut own = line("A", 100);
        own.bank_id = "0000486".into();
        assert_eq!(ids(vec![own]), ["0000486"]);
    }
}
