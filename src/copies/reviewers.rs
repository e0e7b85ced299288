//! The list of those who get a copy, from a table that a spreadsheet saved (RFC 4180).
//!
//! Text comes in, rows go out and what is wrong with others, with the place of the cell.
//! Columns are known by their heads: `name`, `email` and `outlet`, and if there are any
//! `language`, `format`, `note` and `code`. Cells are parted by commas, semicolons or tabs.

use std::collections::BTreeMap;

use super::{Code, normal};
use crate::base::{self, Diagnostic, FileId, Lang, Span, nearest};

/// Characters of a name or an outlet, at most: they are printed on one line.
const LONGEST: usize = 60;
/// The columns that must be there, then those that may.
const COLUMNS: [&str; 7] = ["name", "email", "outlet", "language", "format", "note", "code"];
const NEEDED: usize = 2;

/// Somebody who gets a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// As it is printed.
    pub name: String,
    /// Normalised: no two reviewers have the same.
    pub email: String,
    /// Whom the reviewer writes for; may be empty.
    pub outlet: String,
    /// The language of the words that are printed on the copy, if it is not the kit's.
    pub language: Option<Lang>,
    /// Which books.
    pub formats: Formats,
    /// For the owner alone; it stands in the ledger.
    pub note: String,
    /// The owner's own code.
    pub code: Option<Code>,
}

impl Reviewer {
    /// Whom the copy is for, as it is printed: `Rosa Field (The Gazette)`.
    #[must_use]
    pub fn whom(&self) -> String {
        match self.outlet.as_str() {
            "" => self.name.clone(),
            outlet => format!("{} ({outlet})", self.name),
        }
    }
}

/// Which books a reviewer gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formats {
    /// The ebook alone.
    Epub,
    /// The PDF alone.
    Pdf,
    /// Both.
    Both,
}

impl Formats {
    /// As it is written in a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Formats::Epub => "epub",
            Formats::Pdf => "pdf",
            Formats::Both => "both",
        }
    }

    fn read(text: &str) -> Option<Formats> {
        let known = [Formats::Epub, Formats::Pdf, Formats::Both];
        let text = text.to_lowercase();
        known
            .into_iter()
            .find(|known| text.is_empty() && *known == Formats::Both || known.word() == text)
    }
}

/// Reads a list of reviewers; `text` is that of `file`. Rows that cannot be used are left out
/// and reported.
#[must_use]
pub fn read(text: &str, file: FileId) -> (Vec<Reviewer>, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let parting = parting(&text[start..]);
    let mut table = Table { text, start, file, parting, heads: Vec::new(), found: Vec::new() };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(parting)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let mut reviewers: Vec<Reviewer> = Vec::new();
    let mut places: BTreeMap<String, u32> = BTreeMap::new();
    let mut row = csv::StringRecord::new();
    let mut first = true;
    loop {
        match rows.read_record(&mut row) {
            Ok(false) => break,
            Err(error) => {
                table.found.push(fault(None, format!("the list cannot be read: {error}")));
                break;
            }
            Ok(true) if first => {
                first = false;
                if !table.read_heads(&row) {
                    break;
                }
            }
            Ok(true) if row.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(true) => {
                let Some(reviewer) = table.read_row(&row) else { continue };
                let place = table.span(&row, 0).map_or(0, |span| span.start);
                if let Some(place) = places.get(&reviewer.email) {
                    let before = text.get(..*place as usize).unwrap_or_default();
                    let line = 1 + before.matches('\n').count();
                    let message = format!("`{}` stands on line {line} already", reviewer.email);
                    table.tell(&row, "email", message, "leave one of the two rows out");
                } else {
                    places.insert(reviewer.email.clone(), place);
                    reviewers.push(reviewer);
                }
            }
        }
    }
    if reviewers.is_empty() && table.found.is_empty() {
        let found = fault(None, "the list has no reviewers".to_owned());
        table
            .found
            .push(found.help("write a row of heads, `name,email,outlet`, and a row for each"));
    }
    (reviewers, table.found)
}

/// What parts the cells: what the first line has more of, outside quotation marks.
fn parting(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let unquoted: String = first.split('"').step_by(2).collect();
    let count = |mark: &u8| unquoted.bytes().filter(|byte| byte == mark).count();
    // Of equally many the first of these, which comes last for `max_by_key`.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn fault(span: Option<Span>, message: String) -> Diagnostic {
    Diagnostic::error(base::Code::BadReviewer, span, message)
}

/// The table being read.
struct Table<'a> {
    text: &'a str,
    /// Where the rows begin.
    start: usize,
    file: FileId,
    parting: u8,
    /// For each column of the table its name, one of [`COLUMNS`] or none.
    heads: Vec<Option<&'static str>>,
    found: Vec<Diagnostic>,
}

