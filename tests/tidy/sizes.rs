//! How large a file and a function may be.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::none;
use super::sources::{Source, rust, web};

/// A file that is longer holds more than one thing.
const LONGEST_FILE: usize = 300;
/// A function that is longer does more than one thing.
const LONGEST_FUNCTION: usize = 60;

#[test]
fn no_file_is_longer_than_300_lines_without_its_tests() {
    let is_tests = |source: &Source| source.path.ends_with("tests.rs") || source.path.contains(".test.");
    let sources = rust().into_iter().chain(web()).filter(|source| !is_tests(source));
    let long = sources.filter_map(|source| {
        // The types of the wire are written by a program, in one file.
        let generated = source.path.ends_with("web/src/api/types.ts");
        let lines = source.without_tests().lines().count();
        (lines > LONGEST_FILE && !generated).then(|| format!("{}: {lines} lines", source.path))
    });
    none("the length of files", long.collect());
}

struct Lengths<'s> {
    path: &'s str,
    long: Vec<String>,
    all: Vec<usize>,
}

impl Lengths<'_> {
    fn measure(&mut self, name: &syn::Ident, body: &syn::Block) {
        let span = body.span();
        let lines = span.end().line - span.start().line + 1;
        self.all.push(lines);
        if lines > LONGEST_FUNCTION {
            self.long.push(format!("{}: {name} has {lines} lines", self.path));
        }
    }
}

impl<'ast> Visit<'ast> for Lengths<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.measure(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.measure(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let (mut long, mut all) = (Vec::new(), Vec::new());
    for source in rust() {
        let file = syn::parse_file(&source.text).expect("a source parses");
        let mut lengths = Lengths { path: &source.path, long: Vec::new(), all: Vec::new() };
        lengths.visit_file(&file);
        long.append(&mut lengths.long);
        all.append(&mut lengths.all);
    }
    all.sort_unstable();
    println!("{} functions, median {} lines", all.len(), all[all.len() / 2]);
    none("the length of functions", long);
}

#[test]
fn another_program_on_the_shell_has_less_than_60_lines() {
    let lines = include_str!("../../examples/hello_tray.rs").lines().count();
    assert!(lines < 60, "{lines}");
}
