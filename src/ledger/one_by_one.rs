//! A long list that is gone through once: its room is given back on the way.
//!
//! The lines of a long file are the most that is in memory, and what is made of each of them takes room, too.
//! It never copies an item.

/// After so many items the room of those that are gone is given back.
const GIVEN_BACK: usize = 16_384;

/// The items in their order.
pub fn one_by_one<T>(mut list: Vec<T>) -> impl Iterator<Item = T> {
    // From its end a list can be cut off; so the first are put there.
    list.reverse();
    std::iter::from_fn(move || {
        let item = list.pop();
        if list.len().is_multiple_of(GIVEN_BACK) {
            list.shrink_to_fit();
        }
        item
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_comes_once_and_in_its_order() {
        for length in [0, 1, GIVEN_BACK - 1, GIVEN_BACK, GIVEN_BACK + 1, 3 * GIVEN_BACK] {
            let list: Vec<usize> = (0..length).collect();
            assert_eq!(one_by_one(list.clone()).collect::<Vec<_>>(), list);
        }
    }

    #[test]
    fn the_end_stays_the_end() {
        let mut items = one_by_one(vec![1]);
        assert_eq!([items.next(), items.next(), items.next()], [Some(1), None, None]);
    }
}