impl Table<'_> {
    /// Reads the row of heads; whether all that are needed are there.
    fn read_heads(&mut self, row: &csv::StringRecord) -> bool {
        for (at, cell) in row.iter().enumerate() {
            let name = cell.trim().to_lowercase();
            // `E-Mail`, as many write it.
            let known = COLUMNS.into_iter().find(|column| *column == name.replace('-', ""));
            if known.is_none() && !name.is_empty() {
                let found = fault(self.span(row, at), format!("no column is called `{name}`"));
                let help = match nearest(&name, COLUMNS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("columns are called {}", COLUMNS.join(", ")),
                };
                self.found.push(found.help(help));
            }
            if known.is_some() && self.heads.contains(&known) {
                let message = format!("two columns are called `{name}`");
                self.found.push(fault(self.span(row, at), message).help("leave one out"));
            }
            self.heads.push(known);
        }
        for needed in &COLUMNS[..NEEDED] {
            if !self.heads.contains(&Some(needed)) {
                let message = format!("the list has no column `{needed}`");
                let help = "write the heads into the first row: `name,email,outlet`";
                self.found.push(fault(self.span(row, 0), message).help(help));
            }
        }
        self.found.is_empty()
    }

    fn read_row(&mut self, row: &csv::StringRecord) -> Option<Reviewer> {
        let before = self.found.len();
        let unclosed = |cell: &str| {
            cell.trim().lines().any(|line| line.contains(char::from(self.parting)))
                && cell.trim().contains('\n')
        };
        if row.len() < self.heads.len() && row.iter().any(unclosed) {
            let message = "a quotation mark is opened in this row and not closed".to_owned();
            let help = "close it, or leave it out; within quotation marks write it twice";
            self.found.push(fault(self.span(row, 0), message).help(help));
            return None;
        }
        if self.heads.len() < row.len() {
            let message =
                format!("the row has {} cells, the heads are {}", row.len(), self.heads.len());
            let help = "put cells that hold a comma or semicolon into quotation marks";
            self.found.push(fault(self.span(row, self.heads.len()), message).help(help));
        }
        let name = self.words(row, "name");
        let outlet = self.words(row, "outlet");
        let email = normal(&self.cell(row, "email"));
        if name.is_empty() {
            self.tell(row, "name", "the row has no name".to_owned(), "write who gets the copy");
        }
        if !is_address(&email) {
            let message = match email.as_str() {
                "" => "the row has no e-mail address".to_owned(),
                email => format!("`{email}` is no e-mail address"),
            };
            self.tell(row, "email", message, "write one like `rosa@gazette.example`");
        }
        let language = self.cell(row, "language");
        let lang = Lang::parse(&language);
        if lang.is_none() && !language.is_empty() {
            let message = format!("`{language}` is no language");
            self.tell(row, "language", message, "write a tag such as `en` or `pt-BR`");
        }
        let format = self.cell(row, "format");
        let formats = Formats::read(&format);
        if formats.is_none() {
            let message = format!("`{format}` is no format");
            self.tell(row, "format", message, "write `epub`, `pdf` or `both`");
        }
        let written = self.cell(row, "code");
        let code = if written.is_empty() { None } else { Some(written.parse::<Code>()) };
        if let Some(Err(why)) = &code {
            let help = "leave it empty: a code is made for you";
            self.tell(row, "code", format!("`{written}` is no code: {why}"), help);
        }
        let note = self.cell(row, "note");
        (self.found.len() == before).then(|| Reviewer {
            name,
            email,
            outlet,
            language: lang,
            formats: formats.unwrap_or(Formats::Both),
            note,
            code: code.and_then(Result::ok),
        })
    }

    /// A cell that is printed.
    fn words(&mut self, row: &csv::StringRecord, column: &str) -> String {
        let cell = self.cell(row, column).split_whitespace().collect::<Vec<_>>().join(" ");
        if cell.chars().any(char::is_control) {
            let help = "type it anew";
            self.tell(
                row,
                column,
                format!("the {column} has characters that cannot be printed"),
                help,
            );
        }
        if LONGEST < cell.chars().count() {
            let message = format!("the {column} has {} characters", cell.chars().count());
            self.tell(row, column, message, "shorten it to 60: it is printed on one line");
        }
        cell
    }

    fn cell(&self, row: &csv::StringRecord, column: &str) -> String {
        let at = self.heads.iter().position(|head| *head == Some(column));
        at.and_then(|at| row.get(at)).unwrap_or_default().trim().to_owned()
    }

    fn tell(&mut self, row: &csv::StringRecord, column: &str, message: String, help: &str) {
        let at = self.heads.iter().position(|head| *head == Some(column));
        let span = self.span(row, at.unwrap_or(0));
        self.found.push(fault(span, message).help(help));
    }

    /// Where a cell stands; the row's end for one that it does not have.
    fn span(&self, row: &csv::StringRecord, at: usize) -> Option<Span> {
        let row = usize::try_from(row.position()?.byte()).ok()? + self.start;
        let bytes = self.text.as_bytes();
        let (mut start, mut cell, mut quoted) = (row, 0, false);
        // The reader passes over line ends before a row.
        while bytes.get(start).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            start += 1;
        }
        let mut end = start;
        while let Some(byte) = bytes.get(end) {
            let ends = !quoted && matches!(byte, b'\r' | b'\n');
            if ends || !quoted && *byte == self.parting {
                if ends || cell == at {
                    break;
                }
                cell += 1;
                start = end + 1;
            }
            quoted ^= *byte == b'"';
            end += 1;
        }
        let place = |at: usize| u32::try_from(at).ok();
        Some(Span { file: self.file, start: place(start)?, end: place(end)? })
    }
}

