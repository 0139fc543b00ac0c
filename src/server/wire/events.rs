//! What the event streams send, as it is described; the frames themselves are written by `events`.

use utoipa::ToSchema;

/// `GET /api/v1/events/poll`: what came after the cursor.
#[derive(ToSchema)]
pub struct Polled {
    /// The `after` of the next poll.
    pub revision: u64,
    /// True: the cursor was of another book or of the future; read everything anew.
    pub reset: bool,
    pub events: Vec<Event>,
}

/// One event; also one text message of the WebSocket.
#[derive(ToSchema)]
pub struct Event {
    /// `hello`, `change`, `status`, `reset` or `bye`.
    pub event: String,
    /// The revision, where it is part of the log.
    pub id: Option<u64>,
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}
