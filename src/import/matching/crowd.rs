//! So many lines and entries of one amount that weighing them all against each other would take long.
//!
//! Pure. The best pairs go first, and what another would do as well for is left to be asked. That may be another over
//! others: a line takes what is left over, and the next one takes its entry. Losses on the way are not added up, so
//! more is asked than a weighing of all would.

use std::collections::{HashMap, HashSet, VecDeque};

use super::component::Scored;
use super::score::MARGIN;

/// Of several kinds that would do as well these are enough to know: its own, and another.
const MOST_KINDS: usize = 2;

/// Each line and each entry once, those of the most points first.
pub fn nearest_first(mut pairs: Vec<Scored>) -> Vec<Scored> {
    pairs.sort_by_key(|pair| (-pair.points, pair.line, pair.entry));
    let (mut lines, mut entries) = (HashSet::new(), HashSet::new());
    pairs.retain(|pair| {
        let is_free = !lines.contains(&pair.line) && !entries.contains(&pair.entry);
        is_free && lines.insert(pair.line) && entries.insert(pair.entry)
    });
    pairs
}

/// Those of the chosen pairs for which no line and no entry that is left over would do as well; `all` are all that
/// could be. Twins are of one kind, and no choice.
pub fn clear(
    all: &[Scored],
    chosen: Vec<Scored>,
    line_kind: impl Fn(usize) -> usize,
    entry_kind: impl Fn(usize) -> usize,
) -> Vec<Scored> {
    let lines: HashMap<usize, usize> = chosen.iter().enumerate().map(|(at, pair)| (pair.line, at)).collect();
    let entries: HashMap<usize, usize> =
        chosen.iter().enumerate().map(|(at, pair)| (pair.entry, at)).collect();
    // By entry, the chosen pairs whose lines it would do for; by line, those whose entries.
    let (mut for_lines, mut for_entries) = (Edges::new(), Edges::new());
    for pair in all {
        let as_good = |at: &&usize| pair.points > chosen[**at].points - MARGIN;
        if let Some(at) = lines.get(&pair.line).filter(as_good).filter(|at| chosen[**at].entry != pair.entry)
        {
            for_lines.entry(pair.entry).or_default().push(*at);
        }
        if let Some(at) = entries.get(&pair.entry).filter(as_good).filter(|at| chosen[**at].line != pair.line)
        {
            for_entries.entry(pair.line).or_default().push(*at);
        }
    }
    let left: Vec<usize> = for_lines.keys().copied().filter(|entry| !entries.contains_key(entry)).collect();
    let mut unclear = replaceable(&for_lines, left, |at| chosen[at].entry, entry_kind);
    let left: Vec<usize> = for_entries.keys().copied().filter(|line| !lines.contains_key(line)).collect();
    unclear.extend(replaceable(&for_entries, left, |at| chosen[at].line, line_kind));
    let clear = chosen.iter().enumerate().filter(|(at, _)| !unclear.contains(at));
    clear.map(|(_, pair)| *pair).collect()
}

/// By node, the chosen pairs in which it would do as well.
type Edges = HashMap<usize, Vec<usize>>;

/// The chosen pairs in which what is left over, directly or over others, would do as well and is of another kind.
fn replaceable(
    edges: &Edges,
    left: Vec<usize>,
    own: impl Fn(usize) -> usize,
    kind: impl Fn(usize) -> usize,
) -> HashSet<usize> {
    let mut reached: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut next: VecDeque<(usize, usize)> = left.into_iter().map(|node| (node, kind(node))).collect();
    while let Some((node, by)) = next.pop_front() {
        for at in edges.get(&node).into_iter().flatten() {
            let kinds = reached.entry(*at).or_default();
            if kinds.len() < MOST_KINDS && !kinds.contains(&by) {
                kinds.push(by);
                next.push_back((own(*at), by));
            }
        }
    }
    let other = reached.into_iter().filter(|(at, kinds)| kinds.iter().any(|by| *by != kind(own(*at))));
    other.map(|(at, _)| at).collect()
}
