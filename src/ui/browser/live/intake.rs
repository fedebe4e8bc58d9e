//! Files and texts that a person hands to a page which takes them (`data-intake`): chosen, dropped or pasted, then read in
//! slices, so that the page stays responsive, and written to the document by the page itself.

use super::property::{read, write};
use super::stage::{document, files, press, redraw, root, say};
use super::zones;
use crate::desk::{FileRead, FileState, Taken, Taking};
use crate::schedule::Zone;
use crate::ui::browser::events::after;
use js_sys::{Array, Date, Promise, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, Document, Element, Event, File, HtmlInputElement};

/// Bytes read at once: a few milliseconds of work.
const SLICE: f64 = 262_144.0;
/// Milliseconds between two pictures of the progress.
const PICTURE: f64 = 100.0;
/// Milliseconds of work before the page may draw breath.
const BREATH: f64 = 20.0;
/// How a person hands files over.
const EVENTS: [&str; 5] = ["change", "drop", "dragover", "dragleave", "paste"];
const UNREADABLE: &str =
    "This file could not be read. It may have been moved, or be a folder. Choose it again.";
const NO_ZONE: &str = "Enter the name of a time zone, such as Europe/Berlin";
/// Clocks of times before this are not asked of the browser, one week at a time: 50 years.
const EARLIEST: i64 = 50 * 365 * 86_400;

/// What the page's list of files does not hold.
#[derive(Default)]
struct Queue {
    last: u32,
    /// Not read yet, in order.
    waiting: Vec<(u32, Blob)>,
    /// Read, and waiting for their zone.
    taken: Vec<(u32, Taken)>,
    reading: bool,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

fn queue<T>(with: impl FnOnce(&mut Queue) -> T) -> T {
    QUEUE.with_borrow_mut(with)
}

/// Begins to listen.
pub(super) fn attach(document: &Document) {
    let then = Closure::<dyn Fn(Event)>::new(|event: Event| happened(&event));
    for event in EVENTS {
        let _ = document.add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    }
    then.forget();
}

fn happened(event: &Event) {
    let place = root().and_then(|root| root.query_selector("[data-intake]").ok().flatten());
    let Some(place) = place else { return };
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let over = |is: bool| {
        let _ = if is { place.set_attribute("data-over", "") } else { place.remove_attribute("data-over") };
    };
    match event.type_().as_str() {
        "change" => {
            let Some(input) = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            if input.type_() == "file" {
                let chosen: Vec<File> = input.files().map(|list| all(&list)).unwrap_or_default();
                input.set_value("");
                add(chosen);
            }
        }
        "paste" => {
            let inside = |selector: &str| {
                target.as_ref().is_some_and(|t| t.closest(selector).ok().flatten().is_some())
            };
            if inside("input,textarea:not([name=paste]),select") {
                return;
            }
            let Ok(data) = read(event, "clipboardData").dyn_into::<DataTransfer>() else { return };
            let pasted: Vec<File> = data.files().map(|list| all(&list)).unwrap_or_default();
            let text = data.get_data("text/plain").unwrap_or_default();
            if !pasted.is_empty() {
                event.prevent_default();
                add(pasted);
            } else if !text.trim().is_empty() {
                event.prevent_default();
                add_text(&text);
            }
        }
        kind => {
            event.prevent_default();
            over(kind == "dragover");
            let dropped = read(event, "dataTransfer").dyn_into::<DataTransfer>().ok();
            if let Some(list) = dropped.filter(|_| kind == "drop").and_then(|data| data.files()) {
                add(all(&list));
            }
        }
    }
}

fn all(list: &web_sys::FileList) -> Vec<File> {
    (0..list.length()).filter_map(|n| list.get(n)).collect()
}

fn add(chosen: Vec<File>) {
    for file in chosen {
        let name = file.name();
        line_up(name, file.into());
    }
    begin();
}

fn add_text(text: &str) {
    if let Ok(blob) = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))) {
        line_up(String::new(), blob);
        begin();
    }
}

fn line_up(name: String, blob: Blob) {
    let number = queue(|queue| {
        queue.last += 1;
        queue.waiting.push((queue.last, blob));
        queue.last
    });
    files(|files| files.push(FileRead { number, name, state: FileState::Waiting }));
}

fn begin() {
    redraw();
    if queue(|queue| !std::mem::replace(&mut queue.reading, true)) {
        spawn_local(async {
            while let Some((number, blob)) = queue(|q| (!q.waiting.is_empty()).then(|| q.waiting.remove(0))) {
                take(number, &blob).await;
            }
            queue(|queue| queue.reading = false);
        });
    }
}

/// What is pressed beside a file.
pub(super) fn act(act: &str) {
    let (what, number) = act.split_once(' ').unwrap_or((act, ""));
    let number: u32 = number.parse().unwrap_or_default();
    match what {
        "file-drop" => {
            remove(number);
            say("It is put away.");
            press(String::new());
        }
        "file-zone" => name_zone(number),
        "file-text" => {
            let text = root().and_then(|root| root.query_selector("textarea[name=paste]").ok().flatten());
            if let Some(area) = text {
                let text = read(&area, "value").as_string().unwrap_or_default();
                write(&area, "value", &JsValue::from_str(""));
                add_text(&text);
            }
        }
        _ => {}
    }
}

