//! Time zones, as the browser knows them: names, and the changes of their clocks.

use super::property::read;
use crate::desk::ZoneRules;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &DateTimeFormat) -> Object;
}

/// How far either side of now is looked, in seconds: a year and a half.
const REACH: i64 = 548 * 86_400;
/// No zone changes its clocks there and back within a week: the shortest that is done is a month of fasting.
const STEP: i64 = 7 * 86_400;
/// Clocks change at whole minutes.
const MINUTE: i64 = 60;

/// The name of the person's own zone, such as `Europe/Berlin`; empty where the browser keeps it to itself.
pub fn here() -> String {
    DateTimeFormat::new("en", &Object::new())
        .map(|format| read(&format.resolved_options(), "timeZone").as_string().unwrap_or_default())
        .unwrap_or_default()
}

/// The rules of a zone around now; `None` for a name that the browser does not know. Read once in the life of a page.
pub fn rules(name: &str) -> Option<ZoneRules> {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<String, ZoneRules>> = const { RefCell::new(BTreeMap::new()) };
    }
    let known = KNOWN.with_borrow(|known| known.get(name).cloned());
    known.or_else(|| {
        // Milliseconds of this and the next centuries are far below 2^53.
        let rules = rules_at(name, (js_sys::Date::now() / 1_000.0) as i64)?;
        KNOWN.with_borrow_mut(|known| known.insert(name.to_owned(), rules.clone()));
        Some(rules)
    })
}

/// The rules of a zone around an instant, in seconds since 1970 UTC.
pub fn rules_at(name: &str, now: i64) -> Option<ZoneRules> {
    rules_between(name, now - REACH, now + REACH)
}

/// The rules of a zone from one instant to another.
pub fn rules_between(name: &str, from: i64, end: i64) -> Option<ZoneRules> {
    let options = Object::new();
    for (option, value) in [("timeZone", name), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &JsValue::from_str(option), &JsValue::from_str(value)).ok()?;
    }
    let format = DateTimeFormat::new("en-US", &options).ok()?;
    let offset = |at: i64| offset(&format.format(at as f64 * 1_000.0)).unwrap_or_default();
    let mut at = from.div_euclid(MINUTE) * MINUTE;
    let mut rules = ZoneRules { first: offset(at), changes: Vec::new() };
    let mut before = rules.first;
    while at < end {
        let next = at + STEP;
        if offset(next) == before {
            at = next;
            continue;
        }
        // `at` still has the offset before, `next` has not: the change is halved down to its minute.
        let (mut old, mut new) = (at / MINUTE, next / MINUTE);
        while new - old > 1 {
            let middle = old.midpoint(new);
            if offset(middle * MINUTE) == before { old = middle } else { new = middle }
        }
        at = new * MINUTE;
        before = offset(at);
        rules.changes.push((at, before));
    }
    Some(rules)
}

/// Seconds east of UTC in "11/21/2026, GMT-09:30"; nothing follows "GMT" where it is UTC's own.
fn offset(text: &str) -> Option<i32> {
    let (_, text) = text.split_once("GMT")?;
    let Some(sign) = text.chars().next() else { return Some(0) };
    let parts = text.get(sign.len_utf8()..)?.split(':').zip([3_600, 60, 1]);
    let seconds: i32 = parts.map(|(part, unit)| part.parse::<i32>().unwrap_or_default() * unit).sum();
    Some(if sign == '+' { seconds } else { -seconds })
}
