//! Lines below lines: each has what stands below it, added up.
//!
//! It puts lines in their order, leaves out those that come to nothing, and puts the smallest together.

use std::collections::HashMap;

use super::definition::{Definition, Measure};
use super::key::{Key, folded};
use super::line::{Figure, Line};

/// What a line is called.
#[derive(Debug, Clone)]
pub struct Leaf {
    pub key: Key,
    pub name: String,
    /// Its place among its neighbours where that is not by size; 0 for none.
    pub place: usize,
}

impl Leaf {
    /// What the book has no name for.
    pub fn fixed(key: Key) -> Leaf {
        Leaf { key, name: String::new(), place: 0 }
    }

    pub fn named(key: Key, name: String) -> Leaf {
        Leaf { key, name, place: 0 }
    }

    /// `Food:Bread` below `Food`.
    pub fn categories(path: &str) -> Vec<Leaf> {
        let ends = path.match_indices(':').map(|(at, _)| at).chain([path.len()]);
        let leaf = |end: usize| {
            let whole = &path[..end];
            let name = whole.rsplit(':').next().unwrap_or(whole).trim();
            Leaf::named(Key::Category(folded(whole)), name.to_owned())
        };
        ends.map(leaf).collect()
    }
}

struct Node {
    leaf: Leaf,
    figures: Vec<Figure>,
    /// Positions in the tree.
    below: Vec<usize>,
}

pub struct Tree {
    columns: usize,
    nodes: Vec<Node>,
    roots: Vec<usize>,
    /// By the position of what it stands below, and its key.
    known: HashMap<(Option<usize>, Key), usize>,
}

impl Tree {
    pub fn new(columns: usize) -> Tree {
        Tree { columns, nodes: Vec::new(), roots: Vec::new(), known: HashMap::new() }
    }

    /// Adds figures to all lines of a path.
    pub fn add(&mut self, path: &[Leaf], figures: &[Figure]) {
        self.add_below(0, path, figures);
    }

    /// Adds figures to the lines of a path but the first `above`, which have them already.
    pub fn add_below(&mut self, above: usize, path: &[Leaf], figures: &[Figure]) {
        let mut parent = None;
        for (depth, leaf) in path.iter().enumerate() {
            let at = self.node(parent, leaf);
            if depth >= above {
                self.nodes[at].figures.iter_mut().zip(figures).for_each(|(sum, one)| sum.join(one));
            }
            parent = Some(at);
        }
    }

    fn node(&mut self, parent: Option<usize>, leaf: &Leaf) -> usize {
        let key = (parent, leaf.key.clone());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let at = self.nodes.len();
        let figures = vec![Figure::default(); self.columns];
        self.nodes.push(Node { leaf: leaf.clone(), figures, below: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent].below.push(at),
            None => self.roots.push(at),
        }
        self.known.insert(key, at);
        at
    }

    /// All lines, each followed by those below it.
    pub fn lines(&self, definition: &Definition) -> Vec<Line> {
        let mut lines = Vec::new();
        self.add_lines(definition, &self.roots, &[], &mut lines);
        lines
    }

    fn add_lines(&self, definition: &Definition, level: &[usize], above: &[Key], lines: &mut Vec<Line>) {
        let measure = definition.measure;
        let size = |node: &Node| {
            let shown = node.figures.iter().map(|figure| figure.value(measure).unsigned_abs());
            shown.fold(0u64, u64::saturating_add)
        };
        let depth = above.len();
        let mut level: Vec<&Node> = level.iter().map(|at| &self.nodes[*at]).collect();
        level.retain(|node| !comes_to_nothing(node, measure));
        level.sort_by_cached_key(|node| {
            let fixed = matches!(node.leaf.key, Key::Out | Key::Liabilities);
            (fixed, node.leaf.place, std::cmp::Reverse(size(node)), node.leaf.name.to_lowercase())
        });
        let small = level.split_off(level.len().min(definition.most));
        for node in level {
            let mut path = above.to_vec();
            path.push(node.leaf.key.clone());
            lines.push(Line {
                key: conditions(&path),
                name: node.leaf.name.clone(),
                depth,
                figures: node.figures.clone(),
                cut: 0,
            });
            self.add_lines(definition, &node.below, &path, lines);
        }
        if !small.is_empty() {
            let mut figures = vec![Figure::default(); self.columns];
            for node in &small {
                figures.iter_mut().zip(&node.figures).for_each(|(sum, one)| sum.join(one));
            }
            let mut path = above.to_vec();
            path.push(Key::Others);
            lines.push(Line {
                key: conditions(&path),
                name: String::new(),
                depth,
                figures,
                cut: small.len(),
            });
        }
    }
}

/// A line that has rows and comes to nothing says nothing, unless they are counted.
fn comes_to_nothing(node: &Node, measure: Measure) -> bool {
    let is_nothing =
        |figure: &Figure| if measure == Measure::Count { figure.count == 0 } else { figure.sum == 0 };
    node.figures.iter().all(is_nothing)
}

/// What all parts of a line meet: of a category below another the deeper one says all.
fn conditions(path: &[Key]) -> Vec<Key> {
    let is_said = |at: usize| {
        matches!(
            (&path[at], path.get(at + 1)),
            (Key::Category(_), Some(Key::Category(_))) | (Key::Transfers, Some(Key::Transfer(_)))
        )
    };
    (0..path.len()).filter(|at| !is_said(*at)).map(|at| path[at].clone()).collect()
}
