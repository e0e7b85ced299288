//! Why a photograph or drawing cannot be used, in words for the person who must replace it.

use std::fmt;

/// A file that cannot be used.
///
/// Reads after the photograph's name: "`images/quay.jpg` is cut off: …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// What was found: a predicate in lower case with no full stop.
    pub found: String,
    /// What to do instead.
    pub help: &'static str,
}

impl Broken {
    /// A file that cannot be used.
    pub(super) fn new(found: impl Into<String>, help: &'static str) -> Broken {
        Broken { found: found.into(), help }
    }

    /// A file that ends too early.
    pub(super) fn cut_off(where_: &str) -> Broken {
        Broken::new(
            format!("is cut off: the file ends {where_}"),
            "copy or export it again; half a picture would be printed half grey",
        )
    }

    /// A file whose inside contradicts itself.
    pub(super) fn damaged(how: impl fmt::Display) -> Broken {
        Broken::new(format!("is damaged: {how}"), "open it in a picture editor and export it again")
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.found)
    }
}
