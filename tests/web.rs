//! The storage and the session in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

#[path = "web/live.rs"]
mod live;

use chrono::{Datelike, Timelike};
use futures_channel::oneshot;
use holdfast::answers::{Answers, Edit};
use holdfast::save::{Choice, Found, NotSaved, OpenError, Place, SaveState, Trouble, open, to_file};
use holdfast::ui::Session;
use holdfast::ui::browser::files::{Picked, ReadError};
use holdfast::ui::browser::store::{IndexedDb, Later, Memory, Store};
use holdfast::ui::browser::{clock, fetch, location, tabs};
use holdfast::units::Moment;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{IdbDatabase, IdbTransaction};

wasm_bindgen_test_configure!(run_in_browser);

const AT: Moment = Moment::from_seconds(1_790_000_000);

/// Lets the browser work until `there` says yes.
async fn until(what: &str, there: impl Fn() -> bool) {
    for _ in 0..500 {
        if there() {
            return;
        }
        let (sender, receiver) = oneshot::channel::<()>();
        set_timeout(move || drop(sender), std::time::Duration::from_millis(10));
        let _ = receiver.await;
    }
    panic!("never: {what}");
}

/// Waits for an event of the browser.
async fn event(listen: impl FnOnce(&js_sys::Function)) {
    let (sender, receiver) = oneshot::channel();
    let happened = Closure::once_into_js(move || {
        let _ = sender.send(());
    });
    listen(happened.unchecked_ref());
    receiver.await.unwrap();
}

/// The root of an app, which lives until the test ends.
struct Root(Owner);

impl Root {
    fn new() -> Root {
        // Sets up what runs futures.
        leptos::mount::mount_to_body(|| ());
        Root(Owner::new())
    }

    fn session(&self, store: impl Store + 'static) -> Session {
        self.0.with(|| Session::with_store(Rc::new(store)))
    }
}

/// A database of its own for each test.
async fn fresh(name: &str) -> IndexedDb {
    let store = IndexedDb::named(name);
    store.clear().await.unwrap();
    store
}

/// Writes into a slot behind the store's back.
async fn overwrite(name: &str, place: Place, record: JsValue) {
    let request = web_sys::window().unwrap().indexed_db().unwrap().unwrap().open_with_u32(name, 1).unwrap();
    event(|then| request.set_onsuccess(Some(then))).await;
    let database: IdbDatabase = request.result().unwrap().unchecked_into();
    let begin: js_sys::Function =
        js_sys::Reflect::get(&database, &"transaction".into()).unwrap().unchecked_into();
    let transaction: IdbTransaction =
        begin.call2(&database, &"slots".into(), &"readwrite".into()).unwrap().unchecked_into();
    let slots = transaction.object_store("slots").unwrap();
    slots.put_with_key(&record, &JsValue::from_str(place.key())).unwrap();
    event(|then| transaction.set_oncomplete(Some(then))).await;
    database.close();
}

#[wasm_bindgen_test]
async fn what_is_saved_is_loaded_by_another_tab() {
    let one = fresh("test-round-trip").await;
    assert_eq!(one.load().await.unwrap().newest, None);
    assert_eq!(one.save(0, "first".into(), AT).await, Ok((1, AT)));
    assert_eq!(one.save(1, "second é \u{1f5c4}".into(), AT).await, Ok((2, AT)));
    let found = IndexedDb::named("test-round-trip").load().await.unwrap();
    let slot = found.newest.unwrap();
    assert_eq!((slot.sequence, slot.text.as_str(), slot.at), (2, "second é \u{1f5c4}", AT));
    assert!(found.damaged.is_empty());
}

