//! Our breaks beside TeX's own.
//!
//! `tests/corpus/tex` holds paragraphs that LuaTeX broke: the node lists that its breaker
//! saw, which test the breaker alone, and the text, which tests the whole way from letters
//! to lines. Further corpora of that form are read from the folder that the environment
//! variable `PLATEMARK_TEX_CORPUS` names.

#![expect(
    clippy::print_stdout,
    reason = "the figures are wanted in a test's log, and further corpora from a folder"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::super::break_lines::{Chance, Measures, Params, Sums};
use super::super::itemize::itemize;
use super::super::paragraph::{self, Rules};
use super::super::protrusion::Protrusion;
use super::*;

/// A corpus: its sets, and the node lists of some of their paragraphs.
struct Corpus {
    name: String,
    sets: Value,
    items: String,
}

fn corpora() -> Vec<Corpus> {
    let bundled = Corpus {
        name: "bundled".to_owned(),
        sets: serde_json::from_str(include_str!("../../../../tests/corpus/tex/corpus.json"))
            .unwrap(),
        items: include_str!("../../../../tests/corpus/tex/corpus-items.jsonl").to_owned(),
    };
    let mut corpora = vec![bundled];
    if let Some(folder) = std::env::var_os("PLATEMARK_TEX_CORPUS") {
        let folder = PathBuf::from(folder);
        let sets = std::fs::read_to_string(folder.join("corpus.json")).unwrap();
        corpora.push(Corpus {
            name: "further".to_owned(),
            sets: serde_json::from_str(&sets).unwrap(),
            items: std::fs::read_to_string(folder.join("corpus-items.jsonl")).unwrap_or_default(),
        });
    }
    corpora
}

/// The share of agreements, for print and for the bar.
#[derive(Default)]
struct Score {
    agree: usize,
    all: usize,
}

impl Score {
    fn count(&mut self, agrees: bool) {
        self.agree += usize::from(agrees);
        self.all += 1;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.agree, self.all)
    }
}

fn points(set: &Value, key: &str) -> i64 {
    Length::from_pt(set[key].as_f64().unwrap()).0
}

fn number(set: &Value, key: &str) -> i32 {
    i32::try_from(set[key].as_i64().unwrap()).unwrap()
}

fn params(set: &Value) -> Params {
    let emergency = points(set, "emergencystretch_pt");
    Params::tex(number(set, "pretolerance"), number(set, "tolerance"), emergency)
}

#[test]
fn breaks_the_nodes_that_tex_saw_as_tex_does() {
    for corpus in corpora() {
        let mut score = Score::default();
        for line in corpus.items.lines() {
            let paragraph: Value = serde_json::from_str(line).unwrap();
            let set = &corpus.sets["sets"][paragraph["set"].as_str().unwrap()];
            let nodes: Vec<&Value> = paragraph["items"].as_array().unwrap().iter().collect();
            let (chances, ends) = from_nodes(&nodes);
            let measures = Measures { first: Vec::new(), rest: points(set, "measure_pt") };
            let broken = Breaker::default().best(&chances, &measures, &params(set));
            let ours: Vec<usize> = broken.breaks.iter().map(|&chance| ends[chance]).collect();
            let mut tex: Vec<usize> = serde_json::from_value(paragraph["breaks"].clone()).unwrap();
            *tex.last_mut().unwrap() = nodes.len();
            let agrees = ours == tex
                && Some(broken.demerits) == paragraph["demerits"].as_i64()
                && Some(u64::from(broken.pass)) == paragraph["pass"].as_u64();
            if !agrees {
                println!("{}: ours {ours:?} tex {tex:?} {broken:?}", paragraph["id"]);
            }
            score.count(agrees);
        }
        println!("{}: breaks, demerits and pass agree in {score} paragraphs", corpus.name);
        assert_eq!(score.agree, score.all, "every paragraph of nodes breaks as TeX breaks it");
    }
}

/// TeX's nodes as chances, with the number of the last node of a line that ends at each.
fn from_nodes(nodes: &[&Value]) -> (Vec<Chance>, Vec<usize>) {
    let mut sums = Sums::default();
    let (mut chances, mut ends) = (Vec::new(), Vec::new());
    let mut after_box = false;
    for (index, node) in nodes.iter().enumerate() {
        let field = |at: usize| node[at].as_i64().unwrap();
        let plain = Chance { end: sums, ..Chance::default() };
        match node[0].as_str().unwrap() {
            "g" | "h" => {
                sums.width += field(1);
                after_box = true;
            }
            "k" => sums.width += field(1),
            "s" => {
                if after_box {
                    chances.push(Chance { start: discard(nodes, index, sums), ..plain });
                    ends.push(index);
                }
                sums = add_glue(node, sums);
                after_box = false;
            }
            "p" => {
                let penalty = i32::try_from(field(1)).unwrap();
                if penalty < 10_000 {
                    chances.push(Chance { start: discard(nodes, index, sums), penalty, ..plain });
                    ends.push(index);
                }
                after_box = false;
            }
            "d" => {
                let (pre, post, replace) = (field(1), field(2), field(3));
                let mut end = sums;
                end.width += pre;
                let after = if post == 0 { discard(nodes, index + 1, sums) } else { sums };
                let start = Sums { width: after.width + replace - post, ..after };
                let penalty = i32::try_from(field(4)).unwrap();
                let syllable = 3 <= field(5);
                chances.push(Chance { end, start, penalty, hyphen: true, syllable, ..plain });
                ends.push(index + 1);
                sums.width += replace;
                after_box = true;
            }
            _ => {}
        }
    }
    let end = Sums { fill: sums.fill + 1, ..sums };
    chances.push(Chance { end, start: end, penalty: -10_000, ..Chance::default() });
    ends.push(nodes.len());
    (chances, ends)
}

