//! Gives the pages their contents and resources, and the document its output intent.
//!
//! Each page names only what it uses (ISO 32000-1, 7.8.3), so that a page taken out of the
//! book takes only its own photographs along; pages that use the same share a dictionary.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::colors::Colors;
use super::content::Content;
use super::copies;
use super::drawing::Placed;
use super::number;
use super::number::real;
use super::serialize::compressed;
use super::shell::{Objects, Shell};
use super::strings::text_string;
use super::tree::page_key;
use crate::base::{Color, Length, Size};
use crate::image::{GradientKind, Press, profiles};
use crate::pages::{Margins, Pages};

/// A stored picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture {
    /// The image object.
    pub(super) id: ObjectId,
    /// Whether it has an alpha channel.
    pub(super) alpha: bool,
}

/// Sets what the page dictionaries hold. The contents are already compressed.
pub(super) fn set_pages(
    shell: &mut Shell,
    pages: &Pages,
    contents: Vec<Content>,
    pictures: &[Picture],
    colors: &Colors,
    copies: Option<&copies::Ids>,
) {
    let mut shared: BTreeMap<Vec<Vec<usize>>, ObjectId> = BTreeMap::new();
    let mut states: BTreeMap<u16, ObjectId> = BTreeMap::new();
    let fonts = shell.fonts.clone();
    for (index, (content, page)) in contents.into_iter().zip(&pages.pages).enumerate() {
        let objects = &mut shell.objects;
        let transparent = !content.opacities.is_empty()
            || content.pictures.iter().any(|&picture| pictures[picture].alpha);
        let key = vec![
            content.faces.iter().copied().collect(),
            content.pictures.iter().copied().collect(),
            content.opacities.iter().map(|&opacity| usize::from(opacity)).collect(),
            content.slips.iter().map(|&slip| slip as usize).collect(),
            vec![usize::from(content.every_ink)],
        ];
        let known = shared.get(&key).copied().filter(|_| content.gradients.is_empty());
        let resources = known.unwrap_or_else(|| {
            let mut dict = resources(objects, &content, &fonts, pictures, &mut states, colors);
            name_forms(&mut dict, &content, copies);
            let id = objects.add(dict);
            if content.gradients.is_empty() {
                shared.insert(key, id);
            }
            id
        });
        let mut stream = |bytes: Vec<u8>| {
            objects.add(Stream::new(dictionary! { "Filter" => "FlateDecode" }, bytes))
        };
        let mut streams = vec![Object::Reference(stream(content.bytes))];
        for (way, bytes) in content.nudged {
            streams.extend(copies.map(|copies| Object::Reference(copies.nudge(way))));
            streams.push(stream(bytes).into());
        }
        let contents = if streams.len() == 1 { streams.remove(0) } else { streams.into() };
        let within = |margin: Length| -> Vec<Object> {
            let Size { width, height } = page.size;
            [margin, margin, width - margin, height - margin].map(number::object).to_vec()
        };
        let Margins { bleed, slug } = pages.margins;
        let mut dict = dictionary! {
            "Type" => "Page",
            "Parent" => parent(objects, shell.pages[index]),
            "MediaBox" => within(Length::ZERO),
            "TrimBox" => within(slug + bleed),
            "Resources" => resources,
            "Contents" => contents,
            "StructParents" => page_key(index),
            "Tabs" => "S",
        };
        if bleed != Length::ZERO {
            dict.set("BleedBox", within(slug));
        }
        if transparent {
            let group = dictionary! { "S" => "Transparency", "CS" => colors.device() };
            dict.set("Group", group);
        }
        objects.set(shell.pages[index], dict);
    }
}

/// Names the forms that each copy sets by itself.
fn name_forms(dict: &mut Dictionary, content: &Content, copies: Option<&copies::Ids>) {
    let Some(copies) = copies.filter(|_| !content.slips.is_empty()) else { return };
    let mut all = dict.get(b"XObject").and_then(Object::as_dict).cloned().unwrap_or_default();
    for &slip in &content.slips {
        all.set(format!("C{}", slip as usize), copies.form(slip));
    }
    dict.set("XObject", all);
}

fn parent(objects: &Objects, page: ObjectId) -> Object {
    objects
        .doc
        .get_dictionary(page)
        .and_then(|page| page.get(b"Parent"))
        .cloned()
        .unwrap_or(Object::Null)
}

fn resources(
    objects: &mut Objects,
    content: &Content,
    fonts: &[ObjectId],
    pictures: &[Picture],
    states: &mut BTreeMap<u16, ObjectId>,
    colors: &Colors,
) -> Dictionary {
    let mut dict = Dictionary::new();
    let mut set = |key: &str, named: Dictionary| {
        if !named.is_empty() {
            dict.set(key, named);
        }
    };
    set("Font", named('F', &mut content.faces.iter().map(|&face| (face, fonts[face]))));
    let used = &mut content.pictures.iter().map(|&picture| (picture, pictures[picture].id));
    set("XObject", named('I', used));
    let mut opacities = content.opacities.iter().map(|&opacity| {
        let id = *states.entry(opacity).or_insert_with(|| {
            let value = real(f64::from(opacity) / 1000.0);
            objects.add(dictionary! { "Type" => "ExtGState", "ca" => value.clone(), "CA" => value })
        });
        (usize::from(opacity), id)
    });
    set("ExtGState", named('G', &mut opacities));
    let mut gradients = content
        .gradients
        .iter()
        .enumerate()
        .map(|(n, placed)| (n, objects.add(pattern(placed, colors))));
    set("Pattern", named('P', &mut gradients));
    if content.every_ink {
        set("ColorSpace", dictionary! { "All" => every_ink() });
    }
    dict
}

