//! What the sources say, and what they never say.

use super::none;
use super::sources::{Source, below, program, rust, web};

#[test]
fn every_file_begins_with_what_it_is_for() {
    let rust = rust().into_iter().filter(|source| !source.text.starts_with("//! "));
    let web = web().into_iter().filter(|source| {
        let generated = source.path.ends_with("web/src/api/types.ts");
        let begins = ["/**", "<!--", "// "].iter().any(|mark| source.text.trim_start().starts_with(mark));
        let in_script = source.text.contains("<script lang=\"ts\">\n  /**")
            || source.text.contains("<script module lang=\"ts\">\n  /**");
        !begins && !in_script && !generated
    });
    none("the first lines", rust.chain(web).map(|source| source.path).collect());
}

/// Names that say nothing.
const EMPTY_NAMES: &[&str] = &["Manager", "Helper", "Utils", "utils.rs", "helpers.rs", "Info;", "Data;"];

#[test]
fn no_name_says_nothing() {
    let bad = program().into_iter().flat_map(|source| {
        let code = source.code();
        let found = EMPTY_NAMES
            .iter()
            .filter(|name| code.contains(&format!("struct {name}")) || source.path.ends_with(**name));
        found.map(|name| format!("{}: {name}", source.path)).collect::<Vec<_>>()
    });
    none("names", bad.collect());
}

#[test]
fn a_lint_is_silenced_only_with_a_reason() {
    let silenced = |source: Source| {
        // The attribute may go over several lines: up to its closing bracket it must give a reason.
        let marks = ["#[allow(", "#![allow(", "#[expect("];
        let pieces = marks.iter().flat_map(|mark| source.text.split(mark).skip(1));
        let silent = pieces.filter(|piece| !piece.split(")]").next().unwrap_or_default().contains("reason"));
        silent
            .map(|piece| format!("{}: {}", source.path, piece.lines().next().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    none(
        "silenced lints",
        rust().into_iter().filter(|source| source.path != "tests/tidy/words.rs").flat_map(silenced).collect(),
    );
}

#[test]
fn no_test_sleeps_to_wait() {
    // Each of these would be a test that is slow when all is well and fails when the machine is busy.
    let sleeps = ["thread::sleep(Duration::from_secs", "waitForTimeout(", "time::sleep(Duration::from_secs"];
    let tests = rust().into_iter().chain(web());
    let found = tests.filter(|source| !source.path.starts_with("tests/tidy/")).flat_map(|source| {
        let found = sleeps.iter().filter(|sleep| source.text.contains(**sleep));
        found.map(|sleep| format!("{}: {sleep}", source.path)).collect::<Vec<_>>()
    });
    none("sleeping", found.collect());
}

#[test]
fn nothing_here_knows_the_machine_it_was_written_on() {
    let folders =
        ["src", "tests", "benches", "examples", "web/src", "web/e2e", "scripts", "docs", "packaging"];
    let endings = [".rs", ".ts", ".svelte", ".md", ".json", ".toml", ".sh", ".py", ""];
    let machine = ["/work/", "/root/", "crates-io.", "registry.npmjs"];
    let found = folders.iter().flat_map(|folder| below(folder, &endings)).flat_map(|source| {
        let ours = source.path == "tests/tidy/words.rs";
        let found = machine.iter().filter(|word| !ours && source.text.contains(**word));
        found.map(|word| format!("{}: {word}", source.path)).collect::<Vec<_>>()
    });
    none("machine paths", found.collect());
}
