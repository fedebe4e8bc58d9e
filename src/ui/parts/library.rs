use crate::guide::GuideId;
use crate::ui::browser::fetch;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The guides fetched so far. They are files of the site, fetched when first looked at and kept while the app runs.
#[derive(Clone, Copy)]
pub(crate) struct Library {
    shelves: RwSignal<BTreeMap<GuideId, Shelf>>,
}

/// A guide's place in the [`Library`].
#[derive(Clone, PartialEq)]
pub(crate) enum Shelf {
    /// On its way.
    Fetching,
    /// It did not come.
    Failed,
    /// Here, as Markdown.
    Ready(Arc<str>),
}

impl Library {
    pub(crate) fn provide() {
        provide_context(Library { shelves: RwSignal::new(BTreeMap::new()) });
    }

    pub(crate) fn get() -> Library {
        use_context().unwrap_or_else(|| Library { shelves: RwSignal::new(BTreeMap::new()) })
    }

    /// Has a guide fetched, unless it is here or on its way.
    pub(crate) fn want(self, id: GuideId) {
        let there = self.shelves.with_untracked(|s| s.get(&id).cloned());
        if matches!(there, Some(Shelf::Fetching | Shelf::Ready(_))) {
            return;
        }
        self.put(id, Shelf::Fetching);
        spawn_local(async move {
            let shelf = match fetch::text(&format!("guides/{}", id.file_name())).await {
                Ok(markdown) => Shelf::Ready(markdown.into()),
                Err(_) => Shelf::Failed,
            };
            self.put(id, shelf);
        });
    }

    fn put(self, id: GuideId, shelf: Shelf) {
        let _ = self.shelves.try_update(|shelves| shelves.insert(id, shelf));
    }

    /// A guide, as far as it is here.
    pub(crate) fn shelf(self, id: GuideId) -> Shelf {
        self.shelves.with(|s| s.get(&id).cloned()).unwrap_or(Shelf::Fetching)
    }
}
