//! A text in, an outline of what it says out.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::base::Severity;
use crate::document::{outline, outline_blocks, outline_inlines};
use crate::kit::Kit;
use crate::read::Ctx;
use crate::read::photos::Photos;

/// A folder with a manuscript and a few photographs, removed when it is dropped.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) fn with_kit<T>(text: &str, lang: &str, run: impl FnOnce(&mut Ctx<'_>) -> T) -> T {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("platemark-manuscript-{}-{count}", std::process::id());
    let folder = Folder(std::env::temp_dir().join(name));
    let images = folder.0.join("images");
    std::fs::create_dir_all(&images).expect("the temporary folder can be made");
    std::fs::write(folder.0.join("manuscript.md"), text).expect("it can be written to");
    for (index, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let image = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='10'><rect width='{0}' \
             height='10'/></svg>",
            10 + index
        );
        std::fs::write(images.join(format!("{name}.svg")), image).expect("it can be written to");
    }
    let kit = Kit::open(&folder.0, None).expect("the kit can be read");
    let mut ctx = Ctx {
        kit: &kit,
        lang: Lang::parse(lang).expect("tests name real languages"),
        typing: crate::read::hygiene::Typing::default(),
        photos: Photos::new(&kit, &[]),
        diagnostics: Vec::new(),
        next_id: 0,
    };
    run(&mut ctx)
}

/// What a manuscript says, then what is wrong with it.
fn check_in(lang: &str, title: Option<&str>, text: &str) -> String {
    with_kit(text, lang, |ctx| {
        let manuscript = read(ctx.kit.manuscript, 0, title, ctx);
        let mut out = String::new();
        if !manuscript.title.is_empty() {
            let _ = writeln!(out, "title {}", manuscript.title);
        }
        for piece in &manuscript.pieces {
            match piece {
                Piece::Chapter(chapter) => out.push_str(&outline(chapter, &ctx.photos.photos)),
                Piece::Insert(kind, _) => {
                    let _ = writeln!(out, "insert {kind:?}");
                }
            }
        }
        out + &told(ctx)
    })
}

fn told(ctx: &Ctx<'_>) -> String {
    let mut out = String::new();
    for diagnostic in &ctx.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let place = diagnostic.span.map_or(String::new(), |span| {
            let (line, column) = ctx.kit.sources.position(span);
            format!(" {line}:{column}")
        });
        let _ = write!(out, "{severity}{place}: {}", diagnostic.message);
        if let Some(help) = &diagnostic.help {
            let _ = write!(out, " ({help})");
        }
        out.push('\n');
    }
    out
}

/// Compares a text and what it says with the golden of that name.
fn golden(name: &str, text: &str) {
    golden_in("en", None, name, text);
}

fn golden_in(lang: &str, title: Option<&str>, name: &str, text: &str) {
    let said = format!("{text}\n=====\n{}", check_in(lang, title, text));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/golden/manuscript");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, said));
}

#[test]
fn chapters() {
    golden("chapters", "Before.\n\n# One\n\n### Skipped\n\n#### Deeper\n\n## Back\n\n# Two\n");
    golden("chapters-second-level", "## One\n\nText.\n\n## Two\n\nText.\n");
    golden("chapters-anchors", "# Wood\n\n# Wood\n\n# Größe {#size}\n\n# 日本\n\n# x {#size}\n");
    golden(
        "chapters-dates",
        "# 1987 – The Workshop\n\na\n\n# 2012 to 2016 -- Years\n\na\n\n# 1980s - *Decade*\n\na\n\n\
         # 9 January 2024 — Day\n\na\n\n# Part 2 – No date\n\na\n\n# 1987\n\na\n",
    );
    golden("chapters-none", "Only a paragraph.\n");
    golden("chapters-empty", "<!-- nothing -->\n");
}

#[test]
fn titles() {
    let text = "# The Far Ridge\n\nAbout.\n\n## One\n\ntext\n\n### Deeper\n";
    golden("title", text);
    golden_in("en", Some("The far ridge"), "title-known", text);
    golden_in("en", Some("Another"), "title-other", text);
    golden("title-without-second-level", "# One\n\ntext\n");
    golden("title-not-first", "text\n\n# One\n\n## Two\n");
    golden("title-of-two", "# One\n\n## Two\n\n# Three\n");
}

