//! Page ranges of the command line: `1-4`, `2,5-7`, `9-`.

use crate::pages::{self, Pages};

/// Pages by their place in a book, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct PageRanges {
    /// As they were asked for, without spaces.
    pub(super) written: String,
    /// First and last of each stretch.
    ranges: Vec<(usize, usize)>,
}

impl std::str::FromStr for PageRanges {
    type Err = String;

    fn from_str(written: &str) -> Result<PageRanges, String> {
        let written: String = written.split_whitespace().collect();
        let ranges: Option<Vec<_>> = written.split(',').map(range).collect();
        let Some(ranges) = ranges else {
            return Err("write pages as `1-4`, several as `2,5-7`, to the end as `9-`".to_owned());
        };
        Ok(PageRanges { written, ranges })
    }
}

fn range(part: &str) -> Option<(usize, usize)> {
    let number = |text: &str| text.parse().ok().filter(|number| 0 < *number);
    let (first, last) = match part.split_once('-') {
        None => (number(part)?, number(part)?),
        Some(("", "")) => return None,
        Some((first, "")) => (number(first)?, usize::MAX),
        Some(("", last)) => (1, number(last)?),
        Some((first, last)) => (number(first)?, number(last)?),
    };
    (first <= last).then_some((first, last))
}

impl PageRanges {
    /// The pages of a book that are asked for; none if it has none of them.
    pub(super) fn take(&self, pages: Pages) -> Option<Pages> {
        let asked = |index: usize| {
            self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&(index + 1)))
        };
        let pages = pages::take(pages, asked);
        (!pages.pages.is_empty()).then_some(pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ranges_and_refuses_what_is_none() {
        let read = |text: &str| text.parse::<PageRanges>().map(|pages| pages.ranges);
        assert_eq!(read("1-4"), Ok(vec![(1, 4)]), "a stretch");
        assert_eq!(read("2, 5-7"), Ok(vec![(2, 2), (5, 7)]), "a page and a stretch");
        assert_eq!(read("-3,9-"), Ok(vec![(1, 3), (9, usize::MAX)]), "open ends");
        for wrong in ["", "-", "0", "4-1", "1-2-3", "one", "1,,2", "99999999999999999999999"] {
            assert!(read(wrong).is_err(), "`{wrong}` is no range");
        }
    }
}
