use super::guides::GuideTexts;
use super::inert::inert;
use super::style::{csp_hash, sha256_hex, sheet};
use super::{
    about, back, cover, described, given, kept, kept_by, lost, people, private, reached, real, todo,
};
use crate::answers::Answers;
use crate::assess::Outcome;
use crate::save::{ISLAND_ID, island, slug, to_file};
use crate::units::long_date;
use crate::view::sprite;
use chrono::Datelike;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A numbered part of the report.
struct Part {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

/// The whole report as one HTML file.
///
/// `outcome` is what follows from `answers`; `guides` are the texts it may quote.
///
/// Names and numbers of people are in it only where the document says so.
pub fn single_file(answers: &Answers, outcome: &Outcome, guides: &GuideTexts) -> String {
    let answers = &private::handed_on(answers);
    let date = long_date(outcome.as_of.civil().date());
    let css = sheet(&inert(&outcome.name), &date);
    let policy = format!(
        "default-src 'none'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        csp_hash(&css)
    );
    let digest = sha256_hex(&to_file(answers));
    let parts = parts(answers, outcome, guides);
    let head = html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(policy);
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="referrer" content="no-referrer";
        title { "How much would we lose? Recovery report for " (outcome.name) ", " (date) }
    };
    let body = html! {
        (sprite())
        main id="main" class="wrap" {
            div class="sheet front" {
                (cover::cover(answers, outcome, &digest))
                (contents(&parts))
            }
            @for (at, part) in parts.iter().enumerate() {
                section class="sheet" id=(part.id) aria-labelledby=(format!("{}-h", part.id)) {
                    h2 class="ruled" id=(format!("{}-h", part.id)) { (at + 1) ". " (part.title) }
                    (part.body)
                }
            }
        }
        footer class="foot" {
            div class="wrap" {
                span { "Made with Holdfast " (env!("CARGO_PKG_VERSION")) " on the owner’s own machine." }
                span { "Nothing in this file loads anything from anywhere." }
            }
        }
    };
    // Sheet and island are text of their own kind: what makes markup inert would break them.
    let (head, body) = (inert(&head.into_string()), inert(&body.into_string()));
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" {
            "\n"
            head { (PreEscaped(head)) style { (PreEscaped(css)) } }
            "\n"
            body class="report" {
                (PreEscaped(body)) "\n"
                script type="application/json" id=(ISLAND_ID) { (PreEscaped(island(answers))) }
                "\n"
            }
            "\n"
        }
        "\n"
    };
    page.into_string()
}

/// The name a report is saved under: `holdfast-shop-production-20261121.html`.
pub fn file_name(outcome: &Outcome) -> String {
    let day = outcome.as_of.civil().date();
    format!("holdfast-{}-{:04}{:02}{:02}.html", slug(&outcome.name), day.year(), day.month(), day.day())
}

fn parts(answers: &Answers, outcome: &Outcome, guides: &GuideTexts) -> Vec<Part> {
    let mut parts = vec![Part { id: "lost", title: "What would be lost", body: lost::lost(outcome) }];
    let back = back::back(outcome);
    parts.extend(back.map(|body| Part { id: "back", title: "How soon you would be back", body }));
    parts.push(Part { id: "todo", title: "What to do, worst first", body: todo::todo(outcome, guides) });
    let real = real::real_part(outcome);
    parts.extend(real.map(|body| Part { id: "real", title: "What the tools themselves say", body }));
    let kept = kept::kept(outcome);
    parts.extend(kept.map(|body| Part { id: "kept", title: "What the copies take and cost", body }));
    let rules = kept_by::kept_by(answers, outcome);
    parts.extend(rules.map(|body| Part { id: "rules", title: "What is kept, by which rules", body }));
    let images = kept_by::images(answers, outcome);
    parts.extend(images.map(|body| Part { id: "images", title: "Image plan", body }));
    parts.push(Part { id: "reached", title: "How each loss was reached", body: reached::reached(outcome) });
    let described = described::described(outcome);
    parts.extend(described.map(|body| Part { id: "system", title: "Your system", body }));
    let people = people::people(answers, outcome);
    parts.extend(people.map(|body| Part { id: "people", title: "People and drills", body }));
    parts.push(Part { id: "answers", title: "Your answers", body: given::given(answers) });
    if let Some(passages) = guides.passages(&outcome.findings) {
        let body = html! {
            p class="measure" { "What the findings above point to, in the words of the guides." }
            (passages)
        };
        parts.push(Part { id: "guides", title: "From the guides", body });
    }
    parts.push(Part { id: "about", title: "About this report", body: about::about(outcome) });
    parts
}

fn contents(parts: &[Part]) -> Markup {
    html! {
        nav class="contents" aria-labelledby="contents-h" {
            h2 class="h-small" id="contents-h" { "Contents" }
            ol role="list" {
                @for (at, part) in parts.iter().enumerate() {
                    li { a href=(format!("#{}", part.id)) { (at + 1) ". " (part.title) } }
                }
            }
        }
    }
}
