//! Runs every fuzz target over its kept inputs and over seeded mutations of them.
//!
//! The same on every machine: what libFuzzer finds in hours becomes a file of the corpus, and
//! this keeps it found.

use std::panic::catch_unwind;
use std::thread;

#[path = "../fuzz/targets.rs"]
#[allow(unreachable_pub, reason = "the fuzz crate shares the file")]
mod targets;

/// Mutations of each target's inputs; a whole build takes hundreds of times as long as a parse.
fn rounds(target: &str) -> u64 {
    if target == "books" { 5 } else { 200 }
}

/// Marsaglia's xorshift with shifts of 13, 7 and 17.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// Changes, removes, repeats or exchanges some bytes.
fn mutated(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
        let (from, to) = (from.min(to), from.max(to));
        let short = to.min(from + 64);
        match random.below(6) {
            0 if !bytes.is_empty() => bytes[from] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[from] = [0, 0xff, 0x7f, b'\n', b'<'][random.below(5)],
            2 => drop(bytes.drain(from..short)),
            3 => bytes.extend_from_within(from..short),
            4 => bytes.truncate(to),
            _ => {
                let piece = bytes[from..short].to_vec();
                let at = random.below(bytes.len());
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

fn inputs(target: &str) -> Vec<Vec<u8>> {
    let folder = targets::folder().join("corpus").join(target);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "`{}` has inputs", folder.display());
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn no_kept_or_mutated_input_breaks_a_parser() {
    let run = |(name, target): &(&str, targets::Target)| {
        let seeds = inputs(name);
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for round in 0..seeds.len() as u64 + rounds(name) {
            let at = usize::try_from(round).unwrap();
            let input = match seeds.get(at) {
                Some(seed) => seed.clone(),
                None => mutated(&seeds[random.below(seeds.len())], &mut random),
            };
            let ended = catch_unwind(|| target(&input));
            let shown = String::from_utf8_lossy(&input).into_owned();
            assert!(ended.is_ok(), "`{name}` breaks in round {round} at:\n{shown}");
        }
    };
    thread::scope(|scope| {
        let (some, others) = targets::TARGETS.split_at(4);
        scope.spawn(|| some.iter().for_each(run));
        others.iter().for_each(run);
    });
}
