//! The load: many event streams on one thread.
//!
//! It looks only for `\nid: `, checks that each stream gets every revision once
//! and in order, and notes when some of them came.
//! Arguments: port, cookie, path, streams, revisions, stalled (one in so many; 0 for none), sample.
//! Prints `ready` when all streams are open, then `done NS LOST` and the samples `REVISION SENT_NS GOT_NS`.

use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;

use memchr::memmem::Finder;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use socket2::{Domain, Socket, Type};

use super::figures::now_ns;

struct Load {
    streams: Vec<Stream>,
    /// The last revision of the run.
    last: u64,
    /// Every so many revisions one is noted.
    sample: u64,
    samples: Vec<(u64, u64, u64)>,
    hello: usize,
    finished: usize,
    lost: u64,
}

struct Stream {
    socket: TcpStream,
    /// The end of what was read, where a frame is not complete.
    rest: Vec<u8>,
    seen: u64,
    greeted: bool,
}

pub fn run(args: &[String]) {
    let [port, cookie, path, rest @ ..] = args else { panic!("too few arguments") };
    let number = |place: usize| -> u64 { rest[place].parse().expect("a number") };
    let (count, last, stalled, sample) = (number(0), number(1), number(2), number(3));
    let poll = Poll::new().expect("polls");
    let stalls = |n: u64| stalled > 0 && n.is_multiple_of(stalled);
    let mut streams = Vec::new();
    for n in 0..count {
        let socket = open(port.parse().expect("a port"), cookie, path, n, stalls(n));
        socket.set_nonblocking(true).expect("does not block");
        let mut socket = TcpStream::from_std(socket);
        if !stalls(n) {
            let token = Token(usize::try_from(n).expect("fits"));
            poll.registry().register(&mut socket, token, Interest::READABLE).expect("registers");
        }
        streams.push(Stream { socket, rest: Vec::new(), seen: 0, greeted: false });
    }
    let reading = (0..count).filter(|n| !stalls(*n)).count();
    let load = Load { streams, last, sample, samples: Vec::new(), hello: 0, finished: 0, lost: 0 };
    listen(load, poll, reading);
}

/// Asks for one stream; with next to no room between server and client if it is to stall soon.
pub fn open(port: u16, cookie: &str, path: &str, n: u64, stalls: bool) -> std::net::TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    if stalls {
        socket.set_recv_buffer_size(4_096).expect("is small");
        // The server's system makes room for some packets; small ones need little.
        #[cfg(unix)]
        socket.set_tcp_mss(536).expect("is small");
    }
    socket.connect(&SocketAddr::from(([127, 0, 0, 1], port)).into()).expect("connects");
    let mut stream = std::net::TcpStream::from(socket);
    let request = format!(
        "GET {path}{n} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("sends");
    stream
}

fn listen(mut load: Load, mut poll: Poll, reading: usize) {
    let mut events = Events::with_capacity(1_024);
    let mut buffer = vec![0; 256 * 1024];
    let id = Finder::new(b"\nid: ");
    let mut is_ready = false;
    while load.finished < reading {
        poll.poll(&mut events, None).expect("polls");
        for event in &events {
            load.read(event.token().0, &mut buffer, &id);
        }
        if !is_ready && load.hello == reading {
            is_ready = true;
            println!("ready");
        }
    }
    println!("done {} {}", now_ns(), load.lost);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (revision, sent, got) in &load.samples {
        writeln!(out, "{revision} {sent} {got}").expect("prints");
    }
}

impl Load {
    fn read(&mut self, n: usize, buffer: &mut [u8], id: &Finder) {
        loop {
            match self.streams[n].socket.read(buffer) {
                Ok(0) => panic!("stream {n} ended after revision {}", self.streams[n].seen),
                Ok(length) => self.take(n, &buffer[..length], id),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) => panic!("stream {n}: {error}"),
            }
        }
    }

    fn take(&mut self, n: usize, bytes: &[u8], id: &Finder) {
        let stream = &mut self.streams[n];
        if !stream.greeted && memchr::memmem::find(bytes, b"event: hello").is_some() {
            stream.greeted = true;
            self.hello += 1;
        }
        let mut rest = std::mem::take(&mut stream.rest);
        let kept = if rest.is_empty() {
            self.complete(n, bytes, id)
        } else {
            rest.extend_from_slice(bytes);
            self.complete(n, &rest, id)
        };
        self.streams[n].rest = kept;
    }

    /// Takes the frames that are complete, and gives back what is behind them.
    fn complete(&mut self, n: usize, bytes: &[u8], id: &Finder) -> Vec<u8> {
        let ended = memchr::memmem::rfind(bytes, b"\n\n").map_or(0, |place| place + 2);
        self.frames(n, &bytes[..ended], id);
        match &bytes[ended..] {
            // The end of a chunk is no beginning of a frame.
            b"\r\n" => Vec::new(),
            rest => rest.to_vec(),
        }
    }

    fn frames(&mut self, n: usize, bytes: &[u8], id: &Finder) {
        let now = now_ns();
        for place in id.find_iter(bytes) {
            let revision = digits(&bytes[place + 5..]);
            let stream = &mut self.streams[n];
            self.lost += revision.abs_diff(stream.seen + 1);
            stream.seen = revision;
            if revision.is_multiple_of(self.sample) {
                let sent = memchr::memmem::find(&bytes[place..], b"{\"ns\":")
                    .map_or(0, |at| digits(&bytes[place + at + 6..]));
                self.samples.push((revision, sent, now));
            }
            if revision == self.last {
                self.finished += 1;
            }
        }
    }
}

fn digits(bytes: &[u8]) -> u64 {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}
