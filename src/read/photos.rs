//! The photographs that a kit names, each read once for its facts.
//!
//! Names come in, from the manuscript and the metadata; [`Photo`]s go out, with what their
//! files say about themselves. What the metadata says is set over that by whoever reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::manuscript::slug;
use crate::base::{Code, Diagnostic, Span, distance, threads};
use crate::document::{Credit, Inline, Photo, Rights};
use crate::image::{self, Broken, Drawing, Embedded, Facts, Format, PhotoId};
use crate::kit::{Handle, Kit, NotFound};

/// What helps when the machine cannot read a file.
const UNREADABLE: &str = "see that the file can be opened";

/// The photographs named so far.
#[derive(Debug)]
pub(super) struct Photos<'a> {
    kit: &'a Kit,
    /// Font files for text in drawings.
    faces: &'a [&'a [u8]],
    /// Each photograph once, in order of first naming.
    #[expect(clippy::struct_field_names, reason = "they are what the registry is for")]
    pub(super) photos: Vec<Photo>,
    /// What each name was found to mean.
    names: BTreeMap<String, Option<PhotoId>>,
    /// The photograph of each file, and of each content.
    files: BTreeMap<String, Option<PhotoId>>,
    hashes: BTreeMap<[u8; 32], PhotoId>,
    ids: BTreeSet<String>,
    /// What was read ahead, by file.
    surveyed: BTreeMap<String, Surveyed>,
}

/// What a photograph's file is, or why it cannot be used.
type Surveyed = Result<(Facts, Option<Arc<Drawing>>), Broken>;

