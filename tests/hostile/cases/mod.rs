//! Makes the hostile kits, each into a folder `kit/` beside a folder `outside/`.

mod files;
mod fonts;
mod html;
mod large;
mod markdown;
mod paths;
mod photos;
mod svg;
mod text;
mod trace;
mod yaml;

use crate::bytes;
use crate::scratch::Scratch;

/// What stands in every file outside, and may stand in no book.
pub(crate) const CANARY: &str = "CANARY-of-the-neighbour";

/// The kit that is attacked: its text begins in line 6.
pub(crate) const MANUSCRIPT: &str = "---\ntitle: Tide\nlang: en\n---\n\nText.\n";

/// One hostile kit.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) make: Box<dyn Fn(&Scratch) + Sync>,
    pub(crate) arguments: Vec<String>,
}

/// Collects the cases.
#[derive(Default)]
struct Cases(Vec<Case>);

impl Cases {
    /// A kit that is made by a function.
    fn kit(&mut self, name: &str, make: impl Fn(&Scratch) + Sync + 'static) {
        let arguments = vec!["build".to_owned()];
        self.0.push(Case { name: name.to_owned(), make: Box::new(make), arguments });
    }

    /// A kit that is built with these arguments.
    fn run(&mut self, name: &str, arguments: &[&str], make: impl Fn(&Scratch) + Sync + 'static) {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        self.0.push(Case { name: name.to_owned(), make: Box::new(make), arguments });
    }

    /// A kit with this text; it begins in line 6.
    fn text(&mut self, name: &str, text: impl Into<String>) {
        let text = format!("---\ntitle: Tide\nlang: en\n---\n\n{}", text.into());
        self.kit(name, move |kit| kit.write("kit/manuscript.md", text.as_bytes()));
    }

    /// A kit whose metadata goes on like this; that begins in line 1 of `kit.yaml`.
    fn yaml(&mut self, name: &str, yaml: impl Into<Vec<u8>>) {
        let yaml = yaml.into();
        self.kit(name, move |kit| kit.write("kit/kit.yaml", &yaml));
    }

    /// A kit that shows this picture in line 6.
    fn picture(&mut self, name: &str, file: &'static str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        self.kit(name, move |kit| {
            shows(kit, file);
            kit.write(&format!("kit/images/{file}"), &bytes);
        });
    }
}

/// Writes a manuscript that shows a picture in line 6.
fn shows(kit: &Scratch, name: &str) {
    let text = format!("---\ntitle: Tide\nlang: en\n---\n\n![A quay]({name} \"The quay.\")\n");
    kit.write("kit/manuscript.md", text.as_bytes());
}

/// Puts files that are none of the kit's business beside it.
pub(crate) fn lay_canaries(scratch: &Scratch) {
    let text = format!("{CANARY}\n");
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>{CANARY}</title>\
         <path d='M0 0h9v9z'/></svg>"
    );
    scratch.write("outside/secret.txt", text.as_bytes());
    scratch.write("outside/secret.md", text.as_bytes());
    scratch.write("outside/secret.yaml", format!("title: {CANARY}\n").as_bytes());
    scratch.write("outside/secret.svg", svg.as_bytes());
    scratch.write("outside/secret.jpg", &bytes::jpeg_with(0xfe, CANARY.as_bytes()));
}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Cases::default();
    paths::add(&mut cases);
    files::add(&mut cases);
    html::add(&mut cases);
    text::add(&mut cases);
    markdown::add(&mut cases);
    yaml::add(&mut cases);
    large::add(&mut cases);
    photos::add(&mut cases);
    svg::add(&mut cases);
    fonts::add(&mut cases);
    trace::add(&mut cases);
    cases.0
}
