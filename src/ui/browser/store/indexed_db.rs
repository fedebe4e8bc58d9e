use super::{Later, Store};
use crate::save::{Found, NotSaved, Place, Trouble, Writing, choose, plan};
use crate::ui::browser::events::after;
use crate::units::Moment;
use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

/// The browser's database.
///
/// Each act is one transaction, and what depends on a read is done inside the read's own callback, so that it holds in
/// every browser and with every executor. Transactions ask for strict durability: "saved" means on the disk.
#[derive(Debug, Clone)]
pub struct IndexedDb {
    name: String,
    open: Rc<RefCell<Option<IdbDatabase>>>,
}

/// Counted up when the stores inside change; documents have their own version.
const VERSION: u32 = 1;
const SLOTS: &str = "slots";
const DAMAGED: &str = "damaged";
/// How long opening may take; some browsers never answer.
const PATIENCE_MS: i32 = 4_000;

impl IndexedDb {
    /// The database of that name; nothing is opened yet.
    pub fn named(name: &str) -> IndexedDb {
        IndexedDb { name: name.to_owned(), open: Rc::default() }
    }

    /// The connection, opened on first use and again after it was closed.
    async fn database(&self) -> Result<IdbDatabase, Trouble> {
        if let Some(database) = self.open.borrow().clone() {
            return Ok(database);
        }
        let window = web_sys::window().ok_or(Trouble::Blocked)?;
        let factory = window.indexed_db().map_err(trouble)?.ok_or(Trouble::Blocked)?;
        let request = factory.open_with_u32(&self.name, VERSION).map_err(trouble)?;
        let database = opened(&request).await?;
        // Another tab wants to change the stores, or the browser lost the files: let go, open again when needed.
        for set in [IdbDatabase::set_onversionchange, IdbDatabase::set_onclose] {
            let (open, closing) = (Rc::clone(&self.open), database.clone());
            let let_go = Closure::<dyn FnMut()>::new(move || {
                closing.close();
                open.borrow_mut().take();
            });
            set(&database, Some(let_go.as_ref().unchecked_ref()));
            let_go.forget();
        }
        *self.open.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    /// Begins a transaction over both stores. A connection that has gone stale is opened once more.
    async fn transaction(&self) -> Result<IdbTransaction, Trouble> {
        if let Ok(transaction) = begin(&self.database().await?) {
            return Ok(transaction);
        }
        self.open.borrow_mut().take();
        begin(&self.database().await?).map_err(trouble)
    }

    async fn load_slots(self) -> Result<Found, Trouble> {
        let transaction = self.transaction().await?;
        let (slots, damaged) = stores(&transaction)?;
        let found = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&found);
        read_both(&slots.clone(), move |a, b| {
            let found = choose(a.as_deref(), b.as_deref());
            for (place, record) in &found.damaged {
                damaged.add(&JsValue::from_str(record))?;
                slots.delete(&JsValue::from_str(place.key()))?;
            }
            *kept.borrow_mut() = Some(found);
            Ok(())
        })?;
        finished(&transaction).await.map_err(trouble)?;
        found.take().ok_or(Trouble::NoAnswer)
    }

