//! The sample kit as text: every page with what stands on it, and the tag tree. A change of
//! either is a change of the books, to be read before it is taken.
//!
//! `INSTA_UPDATE=always cargo test --test it golden` writes both anew; read the difference.

use std::path::Path;

use platemark::kit::Kit;
use platemark::pages::{trace, trace_structure};

fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/sample");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_sample_kit_is_set_as_agreed() {
    let kit = Kit::open(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let build = platemark::build(&kit);
    golden("tags", &trace_structure(&build.pages));
    golden("pages", &trace(&build.pages));
}
