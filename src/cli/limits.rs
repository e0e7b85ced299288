//! What of a kit's limits a person raises: `--limit NAME=VALUE`.

use crate::base::{Limits, nearest};

/// The limits that are raised for one run.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct LimitArguments {
    /// Allow the kit to hold more, such as `headings=10000`; may be given many times
    #[arg(long = "limit", value_name = "NAME=VALUE", value_parser = limit)]
    raised: Vec<(String, u64)>,
}

impl LimitArguments {
    /// All limits for this run.
    pub(super) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in &self.raised {
            limits.set(name, *value);
        }
        limits
    }
}

/// Reads `NAME=VALUE`.
fn limit(written: &str) -> Result<(String, u64), String> {
    let (name, value) = written.split_once('=').ok_or("write a name, `=` and a number")?;
    let names = || Limits::TABLE.iter().map(|(name, ..)| *name);
    let Some((_, _, most, _)) = Limits::TABLE.iter().find(|(known, ..)| *known == name) else {
        return Err(match nearest(name, names()) {
            Some(near) => format!("there is no such limit; did you mean `{near}`?"),
            None => format!("write one of: {}", names().collect::<Vec<_>>().join(", ")),
        });
    };
    match value.parse() {
        Ok(value) if 0 < value && value <= *most => Ok((name.to_owned(), value)),
        _ => Err(format!("`{name}` can be 1 to {most}")),
    }
}
