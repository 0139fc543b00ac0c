//! The owner of a socket as macOS tells it: the table that `netstat` reads.
//!
//! It reads bytes and nothing else, so it is tried on every system. It never asks the system
//! itself, and what it does not understand it leaves out.
//!
//! Source: XNU, `bsd/netinet/in_pcblist.c`, `in_pcb.h` and `bsd/sys/socketvar.h`. A record is
//! its length, its kind and its fields, packed to 4 bytes; the next begins at a multiple of 8.
//! The records of one socket stand together. Numbers have the machine's order of bytes, ports
//! and addresses the network's.

use std::net::{Ipv4Addr, SocketAddrV4};

use super::Owner;

/// By this name the table is asked for.
#[cfg(target_os = "macos")]
pub const TABLE: &str = "net.inet.tcp.pcblist_n";

const SOCKET: u32 = 0x001;
const ADDRESSES: u32 = 0x010;

/// Where the fields stand in `xinpcb_n`.
mod addresses {
    pub const FOREIGN_PORT: usize = 16;
    pub const LOCAL_PORT: usize = 18;
    pub const VERSION: usize = 44;
    pub const IPV4: u8 = 1;
    pub const FOREIGN: usize = 60;
    pub const LOCAL: usize = 76;
}

/// Where the user's number stands in `xsocket_n`.
const USER: usize = 64;

/// Who holds the socket at `client` that is connected to `server`.
///
/// A socket that is not in the table is unknown and not gone: this was never tried on the system
/// that it is for, and whoever wants in still needs the cookie.
pub fn owner(table: &[u8], client: SocketAddrV4, server: SocketAddrV4) -> Owner {
    let mut is_it = false;
    for record in records(table) {
        match kind(record) {
            Some(ADDRESSES) => is_it = is_between(record, client, server),
            Some(SOCKET) if is_it => {
                return number(record, USER).map_or(Owner::Unknown, Owner::User);
            }
            _ => {}
        }
    }
    Owner::Unknown
}

/// The records in their order; the first that does not fit is the end.
fn records(table: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = table;
    std::iter::from_fn(move || {
        let length = usize::try_from(number(rest, 0)?).ok().filter(|length| *length >= 8)?;
        let record = rest.get(..length)?;
        rest = rest.get(length.next_multiple_of(8)..).unwrap_or_default();
        Some(record)
    })
}

/// None for the first and the last record, which count and are no longer than this says.
fn kind(record: &[u8]) -> Option<u32> {
    const COUNTS: usize = 24;
    number(record, 4).filter(|_| record.len() > COUNTS)
}

fn is_between(record: &[u8], client: SocketAddrV4, server: SocketAddrV4) -> bool {
    let version = record.get(addresses::VERSION).copied().unwrap_or_default();
    version & addresses::IPV4 != 0
        && address(record, addresses::LOCAL, addresses::LOCAL_PORT) == Some(client)
        && address(record, addresses::FOREIGN, addresses::FOREIGN_PORT) == Some(server)
}

fn address(record: &[u8], host: usize, port: usize) -> Option<SocketAddrV4> {
    let host: [u8; 4] = bytes(record, host)?;
    Some(SocketAddrV4::new(Ipv4Addr::from(host), u16::from_be_bytes(bytes(record, port)?)))
}

fn number(record: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes(record, at)?))
}

fn bytes<const N: usize>(record: &[u8], at: usize) -> Option<[u8; N]> {
    record.get(at..at + N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 50_123);
    const SERVER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 17_345);

    fn record(kind: u32, length: usize) -> Vec<u8> {
        let mut record = vec![0; length.next_multiple_of(8)];
        record[..4].copy_from_slice(&u32::try_from(length).expect("short").to_ne_bytes());
        record[4..8].copy_from_slice(&kind.to_ne_bytes());
        record
    }

    /// The records of one socket, in the system's order and of its lengths.
    fn socket(local: SocketAddrV4, foreign: SocketAddrV4, user: u32) -> Vec<u8> {
        let mut addresses = record(ADDRESSES, 104);
        addresses[16..18].copy_from_slice(&foreign.port().to_be_bytes());
        addresses[18..20].copy_from_slice(&local.port().to_be_bytes());
        addresses[44] = 1;
        addresses[60..64].copy_from_slice(&foreign.ip().octets());
        addresses[76..80].copy_from_slice(&local.ip().octets());
        let mut socket = record(SOCKET, 76);
        socket[64..68].copy_from_slice(&user.to_ne_bytes());
        let rest = [record(0x002, 36), record(0x004, 36), record(0x008, 136), record(0x020, 204)];
        [addresses, socket, rest.concat()].concat()
    }

    fn table(sockets: &[Vec<u8>]) -> Vec<u8> {
        // Its count stands where others have their kind: 16 sockets are no socket's addresses.
        [record(ADDRESSES, 24), sockets.concat(), record(ADDRESSES, 24)].concat()
    }

    #[test]
    fn the_owner_is_the_user_of_the_clients_end() {
        let table = table(&[
            socket(SERVER, CLIENT, 501),
            socket(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 50_124), SERVER, 503),
            socket(CLIENT, SERVER, 502),
        ]);
        assert_eq!(owner(&table, CLIENT, SERVER), Owner::User(502));
        assert_eq!(owner(&table, SERVER, CLIENT), Owner::User(501));
    }

    #[test]
    fn a_socket_that_is_not_there_is_unknown() {
        let other = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 50_124);
        assert_eq!(owner(&table(&[socket(CLIENT, other, 502)]), CLIENT, SERVER), Owner::Unknown);
        assert_eq!(owner(&[], CLIENT, SERVER), Owner::Unknown);
    }

    #[test]
    fn a_table_that_is_cut_off_anywhere_is_read_to_there() {
        let whole = table(&[socket(SERVER, CLIENT, 501), socket(CLIENT, SERVER, 502)]);
        for end in 0..whole.len() {
            let found = owner(&whole[..end], CLIENT, SERVER);
            assert!(matches!(found, Owner::Unknown | Owner::User(502)), "{end}: {found:?}");
        }
    }

    #[test]
    fn records_of_no_length_end_the_table() {
        assert_eq!(owner(&[0; 64], CLIENT, SERVER), Owner::Unknown);
    }
}
