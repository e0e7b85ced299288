//! `platemark new`: a small kit to start from.

use std::path::Path;

use super::Failure;

pub(super) fn run(dir: &Path) -> Result<(), Failure> {
    Err(Failure::Machine(format!("`{}`: not yet", dir.display())))
}
