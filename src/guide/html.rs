//! What can be asked for as HTML: the whole guide, a section, its lead, the rest of it.

use std::ops::Range;

use super::link::{LinkTarget, LinkTo};
use super::model::Guide;
use super::writer::Writer;

/// Who the HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The app: everything.
    Screen,
    /// Paper and the report: passages for the screen only are left out.
    Print,
}

/// How a guide is written out.
#[derive(Clone, Copy)]
pub struct Render<'a> {
    /// Who reads it.
    pub audience: Audience,
    /// Level of the topmost heading written, 1 to 6; deeper ones follow it, at most 6.
    ///
    /// The app shows a whole guide with 1. A report that puts a section under its own `h2` says 3.
    pub top_level: u8,
    /// Put before every `id`, to keep them apart from the page's own. Other characters than letters, digits, `-`
    /// and `_` are left out.
    ///
    /// Two guides may use the same anchor: a page that shows both gives each its own prefix, such as
    /// `g-steady-state-`.
    pub id_prefix: &'a str,
    /// What each link becomes.
    pub links: &'a dyn Fn(&LinkTo) -> LinkTarget,
}

impl Guide {
    /// The whole guide, title included.
    pub fn html(&self, render: &Render<'_>) -> String {
        let shallowest = self.sections.iter().map(|section| section.level).min().unwrap_or(1);
        self.write(0..self.blocks.len(), shallowest, render)
    }

    /// One section with its heading and sub-sections; `None` when there is none with this anchor, or when it is
    /// for the screen only and the audience is print.
    pub fn section_html(&self, anchor: &str, render: &Render<'_>) -> Option<String> {
        let section = self.section(anchor)?;
        if section.screen_only && render.audience == Audience::Print {
            return None;
        }
        Some(self.write(section.blocks.clone(), section.level, render))
    }

    /// The lead of a section: the first one or two paragraphs after its heading, without the heading. The second
    /// is taken when it follows at once, both have 75 words at most, and it does not end with a colon.
    pub fn lead_html(&self, anchor: &str, render: &Render<'_>) -> Option<String> {
        let section = self.section(anchor)?;
        let lead = self.lead(section);
        let html = self.write(lead, section.level, render);
        (!html.is_empty()).then_some(html)
    }

    /// What follows the lead, with sub-sections, without the heading. Empty when the lead is all there is.
    pub fn rest_html(&self, anchor: &str, render: &Render<'_>) -> Option<String> {
        let section = self.section(anchor)?;
        let lead = self.lead(section);
        Some(self.write(lead.end..section.blocks.end, section.level, render))
    }

    fn write(&self, blocks: Range<usize>, base: u8, render: &Render<'_>) -> String {
        let print = render.audience == Audience::Print;
        let mut writer = Writer::new(render, base);
        for block in self.blocks.get(blocks).unwrap_or_default() {
            if !(print && block.screen_only) {
                writer.block(self.pieces.get(block.pieces.clone()).unwrap_or_default());
            }
        }
        writer.out
    }
}
