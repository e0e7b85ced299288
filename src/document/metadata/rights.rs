//! What may be done with a photograph.

use super::Date;

/// What a rights record allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// May be done.
    Allow,
    /// May not be done.
    Forbid,
}

/// What may be done with a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// Showing a part only.
    pub crop: Permission,
    /// Running over the paper's edge.
    pub bleed: Permission,
    /// Setting type on it.
    pub overprint: Permission,
    /// Printing without colour.
    pub bw: Permission,
    /// Handing it to the press.
    pub press: Permission,
    /// Last day of the licence; of a year or month, its last.
    pub expires: Option<Date>,
}

impl Rights {
    /// Whether the licence has ended before this day.
    #[must_use]
    pub fn expired_before(&self, today: Date) -> bool {
        let last = |date: Date| (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
        self.expires.is_some_and(|expires| last(expires) < last(today))
    }
}

impl Default for Rights {
    fn default() -> Self {
        Rights {
            crop: Permission::Forbid,
            bleed: Permission::Allow,
            overprint: Permission::Allow,
            bw: Permission::Allow,
            press: Permission::Allow,
            expires: None,
        }
    }
}
