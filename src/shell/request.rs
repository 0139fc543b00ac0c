//! What a request says of itself, for [`Access::judge`](super::Access::judge). It reads no header by itself.

/// One header of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field<'a> {
    /// It was not sent.
    #[default]
    Missing,
    /// Sent once, as text.
    One(&'a str),
    /// Given more than once, or not as text.
    Odd,
}

/// What a request says of itself.
#[derive(Clone, Debug, Default)]
pub struct Request<'a> {
    /// `GET`, `POST` and so on.
    pub method: &'a str,
    /// Without the query.
    pub path: &'a str,
    /// A WebSocket is asked for.
    pub upgrade: bool,
    /// The authority of a request line in absolute form.
    pub authority: Option<&'a str>,
    /// `Host`.
    pub host: Field<'a>,
    /// `Origin`.
    pub origin: Field<'a>,
    /// `Sec-Fetch-Site`.
    pub fetch_site: Field<'a>,
    /// `Sec-Fetch-Mode`.
    pub fetch_mode: Field<'a>,
    /// `Sec-Fetch-Dest`.
    pub fetch_dest: Field<'a>,
    /// `Service-Worker`: the browser looks for the script of one.
    pub service_worker: Field<'a>,
    /// `Authorization`, which a second start and scripts send.
    pub authorization: Field<'a>,
    /// All `Cookie` headers.
    pub cookies: Vec<&'a str>,
}
