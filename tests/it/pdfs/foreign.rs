//! Good PDFs by other programs raise no false alarm.

use std::io::Cursor;
use std::path::Path;

use platemark::inspect::{self, Options};

use super::listed;

/// `PLATEMARK_FOREIGN` names the folder that `tests/tools/foreign.py` has filled.
#[test]
#[ignore = "needs books by other programs, whose folder is in PLATEMARK_FOREIGN"]
#[expect(clippy::disallowed_methods, reason = "the path of the books is an argument")]
fn books_by_other_programs_raise_no_false_alarm() {
    let folder = std::env::var("PLATEMARK_FOREIGN").expect("PLATEMARK_FOREIGN is set");
    let mut golden = String::new();
    for name in ["chromium", "fpdf2", "reportlab", "typst", "weasyprint"] {
        let path = Path::new(&folder).join(format!("{name}.pdf"));
        let bytes =
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // Chromium dates its files by the clock; no day is given, so none lies in the future.
        let found = inspect::inspect(&mut Cursor::new(bytes), name, &Options::default()).unwrap();
        golden.push_str(&format!("{name}\n{}", listed(&found.diagnostics)));
    }
    // Each line was held against the file: all are true.
    insta::with_settings!({ snapshot_path => "../../golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("pdf-foreign", golden);
    });
}
