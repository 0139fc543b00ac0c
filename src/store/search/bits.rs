//! Which rows of a register: a bit for each.
//!
//! A million rows are 125 kB, so that what was found can be kept, and every
//! row of a column is looked at without a branch. It knows nothing of what the
//! columns hold.

/// Rows in one word.
const WORD: usize = 64;

/// Words between two counts.
const STRIDE: usize = 64;

/// A bit for each row; those after the last row are never set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    rows: usize,
}

impl Bits {
    pub fn none(rows: usize) -> Bits {
        Bits { words: vec![0; rows.div_ceil(WORD)], rows }
    }

    pub fn all(rows: usize) -> Bits {
        let mut words = vec![u64::MAX; rows.div_ceil(WORD)];
        if let Some(last) = words.last_mut().filter(|_| !rows.is_multiple_of(WORD)) {
            *last = (1 << (rows % WORD)) - 1;
        }
        Bits { words, rows }
    }

    /// Adds all of `within`.
    pub fn add_all(&mut self, within: &Bits) {
        self.words.clone_from(&within.words);
    }

    /// Adds those of `within` whose value passes. What is in already, or not in `within`, is not looked at.
    pub fn add<T: Copy>(&mut self, within: &Bits, column: &[T], passes: impl Fn(T) -> bool) {
        let words = self.words.iter_mut().zip(&within.words).zip(column.chunks(WORD));
        for ((word, limit), values) in words.filter(|((word, limit), _)| *limit & !**word != 0) {
            *word |= passing(values, &passes) & limit;
        }
    }

    /// Adds these.
    pub fn add_others(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes these out.
    pub fn without(mut self, other: &Bits) -> Bits {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
        self
    }

    pub fn count(&self) -> usize {
        ones_of(&self.words)
    }

    /// The rows, in order.
    pub fn positions(&self) -> impl Iterator<Item = u32> {
        (0u32..).step_by(WORD).zip(&self.words).flat_map(|(first, word)| ones(first, *word))
    }
}

/// A bit for each of at most 64 values, the first the lowest. Bytes first: those many values have at once.
fn passing<T: Copy>(values: &[T], passes: &impl Fn(T) -> bool) -> u64 {
    let mut bytes = [0; WORD];
    bytes.iter_mut().zip(values).for_each(|(byte, value)| *byte = u8::from(passes(*value)));
    let eights = bytes.as_chunks().0.iter().rev();
    eights.fold(0, |word, eight| word << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56)
}

/// The lowest bits of eight bytes, multiplied by this, are the highest byte: byte n goes up by 56 - 7n bits, and no two
/// of them meet.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// The positions of a word's bits.
fn ones(first: u32, word: u64) -> impl Iterator<Item = u32> {
    let rest = std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)));
    rest.take_while(|word| *word != 0).map(move |word| first + word.trailing_zeros())
}

/// Bits that are counted: how many, the one number n, and how many come before a position.
#[derive(Debug)]
pub struct Counted {
    bits: Bits,
    /// How many there are before every [`STRIDE`]th word.
    before: Vec<usize>,
    len: usize,
}

impl Counted {
    pub fn new(bits: Bits) -> Counted {
        let (mut len, mut before) = (0, Vec::new());
        for words in bits.words.chunks(STRIDE) {
            before.push(len);
            len += ones_of(words);
        }
        Counted { bits, before, len }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn bytes(&self) -> usize {
        size_of_val(&*self.bits.words) + size_of_val(&*self.before)
    }

    /// The rows from the one number `offset` on.
    pub fn from(&self, offset: usize) -> impl Iterator<Item = u32> {
        let block = self.before.partition_point(|before| *before <= offset).saturating_sub(1);
        let skip = offset - self.before.get(block).copied().unwrap_or(0);
        let first = block * STRIDE;
        let words = self.bits.words.iter().enumerate().skip(first);
        let rows = words.flat_map(|(at, word)| ones(u32::try_from(at * WORD).unwrap_or(u32::MAX), *word));
        rows.skip(skip)
    }

    /// How many come before a position.
    pub fn before(&self, position: usize) -> usize {
        let position = position.min(self.bits.rows);
        let (word, bit) = (position / WORD, position % WORD);
        let block = word / STRIDE;
        let Some(before) = self.before.get(block) else {
            return self.len;
        };
        let last = self.bits.words.get(word).map_or(0, |word| word & ((1 << bit) - 1));
        before + ones_of(&self.bits.words[block * STRIDE..word]) + last.count_ones() as usize
    }
}

fn ones_of(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counted_bits_are_what_counting_gives(
            rows in prop::collection::vec(prop::sample::select(vec![0u8, 0, 0, 1, 2]), 0..9_000),
            seldom in any::<bool>(),
            at in 0usize..10_000,
        ) {
            let passes = |value: u8| value > u8::from(seldom);
            let mut bits = Bits::none(rows.len());
            bits.add(&Bits::all(rows.len()), &rows, passes);
            let expected: Vec<u32> = (0..).zip(&rows).filter(|(_, v)| passes(**v)).map(|(at, _)| at).collect();
            prop_assert_eq!(bits.positions().collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(bits.count(), expected.len());
            let counted = Counted::new(bits.clone());
            prop_assert_eq!(counted.len(), expected.len());
            let rest = expected.get(at..).unwrap_or_default();
            prop_assert_eq!(counted.from(at.min(expected.len())).collect::<Vec<_>>(), rest);
            prop_assert_eq!(counted.before(at), expected.iter().filter(|row| (**row as usize) < at).count());
            let others = Counted::new(Bits::all(rows.len()).without(&bits));
            prop_assert_eq!(others.len(), rows.len() - expected.len());
        }

        #[test]
        fn only_rows_within_are_added(
            rows in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 0..300),
        ) {
            let (all, mut within, mut found) =
                (Bits::all(rows.len()), Bits::none(rows.len()), Bits::none(rows.len()));
            within.add(&all, &rows, |row| row.0);
            found.add(&within, &rows, |row| row.1);
            found.add(&within, &rows, |row| row.2);
            let expected = (0..).zip(&rows).filter(|(_, row)| row.0 && (row.1 || row.2)).map(|(at, _)| at);
            prop_assert_eq!(found.positions().collect::<Vec<u32>>(), expected.collect::<Vec<u32>>());
        }
    }
}
