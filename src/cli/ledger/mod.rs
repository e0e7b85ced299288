//! The ledger: which copies were made for whom, in one file that is kept.
//!
//! The only module that opens it. It is a database of `SQLite`, readable by its owner alone, and
//! changed by whole transactions, so that a run that is killed or a full disk leaves what was
//! there before. No command deletes it. It knows no book.

mod open;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::Failure;
use crate::copies::Pattern;

/// An edition of the books that copies were made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edition {
    /// The digest of both books.
    pub(super) hash: [u8; 32],
    pub(super) title: String,
    /// What its files are called.
    pub(super) name: String,
    /// Where its marks are.
    pub(super) chart: Vec<u8>,
}

/// A copy. Texts that say nothing are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    pub(super) code: String,
    pub(super) pattern: Pattern,
    /// The number of its edition in this ledger.
    pub(super) edition: i64,
    pub(super) email: String,
    /// How many copies the same reviewer had of this edition before.
    pub(super) counter: u32,
    pub(super) name: String,
    pub(super) outlet: String,
    pub(super) language: String,
    pub(super) format: String,
    pub(super) note: String,
    /// SHA-256 in hexadecimal digits, and length.
    pub(super) epub: (String, u64),
    pub(super) pdf: (String, u64),
    pub(super) made: String,
    /// What it was made in spite of.
    pub(super) forced: String,
    /// When it was revoked.
    pub(super) revoked: String,
}

/// An open ledger.
#[derive(Debug)]
pub(super) struct Ledger {
    db: Connection,
    path: String,
}

