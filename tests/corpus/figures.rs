//! The table of figures in `docs/FORMATS.md`: of each format how many files are read right, asked, refused and wrong.
//!
//! `UPDATE_EXPECT=1 cargo test --test corpus figures` writes it anew. Where the folders are not there nothing is
//! compared.

use std::collections::BTreeMap;
use std::path::Path;

use counterfoil::import::{Reading, Unreadable};

use super::{ALL, EXPLAINED, agreed, cases, expected, folder, lines, read_file, summary, tables};

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Right,
    /// Nothing of it is taken before somebody has answered.
    Asked,
    /// Nothing is read, and it is said why.
    Refused,
    Wrong(String),
}

/// By folder and format: right, asked, refused, wrong.
type Counts = BTreeMap<(&'static str, String), [usize; 4]>;

fn count(counts: &mut Counts, place: &'static str, format: String, outcome: &Outcome) {
    let at = match outcome {
        Outcome::Right => 0,
        Outcome::Asked => 1,
        Outcome::Refused => 2,
        Outcome::Wrong(_) => 3,
    };
    counts.entry((place, format)).or_default()[at] += 1;
}

/// Files of the corpus, against what other readers agree on.
fn of_the_corpus(folder: &Path, counts: &mut Counts) {
    for terms in ALL {
        for (name, value) in expected(folder, terms.prefix) {
            let read = read_file(folder, &name);
            let ours = summary(&read, terms);
            let is_right =
                ours == agreed(&value, terms, &ours) || EXPLAINED.iter().any(|(file, _)| *file == name);
            let outcome = match &read {
                _ if !is_right => Outcome::Wrong(format!("{ours:?}")),
                Err(_) => Outcome::Refused,
                Ok(file) if file.readings.iter().any(Reading::is_open) => Outcome::Asked,
                Ok(file) if lines(file).next().is_none() && ours.balances.is_empty() => Outcome::Refused,
                Ok(_) => Outcome::Right,
            };
            count(counts, "corpus", terms.prefix.trim_end_matches('/').to_uppercase(), &outcome);
        }
    }
}

/// Files of other programs: told by name.
fn of_other_programs(folder: &Path, counts: &mut Counts) {
    let programs = std::fs::read_dir(folder.join("books")).into_iter().flatten().flatten();
    let files =
        programs.flat_map(|program| std::fs::read_dir(program.path()).into_iter().flatten().flatten());
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let read = counterfoil::import::read(&name, &std::fs::read(file.path()).expect("the file"));
        let outcome = match read {
            Err(Unreadable::OtherProgram { .. }) => Outcome::Refused,
            // Bank files of other programs are compared elsewhere.
            _ => continue,
        };
        count(counts, "corpus", "other programs".into(), &outcome);
    }
}

fn table(counts: &Counts) -> String {
    let mut text =
        String::from("| files | format | right | asked | refused | wrong |\n|---|---|---|---|---|---|\n");
    for ((place, format), [right, asked, refused, wrong]) in counts {
        text += &format!("| {place} | {format} | {right} | {asked} | {refused} | {wrong} |\n");
    }
    text
}

#[test]
fn the_figures_of_the_documents_are_true() {
    let (Some(folder), Some(cases)) = (folder(), cases::outcomes()) else { return };
    let mut counts = Counts::new();
    of_the_corpus(&folder, &mut counts);
    of_other_programs(&folder, &mut counts);
    for (_, outcome) in tables::outcomes(&folder) {
        count(&mut counts, "corpus", "CSV".into(), &outcome);
    }
    for (_, extension, outcome) in &cases {
        count(&mut counts, "cases", extension.clone(), outcome);
    }
    let table = table(&counts);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FORMATS.md");
    let text = std::fs::read_to_string(&path).expect("the document");
    let begin = text.find("| files | format |").expect("a table of figures");
    let end = text[begin..].find("\n\n").map_or(text.len(), |at| begin + at + 1);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{}{table}{}", &text[..begin], &text[end..])).expect("written");
    } else {
        assert_eq!(&text[begin..end], table, "docs/FORMATS.md says other figures");
    }
    assert!(counts.values().all(|counts| counts[3] == 0), "{table}");
}
