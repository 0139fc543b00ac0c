//! Details between slashes: `/NAME/…/REMI/…/`.
//!
//! SWIFT's own manner, and that of Dutch banks. A code may come empty and then
//! again with its text; it may be cut by the end of a line. What stands under no
//! code is kept for the memo.

use super::{Details, FULL_LINE, joined, one_line};

/// The codes, each a word between slashes.
const CODES: &[&str] = &[
    "ADDR", "BENM", "BIC", "CHGS", "CNTP", "CREF", "CSID", "EREF", "EXCH", "IBAN", "ID", "ISDT", "MARF",
    "NAME", "OCMT", "ORDP", "PREF", "PURP", "REMI", "RTRN", "SVCL", "TRCD", "TRTP", "ULTB", "ULTC", "ULTD",
];

/// The codes that nobody but a bank writes: their text is no free text.
const TELLING: &[&str] = &["BENM", "NAME", "ORDP", "REMI"];

/// The details, where the text has codes.
pub fn read(text: &str) -> Option<Details> {
    let text = one_line(&unwrapped(text));
    let has = |code: &&str| text.contains(&format!("/{code}/"));
    let starts = || text.starts_with('/') && CODES.iter().any(has);
    (starts() || TELLING.iter().any(has)).then(|| between(&text))
}

/// The lines as one text; a code that was cut by the end of a line is whole again.
fn unwrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let cut = lines.last().and_then(|before| before.rsplit_once('/')).is_some_and(|(_, head)| {
            let tail = line.split_once('/').map_or("", |(tail, _)| tail);
            CODES.contains(&format!("{head}{tail}").as_str())
        });
        match lines.last_mut().filter(|_| cut) {
            Some(before) => before.push_str(line),
            None => lines.push(line.to_owned()),
        }
    }
    joined(lines.iter().map(String::as_str), FULL_LINE)
}

/// Each code with its text; the first is what stands before all codes, under an empty one.
fn parts(text: &str) -> Vec<(&str, &str)> {
    let (mut parts, mut code, mut rest) = (Vec::new(), "", text);
    loop {
        let next = CODES.iter().filter_map(|next| Some((rest.find(&format!("/{next}/"))?, *next))).min();
        let Some((at, next)) = next else {
            parts.push((code, rest));
            return parts;
        };
        parts.push((code, &rest[..at]));
        // The slash behind a code may be the one before the next.
        rest = &rest[at + next.len() + 1..];
        code = next;
    }
}

fn between(text: &str) -> Details {
    let parts = parts(text);
    let bare = |text: &str| text.trim_matches(['/', ' ']).to_owned();
    let all = |wanted: &str| -> Vec<String> {
        let texts = parts.iter().filter(|(code, _)| *code == wanted).map(|(_, text)| bare(text));
        texts.filter(|text| !text.is_empty()).collect()
    };
    let parties = || [all("BENM"), all("ORDP")].concat();
    // `/CNTP/account/BIC/name/city`
    let counterparty = || all("CNTP").iter().find_map(|text| Some(bare(text.split('/').nth(2)?)));
    let payee = all("NAME").into_iter().next().or_else(counterparty);
    let payee = payee.or_else(|| parties().iter().find_map(|text| party(text)));
    let remittance = all("REMI").into_iter().map(|text| {
        let bare = ["USTD//", "STRD/CUR/"].iter().find_map(|kind| text.strip_prefix(kind));
        bare.map(str::to_owned).unwrap_or(text)
    });
    let memo: Vec<String> = all("").into_iter().chain(remittance).chain(all("RTRN")).collect();
    let payee = payee.unwrap_or_default();
    let memo = if memo.is_empty() && payee.is_empty() { text.to_owned() } else { memo.join(" · ") };
    Details { payee, memo }
}

/// The name in `account/name/address`: the first part that is words.
fn party(text: &str) -> Option<String> {
    let is_words = |part: &&str| {
        let (letters, digits) = part.chars().fold((0, 0), |(letters, digits), c| {
            (letters + usize::from(c.is_alphabetic()), digits + usize::from(c.is_ascii_digit()))
        });
        letters > 1 && letters > digits
    };
    text.split('/').map(str::trim).find(is_words).map(str::to_owned)
}
