//! Numbers for people: the machine, memory, medians and percentiles.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

pub fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    format!(
        "{}, {cores} cores that server and client share, {}",
        model.trim_start_matches([' ', '\t', ':']),
        std::env::consts::OS
    )
}

/// A size from the environment, or the usual one.
pub fn size(variable: &str, usual: usize) -> usize {
    sizes(variable, &[usual])[0]
}

pub fn sizes(variable: &str, usual: &[usize]) -> Vec<usize> {
    match std::env::var(variable) {
        Ok(text) => text.split(',').map(|part| part.parse().expect("a number")).collect(),
        Err(_) => usual.to_vec(),
    }
}

/// Resident memory of this process, in kB.
pub fn resident_kb() -> usize {
    resident_kb_of("self")
}

/// Resident memory of a process, in kB.
pub fn resident_kb_of(process: &str) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Processor time of all threads of a process, in nanoseconds; 0 where the system does not say.
pub fn processor_ns(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task"));
    let spent = |thread: fs::DirEntry| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    threads.map_or(0, |threads| threads.flatten().filter_map(spent).sum())
}

/// Now, in nanoseconds of a clock that all processes share.
pub fn now_ns() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    u64::try_from(since.as_nanos()).expect("before 2554")
}

/// Thousands with commas.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let mut parts: Vec<_> =
        tail.as_bytes().chunks(3).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    if !head.is_empty() {
        parts.insert(0, head.to_owned());
    }
    parts.join(",")
}

/// Median and 99th percentile of times in nanoseconds, as text in milliseconds.
pub fn spread(times: &mut [u64]) -> String {
    if times.is_empty() {
        return "no times".into();
    }
    times.sort_unstable();
    let at = |percent: usize| ms(times[(times.len() - 1) * percent / 100]);
    format!("p50 {} ms, p99 {} ms", at(50), at(99))
}

pub fn ms(ns: u64) -> String {
    format!("{}.{:02}", ns / 1_000_000, ns / 10_000 % 100)
}
