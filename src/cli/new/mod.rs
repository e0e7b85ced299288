//! `platemark new`: a small kit to start from.
//!
//! A folder's name comes in; a manuscript, metadata and a drawing are written there. It
//! overwrites nothing.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::{Failure, say};

/// The files of the kit, by their paths in it.
const FILES: [(&str, &str); 3] = [
    ("manuscript.md", include_str!("manuscript.md")),
    ("kit.yaml", include_str!("kit.yaml")),
    ("images/ferry.svg", include_str!("ferry.svg")),
];

pub(super) fn run(dir: &Path) -> Result<(), Failure> {
    let shown = dir.display().to_string();
    for (name, _) in FILES {
        if dir.join(name).symlink_metadata().is_ok() {
            let message = format!("`{shown}` has a `{name}` already; nothing was written");
            return Err(Failure::Machine(message));
        }
    }
    let mut out = String::new();
    for (name, text) in FILES {
        let path = dir.join(name);
        let named = path.display().to_string();
        create(&path, text).map_err(Failure::at(&named))?;
        out.push_str(&named);
        out.push('\n');
    }
    say(&format!("{out}\nplatemark build {shown}\n"))
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
