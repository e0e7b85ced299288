//! Whether an embedded colour profile can be kept, and its way out of a JPEG's segments.
//!
//! Profile bytes come in and go out unchanged; only the header and the tag table are read
//! (ICC.1:2010, 7.2 and 7.3). A profile that lies about its length or is of another colour
//! model than the pixels is dropped, since a press would refuse the file for it.

use super::ColorModel;

/// The largest profile that is kept; real ones are under 3 MB.
pub(super) const MAX_PROFILE: usize = 8 << 20;

/// The profile, if it is whole and describes pixels of this colour model.
pub(super) fn usable(profile: &[u8], model: ColorModel) -> bool {
    let Some(length) = be32(profile, 0) else { return false };
    let length = length as usize;
    if length < 132 || profile.len() < length || MAX_PROFILE < length {
        return false;
    }
    let wanted: &[u8; 4] = match model {
        ColorModel::Gray => b"GRAY",
        ColorModel::Rgb => b"RGB ",
        ColorModel::Cmyk => b"CMYK",
    };
    let is_device = matches!(&profile[12..16], b"scnr" | b"mntr" | b"prtr" | b"spac");
    let signed = &profile[36..40] == b"acsp";
    let version = (2..=4).contains(&profile[8]);
    signed && version && is_device && &profile[16..20] == wanted && has_whole_tags(profile, length)
}

/// Whether every tag of the table lies inside the profile.
fn has_whole_tags(profile: &[u8], length: usize) -> bool {
    let Some(count) = be32(profile, 128) else { return false };
    if count == 0 || 200 < count {
        return false;
    }
    (0..count as usize).all(|i| {
        let entry = 132 + 12 * i;
        match (be32(profile, entry + 4), be32(profile, entry + 8)) {
            (Some(offset), Some(size)) => u64::from(offset) + u64::from(size) <= length as u64,
            _ => false,
        }
    })
}

/// Joins the numbered pieces of a JPEG's profile (ICC.1:2010, annex B.4).
///
/// A piece is (number from 1, count, bytes); none if one is missing or doubled.
pub(super) fn join(pieces: &[(u8, u8, &[u8])]) -> Option<Vec<u8>> {
    let count = pieces.first()?.1;
    if usize::from(count) != pieces.len() || pieces.iter().any(|piece| piece.1 != count) {
        return None;
    }
    let mut sorted = pieces.to_vec();
    sorted.sort_by_key(|piece| piece.0);
    if !sorted.iter().zip(1..=count).all(|(piece, number)| piece.0 == number) {
        return None;
    }
    Some(sorted.iter().flat_map(|piece| piece.2).copied().collect())
}

/// The profile cut to the length that it gives itself.
pub(super) fn trimmed(mut profile: Vec<u8>) -> Vec<u8> {
    if let Some(length) = be32(&profile, 0) {
        profile.truncate(length as usize);
    }
    profile
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}
