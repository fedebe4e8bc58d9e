//! The desk: the second half of the app, a WebAssembly module of its own that works everything out.
//!
//! `boot.js` knows its address and offers `globalThis.holdfastDesk()`, which loads it once. Strings in, strings out; an
//! empty string is "nothing to say".

use crate::desk::{Ask, Means, ReportFile, Shown, VERSION};
use crate::guide::GuideId;
use crate::units::Moment;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = globalThis, js_name = holdfastDesk, catch)]
    async fn load_module() -> Result<JsValue, JsValue>;

    /// The desk's exports.
    #[derive(Debug, Clone)]
    pub type Desk;
    #[wasm_bindgen(method, catch)]
    fn version(this: &Desk) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = results)]
    fn raw_results(
        this: &Desk,
        file: &str,
        now: f64,
        heading: &str,
        part: &str,
        scenario: &str,
    ) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = page)]
    fn raw_page(this: &Desk, file: &str, ask: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = means)]
    fn raw_means(this: &Desk, file: &str, id: &str, now: f64) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = guide_page)]
    fn raw_guide_page(this: &Desk, slug: &str, markdown: &str, heading: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = guide_lead)]
    fn raw_guide_lead(this: &Desk, slug: &str, markdown: &str, anchor: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = report)]
    fn raw_report(this: &Desk, file: &str, now: f64, guides: &str) -> Result<String, JsValue>;
}

/// Loads the desk. `None` when it cannot be had, or is of another build than this half.
pub async fn load() -> Option<Desk> {
    let desk: Desk = load_module().await.ok()?.unchecked_into();
    (desk.version().ok()? == VERSION).then_some(desk)
}

fn seconds(now: Moment) -> f64 {
    // Exact: moments of this and the next centuries are far below 2^53.
    now.seconds() as f64
}

impl Desk {
    /// The results page; see [`crate::desk::results`].
    pub fn results(
        &self,
        file: &str,
        now: Moment,
        heading: &str,
        cell: Option<(&str, &str)>,
    ) -> Option<String> {
        let (part, scenario) = cell.unwrap_or_default();
        said(self.raw_results(file, seconds(now), heading, part, scenario))
    }

    /// A live page; see [`crate::desk::page`].
    pub fn page(&self, file: &str, ask: &Ask) -> Option<Shown> {
        let ask = serde_json::to_string(ask).ok()?;
        serde_json::from_str(&said(self.raw_page(file, &ask))?).ok()
    }

    /// What an answer means; see [`crate::desk::means`].
    pub fn means(&self, file: &str, question: &str, now: Moment) -> Option<Means> {
        serde_json::from_str(&said(self.raw_means(file, question, seconds(now)))?).ok()
    }

    /// A guide as a page; see [`crate::desk::guide_page`].
    pub fn guide_page(&self, id: GuideId, markdown: &str, heading: &str) -> Option<String> {
        said(self.raw_guide_page(id.slug(), markdown, heading))
    }

    /// The passage beside a question; see [`crate::desk::guide_lead`].
    pub fn guide_lead(&self, id: GuideId, markdown: &str, anchor: &str) -> Option<String> {
        said(self.raw_guide_lead(id.slug(), markdown, anchor))
    }

    /// The report; see [`crate::desk::report`].
    pub fn report(&self, file: &str, now: Moment, guides: &BTreeMap<&str, String>) -> Option<ReportFile> {
        let guides = serde_json::to_string(guides).ok()?;
        serde_json::from_str(&said(self.raw_report(file, seconds(now), &guides))?).ok()
    }
}

fn said(answer: Result<String, JsValue>) -> Option<String> {
    answer.ok().filter(|text| !text.is_empty())
}
