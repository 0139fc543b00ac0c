//! Any bytes in a file named as QIF is: the reader must neither panic nor be slow.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| counterfoil_fuzz::examine("a.qif", bytes));
