//! The door of the desk: `holdfast::desk` for the page. Strings in, strings out; see there.
//!
//! What is asked in a form that the desk does not know (halves of different builds) is answered with an empty string,
//! which the app reads as "try again".

use holdfast::answers::Answers;
use holdfast::catalogue::{ScenarioId, question};
use holdfast::desk;
use holdfast::guide::GuideId;
use holdfast::save::{OpenError, open};
use holdfast::system::ComponentId;
use holdfast::units::Moment;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// The version of this half.
#[wasm_bindgen]
pub fn version() -> String {
    desk::VERSION.to_owned()
}

fn moment(seconds: f64) -> Moment {
    // Whole seconds far inside the exact range of a double.
    Moment::from_seconds(seconds as i64)
}

fn cell(part: &str, scenario: &str) -> Option<(ComponentId, ScenarioId)> {
    let scenario = ScenarioId::from_slug(scenario)?;
    Some((ComponentId::new(part), scenario))
}

/// The results page; `part` and `scenario` name the cell that is open, empty for the longest window.
#[wasm_bindgen]
pub fn results(file: &str, now: f64, heading: &str, part: &str, scenario: &str) -> String {
    desk::results(file, moment(now), heading, cell(part, scenario))
}

thread_local! {
    /// The file that was asked about last, and what it holds: while somebody types it stays the same, and reading it
    /// would take longer than the answer. The answer is the same with it and without.
    static LAST: RefCell<Option<(String, Result<Answers, OpenError>)>> = const { RefCell::new(None) };
}

/// A live page, from JSON of [`desk::Ask`] to JSON of [`desk::Shown`].
#[wasm_bindgen]
pub fn page(file: String, ask: &str) -> String {
    let Ok(ask) = serde_json::from_str(ask) else { return String::new() };
    let shown = LAST.with_borrow_mut(|last| match last {
        Some((known, answers)) if *known == file => desk::page_of(answers, &ask),
        _ => {
            let answers = open(file.as_bytes());
            let shown = desk::page_of(&answers, &ask);
            *last = Some((file, answers));
            shown
        }
    });
    serde_json::to_string(&shown).unwrap_or_default()
}

/// What an answer means, as JSON of [`desk::Means`]; empty for nothing to say.
#[wasm_bindgen]
pub fn means(file: &str, id: &str, now: f64) -> String {
    question(id)
        .and_then(|question| desk::means(file, question, moment(now)))
        .and_then(|means| serde_json::to_string(&means).ok())
        .unwrap_or_default()
}

/// A guide as a page.
#[wasm_bindgen]
pub fn guide_page(slug: &str, markdown: &str, heading: &str) -> String {
    GuideId::from_slug(slug).map(|id| desk::guide_page(id, markdown, heading)).unwrap_or_default()
}

/// The passage of a guide that stands beside a question.
#[wasm_bindgen]
pub fn guide_lead(slug: &str, markdown: &str, anchor: &str) -> String {
    GuideId::from_slug(slug).map(|id| desk::guide_lead(id, markdown, anchor)).unwrap_or_default()
}

/// The report as JSON of [`desk::ReportFile`]. `guides` is a JSON object of Markdown by slug.
#[wasm_bindgen]
pub fn report(file: &str, now: f64, guides: &str) -> String {
    let guides: std::collections::BTreeMap<String, String> = serde_json::from_str(guides).unwrap_or_default();
    let guides: Vec<(GuideId, String)> =
        guides.into_iter().filter_map(|(slug, text)| Some((GuideId::from_slug(&slug)?, text))).collect();
    desk::report(file, moment(now), &guides)
        .ok()
        .and_then(|file| serde_json::to_string(&file).ok())
        .unwrap_or_default()
}
