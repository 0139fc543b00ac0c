//! How many heaps the system's allocator keeps side by side.
//!
//! GNU's library gives each thread a heap of its own, up to eight for each core, and what one thread frees no other can
//! use. An import reads, matches, drafts, decides and writes on one thread after the other: with that its largest
//! moment took a quarter more memory. This crate is one call, in a house of its own because the compiler cannot check it;
//! nothing else in Counterfoil is `unsafe`.
//!
//! Source: mallopt(3), `M_ARENA_MAX`.

/// From now on there are at most so many heaps; those that are there already stay. Whether the system took it; other
/// systems' allocators have no such number, and say no.
pub fn limit(arenas: u8) -> bool {
    set(arenas)
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn set(arenas: u8) -> bool {
    // SAFETY: it takes two numbers and keeps no pointer; it may be called at any time and from any thread.
    unsafe { libc::mallopt(libc::M_ARENA_MAX, arenas.into()) == 1 }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn set(_arenas: u8) -> bool {
    false
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_system_takes_it() {
        assert_eq!(super::limit(2), cfg!(all(target_os = "linux", target_env = "gnu")));
    }
}
