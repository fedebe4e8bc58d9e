use super::controls::{Did, did, fields};
use super::copy::copy;
use super::intake;
use super::into::into;
use super::morph::{Typing, morph};
use super::{device, ticking, zones};
use crate::answers::{Answers, Change, Edit};
use crate::desk::{Ask, FileRead, Shown, page_of};
use crate::route::Route;
use crate::save::{OpenError, open, to_file};
use crate::ui::browser::events::{after, listen};
use crate::ui::browser::{clock, files, focus, location};
use js_sys::Function;
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

/// How long typing rests before it is written to the document, in milliseconds.
const SAVE_AFTER: i32 = 400;
/// How long it rests before what it means is said aloud, in milliseconds.
const SAY_AFTER: i32 = 700;
/// What a person does on a page.
const EVENTS: [&str; 6] = ["input", "change", "focusout", "click", "keydown", "submit"];
const DROPPED: &str = "What you were trying out is dropped: it was about the answers that were open before.";

/// The live page that is shown, and what is tried out on whichever of them.
struct Stage {
    /// Tells the first half: a word and a text. It answers with what went wrong, empty for nothing.
    tell: Option<Function>,
    /// What the page stands in; `None` while another screen is shown.
    root: Option<Element>,
    /// The document, without what is tried out.
    document: Result<Answers, OpenError>,
    /// How often another document took the place of the one before.
    replaced: u32,
    /// What is asked; the parts that change are set for each time.
    ask: Ask,
    /// What stood in the controls when the page was last put in place.
    standing: Option<Vec<(String, String)>>,
    /// What is typed and not written yet.
    unwritten: Vec<Change>,
    /// Stands above the page until something is done there.
    notice: String,
    /// The page is to be asked for before the next picture.
    due: bool,
    /// Counts what was done; a timer that finds another count has been overtaken.
    done: u32,
}

