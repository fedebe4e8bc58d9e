use crate::route::Route;
use leptos::prelude::*;

/// Where a page was opened from, for the pages that lead back: a question changed from the review, a guide opened
/// from a question. Kept in memory; a page opened by its address has no trail.
#[derive(Clone, Copy)]
pub(crate) struct Trail {
    step: StoredValue<Option<(Route, Route)>>,
}

impl Trail {
    pub(crate) fn provide() {
        provide_context(Trail { step: StoredValue::new(None) });
    }

    pub(crate) fn get() -> Trail {
        use_context().unwrap_or_else(|| Trail { step: StoredValue::new(None) })
    }

    /// Notes that `to` is being opened from `from`.
    pub(crate) fn leave(self, from: Route, to: Route) {
        self.step.set_value(Some((from, to)));
    }

    /// Forgets it.
    pub(crate) fn forget(self) {
        self.step.set_value(None);
    }

    /// Where a page was opened from, if the page noted is one of those asked for.
    pub(crate) fn from(self, here: impl Fn(&Route) -> bool) -> Option<Route> {
        let (from, to) = self.step.try_get_value().flatten()?;
        here(&to).then_some(from)
    }
}
