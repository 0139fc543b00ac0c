//! Sheets of one workbook that have the same columns: the months of an account, or several accounts.

use super::grid::Grid;
use super::region::Region;

/// What is the same for all sheets with these columns; none where a sheet is no table.
pub fn layout_of(grid: &Grid) -> Option<String> {
    Region::of(grid).map(|region| super::fingerprint_of(&region))
}

/// The sheets as one table under the header of the first.
pub fn put_together(grids: &[&Grid]) -> Option<Grid> {
    let (first, others) = grids.split_first()?;
    let mut whole = (*first).clone();
    for other in others {
        whole.rows.extend(Region::of(other)?.rows.iter().cloned());
    }
    Some(whole)
}
