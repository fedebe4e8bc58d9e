use crate::ui::browser::desk::{self, Desk};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The way to the [`Desk`]: loaded once, a moment after the first screen, and asked from then on.
#[derive(Clone, Copy)]
pub(crate) struct Bureau {
    state: RwSignal<Way, LocalStorage>,
}

/// How far the desk is.
#[derive(Clone)]
pub(crate) enum Way {
    /// On its way.
    Loading,
    /// It did not come.
    Failed,
    /// Here.
    Open(Desk),
}

impl Bureau {
    pub(crate) fn provide() {
        let bureau = Bureau { state: RwSignal::new_local(Way::Loading) };
        provide_context(bureau);
        bureau.fetch();
    }

    pub(crate) fn get() -> Bureau {
        use_context().unwrap_or_else(|| Bureau { state: RwSignal::new_local(Way::Failed) })
    }

    /// Has the desk loaded, again if it did not come.
    pub(crate) fn fetch(self) {
        self.state.set(Way::Loading);
        spawn_local(async move {
            let way = desk::load().await.map_or(Way::Failed, Way::Open);
            let _ = self.state.try_set(way);
        });
    }

    /// How far the desk is.
    pub(crate) fn way(self) -> Way {
        self.state.get()
    }

    /// The desk, if it is here.
    pub(crate) fn desk(self) -> Option<Desk> {
        match self.state.get() {
            Way::Open(desk) => Some(desk),
            Way::Loading | Way::Failed => None,
        }
    }
}

/// Said in place of what the desk would show: it is on its way, or did not come.
pub(crate) fn waiting(bureau: Bureau) -> impl IntoView {
    move || {
        match bureau.way() {
        Way::Failed => view! {
            <div role="alert" class="stack-s">
                <p>
                    "The part of Holdfast that works this out could not be loaded. Your answers are not touched. Check \
                     the connection and try again; if that does not help, load the page again."
                </p>
                <p><button type="button" class="btn quiet" on:click=move |_| bureau.fetch()>"Try again"</button></p>
            </div>
        }
        .into_any(),
        Way::Loading | Way::Open(_) => view! { <p class="muted">"Working it out."</p> }.into_any(),
    }
    }
}
