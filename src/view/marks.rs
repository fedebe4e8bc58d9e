use crate::assess::Verdict;
use crate::catalogue::Severity;
use maud::{Markup, PreEscaped, html};

/// The shapes of all marks, hidden; once on a page, before the first mark.
///
/// The worse, the more ink: solid square, solid triangle, half diamond, open circle.
pub fn sprite() -> Markup {
    html! { div class="vh" aria-hidden="true" { (PreEscaped(include_str!("../../style/marks.svg"))) } }
}

fn mark(name: &str) -> Markup {
    html! { svg class="mark" aria-hidden="true" { use href=(format!("#m-{name}")) {} } }
}

/// Shape and word of a severity, never one without the other.
pub fn severity_mark(severity: Severity) -> Markup {
    html! { span class=(format!("sev {}", severity.name())) { (mark(severity.name())) (severity.word()) } }
}

/// The shape of a verdict; the words beside it are the cell's.
pub fn verdict_mark(verdict: Verdict) -> Markup {
    match verdict {
        Verdict::Gone => mark("critical"),
        Verdict::Over => mark("high"),
        Verdict::Within => mark("within"),
        Verdict::Unknown => mark("unknown"),
        Verdict::None => html! { span aria-hidden="true" { "–" } },
    }
}

/// The style classes of a verdict: colour, and weight where it needs attention.
pub fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Gone => "gone critical",
        Verdict::Over => "overl high",
        Verdict::Within => "within",
        Verdict::Unknown => "unk",
        Verdict::None => "muted",
    }
}
