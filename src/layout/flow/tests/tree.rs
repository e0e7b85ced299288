//! The structure tree of a chapter is the chapter.

use super::*;

#[test]
fn the_tree_is_the_document() {
    let pages = set(
        &document(
            "1987 – The Workshop",
            "E A drum. | Mikel Olano\nFirst words^ here.\n## Wood\n* one / two\n| Year | Drums / 1987 | 40\n! 5\nLast words.",
        ),
        A4,
    );
    let mut out = String::new();
    outline(&pages, Structure::ROOT, 0, &mut out);
    insta::assert_snapshot!(
        out,
        @r"
    Document
      Part
        Heading(1) 1987 The Workshop
        BlockQuote
          Paragraph A drum.
        Paragraph – Mikel Olano
        Paragraph First words
          Reference
            Link 1
          Span here.
        Note
          Label 1
          Paragraph Remark 0 says more than the text has room for, and then some more of it.
        Heading(2) Wood
        List
          ListItem
            Label •
            ListBody
              Paragraph one
          ListItem
            Label •
            ListBody
              Paragraph two
        Table
          TableHead
            TableRow
              TableHeader(Column) Year
              TableHeader(Column) Drums
          TableBody
            TableRow
              TableCell 1987
              TableCell 40
        Figure
          Caption Caption 15.
        Paragraph Last words.
    "
    );
}

/// Roles under a node, indented, with the text of those that hold text themselves.
fn outline(pages: &Pages, node: NodeId, depth: usize, out: &mut String) {
    let kids = &pages.structure.node(node).kids;
    let name = format!("{:?}", pages.structure.node(node).role);
    let name = name.split([' ', '{']).next().unwrap_or("").to_owned();
    let mut words = String::new();
    for kid in kids {
        if let Kid::Item { page, item } = kid
            && let Draw::Text(run) = &pages.pages[*page as usize].items[*item as usize].draw
        {
            words.push_str(&run.text);
        }
    }
    let line = format!("{}{name} {}", "  ".repeat(depth), words.trim());
    out.push_str(line.trim_end());
    out.push('\n');
    for kid in kids {
        if let Kid::Node(kid) = kid {
            outline(pages, *kid, depth + 1, out);
        }
    }
}