#[test]
fn subtitles_and_epigraphs() {
    golden(
        "subtitles",
        "# One\n\n*In which it begins*\n\n> Words.\n> — Somebody, *Somewhere*\n\nText.\n\n\
         *Not a subtitle*\n\n## Deeper\n\n> Words.\n>\n> -- Somebody\n\n> More.\n>\n> -- Else\n",
    );
}

#[test]
fn quotations() {
    golden(
        "quotations",
        "Text.\n\n> Dear Ane,\n> come.\n>\n> — Itziar,\n> 9 January\n\n> Plain.\n\n> Log.\n\n\
         (Diary of Jonas, 14 May 2024)\n\n> Not a document.\n\n(As it happens.)\n\n> — Hello.\n\n\
         > > Nested.\n> >\n> > — One\n>\n> — Two\n\n> Liebe Ane\n\n(Brief an die Regisseurin)\n",
    );
}

#[test]
fn pull_quotes() {
    golden(
        "pull-quotes",
        "# One\n\nShe said: \"You can't -- ever -- rush a skin; it will *give* you the note. \
         Then it takes it back.\"\n\n<!-- pull: ‘You can’t—ever—rush a skin -->\n\n\
         <!-- pull: it will give you … takes it back. -->\n\n<!-- pull: ill give you -->\n\n\
         <!-- pull: takes it back … rush a skin -->\n\n<!-- pull: You can ever rush the skins -->\n",
    );
}

#[test]
fn directives() {
    golden(
        "directives",
        "# One\n\n<!-- keep -->\n\nKept.\n\n<!-- pagebreak -->\n\n<!-- lang: fr -->\n\n\"Oui!\"\n\n\
         <!-- lang: fr --><!-- keep -->\n\n- Non!\n\n<!-- note: ask Ane -->\n\n<!-- more -->\n\n\
         Text <!-- keep --> and <!-- note: two --> text.\n\n> <!-- pagebreak -->\n> Quoted.\n\n\
         <!-- plate: rows -->\n\nNo plate.\n\n<!-- insert: dates -->\n\nText.\n\n\
         <!-- insert: facts -->\n<!-- insert: credits -->\n<!-- pagebreak -->\n\n# Two\n\nText.\n\n\
         <!-- insert: facts -->\n",
    );
    golden(
        "directives-misspelt",
        "a\n\n<!-- plat: rows -->\n\n<!-- insert: fact -->\n\n<!-- pll: a -->\n",
    );
    golden("directives-unclosed", "a\n\n<!-- pull: words\n\nmore words\n");
    golden("directives-last", "a\n\n<!-- keep -->\n");
}

#[test]
fn plates() {
    golden(
        "plates",
        "![One](images/a.svg \"A caption. Photo: Ane Larrea\")\n\n<!-- plate: pair -->\n\n\
         ![One](images/a.svg)\n![](images/b.svg)\n\n\
         (Pictures left: *Two* dogs. Right: A stream (in May).)\n\n\
         Text ![inside](images/c.svg 'Said. © Agency') goes on.\n\n\
         - ![A](images/a.svg)\n  First. *Photo: Ane*\n- ![B](images/b.svg)\n\n  Second.\n\n\
           *© Agency*\n\n- ![A](images/a.svg) then text\n- no image\n\n\
         [![D](images/d.svg)](https://a.example)\n\n![gone](images/aa.svg \"Words\")\n\n\
         ![far](https://a.example/x.jpg)\n\n![out](../../x.jpg)\n",
    );
    golden(
        "plates-captions",
        "![1](images/a.svg)\n![2](images/b.svg)\n![3](images/c.svg)\n\n\
         (Photos left: A / B; right: C)\n\n\
         ![1](images/a.svg)\n![2](images/b.svg)\n![3](images/c.svg)\n\n\
         (Pictures left: A\nRight: C)\n\n\
         ![1](images/a.svg)\n![2](images/b.svg)\n\n(Pictures left and right: both of them)\n\n\
         ![1](images/a.svg)\n![2](images/b.svg)\n\n(Right: Later. Left: Earlier)\n\n\
         ![1](images/a.svg)\n\n(Not a caption at all)\n",
    );
    let ten = "![x](images/a.svg)\n".repeat(10);
    golden("plates-of-ten", &format!("{ten}\n(Pictures: all of them)\n"));
}

