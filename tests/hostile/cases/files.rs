//! Texts that are no texts: encodings, sizes, kits with none or several.

use super::Cases;

pub(super) fn add(cases: &mut Cases) {
    let raw = |cases: &mut Cases, name: &str, bytes: Vec<u8>| {
        cases.kit(name, move |kit| kit.write("kit/manuscript.md", &bytes));
    };
    raw(cases, "text-empty", Vec::new());
    raw(cases, "text-blank", b" \n\t\n".to_vec());
    raw(cases, "text-nul", vec![0; 1000]);
    raw(cases, "text-utf16", b"\xff\xfe#\0 \0A\0".to_vec());
    raw(cases, "text-utf16-big", b"\xfe\xff\0#\0 \0A".to_vec());
    raw(cases, "text-utf16-no-mark", b"#\0 \0A\0\n\0".to_vec());
    raw(cases, "text-utf32", b"\xff\xfe\0\0#\0\0\0".to_vec());
    raw(cases, "text-latin-1", b"# One\n\nCaf\xe9.\n".to_vec());
    raw(cases, "text-surrogates", b"# One\n\n\xed\xa0\x80\xed\xb0\x80\n".to_vec());
    raw(cases, "text-overlong", b"# One\n\n\xc0\xaf\n".to_vec());
    raw(cases, "text-beyond-unicode", b"# One\n\n\xf4\x90\x80\x80\n".to_vec());
    raw(cases, "text-cut-off", b"# One\n\nCaf\xc3".to_vec());
    raw(cases, "text-mark", b"\xef\xbb\xbf---\ntitle: A\nlang: en\n---\n\nText.\n".to_vec());
    raw(cases, "text-two-marks", b"\xef\xbb\xbf\xef\xbb\xbf# One\n\nText.\n".to_vec());
    raw(cases, "text-old-line-ends", b"---\rtitle: A\rlang: en\r---\r\rText.\r".to_vec());
    raw(
        cases,
        "text-odd-line-ends",
        b"# One\n\nA\x0bB\x0cC\xc2\x85D\xe2\x80\xa8E\xe2\x80\xa9F\n".to_vec(),
    );
    raw(cases, "text-is-a-picture", crate::bytes::JPEG.to_vec());
    raw(cases, "text-is-a-program", b"\x7fELF\x02\x01\x01\0\0\0".to_vec());
    raw(cases, "text-is-a-zip", b"PK\x03\x04\x14\0\0\0".to_vec());
    raw(cases, "text-too-large", vec![b'a'; 9 << 20]);
    cases.kit("text-sparse-terabyte", |kit| {
        let file = std::fs::File::create(kit.path().join("kit/manuscript.md")).unwrap();
        file.set_len(1 << 40).unwrap();
    });
    cases.kit("metadata-sparse-terabyte", |kit| {
        let file = std::fs::File::create(kit.path().join("kit/kit.yaml")).unwrap();
        file.set_len(1 << 40).unwrap();
    });
    cases.kit("picture-sparse-terabyte", |kit| {
        super::shows(kit, "a.jpg");
        kit.write("kit/images/b.jpg", b"");
        let file = std::fs::File::create(kit.path().join("kit/images/a.jpg")).unwrap();
        file.set_len(1 << 40).unwrap();
    });
    cases.kit("text-none", |kit| {
        std::fs::remove_file(kit.path().join("kit/manuscript.md")).unwrap();
    });
    cases.kit("text-several", |kit| {
        std::fs::remove_file(kit.path().join("kit/manuscript.md")).unwrap();
        kit.write("kit/a.md", b"# A\n\nA.\n");
        kit.write("kit/b.md", b"# B\n\nB.\n");
    });
    cases.kit("text-may-not-be-read", |kit| {
        use std::os::unix::fs::PermissionsExt;
        // Whoever runs the tests as root may read it all the same; so it is no file either.
        let path = kit.path().join("kit/manuscript.md");
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o500)).unwrap();
    });
    cases.run("argument-not-there", &["build", "nowhere"], |_| {});
    cases.run("argument-device", &["build", "/dev/null"], |_| {});
    cases.run("argument-endless-device", &["build", "/dev/zero"], |_| {});
    cases.run("argument-empty", &["build", ""], |_| {});
    cases.run("argument-long", &["build", "--output"], |_| {});
    cases.run("argument-metadata-device", &["build", "--metadata", "/dev/zero"], |_| {});
    cases.run("argument-metadata-folder", &["build", "--metadata", "."], |_| {});
}