fn remove(number: u32) {
    files(|files| files.retain(|file| file.number != number));
    queue(|queue| {
        queue.waiting.retain(|(n, _)| *n != number);
        queue.taken.retain(|(n, _)| *n != number);
    });
}

/// `false` when the file has been put away.
fn set(number: u32, state: FileState) -> bool {
    files(|files| {
        let file = files.iter_mut().find(|file| file.number == number);
        file.map(|file| file.state = state).is_some()
    })
}

fn stop(number: u32, state: FileState) {
    let words = match &state {
        FileState::Refused(says) => says.clone(),
        FileState::NeedsZone { .. } => {
            "On which clock did the tool run? Its times have no time zone.".to_owned()
        }
        _ => "Not one entry of this file is a restore point that counts.".to_owned(),
    };
    if set(number, state) {
        redraw();
        say(&words);
    }
}

fn name_of(number: u32) -> Option<String> {
    files(|files| files.iter().find(|file| file.number == number).map(|file| file.name.clone()))
}

async fn take(number: u32, blob: &Blob) {
    match read_slices(number, blob).await {
        Ok(Some(taken)) => go_on(number, taken).await,
        Ok(None) => {}
        Err(state) => stop(number, state),
    }
}

/// `None` when it was put away meanwhile.
async fn read_slices(number: u32, blob: &Blob) -> Result<Option<Taken>, FileState> {
    let size = blob.size();
    let unreadable = |_| FileState::Refused(UNREADABLE.to_owned());
    let (mut at, mut drawn) = (0.0, Date::now());
    let mut taking = Taking::default();
    while at < size {
        let end = (at + SLICE).min(size);
        let slice = blob.slice_with_f64_and_f64(at, end).map_err(unreadable)?;
        let buffer = JsFuture::from(slice.array_buffer()).await.map_err(unreadable)?;
        taking.feed(&Uint8Array::new(&buffer).to_vec())?;
        at = end;
        // A share of 100 fits.
        let percent = (100.0 * at / size) as u8;
        let there = set(number, FileState::Reading { percent, entries: taking.entries() });
        if !there {
            return Ok(None);
        }
        if Date::now() - drawn > PICTURE {
            drawn = Date::now();
            redraw();
        }
    }
    breathe().await;
    taking.finish().map(Some)
}

/// Asks for the zone where one is needed, or else writes what the file gave.
async fn go_on(number: u32, taken: Taken) {
    let Some(name) = name_of(number) else { return };
    let mut taken = taken;
    if taken.asks("").is_some()
        && let Some(zone) = taken.remembered(&name, &document())
        && let Some(rules) = rules(&taken, &zone)
    {
        taken = taken.placed(&zone, &rules);
    }
    if let Some(asks) = taken.asks("") {
        queue(|queue| queue.taken.push((number, taken)));
        stop(number, asks);
        return;
    }
    breathe().await;
    let now = (Date::now() / 1_000.0) as i64;
    let mut grouping = match taken.grouping(&name, now, &zones::here(), &document()) {
        Ok(grouping) => grouping,
        Err(state) => return stop(number, state),
    };
    let mut since = Date::now();
    while grouping.step() {
        if Date::now() - since > BREATH {
            breathe().await;
            since = Date::now();
        }
    }
    breathe().await;
    if set(number, grouping.done()) && root().is_some() {
        press(format!("take {number}"));
    }
    remove(number);
}

/// The zone that was typed beside a file.
fn name_zone(number: u32) {
    let Some(taken) = queue(|q| {
        let at = q.taken.iter().position(|(n, _)| *n == number)?;
        Some(q.taken.remove(at).1)
    }) else {
        return;
    };
    let field = root().and_then(|root| root.query_selector(&format!("#f-zone-{number}")).ok().flatten());
    let typed = field.map(|field| read(&field, "value").as_string().unwrap_or_default()).unwrap_or_default();
    let typed = typed.trim().to_owned();
    match rules(&taken, &typed).filter(|_| !typed.is_empty()) {
        Some(rules) => {
            let taken = taken.placed(&typed, &rules);
            spawn_local(async move { go_on(number, taken).await });
        }
        None => {
            let asks = taken.asks(NO_ZONE);
            queue(|queue| queue.taken.push((number, taken)));
            if let Some(asks) = asks {
                set(number, asks);
            }
            press(String::new());
            crate::ui::browser::focus::to(&format!("f-zone-{number}"));
            say(NO_ZONE);
        }
    }
}

/// The rules of a zone as far back as a file goes.
fn rules(taken: &Taken, zone: &str) -> Option<crate::desk::ZoneRules> {
    const DAY: i64 = 86_400;
    let now = (Date::now() / 1_000.0) as i64;
    let first = taken.earliest().and_then(|at| Zone::utc().instants(at).first().copied()).unwrap_or(now);
    zones::rules_between(zone, (first - 14 * DAY).clamp(now - EARLIEST, now), now + 30 * DAY)
}

/// Lets the page do what is due.
async fn breathe() {
    let promise = Promise::new(&mut |resolve, _| {
        after(0, move || {
            let _ = resolve.call0(&JsValue::NULL);
        });
    });
    let _ = JsFuture::from(promise).await;
}