fn add_glue(node: &Value, mut sums: Sums) -> Sums {
    let field = |at: usize| node[at].as_i64().unwrap();
    sums.width += field(1);
    if field(3) == 0 {
        sums.stretch += field(2);
    } else {
        sums.fill += 1;
    }
    sums.shrink += field(4);
    sums
}

/// The sums after the glue, penalties and kerns that vanish after a break.
fn discard(nodes: &[&Value], from: usize, mut sums: Sums) -> Sums {
    for node in &nodes[from..] {
        match node[0].as_str().unwrap() {
            "s" => sums = Sums { fill: sums.fill, ..add_glue(node, sums) },
            "p" => {}
            "k" if node[2].as_i64() == Some(1) => sums.width += node[1].as_i64().unwrap(),
            _ => break,
        }
    }
    sums
}

#[test]
fn breaks_text_as_tex_does() {
    for corpus in corpora() {
        let fonts = FontSet::bundled();
        let (mut ends, mut demerits) = (Score::default(), Score::default());
        let mut by_set: BTreeMap<&str, Score> = BTreeMap::new();
        for (name, set) in corpus.sets["sets"].as_object().unwrap() {
            let hang = set["protrusion"].as_bool().unwrap();
            let protrusion = protrusion(&corpus.sets, hang);
            let mut composer = Composer::with(&fonts, Practice::tex(params(set), protrusion));
            for paragraph in set["paragraphs"].as_array().unwrap() {
                let (ours, broken) = break_text(&mut composer, set, paragraph);
                let tex: Vec<usize> = paragraph["lines"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|line| usize::try_from(line["end"].as_u64().unwrap()).unwrap())
                    .collect();
                for end in &tex {
                    ends.count(ours.contains(end));
                    by_set.entry(name).or_default().count(ours.contains(end));
                }
                demerits.count(Some(broken) == paragraph["demerits"].as_i64());
                if ours != tex || Some(broken) != paragraph["demerits"].as_i64() {
                    println!(
                        "{name} {}: ours {ours:?} {broken} tex {tex:?} {}",
                        paragraph["id"], paragraph["demerits"]
                    );
                }
            }
        }
        for (name, score) in &by_set {
            println!("{}: set {name}: {score} line ends agree", corpus.name);
        }
        println!("{}: {ends} line ends agree, {demerits} demerits", corpus.name);
        assert!(
            ends.all * 995 <= ends.agree * 1_000,
            "at least 99.5 % of the line ends are TeX's: {ends}"
        );
    }
}

fn protrusion(sets: &Value, hang: bool) -> Protrusion {
    let mut table = Vec::new();
    let entries = sets["protrusion_per_mille_em"].as_object();
    for (c, sides) in entries.filter(|_| hang).into_iter().flatten() {
        let side = |at: usize| i32::try_from(sides[at].as_i64().unwrap()).unwrap();
        table.push((c.chars().next().unwrap(), side(0), side(1)));
    }
    Protrusion::ems(&table)
}

/// The bytes at which our lines end, and the demerits.
fn break_text(composer: &mut Composer, set: &Value, paragraph: &Value) -> (Vec<usize>, i64) {
    let size = Length(points(set, "font_size_pt"));
    let style = TextStyle { figures: Figures::Tabular, ..body() }.sized(size, size);
    let text = Text::plain(paragraph["text"].as_str().unwrap(), &style);
    let (measure, indent) = (points(set, "measure_pt"), points(set, "parindent_pt"));
    let measures = Measures { first: vec![measure - indent], rest: measure };
    let lang = Lang::english();
    let segments = itemize(&mut composer.case, &text, &lang, &mut composer.missing);
    let rules = Rules { hyphenate: true, elastic: true, hang_first: false, bind_short: false };
    let paragraph = paragraph::build(&composer.case, &text, &segments, rules, &measures);
    let params = composer.case.practice().params(Align::Justified, size.0);
    let broken = composer.breaker.best(&paragraph.chances, &measures, &params);
    let end = |chance: &usize| {
        let place = paragraph.places[*chance];
        segments.get(place.segment).map_or(text.text.len(), |segment| {
            if place.offset == 0 { segment.end } else { segment.start + place.offset }
        })
    };
    (broken.breaks.iter().map(end).collect(), broken.demerits)
}