#[test]
fn notes() {
    golden(
        "notes",
        "# One\n\nA[^b] and[^a] and[^b]. No [^c], no \\[^d].\n\n[^a]: First, see[^e].\n\n    More.\n\
         [^b]: Second.\n[^e]: Third, see[^a].\n[^f]: Unused.\n[^f]: Twice.\n\n# Two\n\nAgain[^a].\n",
    );
}

#[test]
fn lists_tables_and_the_rest() {
    golden(
        "blocks",
        "- a\n- b\n\n1) one\n\n2) two\n\n- [x] done\n- [ ] open\n\n---\n\n```rust,ignore\nlet a = \
         \"--\";\n```\n\n    indented\n\n> [!WARNING]\n> Mind.\n\na  \nb\\\nc\nd &amp; &eacute;\n\n\
         ~~gone~~ **bold** `co--de`\n",
    );
    golden(
        "tables",
        "| Month | Hung |\n|:--|--:|\n| May | 1 |\n| June | 2 |\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\
         | 2 | 3 |\n\n| a | b |\n|:-:|---|\n| x | ![y](images/a.svg) |\n| x |\n",
    );
}

#[test]
fn links() {
    golden(
        "links",
        "# One\n\n[a](#two--three) [b](#nowhere) <https://a.example/--> <me@a.example> \
         [c](javascript:x) [d](other.md) [e](other.md#two-three) [f][ref] [g]() [*h*](tel:+34 \"T\")\n\n\
         [ref]: http://a.example \"A 'title'\"\n\n# Two – Three\n\ntext\n",
    );
}

#[test]
fn raw_html() {
    golden(
        "html",
        "Some <b>bold</b>, <span lang=\"fr\">\"mots\"</span>, <span>plain</span>, \
         <script>alert(1)</script>break<br>here <style>never closed.\n\n\
         <div class=\"a\">\nIn a <i>div</i> &amp; <p>more</p>\n<style>p {}</style>\n</div>\n\n\
         <table><tr><td>a</td><td>b</td></tr></table>\n\nA *<span lang=\"fr\">mot* loose</span>\n\n\
         <span lang=\"?\">none</span>\n",
    );
}

#[test]
fn languages() {
    golden(
        "languages",
        "# \"Un\" {lang=fr}\n\n\"Oui!\" dit-il : 'non'; <span lang=\"de\">\"Nein!\"</span>\n\n\
         # Two\n\n## Drei {lang=de}\n\n\"Ja!\"\n\n## Four\n\n\"Yes!\"\n",
    );
    golden_in(
        "de",
        None,
        "languages-german",
        "# 12. März 2026 – \"Titel\"\n\n\"Er sagt 'nein'.\"\n",
    );
}

#[test]
fn control_characters() {
    golden("control", "a\u{1}b\u{7f} c\u{ad}d `e\u{2}`\n\n    f\u{3}\n");
}

#[test]
fn metadata_values() {
    let said = |text: &str| {
        let yaml = format!("x: |\n  {}\n", text.replace('\n', "\n  "));
        with_kit(&yaml, "en", |ctx| {
            let end = u32::try_from(yaml.len()).expect("tests are short");
            let span = Span { file: ctx.kit.manuscript, start: 3, end };
            let line = outline_inlines(&read_inlines(text, span, ctx));
            let blocks = outline_blocks(&read_blocks(text, span, ctx), &[]);
            format!("{line}\n--\n{blocks}--\n{}", told(ctx))
        })
    };
    let texts = [
        "1984. A \"year\"",
        "# 5 drums",
        "- *a* [b](ftp://x)",
        "_One_\n\n## Two\n\nThree[^1]\n\n[^1]: Four",
        "",
        ".",
        "![a](b.jpg)",
    ];
    let all: Vec<_> = texts.iter().map(|text| format!("{text}\n=====\n{}", said(text))).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/golden/manuscript");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("metadata", all.join("\n")));
}
