//! Who may import whom.

use super::none;
use super::sources::{Source, below, program};

/// A module and what it may name. Everything may name itself.
const MAY: &[(&str, &[&str])] = &[
    ("main", &["app", "cli"]),
    (
        "app",
        &["cli", "config", "demo", "server", "book", "shell", "import", "export", "ledger", "wall_clock"],
    ),
    ("config", &["cli", "wall_clock"]),
    ("cli", &["wall_clock"]),
    ("server", &["shell", "events", "book", "import", "export", "ledger", "wall_clock"]),
    ("book", &["store", "events", "ledger", "wall_clock"]),
    ("demo", &["ledger"]),
    ("store", &["ledger"]),
    ("import", &["ledger"]),
    ("export", &["ledger"]),
    ("shell", &["events"]),
    ("events", &[]),
    ("ledger", &[]),
    ("wall_clock", &[]),
    ("lib", &[]),
];

/// Libraries that only some files may name, so that they can be replaced there.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tao", &["src/shell/event_loop.rs", "src/shell/tray.rs"]),
    ("tray_icon", &["src/shell/event_loop.rs", "src/shell/tray.rs"]),
    ("rusqlite", &["src/store/"]),
    ("actix_web", &["src/server/", "src/shell/http", "src/events/transport/"]),
    ("actix_web_lab", &["src/server/", "src/shell/http", "src/events/transport/"]),
    ("actix_ws", &["src/server/stream.rs", "src/server/imports/upload.rs", "src/events/transport/"]),
    ("clap", &["src/cli", "src/main.rs"]),
    ("anyhow", &["src/app", "src/main.rs"]),
];

/// The file's own module: the first folder or file below `src/`.
fn module(source: &Source) -> &str {
    let path = source.path.trim_start_matches("src/");
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The modules of the program that the code names, from `crate::` or, in main, `counterfoil::`.
fn named(source: &Source) -> Vec<String> {
    let code = source.code();
    let marks = ["crate::", "counterfoil::"];
    let after = marks.iter().flat_map(|mark| code.split(mark).skip(1).map(str::to_owned).collect::<Vec<_>>());
    after.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

#[test]
fn a_module_names_only_what_it_may() {
    let sources = program();
    let violations = sources.iter().flat_map(|source| {
        let own = module(source).to_owned();
        let may = MAY.iter().find(|(name, _)| *name == own).map(|(_, may)| *may);
        let path = source.path.clone();
        named(source).into_iter().filter_map(move |other| {
            let fine =
                other == own || other.is_empty() || may.is_some_and(|may| may.contains(&other.as_str()));
            (!fine).then(|| format!("{path} names {other}, which {own} may not"))
        })
    });
    none("who may import whom", violations.collect());
}

#[test]
fn every_module_is_in_the_table() {
    let sources = program();
    let unknown =
        sources.iter().map(|s| module(s).to_owned()).filter(|own| !MAY.iter().any(|(name, _)| name == own));
    none("the table of modules", unknown.collect());
}

#[test]
fn libraries_of_the_edge_are_named_only_at_the_edge() {
    let mut violations = Vec::new();
    for source in program() {
        for (library, places) in ONLY_IN {
            let code = source.code();
            let names = code.contains(&format!("{library}::")) || code.contains(&format!("use {library}"));
            let word = code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *library);
            if names && word && !places.iter().any(|place| source.path.starts_with(place)) {
                violations.push(format!("{} names {library}", source.path));
            }
        }
    }
    none("libraries at the edge", violations);
}

/// Code that is given the time and the bytes, and never fetches them.
const PURE: &[&str] = &[
    "src/ledger/",
    "src/demo",
    "src/import/",
    "src/export/",
    "src/shell/lifetime",
    "src/shell/moment",
    "src/shell/presence",
    "src/shell/access",
    "src/shell/request",
    "src/shell/menu",
    "src/shell/notice",
    "src/shell/core",
];

const IMPURE: &[&str] = &[
    "Instant::now",
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "File::open",
    "getrandom",
    "static mut",
    "thread_local!",
    "OnceLock",
    "LazyLock",
];

/// The words of banks are compiled in and never change: reading them once keeps nothing that anybody did.
const COMPILED_IN: &str = "src/import/vocabulary.rs";

#[test]
fn pure_code_reads_no_clock_and_no_disk_and_keeps_nothing() {
    let pure = program().into_iter().filter(|source| PURE.iter().any(|place| source.path.starts_with(place)));
    let violations = pure.flat_map(|source| {
        let code = source.code();
        let is_table = source.path == COMPILED_IN;
        let found =
            IMPURE.iter().filter(move |word| code.contains(**word) && !(is_table && **word == "LazyLock"));
        found.map(|word| format!("{} uses {word}", source.path)).collect::<Vec<_>>()
    });
    none("pure code", violations.collect());
}

/// Where the time of day may be read: in the clock that is handed to everybody, and in the tests' own copy of it.
const CLOCKS: &[&str] = &["src/wall_clock.rs", "tests/tidy/"];

/// What asks the system for the time of day or for its zone.
const TIME_OF_DAY: &[&str] =
    &["Zoned::now", "Timestamp::now", "SystemTime::now", "TimeZone::system", "TimeZone::try_system"];

#[test]
fn one_clock_says_which_day_it_is() {
    // Tests may time what they do; the day they go by is that of the clock that they hand over.
    let of_program = below("src", &[".rs"]).into_iter().map(|source| (source, TIME_OF_DAY));
    let of_tests = below("tests", &[".rs"]).into_iter().map(|source| (source, &TIME_OF_DAY[..1]));
    let sources = of_program.chain(of_tests);
    let others = sources.filter(|(source, _)| !CLOCKS.iter().any(|place| source.path.starts_with(place)));
    let violations = others.flat_map(|(source, words)| {
        let found = words.iter().filter(|word| source.text.contains(**word));
        found.map(|word| format!("{} asks {word}", source.path)).collect::<Vec<_>>()
    });
    none("one clock", violations.collect());
}
