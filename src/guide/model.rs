//! A parsed guide: a flat list of pieces, cut into blocks, and headings that point into it.

use std::ops::Range;

use super::link::LinkTo;
use super::remark::Remark;

/// A parsed guide. Made by [`parse`](super::parse), turned into HTML by [`Guide::html`] and its relatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guide {
    /// Text of the first heading when it is a `#` heading, otherwise empty.
    pub title: String,
    /// Text of the first paragraph, when it comes before any second heading; otherwise empty.
    pub summary: String,
    /// Every heading in order, the title included.
    pub sections: Vec<Section>,
    /// What was cut, flattened or ignored.
    pub remarks: Vec<Remark>,
    pub(super) blocks: Vec<Block>,
    pub(super) pieces: Vec<Piece>,
}

/// A heading and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 for the title, 2 for a section, 3 for a part of it. Never more than one deeper than the heading before.
    pub level: u8,
    /// Name of the section in links, unique in the guide: `a-z`, `0-9`, `-`.
    pub anchor: String,
    /// The heading as plain text.
    pub heading: String,
    /// Whether the heading stands in a passage for the screen only.
    pub screen_only: bool,
    /// The heading and its blocks, sub-sections included.
    pub(super) blocks: Range<usize>,
    /// End of the blocks before the next heading of any level.
    pub(super) own_end: usize,
}

/// One block at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) screen_only: bool,
    pub(super) pieces: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading,
    Paragraph,
    Other,
}

/// The smallest unit. Opens and closes are balanced inside each block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Open(Tag),
    Close(Tag),
    Text(String),
    Code(String),
    SoftBreak,
    HardBreak,
    Rule,
}

/// Everything that can have content.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tag {
    Paragraph,
    Heading { level: u8, anchor: Option<String> },
    Quote,
    List(Option<u64>),
    Item,
    CodeBlock,
    Table,
    Head,
    Row,
    Cell { column: usize, right: bool },
    Emphasis,
    Strong,
    Link(LinkTo),
}

impl Guide {
    /// The sections below the title that a reader of this audience sees, for a list of contents.
    pub fn contents(&self, audience: super::Audience) -> impl Iterator<Item = &Section> {
        let print = audience == super::Audience::Print;
        self.sections.iter().filter(move |section| section.level > 1 && !(print && section.screen_only))
    }

    /// The section with this anchor.
    pub fn section(&self, anchor: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.anchor == anchor)
    }

    /// The lead of a section as plain text: what [`Guide::lead_html`] shows, without marks.
    pub fn lead_text(&self, anchor: &str) -> Option<String> {
        let lead = self.lead(self.section(anchor)?);
        let paragraphs = self.blocks.get(lead)?.iter().map(|block| self.text(block));
        Some(paragraphs.collect::<Vec<_>>().join("\n\n"))
    }

    /// Every link in the guide, in order.
    pub fn links(&self) -> impl Iterator<Item = &LinkTo> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Open(Tag::Link(to)) => Some(to),
            _ => None,
        })
    }

    /// The first one or two paragraphs after the heading. The second only while both have 75 words at most, and
    /// never one that ends with a colon: it introduces what follows, which a lead does not show.
    pub(super) fn lead(&self, section: &Section) -> Range<usize> {
        let start = section.blocks.start + 1;
        let own = self.blocks.get(start..section.own_end).unwrap_or_default();
        let (mut words, mut taken) = (0, 0);
        for block in own.iter().take(2) {
            let text = self.text(block);
            words += text.split_whitespace().count();
            let fits = taken == 0 || (words <= LEAD_WORDS && !text.ends_with(':'));
            if block.kind != BlockKind::Paragraph || block.screen_only != section.screen_only || !fits {
                break;
            }
            taken += 1;
        }
        start..start + taken
    }

    /// A block as plain text.
    pub(super) fn text(&self, block: &Block) -> String {
        plain(self.pieces.get(block.pieces.clone()).unwrap_or_default())
    }
}

/// Most words in a lead of two paragraphs.
const LEAD_WORDS: usize = 75;

/// The words of some pieces, without marks.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Code(text) => out.push_str(text),
            Piece::SoftBreak | Piece::HardBreak | Piece::Rule => out.push(' '),
            Piece::Close(Tag::Paragraph | Tag::Item | Tag::Cell { .. } | Tag::Heading { .. }) => {
                out.push(' ')
            }
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}
