//! What the bank's server answered.
//!
//! Every OFX response carries a `STATUS`; where it is an error there is no
//! statement, and the bank's own words are the best reason to show.

use crate::import::Problem;

/// The fields of a `STATUS` group, as written.
#[derive(Debug, Clone, Default)]
pub struct Status {
    pub at_line: u64,
    code: String,
    severity: String,
    message: String,
}

impl Status {
    pub fn at(line: u64) -> Status {
        Status { at_line: line, ..Status::default() }
    }

    pub fn take(&mut self, name: &str, text: String) {
        match name {
            "CODE" => self.code = text,
            "SEVERITY" => self.severity = text.to_ascii_uppercase(),
            "MESSAGE" => self.message = text,
            _ => {}
        }
    }

    /// The answer where it is an error: `“General Server Error” (code 2000)`.
    pub fn refusal(&self) -> Option<String> {
        let is_success = self.code.bytes().all(|byte| byte == b'0');
        let is_error = self.severity == "ERROR" || self.severity.is_empty() && !is_success;
        is_error.then(|| self.words())
    }

    /// A warning of the bank, to be shown beside what it gave.
    pub fn warning(&self) -> Option<Problem> {
        let warns = self.severity == "WARN" || self.severity == "WARNING";
        warns.then(|| {
            Problem::at(self.at_line, format!("The bank warns: {}. The statement was read.", self.words()))
        })
    }

    fn words(&self) -> String {
        match (self.message.is_empty(), self.code.is_empty()) {
            (false, false) => format!("“{}” (code {})", self.message, self.code),
            (false, true) => format!("“{}”", self.message),
            (true, false) => format!("error code {}", self.code),
            (true, true) => "an error without a reason".into(),
        }
    }
}
