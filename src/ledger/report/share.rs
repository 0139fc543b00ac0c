//! How much of the whole a line is. It knows no text: a share is a number of hundredths of a percent.

use super::definition::{Definition, Measure};
use super::key::Key;
use super::line::Line;
use super::table::Section;

/// Of each line, in hundredths of a percent, to the nearest: its part of all that came in or of all that went out where a
/// report has both sides, else of the total. Of two spans it is that of the second one. None where there is no whole.
pub fn shares(section: &Section, definition: &Definition) -> Vec<Option<i64>> {
    let mut whole = size(&section.total, definition);
    let of = move |line: &Line| {
        if line.depth == 0 && matches!(line.key.last(), Some(Key::In | Key::Out)) {
            whole = size(line, definition);
        }
        part(size(line, definition)?, whole?)
    };
    section.lines.iter().map(of).collect()
}

/// What of a line is compared; none of what cannot be added up.
fn size(line: &Line, definition: &Definition) -> Option<i64> {
    if definition.what.is_stock() || definition.measure == Measure::Average {
        return None;
    }
    let figure =
        if definition.compare.is_some() { line.figures.last().copied() } else { line.whole(definition) };
    figure.map(|figure| figure.value(definition.measure))
}

fn part(size: i64, whole: i64) -> Option<i64> {
    if whole == 0 {
        return None;
    }
    let sign = i128::from(whole.signum());
    let (size, whole) = (i128::from(size) * 10_000 * sign, i128::from(whole) * sign);
    let away = if size < 0 { -whole } else { whole };
    i64::try_from((2 * size + away) / (2 * whole)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_to_the_nearest_hundredth_of_a_percent() {
        assert_eq!(part(1, 3), Some(3_333));
        assert_eq!(part(2, 3), Some(6_667));
        assert_eq!(part(-2, 3), Some(-6_667));
        assert_eq!(part(-2, -3), Some(6_667));
        assert_eq!(part(2, -3), Some(-6_667));
        assert_eq!(part(5, 0), None);
        assert_eq!(part(i64::MAX, 1), None);
    }
}