#[wasm_bindgen_test]
async fn a_damaged_newest_slot_gives_the_one_before_and_is_kept() {
    let store = fresh("test-damage").await;
    store.save(0, "first".into(), AT).await.unwrap();
    store.save(1, "second".into(), AT).await.unwrap();
    overwrite("test-damage", Place::B, JsValue::from_str("holdfast-slot 1 2 0 beef\nsec")).await;
    let found = store.load().await.unwrap();
    assert_eq!(found.newest.unwrap().text, "first");
    assert_eq!(found.damaged.len(), 1);
    assert_eq!(store.damaged().await, ["holdfast-slot 1 2 0 beef\nsec"]);
    assert!(store.load().await.unwrap().damaged.is_empty(), "told once");
    assert_eq!(store.save(1, "third".into(), AT).await, Ok((2, AT)));
    overwrite("test-damage", Place::A, JsValue::from_f64(7.0)).await;
    overwrite("test-damage", Place::B, JsValue::NULL).await;
    let found = store.load().await.unwrap();
    assert_eq!((found.newest, found.damaged.len()), (None, 2), "values that are no text count as damaged");
}

#[wasm_bindgen_test]
async fn of_two_tabs_the_slower_writes_nothing() {
    let (one, two) = (fresh("test-conflict").await, IndexedDb::named("test-conflict"));
    one.save(0, "base".into(), AT).await.unwrap();
    // Both begin at the same time, from the same save.
    let (first, second) = (one.save(1, "mine".into(), AT), two.save(1, "yours".into(), AT));
    let results = [first.await, second.await];
    assert_eq!(results[0], Ok((2, AT)));
    let Err(NotSaved::Conflict(Some(newest))) = &results[1] else { panic!("{results:?}") };
    assert_eq!(newest.text, "mine");
    assert_eq!(two.load().await.unwrap().newest.unwrap().text, "mine");
    one.clear().await.unwrap();
    assert_eq!(two.save(2, "yours".into(), AT).await, Err(NotSaved::Conflict(None)));
}

#[wasm_bindgen_test]
async fn a_database_that_another_tab_needs_is_let_go_and_taken_again() {
    let store = fresh("test-let-go").await;
    store.save(0, "first".into(), AT).await.unwrap();
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request = factory.delete_database("test-let-go").unwrap();
    event(|then| request.set_onsuccess(Some(then))).await;
    assert_eq!(store.load().await.unwrap().newest, None);
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request = factory.open_with_u32("test-newer", 9).unwrap();
    event(|then| request.set_onsuccess(Some(then))).await;
    assert_eq!(IndexedDb::named("test-newer").load().await, Err(Trouble::NewerCopy));
}

fn named(name: &str) -> Edit {
    Edit::Rename { name: name.to_owned() }
}

#[wasm_bindgen_test]
async fn a_session_saves_by_itself_and_the_next_one_finds_it() {
    let root = Root::new();
    let store = fresh("test-session").await;
    let session = root.session(store.clone());
    assert_eq!(session.saving().get_untracked(), SaveState::Loading);
    until("loaded", || session.loaded().get_untracked()).await;
    assert_eq!(session.saving().get_untracked(), SaveState::Nothing);

    session.edit(named("Shop")).unwrap();
    assert_eq!(session.saving().get_untracked(), SaveState::Pending);
    assert!(session.would_lose());
    until("kept", || matches!(session.saving().get_untracked(), SaveState::InBrowser { .. })).await;
    assert!(!session.would_lose());

    let next = root.session(IndexedDb::named("test-session"));
    until("found", || next.loaded().get_untracked()).await;
    assert_eq!(next.answers().get_untracked().name, "Shop");
    assert!(!next.can_undo().get_untracked(), "what a page begins with is no edit");
}

/// Storage as a private window or a full disk gives it.
struct Refusing(NotSaved);

impl Store for Refusing {
    fn load(&self) -> Later<Result<Found, Trouble>> {
        let result = match &self.0 {
            NotSaved::Trouble(trouble) => Err(trouble.clone()),
            _ => Ok(Found::default()),
        };
        Box::pin(async { result })
    }

