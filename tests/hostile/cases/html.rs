//! Raw HTML and addresses that would do something.

use super::Cases;

const HTML: [(&str, &str); 24] = [
    ("html-script", "<script>alert(1)</script>\n\nText.\n"),
    ("html-script-inline", "A <script>alert(1)</script> word.\n"),
    ("html-script-open", "<script>\n\nText.\n"),
    ("html-script-case", "<ScRiPt\nsrc=//x>\n\n</sCrIpT>\n\nText.\n"),
    ("html-event", "<b onclick=\"alert(1)\">A word.</b>\n"),
    ("html-image", "<img src=x onerror=alert(1)>\n\nText.\n"),
    ("html-image-remote", "<img src=\"https://example.org/pixel.gif\">\n\nText.\n"),
    ("html-frame", "<iframe src=\"https://example.org\"></iframe>\n\nText.\n"),
    ("html-object", "<object data=a.swf></object><embed src=a.swf>\n\nText.\n"),
    ("html-form", "<form action=https://example.org><input></form>\n\nText.\n"),
    ("html-style", "<style>@import 'https://example.org/a.css';</style>\n\nText.\n"),
    ("html-style-attribute", "<p style=\"background:url(https://example.org)\">Text.</p>\n"),
    ("html-link", "<link rel=stylesheet href=//example.org/a.css>\n\nText.\n"),
    ("html-base", "<base href=https://example.org><meta http-equiv=refresh content=0>\n\nText.\n"),
    ("html-svg", "<svg onload=alert(1)><script>1</script></svg>\n\nText.\n"),
    ("html-math", "<math href=javascript:alert(1)>A</math>\n"),
    ("html-comment-end", "<!-- a --!> b -->\n\nText.\n"),
    ("html-comment-open", "<!-- never closed\n\nText.\n"),
    ("html-cdata", "<![CDATA[<script>alert(1)</script>]]>\n\nText.\n"),
    ("html-instruction", "<?xml-stylesheet href='https://example.org'?>\n\nText.\n"),
    ("html-doctype", "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>\n\n&x; Text.\n"),
    ("html-broken-quotes", "<a href=\"javascript:alert(1)\n\nText <b title=\"x>y</b>.\n"),
    ("html-end-of-everything", "</p></body></html>\n\nText.\n"),
    ("html-entities", "&#0; &#xD800; &#x110000; &#x1b; &lt;script&gt; &amp;lt; &unknown;\n"),
];

const LINKS: [(&str, &str); 16] = [
    ("link-javascript", "javascript:alert(1)"),
    ("link-javascript-case", "JaVaScRiPt:alert(1)"),
    ("link-javascript-entity", "java&#115;cript:alert(1)"),
    ("link-javascript-tab", "<java&Tab;script:alert(1)>"),
    ("link-javascript-newline", "<java&NewLine;script:alert(1)>"),
    ("link-javascript-control", "<&#1;javascript:alert(1)>"),
    ("link-javascript-escape", "javascript%3aalert(1)"),
    ("link-data", "data:text/html,<script>alert(1)</script>"),
    ("link-vbscript", "vbscript:msgbox(1)"),
    ("link-file", "file:///etc/passwd"),
    ("link-blob", "blob:https://example.org/x"),
    ("link-credentials", "https://user:word@example.org/"),
    ("link-local", "http://127.0.0.1:8080/"),
    ("link-markup", "<https://example.org/\"><script>alert(1)</script>>"),
    ("link-bidi", "https://example.org/\u{202e}gro.elpmaxe"),
    ("link-other-scheme", "ms-word:ofe|u|https://example.org/a.docx"),
];

pub(super) fn add(cases: &mut Cases) {
    for (name, text) in HTML {
        cases.text(name, text);
    }
    for (name, target) in LINKS {
        cases.text(name, format!("A [word]({target}) of it.\n"));
    }
    cases.text("link-automatic", "<javascript:alert(1)> and <file:///etc/passwd> and text.\n");
    cases.text("link-reference", "A [word][a].\n\n[a]: javascript:alert(1)\n");
    cases.text(
        "link-very-long",
        format!("A [word](https://example.org/{}).\n", "a".repeat(200_000)),
    );
    cases.yaml("metadata-javascript", "links: [{label: A, url: 'javascript:alert(1)'}]\n");
    cases.yaml("metadata-file-url", "links: [{label: A, url: 'file:///etc/passwd'}]\n");
    cases.yaml(
        "metadata-html",
        "logline: '<script>alert(1)</script>'\nrights: '<b onclick=x>A</b>'\n",
    );
    cases.yaml("metadata-mail", "contacts: [{name: A, email: 'a@b.org?bcc=all@b.org'}]\n");
}
