//! Lines and entries that hang together, so that only those are weighed against each other.
//!
//! Pure, and bounded: a line is compared with so many entries at most, whatever the file.

use std::collections::HashMap;

use super::score::FURTHEST_DAYS;

/// With so many entries a line is compared at most, the nearest first.
const MOST_COMPARED: usize = 40;

/// Lines and entries of one amount that could belong together, directly or over others.
#[derive(Default)]
pub struct Component {
    pub lines: Vec<usize>,
    pub entries: Vec<usize>,
    pub pairs: Vec<Scored>,
}

#[derive(Clone, Copy)]
pub struct Scored {
    pub line: usize,
    pub entry: usize,
    pub points: i32,
}

/// The pairs by what hangs together, in the order of the lines.
pub fn components(scored: Vec<Scored>) -> Vec<Component> {
    let mut groups = Groups::default();
    for pair in &scored {
        groups.join(pair.line, pair.entry);
    }
    let mut components: HashMap<usize, Component> = HashMap::new();
    for pair in scored {
        components.entry(groups.of_line(pair.line)).or_default().add(pair);
    }
    let mut components: Vec<Component> = components.into_values().map(Component::without_repeats).collect();
    components.sort_by_key(|component| component.lines.first().copied());
    components
}

/// The entries nearest to a day. Of a crowd on one day each line has others, by its own rank on its day.
pub fn near(by_day: &[(i32, usize)], day: i32, rank: usize) -> Vec<usize> {
    let mut before = by_day.partition_point(|(other, _)| *other < day);
    let mut after = by_day.partition_point(|(other, _)| *other <= day);
    let same_day = &by_day[before..after];
    let skipped = rank.min(same_day.len().saturating_sub(MOST_COMPARED));
    let mut near: Vec<usize> =
        same_day[skipped..].iter().take(MOST_COMPARED).map(|(_, entry)| *entry).collect();
    while near.len() < MOST_COMPARED {
        let away = |at: Option<&(i32, usize)>| at.map(|(other, _)| other.abs_diff(day));
        let back = away(before.checked_sub(1).and_then(|at| by_day.get(at)));
        let on = away(by_day.get(after));
        let nearest = back.into_iter().chain(on).min();
        match nearest {
            None => break,
            Some(days) if days > FURTHEST_DAYS.unsigned_abs() => break,
            days if days == back => {
                before -= 1;
                near.push(by_day[before].1);
            }
            _ => {
                near.push(by_day[after].1);
                after += 1;
            }
        }
    }
    near
}

impl Component {
    fn add(&mut self, pair: Scored) {
        if self.lines.last() != Some(&pair.line) {
            self.lines.push(pair.line);
        }
        self.entries.push(pair.entry);
        self.pairs.push(pair);
    }

    fn without_repeats(mut self) -> Component {
        self.entries.sort_unstable();
        self.entries.dedup();
        self
    }
}

/// Lines and entries that hang together (union–find; even keys are lines, odd ones entries).
#[derive(Default)]
struct Groups(HashMap<usize, usize>);

impl Groups {
    fn join(&mut self, line: usize, entry: usize) {
        let (one, other) = (self.root(2 * line), self.root(2 * entry + 1));
        self.0.insert(one.max(other), one.min(other));
    }

    fn of_line(&mut self, line: usize) -> usize {
        self.root(2 * line)
    }

    fn root(&mut self, mut key: usize) -> usize {
        loop {
            let above = *self.0.entry(key).or_insert(key);
            if above == key {
                return key;
            }
            let further = self.0[&above];
            self.0.insert(key, further);
            key = above;
        }
    }
}