impl Ledger {
    /// Where it is.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    fn failed(&self) -> impl Fn(rusqlite::Error) -> Failure + '_ {
        |error| failed(&self.path, error)
    }

    /// The number of an edition, which is added if it is not there.
    pub(super) fn edition(&self, edition: &Edition, made: &str) -> Result<i64, Failure> {
        let Edition { hash, title, name, chart } = edition;
        self.db
            .execute(
                "INSERT OR IGNORE INTO editions (hash, title, name, chart, made) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![hash, title, name, chart, made],
            )
            .map_err(self.failed())?;
        self.db
            .query_row("SELECT id FROM editions WHERE hash = ?1", [hash], |row| row.get(0))
            .map_err(self.failed())
    }

    /// All editions with their numbers, the oldest first.
    pub(super) fn editions(&self) -> Result<Vec<(i64, Edition)>, Failure> {
        let mut all = self
            .db
            .prepare("SELECT id, hash, title, name, chart FROM editions ORDER BY id")
            .map_err(self.failed())?;
        let rows = all.query_map([], |row| {
            let (hash, title, name, chart) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((row.get(0)?, Edition { hash, title, name, chart }))
        });
        rows.and_then(Iterator::collect).map_err(self.failed())
    }

    /// The last copy that a reviewer had of an edition.
    pub(super) fn last(&self, edition: i64, email: &str) -> Result<Option<Copy>, Failure> {
        let sql = format!(
            "SELECT {COLUMNS} FROM copies WHERE edition = ?1 AND email = ?2 \
             ORDER BY counter DESC LIMIT 1"
        );
        let found = self
            .db
            .prepare(&sql)
            .and_then(|mut query| query.query_row(params![edition, email], copy).optional());
        found.map_err(self.failed())
    }

    /// All copies, in the order of editions and addresses.
    pub(super) fn copies(&self) -> Result<Vec<Copy>, Failure> {
        let sql = format!("SELECT {COLUMNS} FROM copies ORDER BY edition, email, counter");
        let mut all = self.db.prepare(&sql).map_err(self.failed())?;
        let rows = all.query_map([], copy);
        rows.and_then(Iterator::collect).map_err(self.failed())
    }

    /// Adds copies, or changes those that are there: all of them or none.
    pub(super) fn record(&mut self, copies: &[Copy]) -> Result<(), Failure> {
        let path = self.path.clone();
        let failed = |error| failed(&path, error);
        let change = self.db.transaction().map_err(failed)?;
        for copy in copies {
            let other: Option<(i64, String, u32)> = change
                .query_row(
                    "SELECT edition, email, counter FROM copies WHERE code = ?1",
                    [&copy.code],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()
                .map_err(failed)?;
            let own = (copy.edition, copy.email.clone(), copy.counter);
            if let Some(other) = other.filter(|other| *other != own) {
                let message = format!(
                    "the code {} is that of a copy for `{}` already; nothing of this part was recorded",
                    copy.code, other.1
                );
                return Err(Failure::Machine(format!("`{path}`: {message}")));
            }
            let values = params![
                copy.code,
                copy.pattern.0,
                copy.edition,
                copy.email,
                copy.counter,
                copy.name,
                copy.outlet,
                copy.language,
                copy.format,
                copy.note,
                copy.epub.0,
                i64::try_from(copy.epub.1).unwrap_or(i64::MAX),
                copy.pdf.0,
                i64::try_from(copy.pdf.1).unwrap_or(i64::MAX),
                copy.made,
                copy.forced,
                copy.revoked,
            ];
            change
                .prepare(&format!(
                    "INSERT OR REPLACE INTO copies ({COLUMNS}) VALUES \
                     (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
                ))
                .and_then(|mut insert| insert.execute(values))
                .map_err(failed)?;
        }
        change.commit().map_err(failed)
    }

    /// Notes that a copy is revoked; whether there is one of this code that was not.
    pub(super) fn revoke(&self, code: &str, when: &str) -> Result<bool, Failure> {
        let changed = self.db.execute(
            "UPDATE copies SET revoked = ?2 WHERE code = ?1 AND revoked = ''",
            [code, when],
        );
        changed.map(|changed| changed == 1).map_err(self.failed())
    }

    /// Takes over what another ledger holds and this one does not.
    pub(super) fn merge(&mut self, other: &Ledger, made: &str) -> Result<usize, Failure> {
        let mut numbers = Vec::new();
        for (number, edition) in other.editions()? {
            numbers.push((number, self.edition(&edition, made)?));
        }
        let mut new = Vec::new();
        for mut copy in other.copies()? {
            let own = numbers.iter().find(|numbers| numbers.0 == copy.edition);
            copy.edition = own.map_or(copy.edition, |numbers| numbers.1);
            let known = self.at(copy.edition, &copy.email, copy.counter)?;
            if known.is_none_or(|known| known.revoked.is_empty() && known != copy) {
                new.push(copy);
            }
        }
        self.record(&new)?;
        Ok(new.len())
    }

    fn at(&self, edition: i64, email: &str, counter: u32) -> Result<Option<Copy>, Failure> {
        let sql = format!(
            "SELECT {COLUMNS} FROM copies WHERE edition = ?1 AND email = ?2 AND counter = ?3"
        );
        let found = self.db.prepare(&sql).and_then(|mut query| {
            query.query_row(params![edition, email, counter], copy).optional()
        });
        found.map_err(self.failed())
    }
}

const COLUMNS: &str = "code, pattern, edition, email, counter, name, outlet, language, format, \
    note, epub_hash, epub_size, pdf_hash, pdf_size, made, forced, revoked";

