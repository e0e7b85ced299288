//! What a machine's errors mean, in words for people.
//!
//! An error of the system comes in, a sentence without a subject goes out: whoever reports it
//! names the file before it. Errors that our own code made are passed on as they are.

use std::io::{Error, ErrorKind};

/// Says what an error of the system means and, where that is known, what helps.
#[must_use]
pub fn in_words(error: &Error) -> String {
    let words = match error.kind() {
        _ if error.raw_os_error().is_none() => return error.to_string(),
        ErrorKind::NotFound => "there is no file or folder of this name",
        ErrorKind::PermissionDenied => {
            "the system does not allow this; look who may read and write here"
        }
        ErrorKind::AlreadyExists => "a file of this name is in the way; move it elsewhere",
        ErrorKind::NotADirectory => "a file stands where a folder is needed; move it elsewhere",
        ErrorKind::IsADirectory => "this is a folder, and a file is needed",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full; nothing was lost",
        ErrorKind::ReadOnlyFilesystem => "this disk cannot be written to; name another folder",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_errors_have_words_and_ours_keep_theirs() {
        let missing = std::fs::read("no such file").unwrap_err();
        assert_eq!(in_words(&missing), "there is no file or folder of this name");
        let ours = Error::new(ErrorKind::NotFound, "no page 3");
        assert_eq!(in_words(&ours), "no page 3", "not a word of it is lost");
    }
}