impl<'a> Photos<'a> {
    pub(super) fn new(kit: &'a Kit, faces: &'a [&'a [u8]]) -> Photos<'a> {
        Photos {
            kit,
            faces,
            photos: Vec::new(),
            names: BTreeMap::new(),
            files: BTreeMap::new(),
            hashes: BTreeMap::new(),
            ids: BTreeSet::new(),
            surveyed: BTreeMap::new(),
        }
    }

    /// Reads the files of photographs that are about to be named, several at once; what is
    /// found does not depend on how many that is.
    pub(super) fn read_ahead<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        let names: BTreeSet<&str> = names.into_iter().collect();
        let handles: BTreeSet<Handle> =
            names.into_iter().filter_map(|name| self.kit.find(name).ok()).collect();
        let known = |handle: &&Handle| {
            let file = handle.as_str();
            self.files.contains_key(file) || self.surveyed.contains_key(file)
        };
        let handles: Vec<&Handle> = handles.iter().filter(|handle| !known(handle)).collect();
        if handles.len() < 2 {
            return;
        }
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let (kit, faces) = (self.kit, self.faces);
        let read = || {
            let mut found = Vec::new();
            while let Some(handle) = handles.get(next.fetch_add(1, Ordering::Relaxed)) {
                found.push((handle.as_str().to_owned(), survey(kit, handle, faces)));
            }
            found
        };
        let read = threads::each((0..workers.min(handles.len())).map(|_| read));
        self.surveyed.extend(read.into_iter().flatten());
    }

    /// Finds a photograph by a path or an id; reports one that is missing or broken, each
    /// name once.
    pub(super) fn resolve(
        &mut self,
        name: &str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<PhotoId> {
        // An id may be given to a photograph after it was first looked for.
        if let Some(Some(known)) = self.names.get(name) {
            return Some(*known);
        }
        let found = match self.kit.find(name) {
            Ok(handle) => self.file(&handle, span, diagnostics),
            Err(reason) => self.by_id(name).or_else(|| {
                if !self.names.contains_key(name) {
                    diagnostics.push(self.missing(name, reason, span));
                }
                None
            }),
        };
        self.names.insert(name.to_owned(), found);
        found
    }

    fn by_id(&self, name: &str) -> Option<PhotoId> {
        let at = self.photos.iter().position(|photo| photo.id == name)?;
        u32::try_from(at).ok().map(PhotoId)
    }

    fn missing(&self, name: &str, reason: NotFound, span: Span) -> Diagnostic {
        let error = |message: String| Diagnostic::error(Code::PhotoMissing, span, message);
        match reason {
            NotFound::Outside => Diagnostic::error(
                Code::PathLeavesKit,
                span,
                format!("the photograph `{name}` lies outside the kit"),
            )
            .help("copy it into `images/`"),
            NotFound::Unreadable(why) => {
                error(format!("the photograph `{name}` cannot be read: {why}"))
                    .help("name a JPEG, PNG, WebP or SVG file of the kit")
            }
            NotFound::Missing(mut near) => {
                let ids = self.photos.iter().map(|photo| &photo.id);
                near.extend(ids.filter(|id| distance(id, name) <= 2).cloned());
                let is_id = !name.contains(['.', '/', '\\']);
                let help = match near.first() {
                    _ if name.contains('\\') => {
                        format!("write `/` between folders: `{}`", name.replace('\\', "/"))
                    }
                    Some(meant) => format!("perhaps `{meant}` is meant"),
                    None if is_id && !self.photos.is_empty() => self.some_ids(name),
                    None => "put the file into `images/` and write its path".to_owned(),
                };
                let what =
                    if is_id { "no photograph has the id" } else { "there is no photograph" };
                error(format!("{what} `{name}`")).help(help)
            }
        }
    }

    /// The ids nearest to a name that is none.
    fn some_ids(&self, name: &str) -> String {
        const MOST: usize = 5;
        let mut ids: Vec<&str> = self.photos.iter().map(|photo| photo.id.as_str()).collect();
        ids.sort_by_key(|id| distance(id, name));
        let rest = if ids.len() <= MOST { "" } else { " and others" };
        ids.truncate(MOST);
        format!("ids are: `{}`{rest}", ids.join("`, `"))
    }

    fn file(
        &mut self,
        handle: &Handle,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<PhotoId> {
        let file = handle.as_str();
        if let Some(known) = self.files.get(file) {
            return *known;
        }
        let ahead = self.surveyed.remove(file);
        let seen = ahead.unwrap_or_else(|| survey(self.kit, handle, self.faces));
        let found = match seen {
            Ok((facts, drawing)) => Some(self.add(file, facts, drawing, span)),
            Err(broken) => {
                diagnostics.push(
                    Diagnostic::error(Code::PhotoBroken, span, format!("`{file}` {broken}"))
                        .help(broken.help),
                );
                None
            }
        };
        self.files.insert(file.to_owned(), found);
        found
    }

    fn add(
        &mut self,
        file: &str,
        facts: Facts,
        drawing: Option<Arc<Drawing>>,
        span: Span,
    ) -> PhotoId {
        let next = PhotoId(u32::try_from(self.photos.len()).unwrap_or(u32::MAX));
        let id = *self.hashes.entry(facts.sha256).or_insert(next);
        if id == next {
            let name = self.name(file);
            self.photos.push(photo(name, file, facts, drawing, span));
        }
        id
    }

    /// An id for a file: its stem in ASCII, unique.
    fn name(&mut self, file: &str) -> String {
        let name = file.rsplit('/').next().unwrap_or(file);
        let stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let stem = if stem.is_empty() { "photo".to_owned() } else { stem };
        let mut id = stem.clone();
        let mut count = 1;
        // The metadata gives ids of its own.
        while !self.ids.insert(id.clone()) || self.by_id(&id).is_some() {
            count += 1;
            id = format!("{stem}-{count}");
        }
        id
    }
}

/// Reads a photograph's file. Depends on nothing but the file, so that many can be read at
/// once.
fn survey(kit: &Kit, handle: &Handle, faces: &[&[u8]]) -> Surveyed {
    let bytes = kit
        .photo(handle)
        .map_err(|error| Broken { found: format!("cannot be read: {error}"), help: UNREADABLE })?;
    let facts = image::facts_within(&bytes, &kit.limits)?;
    let drawing = match facts.format {
        Format::Svg => Some(Arc::new(image::drawing(&bytes, faces)?)),
        Format::Jpeg | Format::Png | Format::Webp => None,
    };
    Ok((facts, drawing))
}

/// A photograph of which nothing is said but by its own file.
fn photo(id: String, file: &str, facts: Facts, drawing: Option<Arc<Drawing>>, span: Span) -> Photo {
    let Embedded { title, caption, creator, credit, copyright, alt, usage } =
        facts.embedded.clone();
    let caption = caption.map(|caption| one_line(&caption)).filter(|caption| !caption.is_empty());
    Photo {
        id,
        file: file.to_owned(),
        span,
        facts,
        drawing,
        title: said(title),
        caption: caption.map(Inline::Text).into_iter().collect(),
        alt: said(alt),
        decorative: false,
        long_description: String::new(),
        creator: said(creator.clone()),
        credit: match (said(credit), said(creator)) {
            (credit, _) if !credit.is_empty() => Some(Credit::Verbatim(credit)),
            (_, creator) if !creator.is_empty() => Some(Credit::Creator(creator)),
            _ => None,
        },
        copyright: said(copyright),
        usage: said(usage),
        date: None,
        rights: Rights::default(),
        focus: None,
        press: false,
        small: false,
    }
}

fn said(text: Option<String>) -> String {
    text.map(|text| one_line(&text)).unwrap_or_default()
}

/// A text from inside a file as one line, without control characters.
fn one_line(text: &str) -> String {
    let visible: String =
        text.chars().filter(|c| c.is_whitespace() || !super::hygiene::is_control(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
