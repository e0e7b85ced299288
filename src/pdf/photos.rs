//! Stores the photographs: each once, whatever the number of places that show it.
//!
//! The pages say how large each photograph is printed; its bytes are asked for when they
//! are written, and dropped before the next is opened.

use std::collections::BTreeMap;
use std::io;

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};

use super::resources::Picture;
use super::serialize::{File, Packer, compressed};
use super::{Error, predict};
use crate::base::{Length, Size};
use crate::image::{
    ColorModel, Coverage, PdfImage, PhotoBytes, PhotoId, Press, for_pdf, for_plates, profiles,
};
use crate::pages::{Draw, Pages};

/// Pixels to the inch above which a photograph is made smaller: no press and no screen shows
/// more.
const DENSEST: i64 = 600;

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
                Error::refused(format!("page {number} shows a photograph that is not there"))
                    .at_mark(pages, item.tag)
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

/// Writes the pictures, one after the other; returns how much ink those in inks take on a press.
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
    press: Option<&Press>,
) -> Result<BTreeMap<PhotoId, Coverage>, Error> {
    let (mut profiles, mut coverages) = (BTreeMap::new(), BTreeMap::new());
    for (picture, target) in stored.iter().zip(targets) {
        let facts = &pages.photos[picture.photo.0 as usize];
        file.identify(&facts.sha256);
        let bytes = photos.bytes(picture.photo).map_err(Error::Io)?;
        let tones = pages.tones_of(picture.photo);
        let most = Some(most_pixels(picture.printed));
        let image = match press {
            Some(_) => for_plates(&bytes, facts, most, tones).map(|(image, coverage)| {
                coverages.extend(coverage.map(|coverage| (picture.photo, coverage)));
                tagged(image)
            }),
            None => for_pdf(&bytes, facts, most, tones),
        };
        let image = image.map_err(|broken| Error::Photo(picture.photo, broken))?;
        let _place = bytes.into_place();
        write_image(file, target.id, image, &mut profiles).map_err(Error::Io)?;
    }
    Ok(coverages)
}

/// On a press no red, green and blue are meant without a profile (ISO 15930-7, 6.2.3).
fn tagged(mut image: PdfImage) -> PdfImage {
    if let PdfImage::Jpeg { color: ColorModel::Rgb, icc, .. }
    | PdfImage::Samples { color: ColorModel::Rgb, icc, .. } = &mut image
    {
        icc.get_or_insert_with(|| profiles::SRGB.to_vec());
    }
    image
}

/// The pixels that a printed size can show.
fn most_pixels(printed: Size) -> (u32, u32) {
    let pixels = |length: Length| {
        let count = length.ratio(DENSEST, 72 * 65_536).0.saturating_add(1);
        u32::try_from(count).unwrap_or(u32::MAX).max(1)
    };
    (pixels(printed.width), pixels(printed.height))
}

/// ISO 32000-1, 8.9.5.
fn write_image(
    file: &mut File<'_>,
    id: ObjectId,
    image: PdfImage,
    profiles: &mut BTreeMap<[u8; 32], ObjectId>,
) -> io::Result<()> {
    match image {
        PdfImage::Jpeg { bytes, width, height, color, invert, icc } => {
            let space = color_space(file, color, icc.as_deref(), profiles)?;
            let mut dict = image_dictionary(width, height, space);
            dict.set("Filter", "DCTDecode");
            if invert {
                let decode: Vec<Object> =
                    [1, 0].repeat(4).into_iter().map(Object::Integer).collect();
                dict.set("Decode", decode);
            }
            file.stream(id, &dict, &bytes)
        }
        PdfImage::Samples { width, height, color, data, alpha, icc } => {
            let space = color_space(file, color, icc.as_deref(), profiles)?;
            let mut dict = image_dictionary(width, height, space);
            if let Some(alpha) = alpha {
                let mask = file.reserve();
                let mut dict_of_mask = image_dictionary(width, height, "DeviceGray".into());
                let packed = pack(&mut dict_of_mask, &alpha, width, 1);
                file.stream(mask, &dict_of_mask, &packed)?;
                dict.set("SMask", mask);
            }
            let packed = pack(&mut dict, &data, width, channels(color));
            file.stream(id, &dict, &packed)
        }
    }
}

fn image_dictionary(width: u32, height: u32, space: Object) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "BitsPerComponent" => 8,
        "ColorSpace" => space,
    }
}

fn channels(color: ColorModel) -> u32 {
    match color {
        ColorModel::Gray => 1,
        ColorModel::Rgb => 3,
        ColorModel::Cmyk => 4,
    }
}

/// The colour space of a picture; a profile that many pictures have is written once.
fn color_space(
    file: &mut File<'_>,
    color: ColorModel,
    icc: Option<&[u8]>,
    profiles: &mut BTreeMap<[u8; 32], ObjectId>,
) -> io::Result<Object> {
    let device = match color {
        ColorModel::Gray => "DeviceGray",
        ColorModel::Rgb => "DeviceRGB",
        ColorModel::Cmyk => "DeviceCMYK",
    };
    let Some(icc) = icc else { return Ok(device.into()) };
    let hash = Sha256::digest(icc).into();
    if let Some(id) = profiles.get(&hash) {
        return Ok(Object::Array(vec!["ICCBased".into(), (*id).into()]));
    }
    let id = file.reserve();
    let dict = dictionary! { "N" => i64::from(channels(color)), "Alternate" => device };
    file.object(id, &compressed(dict, icc).into())?;
    profiles.insert(hash, id);
    Ok(Object::Array(vec!["ICCBased".into(), id.into()]))
}

/// Compresses samples, each row as what it differs by (ISO 32000-1, 7.4.4.4; PNG, 9.2).
fn pack(dict: &mut Dictionary, samples: &[u8], width: u32, channels: u32) -> Vec<u8> {
    dict.set("Filter", "FlateDecode");
    let parameters = dictionary! {
        "Predictor" => 15,
        "Colors" => i64::from(channels),
        "Columns" => i64::from(width),
    };
    dict.set("DecodeParms", parameters);
    let mut packer = Packer::new();
    predict::rows(samples, width as usize, channels as usize, |piece| packer.add(piece));
    packer.finish()
}
