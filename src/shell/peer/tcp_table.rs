//! The owner of a socket as Windows tells it: the process in the table of connections, and that
//! process's user.
//!
//! It never looks at any process but the one that holds the socket, and our own.
//!
//! Source: `GetExtendedTcpTable` and `GetTokenInformation`, Windows API.

use std::net::{IpAddr, SocketAddrV4};

use netstat2::{AddressFamilyFlags, ProtocolFlags, ProtocolSocketInfo, TcpState, iterate_sockets_info};
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

use super::Owner;

/// Who holds the socket at `client` that is connected to `server`.
pub fn owner(client: SocketAddrV4, server: SocketAddrV4) -> Owner {
    let Some(process) = holder(client, server) else { return Owner::Gone };
    let own = Pid::from_u32(std::process::id());
    let pids = [Pid::from_u32(process), own];
    let mut system = System::new();
    let users = ProcessRefreshKind::nothing().with_user(UpdateKind::Always);
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&pids), false, users);
    let user = |pid: Pid| system.process(pid).and_then(|process| process.user_id().cloned());
    match (user(pids[0]), user(own)) {
        (_, None) => Owner::Unknown,
        (Some(theirs), Some(ours)) if theirs == ours => Owner::OurUser,
        // A process of another user is one that we may not ask about.
        _ => Owner::Stranger,
    }
}

/// The number of the process that holds the socket.
fn holder(client: SocketAddrV4, server: SocketAddrV4) -> Option<u32> {
    let sockets = iterate_sockets_info(AddressFamilyFlags::IPV4, ProtocolFlags::TCP);
    let found = sockets.ok()?.flatten().find(|socket| {
        let ProtocolSocketInfo::Tcp(tcp) = &socket.protocol_socket_info else { return false };
        tcp.state != TcpState::Listen
            && (tcp.local_addr, tcp.local_port) == (IpAddr::V4(*client.ip()), client.port())
            && (tcp.remote_addr, tcp.remote_port) == (IpAddr::V4(*server.ip()), server.port())
    })?;
    found.associated_pids.first().copied()
}
