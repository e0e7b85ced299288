//! What a kit wishes of its books: claims, looks, ebook, print, rules.

use crate::base::Span;

/// Claims of conformance that a person makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accessibility {
    /// The standard; may be empty.
    pub conforms_to: String,
    /// Who has checked it; may be empty.
    pub certified_by: String,
}

/// How the pages look, as far as the kit says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DesignSettings {
    /// Theme: `gallery`; empty for the default.
    pub theme: String,
    /// Accent colour as written; empty for the theme's.
    pub accent: String,
    /// Paper: `a4`, `letter`; empty for the theme's.
    pub paper: String,
    /// Font files by role.
    pub fonts: Vec<(String, String)>,
    /// Type sizes by style, in points.
    pub sizes: Vec<(String, f64)>,
    /// Line length in points.
    pub measure: Option<f64>,
    /// Where the settings stand.
    pub span: Option<Span>,
}

/// How the ebook behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EpubSettings {
    /// Whether pull-quotes are shown.
    pub pull_quotes: bool,
}

/// How it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintSettings {
    /// Papers of the print set.
    pub papers: Vec<String>,
    /// Bleed as written: `3mm`; may be empty.
    pub bleed: String,
    /// Whether crop marks are drawn.
    pub marks: bool,
    /// PDF standard: `ua-1`, `ua-2`; may be empty.
    pub standard: String,
    /// Press profile; may be empty.
    pub icc: String,
}

/// Rules to be let pass or made errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// Rules to be let pass, with the reason.
    pub allow: Vec<Allow>,
    /// Rules that are errors.
    pub deny: Vec<String>,
}

/// A rule to be let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The rule's printed name.
    pub code: String,
    /// Why; may be empty.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
}
