//! Pieces to HTML. The only place that writes tags; every text and attribute leaves it escaped.

use super::escape::{escape, escape_href, join_units};
use super::html::Render;
use super::link::{LinkTarget, LinkTo, is_outside, is_safe_href};
use super::model::{Piece, Tag, plain};

pub(super) struct Writer<'a> {
    pub(super) out: String,
    render: &'a Render<'a>,
    /// The level in the guide that becomes `top_level`.
    base: u8,
    /// Level of the heading written last. Deeper ones go down one at a time, even when the one between was left out.
    last: u8,
    /// For each open link, whether it was written.
    links: Vec<bool>,
    table: Part,
    /// Words of the column headings, repeated beside each cell on narrow screens.
    labels: Vec<String>,
    /// What the open cell was written as.
    cell: &'static str,
}

/// Which part of a table is being written.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Outside,
    Head,
    AfterHead,
    Body,
}

impl<'a> Writer<'a> {
    pub(super) fn new(render: &'a Render<'a>, base: u8) -> Self {
        Self {
            out: String::new(),
            render,
            base,
            last: render.top_level.clamp(1, 6) - 1,
            links: Vec::new(),
            table: Part::Outside,
            labels: Vec::new(),
            cell: "td",
        }
    }

    pub(super) fn block(&mut self, pieces: &[Piece]) {
        let mut code = false;
        let mut cell_start = 0;
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Open(Tag::Cell { column, right }) => {
                    cell_start = at;
                    let empty = matches!(pieces.get(at + 1), Some(Piece::Close(_)));
                    self.open_cell(*column, *right, empty);
                }
                Piece::Close(Tag::Cell { .. }) => {
                    self.out.push_str(&format!("</{}>", self.cell));
                    if self.table == Part::Head {
                        self.labels.push(plain(pieces.get(cell_start..at).unwrap_or_default()));
                    }
                }
                Piece::Open(tag) => {
                    code |= *tag == Tag::CodeBlock;
                    self.open(tag);
                }
                Piece::Close(tag) => {
                    code &= *tag != Tag::CodeBlock;
                    self.close(tag);
                }
                Piece::Text(text) if code => escape(text, &mut self.out),
                Piece::Text(text) => escape(&join_units(text), &mut self.out),
                Piece::Code(text) => {
                    self.out.push_str("<code>");
                    escape(text, &mut self.out);
                    self.out.push_str("</code>");
                }
                Piece::SoftBreak => self.out.push('\n'),
                Piece::HardBreak => self.out.push_str("<br>\n"),
                Piece::Rule => self.out.push_str("<hr>\n"),
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let inline = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link(_) | Tag::Item);
        if !inline && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, anchor } => self.open_heading(*level, anchor.as_deref()),
            Tag::Quote => self.out.push_str("<blockquote>\n"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::CodeBlock => self.out.push_str("<pre><code>"),
            // No explicit roles, although a sheet may lay rows out as blocks: HTML forbids them inside a table.
            Tag::Table => {
                self.labels.clear();
                self.out.push_str("<div class=\"tbl\"><table>\n");
            }
            Tag::Head => {
                self.table = Part::Head;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::Row => {
                if self.table == Part::AfterHead {
                    self.table = Part::Body;
                    self.out.push_str("<tbody>\n");
                }
                self.out.push_str("<tr>");
            }
            Tag::Cell { column, right } => self.open_cell(*column, *right, false),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Link(to) => self.open_link(to),
        }
    }

    fn close(&mut self, tag: &Tag) {
        match tag {
            Tag::Paragraph => self.out.push_str("</p>\n"),
            Tag::Heading { .. } => self.out.push_str(&format!("</h{}>\n", self.last)),
            Tag::Quote => self.out.push_str("</blockquote>\n"),
            Tag::List(None) => self.out.push_str("</ul>\n"),
            Tag::List(Some(_)) => self.out.push_str("</ol>\n"),
            Tag::Item => self.out.push_str("</li>\n"),
            Tag::CodeBlock => self.out.push_str("</code></pre>\n"),
            Tag::Table => {
                if self.table == Part::Body {
                    self.out.push_str("</tbody>\n");
                }
                self.table = Part::Outside;
                self.out.push_str("</table></div>\n");
            }
            Tag::Head => {
                self.table = Part::AfterHead;
                self.out.push_str("</tr>\n</thead>\n");
            }
            Tag::Row => self.out.push_str("</tr>\n"),
            Tag::Cell { .. } => {}
            Tag::Emphasis => self.out.push_str("</em>"),
            Tag::Strong => self.out.push_str("</strong>"),
            Tag::Link(_) => {
                if self.links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
        }
    }

    fn open_heading(&mut self, level: u8, anchor: Option<&str>) {
        let level = self.render.top_level.saturating_add(level.saturating_sub(self.base));
        self.last = level.min(self.last + 1).clamp(1, 6);
        self.out.push_str(&format!("<h{}", self.last));
        if let Some(anchor) = anchor {
            let prefix = self.render.id_prefix.chars();
            let prefix: String =
                prefix.filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
            self.out.push_str(&format!(" id=\"{prefix}{anchor}\""));
        }
        self.out.push('>');
    }

    /// Column headings and the first cell of a row head their column and row; an empty one heads nothing.
    fn open_cell(&mut self, column: usize, right: bool, empty: bool) {
        let class = if right { " class=\"r\"" } else { "" };
        let (cell, attributes) = match self.table {
            Part::Head if !empty => ("th", " scope=\"col\""),
            Part::Body if !empty && column == 0 => ("th", " scope=\"row\""),
            _ => ("td", ""),
        };
        self.cell = cell;
        self.out.push_str(&format!("<{cell}{attributes}{class}"));
        let label = self.labels.get(column).filter(|label| !label.is_empty());
        if let (Part::Body, "td", Some(label)) = (self.table, cell, label) {
            self.out.push_str(" data-label=\"");
            escape(label, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn open_link(&mut self, to: &LinkTo) {
        let href = match (self.render.links)(to) {
            LinkTarget::Href(href) if is_safe_href(&href) => href,
            LinkTarget::Href(_) | LinkTarget::Text => {
                self.links.push(false);
                return;
            }
        };
        self.links.push(true);
        self.out.push_str("<a href=\"");
        escape_href(&href, &mut self.out);
        self.out.push('"');
        if is_outside(&href) {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        self.out.push('>');
    }
}
