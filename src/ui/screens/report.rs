use crate::guide::GuideId;
use crate::route::Route;
use crate::save::to_file;
use crate::ui::browser::files;
use crate::ui::parts::{Bureau, HEADING, Library, Page, Shelf, waiting};
use crate::ui::session::Session;
use crate::units::long_moment;
use leptos::prelude::*;

/// Makes the report and hands it over as a file.
#[component]
pub(crate) fn Report() -> impl IntoView {
    let session = Session::use_session();
    session.refresh_now();
    let library = Library::get();
    let page = Page::get();
    let fetch = move || GuideId::ALL.into_iter().for_each(|id| library.want(id));
    fetch();
    let shelves = move || GuideId::ALL.map(|id| library.shelf(id));
    let failed = move || shelves().contains(&Shelf::Failed);
    let bureau = Bureau::get();

    // Asked for before everything the report is made of was here; it follows as soon as it is.
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        if !asked.get() {
            return;
        }
        let here: Option<Vec<(&str, String)>> = GuideId::ALL
            .into_iter()
            .map(|id| match library.shelf(id) {
                Shelf::Ready(guide) => Some((id.slug(), guide.to_string())),
                Shelf::Fetching | Shelf::Failed => None,
            })
            .collect();
        let (Some(guides), Some(desk)) = (here, bureau.desk()) else { return };
        asked.set(false);
        let file = session.answers().with_untracked(to_file);
        if let Some(report) = desk.report(&file, session.now().get_untracked(), &guides) {
            files::download(&report.name, "text/html", &report.html);
            page.say(format!("The report {} was handed to your browser.", report.name));
        }
    });

    view! {
        <h1 id=HEADING tabindex="-1">"Your report"</h1>
        <p class="serif measure block-s">
            "One file with everything on it: the three sentences, the picture, the matrix, what to do first, your \
             answers, and how each number was reached. It needs no app and no network."
        </p>
        <div class="cols half block">
            <section class="ruled">
                <h2>"Download the report"</h2>
                <dl class="facts block-s">
                    <div><dt>"As things stand on"</dt><dd class="plain">{move || long_moment(session.now().get())}</dd></div>
                    <div><dt>"Opens in"</dt><dd class="plain">"any browser, from disk"</dd></div>
                    <div><dt>"Prints on"</dt><dd class="plain">"A4 and Letter"</dd></div>
                </dl>
                <Show when=move || bureau.desk().is_none()>{waiting(bureau)}</Show>
                <Show when=failed>
                    <div class="notice block-s" role="alert">
                        <p>
                            "The guides could not be fetched, and the report carries passages of them. Check the \
                             connection and try again."
                        </p>
                        <p class="row"><button class="btn quiet" type="button" on:click=move |_| fetch()>"Try again"</button></p>
                    </div>
                </Show>
                <p class="row block-s">
                    <button class="btn" type="button" id="download-report" on:click=move |_| asked.set(true)>
                        "Download the report"
                    </button>
                    <a href=Route::Results.href()>"See the results first"</a>
                </p>
                <p class="small muted" role="status">
                    {move || {
                        let waits = asked.get() && !failed();
                        waits.then_some("The guides are still being fetched. The download follows.")
                    }}
                </p>
                <p class="fine muted measure block-s">
                    "The same answers at the same moment give the same file, byte for byte. Your answers are inside it: who \
                     has the file can read them."
                </p>
            </section>
            <section class="ruled">
                <h2>"Keep your answers"</h2>
                <p class="block-s">
                    "What you type is kept in this browser only, and a browser may clear it. Download your answers \
                     as a file to keep them, to go on elsewhere, or to compare next quarter."
                </p>
                <p class="row block-s">
                    <button class="btn quiet" type="button" on:click=move |_| { session.download(); }>
                        "Download your answers"
                    </button>
                </p>
                <p class="fine muted measure block-s">"Holdfast opens this file, and the report as well: Start, then “Open a saved file”."</p>
            </section>
        </div>
    }
}
