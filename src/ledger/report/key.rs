//! What a line stands for, as a name that can be asked for again.
//!
//! A category is known by its path and not by its number: one that was merged or made anew is the same line.

use std::fmt;
use std::str::FromStr;

use super::refusal::ReportRefusal;

/// One condition that all parts of a line meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    In,
    Out,
    Assets,
    Liabilities,
    /// A category with all below it, folded: `food:bread`.
    Category(String),
    /// To or from any account that was not chosen.
    Transfers,
    Transfer(u32),
    /// 0 for none.
    Payee(u32),
    /// 0 for none.
    Tag(u32),
    Account(u32),
    /// What was too small for a line of its own.
    Others,
}

/// Which figure: that of a line, by all its conditions, in one column or in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// Its currency, by its code.
    pub currency: String,
    /// None: the total.
    pub line: Vec<Key>,
    pub column: Option<usize>,
}

/// A category's path without regard to case.
pub fn folded(path: &str) -> String {
    path.to_lowercase()
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::In => f.write_str("in"),
            Key::Out => f.write_str("out"),
            Key::Assets => f.write_str("assets"),
            Key::Liabilities => f.write_str("liabilities"),
            Key::Transfers => f.write_str("transfers"),
            Key::Others => f.write_str("others"),
            Key::Category(path) => write!(f, "category:{path}"),
            Key::Transfer(id) => write!(f, "transfer:{id}"),
            Key::Payee(id) => write!(f, "payee:{id}"),
            Key::Tag(id) => write!(f, "tag:{id}"),
            Key::Account(id) => write!(f, "account:{id}"),
        }
    }
}

impl FromStr for Key {
    type Err = ReportRefusal;

    fn from_str(text: &str) -> Result<Key, ReportRefusal> {
        let unknown = || ReportRefusal::Line(text.chars().take(40).collect());
        let plain = match text {
            "in" => Some(Key::In),
            "out" => Some(Key::Out),
            "assets" => Some(Key::Assets),
            "liabilities" => Some(Key::Liabilities),
            "transfers" => Some(Key::Transfers),
            "others" => Some(Key::Others),
            _ => None,
        };
        if let Some(key) = plain {
            return Ok(key);
        }
        let (kind, name) = text.split_once(':').ok_or_else(unknown)?;
        let id = || name.parse::<u32>().map_err(|_| unknown());
        Ok(match kind {
            "category" => Key::Category(folded(name)),
            "transfer" => Key::Transfer(id()?),
            "payee" => Key::Payee(id()?),
            "tag" => Key::Tag(id()?),
            "account" => Key::Account(id()?),
            _ => return Err(unknown()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let keys = [
            Key::In,
            Key::Out,
            Key::Assets,
            Key::Liabilities,
            Key::Transfers,
            Key::Others,
            Key::Category("food:bread/rolls".into()),
            Key::Transfer(3),
            Key::Payee(0),
            Key::Tag(7),
            Key::Account(2),
        ];
        for key in keys {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for text in ["", "payee", "payee:x", "colour:3"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
