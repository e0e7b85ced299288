//! Unicode's own cases: no line ends where UAX 14 forbids it, and each character has the level
//! and the place that UAX 9 gives it.
//!
//! `PLATEMARK_UNICODE` names the folder of the character database (Debian's `unicode-data`).

use std::collections::BTreeMap;

use super::super::paragraph::{self, Rules};
use super::super::{composer, itemize, justify};
use super::*;

#[expect(clippy::disallowed_methods, reason = "the folder of the cases is an argument")]
fn cases(file: &str) -> Vec<String> {
    let folder = std::env::var("PLATEMARK_UNICODE").expect("PLATEMARK_UNICODE is set");
    let path = std::path::Path::new(&folder).join(file);
    let text = std::fs::read_to_string(path).expect("the cases can be read");
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or("").trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn character(hex: &str) -> char {
    char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap()
}

/// The bytes at which our lines may begin, but for those after a hyphen that was added.
fn chances(composer: &mut Composer, text: &Text) -> Vec<usize> {
    let setting = setting(10_000, Align::Ragged);
    let case = &mut composer.case;
    let segments = itemize::itemize(case, text, &setting.lang, &mut BTreeSet::new());
    let rules = Rules { hyphenate: true, elastic: false, hang_first: false, bind_short: false };
    let measures = composer::measures(&setting, 0);
    let paragraph = paragraph::build(case, text, &segments, rules, &measures);
    let mut begins = Vec::new();
    for &to in &paragraph.places {
        let place = composer::next(&segments, to);
        let Some(segment) = segments.get(place.segment) else { continue };
        let word = &text.text[segment.start..segment.end];
        // Soft hyphens do not count in a word's bytes.
        let mut left = place.offset;
        let past = word.char_indices().find(|&(_, c)| {
            let done = left == 0 && c != '\u{ad}' || place.offset == 0;
            left -= if c == '\u{ad}' || done { 0 } else { c.len_utf8() };
            done
        });
        let at = segment.start + past.map_or(word.len(), |(at, _)| at);
        // Syllables are no matter of UAX 14.
        if !to.hyphen || text.text[..at].ends_with('\u{ad}') {
            begins.push(at);
        }
    }
    begins
}

/// Why lines end where UAX 14 forbids it, and in how many of its cases.
const ON_PURPOSE: [(&str, usize); 7] = [
    ("after an opening bracket with a mark on it, or one of mathematics", 75),
    ("at the author's soft hyphen", 4),
    ("before a control, which no kit's text has", 160),
    ("before a place where a line may end anyway", 82),
    ("before a sign that begins no line in Khmer or Japanese", 17),
    ("before a slash between spaces, which is a word of its own", 79),
    ("between a quotation mark and an opening bracket (LB15 until Unicode 15.1)", 6),
];

/// Why a line may end where UAX 14 forbids it; the characters if there is no reason.
fn reason(before: &str, after: &str) -> String {
    let word = before.trim_end_matches([' ', '\u{308}']);
    let reason = match (before.ends_with(' '), after.chars().next()) {
        (true, Some('\u{b}' | '\u{85}')) => "before a control, which no kit's text has",
        (true, Some('/')) => "before a slash between spaces, which is a word of its own",
        (_, Some('\u{200b}')) => "before a place where a line may end anyway",
        (_, Some('៖' | 'ぁ' | '〜')) => {
            "before a sign that begins no line in Khmer or Japanese"
        }
        (true, Some('(' | '{' | '\u{2329}')) if word.ends_with(['"', '«']) => {
            "between a quotation mark and an opening bracket (LB15 until Unicode 15.1)"
        }
        (true, _) if word.ends_with(['(', '{', '\u{2329}']) => {
            "after an opening bracket with a mark on it, or one of mathematics"
        }
        (false, _) if before.ends_with('\u{ad}') => "at the author's soft hyphen",
        _ => return format!("{before:?} {after:?}"),
    };
    reason.to_owned()
}

#[test]
#[ignore = "needs Unicode's cases, whose folder is in PLATEMARK_UNICODE"]
fn no_line_ends_where_unicode_forbids_it() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let (mut ends, mut all) = (0, 0);
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases("auxiliary/LineBreakTest.txt") {
        let (mut string, mut may) = (String::new(), Vec::new());
        let mut parts = case.split_whitespace();
        while let Some(mark) = parts.next() {
            may.extend((mark == "÷").then_some(string.len()));
            string.extend(parts.next().map(character));
        }
        all += may.len() - 1;
        for at in chances(&mut composer, &Text::plain(string.as_str(), &body())) {
            if may.contains(&at) {
                ends += 1;
            } else {
                let (before, after) = string.split_at(at);
                *wrong.entry(reason(before, after)).or_default() += 1;
            }
        }
    }
    let wrong: Vec<(&str, usize)> =
        wrong.iter().map(|(why, &count)| (why.as_str(), count)).collect();
    assert_eq!(wrong, ON_PURPOSE, "why lines end where they must not, and how often");
    assert_eq!((ends, all), (2_240, 4_996), "where a line may end, of all that Unicode allows");
}

