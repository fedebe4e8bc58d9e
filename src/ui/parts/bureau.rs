use super::Page;
use crate::answers::{Change, Edit};
use crate::ui::browser::desk::{self, Desk};
use crate::ui::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The way to the [`Desk`]: loaded once, a moment after the first screen, and asked from then on.
#[derive(Clone, Copy)]
pub(crate) struct Bureau {
    state: RwSignal<Way, LocalStorage>,
    session: Session,
    page: Page,
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
    pub(crate) fn provide(session: Session, page: Page) {
        let bureau = Bureau { state: RwSignal::new_local(Way::Loading), session, page };
        provide_context(bureau);
        bureau.fetch();
    }

    pub(crate) fn get() -> Bureau {
        expect_context()
    }

    /// Has the desk loaded, again if it did not come.
    pub(crate) fn fetch(self) {
        self.state.set(Way::Loading);
        spawn_local(async move {
            let desk = desk::load().await;
            if let Some(desk) = &desk {
                desk.attach(move |word, text| told(self.session, self.page, word, text));
            }
            let _ = self.state.try_set(desk.map_or(Way::Failed, Way::Open));
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

/// What a live page has to say: see [`crate::ui::browser::live::attach`]. The answer is why an edit was refused.
fn told(session: Session, page: Page, word: &str, text: &str) -> String {
    match word {
        "edit" => {
            let changes = text.lines().map(Change::from_line).collect();
            return session
                .edit(Edit::Change(changes))
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default();
        }
        "undo" => drop(session.undo()),
        "redo" => drop(session.redo()),
        "called" | "wrong" => page.is_called(text.to_owned(), word == "wrong"),
        _ => page.say(text.to_owned()),
    }
    String::new()
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
