//! Runs of the program, as its user starts it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder, as its user does.
pub(crate) fn platemark(arguments: &[&str], folder: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_platemark"));
    program.args(arguments).current_dir(folder).output().unwrap()
}

/// All that a run said.
pub(crate) fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout)
}
