//! An address as a square code that a telephone reads.
//!
//! Text comes in, dark and light modules go out. It draws nothing. Source: ISO/IEC
//! 18004:2015, of which it writes what an address needs: byte mode, error correction level M,
//! versions 1 to 6 (at most 106 bytes).

/// A square code: `size` by `size` modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Modules on a side.
    pub size: usize,
    /// Row by row; true is dark.
    pub dark: Vec<bool>,
}

/// Error correction codewords of a block, number of blocks and data codewords of each, for
/// versions 1 to 6 at level M (table 9).
const VERSIONS: [(usize, usize, usize); 6] =
    [(10, 1, 16), (16, 1, 28), (26, 1, 44), (18, 2, 32), (24, 2, 43), (16, 4, 27)];

/// Encodes a text; none if it is too long.
pub(super) fn encode(text: &str) -> Option<Code> {
    // Mode and length take twelve bits before the text, and the end four after it.
    let fits = |(_, blocks, data): &(usize, usize, usize)| text.len() + 2 <= blocks * data;
    let version = VERSIONS.iter().position(fits)?;
    let words = codewords(text.as_bytes(), VERSIONS[version]);
    let blank = Grid::new(version + 1);
    let masked = |mask: u32| {
        let mut grid = blank.clone();
        grid.data(&words, mask);
        grid.format(mask);
        grid
    };
    let best = (0..8).map(masked).min_by_key(Grid::penalty)?;
    Some(Code { size: best.size, dark: best.dark })
}

/// Data and error correction, interleaved (7.4 to 7.6).
fn codewords(text: &[u8], (correction, blocks, data): (usize, usize, usize)) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let mut push = |value: usize, count: u32| {
        bits.extend((0..count).rev().map(|i| value >> i & 1 == 1));
    };
    push(0b0100, 4);
    push(text.len(), 8);
    for byte in text {
        push(usize::from(*byte), 8);
    }
    push(0, 4);
    let mut words: Vec<u8> = bits
        .chunks(8)
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit)))
        .collect();
    words.extend([0xec, 0x11].iter().cycle().take(blocks * data - words.len()));
    let parts: Vec<&[u8]> = words.chunks(data).collect();
    let checks: Vec<Vec<u8>> = parts.iter().map(|part| remainder(part, correction)).collect();
    let mut all = Vec::new();
    all.extend((0..data).flat_map(|i| parts.iter().map(move |part| part[i])));
    all.extend((0..correction).flat_map(|i| checks.iter().map(move |check| check[i])));
    all
}

/// The error correction codewords of a block (Reed and Solomon; annex A).
fn remainder(data: &[u8], count: usize) -> Vec<u8> {
    let mut generator = vec![0; count];
    generator[count - 1] = 1;
    let mut root = 1;
    for _ in 0..count {
        for i in 0..count {
            generator[i] = times(generator[i], root);
            if i + 1 < count {
                generator[i] ^= generator[i + 1];
            }
        }
        root = times(root, 2);
    }
    let mut rest = vec![0; count];
    for byte in data {
        let factor = byte ^ rest.remove(0);
        rest.push(0);
        for (value, term) in rest.iter_mut().zip(&generator) {
            *value ^= times(*term, factor);
        }
    }
    rest
}

/// The product in the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1.
fn times(a: u8, b: u8) -> u8 {
    (0..8).rev().fold(0_u8, |product, i| {
        let doubled = (product << 1) ^ if product & 0x80 == 0 { 0 } else { 0x1d };
        doubled ^ if b >> i & 1 == 1 { a } else { 0 }
    })
}

/// Modules being set.
#[derive(Debug, Clone)]
struct Grid {
    size: usize,
    dark: Vec<bool>,
    /// Modules that are not data.
    fixed: Vec<bool>,
}

impl Grid {
    /// The patterns by which a reader finds its way (6.3).
    fn new(version: usize) -> Grid {
        let size = 17 + 4 * version;
        let mut grid =
            Grid { size, dark: vec![false; size * size], fixed: vec![false; size * size] };
        for i in 0..size {
            grid.fix(6, i, i % 2 == 0);
            grid.fix(i, 6, i % 2 == 0);
        }
        for (x, y) in [(0, 0), (size - 7, 0), (0, size - 7)] {
            grid.finder(x, y);
        }
        if 1 < version {
            grid.alignment(size - 9);
        }
        // Room for the format, and the module that is always dark.
        for i in 0..9 {
            for (x, y) in [(i, 8), (8, i)] {
                if !grid.fixed[y * size + x] {
                    grid.fix(x, y, false);
                }
            }
        }
        for i in 0..8 {
            grid.fix(size - 1 - i, 8, false);
            grid.fix(8, size - 1 - i, i == 7);
        }
        grid
    }

    fn fix(&mut self, x: usize, y: usize, dark: bool) {
        self.dark[y * self.size + x] = dark;
        self.fixed[y * self.size + x] = true;
    }

    /// A square in a square at this corner, with a light border inside the grid.
    fn finder(&mut self, left: usize, top: usize) {
        for y in top.saturating_sub(1)..(top + 8).min(self.size) {
            for x in left.saturating_sub(1)..(left + 8).min(self.size) {
                let from = |at: usize, start: usize| (at + 1).abs_diff(start + 4);
                let ring = from(x, left).max(from(y, top));
                self.fix(x, y, ring != 2 && ring != 4);
            }
        }
    }

    /// The small square, its corner at this place on the diagonal.
    fn alignment(&mut self, at: usize) {
        for y in 0..5_usize {
            for x in 0..5_usize {
                let ring = x.abs_diff(2).max(y.abs_diff(2));
                self.fix(at + x, at + y, ring != 1);
            }
        }
    }