/// Whether a mail could be sent there; the last word has the post office.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |text: &str| {
        !text.is_empty()
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
    };
    plain(local)
        && plain(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && text.len() <= 254
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;

    /// The reviewers' names, and the faults with line and column.
    fn check(text: &str) -> (Vec<String>, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("reviewers.csv", text);
        let (reviewers, found) = read(text, file);
        let place = |found: &Diagnostic| {
            let place = found.span.map_or_else(String::new, |span| {
                let (line, column) = sources.position(span);
                format!("{line}:{column} ")
            });
            format!("{place}{}", found.message)
        };
        let whom = reviewers.iter().map(|r| format!("{} <{}>", r.whom(), r.email)).collect();
        (whom, found.iter().map(place).collect())
    }

    #[test]
    fn tables_of_all_kinds_are_read() {
        let expected = vec![
            "Rosa Field (The Gazette) <rosa@gazette.example>".to_owned(),
            "Ivo, Jr. <ivo@b.example>".to_owned(),
        ];
        for text in [
            "name,email,outlet\nRosa Field,Rosa@Gazette.example,The Gazette\n\"Ivo, Jr.\",ivo@b.example,\n",
            "Name\tE-Mail\tOutlet\nRosa Field\trosa@gazette.example\tThe Gazette\n\"Ivo,\nJr.\"\tivo@b.example",
            "\"name\",\"email\",\"outlet\"\r\n\"Rosa Field\",\"rosa@gazette.example\",\"The Gazette\"\r\n\"Ivo, Jr.\",\"ivo@b.example\",\"\"\r\n",
            "\u{feff}Email;Name;Outlet\r\n rosa@gazette.example ;Rosa  Field;The Gazette\r\n\r\nivo@b.example;Ivo, Jr.\r\n",
        ] {
            let (reviewers, found) = check(text);
            assert_eq!(found, Vec::<String>::new(), "nothing is wrong with {text:?}");
            assert_eq!(reviewers, expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let (reviewers, found) = check(
            "name,email,format,code\nRosa,rosa@a.example,,\n,x,paper,K7Q2M\nAgain,ROSA@a.example,pdf,\na,b@c.de,,,x\n",
        );
        assert_eq!(reviewers, ["Rosa <rosa@a.example>"], "good rows are kept");
        insta::assert_snapshot!(found.join("\n"), @r"
        3:1 the row has no name
        3:2 `x` is no e-mail address
        3:4 `paper` is no format
        3:10 `K7Q2M` is no code: a code has ten characters
        4:7 `rosa@a.example` stands on line 2 already
        5:12 the row has 5 cells, the heads are 4
        ");
    }

    #[test]
    fn a_row_that_stands_twice_is_told_with_the_line_of_the_first() {
        let (_, found) = check("name,email\r\nRosa,rosa@a.example\r\n\r\nRosa,rosa@a.example\r\n");
        assert_eq!(found, ["4:6 `rosa@a.example` stands on line 2 already"], "ends of two bytes");
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told_as_such() {
        let (_, found) = check("name,email,outlet\n\"Rosa,rosa@a.example,X\nIvo,ivo@b.example,\n");
        assert_eq!(found, ["2:1 a quotation mark is opened in this row and not closed"], "once");
    }

    #[test]
    fn heads_are_needed() {
        assert_eq!(check("Rosa,rosa@a.example\n").1.len(), 4, "two unknown, two missing");
        assert_eq!(check("").1, ["the list has no reviewers"], "an empty file");
        assert_eq!(check("nmae,email\n").1[0], "1:1 no column is called `nmae`", "a misspelt head");
    }
}
