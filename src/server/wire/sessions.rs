//! Who is connected.

use serde::Serialize;
use utoipa::ToSchema;

/// `GET /api/v1/sessions`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sessions {
    /// The longest first.
    pub sessions: Vec<Session>,
    /// The tray's status line: "2 tabs open", "Closing in 4 s".
    pub status: String,
    /// How and when the program will end, in words.
    pub ends: String,
}

/// A page or a program that is connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Session {
    /// The name it gave itself.
    pub id: String,
    /// In words: "Firefox 140 on Linux".
    pub browser: String,
    /// `event stream`, `long poll`, `socket` or `heartbeat`.
    pub transport: String,
    /// How many tabs share its connection, at least 1.
    pub tabs: u64,
    /// How long ago it came, in seconds.
    pub came_s_ago: u64,
}