    fn save(&self, _: u64, _: String, _: Moment) -> Later<Result<(u64, Moment), NotSaved>> {
        let result = Err(self.0.clone());
        Box::pin(async { result })
    }

    fn damaged(&self) -> Later<Vec<String>> {
        Box::pin(async { Vec::new() })
    }

    fn clear(&self) -> Later<Result<(), Trouble>> {
        Box::pin(async { Err(Trouble::Blocked) })
    }
}

#[wasm_bindgen_test]
async fn without_storage_the_page_works_and_says_so() {
    let root = Root::new();
    for (refusal, state) in [
        (NotSaved::Trouble(Trouble::Blocked), SaveState::MemoryOnly { why: Trouble::Blocked }),
        (NotSaved::Full, SaveState::Full),
    ] {
        let session = root.session(Refusing(refusal));
        until("loaded", || session.loaded().get_untracked()).await;
        session.edit(named("Mine")).unwrap();
        until("said", || session.saving().get_untracked() == state).await;
        assert_eq!(session.answers().get_untracked().name, "Mine");
        assert!(session.would_lose());
        assert!(session.undo() && session.redo());
        assert!(session.delete_everything().await.is_err());
        assert!(session.answers().get_untracked().is_empty());
        until("nothing to lose", || !session.would_lose()).await;
    }
}