    async fn save_slot(self, base: u64, text: String, at: Moment) -> Result<(u64, Moment), NotSaved> {
        let transaction = self.transaction().await.map_err(NotSaved::Trouble)?;
        let (slots, _) = stores(&transaction).map_err(NotSaved::Trouble)?;
        let outcome = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&outcome);
        read_both(&slots.clone(), move |a, b| {
            let planned = plan(a.as_deref(), b.as_deref(), base, text, at);
            let result = planned.map_err(NotSaved::Conflict).map(|Writing { place, sequence, record }| {
                let put = slots.put_with_key(&JsValue::from_str(&record), &JsValue::from_str(place.key()));
                (sequence, put)
            });
            *kept.borrow_mut() = Some(match result {
                Ok((sequence, Ok(_))) => Ok((sequence, at)),
                Ok((_, Err(error))) => Err(not_saved(error)),
                Err(conflict) => Err(conflict),
            });
            Ok(())
        })
        .map_err(NotSaved::Trouble)?;
        finished(&transaction).await.map_err(not_saved)?;
        outcome.take().unwrap_or(Err(NotSaved::Trouble(Trouble::NoAnswer)))
    }

    async fn damaged_slots(self) -> Result<Vec<String>, Trouble> {
        let transaction = self.transaction().await?;
        let (_, damaged) = stores(&transaction)?;
        let request = damaged.get_all().map_err(trouble)?;
        finished(&transaction).await.map_err(trouble)?;
        let all = request.result().map_err(trouble)?;
        Ok(Array::from(&all).iter().filter_map(|record| record.as_string()).collect())
    }

    async fn clear_all(self) -> Result<(), Trouble> {
        let transaction = self.transaction().await?;
        let (slots, damaged) = stores(&transaction)?;
        slots.clear().map_err(trouble)?;
        damaged.clear().map_err(trouble)?;
        finished(&transaction).await.map_err(trouble)
    }
}

impl Default for IndexedDb {
    /// The database of the app.
    fn default() -> IndexedDb {
        IndexedDb::named("holdfast-1")
    }
}

impl Store for IndexedDb {
    fn load(&self) -> Later<Result<Found, Trouble>> {
        Box::pin(self.clone().load_slots())
    }

    fn save(&self, base: u64, text: String, at: Moment) -> Later<Result<(u64, Moment), NotSaved>> {
        Box::pin(self.clone().save_slot(base, text, at))
    }

    fn damaged(&self) -> Later<Vec<String>> {
        let this = self.clone();
        Box::pin(async move { this.damaged_slots().await.unwrap_or_default() })
    }

    fn clear(&self) -> Later<Result<(), Trouble>> {
        Box::pin(self.clone().clear_all())
    }
}

/// `database.transaction(names, "readwrite", { durability: "strict" })`: web-sys holds the third argument back as
/// unstable, though browsers have had it for years. Those that do not know it pass it over.
fn begin(database: &IdbDatabase) -> Result<IdbTransaction, JsValue> {
    let text = JsValue::from_str;
    let options = Object::new();
    Reflect::set(&options, &text("durability"), &text("strict"))?;
    let transaction: Function = Reflect::get(database, &text("transaction"))?.dyn_into()?;
    transaction
        .call3(database, &Array::of2(&text(SLOTS), &text(DAMAGED)), &text("readwrite"), &options)
        .map(JsCast::unchecked_into)
}

type Answer = Rc<RefCell<Option<oneshot::Sender<Result<IdbDatabase, Trouble>>>>>;

