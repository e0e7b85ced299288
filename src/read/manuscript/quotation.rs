//! Blockquotes that are somebody's words: an attribution after a dash, or in parentheses
//! below.

use super::tree::{Node, NodeKind, Run, cut, flatten};

/// What a parenthesised paragraph below a blockquote begins with, in the languages that
/// there are words for: it describes a document.
const DOCUMENTS: [&str; 92] = [
    "letter",
    "letters",
    "interview",
    "interviews",
    "diary",
    "journal",
    "notebook",
    "email",
    "e-mail",
    "mail",
    "message",
    "postcard",
    "telegram",
    "fax",
    "conversation",
    "memo",
    "memorandum",
    "log",
    "logbook",
    "statement",
    "speech",
    "report",
    "transcript",
    "testimony",
    "note",
    "from",
    "extract",
    "excerpt",
    "minutes",
    "poem",
    "song",
    "brief",
    "briefe",
    "aus",
    "tagebuch",
    "gespräch",
    "notiz",
    "telegramm",
    "postkarte",
    "rede",
    "protokoll",
    "auszug",
    "nachricht",
    "bericht",
    "erklärung",
    "lettre",
    "entretien",
    "extrait",
    "carnet",
    "discours",
    "carte",
    "télégramme",
    "courriel",
    "message",
    "rapport",
    "procès-verbal",
    "carta",
    "entrevista",
    "diario",
    "cuaderno",
    "extracto",
    "discurso",
    "postal",
    "correo",
    "lettera",
    "intervista",
    "quaderno",
    "discorso",
    "cartolina",
    "estratto",
    "diário",
    "trecho",
    "dagboek",
    "gesprek",
    "uit",
    "toespraak",
    "brev",
    "intervju",
    "dagbok",
    "ur",
    "dagbog",
    "fra",
    "samtale",
    "samtal",
    "list",
    "wywiad",
    "dziennik",
    "dopis",
    "rozhovor",
    "deník",
    "gutuna",
    "kirje",
];

/// Takes the attribution off the end of a blockquote: its last paragraph or line, if that
/// starts with a dash and a space and is not all there is.
pub(super) fn take_attribution(nodes: &mut Vec<Node>) -> Option<Vec<Run>> {
    let single = nodes.len() == 1;
    let last = nodes.last_mut()?;
    let NodeKind::Paragraph(runs) = &mut last.kind else { return None };
    let text = flatten(runs);
    let (start, mut lines) = (attribution_line(&text)?, runs.clone());
    if start == 0 && single {
        return None;
    }
    let dash = text[start..].len() - text[start..].trim_start_matches(DASHES).trim_start().len();
    let attribution = cut(&lines, start + dash, text.len());
    if start == 0 {
        nodes.pop();
    } else {
        // The line feed before the attribution goes as well.
        lines = cut(&lines, 0, start - 1);
        *runs = lines;
    }
    Some(attribution)
}

const DASHES: [char; 4] = ['—', '–', '―', '-'];

/// Where the line starts that begins with a dash: the last such line, if it is one of the
/// last three, since an attribution may be wrapped.
fn attribution_line(text: &str) -> Option<usize> {
    let mut end = text.len();
    for _ in 0..3 {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        if starts_with_dash(&text[start..]) {
            return Some(start);
        }
        end = start.checked_sub(1)?;
    }
    None
}

fn starts_with_dash(line: &str) -> bool {
    let words = line.trim_start_matches(DASHES);
    let dash = &line[..line.len() - words.len()];
    ["—", "–", "―", "--", "---"].contains(&dash)
        && words.starts_with([' ', '\u{a0}'])
        && !words.trim().is_empty()
}

/// The words of a paragraph that describes the document above it, without parentheses.
pub(super) fn description(node: &Node) -> Option<Vec<Run>> {
    let NodeKind::Paragraph(runs) = &node.kind else { return None };
    let text = flatten(runs);
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    let first = inner.split(|c: char| !(c.is_alphanumeric() || c == '-')).next()?;
    if !DOCUMENTS.contains(&first.to_lowercase().as_str()) {
        return None;
    }
    let start = text.find('(')? + 1;
    let end = text.rfind(')')?;
    Some(cut(runs, start, end))
}

/// The words of a paragraph that is nothing but stressed: a subtitle.
pub(super) fn subtitle(node: &Node) -> Option<&Vec<Run>> {
    let NodeKind::Paragraph(runs) = &node.kind else { return None };
    match &runs[..] {
        [Run::Emphasis(content)] if flatten(content).chars().any(char::is_alphanumeric) => {
            Some(content)
        }
        _ => None,
    }
}
