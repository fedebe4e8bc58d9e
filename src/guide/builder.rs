//! Takes the parser's events one by one, keeps what is allowed, and remembers where sections begin.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag as Mark, TagEnd};

use super::link::{classify, is_anchor};
use super::model::{Block, BlockKind, Guide, Piece, Section, Tag, plain};
use super::prepare::{MAX_NESTING, SCREEN_CLOSE, SCREEN_OPEN};
use super::remark::Remark;

/// Most tags open at once. A list takes two, so this is above what [`MAX_NESTING`] lines can open in practice.
const MAX_OPEN: usize = 2 * MAX_NESTING + 8;

/// Most remarks kept: enough to mend a guide, bounded for one that is nothing but faults.
const MAX_REMARKS: usize = 100;

#[derive(Default)]
pub(super) struct Builder {
    pub(super) pieces: Vec<Piece>,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    remarks: Vec<Remark>,
    /// One frame per tag the parser has open; `None` when the tag itself is left out.
    stack: Vec<Option<Tag>>,
    /// How many frames of the stack are not `None`.
    open: usize,
    block_start: usize,
    screen: bool,
    /// Inside how many images: their content is the alternative text.
    images: usize,
    links: usize,
    /// Text of the HTML block being read.
    html: Option<String>,
    /// The anchor the open heading asks for.
    wanted: Option<String>,
    /// Alignments and current column of the open table.
    right: Vec<bool>,
    column: usize,
    level: u8,
    anchors: BTreeSet<String>,
    counters: BTreeMap<String, usize>,
}

impl Builder {
    pub(super) fn new(remarks: Vec<Remark>) -> Self {
        Self { remarks, ..Self::default() }
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < MAX_REMARKS && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(mark) => self.start(mark),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(code) if self.images == 0 => self.pieces.push(Piece::Code(clean(&code))),
            Event::Code(code) => self.text(&code),
            Event::Html(html) => self.text(&html),
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) => {
                self.remark(Remark::HtmlAsText { html: short(&html) });
                self.text(&html);
            }
            Event::SoftBreak => self.pieces.push(Piece::SoftBreak),
            Event::HardBreak => self.pieces.push(Piece::HardBreak),
            Event::Rule => {
                self.begin_block();
                self.pieces.push(Piece::Rule);
                self.end_block(BlockKind::Other);
            }
            // Extensions that are not switched on.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    /// Closes what is open and hands the guide over.
    pub(super) fn finish(mut self) -> Guide {
        while let Some(frame) = self.stack.pop() {
            if let Some(tag) = frame {
                self.close(tag);
            }
        }
        if self.screen {
            self.remark(Remark::ScreenMarkUnclosed);
        }
        Guide {
            sections: self.sections,
            remarks: self.remarks,
            blocks: self.blocks,
            pieces: self.pieces,
            ..Guide::default()
        }
    }

    fn start(&mut self, mark: Mark<'_>) {
        self.begin_block();
        let frame = if self.images > 0 { self.inside_image(&mark) } else { self.tag(mark) };
        if let Some(tag) = &frame {
            self.open += 1;
            self.pieces.push(Piece::Open(tag.clone()));
        }
        self.stack.push(frame);
    }

    fn inside_image(&mut self, mark: &Mark<'_>) -> Option<Tag> {
        self.images += usize::from(matches!(mark, Mark::Image { .. }));
        None
    }

