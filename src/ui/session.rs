use crate::answers::{Answers, Edit, EditError, History};
use crate::save::{self, Choice, Do, Event, Notice, OpenError, SaveState, Sync, Trouble};
use crate::ui::browser::store::{IndexedDb, Store};
use crate::ui::browser::tabs::Tabs;
use crate::ui::browser::{clock, files, page};
use crate::units::Moment;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// The state of the app, the only one that changes: the document, its history, the moment it is looked at, and how it
/// stands with the copy in the browser. A handle; copies are the same session.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    history: RwSignal<History>,
    answers: Memo<Answers>,
    now: RwSignal<Moment>,
    saving: RwSignal<SaveState>,
    notice: RwSignal<Option<Notice>>,
    keeper: StoredValue<Keeper, LocalStorage>,
}

struct Keeper {
    sync: Sync,
    store: Rc<dyn Store>,
    tabs: Option<Tabs>,
    /// The document as it was last given out as a file.
    given_out: Option<Answers>,
    /// How often a person put another document in place of the one before.
    replaced: u32,
}

/// How often the page looks at the clock. Windows are counted in minutes.
const CLOCK: std::time::Duration = std::time::Duration::from_secs(60);

impl Session {
    /// Begins the session of the app and puts it into the context. To be called once, in the root component.
    pub fn provide() -> Session {
        let session = Session::with_store(Rc::new(IndexedDb::default()));
        session.listen();
        provide_context(session);
        session
    }

    /// A session over a store, without ties to the page around it.
    pub fn with_store(store: Rc<dyn Store>) -> Session {
        let (sync, first) = Sync::start();
        let history = RwSignal::new(History::default());
        let now = RwSignal::new(clock::now());
        let answers = Memo::new(move |_| history.with(|history| history.present().clone()));
        let session = Session {
            history,
            answers,
            now,
            saving: RwSignal::new(sync.state()),
            notice: RwSignal::new(None),
            keeper: StoredValue::new_local(Keeper { sync, store, tabs: None, given_out: None, replaced: 0 }),
        };
        session.act(first);
        session
    }

    /// The session of the app.
    pub fn use_session() -> Session {
        expect_context()
    }

    /// The document.
    pub fn answers(&self) -> Memo<Answers> {
        self.answers
    }

    /// The moment the outcome holds for, at most a minute old while the page is seen.
    pub fn now(&self) -> Signal<Moment> {
        self.now.into()
    }

    /// Looks at the clock.
    pub fn refresh_now(&self) {
        let now = clock::now();
        if self.now.try_get_untracked().is_some_and(|before| before != now) {
            self.now.try_set(now);
        }
    }

    /// Makes an edit: the one door for writes. A refused edit changes nothing and says what would be accepted.
    pub fn edit(&self, edit: Edit) -> Result<(), EditError> {
        if matches!(edit, Edit::Replace(_)) {
            self.is_replaced();
        }
        let mut result = Ok(());
        self.change(|history| result = history.edit(&edit, clock::today()));
        result
    }

    /// Takes the last edit back. Says whether there was one.
    pub fn undo(&self) -> bool {
        let mut done = false;
        self.change(|history| done = history.undo());
        done
    }

    /// Makes the last undone edit again. Says whether there was one.
    pub fn redo(&self) -> bool {
        let mut done = false;
        self.change(|history| done = history.redo());
        done
    }

    /// Whether [`Session::undo`] would do anything.
    pub fn can_undo(&self) -> Signal<bool> {
        let history = self.history;
        Signal::derive(move || history.with(History::can_undo))
    }

    /// Whether [`Session::redo`] would do anything.
    pub fn can_redo(&self) -> Signal<bool> {
        let history = self.history;
        Signal::derive(move || history.with(History::can_redo))
    }

    /// Opens a saved file or an exported report in place of the document; undo brings that back.
    pub fn open(&self, bytes: &[u8]) -> Result<(), OpenError> {
        let answers = save::open(bytes)?;
        self.edit(Edit::Replace(Box::new(answers))).map_err(|source| OpenError::Refused { source })
    }

    /// Opens the example, moved so that it was filled in today.
    pub fn open_example(&self, text: &str) -> Result<(), OpenError> {
        let answers = save::open(text.as_bytes())?.moved_to(clock::today());
        self.edit(Edit::Replace(Box::new(answers))).map_err(|source| OpenError::Refused { source })
    }

    /// Gives the document out as a file. `false` when the browser refused.
    pub fn download(&self) -> bool {
        let answers = self.answers.get_untracked();
        let given = download(&answers);
        if given {
            self.keeper.try_update_value(|keeper| keeper.given_out = Some(answers));
        }
        given
    }

    /// How the document stands with the copy in this browser.
    pub fn saving(&self) -> Signal<SaveState> {
        self.saving.into()
    }

    /// Something to tell politely, until [`Session::dismiss`].
    pub fn notice(&self) -> Signal<Option<Notice>> {
        self.notice.into()
    }

    /// The notice was read.
    pub fn dismiss(&self) {
        self.happened(Event::Dismissed);
    }

    /// Counts how often a person put another document in place of the one before: a file opened, the example, none.
    pub fn replaced(&self) -> u32 {
        self.keeper.try_with_value(|keeper| keeper.replaced).unwrap_or_default()
    }

