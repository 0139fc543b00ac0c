//! The owner of a socket, asked of Linux by netlink.
//!
//! One question about one socket, answered in microseconds however many connections there
//! are. It never reads the table of all of them.
//!
//! Source: `sock_diag(7)`, Linux manual pages.

use std::io;
use std::net::{IpAddr, SocketAddrV4};

use netlink_packet_core::{NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_sock_diag::SockDiagMessage;
use netlink_packet_sock_diag::constants::{AF_INET, IPPROTO_TCP, TCP_LISTEN};
use netlink_packet_sock_diag::inet::{ExtensionFlags, InetRequest, InetResponseHeader, SocketId, StateFlags};
use netlink_sys::{Socket, SocketAddr, protocols::NETLINK_SOCK_DIAG};

use super::Owner;

/// Any socket with these addresses, whatever its generation.
const NO_COOKIE: [u8; 8] = [0xff; 8];

/// An answer about one socket is some hundred bytes.
const ANSWER_MAX: usize = 4096;

/// Who holds the socket at `client` that is connected to `server`.
///
/// # Errors
/// When netlink cannot be used here or answers something else.
pub fn owner(client: SocketAddrV4, server: SocketAddrV4) -> io::Result<Owner> {
    let kernel = SocketAddr::new(0, 0);
    let socket = Socket::new(NETLINK_SOCK_DIAG)?;
    socket.connect(&kernel)?;
    socket.send(&question(client, server), 0)?;
    let mut answer = Vec::with_capacity(ANSWER_MAX);
    socket.recv(&mut answer, 0)?;
    let answer = NetlinkMessage::<SockDiagMessage>::deserialize(&answer).map_err(io::Error::other)?;
    match answer.payload {
        NetlinkPayload::InnerMessage(SockDiagMessage::InetResponse(found)) => {
            Ok(read(&found.header, client, server))
        }
        NetlinkPayload::Error(error) => match error.to_io().kind() {
            io::ErrorKind::NotFound => Ok(Owner::Gone),
            _ => Err(error.to_io()),
        },
        _ => Err(io::Error::other("netlink answered something else")),
    }
}

fn question(client: SocketAddrV4, server: SocketAddrV4) -> Vec<u8> {
    let request = InetRequest {
        family: AF_INET,
        protocol: IPPROTO_TCP,
        extensions: ExtensionFlags::empty(),
        states: StateFlags::all(),
        socket_id: SocketId {
            source_port: client.port(),
            destination_port: server.port(),
            source_address: IpAddr::V4(*client.ip()),
            destination_address: IpAddr::V4(*server.ip()),
            interface_id: 0,
            cookie: NO_COOKIE,
        },
    };
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_REQUEST;
    let mut message = NetlinkMessage::new(header, SockDiagMessage::InetRequest(request).into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    bytes
}

fn read(found: &InetResponseHeader, client: SocketAddrV4, server: SocketAddrV4) -> Owner {
    let id = &found.socket_id;
    // Where the connection is gone, the kernel looks for a listener at the client's port.
    let is_it =
        found.state != TCP_LISTEN && (id.source_port, id.destination_port) == (client.port(), server.port());
    // A socket without an inode is closed, and its user number is 0, which would be the administrator's.
    if is_it && found.inode != 0 { Owner::User(found.uid) } else { Owner::Gone }
}