fn copy(row: &Row<'_>) -> rusqlite::Result<Copy> {
    let size = |at: usize| row.get(at).map(|size: i64| u64::try_from(size).unwrap_or(0));
    Ok(Copy {
        code: row.get(0)?,
        pattern: Pattern(row.get(1)?),
        edition: row.get(2)?,
        email: row.get(3)?,
        counter: row.get(4)?,
        name: row.get(5)?,
        outlet: row.get(6)?,
        language: row.get(7)?,
        format: row.get(8)?,
        note: row.get(9)?,
        epub: (row.get(10)?, size(11)?),
        pdf: (row.get(12)?, size(13)?),
        made: row.get(14)?,
        forced: row.get(15)?,
        revoked: row.get(16)?,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn failed(path: &str, error: rusqlite::Error) -> Failure {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, TooBig};
    let message = match (error.sqlite_error_code(), &error) {
        (Some(NotADatabase), _) => "this is no ledger of copies".to_owned(),
        (Some(DatabaseCorrupt | TooBig), _)
        | (_, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..)) => {
            "this ledger is damaged; put back the last one that you kept".to_owned()
        }
        _ => format!("the ledger: {error}"),
    };
    Failure::Machine(format!("`{path}`: {message}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rusqlite::OpenFlags;

    use super::*;

    fn some(code: &str, email: &str, counter: u32, edition: i64) -> Copy {
        let text = String::new;
        Copy {
            code: code.to_owned(),
            pattern: Pattern([1; 16]),
            edition,
            email: email.to_owned(),
            counter,
            name: "Rosa".to_owned(),
            outlet: text(),
            language: text(),
            format: "both".to_owned(),
            note: text(),
            epub: ("ab".to_owned(), 7),
            pdf: ("cd".to_owned(), 8),
            made: "2026-01-01T00:00Z".to_owned(),
            forced: text(),
            revoked: text(),
        }
    }

    fn memory() -> Ledger {
        Ledger::connect(Path::new(":memory:"), OpenFlags::default()).unwrap()
    }

    fn edition() -> Edition {
        let text = |text: &str| text.to_owned();
        Edition { hash: [1; 32], title: text("The Quay"), name: text("quay"), chart: vec![1, 2] }
    }

    #[test]
    fn what_is_recorded_is_found() {
        let mut ledger = memory();
        let number = ledger.edition(&edition(), "now").unwrap();
        assert_eq!(
            ledger.edition(&edition(), "later").unwrap(),
            number,
            "an edition is added once"
        );
        let [first, second] = [("A", 0), ("B", 1)].map(|(c, n)| some(c, "a@b.example", n, number));
        ledger.record(&[first.clone(), second.clone()]).unwrap();
        assert_eq!(ledger.last(number, "a@b.example").unwrap(), Some(second.clone()), "the last");
        assert_eq!(ledger.last(number, "x@b.example").unwrap(), None, "nobody's");
        assert!(ledger.revoke("A", "now").unwrap() && !ledger.revoke("A", "now").unwrap(), "once");
        let revoked = Copy { revoked: "now".to_owned(), ..first };
        assert_eq!(ledger.copies().unwrap(), [revoked, second], "all, in order");
        assert_eq!(ledger.editions().unwrap(), [(number, edition())], "the edition as it was");
    }

    #[test]
    fn a_code_of_two_copies_changes_nothing() {
        let mut ledger = memory();
        let number = ledger.edition(&edition(), "now").unwrap();
        ledger.record(&[some("A", "a@b.example", 0, number)]).unwrap();
        let clash = [some("B", "b@b.example", 0, number), some("A", "c@b.example", 0, number)];
        assert!(ledger.record(&clash).is_err(), "one code, two copies");
        assert_eq!(ledger.copies().unwrap().len(), 1, "nothing of it was recorded");
    }

    #[test]
    fn ledgers_are_merged_whatever_their_numbers() {
        let (mut one, mut other) = (memory(), memory());
        let first = one.edition(&Edition { hash: [9; 32], ..edition() }, "now").unwrap();
        let second = other.edition(&edition(), "now").unwrap();
        assert_eq!(first, second, "two editions have one number in two ledgers");
        one.record(&[some("A", "a@b.example", 0, first)]).unwrap();
        other.record(&[some("B", "a@b.example", 0, second)]).unwrap();
        assert_eq!(one.merge(&other, "now").unwrap(), 1, "one is new");
        assert_eq!(one.merge(&other, "now").unwrap(), 0, "and then none");
        let copies = one.copies().unwrap();
        assert_eq!(
            copies.iter().map(|c| c.edition).collect::<Vec<_>>(),
            [1, 2],
            "by their editions"
        );
    }
}
