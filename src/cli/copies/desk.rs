//! What the ledger says, for a person and for a spreadsheet.

use crate::cli::ledger::{Copy, Ledger};
use crate::cli::{Failure, clock, codes, report, say};
use crate::copies::hex;

/// All copies, in columns.
pub(super) fn list(ledger: &Ledger) -> Result<String, Failure> {
    let copies = ledger.copies()?;
    let mut out = String::new();
    for (number, edition) in ledger.editions()? {
        let digits = hex(&edition.hash[..4]);
        out.push_str(&format!("{} (edition {digits})\n", edition.title));
        let of_it: Vec<&Copy> = copies.iter().filter(|copy| copy.edition == number).collect();
        let width = of_it.iter().map(|copy| copy.name.chars().count()).max().unwrap_or(0);
        for copy in of_it {
            let Copy { code, name, email, format, made, .. } = copy;
            out.push_str(&format!("  {code}  {}  {format:4}  {name:width$}  {email}", day(made)));
            if 0 < copy.counter {
                out.push_str(&format!("  (copy {} of this reviewer)", copy.counter + 1));
            }
            if !copy.revoked.is_empty() {
                out.push_str(&format!("  (revoked on {})", day(&copy.revoked)));
            }
            if !copy.forced.is_empty() {
                out.push_str(&format!("  (made all the same: {})", copy.forced));
            }
            out.push('\n');
        }
    }
    Ok(out + &report::copies(copies.len()) + "\n")
}

/// Notes that a copy is revoked, and says whose it was.
pub(super) fn revoke(ledger: &Ledger, typed: &str) -> Result<(), Failure> {
    let copies = ledger.copies()?;
    let code = codes::read(typed, copies.iter().map(|copy| copy.code.as_str()))?.to_string();
    let Some(copy) = copies.iter().find(|copy| copy.code == code) else {
        return Err(Failure::Machine(format!("{code}: no copy of this ledger has this code")));
    };
    let whom = format!("the copy {code} for {} ({})", copy.name, copy.email);
    if ledger.revoke(&code, &clock::stamp())? {
        let then = "it is not made again, and `trace` still knows it; `--again` makes another";
        return say(&format!("{whom} is revoked: {then}\n"));
    }
    say(&format!("{whom} was revoked before, on {}\n", day(&copy.revoked)))
}

/// The day of a moment.
fn day(when: &str) -> &str {
    when.split('T').next().unwrap_or_default()
}

/// The ledger as comma-separated values (RFC 4180).
pub(super) fn table(ledger: &Ledger) -> Result<String, Failure> {
    let editions = ledger.editions()?;
    let mut rows = csv::Writer::from_writer(Vec::new());
    let heads = [
        "title",
        "code",
        "name",
        "email",
        "outlet",
        "language",
        "format",
        "note",
        "copy",
        "made",
        "forced",
        "revoked",
        "epub-sha256",
        "pdf-sha256",
    ];
    let failed = |error: csv::Error| Failure::Machine(format!("the table: {error}"));
    rows.write_record(heads).map_err(failed)?;
    for copy in ledger.copies()? {
        let title = editions.iter().find(|(number, _)| *number == copy.edition);
        let title = title.map_or("", |(_, edition)| edition.title.as_str());
        let counter = (copy.counter + 1).to_string();
        let cells = [
            title,
            &copy.code,
            &copy.name,
            &copy.email,
            &copy.outlet,
            &copy.language,
            &copy.format,
            &copy.note,
            &counter,
            &copy.made,
            &copy.forced,
            &copy.revoked,
            &copy.epub.0,
            &copy.pdf.0,
        ];
        rows.write_record(cells.map(harmless)).map_err(failed)?;
    }
    let bytes =
        rows.into_inner().map_err(|error| Failure::Machine(format!("the table: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet takes for a formula: with an apostrophe before it.
fn harmless(cell: &str) -> String {
    let runs =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs || cell.starts_with(['\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_a_spreadsheet_would_run_is_neutralised() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r1"] {
            assert_eq!(harmless(cell), format!("'{cell}"), "{cell:?}");
        }
        assert_eq!(harmless("rosa@gazette.example"), "rosa@gazette.example", "an address");
    }
}
