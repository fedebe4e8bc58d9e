use super::guides::GuideTexts;
use crate::assess::Outcome;
use crate::catalogue::Severity;
use crate::units::capitalised;
use crate::view::{FindingLinks, counts, findings};
use maud::{Markup, html};

pub(super) fn todo(outcome: &Outcome, guides: &GuideTexts) -> Markup {
    if outcome.findings.is_empty() {
        let nothing_told = outcome.known.open == outcome.known.asked;
        return html! {
            p class="measure" {
                @if nothing_told { "Nothing can be said yet: no question has been answered." }
                @else { "Nothing was found that needs doing. What was not asked is not covered." }
            }
        };
    }
    let links = FindingLinks {
        why: &|figure| outcome.explains(figure).then(|| format!("#{}", figure.anchor())),
        guide: &|passage| guides.link(passage),
        page: &|_| Some(("#people".to_owned(), "People and drills".to_owned())),
        id_prefix: "f-",
    };
    html! {
        p class="muted small" {
            (capitalised(&counts(&outcome.findings)))
            ". Counts are not added up: one critical finding is not worth any number of low ones. Inside each, the \
             largest loss against its limit comes first."
        }
        @if outcome.findings.iter().any(|f| f.severity == Severity::Waste) {
            p class="muted small" { "Waste is space, time or money, not risk: it stands on its own." }
        }
        (findings(&outcome.findings, &links))
    }
}