    /// The tag that stands for a mark; `None` when only its content is kept.
    fn tag(&mut self, mark: Mark<'_>) -> Option<Tag> {
        let nested = matches!(mark, Mark::BlockQuote(_) | Mark::List(_) | Mark::Emphasis | Mark::Strong);
        if nested && self.open + 2 > MAX_OPEN {
            self.remark(Remark::TooDeep { levels: MAX_NESTING });
            return None;
        }
        let parent_kept = matches!(self.stack.last(), Some(Some(_)));
        match mark {
            Mark::Paragraph => Some(Tag::Paragraph),
            Mark::Heading { level, id, .. } => {
                self.wanted = id.map(|id| id.to_string());
                Some(Tag::Heading { level: rank(level), anchor: None })
            }
            Mark::BlockQuote(_) => Some(Tag::Quote),
            Mark::CodeBlock(_) => Some(Tag::CodeBlock),
            Mark::HtmlBlock => {
                self.html = Some(String::new());
                None
            }
            Mark::List(start) => Some(Tag::List(start)),
            Mark::Item => parent_kept.then_some(Tag::Item),
            Mark::Table(alignments) if self.open + 4 <= MAX_OPEN => {
                self.right = alignments.iter().map(|a| *a == Alignment::Right).collect();
                Some(Tag::Table)
            }
            Mark::TableHead | Mark::TableRow => {
                self.column = 0;
                let head = matches!(mark, Mark::TableHead);
                parent_kept.then_some(if head { Tag::Head } else { Tag::Row })
            }
            Mark::TableCell => {
                let column = self.column;
                self.column += 1;
                let right = self.right.get(column).copied().unwrap_or(false);
                parent_kept.then_some(Tag::Cell { column, right })
            }
            Mark::Emphasis => Some(Tag::Emphasis),
            Mark::Strong => Some(Tag::Strong),
            Mark::Link { link_type, dest_url, .. } => {
                let email = link_type == pulldown_cmark::LinkType::Email;
                let target = if email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                let Some(to) = classify(&target) else {
                    self.remark(Remark::LinkDropped { target: short(&target) });
                    return None;
                };
                // An address in angle brackets inside a link's words would make a link in a link.
                (self.links == 0).then(|| {
                    self.links += 1;
                    Tag::Link(to)
                })
            }
            Mark::Image { .. } => {
                self.remark(Remark::ImageDropped);
                self.images = 1;
                None
            }
            _ => None,
        }
    }

    fn end(&mut self, end: TagEnd) {
        if end == TagEnd::Image {
            self.images = self.images.saturating_sub(1);
        }
        if end == TagEnd::HtmlBlock {
            self.html_block();
        }
        let Some(frame) = self.stack.pop() else { return };
        match frame {
            Some(tag) => self.close(tag),
            // Items and paragraphs whose list was left out must not run together.
            None if matches!(end, TagEnd::Item | TagEnd::TableCell) => self.text(" "),
            None => {}
        }
        if self.stack.is_empty() && matches!(end, TagEnd::HtmlBlock) {
            self.end_block(BlockKind::Paragraph);
        }
    }

