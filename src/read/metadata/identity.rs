//! What is made from the metadata: the identifier of the work and the name of its files.
//!
//! Titles, creators and edition come in, a UUID and a slug go out. RFC 9562, 5.5 (UUID
//! version 5).

use crate::base::slug;
use crate::document::Metadata;

/// Completes the metadata once the title is known.
pub(in crate::read) fn settle(metadata: &mut Metadata) {
    metadata.uuid = uuid(metadata);
    if metadata.slug.is_empty() {
        metadata.slug = slug(&metadata.title.main);
    }
    if metadata.slug.is_empty() {
        let id = metadata.uuid;
        metadata.slug = format!("kit-{:02x}{:02x}{:02x}{:02x}", id[0], id[1], id[2], id[3]);
    }
}

/// A UUID that is the same whenever title, creators and edition are.
fn uuid(metadata: &Metadata) -> [u8; 16] {
    let mut name = format!("{}\n{}", metadata.title.main, metadata.title.subtitle);
    for creator in &metadata.creators {
        name.push('\n');
        name.push_str(&creator.name);
    }
    name.push_str("\n\n");
    name.push_str(&metadata.edition);
    *uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes()).as_bytes()
}
