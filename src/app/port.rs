//! Which port the program listens on.
//!
//! Each book has one of its own, outside of what systems give to anybody who
//! asks for any (Linux from 32768, macOS and Windows from 49152), so that
//! bookmarks live. Where somebody else has it, the last one is taken, or any;
//! a later start takes the own one again as soon as it is free.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, bail};

/// That of the user's own book.
const OWN: u16 = 17_740;

/// That of the sample book.
const DEMO: u16 = 17_741;

/// From here on those of books at other places: one of so many.
const OTHERS: u16 = 17_750;
const COUNT: u64 = 2_000;

/// A socket on the port that was asked for; else the book's own, else the last one, else any.
pub fn bind(wanted: Option<u16>, own: u16, last: Option<u16>) -> anyhow::Result<TcpListener> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = wanted {
        return match at(port) {
            Ok(listener) => Ok(listener),
            Err(error) => bail!(
                "Port {port} on 127.0.0.1 cannot be used: {error}. Your book was not touched. \
                 Choose another with --port, or leave it out and any free one is taken."
            ),
        };
    }
    let known = [Some(own), last].into_iter().flatten().find_map(|port| at(port).ok());
    known.map_or_else(|| at(0), Ok).context("No port on 127.0.0.1 can be opened")
}

/// The book's own: the same in every run.
pub fn own(book: &Path, usual: &Path, is_demo: bool) -> u16 {
    if is_demo {
        return DEMO;
    }
    if book == usual {
        return OWN;
    }
    let place = super::fnv(book.as_os_str().as_encoded_bytes()) % COUNT;
    OTHERS + u16::try_from(place).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(listener: &TcpListener) -> u16 {
        listener.local_addr().expect("an address").port()
    }

    /// A port that was free a moment ago.
    fn free() -> u16 {
        port(&TcpListener::bind("127.0.0.1:0").expect("binds"))
    }

    #[test]
    fn the_own_one_goes_before_the_last_and_is_taken_back_when_it_is_free_again() {
        let (own, last) = (TcpListener::bind("127.0.0.1:0").expect("binds"), free());
        let own_port = port(&own);
        let taken = bind(None, own_port, Some(last)).expect("the last");
        assert_eq!(port(&taken), last);
        let any = bind(None, own_port, Some(last)).expect("any");
        assert!(![own_port, last].contains(&port(&any)));
        drop(own);
        assert_eq!(port(&bind(None, own_port, Some(last)).expect("the own")), own_port);
    }

    #[test]
    fn every_book_has_its_own_outside_of_what_systems_give_out() {
        let usual = Path::new("/home/me/Chequebook.counterfoil");
        assert_eq!(own(usual, usual, false), OWN);
        assert_eq!(own(usual, usual, true), DEMO);
        let others: Vec<u16> =
            (0..100).map(|n| own(Path::new(&format!("/home/me/{n}.counterfoil")), usual, false)).collect();
        assert!(others.iter().all(|port| (OTHERS..32_768).contains(port)), "{others:?}");
        assert!(others.iter().collect::<std::collections::BTreeSet<_>>().len() > 90, "{others:?}");
    }
}
