//! Language tags.

/// A language tag (BCP 47), kept as written but for letter case: `en-GB`, `de`, `eu`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

impl Lang {
    /// Reads a tag: letters and digits in parts of one to eight, parted by hyphens.
    #[must_use]
    pub fn parse(text: &str) -> Option<Lang> {
        let text = text.trim().replace('_', "-");
        let mut parts = text.split('-');
        let first = parts.next()?;
        if !(2..=8).contains(&first.len()) || !first.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let mut tag = first.to_ascii_lowercase();
        for part in parts {
            if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            tag.push('-');
            match part.len() {
                2 => tag.push_str(&part.to_ascii_uppercase()),
                4 => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Lang(tag))
    }

    /// English, which a kit without `lang` is taken to be in.
    #[must_use]
    pub fn english() -> Lang {
        Lang("en".to_owned())
    }

    /// The whole tag: `en-GB`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `en` of `en-GB`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
