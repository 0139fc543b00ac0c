//! The client's process, as the server's process sees it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

/// What the client is to do.
pub struct Plan {
    pub port: u16,
    pub cookie: String,
    /// Before the number of the stream.
    pub path: &'static str,
    pub sessions: usize,
    pub events: usize,
    /// One stream in so many is never read; 0 for none.
    pub stalled: usize,
    /// One event in so many is timed.
    pub sample: usize,
}

/// One event at one stream: its revision, what it says of when it was sent, when it came.
pub struct Sample {
    pub revision: usize,
    pub sent_ns: u64,
    pub got_ns: u64,
}

pub struct Load {
    child: Child,
    lines: BufReader<ChildStdout>,
}

pub struct Outcome {
    pub done_ns: u64,
    /// Revisions that were missing, twice, or out of order.
    pub wrong: u64,
    pub samples: Vec<Sample>,
}

impl Load {
    /// Starts the client and returns when every stream has its first frame.
    pub fn start(plan: &Plan) -> Load {
        let mut child = Command::new(std::env::current_exe().expect("a path"))
            .arg("client")
            .args([plan.port.to_string(), plan.cookie.clone(), plan.path.to_owned()])
            .args([plan.sessions, plan.events, plan.stalled, plan.sample].map(|number| number.to_string()))
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("reads");
        assert_eq!(line, "ready\n", "the client did not get all streams");
        Load { child, lines }
    }

    /// Waits until every stream that is read has the last revision.
    pub fn finish(mut self) -> Outcome {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("reads");
        let words: Vec<_> = line.split_ascii_whitespace().collect();
        let ["done", done_ns, wrong] = words[..] else { panic!("the client said {line:?}") };
        let (done_ns, wrong) = (done_ns.parse().expect("a time"), wrong.parse().expect("a number"));
        let samples = self.lines.by_ref().lines().map(|line| sample(&line.expect("reads"))).collect();
        self.child.wait().expect("ends");
        Outcome { done_ns, wrong, samples }
    }
}

fn sample(line: &str) -> Sample {
    let mut numbers = line.split(' ').map(|word| word.parse::<u64>().expect("a number"));
    let mut next = || numbers.next().expect("three numbers");
    Sample { revision: usize::try_from(next()).expect("fits"), sent_ns: next(), got_ns: next() }
}
