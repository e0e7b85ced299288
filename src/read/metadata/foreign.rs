//! Keys that other programs use: they do no harm and have no effect.
//!
//! A key comes in, a warning goes out, or an error if nobody is known to use it.

use super::fields::unknown_key;
use crate::base::{Code, Diagnostic};
use crate::read::Ctx;
use crate::read::yaml::Entry;

/// Keys of pandoc (Manual, "Variables", "Metadata variables") and of the site generators
/// Jekyll, Hugo, Zola, Eleventy, Astro, Docusaurus, `MkDocs` and Quarto.
const FOREIGN: &str = "
    abstract abstract-title affiliation aliases archetype arch author-meta autoeqnlabels
    autosectionlabels bibliography biblio-style biblatexoptions block-headings body-class
    build cascade categories category citation-style class classoption code-fold code-tools
    color colorlinks comments copyright cover coverage css csl csquotes custom_edit_url
    date-format dateformat date-meta displayed_sidebar dir doctype document-css documentclass
    draft editor eleventyComputed eleventyExcludeFromCollections eleventyNavigation engine
    excerpt execute expiryDate expires ext extra filters featured fontenc fontfamily
    fontfamilyoptions fontsize fontversionlevel footer footnotes-pretty format geometry hasCJKLanguage
    head header header-includes headless hide hide_table_of_contents hide_title highlight-style
    hyperrefoptions ibooks icon id image images include-after include-before index indent
    institute institution isCJKLanguage jupyter keep-md knit last_modified_at lastmod layout
    legal license link-citations linkcolor linestretch links-as-notes linkTitle linktitle lof
    logo lot mainfont mainfontoptions maketitle margin-bottom margin-left margin-right
    margin-top markup maxwidth math mathfont meta microtypeoptions monobackgroundcolor monofont
    monofontoptions nav navigation nav_order next nocite nospaces number-sections numbersections
    options outputs output output-file pagefooter pageheader pagestyle pagetitle pagination
    pagination_label pagination_next pagination_prev papersize parent parent_title part
    permalink prev priority publish_date publishDate published pdf-engine redirect_from
    redirect_to reference-section-title references relation resources robots sansfont
    sansfontoptions search secnumdepth section section_titles sectionsdepth series
    sidebar sidebar_class_name sidebar_label sidebar_position sitemap slugify_paths source
    spelling subject subparagraph suppress-bibliography summary svg tables tags table-of-contents
    taxonomies taxonomy template templateEngineOverride thanks theme theme_config theme-color
    thumbnail timezone title-block-banner title-block-style title-meta title-prefix titlepage
    toc toc-depth toc-own-page toc-title toc_depth toc_max_heading_level toc_min_heading_level
    translationKey translations type unlisted update_date updated updatedDate url urlcolor
    variables version videos weight zola
";

/// The keys of other programs.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    FOREIGN.split_ascii_whitespace()
}

/// Reports a key of the top level that is not ours.
pub(super) fn report(entry: &Entry, keys: &[&str], ctx: &mut Ctx<'_>) {
    if !self::keys().any(|key| key == entry.key) {
        unknown_key(entry, "the metadata", keys, ctx);
        return;
    }
    let message = format!("`{}` is a key of other programs and has no effect", entry.key);
    let help = match instead(&entry.key) {
        Some(ours) => format!("Platemark's key for it is `{ours}`"),
        None => "remove it, unless another program reads this file, too".to_owned(),
    };
    ctx.diagnostics.push(Diagnostic::warning(Code::ForeignKey, entry.span, message).help(help));
}

/// Our key for what a foreign key says.
fn instead(key: &str) -> Option<&'static str> {
    Some(match key {
        "tags" | "subject" | "taxonomies" => "keywords",
        "summary" | "abstract" | "excerpt" => "description",
        "copyright" | "license" => "rights",
        "image" | "cover" | "thumbnail" | "featured" => "cover-image",
        "papersize" | "geometry" => "design: {paper: …}",
        "theme" => "design: {theme: …}",
        "mainfont" | "sansfont" | "monofont" => "design: {fonts: …}",
        "draft" | "published" => "status",
        "publishDate" | "publish_date" => "date",
        "url" => "online",
        "version" => "revision",
        _ => return None,
    })
}
