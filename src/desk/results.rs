use super::clock::{Rules, clock};
use crate::answers::Answers;
use crate::assess::{Figure, Outcome, assess};
use crate::catalogue::{Passage, ids};
use crate::drill::{ShelfLife, records};
use crate::guide::GuideId;
use crate::people::People;
use crate::programme::{self, Programme};
use crate::route::Route;
use crate::runbook::runbooks;
use crate::save::open;
use crate::units::{Moment, long_moment};
use crate::view::{self, FindingLinks};
use maud::{Markup, html};

/// The id of the heading of the derivation that is open.
pub const WHY: &str = "why";

/// The results: the answer first, in three sentences; then the picture, the matrix and what to do. `heading` is the id
/// of the page's heading, `here` is the person's own time zone, empty where it is not known; `rules` gives time zones, `why` names
/// the figure whose derivation is open.
///
/// A document that cannot be read is said, never an error.
pub fn results(
    file: &str,
    now: Moment,
    here: &str,
    rules: Rules<'_>,
    heading: &str,
    why: Option<&Figure>,
) -> String {
    match open(file.as_bytes()) {
        Ok(answers) => page(&answers, &assess(&answers, clock(&answers, now, here, rules)), heading, why),
        Err(error) => html! { h1 id=(heading) tabindex="-1" { "Results" } p role="alert" { (error) } },
    }
    .into_string()
}

fn page(answers: &Answers, outcome: &Outcome, heading: &str, why: Option<&Figure>) -> Markup {
    if outcome.matrix.columns.is_empty() {
        return html! {
            h1 id=(heading) tabindex="-1" { "Nothing to show yet" }
            (unreadable(answers, outcome))
            p class="measure block-s" { "The results begin with one answer: which parts your application has." }
            p class="row block-s" { a class="btn" href=(Route::Question(ids::COMPONENT_KINDS).href()) { "Name the parts" } }
        };
    }
    let back = match why {
        Some(Figure::Back(scenario, _)) => Some(*scenario),
        _ => None,
    };
    let opened = |is: &dyn Fn(&Figure) -> bool| explained(outcome, why.filter(|figure| is(figure)), WHY);
    let kept = view::kept(outcome, "kept", &link);
    let of_copies = opened(&Figure::is_of_copies);
    html! {
        h1 class="vh" id=(heading) tabindex="-1" { "Results for " (outcome.name) }
        p class="kicker" { "As things stand on " (long_moment(outcome.as_of)) }
        ul class="three" role="list" {
            @for sentence in &outcome.sentences { li { (sentence) } }
        }
        (unreadable(answers, outcome))
        section class="ruled" { h2 { "The last two weeks" } (pictures(outcome)) }
        section class="ruled" { h2 { "What would be lost, whatever happens" } (losses(outcome, why)) }
        @if let Some(returns) = view::returns(outcome, back, "back", &link) {
            section class="ruled" {
                h2 { "How soon you would be back" }
                (returns)
                (opened(&|of| matches!(of, Figure::Back(..))))
                @if let Some(measured) = view::measured(outcome) { (measured) }
            }
        }
        @if let Some(together) = view::together(outcome, &link) {
            section class="ruled" {
                h2 { "What fits together" }
                (together)
                (opened(&|of| matches!(of, Figure::Together(..))))
            }
        }
        section class="ruled" { h2 { "What to do, worst first" } (to_do(outcome)) }
        @if let Some(reals) = view::reals(outcome, &|real| Route::Live(format!("points/{}", real.group.id)).href()) {
            section class="ruled" { h2 { "What the tools themselves say" } (reals) }
        }
        @if kept.is_some() || !of_copies.0.is_empty() {
            section class="ruled" {
                h2 { "What the copies take" }
                @if let Some(kept) = &kept { (kept) }
                (of_copies)
            }
        }
        section class="ruled noprint" {
            h2 { "Take it with you" }
            p class="measure" {
                "The report holds all of this in one file: to mail, to print, to keep beside the last one. It opens \
                 again in Holdfast."
            }
            p class="row block-s" {
                a class="btn" href=(Route::Report.href()) { "Make the report" }
                a href=(Route::Review.href()) { "Check or change your answers" }
                a href=(Route::Live("system".to_owned()).href()) {
                    @if outcome.system.described { "Change your system" } @else { "Describe your system part by part" }
                }
            }
        }
    }
}