thread_local! {
    static STAGE: RefCell<Stage> = RefCell::new(Stage {
        tell: None,
        root: None,
        document: Ok(Answers::default()),
        replaced: 0,
        ask: Ask::default(),
        standing: None,
        unwritten: Vec::new(),
        notice: String::new(),
        due: false,
        done: 0,
    });
    /// The page is being put in place: what happens meanwhile nobody did.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

fn stage<T>(with: impl FnOnce(&mut Stage) -> T) -> T {
    STAGE.with_borrow_mut(with)
}

/// Begins to listen. `tell` takes `edit` with a [`Change::line`] for each change, `undo`, `redo`, `say` with a sentence
/// and with the page's name `called`, or `wrong` when something there is to be put right. To be called once.
pub fn attach(tell: Function) {
    stage(|stage| stage.tell = Some(tell));
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let then = Closure::<dyn Fn(Event)>::new(|event| happened(&event));
    for event in EVENTS {
        let _ = document.add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    }
    then.forget();
    intake::attach(&document);
    if let Some(window) = web_sys::window() {
        listen(&window, "pagehide", |_| {
            write();
        });
    }
}

/// Shows a page in the element of the id `root`, or shows it anew when the document is another one. What is typed there and not written is let
/// go then; what is tried out is, once `replaced` is another count.
pub fn show(root: &str, page: &str, heading: &str, file: &str, replaced: u32) {
    let document = web_sys::window().and_then(|w| w.document());
    let Some(root) = document.and_then(|document| document.get_element_by_id(root)) else { return };
    let known = stage(|stage| {
        let other = std::mem::replace(&mut stage.replaced, replaced) != replaced;
        let dropped = other && stage.ask.tried.take().is_some();
        if dropped {
            stage.notice = DROPPED.to_owned();
        }
        let same = stage.root.as_ref() == Some(&root);
        let known = stage.document.as_ref().is_ok_and(|document| to_file(document) == file);
        if !known {
            stage.document = open(file.as_bytes());
        }
        if !same {
            let zones = std::mem::take(&mut stage.ask.zones);
            let tried = stage.ask.tried.take();
            let files = std::mem::take(&mut stage.ask.files);
            let (page, heading) = (page.to_owned(), heading.to_owned());
            stage.ask = Ask { page, heading, here: zones::here(), tried, zones, files, ..Ask::default() };
            stage.root = Some(root);
        }
        same && known && !dropped
    });
    if !known {
        draw(None, None);
    }
}

/// The page is being left: writes what is typed.
pub fn leave() {
    if stage(|stage| stage.due) {
        draw(here(), None);
    }
    write();
    stage(|stage| {
        stage.root = None;
        stage.done += 1;
        stage.due = false;
    });
}

fn tell(word: &str, text: &str) -> String {
    let tell = stage(|stage| stage.tell.clone());
    let told = tell.and_then(|tell| tell.call2(&JsValue::NULL, &word.into(), &text.into()).ok());
    told.and_then(|told| told.as_string()).unwrap_or_default()
}

fn happened(event: &Event) {
    let Some(root) = stage(|stage| stage.root.clone()).filter(|_| !BUSY.get()) else { return };
    if !event
        .target()
        .and_then(|target| target.dyn_into().ok())
        .is_some_and(|target| root.contains(Some(&target)))
    {
        return;
    }
    if copy(event, |words| drop(tell("say", words))) {
        return;
    }
    if into(event) {
        return;
    }
    match did(event) {
        Some(Did::Typed) => typed(),
        Some(Did::Settled) => settle(),
        Some(Did::Act(act)) => match act.as_str() {
            "undo" | "redo" | "try" | "apply" | "drop" => own(&act),
            act if act.starts_with("file-") => intake::act(act),
            _ => draw(here(), Some(act)),
        },
        None => {}
    }
}

/// What the page stands in, while one is shown.
pub(super) fn root() -> Option<Element> {
    stage(|stage| stage.root.clone())
}

/// The files that are being taken in.
pub(super) fn files<T>(with: impl FnOnce(&mut Vec<FileRead>) -> T) -> T {
    stage(|stage| with(&mut stage.ask.files))
}

/// The document with what is tried out; an empty one where it cannot be read.
pub(super) fn document() -> Answers {
    stage(|stage| {
        let document = stage.document.as_ref().cloned().unwrap_or_default();
        let tried = stage.ask.tried.clone().map(Edit::Change);
        tried.and_then(|edit| document.apply(&edit, clock::today()).ok()).unwrap_or(document)
    })
}

/// The page is to show what has changed beside the document.
pub(super) fn redraw() {
    typed();
}

/// As if this button had been pressed.
pub(super) fn press(act: String) {
    draw(here(), Some(act));
}

/// Says above the page why something was not taken.
pub(super) fn refuse(words: &str) {
    stage(|stage| words.clone_into(&mut stage.notice));
    draw(None, None);
    tell("say", words);
}

/// Says a sentence aloud.
pub(super) fn say(words: &str) {
    tell("say", words);
}

/// The page is asked for at most once for each picture.
fn typed() {
    if stage(|stage| std::mem::replace(&mut stage.due, true)) {
        return;
    }
    next_picture(|| {
        if stage(|stage| stage.due) {
            draw(here(), None);
        }
    });
}

fn next_picture(then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(Closure::once_into_js(then).unchecked_ref());
    }
}

/// What stands in the controls.
fn here() -> Option<Vec<(String, String)>> {
    stage(|stage| stage.root.as_ref().map(fields))
}

/// Takes what stands in the controls as it is, and writes it. Where nobody typed, nothing is drawn: the page may show
/// more than it does while somebody types, and the button being pressed would go.
fn settle() {
    let here = here();
    if stage(|stage| stage.standing != here) {
        draw(here, None);
    }
    write_or_say();
}

fn write_or_say() {
    if !write() {
        draw(None, None);
    }
}

/// What a page's buttons do without the desk.
fn own(act: &str) {
    settle();
    let said = match act {
        "undo" | "redo" => {
            // The document comes back changed, and is shown anew.
            tell(act, "");
            if act == "undo" { "The last change is undone." } else { "The change is made again." }
        }
        "try" => {
            stage(|stage| stage.ask.tried = Some(Vec::new()));
            "Nothing is written from now on until you keep it."
        }
        "apply" => {
            let tried = stage(|stage| stage.ask.tried.take()).unwrap_or_default();
            if !edit(&tried) {
                stage(|stage| stage.ask.tried = Some(tried));
            }
            "It is written to your answers."
        }
        _ => {
            stage(|stage| stage.ask.tried = None);
            "Your answers are as they were before."
        }
    };
    let refused = stage(|stage| stage.notice.clone());
    draw(None, None);
    tell("say", if refused.is_empty() { said } else { &refused });
    hold_focus();
}

