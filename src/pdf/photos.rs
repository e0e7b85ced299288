//! Stores the photographs: each once, whatever the number of places that show it.
//!
//! The pages say how large each photograph is printed; its bytes are asked for when they
//! are written, and dropped before the next is opened.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, dictionary};

use super::Error;
use super::resources::Picture;
use super::serialize::File;
use crate::base::Size;
use crate::image::{ColorModel, Format, PhotoBytes, PhotoId};
use crate::pages::{Draw, Pages};

/// One stored picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// A photograph whose file it is.
    pub(super) photo: PhotoId,
    /// The largest size at which it is printed, upright.
    pub(super) printed: Size,
}

/// The pictures to be stored, and for each photograph of the pages the picture's index.
///
/// # Errors
///
/// If a page shows a photograph that is not there.
pub(super) fn collect(pages: &Pages) -> Result<(Vec<Stored>, Vec<Option<usize>>), Error> {
    let mut stored: Vec<Stored> = Vec::new();
    let mut of_photo = vec![None; pages.photos.len()];
    let mut by_hash: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    for (page, number) in pages.pages.iter().zip(1_usize..) {
        for item in &page.items {
            let Draw::Photo { photo, frame, .. } = &item.draw else { continue };
            let index = photo.0 as usize;
            let facts = pages.photos.get(index).ok_or_else(|| {
                Error::Refused(format!("page {number} shows a photograph that is not there"))
            })?;
            let picture = *by_hash.entry(facts.sha256).or_insert_with(|| {
                stored.push(Stored { photo: *photo, printed: Size::default() });
                stored.len() - 1
            });
            of_photo[index] = Some(picture);
            let printed = &mut stored[picture].printed;
            printed.width = printed.width.max(frame.width);
            printed.height = printed.height.max(frame.height);
        }
    }
    Ok((stored, of_photo))
}

/// Writes the pictures, one after the other.
///
/// # Errors
///
/// If a file cannot be read or converted.
pub(super) fn write(
    file: &mut File<'_>,
    pages: &Pages,
    stored: &[Stored],
    targets: &[Picture],
    photos: &dyn PhotoBytes,
) -> Result<(), Error> {
    for (picture, target) in stored.iter().zip(targets) {
        let facts = &pages.photos[picture.photo.0 as usize];
        file.identify(&facts.sha256);
        let bytes = photos.bytes(picture.photo).map_err(Error::Io)?;
        if facts.format != Format::Jpeg {
            return Err(Error::Refused("only JPEG photographs can be stored".to_owned()));
        }
        let space = match facts.color {
            ColorModel::Gray => "DeviceGray",
            ColorModel::Rgb => "DeviceRGB",
            ColorModel::Cmyk => "DeviceCMYK",
        };
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(facts.width),
            "Height" => i64::from(facts.height),
            "BitsPerComponent" => 8,
            "ColorSpace" => Object::Name(space.as_bytes().to_vec()),
            "Filter" => "DCTDecode",
        };
        file.stream(target.id, &dict, &bytes).map_err(Error::Io)?;
    }
    Ok(())
}
