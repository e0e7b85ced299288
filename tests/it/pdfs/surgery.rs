//! Opens a PDF with another library, lets a test change it, and closes it again.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

pub(super) struct Patient(pub(super) Document);

pub(super) fn text(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// `bytes` with `old` replaced wherever it stands; a test whose `old` is nowhere has failed.
pub(super) fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let finder = memchr::memmem::Finder::new(old.as_bytes());
    let (mut out, mut rest) = (Vec::new(), bytes);
    while let Some(at) = finder.find(rest) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(new.as_bytes());
        rest = &rest[at + old.len()..];
    }
    assert!(!out.is_empty() || bytes.starts_with(old.as_bytes()), "`{old}` is in the bytes");
    out.extend_from_slice(rest);
    out
}

impl Patient {
    pub(super) fn open(bytes: &[u8]) -> Self {
        Patient(Document::load_mem(bytes).unwrap())
    }

    pub(super) fn close(mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.0.save_to(&mut out).unwrap();
        out
    }

    pub(super) fn catalog(&mut self) -> &mut Dictionary {
        self.0.catalog_mut().unwrap()
    }

    pub(super) fn info(&mut self) -> &mut Dictionary {
        let id = self.0.trailer.get(b"Info").unwrap().as_reference().unwrap();
        self.dict(id)
    }

    pub(super) fn dict(&mut self, id: ObjectId) -> &mut Dictionary {
        self.0.get_dictionary_mut(id).unwrap()
    }

    /// What an entry of the catalogue refers to.
    pub(super) fn under_catalog(&mut self, key: &[u8]) -> ObjectId {
        self.catalog().get(key).unwrap().as_reference().unwrap()
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.0.get_pages().len()).unwrap()
    }

    /// A page by its place from 1.
    pub(super) fn page(&self, number: u32) -> ObjectId {
        self.0.get_pages()[&number]
    }

    /// Structure elements of a role, in the order of their numbers.
    pub(super) fn elements(&self, role: &str) -> Vec<ObjectId> {
        let is = |object: &Object| {
            let dict = object.as_dict().ok();
            dict.is_some_and(|dict| {
                dict.has_type(b"StructElem")
                    && dict.get(b"S").and_then(Object::as_name).ok() == Some(role.as_bytes())
            })
        };
        let found: Vec<ObjectId> =
            self.0.objects.iter().filter(|(_, object)| is(object)).map(|(id, _)| *id).collect();
        assert!(!found.is_empty(), "the book has an element `{role}`");
        found
    }

    /// Annotations, fonts, pictures: whatever has a subtype.
    pub(super) fn of_subtype(&self, subtype: &str) -> Vec<ObjectId> {
        let is = |object: &Object| {
            let dict = object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict));
            dict.is_ok_and(|dict| {
                dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(subtype.as_bytes())
            })
        };
        self.0.objects.iter().filter(|(_, object)| is(object)).map(|(id, _)| *id).collect()
    }

    /// Changes the content of a page.
    pub(super) fn redraw(&mut self, number: u32, change: impl FnOnce(&[u8]) -> Vec<u8>) {
        let page = self.page(number);
        let id = self.dict(page).get(b"Contents").unwrap().as_reference().unwrap();
        self.rewrite(id, change);
    }

    /// Changes what a stream holds.
    pub(super) fn rewrite(&mut self, id: ObjectId, change: impl FnOnce(&[u8]) -> Vec<u8>) {
        let stream = self.0.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let plain = stream.get_plain_content().unwrap();
        stream.set_plain_content(change(&plain));
        stream.dict.remove(b"DecodeParms");
    }

    /// Changes the XMP packet.
    pub(super) fn xmp(&mut self, old: &str, new: &str) {
        let id = self.under_catalog(b"Metadata");
        self.rewrite(id, |packet| replaced(packet, old, new));
    }

    /// All fonts' maps to Unicode.
    pub(super) fn maps(&self) -> Vec<(ObjectId, ObjectId)> {
        let fonts = self.of_subtype("Type0").into_iter();
        let map = |id: ObjectId| {
            let font = self.0.get_dictionary(id).unwrap();
            (id, font.get(b"ToUnicode").unwrap().as_reference().unwrap())
        };
        fonts.map(map).collect()
    }
}
