//! Opens a ledger, and begins one where it may. A file that is none, or that somebody changed to
//! do harm, is refused with a sentence.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::{Ledger, failed};
use crate::cli::Failure;

/// The version of the tables.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE editions (
    id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, title TEXT NOT NULL, name TEXT NOT NULL,
    chart BLOB NOT NULL, made TEXT NOT NULL) STRICT;
CREATE TABLE copies (
    code TEXT PRIMARY KEY, pattern BLOB NOT NULL, edition INTEGER NOT NULL REFERENCES editions,
    email TEXT NOT NULL, counter INTEGER NOT NULL, name TEXT NOT NULL, outlet TEXT NOT NULL,
    language TEXT NOT NULL, format TEXT NOT NULL, note TEXT NOT NULL,
    epub_hash TEXT NOT NULL, epub_size INTEGER NOT NULL,
    pdf_hash TEXT NOT NULL, pdf_size INTEGER NOT NULL,
    made TEXT NOT NULL, forced TEXT NOT NULL, revoked TEXT NOT NULL,
    UNIQUE (edition, email, counter)) STRICT;
";

/// No value of a ledger is longer in bytes.
const LONGEST: i32 = 64 << 20;

impl Ledger {
    /// Opens a ledger, and begins one if there is none.
    pub(in crate::cli) fn open(path: &Path) -> Result<Ledger, Failure> {
        let name = path.display().to_string();
        let at = Failure::at(&name);
        // Before SQLite makes it, as that would let everybody read.
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(&at)?;
        close_to_others(&file).map_err(&at)?;
        drop(file);
        Ledger::connect(path, OpenFlags::default())
    }

    /// Opens a ledger that is there; of a file that is none no ledger is made.
    pub(in crate::cli) fn existing(path: &Path) -> Result<Ledger, Failure> {
        is_there(path)?;
        Ledger::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Ledger, Failure> {
        let name = path.display().to_string();
        let failed = |error| failed(&name, error);
        let db = Connection::open_with_flags(path, flags).map_err(failed)?;
        db.busy_timeout(std::time::Duration::from_secs(30)).map_err(failed)?;
        // Somebody may have made it to do harm.
        db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST).map_err(failed)?;
        db.pragma_update(None, "trusted_schema", false).map_err(failed)?;
        db.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        let version = |db: &Connection| db.query_row("PRAGMA user_version", [], |row| row.get(0));
        let mut found: i64 = version(&db).map_err(failed)?;
        if found == 0 && flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
            // Another process may do the same at this moment: whoever is second finds it done.
            db.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
            found = version(&db).map_err(failed)?;
            if found == 0 {
                db.execute_batch(TABLES).map_err(failed)?;
                db.pragma_update(None, "user_version", VERSION).map_err(failed)?;
                found = VERSION;
            }
            db.execute_batch("COMMIT").map_err(failed)?;
        }
        let message = match found {
            VERSION if has_tables(&db).map_err(failed)? => {
                return Ok(Ledger { db, path: name });
            }
            VERSION.. if found != VERSION => "this ledger was made by a newer Platemark; use that",
            _ => "this is no ledger of copies",
        };
        Err(Failure::Machine(format!("`{name}`: {message}")))
    }
}

fn is_there(path: &Path) -> Result<(), Failure> {
    if path.is_file() {
        return Ok(());
    }
    let message = "there is no ledger of this name, and without it no copy is known; it lies in \
        the kit, or where `copies --ledger` put it: name it with `--ledger FILE`";
    Err(Failure::Machine(format!("`{}`: {message}", path.display())))
}

/// Whether both tables are plain ones: a view may run for ever.
fn has_tables(db: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name IN ('editions', 'copies') \
        AND type = 'table' AND sql LIKE 'CREATE TABLE%STRICT' AND sql NOT LIKE '% AS (%'";
    db.query_row(sql, [], |row| row.get(0)).map(|count: i64| count == 2)
}

/// Takes away what others may do with a file that was there before.
#[cfg(unix)]
fn close_to_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = file.metadata()?.permissions();
    if permissions.mode() & 0o077 != 0 {
        permissions.set_mode(0o600);
        file.set_permissions(permissions)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn close_to_others(_: &File) -> io::Result<()> {
    Ok(())
}