/// Every entry of the document that cannot be read, each with the page on which it can be removed.
fn unreadable(answers: &Answers, outcome: &Outcome) -> Markup {
    let mut all = outcome.system.unreadable.clone();
    all.extend(People::of(answers).unreadable);
    all.extend(runbooks(answers).1);
    all.extend(
        records(answers).1.into_iter().chain(ShelfLife::of(answers).1).chain(Programme::of(answers).1),
    );
    view::unreadable(&all, &|entry| {
        let (page, name) = match (entry.section, entry.id.as_str()) {
            ("points", _) => ("points", "your restore points"),
            ("people", _) => ("people", "your people"),
            ("plans", _) => ("plans", "your runbooks"),
            ("drills", programme::ID) => ("drills/year", "your year of drills"),
            ("drills", _) | ("settings", ShelfLife::ID) => ("drills", "your drills"),
            _ => ("system", "your system"),
        };
        html! { p { a href=(Route::Live(page.to_owned()).href()) { "Go to " (name) " to remove it" } } }
    })
}

fn pictures(outcome: &Outcome) -> Markup {
    let (asks, says, to) = if outcome.system.described {
        (
            "There is no picture yet. It needs to know when copies run.",
            "Describe what protects each part",
            Route::Live("system".to_owned()),
        )
    } else {
        (
            "There is no picture yet. It needs to know when the copies of your most important data run.",
            "Say when they run",
            Route::Question(ids::BACKUP_SCHEDULE),
        )
    };
    view::weeks(outcome, "weeks").unwrap_or_else(|| {
        html! {
            p class="measure" { (asks) }
            p class="block-s" { a href=(to.href()) { (says) } }
        }
    })
}

fn losses(outcome: &Outcome, why: Option<&Figure>) -> Markup {
    let matrix = &outcome.matrix;
    let asked = why.filter(|of| matches!(of, Figure::Loss(..)) && outcome.explains(of));
    // Where nobody asks: the one that says most.
    let longest = matrix.longest().map(|(column, row, _)| Figure::Loss(column.id.clone(), row.scenario.id));
    html! {
        p class="measure" {
            "The most that would be lost of each component in each scenario. Open a figure to see how it was reached."
        }
        (view::matrix_key(matrix, "matrix"))
        (view::matrix(matrix, &link, "matrix"))
        @match asked {
            Some(_) => (explained(outcome, asked, WHY)),
            // The name is for the one that is asked about.
            None => (explained(outcome, longest.as_ref(), if why.is_none() { WHY } else { "why-longest" })),
        }
    }
}

fn link(figure: &Figure) -> String {
    Route::Figure(figure.path()).href()
}

/// How a figure was reached; nothing where no figure is asked about, or there is none of that name.
fn explained(outcome: &Outcome, figure: Option<&Figure>, id: &str) -> Markup {
    let Some((figure, why)) = figure.and_then(|figure| Some((figure, outcome.why(figure)?))) else {
        return html! {};
    };
    html! {
        section class="why" aria-labelledby=(id) {
            h3 id=(id) tabindex="-1" { (why.title) }
            div class="deriv" { (view::derivation(&why)) }
            @if let Figure::Loss(part, scenario) = figure {
                @if let Some(law) = view::law(outcome, part, *scenario, "law") { div class="block" { (law) } }
            }
        }
    }
}

fn to_do(outcome: &Outcome) -> Markup {
    let findings = &outcome.findings;
    let links = FindingLinks {
        why: &|figure| outcome.explains(figure).then(|| link(figure)),
        guide: &guide_link,
        page: &|page| Some((Route::Live(page.to_owned()).href(), "Go to people".to_owned())),
        id_prefix: "f-",
    };
    html! {
        @if findings.is_empty() {
            p class="measure" { "Nothing to do follows from your answers so far." }
        } @else {
            p class="kicker" {
                (view::counts(findings)) ". Inside each, the largest loss against its limit comes first."
            }
            (view::findings(findings, &links))
        }
    }
}

fn guide_link(passage: Passage) -> Option<(String, String)> {
    let id = GuideId::from_slug(passage.guide)?;
    let route = Route::Guide { slug: passage.guide.to_owned(), anchor: Some(passage.anchor.to_owned()) };
    Some((route.href(), id.title().to_owned()))
}
