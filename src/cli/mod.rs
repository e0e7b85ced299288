//! The only writer of files and of the terminal: arguments in, exit code out.

use std::process::ExitCode;

/// Runs the program with the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
