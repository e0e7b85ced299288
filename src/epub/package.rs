//! The package: a first pass through `epub-builder`, a finishing pass of our own.
//!
//! Texts and resources come in, a ZIP file goes out (EPUB 3.3, 4 "Open Container Format").
//! `epub-builder` 0.8.3 lists the manifest and orders the spine; its package document,
//! navigation and archive cannot conform (ids that collide, no page list, no languages, the
//! time of day in the archive), so those are ours, and every byte is the same on every run.
//! Photographs go straight into the archive. It knows no document.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::archive::Out;
use super::{Error, Sink};

/// A file of the package, as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resource {
    /// Path from the package document.
    pub(super) href: String,
    /// Media type.
    pub(super) media_type: String,
    /// Properties of the manifest item; may be empty.
    pub(super) properties: &'static str,
}

impl Resource {
    pub(super) fn new(href: &str, media_type: &str) -> Resource {
        Resource { href: href.to_owned(), media_type: media_type.to_owned(), properties: "" }
    }

    /// Its id in the manifest: `doc-chapter-01`, `image-larches`, `font-…`; a prefix keeps it
    /// apart from the ids of the metadata.
    pub(super) fn id(&self) -> String {
        let (folder, name) = self.href.split_once('/').unwrap_or(("", &self.href));
        let stem = match folder {
            "text" => name.trim_end_matches(".xhtml"),
            _ => name,
        };
        let prefix = match folder {
            "text" => "doc-",
            "images" => "image-",
            "fonts" => "font-",
            _ => "file-",
        };
        let stem: String = stem
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' })
            .collect();
        format!("{prefix}{stem}")
    }
}

/// An EPUB being written.
pub(super) struct Package<'a> {
    zip: ZipWriter<Out<'a>>,
    /// What has been written, for the manifest.
    pub(super) manifest: Vec<Resource>,
}

impl std::fmt::Debug for Package<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package").field("manifest", &self.manifest).finish_non_exhaustive()
    }
}

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

impl<'a> Package<'a> {
    /// Starts a package: its type first and stored, as readers look for it by its place
    /// (EPUB 3.3, 4.2.3 "OCF ZIP container").
    pub(super) fn start(out: &'a mut dyn Sink) -> Result<Package<'a>, Error> {
        let mut package = Package { zip: ZipWriter::new(Out::new(out)), manifest: Vec::new() };
        package.put("mimetype", b"application/epub+zip", CompressionMethod::Stored)?;
        package.put("META-INF/container.xml", CONTAINER.as_bytes(), CompressionMethod::Deflated)?;
        Ok(package)
    }

    /// Adds a file and lists it in the manifest.
    pub(super) fn add(&mut self, resource: Resource, bytes: &[u8]) -> Result<(), Error> {
        let compressed = matches!(resource.media_type.as_str(), "image/jpeg" | "image/png");
        let method =
            if compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        self.put(&format!("EPUB/{}", resource.href), bytes, method)?;
        self.manifest.push(resource);
        Ok(())
    }

    /// Adds the package document and ends the file.
    pub(super) fn finish(mut self, opf: &str) -> Result<(), Error> {
        self.put("EPUB/package.opf", opf.as_bytes(), CompressionMethod::Deflated)?;
        Ok(self.zip.finish().map_err(machine)?.end()?)
    }

    fn put(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
        // The archive's default is the first moment that ZIP knows: 1980.
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .compression_method(method);
        self.zip.start_file(name, options).map_err(machine)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }
}

/// A text for the first pass.
#[derive(Debug)]
pub(super) struct Document {
    /// Path from the package document.
    pub(super) href: String,
    /// Media type.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Whether it is read in order with the others.
    pub(super) spine: bool,
}

/// What the first pass makes of the texts.
#[derive(Debug)]
pub(super) struct Arranged {
    /// Every text, in the order of the manifest.
    pub(super) files: Vec<(Resource, Vec<u8>)>,
    /// Paths in reading order.
    pub(super) spine: Vec<String>,
}

/// Lets `epub-builder` list and order the texts. It is told their names alone: it would pack
/// their bytes into an archive that is thrown away.
pub(super) fn arrange(texts: Vec<Document>, title: &str, id: [u8; 16]) -> Result<Arranged, Error> {
    use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
    let mut builder =
        EpubBuilder::new(ZipLibrary::new().map_err(builder_failed)?).map_err(builder_failed)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(title);
    builder.set_uuid(uuid::Uuid::from_bytes(id));
    let mut contents = BTreeMap::new();
    for text in texts {
        if text.spine {
            builder.add_content(EpubContent::new(text.href.clone(), io::empty()))
        } else {
            builder.add_resource(&text.href, io::empty(), text.media_type)
        }
        .map_err(builder_failed)?;
        contents.insert(text.href, text.bytes);
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes).map_err(builder_failed)?;
    let mut archive = ZipArchive::new(io::Cursor::new(bytes)).map_err(machine)?;
    let mut opf = Vec::new();
    archive.by_name("OEBPS/content.opf").map_err(machine)?.read_to_end(&mut opf)?;
    let (manifest, spine) = read_opf(&opf)?;
    let files = manifest.into_iter().filter_map(|resource| {
        // The crate adds a contents page and a navigation of its own; ours take their place.
        let bytes = contents.remove(&resource.href)?;
        Some((resource, bytes))
    });
    Ok(Arranged { files: files.collect(), spine })
}

/// Reads manifest and spine of a package document.
fn read_opf(opf: &[u8]) -> Result<(Vec<Resource>, Vec<String>), Error> {
    let mut reader = Reader::from_reader(opf);
    let mut items: Vec<(String, Resource)> = Vec::new();
    let mut spine = Vec::new();
    loop {
        let event = reader.read_event().map_err(|error| builder_failed(error.to_string()))?;
        let (Event::Empty(element) | Event::Start(element)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        match element.name().as_ref() {
            "item" => {
                let href = attribute(&element, "href")?;
                let media_type = attribute(&element, "media-type")?;
                let id = attribute(&element, "id")?;
                items.push((id, Resource { href, media_type, properties: "" }));
            }
            "itemref" => {
                let id = attribute(&element, "idref")?;
                let item = items.iter().find(|item| item.0 == id);
                spine.extend(item.map(|item| item.1.href.clone()));
            }
            _ => {}
        }
    }
    Ok((items.into_iter().map(|item| item.1).collect(), spine))
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<String, Error> {
    let attribute = element
        .try_get_attribute(name)
        .map_err(|error| builder_failed(error.to_string()))?
        .ok_or_else(|| builder_failed(format!("no attribute `{name}`")))?;
    // Paths and ids of ours have no character that XML reserves.
    Ok(attribute.value.into_owned())
}

fn machine(error: zip::result::ZipError) -> Error {
    Error::Io(error.into())
}

fn builder_failed(error: impl std::fmt::Display) -> Error {
    Error::Io(io::Error::other(format!("epub-builder: {error}")))
}
