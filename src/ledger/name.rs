//! Names as they are kept and compared.
//!
//! Pure. Two names that nobody can tell apart on a screen are one: Unicode has
//! several ways to write `é`, and letters that cannot be seen. What is kept is
//! in NFC (UAX #15), in one line, and has something to see. Nothing here asks
//! whether a name is free.

use unicode_normalization::UnicodeNormalization;

/// What stands between a category and the one beneath it.
pub const BENEATH: char = ':';

/// The name as it is kept; empty where there is nothing to see in it.
pub fn tidied(name: &str) -> String {
    if name.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return name.trim().to_owned();
    }
    let plain = name.chars().filter(|c| !is_stray(*c)).map(|c| if breaks(c) { ' ' } else { c });
    let tidied: String = plain.nfc().collect();
    // A joiner joins something on both sides, or nothing.
    let outer = |c: char| c.is_whitespace() || is_joiner(c);
    let begun = tidied.trim_start_matches(|c: char| outer(c) || is_selector(c));
    begun.trim_end_matches(outer).to_owned()
}

/// The path of a category as it is kept, without empty steps: `Food: :Bread ` is `Food:Bread`.
pub fn tidied_path(path: &str) -> String {
    let steps: Vec<String> = path.split(BENEATH).map(tidied).filter(|step| !step.is_empty()).collect();
    steps.join(":")
}

/// What names are compared by: without regard to case, to outer space and to what only shapes a letter.
pub fn key(name: &str) -> String {
    let tidied = tidied(name);
    if tidied.is_ascii() {
        return tidied.to_ascii_lowercase();
    }
    let seen: String = tidied.chars().filter(|c| !is_joiner(*c) && !is_selector(*c)).collect();
    seen.to_lowercase().nfc().collect()
}

/// Control characters, and what some programs take for the end of a line.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Joins or parts the letters beside it, as Persian, Hindi and emoji need.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Chooses the shape of the letter before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Cannot be seen and says nothing in a name: zero-width spaces, marks of direction, and what is no character at all
/// (of Unicode's Default_Ignorable_Code_Point).
fn is_stray(c: char) -> bool {
    let is_no_character = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    is_no_character
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e001f}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_seen_is_no_name() {
        for name in [
            "",
            " \t",
            "\u{200b}",
            "\u{feff}\u{2060}",
            "\u{0}\u{7}",
            "\u{200d}",
            "\u{202e} \u{202c}",
            "\u{3164}",
        ] {
            assert_eq!(tidied(name), "", "{name:?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_one() {
        for (one, other) in [
            ("Caf\u{e9}", "Cafe\u{301}"),
            ("Giro", "Gi\u{200b}ro"),
            ("Giro", "\u{feff}Giro\u{200e}"),
            ("R\u{c5}", "R\u{212b}"),
            ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
            ("a b", "a\tb"),
        ] {
            assert_eq!(tidied(one), tidied(other), "{one:?} {other:?}");
            assert_eq!(key(&one.to_uppercase()), key(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_shapes_a_letter_stays_and_makes_no_other_name() {
        let joined = "\u{646}\u{200c}\u{6cc}";
        assert_eq!(tidied(&format!("{joined}\u{200c}")), joined);
        assert_eq!(key(joined), key("\u{646}\u{6cc}"));
        assert_eq!(tidied("\u{2764}\u{fe0f}"), "\u{2764}\u{fe0f}");
        assert_eq!(key("\u{2764}\u{fe0f}"), key("\u{2764}"));
    }

    #[test]
    fn a_path_has_no_empty_steps() {
        for (path, kept) in [
            ("a::b", "a:b"),
            (":a:", "a"),
            ("a: \u{200b} :b", "a:b"),
            (" : ", ""),
            ("Food : Bread", "Food:Bread"),
        ] {
            assert_eq!(tidied_path(path), kept, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_so_again(name in ".*") {
            let once = tidied(&name);
            prop_assert_eq!(&tidied(&once), &once);
            prop_assert_eq!(key(&once), key(&name));
            prop_assert!(!once.chars().any(char::is_control));
            let path = tidied_path(&name);
            prop_assert_eq!(tidied_path(&path), path);
        }

        #[test]
        fn every_form_of_unicode_is_one_name(name in "\\PC*") {
            let apart: String = name.nfd().collect();
            prop_assert_eq!(tidied(&apart), tidied(&name));
            prop_assert_eq!(key(&apart), key(&name));
        }
    }
}
