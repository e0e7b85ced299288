//! Runs one of the targets under libFuzzer: `FUZZ=pdf cargo run --release -- corpus/pdf`.

#![no_main]

mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ").unwrap_or_default();
    let found = targets::TARGETS.iter().find(|(target, _)| *target == name);
    let names = || targets::TARGETS.map(|(name, _)| name).join(", ");
    found.unwrap_or_else(|| panic!("set FUZZ to one of: {}", names())).1
});

fuzz_target!(|data: &[u8]| TARGET(data));