    fn close(&mut self, tag: Tag) {
        self.open = self.open.saturating_sub(1);
        self.links -= usize::from(matches!(tag, Tag::Link(_)) && self.links > 0);
        let optional =
            matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::Emphasis | Tag::Strong | Tag::Link(_));
        // An empty heading or link has no name to be read out; an empty paragraph is only a gap.
        if optional && matches!(self.pieces.last(), Some(Piece::Open(last)) if *last == tag) {
            self.pieces.pop();
        } else if let Tag::Heading { level, .. } = tag {
            self.heading(level);
            return;
        } else {
            self.pieces.push(Piece::Close(tag.clone()));
        }
        if self.stack.is_empty() {
            let kind = if tag == Tag::Paragraph { BlockKind::Paragraph } else { BlockKind::Other };
            self.end_block(kind);
        }
    }

    /// Closes a heading. At the top level it also begins a section.
    fn heading(&mut self, written: u8) {
        let from = self.pieces.iter().rposition(|p| matches!(p, Piece::Open(Tag::Heading { .. })));
        let Some(from) = from else { return };
        let heading = plain(self.pieces.get(from..).unwrap_or_default());
        let wanted = self.wanted.take();
        // One title, and no level left out on the way down.
        let first = self.sections.is_empty() && written == 1;
        let level = if first { 1 } else { written.clamp(2, self.level.max(1) + 1) };
        let top = self.stack.is_empty();
        let anchor = top.then(|| self.anchor(wanted, &heading));
        let tag = Tag::Heading { level, anchor: anchor.clone() };
        if let Some(piece) = self.pieces.get_mut(from) {
            *piece = Piece::Open(tag.clone());
        }
        self.pieces.push(Piece::Close(tag));
        if let Some(anchor) = anchor {
            self.level = level;
            let at = self.blocks.len();
            let screen_only = self.screen;
            self.sections.push(Section { level, anchor, heading, screen_only, blocks: at..at, own_end: at });
            self.end_block(BlockKind::Heading);
        }
    }

    /// The anchor asked for, or one made from the words; unique in the guide.
    fn anchor(&mut self, wanted: Option<String>, heading: &str) -> String {
        let base = match wanted {
            Some(wanted) if is_anchor(&wanted) => {
                if self.anchors.contains(&wanted) {
                    self.remark(Remark::DuplicateAnchor { anchor: wanted.clone() });
                }
                wanted
            }
            Some(_) => {
                self.remark(Remark::BadAnchor { heading: short(heading) });
                slug(heading)
            }
            None => slug(heading),
        };
        let mut anchor = base.clone();
        while self.anchors.contains(&anchor) {
            let count = self.counters.entry(base.clone()).or_insert(1);
            *count += 1;
            anchor = format!("{base}-{count}");
        }
        self.anchors.insert(anchor.clone());
        anchor
    }

    fn text(&mut self, text: &str) {
        if let Some(html) = &mut self.html {
            html.push_str(text);
            return;
        }
        let text = clean(text);
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(&text),
            _ => self.pieces.push(Piece::Text(text)),
        }
    }

    /// An HTML block: comments dropped, the rest shown as a paragraph of text.
    fn html_block(&mut self) {
        let html = self.html.take().unwrap_or_default();
        let rest = without_comments(&html);
        let rest = rest.trim();
        if !rest.is_empty() {
            self.remark(Remark::HtmlAsText { html: short(rest) });
            self.pieces.push(Piece::Open(Tag::Paragraph));
            self.text(rest);
            self.pieces.push(Piece::Close(Tag::Paragraph));
        }
    }

    fn begin_block(&mut self) {
        if self.stack.is_empty() {
            self.block_start = self.pieces.len();
        }
    }

    fn end_block(&mut self, kind: BlockKind) {
        if !self.stack.is_empty() {
            return;
        }
        let pieces = self.block_start..self.pieces.len();
        if kind == BlockKind::Paragraph && self.screen_mark() {
            self.pieces.truncate(pieces.start);
        } else if !pieces.is_empty() {
            self.blocks.push(Block { kind, screen_only: self.screen, pieces });
        }
        self.block_start = self.pieces.len();
    }

    /// Whether the paragraph just read is a screen-only mark; if so, acts on it.
    fn screen_mark(&mut self) -> bool {
        let text = match self.pieces.get(self.block_start..) {
            Some([Piece::Open(Tag::Paragraph), Piece::Text(text), Piece::Close(Tag::Paragraph)]) => {
                text.as_str()
            }
            _ => return false,
        };
        let opens = text == SCREEN_OPEN;
        if !opens && text != SCREEN_CLOSE {
            return false;
        }
        match (opens, self.screen) {
            (true, true) => self.remark(Remark::ScreenMarkNested),
            (false, false) => self.remark(Remark::ScreenMarkUnopened),
            _ => self.screen = opens,
        }
        true
    }
}

/// Control characters have no place in HTML; a browser would show or drop them as it likes.
fn clean(text: &str) -> String {
    let bad = |c: char| (c.is_control() && c != '\n' && c != '\t') || (c as u32 & 0xfffe) == 0xfffe;
    text.chars()
        .map(|c| if bad(c) || ('\u{fdd0}'..='\u{fdef}').contains(&c) { '\u{fffd}' } else { c })
        .collect()
}

/// The first 80 characters, for a remark.
fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}

/// `Reboot check, again` becomes `reboot-check-again`.
fn slug(heading: &str) -> String {
    let mut out = String::new();
    for c in heading.chars() {
        if out.len() >= 48 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "section".to_owned() } else { out.to_owned() }
}

fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}
