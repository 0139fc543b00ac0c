//! Whose program is at the other end of a connection on this machine.
//!
//! A browser sends its cookies to every port of 127.0.0.1, and a launch code stands for a
//! moment in the browser's command line. So both may be read by another user of the machine.
//! They are of no use to him: the system says which user a connection belongs to, and only
//! our own user's come in. This file asks and decides; it never answers a request.
//!
//! | system | asked | tried |
//! |---|---|---|
//! | Linux | `sock_diag(7)`, else `/proc/net/tcp` | yes |
//! | macOS | the table that `netstat` reads, `net.inet.tcp.pcblist_n` | its reading, with made-up tables |
//! | Windows | `GetExtendedTcpTable`, then the process's user | it is compiled |

#[cfg(any(target_os = "macos", test))]
mod pcblist;
#[cfg(target_os = "linux")]
mod proc_table;
#[cfg(target_os = "linux")]
mod sock_diag;
#[cfg(windows)]
mod tcp_table;

use std::net::SocketAddr;

/// Who holds the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The user with this number.
    User(u32),
    /// Our own user, on systems that have no numbers for users.
    #[cfg_attr(not(windows), allow(dead_code, reason = "only Windows has none"))]
    OurUser,
    /// Another user, likewise.
    #[cfg_attr(not(windows), allow(dead_code, reason = "only Windows has none"))]
    Stranger,
    /// Nobody any more: it was closed before it could be asked about. Of a closed socket the
    /// system says that it is the administrator's, so this must be told apart from him.
    Gone,
    /// The system does not tell.
    Unknown,
}

impl Owner {
    /// Asks the system for the user at `client`'s end of its connection to `server`.
    ///
    /// Takes some microseconds; call it once for each connection.
    pub fn of(client: SocketAddr, server: SocketAddr) -> Self {
        look_up(client, server)
    }

    /// Whether this may be a program of our own user.
    ///
    /// The system's administrator is let in: he can read everything of ours anyway. Where the
    /// system does not tell, the cookie and the launch code are all that protects.
    pub fn may_come_in(self) -> bool {
        may_come_in(self, own())
    }
}

const ADMINISTRATOR: u32 = 0;

fn may_come_in(owner: Owner, own: Option<u32>) -> bool {
    match owner {
        Owner::User(user) => user == ADMINISTRATOR || own.is_none_or(|own| own == user),
        Owner::Gone | Owner::Stranger => false,
        Owner::OurUser | Owner::Unknown => true,
    }
}

#[cfg(target_os = "linux")]
fn look_up(client: SocketAddr, server: SocketAddr) -> Owner {
    let (SocketAddr::V4(client), SocketAddr::V4(server)) = (client, server) else {
        return Owner::Unknown;
    };
    // In some sandboxes there is no netlink; the table of all sockets says it, too, only slower.
    sock_diag::owner(client, server).unwrap_or_else(|error| {
        tracing::debug!(%error, "the kernel is not asked by netlink who connects");
        proc_table::owner(client, server)
    })
}

#[cfg(target_os = "macos")]
const ASKED_AT_MOST: usize = 3;

#[cfg(target_os = "macos")]
fn look_up(client: SocketAddr, server: SocketAddr) -> Owner {
    use sysctl::{Ctl, CtlValue, Sysctl};

    let (SocketAddr::V4(client), SocketAddr::V4(server)) = (client, server) else {
        return Owner::Unknown;
    };
    // While connections come and go the table may outgrow the room that was asked for it.
    for _ in 0..ASKED_AT_MOST {
        match Ctl::new(pcblist::TABLE).and_then(|table| table.value()) {
            Ok(CtlValue::Struct(table) | CtlValue::Node(table)) => {
                return pcblist::owner(&table, client, server);
            }
            answer => tracing::debug!(?answer, "the system does not tell who connects"),
        }
    }
    Owner::Unknown
}

#[cfg(windows)]
fn look_up(client: SocketAddr, server: SocketAddr) -> Owner {
    match (client, server) {
        (SocketAddr::V4(client), SocketAddr::V4(server)) => tcp_table::owner(client, server),
        _ => Owner::Unknown,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn look_up(_client: SocketAddr, _server: SocketAddr) -> Owner {
    Owner::Unknown
}

#[cfg(unix)]
fn own() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn own() -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_user_and_the_administrator_come_in() {
        let own = Some(1000);
        assert!(may_come_in(Owner::User(1000), own));
        assert!(may_come_in(Owner::User(ADMINISTRATOR), own));
        assert!(!may_come_in(Owner::User(1001), own));
        assert!(!may_come_in(Owner::User(1001), Some(ADMINISTRATOR)));
        assert!(may_come_in(Owner::OurUser, None));
        assert!(!may_come_in(Owner::Stranger, None));
    }

    #[test]
    fn a_connection_that_was_closed_is_nobodys_and_stays_out() {
        assert!(!may_come_in(Owner::Gone, Some(1000)));
        assert!(!may_come_in(Owner::Gone, Some(ADMINISTRATOR)));
    }

    #[test]
    fn where_nothing_is_known_the_cookie_decides() {
        assert!(may_come_in(Owner::Unknown, Some(1000)));
    }

    #[cfg(target_os = "linux")]
    mod on_this_machine {
        use std::net::{SocketAddrV4, TcpListener, TcpStream};

        use super::*;

        fn v4(address: SocketAddr) -> SocketAddrV4 {
            let SocketAddr::V4(address) = address else { panic!("not IPv4") };
            address
        }

        #[test]
        fn both_ways_of_asking_know_our_own_connection() {
            let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
            let server = listener.local_addr().expect("an address");
            let stream = TcpStream::connect(server).expect("connects");
            let client = stream.local_addr().expect("an address");
            let ours = Owner::User(own().expect("a user"));
            assert_eq!(sock_diag::owner(v4(client), v4(server)).expect("netlink"), ours);
            assert_eq!(proc_table::owner(v4(client), v4(server)), ours);
            assert!(Owner::of(client, server).may_come_in());
        }

        #[test]
        fn who_closed_the_connection_is_gone_and_not_the_administrator() {
            let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
            let server = listener.local_addr().expect("an address");
            let stream = TcpStream::connect(server).expect("connects");
            let client = stream.local_addr().expect("an address");
            let (kept, _) = listener.accept().expect("accepts");
            drop(stream);
            assert_eq!(sock_diag::owner(v4(client), v4(server)).expect("netlink"), Owner::Gone);
            assert_eq!(proc_table::owner(v4(client), v4(server)), Owner::Gone);
            drop(kept);
        }

        #[test]
        fn a_listener_at_the_clients_port_is_not_the_client() {
            let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
            let server = listener.local_addr().expect("an address");
            let other = TcpListener::bind("127.0.0.1:0").expect("binds");
            let client = other.local_addr().expect("an address");
            assert_eq!(sock_diag::owner(v4(client), v4(server)).expect("netlink"), Owner::Gone);
        }
    }
}