/// Waits for an open request. Whichever comes first counts: the database, an error, another tab in the way, or
/// [`PATIENCE_MS`]. A database that comes later is closed, so that it is in nobody's way.
async fn opened(request: &IdbOpenDbRequest) -> Result<IdbDatabase, Trouble> {
    let (sender, receiver) = oneshot::channel();
    let answer: Answer = Rc::new(RefCell::new(Some(sender)));
    let say = |answer: &Answer, result| {
        if let Some(sender) = answer.borrow_mut().take() {
            let _ = sender.send(result);
        }
    };

    let (made, ready) = (request.clone(), Rc::clone(&answer));
    let success = Closure::once_into_js(move || {
        let Ok(database) = made.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
        match ready.borrow_mut().take() {
            Some(sender) => drop(sender.send(Ok(database))),
            None => database.close(),
        }
    });
    request.set_onsuccess(Some(success.unchecked_ref()));

    let (failed, ready) = (request.clone(), Rc::clone(&answer));
    let error = Closure::once_into_js(move |event: Event| {
        // The error is handled here; Firefox would report it a second time.
        event.prevent_default();
        let error = failed.error().ok().flatten();
        say(&ready, Err(trouble(error.map_or(JsValue::NULL, JsValue::from))));
    });
    request.set_onerror(Some(error.unchecked_ref()));

    let ready = Rc::clone(&answer);
    let blocked = Closure::once_into_js(move || say(&ready, Err(Trouble::OldTab)));
    request.set_onblocked(Some(blocked.unchecked_ref()));

    let new = request.clone();
    let upgrade = Closure::once_into_js(move || {
        if let Ok(database) = new.result().map(JsCast::unchecked_into::<IdbDatabase>) {
            let numbered = IdbObjectStoreParameters::new();
            numbered.set_auto_increment(true);
            // A store that cannot be made aborts the upgrade, which is an error of the request.
            let _ = database.create_object_store(SLOTS);
            let _ = database.create_object_store_with_optional_parameters(DAMAGED, &numbered);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));

    after(PATIENCE_MS, move || say(&answer, Err(Trouble::NoAnswer)));
    receiver.await.unwrap_or(Err(Trouble::NoAnswer))
}

fn stores(transaction: &IdbTransaction) -> Result<(IdbObjectStore, IdbObjectStore), Trouble> {
    let store = |name| transaction.object_store(name).map_err(trouble);
    Ok((store(SLOTS)?, store(DAMAGED)?))
}

/// Reads both slots and acts on them in the same transaction. What `act` cannot do aborts the transaction.
fn read_both(
    slots: &IdbObjectStore,
    act: impl FnOnce(Option<String>, Option<String>) -> Result<(), JsValue> + 'static,
) -> Result<(), Trouble> {
    let [a, b] = Place::ALL.map(|place| slots.get(&JsValue::from_str(place.key())));
    let (a, b) = (a.map_err(trouble)?, b.map_err(trouble)?);
    let (first, second) = (a, b.clone());
    // Requests are answered in order: with the second, both are there.
    let both = Closure::once_into_js(move || {
        if act(record(&first), record(&second)).is_err()
            && let Some(transaction) = second.transaction()
        {
            let _ = transaction.abort();
        }
    });
    b.set_onsuccess(Some(both.unchecked_ref()));
    Ok(())
}

/// The record in a slot. A value that is no text was not written by us; as text it counts as damaged and is kept.
fn record(request: &IdbRequest) -> Option<String> {
    let value = request.result().ok().filter(|value| !value.is_undefined())?;
    value.as_string().or_else(|| {
        let json = js_sys::JSON::stringify(&value).ok().and_then(|json| json.as_string());
        Some(json.unwrap_or_else(|| "a value that is no text".to_owned()))
    })
}

/// Waits until the transaction is on the disk. The error is the browser's reason for giving it up.
async fn finished(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let (sender, receiver) = oneshot::channel();
    let answer = Rc::new(RefCell::new(Some(sender)));
    let end = |result: fn(&IdbTransaction) -> Result<(), JsValue>| {
        let (answer, transaction) = (Rc::clone(&answer), transaction.clone());
        Closure::<dyn FnMut()>::new(move || {
            if let Some(sender) = answer.borrow_mut().take() {
                let _ = sender.send(result(&transaction));
            }
        })
    };
    let complete = end(|_| Ok(()));
    let abort = end(|transaction| Err(transaction.error().map_or(JsValue::NULL, JsValue::from)));
    transaction.set_oncomplete(Some(complete.as_ref().unchecked_ref()));
    transaction.set_onabort(Some(abort.as_ref().unchecked_ref()));
    let result = receiver.await.unwrap_or(Err(JsValue::NULL));
    transaction.set_oncomplete(None);
    transaction.set_onabort(None);
    result
}

fn name_of(error: &JsValue) -> String {
    error.dyn_ref::<DomException>().map_or_else(|| "no reason given".to_owned(), DomException::name)
}

fn trouble(error: JsValue) -> Trouble {
    match name_of(&error).as_str() {
        // A private window or a frame from another site, in the words of different browsers.
        "SecurityError" | "InvalidStateError" | "NotAllowedError" => Trouble::Blocked,
        "VersionError" => Trouble::NewerCopy,
        said => Trouble::Failed { said: said.to_owned() },
    }
}

fn not_saved(error: JsValue) -> NotSaved {
    match name_of(&error).as_str() {
        "QuotaExceededError" => NotSaved::Full,
        _ => NotSaved::Trouble(trouble(error)),
    }
}
