//! Whose program is at the other end of a connection on this machine.
//!
//! A launch code stands for a moment in the browser's command line, where on
//! most systems every user can read it. On Linux the kernel's table of sockets
//! says which user a connection belongs to, so a code that somebody else read
//! opens nothing. Elsewhere, and where the table cannot be read, nothing is
//! known, and a launch code is protected by being good once and for a minute.
//!
//! Source: `proc_net_tcp`, Linux kernel documentation.

use std::net::{SocketAddr, SocketAddrV4};

/// Whether the connection from `client` to `server` certainly belongs to another user.
///
/// The system's administrator is not another user: he can read everything of
/// ours anyway. Reads a file; call it where one may block.
pub fn is_of_another_user(client: SocketAddr, server: SocketAddr) -> bool {
    match (client, server) {
        (SocketAddr::V4(client), SocketAddr::V4(server)) => {
            let owner = table().and_then(|table| owner(&table, client, server));
            owner.is_some_and(|owner| owner != 0 && Some(owner) != own())
        }
        _ => false,
    }
}

#[cfg(target_os = "linux")]
fn table() -> Option<String> {
    std::fs::read_to_string("/proc/net/tcp").ok()
}

#[cfg(not(target_os = "linux"))]
fn table() -> Option<String> {
    None
}

#[cfg(unix)]
fn own() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn own() -> Option<u32> {
    None
}

/// The user of the socket at `client` that is connected to `server`.
fn owner(table: &str, client: SocketAddrV4, server: SocketAddrV4) -> Option<u32> {
    let (client, server) = (in_table(client), in_table(server));
    table.lines().find_map(|line| {
        let mut fields = line.split_ascii_whitespace().skip(1);
        let is_it = fields.next() == Some(&client) && fields.next() == Some(&server);
        // After the addresses: state, queues, timer, retransmissions, user.
        is_it.then(|| fields.nth(4)?.parse().ok()).flatten()
    })
}

/// An address as the table writes it: its four bytes as one number of the machine's own byte order.
fn in_table(address: SocketAddrV4) -> String {
    format!("{:08X}:{:04X}", u32::from_ne_bytes(address.ip().octets()), address.port())
}

#[cfg(all(test, target_endian = "little"))]
mod tests {
    use super::*;

    const TABLE: &str = "\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1
   1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 12 1
   2: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 13 1
   3: 0100007F:9C41 0100007F:1F91 01 00000000:00000000 00:00000000 00000000  1002        0 14 1
";

    fn at(port: u16) -> SocketAddrV4 {
        SocketAddrV4::new(std::net::Ipv4Addr::LOCALHOST, port)
    }

    #[test]
    fn the_owner_is_that_of_the_other_end() {
        assert_eq!(owner(TABLE, at(0x9C40), at(0x1F90)), Some(1001));
        assert_eq!(owner(TABLE, at(0x1F90), at(0x9C40)), Some(1000));
    }

    #[test]
    fn of_a_connection_that_is_not_there_nothing_is_known() {
        assert_eq!(owner(TABLE, at(0x9C41), at(0x1F90)), None);
        assert_eq!(owner("", at(1), at(2)), None);
        assert_eq!(owner("   0: 0100007F:0001 0100007F:0002 01", at(1), at(2)), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_connection_of_our_own_is_of_no_other_user() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("binds");
        let server = listener.local_addr().expect("an address");
        let stream = std::net::TcpStream::connect(server).expect("connects");
        let client = stream.local_addr().expect("an address");
        let table = table().expect("a table");
        let (SocketAddr::V4(from), SocketAddr::V4(to)) = (client, server) else { panic!("not IPv4") };
        assert_eq!(owner(&table, from, to), own());
        assert!(!is_of_another_user(client, server));
    }
}