/// A file chosen in a file field.
async fn chosen(size: u32) -> Picked {
    let make = js_sys::Function::new_with_args(
        "size, then",
        "const field = document.createElement('input'); field.type = 'file';
         const held = new DataTransfer();
         held.items.add(new File([new Uint8Array(size).fill(32)], 'shop.holdfast.json'));
         field.files = held.files; field.onchange = then; field.dispatchEvent(new Event('change'));",
    );
    let (sender, receiver) = oneshot::channel();
    let change = Closure::once_into_js(move |event: web_sys::Event| {
        let picked = Picked::chosen(&event);
        assert!(Picked::chosen(&event).is_none(), "the field was emptied");
        let _ = sender.send(picked);
    });
    make.call2(&JsValue::NULL, &JsValue::from_f64(f64::from(size)), &change).unwrap();
    receiver.await.unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn a_chosen_file_is_read_unless_it_is_too_large() {
    let small = chosen(7).await;
    assert_eq!(small.name(), "shop.holdfast.json");
    assert_eq!(small.bytes().await, Ok(vec![b' '; 7]));
    let large = chosen(10_000_001).await;
    let too_large = OpenError::TooLarge { most: 10_000_000, has: 10_000_001 };
    assert_eq!(large.bytes().await, Err(ReadError::Open(too_large)));
}

#[wasm_bindgen_test]
async fn undo_and_redo_are_saved_too() {
    let root = Root::new();
    let store = Memory::default();
    let session = root.session(store.clone());
    until("loaded", || session.loaded().get_untracked()).await;
    session.edit(named("One")).unwrap();
    session.edit(named("Two")).unwrap();
    assert!(session.edit(named(&"x".repeat(200))).is_err());
    assert!(session.undo() && session.can_redo().get_untracked());
    until("kept", || !session.would_lose()).await;
    let kept = store.load().await.unwrap().newest.unwrap().text;
    assert_eq!(open(kept.as_bytes()).unwrap().name, "One");
    assert!(session.redo() && !session.redo());
}

#[wasm_bindgen_test]
async fn two_sessions_meet_in_a_conflict_and_the_user_decides() {
    let root = Root::new();
    let store = Memory::default();
    let [one, two] = [(); 2].map(|()| root.session(store.clone()));
    until("both loaded", || one.loaded().get_untracked() && two.loaded().get_untracked()).await;
    one.edit(named("One")).unwrap();
    until("one kept", || !one.would_lose()).await;
    two.edit(named("Two")).unwrap();
    until("conflict", || matches!(two.saving().get_untracked(), SaveState::Conflict { .. })).await;
    assert_eq!(two.answers().get_untracked().name, "Two");
    two.resolve_conflict(Choice::Theirs);
    assert_eq!(two.answers().get_untracked().name, "One");
    assert!(two.undo());
    until("two kept", || !two.would_lose()).await;
    assert_eq!(two.answers().get_untracked().name, "Two");
}

#[wasm_bindgen_test]
async fn opening_a_bad_file_changes_nothing() {
    let root = Root::new();
    let session = root.session(Memory::default());
    until("loaded", || session.loaded().get_untracked()).await;
    session.edit(named("Mine")).unwrap();
    // The two cases that overflow the stack of careless readers, on the small stack of this platform.
    assert!(session.open("[".repeat(100_000).as_bytes()).is_err());
    assert!(session.open("[{\"\":".repeat(50_000).as_bytes()).is_err());
    assert!(session.open(b"{}").is_err());
    assert_eq!(session.answers().get_untracked().name, "Mine");
    let mut other = Answers::default();
    other.name = "Other".into();
    session.open(to_file(&other).as_bytes()).unwrap();
    assert_eq!(session.answers().get_untracked().name, "Other");
    assert!(session.undo());
    assert_eq!(session.answers().get_untracked().name, "Mine");
}

#[wasm_bindgen_test]
async fn deleting_everything_leaves_nothing() {
    let root = Root::new();
    let store = fresh("test-delete").await;
    let session = root.session(store.clone());
    until("loaded", || session.loaded().get_untracked()).await;
    session.edit(named("Mine")).unwrap();
    until("kept", || !session.would_lose()).await;
    session.delete_everything().await.unwrap();
    assert!(session.answers().get_untracked().is_empty());
    assert_eq!(session.saving().get_untracked(), SaveState::Nothing);
    assert_eq!(store.load().await.unwrap().newest, None);
    session.edit(named("Anew")).unwrap();
    until("kept again", || matches!(session.saving().get_untracked(), SaveState::InBrowser { .. })).await;
}

#[wasm_bindgen_test]
async fn tabs_hear_of_each_others_saves() {
    let (heard, hears) = (Rc::new(std::cell::Cell::new(0)), Rc::new(std::cell::Cell::new(0)));
    let (to, from) = (Rc::clone(&heard), Rc::clone(&hears));
    let one = tabs::Tabs::join("test-tabs", move |sequence| from.set(sequence)).unwrap();
    let _two = tabs::Tabs::join("test-tabs", move |sequence| to.set(sequence)).unwrap();
    one.tell(18);
    until("heard", || heard.get() == 18).await;
    assert_eq!(hears.get(), 0, "not by the one who said it");
}

#[wasm_bindgen_test]
async fn the_address_is_read_and_changed() {
    let seen = Rc::new(std::cell::RefCell::new(String::new()));
    let to = Rc::clone(&seen);
    location::on_change(move |fragment| to.replace(fragment).clear());
    location::go("#/results");
    until("gone there", || *seen.borrow() == "#/results").await;
    location::replace("#/report");
    until("in its place", || *seen.borrow() == "#/report").await;
    assert_eq!(location::fragment(), "#/report");
}

#[wasm_bindgen_test]
async fn only_files_beside_the_page_are_fetched() {
    for address in ["https://example.org/x", "//example.org/x", "/x", "data:text/plain,x", "\\\\example.org"]
    {
        assert!(matches!(fetch::text(address).await, Err(fetch::FetchError::NotOurs { .. })), "{address}");
    }
    assert!(matches!(fetch::text("no/such/file").await, Err(fetch::FetchError::Status { status: 404 })));
}

#[wasm_bindgen_test]
fn the_clock_is_the_one_on_the_wall() {
    let date = js_sys::Date::new_0();
    let now = clock::now().civil();
    assert_eq!((now.hour(), now.day(), now.month0()), (date.get_hours(), date.get_date(), date.get_month()));
    assert_eq!(clock::today(), now.date());
}
