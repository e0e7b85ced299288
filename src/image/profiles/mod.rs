//! The two colour profiles that are part of the program; `LICENCES.txt` beside them says whose.
//!
//! Nothing comes in. [`SRGB`] is what untagged RGB is taken to be and what a PDF/A names as its
//! output intent; [`CMYK`] is what untagged inks are taken to be.

/// sRGB (IEC 61966-2.1), an ICC version 2 display profile.
pub const SRGB: &[u8] = include_bytes!("sRGB.icc");

/// Offset print on coated paper (FOGRA39L), an ICC version 2 output profile.
pub const CMYK: &[u8] = include_bytes!("FOGRA39L_coated.icc");
