//! Markdown events to a [`Guide`].

use pulldown_cmark::{Options, Parser};

use super::builder::Builder;
use super::model::{BlockKind, Guide, Section};
use super::prepare::prepare;
use super::remark::Remark;

/// Most pieces (texts, opened and closed tags) of one guide. A guide of 5,000 words has about 1,000.
pub const MAX_PIECES: usize = 60_000;

/// Parses a guide. Never fails: what cannot be used is left out or shown as text, and [`Guide::remarks`] says so.
pub fn parse(markdown: &str) -> Guide {
    let mut remarks = Vec::new();
    let text = prepare(markdown, &mut remarks);
    let mut builder = Builder::new(remarks);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES) {
        if builder.pieces.len() >= MAX_PIECES {
            builder.remark(Remark::TooManyPieces { pieces: MAX_PIECES });
            break;
        }
        builder.event(event);
    }
    finish(builder.finish())
}

/// Works out how far each section reaches, then title and summary.
fn finish(mut guide: Guide) -> Guide {
    let starts: Vec<(usize, u8)> = guide.sections.iter().map(|s| (s.blocks.start, s.level)).collect();
    let end = guide.blocks.len();
    for (index, section) in guide.sections.iter_mut().enumerate() {
        let mut after = starts.iter().skip(index + 1);
        section.own_end = after.clone().next().map_or(end, |(start, _)| *start);
        section.blocks.end =
            after.find(|(_, level)| *level <= section.level).map_or(end, |(start, _)| *start);
    }
    let title = guide.sections.first().filter(|section| section.level == 1);
    guide.title = title.map(|section| section.heading.clone()).unwrap_or_default();
    guide.summary = summary(&guide, title).unwrap_or_default();
    guide
}

fn summary(guide: &Guide, title: Option<&Section>) -> Option<String> {
    let own = match title {
        Some(title) => guide.blocks.get(title.blocks.start + 1..title.own_end)?,
        None => guide.blocks.get(..guide.sections.first().map_or(guide.blocks.len(), |s| s.blocks.start))?,
    };
    let first = own.iter().find(|block| !block.screen_only)?;
    (first.kind == BlockKind::Paragraph).then(|| guide.text(first))
}
