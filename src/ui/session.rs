//! Stand-in for the session.
use crate::answers::{Answers, Edit, EditError, History};
use crate::ui::browser::clock;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub(crate) struct Session {
    history: RwSignal<History>,
    answers: Memo<Answers>,
}

impl Session {
    pub(crate) fn provide() -> Session {
        let history = RwSignal::new(History::default());
        let answers = Memo::new(move |_| history.with(|h| h.present().clone()));
        let session = Session { history, answers };
        provide_context(session);
        session
    }
    pub(crate) fn answers(self) -> Memo<Answers> {
        self.answers
    }
    pub(crate) fn edit(self, edit: Edit) -> Result<(), EditError> {
        let today = clock::now().civil().date();
        let mut result = Ok(());
        self.history.update(|h| result = h.edit(&edit, today));
        result
    }
    pub(crate) fn undo(self) {
        self.history.update(|h| {
            h.undo();
        });
    }
    pub(crate) fn redo(self) {
        self.history.update(|h| {
            h.redo();
        });
    }
    pub(crate) fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }
    pub(crate) fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }
}