    fn is_replaced(&self) {
        self.keeper.try_update_value(|keeper| keeper.replaced += 1);
    }

    /// Whether the copy in this browser has been looked for, so that what is shown is the user's own.
    pub fn loaded(&self) -> Signal<bool> {
        let saving = self.saving;
        Signal::derive(move || saving.with(|state| *state != SaveState::Loading))
    }

    /// Settles [`SaveState::Conflict`]; without one it does nothing.
    pub fn resolve_conflict(&self, choice: Choice) {
        self.happened(Event::Chose(choice));
    }

    /// Gives the other tab's answers out as a file while there is a conflict. `false` without one.
    pub fn download_theirs(&self) -> bool {
        match self.saving.get_untracked() {
            SaveState::Conflict { theirs, .. } => download(&theirs),
            _ => false,
        }
    }

    /// Gives out what could not be read from this browser, each as a file. The number of files comes later.
    pub async fn download_damaged(self) -> usize {
        let Some(store) = self.store() else { return 0 };
        let records = store.damaged().await;
        for (n, record) in (1..).zip(&records) {
            files::download(&format!("damaged-{n}.holdfast.txt"), "text/plain", record);
        }
        records.len()
    }

    /// Empties the page and deletes everything kept in this browser. It cannot be undone. The error says why the
    /// browser did not let go of its copy; the page is empty all the same.
    pub async fn delete_everything(self) -> Result<(), Trouble> {
        let Some(store) = self.store() else { return Ok(()) };
        let result = store.clear().await;
        self.is_replaced();
        self.history.try_set(History::default());
        self.happened(Event::Emptied);
        result
    }

    /// Whether closing the page now would lose a change: it is neither in the browser nor in a file given out.
    pub fn would_lose(&self) -> bool {
        let given_out = |keeper: &Keeper| {
            self.history
                .try_with_untracked(|h| keeper.given_out.as_ref() == Some(h.present()))
                .unwrap_or(false)
        };
        self.keeper.try_with_value(|k| k.sync.would_lose() && !given_out(k)).unwrap_or(false)
    }

    fn store(&self) -> Option<Rc<dyn Store>> {
        self.keeper.try_with_value(|keeper| Rc::clone(&keeper.store))
    }

    /// Ties the session to the page: the clock, other tabs, and the page coming and going.
    fn listen(self) {
        let tabs = Tabs::join("holdfast-1", move |sequence| self.happened(Event::Heard { sequence }));
        self.keeper.try_update_value(|keeper| keeper.tabs = tabs);
        page::on_turn(move || {
            self.refresh_now();
            self.happened(Event::Wake);
        });
        page::warn_before_closing(move || self.would_lose());
        set_interval(
            move || {
                if page::is_seen() {
                    self.refresh_now();
                }
            },
            CLOCK,
        );
    }

    /// Changes the history, and sets a save going if the document is another one now.
    fn change(&self, with: impl FnOnce(&mut History)) {
        let changed = self.history.try_update(|history| {
            let before = history.present().clone();
            with(history);
            *history.present() != before
        });
        if changed == Some(true) {
            self.refresh_now();
            self.happened(Event::Edited);
        }
    }

    /// Lets the state machine decide, carries out what it says, and shows where things stand.
    fn happened(&self, event: Event) {
        let Some(mine) = self.history.try_with_untracked(|history| history.present().clone()) else { return };
        let decided = self.keeper.try_update_value(|keeper| keeper.sync.on(event, &mine)).unwrap_or_default();
        for todo in decided {
            self.act(todo);
        }
        let now = self.keeper.try_with_value(|keeper| (keeper.sync.state(), keeper.sync.notice().cloned()));
        if let Some((state, notice)) = now {
            put(self.saving, state);
            put(self.notice, notice);
        }
    }

    fn act(&self, todo: Do) {
        let session = *self;
        let Some(store) = self.store() else { return };
        match todo {
            Do::Load => spawn_local(async move {
                let found = store.load().await;
                session.happened(Event::Loaded(found));
            }),
            Do::Save { base } => {
                let Some(text) = self.history.try_with_untracked(|h| save::to_file(h.present())) else {
                    return;
                };
                let writing = store.save(base, text, clock::now());
                spawn_local(async move {
                    let result = writing.await;
                    session.happened(Event::Saved(result));
                });
            }
            Do::Show(answers) => {
                // What a page begins with is no edit; what comes from another tab can be undone.
                self.history.try_update(|history| {
                    if history.present().is_empty() && !history.can_undo() {
                        *history = History::new(*answers);
                    } else {
                        // A replacement is never refused.
                        let _ = history.edit(&Edit::Replace(answers), clock::today());
                    }
                });
            }
            Do::Announce { sequence } => {
                self.keeper.try_with_value(|keeper| keeper.tabs.as_ref().map(|tabs| tabs.tell(sequence)));
            }
            Do::Persist => page::ask_to_persist(),
        }
    }
}

fn download(answers: &Answers) -> bool {
    files::download(&save::file_name(answers), "application/json", &save::to_file(answers))
}

/// Sets a signal unless it says so already, so that nothing is drawn or announced twice.
fn put<T: PartialEq + Send + std::marker::Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|before| *before != value) == Some(true) {
        signal.try_set(value);
    }
}