/// How ours and Unicode's directions compare, and in how many cases.
#[derive(Debug, Default)]
struct Directions {
    same: usize,
    /// Nothing turns text round, and ours are not asked.
    forward: usize,
    wrong: Vec<String>,
}

impl Directions {
    /// Compares the level of each character, none if it is removed, and their order on the line.
    fn compare(&mut self, case: &str, string: &str, theirs: &[Option<u8>], order: &str) {
        let Some(levels) = itemize::levels(string) else {
            let places = order.split(' ').map(|place| place.parse().unwrap_or(0));
            if places.is_sorted_by(|a: &usize, b| a < b) {
                self.forward += 1;
            } else {
                self.wrong.push(format!("{case}: not turned round"));
            }
            return;
        };
        let levels: Vec<u8> = string.char_indices().map(|(at, _)| levels[at].number()).collect();
        let seen: Vec<usize> = (0..levels.len()).filter(|&at| theirs[at].is_some()).collect();
        let shown: Vec<u8> = seen.iter().map(|&at| levels[at]).collect();
        let ours: Vec<String> =
            justify::order(&shown).into_iter().map(|index| seen[index].to_string()).collect();
        let agree = theirs.iter().zip(&levels).all(|(their, our)| their.is_none_or(|t| t == *our));
        if agree && ours.join(" ") == order {
            self.same += 1;
        } else {
            self.wrong.push(format!("{case}: {levels:?} {ours:?}"));
        }
    }

    fn check(&self) {
        let Directions { same, wrong, .. } = self;
        let some: Vec<&String> = wrong.iter().step_by(wrong.len() / 20 + 1).collect();
        assert!(wrong.is_empty(), "{} of {same}: {some:#?}", wrong.len());
    }
}

/// What a line's end drops, or nobody sees there: no rule turns it round (UAX 9, L1).
const DROPPED: [&str; 11] =
    ["WS", "LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF", "BN"];

/// A level of each character; `x` is one that is removed.
fn levels(line: &str) -> Vec<Option<u8>> {
    line.split_whitespace().map(|level| level.parse().ok()).collect()
}

#[test]
#[ignore = "needs Unicode's cases, whose folder is in PLATEMARK_UNICODE"]
fn levels_and_order_are_those_of_unicode() {
    let mut found = Directions::default();
    for case in cases("BidiCharacterTest.txt") {
        let fields: Vec<&str> = case.split(';').collect();
        // Our paragraphs run from left to right.
        if fields[2] != "0" || fields[1] != "0" {
            continue;
        }
        let string: String = fields[0].split(' ').map(character).collect();
        found.compare(&case, &string, &levels(fields[3]), fields[4]);
    }
    found.check();
    let told = (found.same, found.forward);
    assert_eq!(told, (37_172, 8_677), "the same, and with nothing that turns text round");
}

/// A character of each class of directions, but for tabs and ends of paragraphs, which no
/// paragraph has inside.
const CLASSES: [(&str, char); 21] = [
    ("L", 'a'),
    ("R", 'א'),
    ("AL", 'ا'),
    ("EN", '1'),
    ("ES", '+'),
    ("ET", '$'),
    ("AN", '١'),
    ("CS", ','),
    ("WS", ' '),
    ("ON", '!'),
    ("BN", '\u{ad}'),
    ("NSM", '\u{300}'),
    ("LRE", '\u{202a}'),
    ("RLE", '\u{202b}'),
    ("PDF", '\u{202c}'),
    ("LRO", '\u{202d}'),
    ("RLO", '\u{202e}'),
    ("LRI", '\u{2066}'),
    ("RLI", '\u{2067}'),
    ("FSI", '\u{2068}'),
    ("PDI", '\u{2069}'),
];

#[test]
#[ignore = "needs Unicode's cases, whose folder is in PLATEMARK_UNICODE"]
fn classes_have_the_levels_and_the_order_of_unicode() {
    let mut found = Directions::default();
    let (mut theirs, mut order) = (Vec::new(), String::new());
    for case in cases("BidiTest.txt") {
        if let Some(line) = case.strip_prefix("@Levels:") {
            theirs = levels(line);
        } else if let Some(line) = case.strip_prefix("@Reorder:") {
            line.trim().clone_into(&mut order);
        } else if let Some((classes, sets)) = case.split_once(';') {
            // The second bit is for paragraphs that run from left to right.
            let ours = sets.trim().parse::<u8>().unwrap() & 2 != 0;
            let one = |class| CLASSES.iter().find(|(name, _)| *name == class).map(|found| found.1);
            let string: Option<String> = classes.split_whitespace().map(one).collect();
            let whole = classes.split_whitespace().last().is_some_and(|c| !DROPPED.contains(&c));
            if let Some(string) = string.filter(|_| ours && whole) {
                found.compare(&case, &string, &theirs, &order);
            }
        }
    }
    found.check();
    let told = (found.same, found.forward);
    assert_eq!(told, (72_028, 25_312), "the same, and with nothing that turns text round");
}
