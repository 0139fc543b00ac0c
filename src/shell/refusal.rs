//! Why a request may not pass, and what to do about it.
//!
//! Only words and status codes; [`Access`](super::access::Access) decides.

/// Why a request may not pass. [`Refusal::advice`] says what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It was sent to another name or port, or to two.
    NotOurHost,
    /// A page of somebody else sent it.
    ForeignPage,
    /// A write or a stream that does not say where it comes from.
    UnknownPage,
    /// No valid cookie.
    NotLetIn,
    /// A second start without the right key.
    WrongKey,
    /// A key of a script that is not known, or was revoked.
    UnknownKey,
    /// What the key of a script is not good for.
    NotForScripts,
    /// A connection of another user of the machine, or of one that cannot be asked any more.
    AnotherUser,
    /// A service worker asks, or its script is looked for: there is none of ours.
    ServiceWorker,
    /// A path that is not in its plainest form.
    OddPath,
}

impl Refusal {
    /// The HTTP status of the refusal.
    pub fn status(self) -> u16 {
        match self {
            Self::OddPath => 400,
            Self::NotLetIn | Self::WrongKey | Self::UnknownKey => 401,
            Self::NotOurHost
            | Self::ForeignPage
            | Self::UnknownPage
            | Self::AnotherUser
            | Self::ServiceWorker
            | Self::NotForScripts => 403,
        }
    }

    /// What happened, in a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::NotOurHost => "This is not the address",
            Self::ForeignPage => "Another page asked for this",
            Self::UnknownPage => "It is not clear which page asked for this",
            Self::NotLetIn => "This browser has not been let in",
            Self::WrongKey => "The key does not fit",
            Self::UnknownKey => "This key is not known",
            Self::NotForScripts => "No key of a script is good for this",
            Self::AnotherUser => "This address belongs to another user",
            Self::ServiceWorker => "Another program left something in this browser",
            Self::OddPath => "This address is written in an unusual way",
        }
    }

    /// Why that is, and what it means. `name` is the app's name, `origin` its address.
    pub fn means(self, name: &str, origin: &str) -> String {
        match self {
            Self::NotOurHost => format!("{name} answers only at {origin}/ and nowhere else."),
            Self::ForeignPage => {
                format!("{name} takes requests only from its own page. Nothing was changed.")
            }
            Self::UnknownPage => format!("{name} takes changes only from its own page. Nothing was changed."),
            Self::NotLetIn => format!("Only browsers that {name} opened itself may see this."),
            Self::WrongKey => format!("Only a second start of {name} by the same user may ask for this."),
            Self::UnknownKey => {
                format!("{name} gave out no such key, or it was revoked. Nothing was changed.")
            }
            Self::NotForScripts => {
                format!(
                    "Keys of {name} are made and revoked by its user, in the page or by the command line."
                )
            }
            Self::AnotherUser => format!(
                "This {name} was started by another user of this machine, and only that user's programs may open it."
            ),
            Self::ServiceWorker => format!(
                "It listened at the address of {name} while {name} was away, and left a service worker there, which the browser has now been told to throw out. Nothing was changed and nothing was shown to it."
            ),
            Self::OddPath => format!(
                "{name} takes an address only in its plainest form, without needless percent signs, empty parts or dots. Nothing was changed."
            ),
        }
    }

    /// What to do about it.
    pub fn advice(self, name: &str, origin: &str) -> String {
        match self {
            Self::NotOurHost => "Use that address.".into(),
            Self::ForeignPage => format!("Open {origin}/ yourself and do it there."),
            Self::UnknownPage => format!("A script must send the header “Origin: {origin}”."),
            Self::NotLetIn => format!(
                "Click its icon in the tray, or start {name} again: that opens a page that is let in."
            ),
            Self::WrongKey => format!("Start {name} again."),
            Self::UnknownKey => "Make another with “token new NAME”.".into(),
            Self::NotForScripts => "Do it there.".into(),
            Self::AnotherUser => format!("Start {name} yourself."),
            Self::ServiceWorker => {
                format!("Close this tab, and click the icon of {name} in the tray, or start {name} again.")
            }
            Self::OddPath => format!("Begin at {origin}/."),
        }
    }

    /// What a program would have to show (RFC 9110, section 11.6.1): with status 401 only. No
    /// browser asks its user for either.
    pub fn challenge(self, name: &str) -> Option<String> {
        let scheme = match self {
            Self::NotLetIn => "Cookie",
            Self::WrongKey | Self::UnknownKey => "Bearer",
            _ => return None,
        };
        let realm = name.replace(['"', '\\'], "");
        Some(format!("{scheme} realm=\"{realm}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        for refusal in [
            Refusal::NotOurHost,
            Refusal::ForeignPage,
            Refusal::UnknownPage,
            Refusal::NotLetIn,
            Refusal::WrongKey,
            Refusal::UnknownKey,
            Refusal::NotForScripts,
            Refusal::AnotherUser,
            Refusal::ServiceWorker,
            Refusal::OddPath,
        ] {
            let origin = "http://127.0.0.1:8123";
            let (means, advice) = (refusal.means("Hello", origin), refusal.advice("Hello", origin));
            assert!(means.contains("Hello") && means.ends_with('.'), "{means}");
            assert!(advice.ends_with('.'), "{advice}");
            // RFC 9110, section 15.5.2: a 401 says what it asks for.
            assert_eq!(refusal.status() == 401, refusal.challenge("Hello").is_some());
            assert!(matches!(refusal.status(), 400 | 401 | 403));
            assert!(!refusal.title().is_empty());
        }
    }
}
