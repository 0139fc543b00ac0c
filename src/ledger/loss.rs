//! What somebody would lose by a command without being told; a part of [`crate::ledger::Refusal`].

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Loss {
    #[error("a side of the void transaction is left out, and what it was would be lost")]
    VoidSide,
    /// `uses` says what it holds and which schedules use it.
    #[error("the account “{name}” is still used: {uses}")]
    UsedAccount { name: String, uses: String },
}

impl Loss {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Loss::VoidSide => "void-side-missing",
            Loss::UsedAccount { .. } => "account-still-used",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Loss::VoidSide => "Make the transaction valid again first, then change its sides.",
            Loss::UsedAccount { .. } => {
                "Move the money and the schedules to another account first, or close it anyway: it is hidden and keeps \
                 what it has."
            }
        }
    }

    /// The field at fault, by its name in a draft.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Loss::VoidSide => Some("splits"),
            Loss::UsedAccount { .. } => None,
        }
    }
}
