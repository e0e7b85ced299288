//! Every theme on both papers: the sample kit's pages of each kind, as text.
//!
//! Goldens stand in `tests/golden/themes`; a page is one line for each mark. Cover, inside
//! front page, first chapter, press quotes and the last page show what a theme changes.

use std::path::Path;

use platemark::base::Severity;
use platemark::design::{Wishes, resolve};
use platemark::font::FontSet;
use platemark::kit::Kit;
use platemark::pages::{Pages, trace};

/// The sample kit's pages in a theme on a paper; nothing may be wrong with them.
fn pages(theme: &str, paper: &str) -> Pages {
    let kit = Kit::open(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let (mut draft, _) = platemark::draft(&kit);
    let (design, found) = resolve(&Wishes { theme, paper, ..Wishes::default() });
    assert!(found.is_empty(), "{theme} on {paper} exists: {found:?}");
    draft.fonts = FontSet::bundled();
    draft.fonts.dress(design.typeface);
    draft.design = design;
    let (pages, found) = draft.pages(&draft.photos(&kit));
    let wrong: Vec<_> = found.iter().filter(|d| Severity::Note < d.severity).collect();
    assert!(wrong.is_empty(), "{theme} on {paper}: {wrong:?}");
    pages
}

/// The indices of the pages that a theme changes most.
fn telling(pages: &Pages) -> Vec<usize> {
    let at = |title: &str| {
        let entry = pages.outline.iter().find(|item| item.title.contains(title));
        entry.unwrap_or_else(|| panic!("no bookmark says {title}")).place.page
    };
    vec![0, 1, at("1987"), at("Press"), pages.pages.len() - 1]
}

#[test]
fn every_theme_sets_both_papers() {
    for theme in ["plain", "night"] {
        for paper in ["a4", "letter"] {
            let pages = pages(theme, paper);
            let told = telling(&pages).into_iter().map(|index| pages.pages[index].clone());
            let text = trace(&Pages { pages: told.collect(), ..pages.clone() });
            insta::with_settings!({
                snapshot_path => "../golden/themes",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(format!("{theme}-{paper}"), text);
            });
        }
    }
}
