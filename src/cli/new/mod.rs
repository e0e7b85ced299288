//! `platemark new`: a small kit to start from.
//!
//! A folder's name comes in; a manuscript, metadata and a drawing are written there. It
//! overwrites nothing.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::{Failure, say};

/// The files of the kit, by their paths in it. The last is what an editor needs to complete
/// and check `kit.yaml`, whose first line names it.
fn files() -> [(&'static str, String); 4] {
    [
        ("manuscript.md", include_str!("manuscript.md").to_owned()),
        ("kit.yaml", include_str!("kit.yaml").to_owned()),
        ("images/ferry.svg", include_str!("ferry.svg").to_owned()),
        ("kit.schema.json", crate::read::schema()),
    ]
}

pub(super) fn run(dir: &Path) -> Result<(), Failure> {
    let shown = dir.display().to_string();
    let files = files();
    for (name, _) in &files {
        if dir.join(name).symlink_metadata().is_ok() {
            let message = format!("`{shown}` has a `{name}` already; nothing was written");
            return Err(Failure::Machine(message));
        }
    }
    let mut out = String::new();
    for (name, text) in &files {
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
