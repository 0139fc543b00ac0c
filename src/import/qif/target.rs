//! Where the money went: the text of an `L` or `S` line.

use crate::import::Target;
use crate::import::text::{name, tidy};

/// A target, and the class that was written after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub target: Target,
    pub class: Option<String>,
}

/// `Food:Groceries`, `Food:Groceries/Holiday`, `[Savings]`, `[Savings]/Holiday`.
///
/// `--Split--` only says that `S` lines follow; it is no category.
pub fn read(text: &str) -> Written {
    let text = text.trim();
    if let Some((account, after)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let class = after.strip_prefix('/').and_then(class);
        return Written { target: Target::Transfer(name(account)), class };
    }
    let (written, after) = text.split_once('/').unwrap_or((text, ""));
    let is_split = written.eq_ignore_ascii_case("--Split--");
    let category = if is_split { String::new() } else { category(written) };
    Written { target: Target::Category(category), class: class(after) }
}

fn class(text: &str) -> Option<String> {
    Some(tidy(text)).filter(|class| !class.is_empty())
}

/// A category without empty levels: `Food: :Groceries:` is `Food:Groceries`.
fn category(name: &str) -> String {
    let levels: Vec<String> = name.split(':').map(tidy).filter(|level| !level.is_empty()).collect();
    levels.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Target, Option<String>) {
        let Written { target, class } = read(text);
        (target, class)
    }

    fn category(name: &str) -> Target {
        Target::Category(name.into())
    }

    fn transfer(name: &str) -> Target {
        Target::Transfer(name.into())
    }

    #[test]
    fn categories_and_transfers_are_told_apart() {
        assert_eq!(of("Food:Groceries"), (category("Food:Groceries"), None));
        assert_eq!(of("[Savings]"), (transfer("Savings"), None));
        assert_eq!(of(" [ My Savings ] "), (transfer("My Savings"), None));
    }

    #[test]
    fn a_class_is_taken_off() {
        assert_eq!(
            of("Bills:Cell Phone/Test class"),
            (category("Bills:Cell Phone"), Some("Test class".into()))
        );
        assert_eq!(of("[Savings]/Holiday"), (transfer("Savings"), Some("Holiday".into())));
        assert_eq!(of("/Holiday"), (category(""), Some("Holiday".into())));
    }

    #[test]
    fn what_names_nothing_is_an_empty_category() {
        for text in ["", "--Split--", " : ", "/"] {
            assert_eq!(of(text), (category(""), None), "{text}");
        }
        assert_eq!(of("[open"), (category("[open"), None));
    }
}
