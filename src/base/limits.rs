//! How much a kit may hold: the one table of what a person can raise.
//!
//! The bounds keep a hostile kit from taking time and memory without end; no press kit comes
//! near them. `SECURITY.md` shows the table, and a test that it does. What cannot be raised
//! stands where it is checked.

/// Declares [`Limits`]: one line a limit, its field, its name on the command line, how much
/// it is, how far it can be raised, and what is counted.
macro_rules! limits {
    ($($field:ident $name:literal $usual:literal $most:literal $what:literal;)+) => {
        /// How much a kit may hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Limits {
            $(#[doc = $what] pub $field: u64,)+
        }

        impl Default for Limits {
            fn default() -> Limits {
                Limits { $($field: $usual,)+ }
            }
        }

        impl Limits {
            /// Each limit: its name, how much it is unless it is raised, the most that it can
            /// be raised to, and what it counts.
            pub const TABLE: &'static [(&'static str, u64, u64, &'static str)] =
                &[$(($name, $usual, $most, $what),)+];

            /// Sets the limit of this name; false if there is none.
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $($name => self.$field = value,)+
                    _ => return false,
                }
                true
            }
        }
    };
}

limits! {
    manuscript "manuscript" 8 1_000 "Megabytes of the manuscript or the metadata file.";
    unbroken "unbroken" 1_000_000 100_000_000 "Characters of the manuscript in runs of more than 1,000 without a space.";
    blocks "blocks" 50_000 10_000_000 "Paragraphs, items of lists and other blocks of the manuscript.";
    headings "headings" 5_000 1_000_000 "Headings of the manuscript.";
    heading "heading-length" 1_000 10_000 "Characters of one heading.";
    notes "footnotes" 10_000 1_000_000 "Footnotes of the manuscript, and references to them.";
    links "links" 20_000 1_000_000 "Links of the manuscript.";
    cells "cells" 100_000 10_000_000 "Cells of all tables of the manuscript.";
    pictures "pictures" 2_000 1_000_000 "Pictures that the manuscript shows, each time counted.";
    pixels "megapixels" 100 1_000 "Millions of pixels of a photograph.";
    memory "photo-memory" 400 16_000 "Megabytes that decoding photographs takes, their files included.";
    values "yaml-values" 100_000 10_000_000 "Values of the metadata; what `*` repeats counts again.";
    depth "yaml-depth" 64 500 "Levels of lists and mappings in the metadata.";
}
