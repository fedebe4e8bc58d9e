use super::Page;
use crate::catalogue::{QUICK, VERSION};
use crate::save::SaveState;
use crate::ui::session::Session;
use crate::units::Moment;
use chrono::Timelike;
use leptos::prelude::*;

/// "Saved in this browser at 09:31", with the day once that is over.
fn saved(at: Moment, now: Moment) -> String {
    let time = at.civil();
    if time.date() == now.civil().date() {
        format!("Saved in this browser at {:02}:{:02}.", time.hour(), time.minute())
    } else {
        SaveState::InBrowser { at }.message()
    }
}

/// What holds on every screen: where the answers are, undo, privacy, which catalogue.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let session = Session::use_session();
    let page = Page::get();
    let undo = move |_| {
        session.undo();
        page.say("The last change is undone.".to_owned());
    };
    let redo = move |_| {
        session.redo();
        page.say("The change is made again.".to_owned());
    };
    let (can_undo, can_redo) = (session.can_undo(), session.can_redo());
    let begun = Memo::new(move |_| session.answers().with(|a| !a.is_empty()));
    // A save takes a moment; until it is done, what was true before it still is.
    let kept = Memo::new(move |before: Option<&String>| match session.saving().get() {
        SaveState::Pending => before.cloned().unwrap_or_default(),
        SaveState::InBrowser { at } => saved(at, session.now().get()),
        state if state.needs_attention() => "Not saved in this browser.".to_owned(),
        state => state.message(),
    });
    // Said once, not after every answer.
    let said = Memo::new(move |before: Option<&&'static str>| match session.saving().get() {
        SaveState::InBrowser { .. } => "Your answers are kept in this browser.",
        SaveState::Pending => before.copied().unwrap_or(""),
        _ => "",
    });
    view! {
        <footer class="foot">
            <div class="wrap">
                <p class="kept">
                    <span>{move || kept.get()}</span>
                    <Show when=move || begun.get()>
                        <button
                            type="button"
                            class="link"
                            on:click=move |_| {
                                session.download();
                            }
                        >
                            "Save as a file"
                        </button>
                    </Show>
                    <Show when=move || can_undo.get()>
                        <button type="button" class="link" on:click=undo>"Undo the last change"</button>
                    </Show>
                    <Show when=move || can_redo.get()>
                        <button type="button" class="link" on:click=redo>"Redo"</button>
                    </Show>
                </p>
                <p>
                    "Computed on this machine. Nothing you type leaves this browser. "
                    {format!("Question catalogue {VERSION}, {} questions.", QUICK.len())}
                </p>
            </div>
            <p class="vh" role="status">{move || said.get()}</p>
            <p class="vh" role="status">{move || page.spoken().get()}</p>
        </footer>
    }
}
