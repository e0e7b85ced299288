//! The archive of a copy: headers and directory (ZIP application note 6.3.9, 4.3).

/// A file as the directory lists it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u32,
    pub(super) size: u32,
    pub(super) offset: u32,
}

impl Entry {
    /// What local header and directory have in common.
    fn common(&self, out: &mut Vec<u8>) {
        let extra = 0_u16;
        // Version 2.0; no flags, or names in UTF-8; the first moment that ZIP knows.
        let flags = if self.name.is_ascii() { 0_u16 } else { 1 << 11 };
        let (time, date) = (0_u16, 1_u16 << 5 | 1);
        for value in [20, flags, self.method, time, date] {
            out.extend_from_slice(&value.to_le_bytes());
        }
        for value in [self.crc, self.packed, self.size] {
            out.extend_from_slice(&value.to_le_bytes());
        }
        let name = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend_from_slice(&name.to_le_bytes());
        out.extend_from_slice(&extra.to_le_bytes());
    }

    /// The header before a file's bytes (4.3.7).
    pub(super) fn local(&self) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        self.common(&mut out);
        out.extend_from_slice(self.name.as_bytes());
        out
    }

    /// The file in the directory (4.3.12): made on Unix, to be read by all.
    fn central(&self) -> Vec<u8> {
        let mut out = b"PK\x01\x02".to_vec();
        out.extend_from_slice(&(0x0300_u16 | 0x14).to_le_bytes());
        self.common(&mut out);
        // No comment, on the first disk, no internal attributes.
        out.extend_from_slice(&[0; 6]);
        out.extend_from_slice(&(0o100_644_u32 << 16).to_le_bytes());
        out.extend_from_slice(&self.offset.to_le_bytes());
        out.extend_from_slice(self.name.as_bytes());
        out
    }
}

/// The directory of these files, which begins at `start`, and its end.
pub(super) fn directory(entries: &[Entry], start: u32) -> Vec<u8> {
    let mut out: Vec<u8> = entries.iter().flat_map(Entry::central).collect();
    let length = short(out.len());
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count);
    out.extend_from_slice(&count);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// A length within an archive that is known to be small.
pub(super) fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
