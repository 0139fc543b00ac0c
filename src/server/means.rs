//! What a failure of the machine means for the change that was asked for, in words.

use crate::book::Failure;

/// What a failure means for the change that was asked for.
pub fn means(failure: &Failure) -> &'static str {
    match failure {
        Failure::WrittenAllTheSame => "This change is in your book.",
        Failure::Uncertain => "It is not known whether this change was made.",
        Failure::ReadOnly | Failure::Disk | Failure::Unwritten => "This change was not made.",
        _ => "Nothing was half written: your book is as it was before.",
    }
}
