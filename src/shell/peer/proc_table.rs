//! The owner of a socket, looked up in Linux' table of all of them.
//!
//! For sandboxes in which netlink cannot be used. It reads a text of a line for each
//! connection of the machine, and is never asked where `sock_diag` answers.
//!
//! Source: `proc_net_tcp`, Linux kernel documentation.

use std::net::SocketAddrV4;

use super::Owner;

/// Who holds the socket at `client` that is connected to `server`.
pub fn owner(client: SocketAddrV4, server: SocketAddrV4) -> Owner {
    match std::fs::read_to_string("/proc/net/tcp") {
        Ok(table) => find(&table, client, server),
        Err(error) => without_table(&error),
    }
}

/// A system without that table cannot be asked. But that no more files may be open is what a stranger can bring about
/// with many connections: it must not let him in.
fn without_table(error: &std::io::Error) -> Owner {
    match error.kind() {
        std::io::ErrorKind::NotFound => Owner::Unknown,
        _ => Owner::Gone,
    }
}

fn find(table: &str, client: SocketAddrV4, server: SocketAddrV4) -> Owner {
    let (client, server) = (written(client), written(server));
    table.lines().find_map(|line| owner_in(line, &client, &server)).unwrap_or(Owner::Gone)
}

fn owner_in(line: &str, client: &str, server: &str) -> Option<Owner> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    // Number, both addresses, state, queues, timer, retransmissions, user, timeout, inode.
    let &[_, local, remote, _, _, _, _, user, _, inode, ..] = &fields[..] else { return None };
    if (local, remote) != (client, server) {
        return None;
    }
    // A socket without an inode is closed, and says 0 of its user.
    if inode == "0" {
        return Some(Owner::Gone);
    }
    user.parse().ok().map(Owner::User)
}

/// An address as the table writes it: its four bytes as one number of the machine's own byte order.
fn written(address: SocketAddrV4) -> String {
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
   4: 0100007F:9C42 0100007F:1F90 06 00000000:00000000 03:000017A6 00000000     0        0 0 3
";

    fn at(port: u16) -> SocketAddrV4 {
        SocketAddrV4::new(std::net::Ipv4Addr::LOCALHOST, port)
    }

    #[test]
    fn the_owner_is_that_of_the_other_end() {
        assert_eq!(find(TABLE, at(0x9C40), at(0x1F90)), Owner::User(1001));
        assert_eq!(find(TABLE, at(0x1F90), at(0x9C40)), Owner::User(1000));
    }

    #[test]
    fn of_a_connection_that_is_not_there_nobody_is_the_owner() {
        assert_eq!(find(TABLE, at(0x9C41), at(0x1F90)), Owner::Gone);
        assert_eq!(find("", at(1), at(2)), Owner::Gone);
        assert_eq!(find("   0: 0100007F:0001 0100007F:0002 01", at(1), at(2)), Owner::Gone);
    }

    #[test]
    fn a_closed_socket_is_not_the_administrators() {
        assert_eq!(find(TABLE, at(0x9C42), at(0x1F90)), Owner::Gone);
    }

    #[test]
    fn who_sees_to_it_that_nobody_can_be_asked_stays_out() {
        let too_many_files = std::io::Error::from_raw_os_error(24);
        assert!(!without_table(&too_many_files).may_come_in());
        let no_table = std::io::Error::from(std::io::ErrorKind::NotFound);
        assert_eq!(without_table(&no_table), Owner::Unknown);
    }
}
