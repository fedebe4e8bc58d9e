use crate::answers::ComponentKind;
use crate::assess::{Exposure, Finding, Matrix, Outcome};
use crate::catalogue::{Passage, ScenarioId};
use crate::chart::exposures as exposures_markup;
use crate::guide::GuideId;
use crate::route::Route;
use crate::ui::parts::{HEADING, rich};
use crate::ui::session::Session;
use crate::units::{Text, long_moment};
use crate::view::{self, FindingLinks};
use leptos::prelude::*;
use std::sync::Arc;

/// The heading of the derivation that is open, where the focus goes when a cell is followed.
pub(crate) const WHY: &str = "why";

/// The answer first, in three sentences; then the picture, the matrix, and what to do.
#[component]
pub(crate) fn Results(why: Option<(ComponentKind, ScenarioId)>) -> impl IntoView {
    let session = Session::use_session();
    session.refresh_now();
    let outcome = session.outcome();
    move || outcome.with(|outcome| page(outcome, why)).into_any()
}

fn page(outcome: &Arc<Outcome>, why: Option<(ComponentKind, ScenarioId)>) -> AnyView {
    let name = outcome.name.clone();
    if outcome.matrix.columns.is_empty() {
        return view! {
            <h1 id=HEADING tabindex="-1">"Nothing to show yet"</h1>
            <p class="measure block-s">
                "The results begin with one answer: which parts your application has."
            </p>
            <p class="row block-s"><a class="btn" href=Route::Question("component-kinds").href()>"Name the parts"</a></p>
        }
        .into_any();
    }
    view! {
        <h1 class="vh" id=HEADING tabindex="-1">"Results for " {name}</h1>
        <p class="kicker">"As things stand on " {long_moment(outcome.as_of)}</p>
        {sentences(&outcome.sentences)}
        {pictures(&outcome.exposures)}
        {losses(&outcome.matrix, why)}
        {to_do(&outcome.findings)}
        <section class="ruled noprint">
            <h2>"Take it with you"</h2>
            <p class="measure">
                "The report holds all of this in one file: to mail, to print, to keep beside the last one. It opens \
                 again in Holdfast."
            </p>
            <p class="row block-s">
                <a class="btn" href=Route::Report.href()>"Make the report"</a>
                <a href=Route::Review.href()>"Check or change your answers"</a>
            </p>
        </section>
    }
    .into_any()
}

fn sentences(sentences: &[Text; 3]) -> impl IntoView + use<> {
    let items = sentences.iter().map(|s| view! { <li>{rich(s)}</li> }).collect_view();
    view! { <ul class="three" role="list">{items}</ul> }
}

fn pictures(exposures: &[Exposure]) -> impl IntoView + use<> {
    if exposures.is_empty() {
        return view! {
            <section class="ruled">
                <h2>"The last two weeks"</h2>
                <p class="measure">
                    "There is no picture yet. It needs to know when the copies of your most important data run."
                </p>
                <p><a href=Route::Question("backup-schedule").href()>"Say when they run"</a></p>
            </section>
        }
        .into_any();
    }
    let charts = exposures_markup(exposures).into_string();
    view! {
        <section class="ruled">
            <h2>"The last two weeks"</h2>
            <div inner_html=charts></div>
        </section>
    }
    .into_any()
}

fn losses(matrix: &Matrix, why: Option<(ComponentKind, ScenarioId)>) -> impl IntoView + use<> {
    let link = |kind: ComponentKind, scenario: ScenarioId| Route::Why(kind, scenario).href();
    let table = view::matrix(matrix, &link, "matrix").into_string();
    let key = view::matrix_key(matrix, "matrix").into_string();
    let opened = why
        .and_then(|(kind, scenario)| matrix.cell(kind, scenario))
        .or_else(|| matrix.worst().map(|(_, _, cell)| cell))
        .map(|cell| (cell.derivation.title.clone(), view::derivation(&cell.derivation).into_string()));
    view! {
        <section class="ruled">
            <h2>"What would be lost, whatever happens"</h2>
            <p class="measure">
                "The most that would be lost of each component in each scenario. Open a figure to see how it was reached."
            </p>
            <div inner_html=key></div>
            <div class="scroll" inner_html=table></div>
            {opened.map(|(title, steps)| view! {
                <section class="why" aria-labelledby=WHY>
                    <h3 id=WHY tabindex="-1">{title}</h3>
                    <div class="deriv" inner_html=steps></div>
                </section>
            })}
        </section>
    }
}

fn to_do(findings: &[Finding]) -> impl IntoView + use<> {
    let links = FindingLinks {
        why: &|kind, scenario| Some(Route::Why(kind, scenario).href()),
        guide: &guide_link,
        id_prefix: "f-",
    };
    let list = view::findings(findings, &links).into_string();
    let counts = view::counts(findings);
    view! {
        <section class="ruled">
            <h2>"What to do, worst first"</h2>
            {if findings.is_empty() {
                view! { <p class="measure">"Nothing to do follows from your answers so far."</p> }.into_any()
            } else {
                view! {
                    <p class="kicker">{counts}". Inside each, the largest loss against its limit comes first."</p>
                    <div inner_html=list></div>
                }
                .into_any()
            }}
        </section>
    }
}

fn guide_link(passage: Passage) -> Option<(String, String)> {
    let id = GuideId::from_slug(passage.guide)?;
    let route = Route::Guide { slug: passage.guide.to_owned(), anchor: Some(passage.anchor.to_owned()) };
    Some((route.href(), id.title().to_owned()))
}
