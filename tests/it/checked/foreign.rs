//! Good ebooks by other programs raise no false alarm.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

use platemark::inspect::{Options, inspect};

/// `PLATEMARK_FOREIGN_EBOOKS` names the folder that `tests/tools/foreign_ebooks.py` has filled.
#[test]
#[ignore = "needs ebooks by other programs, whose folder is in PLATEMARK_FOREIGN_EBOOKS"]
#[expect(clippy::disallowed_methods, reason = "the path of the books is an argument")]
fn ebooks_by_other_programs_raise_no_false_alarm() {
    let folder = std::env::var("PLATEMARK_FOREIGN_EBOOKS").expect("the folder is named");
    let mut golden = String::new();
    for name in ["ebooklib", "epub-gen-memory", "pandoc-epub2", "pandoc-epub3", "sphinx"] {
        let path = Path::new(&folder).join(format!("{name}.epub"));
        let bytes =
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let found = inspect(&mut Cursor::new(bytes), name, &Options::default()).unwrap();
        let lines: BTreeSet<String> = found
            .diagnostics
            .iter()
            .map(|found| format!("  {} {}\n", found.code, found.message))
            .collect();
        golden.push_str(&format!("{name}\n"));
        golden.extend(lines);
    }
    // Each line was held against the file: all are true.
    insta::with_settings!({ snapshot_path => "../../golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("ebooks-foreign", golden);
    });
}
