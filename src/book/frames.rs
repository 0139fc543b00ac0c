//! Entries of the book's log as frames.
//!
//! A frame names what changed; it carries no data of the book but the words
//! for the history. The page reads again what it shows.

use serde::Serialize;

use crate::events::Frame;
use crate::store::LogRow;

/// The data of the event `change`.
#[derive(Serialize)]
struct ChangeData<'a> {
    revision: u64,
    topics: Vec<&'a str>,
    words: &'a str,
}

pub fn change(entry: &LogRow) -> Frame {
    let data = ChangeData {
        revision: entry.revision,
        topics: entry.topics.split(' ').collect(),
        words: &entry.words,
    };
    // Numbers and text always serialise; an empty object would only make the page read everything.
    let json = serde_json::to_string(&data).unwrap_or_else(|_| "{}".into());
    Frame::entry(entry.revision, "change", &json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_its_topics_and_its_words() {
        let row =
            LogRow {
                revision: 7, words: "Added “A” −1.00".into(), topics: "accounts register:3".into()
            };
        let expected = "event: change\nid: 7\ndata: {\"revision\":7,\"topics\":[\"accounts\",\"register:3\"],\
                        \"words\":\"Added “A” −1.00\"}\n\n";
        assert_eq!(change(&row).sse(), expected);
    }
}
