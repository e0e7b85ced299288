//! Where the package document is, and what is locked.
//!
//! The files of `META-INF` come in, the path of the package goes out (EPUB 3.3, 4.2.6
//! "Meta-INF directory").

use std::io;

use super::{Ebook, Text, well_formed};
use crate::base::Code;
use crate::inspect::xml::Tree;

const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// How fonts are obfuscated: `XORed` with a key that is in the book (EPUB 3.3, 4.4), and Adobe's
/// way of the same.
const OBFUSCATIONS: [&str; 2] =
    ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// The path of the package document.
pub(super) fn package(ebook: &mut Ebook<'_, '_>) -> io::Result<Option<String>> {
    let help = "name the package document in `META-INF/container.xml`";
    if ebook.archive.entry(CONTAINER).is_none() {
        let message = format!("the book has no `{CONTAINER}`, so no reader can open it");
        ebook.record.error(Code::NoPackage, None, message, help);
        return Ok(None);
    }
    let Some(source) = ebook.text(CONTAINER)? else { return Ok(None) };
    let text = Text { path: CONTAINER, source: &source };
    let tree = Tree::read(&source);
    well_formed(ebook.record, text, &tree);
    locked(ebook)?;
    let roots = tree.named("rootfile").filter_map(|index| {
        let element = &tree.elements[index];
        let is_package = element.get("media-type") == Some("application/oebps-package+xml");
        is_package.then(|| (element.get("full-path").unwrap_or_default(), element.at.clone()))
    });
    let Some((path, at)) = roots.into_iter().next() else {
        let span = text.at(ebook.record, &(0..0));
        let message = format!("`{CONTAINER}` names no package document");
        ebook.record.error(Code::NoPackage, span, message, help);
        return Ok(None);
    };
    if ebook.archive.entry(path).is_none() {
        let span = text.at(ebook.record, &at);
        let message = format!("the package document `{path}` is not there");
        ebook.record.error(Code::NoPackage, span, message, help);
        return Ok(None);
    }
    Ok(Some(path.to_owned()))
}

/// Tells which files are encrypted or obfuscated.
fn locked(ebook: &mut Ebook<'_, '_>) -> io::Result<()> {
    let Some(source) = ebook.text(ENCRYPTION)? else { return Ok(()) };
    let text = Text { path: ENCRYPTION, source: &source };
    let tree = Tree::read(&source);
    well_formed(ebook.record, text, &tree);
    for data in tree.named("EncryptedData") {
        let attribute = |name: &str, attribute: &str| {
            let mut inside = tree.inside(data).filter(|i| tree.elements[*i].name == name);
            inside.find_map(|index| tree.elements[index].get(attribute)).unwrap_or_default()
        };
        let file = attribute("CipherReference", "URI");
        let span = text.at(ebook.record, &tree.elements[data].at);
        if OBFUSCATIONS.contains(&attribute("EncryptionMethod", "Algorithm")) {
            let message =
                format!("the font `{file}` is obfuscated, which some readers cannot undo");
            let help = "embed a font whose licence allows it, as it is";
            ebook.record.warning(Code::Locked, span, message, help);
        } else {
            let message = format!("`{file}` is encrypted and cannot be examined");
            let help = "examine the book before it is protected";
            ebook.record.warning(Code::Locked, span, message, help);
        }
    }
    Ok(())
}
