use crate::answers::Answers;
use crate::assess::Outcome;
use crate::catalogue::VERSION;
use crate::units::long_moment;
use maud::{Markup, html};

pub(super) fn cover(answers: &Answers, outcome: &Outcome, digest: &str) -> Markup {
    let facts = [
        ("Covers", covers(outcome)),
        ("Rests on", rests_on(outcome)),
        ("Question catalogue", catalogue(outcome)),
        ("Made with", format!("Holdfast {}", env!("CARGO_PKG_VERSION"))),
    ];
    html! {
        header class="cover" {
            p class="kicker" {
                "Recovery report"
                @if answers.example { ". " strong { "A made-up example: no such system exists" } }
            }
            h1 { "If it broke right now, how much would we lose?" }
            p class="serif lead-in" { bdi { (outcome.name) } ". As things stood on " (long_moment(outcome.as_of)) "." }
            ul class="three" role="list" {
                @for sentence in &outcome.sentences { @if !sentence.parts().is_empty() { li { (sentence) } } }
            }
            dl class="facts cover-facts bottom" {
                @for (term, fact) in facts { div { dt { (term) } dd class="plain" { (fact) } } }
            }
            p class="fine muted digest" {
                "Digest of the answers (SHA-256) " span class="hash" { (digest) }
                ". It shows that a copy is complete and unchanged by accident; it does not prove who wrote it."
            }
        }
    }
}

/// Which questions were put, and whether the system was described beside them.
fn catalogue(outcome: &Outcome) -> String {
    let beside = if outcome.system.described { ", with a description of the system" } else { "" };
    format!("version {VERSION}, the quick check{beside}")
}

fn covers(outcome: &Outcome) -> String {
    let (parts, scenarios) = (outcome.matrix.columns.len(), outcome.matrix.rows.len());
    format!("{}, {}", counted(parts, "component"), counted(scenarios, "scenario"))
}

/// "21 questions: 14 told, 4 guessed, 2 not known, 1 not answered", kinds without any left out.
fn rests_on(outcome: &Outcome) -> String {
    let known = outcome.known;
    let [guessed, told, seen, measured] = known.evidence;
    let kinds = [
        (measured, "measured"),
        (seen, "seen"),
        (told, "told"),
        (guessed, "guessed"),
        (known.unsure, "not\u{a0}known"),
        (known.open, "not\u{a0}answered"),
    ];
    let kinds: Vec<String> =
        kinds.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n}\u{a0}{word}")).collect();
    let all = match outcome.system.described {
        true => format!("{} questions and points of the description", known.asked),
        false => counted(known.asked, "question"),
    };
    if kinds.is_empty() { all } else { format!("{all}: {}", kinds.join(", ")) }
}

fn counted(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
