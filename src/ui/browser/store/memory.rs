use super::{Later, Store};
use crate::save::{Found, NotSaved, Trouble, choose, plan};
use crate::units::Moment;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::ready;
use std::rc::Rc;

/// A store that lasts as long as the page. Clones share it, as tabs share a database.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    inner: Rc<RefCell<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    slots: BTreeMap<&'static str, String>,
    damaged: Vec<String>,
}

impl Inner {
    fn records(&self) -> (Option<&str>, Option<&str>) {
        let record = |key: &str| self.slots.get(key).map(String::as_str);
        (record("a"), record("b"))
    }
}

impl Memory {
    /// Replaces the record of a slot, `a` or `b`: how tests damage it.
    pub fn overwrite(&self, slot: crate::save::Place, record: &str) {
        self.inner.borrow_mut().slots.insert(slot.key(), record.to_owned());
    }
}

impl Store for Memory {
    fn load(&self) -> Later<Result<Found, Trouble>> {
        let mut inner = self.inner.borrow_mut();
        let (a, b) = inner.records();
        let found = choose(a, b);
        for (place, record) in &found.damaged {
            inner.slots.remove(place.key());
            inner.damaged.push(record.clone());
        }
        Box::pin(ready(Ok(found)))
    }

    fn save(&self, base: u64, text: String, at: Moment) -> Later<Result<(u64, Moment), NotSaved>> {
        let mut inner = self.inner.borrow_mut();
        let (a, b) = inner.records();
        let result = plan(a, b, base, text, at).map_err(NotSaved::Conflict).map(|writing| {
            inner.slots.insert(writing.place.key(), writing.record);
            (writing.sequence, at)
        });
        Box::pin(ready(result))
    }

    fn damaged(&self) -> Later<Vec<String>> {
        Box::pin(ready(self.inner.borrow().damaged.clone()))
    }

    fn clear(&self) -> Later<Result<(), Trouble>> {
        *self.inner.borrow_mut() = Inner::default();
        Box::pin(ready(Ok(())))
    }
}
