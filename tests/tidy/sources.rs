//! The files that the rules are about.

use std::fs;
use std::path::{Path, PathBuf};

pub struct Source {
    /// From the top of the project, with `/`.
    pub path: String,
    pub text: String,
}

pub fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` with one of the endings, in order.
pub fn below(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&top().join(folder), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "node_modules" | "target" | "dist" | "test-results") {
                collect(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) && !name.ends_with(".png") {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            let path = path.strip_prefix(top()).expect("below the top").to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}

pub fn rust() -> Vec<Source> {
    ["src", "tests", "benches", "examples"].iter().flat_map(|folder| below(folder, &[".rs"])).collect()
}

/// The program's own sources, without its tests.
pub fn program() -> Vec<Source> {
    let is_test =
        |path: &str| path.ends_with("tests.rs") || path.ends_with("testing.rs") || path.contains("/tests/");
    below("src", &[".rs"]).into_iter().filter(|source| !is_test(&source.path)).collect()
}

pub fn web() -> Vec<Source> {
    ["web/src", "web/e2e"].iter().flat_map(|folder| below(folder, &[".ts", ".svelte"])).collect()
}

impl Source {
    /// The text up to the tests within the file.
    pub fn without_tests(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// The text without comments, as far as lines go.
    pub fn code(&self) -> String {
        let code = self.without_tests().lines().filter(|line| !line.trim_start().starts_with("//"));
        code.flat_map(|line| [line, "\n"]).collect()
    }
}
