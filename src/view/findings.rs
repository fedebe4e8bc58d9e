use super::severity_mark;
use crate::assess::{Figure, Finding};
use crate::catalogue::{Passage, Severity};
use crate::units::in_words;
use maud::{Markup, html};

/// Where the links of a finding lead.
pub struct FindingLinks<'a> {
    /// The address of how a figure was reached; `None` when it cannot be shown.
    pub why: &'a dyn Fn(&Figure) -> Option<String>,
    /// The address and the title of a guide's passage; `None` when the guide is not at hand.
    pub guide: &'a dyn Fn(Passage) -> Option<(String, String)>,
    /// The address and the name of the page on which it is mended; `None` when it cannot be reached from here.
    pub page: &'a dyn Fn(&str) -> Option<(String, String)>,
    /// Begins the id of every finding.
    pub id_prefix: &'a str,
}

/// How many findings there are of each severity, worst first: counted, never added.
pub fn counts(findings: &[Finding]) -> String {
    let words: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, findings.iter().filter(|f| f.severity == severity).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {}", severity.word().to_lowercase()))
        .collect();
    in_words(&words)
}

/// The findings in their order, each an `article` with an `h3`.
pub fn findings(findings: &[Finding], links: &FindingLinks<'_>) -> Markup {
    html! {
        div class="findings" {
            @for finding in findings { (article(finding, links)) }
        }
    }
}

fn article(finding: &Finding, links: &FindingLinks<'_>) -> Markup {
    let why = finding.figure.as_ref().and_then(|figure| (links.why)(figure));
    let guide = (links.guide)(finding.passage);
    let page = finding.page.as_deref().and_then(|page| (links.page)(page));
    let heading = format!("{}{}", links.id_prefix, finding.id);
    html! {
        article class="find" id=(heading) aria-labelledby=(format!("{heading}-h")) {
            p { (severity_mark(finding.severity)) }
            div {
                h3 id=(format!("{heading}-h")) { (finding.title) }
                dl {
                    @if let Some(scenario) = finding.scenario { dt { "Scenario" } dd { (scenario.title) } }
                    @if let Some(loss) = &finding.loss { dt { "Loss" } dd { (loss) } }
                    @if !finding.evidence.is_empty() { dt { "Evidence" } dd { (finding.evidence) } }
                    @if !finding.shifted.is_empty() { dt { "Rating" } dd { (finding.shifted) } }
                    @if !finding.next.is_empty() { dt { "Next step" } dd { strong { (finding.next) } } }
                    @if why.is_some() || page.is_some() || guide.is_some() {
                        dt { "See" }
                        dd class="see" {
                            @if let Some(href) = &why { a href=(href) { "How this was reached" } }
                            @if let Some((href, name)) = &page { a href=(href) { (name) } }
                            @if let Some((href, title)) = &guide { a href=(href) { "Guide: " (title) } }
                        }
                    }
                }
            }
        }
    }
}