/// Asks the desk for the page and puts it in place. `fields` as they stand; none to show the document.
fn draw(fields: Option<Vec<(String, String)>>, act: Option<String>) {
    let (acted, fresh) = (act.is_some(), fields.is_none());
    let Some((root, shown)) = stage(|stage| {
        let root = stage.root.clone()?;
        Some((root, stage.asked(fields, act)))
    }) else {
        return;
    };
    let count = stage(|stage| {
        stage.unwritten = shown.changes;
        stage.due = false;
        stage.done += 1;
        stage.done
    });
    if acted && !write() {
        draw(None, None);
        return;
    }
    let notice = stage(|stage| if fresh { stage.notice.clone() } else { std::mem::take(&mut stage.notice) });
    let html = match notice.as_str() {
        "" => shown.html,
        notice => {
            format!("<p class=\"notice\" role=\"status\" id=\"page-notice\">{notice}</p>{}", shown.html)
        }
    };
    BUSY.set(true);
    morph(&root, &html, if acted || fresh { Typing::Rests } else { Typing::Goes });
    BUSY.set(false);
    let standing = here();
    stage(|stage| stage.standing = standing);
    ticking::keep(self::root);
    if let Some(file) = shown.save {
        files::download(&file.name, &file.kind, &file.text);
    }
    tell(if shown.wrong { "wrong" } else { "called" }, &shown.title);
    let is_last = move || stage(|stage| stage.done == count && stage.root.is_some());
    if !acted && !fresh {
        after(SAVE_AFTER, move || {
            if is_last() {
                write_or_say();
            }
        });
    }
    if !shown.say.is_empty() {
        after(SAY_AFTER, move || {
            if is_last() {
                tell("say", &shown.say);
            }
        });
    }
    if let Some(path) = shown.go {
        location::go(&Route::Live(path).href());
    } else if acted && !shown.focus.is_some_and(|id| focus::to(&id)) {
        hold_focus();
    }
}

/// What had the focus may be gone.
fn hold_focus() {
    focus::hold(&stage(|stage| stage.ask.heading.clone()));
}

impl Stage {
    fn asked(&mut self, fields: Option<Vec<(String, String)>>, act: Option<String>) -> Shown {
        let ask = &mut self.ask;
        (ask.fields, ask.act, ask.now) = (fields, act, clock::now().seconds());
        (ask.instant, ask.device) = (clock::instant(), device::name());
        loop {
            let shown = page_of(&self.document, ask);
            let known = ask.zones.len();
            for name in &shown.zones {
                if let Some(rules) = zones::rules(name) {
                    ask.zones.insert(name.clone(), rules);
                }
            }
            if ask.zones.len() == known {
                return shown;
            }
        }
    }
}

/// Writes what is typed to the document, or to what is tried out. `false` when it is refused.
fn write() -> bool {
    let changes = stage(|stage| std::mem::take(&mut stage.unwritten));
    let tried = stage(|stage| {
        let tried = stage.ask.tried.as_mut()?;
        for change in &changes {
            match tried.iter_mut().find(|one| one.section == change.section && one.id == change.id) {
                Some(one) => one.clone_from(change),
                None => tried.push(change.clone()),
            }
        }
        Some(())
    });
    tried.is_some() || edit(&changes)
}

/// One edit of the document. A refused one changes nothing and is said above the page.
fn edit(changes: &[Change]) -> bool {
    if changes.is_empty() {
        return true;
    }
    let edit = Edit::Change(changes.to_vec());
    // The same edit here and there: the first half tells of its own, and finds that it is known.
    let result = stage(|stage| match &stage.document {
        Ok(document) => document.apply(&edit, clock::today()).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    });
    let refused = match result {
        Ok(document) => {
            let lines: Vec<String> = changes.iter().map(|change| change.line(&document)).collect();
            let before = stage(|stage| std::mem::replace(&mut stage.document, Ok(document)));
            let refused = tell("edit", &lines.join("\n"));
            if !refused.is_empty() {
                stage(|stage| stage.document = before);
            }
            refused
        }
        Err(refused) => refused,
    };
    stage(|stage| stage.notice.clone_from(&refused));
    refused.is_empty()
}
