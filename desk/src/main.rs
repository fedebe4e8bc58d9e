//! The door of the desk: `holdfast::desk` for the page. Strings in, strings out; see there.
//!
//! What is asked in a form that the desk does not know (halves of different builds) is answered with an empty string,
//! which the app reads as "try again".

use holdfast::assess::Figure;
use holdfast::catalogue::question;
use holdfast::desk;
use holdfast::guide::GuideId;
use holdfast::ui::browser::live::{self, zones};
use holdfast::units::Moment;
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

/// The results page; `figure` is the address of the one that is opened, below the page's; empty for none.
#[wasm_bindgen]
pub fn results(file: &str, now: f64, heading: &str, figure: &str) -> String {
    desk::results(file, moment(now), &zones::here(), &zones::rules, heading, Figure::parse(figure).as_ref())
}

/// Begins to listen on live pages; see [`live::attach`].
#[wasm_bindgen]
pub fn attach(tell: js_sys::Function) {
    live::attach(tell);
}

/// Shows a live page in the element of an id; see [`live::show`].
#[wasm_bindgen]
pub fn show(root: &str, page: &str, heading: &str, file: &str, replaced: u32) {
    live::show(root, page, heading, file, replaced);
}

/// The live page is being left.
#[wasm_bindgen]
pub fn leave() {
    live::leave();
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

/// The report as JSON of [`desk::ReportFile`]. `guides` is a JSON list of slugs and Markdown.
#[wasm_bindgen]
pub fn report(file: &str, now: f64, guides: &str) -> String {
    let guides: Vec<(String, String)> = serde_json::from_str(guides).unwrap_or_default();
    let guides: Vec<(GuideId, String)> =
        guides.into_iter().filter_map(|(slug, text)| Some((GuideId::from_slug(&slug)?, text))).collect();
    desk::report(file, moment(now), &zones::here(), &zones::rules, &guides)
        .ok()
        .and_then(|file| serde_json::to_string(&file).ok())
        .unwrap_or_default()
}
