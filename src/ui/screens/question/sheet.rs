use crate::answers::Edit;
use crate::answers::{Answer, Answers, after};
use crate::catalogue::Question;
use crate::desk::Means;
use crate::form::{Draft, Field, Problem, Reading};
use crate::route::Route;
use crate::save::to_file;
use crate::schedule::Schedule;
use crate::ui::browser::{focus, location};
use crate::ui::parts::{Bureau, Page};
use crate::ui::session::Session;
use chrono::NaiveDate;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long typing rests before it is written to the document.
const SAVE_AFTER: Duration = Duration::from_millis(400);
/// How long it rests before what it means is said aloud.
const SAY_AFTER: Duration = Duration::from_millis(700);
/// The id of the box that lists what is to be put right.
pub(super) const ERROR_BOX: &str = "errors";

/// What is typed here and not, or not wholly, in the document.
#[derive(Clone, PartialEq)]
struct Typed {
    /// The controls as the document filled them when this was typed. When the document has moved on (undo, another
    /// tab), what was typed is let go.
    over: Draft,
    draft: Draft,
}

/// The state of a question page. Everything shown is worked out from the document and what is typed over it.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) question: &'static Question,
    /// Whether it was opened from the list of answers, and goes back there.
    pub(super) returns: bool,
    session: Session,
    bureau: Bureau,
    page: Page,
    typed: RwSignal<Option<Typed>>,
    draft: Memo<Draft>,
    reading: Memo<Reading>,
    would_be: Memo<Answers>,
    /// The fields that were wrong when the person last wanted to go on.
    flagged: RwSignal<Vec<Field>>,
    saving: StoredValue<Option<TimeoutHandle>>,
    saying: StoredValue<Option<TimeoutHandle>>,
}

impl Sheet {
    pub(super) fn open(question: &'static Question, returns: bool) -> Sheet {
        let session = Session::use_session();
        let answers = session.answers();
        let typed = RwSignal::new(None::<Typed>);
        let stored = Memo::new(move |_| answers.with(|a| Draft::of(question, a)));
        let draft = Memo::new(move |_| {
            let stored = stored.get();
            typed.with(|t| match t {
                Some(t) if t.over == stored => t.draft.clone(),
                _ => stored,
            })
        });
        let today = move || session.now().get().civil().date();
        let reading = Memo::new(move |_| answers.with(|a| draft.with(|d| d.read(question, a, today()))));
        let would_be = Memo::new(move |_| answers.with(|a| draft.with(|d| d.applied(question, a, today()))));
        let sheet = Sheet {
            question,
            returns,
            session,
            bureau: Bureau::get(),
            page: Page::get(),
            typed,
            draft,
            reading,
            would_be,
            flagged: RwSignal::new(Vec::new()),
            saving: StoredValue::new(None),
            saying: StoredValue::new(None),
        };
        on_cleanup(move || {
            sheet.stop(sheet.saving);
            sheet.stop(sheet.saying);
            sheet.page.is_wrong(None);
        });
        sheet
    }

    /// The document.
    pub(super) fn answers(self) -> Memo<Answers> {
        self.session.answers()
    }

    /// Whether an option is chosen.
    pub(super) fn is_chosen(self, option: &'static str) -> bool {
        self.draft.with(|d| d.is_chosen(option))
    }

    /// What stands in a field.
    pub(super) fn text(self, field: Field) -> String {
        self.draft.with(|d| d.text(field).to_owned())
    }

    /// Something of the draft.
    pub(super) fn draft<T>(self, read: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with(read)
    }

    /// The optional field that belongs to what is chosen.
    pub(super) fn follow_up(self) -> Option<Field> {
        let today = self.today();
        self.answers().with(|a| self.draft.with(|d| d.follow_up(self.question, a, today)))
    }

    fn today(self) -> NaiveDate {
        self.session.now().get().civil().date()
    }

    /// What the answer means.
    pub(super) fn means(self) -> Option<Means> {
        let complete = self.reading.with(|r| !r.edits.is_empty());
        if !complete {
            return None;
        }
        let file = self.would_be.with(to_file);
        self.bureau.desk()?.means(&file, self.question.id, self.session.now().get())
    }

