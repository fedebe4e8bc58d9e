//! The desk: the second half of the app, a WebAssembly module of its own that works everything out.
//!
//! `boot.js` knows its address and offers `globalThis.holdfastDesk()`, which loads it once. Strings in, strings out; an
//! empty string is "nothing to say".

use crate::desk::{Means, ReportFile, VERSION};
use crate::guide::GuideId;
use crate::units::Moment;
use wasm_bindgen::closure::Closure;
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
    fn raw_results(this: &Desk, file: &str, now: f64, heading: &str, figure: &str)
    -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = attach)]
    fn raw_attach(this: &Desk, tell: &Closure<dyn Fn(String, String) -> String>) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = show)]
    fn raw_show(
        this: &Desk,
        root: &str,
        page: &str,
        heading: &str,
        file: &str,
        replaced: u32,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = leave)]
    fn raw_leave(this: &Desk) -> Result<(), JsValue>;
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
    pub fn results(&self, file: &str, now: Moment, heading: &str, figure: &str) -> Option<String> {
        said(self.raw_results(file, seconds(now), heading, figure))
    }

    /// Lets live pages tell what is done there; see [`crate::ui::browser::live::attach`].
    pub fn attach(&self, tell: impl Fn(&str, &str) -> String + 'static) {
        let tell = Closure::<dyn Fn(String, String) -> String>::new(move |word: String, text: String| {
            tell(&word, &text)
        });
        let _ = self.raw_attach(&tell);
        tell.forget();
    }

    /// Shows a live page; see [`crate::ui::browser::live::show`].
    pub fn show(&self, root: &str, page: &str, heading: &str, file: &str, replaced: u32) {
        let _ = self.raw_show(root, page, heading, file, replaced);
    }

    /// The live page is being left, or the app.
    pub fn leave(&self) {
        let _ = self.raw_leave();
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
    pub fn report(&self, file: &str, now: Moment, guides: &[(&str, String)]) -> Option<ReportFile> {
        let guides = serde_json::to_string(guides).ok()?;
        serde_json::from_str(&said(self.raw_report(file, seconds(now), &guides))?).ok()
    }
}

fn said(answer: Result<String, JsValue>) -> Option<String> {
    answer.ok().filter(|text| !text.is_empty())
}
