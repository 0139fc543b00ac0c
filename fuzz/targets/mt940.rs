//! Any bytes in a file named as MT940 and MT942 are: the reader must neither panic nor be slow.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = counterfoil::import::read("a.sta", bytes);
});