/// Every ink of a press, whichever it has (ISO 32000-1, 8.6.6.4); shown elsewhere as the four.
fn every_ink() -> Vec<Object> {
    let all = |share: i64| vec![Object::Integer(share); 4];
    let function = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => all(0), "C1" => all(1),
    };
    vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), function.into()]
}

/// Resources of one kind under their names.
pub(super) fn named(prefix: char, used: &mut dyn Iterator<Item = (usize, ObjectId)>) -> Dictionary {
    let mut dict = Dictionary::new();
    for (number, id) in used {
        dict.set(format!("{prefix}{number}"), id);
    }
    dict
}

/// A shading pattern (ISO 32000-1, 8.7.4.3 to 8.7.4.5).
fn pattern(placed: &Placed, colors: &Colors) -> Dictionary {
    let reals = |values: &[f64]| values.iter().map(|&value| real(value)).collect::<Vec<_>>();
    let (kind, coordinates) = match placed.gradient.kind {
        GradientKind::Linear { from, to } => (2, reals(&[from[0], from[1], to[0], to[1]])),
        GradientKind::Radial { focus, center, radius } => {
            (3, reals(&[focus[0], focus[1], 0.0, center[0], center[1], radius]))
        }
    };
    let shading = dictionary! {
        "ShadingType" => kind,
        "ColorSpace" => colors.device(),
        "Coords" => coordinates,
        "Function" => blend(&placed.gradient.stops, colors),
        "Extend" => vec![true.into(), true.into()],
    };
    dictionary! {
        "Type" => "Pattern",
        "PatternType" => 2,
        "Matrix" => reals(&placed.matrix),
        "Shading" => shading,
    }
}

/// The function from 0 to 1 through all stops (ISO 32000-1, 7.10.3 and 7.10.4).
fn blend(stops: &[(f64, Color)], colors: &Colors) -> Dictionary {
    let unit = || vec![Object::Integer(0), Object::Integer(1)];
    let between = |from: Color, to: Color| {
        dictionary! {
            "FunctionType" => 2, "Domain" => unit(), "N" => 1,
            "C0" => colors.channels(from), "C1" => colors.channels(to),
        }
    };
    // Stops at the ends, so that the whole of 0 to 1 is covered.
    let mut all: Vec<(f64, Color)> = Vec::new();
    for &(offset, color) in stops {
        let least = all.last().map_or(0.0, |&(before, _)| before);
        let offset = if offset.is_finite() { offset.clamp(least, 1.0) } else { least };
        if all.is_empty() && 0.0 < offset {
            all.push((0.0, color));
        }
        all.push((offset, color));
    }
    match all.last().copied() {
        None => return between(Color::BLACK, Color::BLACK),
        Some((offset, color)) if offset < 1.0 || all.len() < 2 => all.push((1.0, color)),
        Some(_) => {}
    }
    // Two stops at one offset are a hard edge; the stretch between them has no length.
    let stretches: Vec<_> = all.windows(2).filter(|pair| 1e-6 < pair[1].0 - pair[0].0).collect();
    if let [only] = stretches[..] {
        return between(only[0].1, only[1].1);
    }
    let functions: Vec<Object> =
        stretches.iter().map(|pair| between(pair[0].1, pair[1].1).into()).collect();
    let bounds: Vec<Object> = stretches.iter().skip(1).map(|pair| real(pair[0].0)).collect();
    let encode: Vec<Object> = stretches.iter().flat_map(|_| unit()).collect();
    dictionary! {
        "FunctionType" => 3, "Domain" => unit(),
        "Functions" => functions, "Bounds" => bounds, "Encode" => encode,
    }
}

/// What all device colours are meant in: sRGB (ISO 19005-2, 6.2.3), or the inks of a press
/// (ISO 15930-7, 6.2.1).
pub(super) fn output_intent(objects: &mut Objects, press: Option<&Press>) -> ObjectId {
    let Some(press) = press else {
        let profile = dictionary! { "N" => 3, "Alternate" => "DeviceRGB" };
        let profile = objects.add(compressed(profile, profiles::SRGB));
        return objects.add(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => text_string("sRGB"),
            "Info" => text_string("sRGB IEC61966-2.1"),
            "RegistryName" => text_string("http://www.color.org"),
            "DestOutputProfile" => profile,
        });
    };
    let profile = dictionary! { "N" => 4, "Alternate" => "DeviceCMYK" };
    let profile = objects.add(compressed(profile, &press.profile));
    let condition = if press.condition.is_empty() { "Custom" } else { press.condition };
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text_string(condition),
        "Info" => text_string(&press.name),
        "DestOutputProfile" => profile,
    };
    if !press.condition.is_empty() {
        intent.set("RegistryName", text_string("http://www.color.org"));
    }
    objects.add(intent)
}
