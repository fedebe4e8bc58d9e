use crate::assess::Finding;
use crate::catalogue::Passage;
use crate::guide::{Audience, Guide, GuideId, LinkTarget, LinkTo, Render, Section};
use crate::units::Arrange;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The guides a report may quote. One that is missing costs its passages, never the report.
#[derive(Debug, Clone, Default)]
pub struct GuideTexts(BTreeMap<GuideId, Arc<Guide>>);

impl GuideTexts {
    /// No guides.
    pub fn new() -> GuideTexts {
        GuideTexts::default()
    }

    /// Adds a guide.
    #[must_use]
    pub fn with(mut self, id: GuideId, guide: impl Into<Arc<Guide>>) -> GuideTexts {
        self.0.insert(id, guide.into());
        self
    }

    fn section(&self, passage: Passage) -> Option<(GuideId, &Guide, &Section)> {
        let id = GuideId::from_slug(passage.guide)?;
        let guide = self.0.get(&id)?;
        let section = guide.section(passage.anchor).filter(|s| !s.screen_only)?;
        Some((id, guide, section))
    }

    /// The address of a passage in the report and the title of its section.
    pub(super) fn link(&self, passage: Passage) -> Option<(String, String)> {
        let (id, _, section) = self.section(passage)?;
        Some((format!("#{}{}", prefix(id), section.anchor), section.heading.clone()))
    }

    /// The passages the findings point to, in the order of the guides; `None` when there are none.
    pub(super) fn passages(&self, findings: &[Finding]) -> Option<Markup> {
        // By guide, then by place in the guide.
        let mut wanted: Vec<(GuideId, usize)> = findings
            .iter()
            .filter_map(|finding| {
                let (id, guide, section) = self.section(finding.passage)?;
                Some((id, guide.sections.iter().position(|s| std::ptr::eq(s, section))?))
            })
            .collect();
        wanted.arrange_by_key(|at| *at);
        wanted.dedup();
        let mut written = String::new();
        for (id, at) in wanted {
            let Some((guide, section)) = self.0.get(&id).and_then(|g| Some((g, g.sections.get(at)?))) else {
                continue;
            };
            // A part of a section that already stands there in full.
            if written.contains(&format!("id=\"{}{}\"", prefix(id), section.anchor)) {
                continue;
            }
            let links = |to: &LinkTo| outside_only(to);
            let prefix = prefix(id);
            let render =
                Render { audience: Audience::Print, top_level: 3, id_prefix: &prefix, links: &links };
            if let Some(body) = guide.section_html(&section.anchor, &render) {
                let passage = html! {
                    article class="passage" {
                        p class="kicker" { "From the guide: " (guide.title) }
                        (PreEscaped(body))
                    }
                };
                written.push_str(&passage.into_string());
            }
        }
        (!written.is_empty()).then_some(PreEscaped(written))
    }
}

/// Other passages may not be in the report: their names stay, their links go.
fn outside_only(to: &LinkTo) -> LinkTarget {
    match to {
        LinkTo::Outside { address } => LinkTarget::Href(address.clone()),
        LinkTo::Here { .. } | LinkTo::Guide { .. } => LinkTarget::Text,
    }
}

/// Before every id of a guide's headings.
fn prefix(id: GuideId) -> String {
    format!("g-{}-", id.slug())
}
