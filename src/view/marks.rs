use crate::assess::Verdict;
use crate::catalogue::Severity;
use maud::{Markup, PreEscaped, html};

/// The shapes of all marks, hidden; once on a page, before the first mark.
///
/// The worse, the more ink: solid square, solid triangle, half diamond, open circle.
pub fn sprite() -> Markup {
    PreEscaped(
        concat!(
            r#"<svg class="vh" aria-hidden="true" focusable="false">"#,
            r#"<symbol id="m-critical" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14"/></symbol>"#,
            r#"<symbol id="m-high" viewBox="0 0 16 16"><path d="M8 1 L15.5 15 H0.5 Z"/></symbol>"#,
            r#"<symbol id="m-medium" viewBox="0 0 16 16"><path d="M8 1 L15 8 L8 15 L1 8 Z" fill="none" stroke-width="2"/>"#,
            r#"<path d="M8 1 L8 15 L1 8 Z" stroke="none"/></symbol>"#,
            r#"<symbol id="m-low" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="none" stroke-width="2"/></symbol>"#,
            r#"<symbol id="m-waste" viewBox="0 0 16 16"><path d="M2 2 H14 V14 H2 Z M2 8 H14" fill="none" stroke-width="2"/></symbol>"#,
            r#"<symbol id="m-note" viewBox="0 0 16 16"><circle cx="8" cy="8" r="2.5" stroke="none"/></symbol>"#,
            r#"<symbol id="m-within" viewBox="0 0 16 16"><path d="M2 8.5 L6.5 13 L14 3.5" fill="none" stroke-width="2.4"/></symbol>"#,
            r#"<symbol id="m-unknown" viewBox="0 0 16 16"><path d="M4 5.2 C4 0.8 12 0.8 12 5 C12 8 8 7.6 8 11" fill="none" stroke-width="2.4"/>"#,
            r#"<circle cx="8" cy="14.4" r="1.5" stroke="none"/></symbol></svg>"#,
        )
        .to_owned(),
    )
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