    /// The schedule in words, once it is complete: "Every day at 02:00".
    pub(super) fn schedule_in_words(self) -> Option<String> {
        self.reading.with(|r| {
            r.edits.iter().find_map(|edit| match edit {
                Edit::Answer { answer: answer @ Answer::Schedule(schedule), .. }
                    if *schedule != Schedule::ByHand =>
                {
                    Some(answer.words(self.question))
                }
                _ => None,
            })
        })
    }

    /// What is to be put right, in the order of the page, once the person has wanted to go on.
    pub(super) fn problems(self) -> Vec<Problem> {
        self.flagged.with(|flagged| {
            self.reading.with(|r| r.problems.iter().filter(|p| flagged.contains(&p.field)).cloned().collect())
        })
    }

    /// The words at a field that is to be put right.
    pub(super) fn wrong(self, field: Field) -> Option<String> {
        let flagged = self.flagged.with(|f| f.contains(&field));
        flagged.then(|| self.reading.with(|r| r.at(field).map(str::to_owned))).flatten()
    }

    /// Chooses or ticks: written to the document at once.
    pub(super) fn choose(self, change: impl FnOnce(&mut Draft)) {
        self.change(change);
        self.save();
    }

    /// Types: written to the document once typing rests.
    pub(super) fn type_in(self, field: Field, text: String) {
        self.change(|d| d.type_in(field, text));
        self.after(self.saving, SAVE_AFTER, move || self.save());
    }

    fn change(self, change: impl FnOnce(&mut Draft)) {
        let over = self.answers().with_untracked(|a| Draft::of(self.question, a));
        let mut draft = self.draft.get_untracked();
        change(&mut draft);
        self.typed.set(Some(Typed { over, draft }));
        let any = !untrack(move || self.problems()).is_empty();
        self.page.is_wrong(any.then_some(self.question.id));
        self.after(self.saying, SAY_AFTER, move || self.say());
    }

    /// Writes what is complete to the document and keeps the rest in the controls.
    pub(super) fn save(self) {
        self.stop(self.saving);
        let Some(draft) = self.draft.try_get_untracked() else { return };
        let Some(reading) = self.reading.try_get_untracked() else { return };
        if !reading.edits.is_empty() {
            // Every edit was tried on the answers while reading it; a refusal leaves the draft on the page.
            let _ = self.session.edit(Edit::All(reading.edits));
        }
        let over = self.answers().with_untracked(|a| Draft::of(self.question, a));
        let _ = self.typed.try_set(Some(Typed { over, draft }));
    }

    fn say(self) {
        if let Some(Some(means)) = untrack(move || self.draft.try_with(|_| ()).map(|()| self.means())) {
            self.page.say(means.say);
        }
    }

    /// Goes on when nothing is left to put right; otherwise says what is.
    pub(super) fn go_on(self) {
        self.save();
        let problems = self.reading.with_untracked(|r| r.problems.clone());
        if problems.is_empty() {
            location::go(&untrack(move || self.next()).href());
            return;
        }
        self.flagged.set(problems.into_iter().map(|p| p.field).collect());
        self.page.is_wrong(Some(self.question.id));
        request_animation_frame(|| {
            focus::to(ERROR_BOX);
        });
    }

    /// Where Continue leads.
    pub(super) fn next(self) -> Route {
        if self.returns {
            return Route::Review;
        }
        self.answers()
            .with(|a| after(a, self.question.id).map_or(Route::Review, |next| Route::Question(next.id)))
    }

    fn after(self, timer: StoredValue<Option<TimeoutHandle>>, rest: Duration, run: impl Fn() + 'static) {
        self.stop(timer);
        timer.set_value(set_timeout_with_handle(run, rest).ok());
    }

    fn stop(self, timer: StoredValue<Option<TimeoutHandle>>) {
        if let Some(handle) = timer.try_get_value().flatten() {
            handle.clear();
        }
        timer.try_set_value(None);
    }
}
