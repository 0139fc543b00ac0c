//! The licences of all libraries that are built into the program, with the texts that came with them.
//!
//! Cargo says what is linked; the texts lie in the sources that it has. Each text is there once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

const HEAD: &str = "Counterfoil is under the MIT licence. Built into it are the libraries below, each under its own. SQLite, \
which rusqlite brings, is in the public domain. The page has Svelte and eventsource-parser in it, both under the MIT \
licence, and d3-hierarchy, d3-sankey, d3-array, d3-shape and d3-path under those of ISC and BSD.\n";

/// What of the page's packages is in it.
const IN_THE_PAGE: [&str; 8] = [
    "svelte",
    "eventsource-parser",
    "d3-hierarchy",
    "d3-sankey",
    "d3-array",
    "d3-shape",
    "d3-path",
    "internmap",
];

/// How the files that hold a licence are called.
const NAMES: &[&str] = &["licen", "copying", "copyright", "notice", "unlicense"];

pub fn text() -> anyhow::Result<String> {
    let document = described()?;
    let linked = linked(&document)?;
    let packages = document["packages"].as_array().context("cargo names no packages")?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut all = HEAD.to_owned();
    for package in
        packages.iter().filter(|package| package["id"].as_str().is_some_and(|id| linked.contains(id)))
    {
        let name = format!("{} {}", word(&package["name"]), word(&package["version"]));
        all += &format!("\n{name}: {}", word(&package["license"]));
        for text in texts_beside(Path::new(word(&package["manifest_path"])))? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    all.push('\n');
    for folder in IN_THE_PAGE {
        let file = top().join("web/node_modules").join(folder).join(if folder == "svelte" {
            "LICENSE.md"
        } else {
            "LICENSE"
        });
        let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        texts.entry(text).or_default().push(format!("{folder}, in the page"));
    }
    for (text, names) in texts {
        all += &format!("\n{}\n{}:\n\n{}\n", "-".repeat(72), names.join(", "), text.trim());
    }
    Ok(all)
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn described() -> anyhow::Result<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let target = std::env::var("TARGET").unwrap_or_else(|_| "x86_64-unknown-linux-gnu".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &target])
        .current_dir(top())
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The ids of what is linked: what the program needs, and what that needs, without what only builds or tests it.
fn linked(document: &Value) -> anyhow::Result<BTreeSet<String>> {
    let nodes = document["resolve"]["nodes"].as_array().context("cargo resolves nothing")?;
    let root = word(&document["resolve"]["root"]);
    let (mut found, mut open) = (BTreeSet::new(), vec![root.to_owned()]);
    while let Some(id) = open.pop() {
        let node = nodes.iter().find(|node| word(&node["id"]) == id).context("a library is not resolved")?;
        let needed = node["deps"].as_array().into_iter().flatten().filter(|dep| {
            dep["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
        });
        for id in needed.map(|dep| word(&dep["pkg"]).to_owned()) {
            if found.insert(id.clone()) {
                open.push(id);
            }
        }
    }
    Ok(found)
}

/// The texts that lie beside the manifest of a library.
fn texts_beside(manifest: &Path) -> anyhow::Result<Vec<String>> {
    let folder = manifest.parent().context("a manifest lies nowhere")?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        file.is_file() && NAMES.iter().any(|begins| name.starts_with(begins))
    });
    files.sort();
    Ok(files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .map(|text| text.replace('\r', ""))
        .collect())
}
