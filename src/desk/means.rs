use crate::assess::{Consequence, Finding, Preview, consequence};
use crate::catalogue::Question;
use crate::chart::schedule_preview;
use crate::save::open;
use crate::units::{Moment, capitalised};
use crate::view::severity_mark;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

/// What an answer means, while it is being given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Means {
    /// Paragraphs and a small picture.
    pub html: String,
    /// The first sentence, to be said aloud.
    pub say: String,
}

/// What the answer to `question` in the document means. `None` while there is no answer, or nothing to say.
pub fn means(file: &str, question: &'static Question, now: Moment) -> Option<Means> {
    let answers = open(file.as_bytes()).ok()?;
    let found = consequence(question, &answers, now)?;
    let sentence = found.says.first().map(crate::units::Text::words);
    let say = sentence.or_else(|| found.findings.first().map(Finding::sentence)).unwrap_or_default();
    Some(Means { html: meaning(&found).into_string(), say })
}

fn meaning(found: &Consequence) -> Markup {
    html! {
        @for text in &found.says { p class="measure" { (text) } }
        @for finding in &found.findings { (raised(finding)) }
        @if let Some(preview) = &found.preview { (picture(preview)) }
        @if !found.fine.is_empty() { p class="fine muted measure" { (found.fine) } }
    }
}

/// A finding as the results have it.
fn raised(finding: &Finding) -> Markup {
    html! {
        p {
            (severity_mark(finding.severity))
            @if let Some(scenario) = finding.scenario { span class="muted" { " " (scenario.title) } }
        }
        p class="measure" { (finding.sentence()) @if let Some(loss) = &finding.loss { " " (loss) } }
        @if !finding.next.is_empty() { p class="measure" { strong { "First step: " } (finding.next) } }
        @if !finding.shifted.is_empty() { p class="fine muted measure" { (finding.shifted) } }
    }
}

fn picture(preview: &Preview) -> Markup {
    let svg = schedule_preview(&preview.schedule, preview.to_safe, preview.limit, "preview");
    html! {
        @if let Some(svg) = svg {
            p class="kicker" { (capitalised(&preview.holds)) " lost, by the moment of failure" }
            div class="preview" { (svg) }
        }
    }
}
