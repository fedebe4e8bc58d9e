use crate::answers::{Answers, Status, asked, status};
use crate::route::Route;
use crate::ui::browser::files::{Picked, ReadError};
use crate::ui::browser::{fetch, location, offline};
use crate::ui::parts::{Confirm, HEADING, Page};
use crate::ui::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The week of a nightly copy, drawn once.
const FIGURE: &str = include_str!("start_figure.svg");
/// The made-up shop, a file of the site.
const EXAMPLE: &str = "examples/shop.holdfast.json";
const STILL_THERE: &str = "Your answers are deleted. The files that Holdfast keeps to work offline may still be there: clear the data of this site in the settings of your browser.";

/// What Holdfast is, and the ways in.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let answers = Session::use_session().answers();
    view! {
        <div class="cols lead">
            <div>
                <h1 id=HEADING tabindex="-1">
                    "If it broke right now, how much would you lose, and is that acceptable?"
                </h1>
                <p class="serif block-s">
                    "Holdfast asks plain questions about what you run and what protects it, works out the answer to the minute, and shows how it got there."
                </p>
                <h2 class="vh">"Ways in"</h2>
                <ul class="ways" role="list">
                    <li>{move || answers.with(quick_check)}</li>
                    <li><TryExample/></li>
                    <li><OpenFile/></li>
                </ul>
            </div>
            <figure class="chart">
                <h3>"One week of a nightly copy"</h3>
                <p class="kicker">
                    "Orders that would be lost if the data centre failed, in hours, by the moment of failure"
                </p>
                <div inner_html=FIGURE></div>
                <figcaption>
                    "The copy starts at 02:00, takes 40 minutes, and needs 90 more to reach another place. Just before the next one is safe, 26\u{a0}h\u{a0}10\u{a0}min of orders hang on nothing. On average it is 14\u{a0}h\u{a0}10\u{a0}min. The owner said 4\u{a0}h is the most they could lose."
                </figcaption>
            </figure>
        </div>
        <section class="cols lead ruled">
            <h2>"What you type stays here"</h2>
            <div class="stack-s measure">
                <p>
                    "There is no server behind this page, no account and no counter. The sums are done on this machine, and the page can reach nothing but its own files."
                </p>
                <p>
                    "Your answers are kept in this browser, so that you can close the page and come back. They leave it only when you save them as a file or print the report."
                </p>
                <DeleteAll/>
            </div>
        </section>
    }
}

/// Begins the quick check, or goes on with it.
fn quick_check(answers: &Answers) -> AnyView {
    let asked = asked(answers);
    let done = asked.iter().filter(|q| status(answers, q) != Status::Open).count();
    let open = asked.iter().find(|q| status(answers, q) == Status::Open);
    let href = open.map_or(Route::Review, |q| Route::Question(q.id)).href();
    match (done, open) {
        (0, _) => view! {
            <h3><a href=href>"Quick check"</a></h3>
            <p>
                "21 questions, about 5 minutes. You need to know your business, not backup words. “I do not know” is a good answer."
            </p>
        }
        .into_any(),
        (_, None) => view! {
            <h3><a href=Route::Results.href()>"See your results"</a></h3>
            <p>{format!("All {done} questions are answered. ")} <a href=href>"Look through your answers"</a></p>
        }
        .into_any(),
        (_, Some(_)) => view! {
            <h3><a href=href>"Go on with the quick check"</a></h3>
            <p>
                {format!("{done} of {} answered. ", asked.len())}
                <a href=Route::Review.href()>"Look through your answers"</a>
            </p>
        }
        .into_any(),
    }
}

/// The made-up shop.
#[component]
fn TryExample() -> impl IntoView {
    let session = Session::use_session();
    let problem = RwSignal::new(None::<String>);
    let theirs = Memo::new(move |_| session.answers().with(|a| !a.is_empty() && !a.example));
    let open = Callback::new(move |()| {
        spawn_local(async move {
            let opened = match fetch::text(EXAMPLE).await {
                Ok(text) => session.open_example(&text).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match opened {
                Ok(()) => location::go(&Route::Results.href()),
                Err(says) => {
                    let _ = problem.try_set(Some(says));
                }
            }
        });
    });
    view! {
        <h3>
            <Confirm
                label="Try an example"
                asks=theirs
                warns="The example takes the place of your answers. Undo, at the foot of the page, brings them back until you close it; a file keeps them for good."
                does="Show the example"
                then=open
            />
        </h3>
        <p>"A small shop with a nightly copy: see what comes out before you type anything. One click clears it."</p>
        <Problem says=problem/>
    }
}

/// A saved file or an exported report, chosen or dropped.
#[component]
fn OpenFile() -> impl IntoView {
    let session = Session::use_session();
    let page = Page::get();
    let problem = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let open = move |picked: Option<Picked>| {
        let Some(picked) = picked else { return };
        spawn_local(async move {
            let opened = match picked.bytes().await {
                Ok(bytes) => session.open(&bytes).map_err(ReadError::from),
                Err(error) => Err(error),
            };
            match opened {
                Ok(()) => {
                    location::go(&Route::Review.href());
                    page.say(format!("{} is open.", picked.name()));
                }
                Err(error) => {
                    let _ = problem.try_set(Some(format!("{}: {error}", picked.name())));
                }
            }
        });
    };
    view! {
        <div
            class="drop"
            class:over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                over.set(false);
                open(Picked::dropped(&event));
            }
        >
            <h3>
                <label class="link file">
                    "Open a saved file"
                    <input
                        type="file"
                        class="vh"
                        accept=".json,.html,application/json,text/html"
                        on:change=move |event| open(Picked::chosen(&event))
                    />
                </label>
            </h3>
            <p>"Go on where you stopped. Choose the file, or drop it here; an exported report works too."</p>
            <Problem says=problem/>
        </div>
    }
}

/// Why something did not open, beside what was tried.
#[component]
fn Problem(says: RwSignal<Option<String>>) -> impl IntoView {
    move || says.get().map(|says| view! { <p class="errmsg" role="alert">{says}</p> })
}

/// Takes everything back out of this browser.
#[component]
fn DeleteAll() -> impl IntoView {
    let session = Session::use_session();
    let page = Page::get();
    let problem = RwSignal::new(None::<String>);
    let begun = Memo::new(move |_| session.answers().with(|a| !a.is_empty()));
    let delete = Callback::new(move |()| {
        spawn_local(async move {
            let forgotten = offline::forget().await;
            let says = match session.delete_everything().await {
                Ok(()) if forgotten => {
                    return page.say("Everything is deleted from this browser.".to_owned());
                }
                Ok(()) => STILL_THERE.to_owned(),
                Err(trouble) => trouble.message(),
            };
            let _ = problem.try_set(Some(says));
        });
    });
    view! {
        <Show when=move || begun.get()>
            <div>
                <Confirm
                    label="Delete everything kept in this browser"
                    asks=true
                    warns="This empties every screen here and cannot be undone. A file you saved stays where it is."
                    does="Delete everything"
                    then=delete
                />
            </div>
        </Show>
        <Problem says=problem/>
    }
}
