//! What a file is by its first bytes.
//!
//! Bytes come in, media types go out (WHATWG MIME Sniffing, 6 and 7.1, as far as books hold
//! such files). It trusts no name.

/// The media types that the first bytes of a file allow; empty if they tell nothing.
pub(super) fn kinds(head: &[u8]) -> &'static [&'static str] {
    let at =
        |start: usize, bytes: &[u8]| head.get(start..).is_some_and(|rest| rest.starts_with(bytes));
    if at(0, b"\xff\xd8\xff") {
        &["image/jpeg", "image/jpg"]
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        &["image/png", "image/apng"]
    } else if at(0, b"GIF8") {
        &["image/gif"]
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        &["image/webp"]
    } else if at(0, b"BM") && at(6, &[0; 4]) {
        &["image/bmp"]
    } else if at(0, b"II*\0") || at(0, b"MM\0*") {
        &["image/tiff"]
    } else if at(0, b"wOFF") {
        &["font/woff", "application/font-woff"]
    } else if at(0, b"wOF2") {
        &["font/woff2"]
    } else if at(0, b"OTTO") || at(0, b"\0\x01\0\0") || at(0, b"true") || at(0, b"ttcf") {
        // Any of the names for OpenType, since outlines of both kinds share them.
        &[
            "font/ttf",
            "font/otf",
            "font/sfnt",
            "font/collection",
            "application/font-sfnt",
            "application/x-font-ttf",
            "application/x-font-truetype",
            "application/x-font-otf",
            "application/x-font-opentype",
            "application/vnd.ms-opentype",
        ]
    } else if at(0, b"%PDF-") {
        &["application/pdf"]
    } else if at(0, b"ID3") || at(0, b"\xff\xfb") {
        &["audio/mpeg", "audio/mp3"]
    } else if at(4, b"ftyp") {
        &["video/mp4", "audio/mp4", "video/h264", "image/avif", "image/heic", "audio/x-m4a"]
    } else if at(0, b"OggS") {
        &["audio/ogg", "video/ogg", "audio/ogg; codecs=opus", "application/ogg"]
    } else if at(0, b"MZ") || at(0, b"\x7fELF") {
        &["application/octet-stream"]
    } else {
        &[]
    }
}

/// Whether a media type is one of those that [`kinds`] can tell, or a text.
pub(super) fn is_known(media_type: &str) -> bool {
    matches!(
        media_type,
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "font/woff" | "font/woff2"
    )
}

/// Whether a picture moves: a GIF or PNG of several frames, an animated WebP.
pub(super) fn moves(head: &[u8]) -> bool {
    let has = |bytes: &[u8]| memchr::memmem::find(head, bytes).is_some();
    match kinds(head).first() {
        Some(&"image/gif") => has(b"NETSCAPE2.0"),
        Some(&"image/png") => has(b"acTL"),
        Some(&"image/webp") => has(b"ANIM"),
        _ => false,
    }
}
