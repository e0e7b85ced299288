//! What goes with the files that are handed out: a covering note, a notice of what has changed, a
//! manifest.
//!
//! A document, its stills and a list of files come in; texts go out. Which files there are and
//! where, it is told; it opens none, and asks no clock.

mod changes;
mod letter;
mod manifest;
mod note;
mod record;

pub use changes::notice;
pub use letter::{Listed, letter};
pub use manifest::{Fault, FileEntry, MANIFEST, Manifest, Release};
pub use note::Note;
pub use record::{Editions, Record};
