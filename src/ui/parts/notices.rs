use crate::save::{Choice, Notice, SaveState, Trouble};
use crate::ui::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What stands above the page when answers may be lost, or were nearly.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let session = Session::use_session();
    let state = Memo::new(move |_| Some(session.saving().get()).filter(SaveState::needs_attention));
    let notice = session.notice();
    view! {
        {move || state.get().map(|state| saving(session, state))}
        {move || notice.get().map(|notice| told(session, notice))}
    }
}

fn saving(session: Session, state: SaveState) -> impl IntoView {
    let buttons = match &state {
        SaveState::Conflict { at: Some(_), .. } => vec![
            button("Use the other tab’s answers", move || session.resolve_conflict(Choice::Theirs)),
            button("Keep the answers on this page", move || session.resolve_conflict(Choice::Mine)),
            button("Download the other tab’s", move || {
                session.download_theirs();
            }),
            download(session, "Download those on this page"),
        ],
        SaveState::Conflict { at: None, .. } => vec![
            button("Keep the answers on this page", move || session.resolve_conflict(Choice::Mine)),
            button("Delete them here too", move || session.resolve_conflict(Choice::Theirs)),
            download(session, "Download them first"),
        ],
        SaveState::MemoryOnly { why: Trouble::Unreadable } => {
            vec![download(session, "Download your answers"), damaged(session)]
        }
        _ => vec![download(session, "Download your answers")],
    };
    view! {
        <div class="wrap" role="alert">
            <div class="notice stack-s">
                <p>{state.message()}</p>
                <p class="row">{buttons}</p>
            </div>
        </div>
    }
}

fn told(session: Session, notice: Notice) -> impl IntoView {
    let mut buttons = Vec::new();
    if notice != Notice::Adopted {
        buttons.push(damaged(session));
    }
    buttons.push(button("Close this message", move || session.dismiss()));
    view! {
        <div class="wrap" role="status">
            <div class="notice stack-s">
                <p>{notice.message()}</p>
                <p class="row">{buttons}</p>
            </div>
        </div>
    }
}

fn button(words: &'static str, then: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" class="btn quiet" on:click=move |_| then()>{words}</button> }.into_any()
}

fn download(session: Session, words: &'static str) -> AnyView {
    button(words, move || {
        session.download();
    })
}

fn damaged(session: Session) -> AnyView {
    button("Download the damaged copy", move || {
        spawn_local(async move {
            session.download_damaged().await;
        });
    })
}