    /// Places codewords upward and downward in pairs of columns (7.7.3), masked (7.8).
    fn data(&mut self, words: &[u8], mask: u32) {
        let mut bits = words.iter().flat_map(|word| (0..8).rev().map(move |i| word >> i & 1 == 1));
        let columns = (0..self.size).rev().filter(|x| *x != 6).collect::<Vec<_>>();
        for (pair, columns) in columns.chunks(2).enumerate() {
            for step in 0..self.size {
                let y = if pair % 2 == 0 { self.size - 1 - step } else { step };
                for &x in columns {
                    if !self.fixed[y * self.size + x] {
                        let bit = bits.next().unwrap_or(false);
                        self.dark[y * self.size + x] = bit != masked(mask, x, y);
                    }
                }
            }
        }
    }

    /// Level and mask, twice (7.9).
    fn format(&mut self, mask: u32) {
        // Level M is 00.
        let mut rest = mask;
        for _ in 0..10 {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        }
        let bits = ((mask << 10) | rest) ^ 0x5412;
        let bit = |i: usize| bits >> i & 1 == 1;
        let far = self.size - 1;
        for i in 0..15 {
            let (x, y) = match i {
                0..=5 => (8, i),
                6 => (8, 7),
                7 => (8, 8),
                8 => (7, 8),
                _ => (14 - i, 8),
            };
            self.fix(x, y, bit(i));
            let (x, y) = if i < 8 { (far - i, 8) } else { (8, far - 14 + i) };
            self.fix(x, y, bit(i));
        }
    }

    /// How hard a code is to read (7.8.3).
    fn penalty(&self) -> usize {
        let size = self.size;
        let at = |x: usize, y: usize| self.dark[y * size + x];
        let mut sum = 0;
        for i in 0..size {
            let rows: Vec<bool> = (0..size).map(|x| at(x, i)).collect();
            let columns: Vec<bool> = (0..size).map(|y| at(i, y)).collect();
            sum += line_penalty(&rows) + line_penalty(&columns);
        }
        for y in 1..size {
            for x in 1..size {
                let same = [at(x - 1, y), at(x, y - 1), at(x - 1, y - 1)];
                sum += if same == [at(x, y); 3] { 3 } else { 0 };
            }
        }
        let dark = self.dark.iter().filter(|dark| **dark).count() * 20;
        sum + dark.abs_diff(size * size * 10) / (size * size) * 10
    }
}

/// Runs of five and more, and what looks like a finder.
fn line_penalty(line: &[bool]) -> usize {
    const FINDER: [bool; 7] = [true, false, true, true, true, false, true];
    let mut sum = 0;
    for run in line.chunk_by(|a, b| a == b) {
        if 5 <= run.len() {
            sum += run.len() - 2;
        }
    }
    for (i, window) in line.windows(7).enumerate() {
        let light = |range: std::ops::Range<usize>| {
            line.get(range).is_none_or(|part| part.iter().all(|dark| !dark))
        };
        if window == FINDER && (light(i.saturating_sub(4)..i) || light(i + 7..i + 11)) {
            sum += 40;
        }
    }
    sum
}

fn masked(mask: u32, x: usize, y: usize) -> bool {
    let value = match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    };
    value == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(code: &Code) -> String {
        let line = |row: &[bool]| row.iter().map(|dark| if *dark { '#' } else { '.' }).collect();
        code.dark.chunks(code.size).map(line).collect::<Vec<String>>().join("\n")
    }

    /// Read back with another program (the reader of `OpenCV`) when it was made.
    #[test]
    fn writes_an_address() {
        let code = encode("https://farridge.example/stills").expect("it is short");
        insta::assert_snapshot!(print(&code), @r"
        #######.########..#...#######
        #.....#.#.##.###...##.#.....#
        #.###.#.#.#####...##..#.###.#
        #.###.#..#.#..##.#....#.###.#
        #.###.#.###..#.#.###..#.###.#
        #.....#..###.##..#..#.#.....#
        #######.#.#.#.#.#.#.#.#######
        .........####.#....#.........
        #..######.##.######..#..#.###
        .##.....##..#.#..###...##.##.
        #.#..###.#..#.#......###..#..
        .##.#.......#.##.#...#####..#
        ...#.###.#.#.##....##.#.....#
        .##.....##..#.........#######
        .########...#.##.###..#...#.#
        .#.....#.#...##.#...#.#.#.#.#
        ...##.#..#.##..#...#.....#...
        ##..#..###.......#.##...#.##.
        ##....##.#..###.##.#..#.##..#
        ##...#.#...#.#.##.##.##.###..
        ####.###.#####..##.#########.
        ........#.####..###.#...##...
        #######.#..#.#.######.#.##...
        #.....#.#.#.##.###.##...#..#.
        #.###.#.###..#.#...#######...
        #.###.#.#.###.######.#.....#.
        #.###.#..#.#.#.##...##.##.###
        #.....#....#.##...#..##..##.#
        #######.#.##.#......#...#....
        ");
    }

    #[test]
    fn is_none_for_what_is_too_long() {
        assert!(encode(&"x".repeat(106)).is_some(), "106 bytes fit version 6");
        assert!(encode(&"x".repeat(107)).is_none(), "107 do not");
    }

    #[test]
    fn multiplies_in_the_field() {
        assert_eq!(times(0x80, 2), 0x1d, "x times x^7 wraps round");
        assert_eq!(times(3, 7), 9, "(x + 1)(x^2 + x + 1)");
    }
}
