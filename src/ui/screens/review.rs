use crate::answers::{Answer, Status, status};
use crate::answers::{Answers, COMPONENTS, Edit, Given, asked, sections};
use crate::catalogue::{FOLLOW_UPS, Question, ids};
use crate::form::wants_evidence;
use crate::route::Route;
use crate::ui::parts::{HEADING, Page, Trail};
use crate::ui::session::Session;
use leptos::prelude::*;

/// Every question with its answer, and the way to change it.
#[component]
pub(crate) fn Review() -> impl IntoView {
    let session = Session::use_session();
    let answers = session.answers();
    let open = Memo::new(move |_| {
        answers.with(|a| asked(a).iter().filter(|q| status(a, q) == Status::Open).count())
    });
    let lede = move || match open.get() {
        0 => "Every question has an answer. Read them once more, then see what follows from them.".to_owned(),
        1 => {
            "One question is still open. The results hold without it; they say “not known” where it matters."
                .to_owned()
        }
        n => format!(
            "{n} questions are still open. The results hold without them; they say “not known” where it matters."
        ),
    };
    let parts = move || {
        answers.with(|a| {
            sections(a)
                .iter()
                .map(|section| {
                    let rows = section.questions.iter().flat_map(|q| rows(q, a)).collect_view();
                    view! {
                        <section class="ruled">
                            <h2>{section.area.title}</h2>
                            <dl class="review">{rows}</dl>
                        </section>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <h1 id=HEADING tabindex="-1">"Your answers"</h1>
        <p class="block-s">{lede}</p>
        <Name session/>
        <Described session/>
        {parts}
        <p class="row block"><a class="btn" href=Route::Results.href()>"See your results"</a></p>
    }
}

/// What the system is called, for the head of results and report.
#[component]
fn Name(session: Session) -> impl IntoView {
    // While it is typed the field holds its own text; the document gets it when the field is left.
    let wrong = RwSignal::new(None::<String>);
    let page = Page::get();
    let save = move |name: String| match session.edit(Edit::Rename { name }) {
        Ok(()) => wrong.set(None),
        Err(error) => {
            page.say(error.to_string());
            wrong.set(Some(error.to_string()));
        }
    };
    view! {
        <form class="field name block" novalidate on:submit=|event| event.prevent_default() class:err=move || wrong.with(Option::is_some)>
            <label for="f-name">"What do you call this system?"</label>
            <p class="hint" id="name-hint">"It heads the results and the report, such as Shop, production"</p>
            {move || wrong.get().map(|says| view! { <p class="errmsg" id="name-wrong">{says}</p> })}
            <input
                class="w20"
                id="f-name"
                type="text"
                autocomplete="off"
                aria-describedby=move || if wrong.with(Option::is_some) { "name-hint name-wrong" } else { "name-hint" }
                prop:value=move || session.answers().with(|a| a.name.clone())
                on:change=move |event| save(event_target_value(&event))
            />
        </form>
    }
}

/// Where the parts of the system are described, and what of it is therefore not asked here.
#[component]
fn Described(session: Session) -> impl IntoView {
    let count = Memo::new(move |_| session.answers().with(|a| a.entries(COMPONENTS).count()));
    let says = move || {
        match count.get() {
        0 => "The quick check speaks of your most important data. You can also describe every part, and all that protects it; \
              your answers are taken over."
            .to_owned(),
        n => format!(
            "You have described your system: {n} {}. What protects each, when it runs and what is acceptable stands there.",
            if n == 1 { "part" } else { "parts" }
        ),
    }
    };
    let link = move || if count.get() == 0 { "Describe your system" } else { "See or change your system" };
    view! {
        <p class="measure block">{says} " " <a href=Route::Live("system".to_owned()).href()>{link}</a></p>
    }
}

fn rows(question: &'static Question, answers: &Answers) -> Vec<AnyView> {
    let given = answers.given(question.id);
    let mut rows = vec![row(question, question.ask, given, wants_evidence(question), question.id)];
    if question.id == ids::COMPONENT_KINDS
        && let Some(part) = answers.focus_part().filter(|_| given.is_some())
    {
        let words = match answers.focus.holds.as_str() {
            "" => part.name().to_owned(),
            holds => format!("{}: {holds}", part.name()),
        };
        rows.push(line("What you could least afford to lose", words, None, question.id));
    }
    let follow_up = FOLLOW_UPS.iter().filter(|f| parent(f) == question.id && given.is_some());
    rows.extend(follow_up.filter_map(|f| {
        let given = answers.given(f.id)?;
        Some(row(f, f.ask, Some(given), true, question.id))
    }));
    rows
}

/// The question on whose page a follow-up stands.
fn parent(follow_up: &Question) -> &'static str {
    match follow_up.id {
        ids::CONTINUOUS_LAG => ids::PROTECTIONS,
        ids::RUN_TO_SAFE => ids::BACKUP_SCHEDULE,
        _ => ids::COPY_LOCATIONS,
    }
}

fn row(
    question: &'static Question,
    ask: &'static str,
    given: Option<&Given>,
    evidence: bool,
    page: &'static str,
) -> AnyView {
    match given {
        None => open(ask, page),
        Some(given) => {
            let known = (evidence && given.answer != Answer::Unsure).then(|| given.known.word());
            line(ask, given.answer.words(question), known, page)
        }
    }
}

fn line(ask: &'static str, words: String, known: Option<&'static str>, page: &'static str) -> AnyView {
    view! {
        <div>
            <dt>{ask}</dt>
            <dd>{words} " " {known.map(|known| view! { <span class="hint">{known}</span> })}</dd>
            <dd class="act">{link("Change", ask, page)}</dd>
        </div>
    }
    .into_any()
}

fn open(ask: &'static str, page: &'static str) -> AnyView {
    view! {
        <div>
            <dt>{ask}</dt>
            <dd class="muted">"Not answered"</dd>
            <dd class="act">{link("Answer", ask, page)}</dd>
        </div>
    }
    .into_any()
}

/// A link to a question that leads back here.
fn link(word: &'static str, ask: &'static str, page: &'static str) -> impl IntoView {
    let to = Route::Question(page);
    let href = to.href();
    view! {
        <a href=href on:click=move |_| Trail::get().leave(Route::Review, to.clone())>
            {word} <span class="vh">{format!(": {ask}")}</span>
        </a>
    }
}
