//! A file in pieces: what is the same for everybody is packed ahead and followed by a full flush,
//! so that what is a copy's own can stand between as stored blocks (RFC 1951, 3.2.4).

use std::ops::Range;

use flate2::{Compress, Compression, FlushCompress};

use super::own::Slot;

/// A piece of a file.
#[derive(Debug)]
pub(super) enum Piece {
    /// The same for everybody, and packed.
    Same { plain: Vec<u8>, packed: Vec<u8> },
    /// A copy's own.
    Own(Slot),
}

/// Cuts a text at its slots and packs what is between them.
pub(super) fn pack(text: &str, slots: Vec<(Range<usize>, Slot)>) -> Vec<Piece> {
    let mut compress = Compress::new(Compression::new(6), false);
    let mut same = |text: &str, flush: FlushCompress| {
        let plain = text.as_bytes().to_vec();
        let mut packed = Vec::new();
        let begun = compress.total_in();
        loop {
            packed.reserve(plain.len() / 2 + 256);
            let done = usize::try_from(compress.total_in() - begun).unwrap_or(usize::MAX);
            let rest = plain.get(done..).unwrap_or_default();
            let status = compress.compress_vec(rest, &mut packed, flush);
            status.expect("a compressor takes any bytes");
            let done = compress.total_in() - begun == plain.len() as u64;
            // All is out when there was room for more.
            if done && packed.len() < packed.capacity() {
                return Piece::Same { plain, packed };
            }
        }
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for (place, slot) in slots {
        if at < place.start {
            pieces.push(same(&text[at..place.start], FlushCompress::Full));
        }
        at = place.end.max(at);
        pieces.push(Piece::Own(slot));
    }
    pieces.push(same(&text[at..], FlushCompress::Finish));
    pieces
}

/// Appends bytes as stored blocks, none of them the last of its file.
pub(super) fn store(out: &mut Vec<u8>, bytes: &[u8]) {
    for part in bytes.chunks(usize::from(u16::MAX)) {
        let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
        out.push(0);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::super::Words;
    use super::super::own::Own;
    use super::*;
    use crate::copies::Key;

    #[test]
    fn pieces_unpack_to_the_text_with_what_is_the_copys_own() {
        let text = "one two three one two three one two three";
        let slots = vec![(4..4, Slot::Id(0)), (7..8, Slot::Gap(0)), (20..20, Slot::Foot)];
        let key = Key::new(&[9; 32]).unwrap();
        let mark = key.mark(&[0; 32], "a@b.example", 0, None);
        let words = Words { whose: "For <A>", notice: "", foot: "", lang: Some("de") };
        let copy = Own { mark: &mark, words: &words, gaps: &[true] };
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        for piece in pack(text, slots) {
            match piece {
                Piece::Same { plain: same, packed: bytes } => {
                    plain.extend(same);
                    packed.extend(bytes);
                }
                Piece::Own(slot) => {
                    plain.extend(copy.fill(&slot).iter());
                    store(&mut packed, &copy.fill(&slot));
                }
            }
        }
        let mut unpacked = Vec::new();
        flate2::read::DeflateDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
        let unpacked = String::from_utf8(unpacked).unwrap();
        assert_eq!(unpacked, String::from_utf8(plain).unwrap(), "as if packed at once");
        assert!(unpacked.contains("two\nthree"), "the gap is a line's end: {unpacked}");
        assert!(
            unpacked.contains("lang=\"de\" xml:lang=\"de\"><p>For &lt;A&gt;</p>"),
            "{unpacked}"
        );
    }
}
