use crate::answers::Answers;
use crate::catalogue::question;
use crate::guide::GuideId;
use crate::route::Route;
use leptos::prelude::*;

/// The id of every page's heading, where the focus goes after a page change.
pub(crate) const HEADING: &str = "heading";

/// What the page as a whole tells the person: its title, and what is announced without moving the focus.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    wrong: RwSignal<bool>,
    spoken: RwSignal<String>,
}

impl Page {
    pub(crate) fn provide() -> Page {
        let page = Page { wrong: RwSignal::new(false), spoken: RwSignal::new(String::new()) };
        provide_context(page);
        page
    }

    pub(crate) fn get() -> Page {
        use_context()
            .unwrap_or_else(|| Page { wrong: RwSignal::new(false), spoken: RwSignal::new(String::new()) })
    }

    /// Another page was entered: nothing is wrong on it yet.
    pub(crate) fn entered(self) {
        self.wrong.set(false);
        self.spoken.set(String::new());
    }

    /// Whether something on the page is to be put right.
    pub(crate) fn is_wrong(self, wrong: bool) {
        self.wrong.set(wrong);
    }

    /// Has screen readers say a sentence once they are silent.
    pub(crate) fn say(self, words: String) {
        let _ = self.spoken.try_set(words);
    }

    /// What is being said.
    pub(crate) fn spoken(self) -> ReadSignal<String> {
        self.spoken.read_only()
    }

    /// The title of the page in the browser's tab and history.
    pub(crate) fn title(self, route: &Route, answers: &Answers) -> String {
        let wrong = if self.wrong.get() { "Error: " } else { "" };
        let place = place(route);
        let system = if answers.name.is_empty() || matches!(route, Route::Start) {
            String::new()
        } else {
            format!(" - {}", answers.name)
        };
        format!("{wrong}{place}{system} - Holdfast")
    }
}

fn place(route: &Route) -> String {
    match route {
        Route::Start => "If it broke right now, how much would you lose?".to_owned(),
        Route::Question(id) => question(id).map_or_else(String::new, |q| q.ask.to_owned()),
        Route::Review => "Your answers".to_owned(),
        Route::Results | Route::Why(..) => "Results".to_owned(),
        Route::Guides => "Guides".to_owned(),
        Route::Guide { slug, .. } => {
            GuideId::from_slug(slug).map_or_else(|| "Guides".to_owned(), |id| id.title().to_owned())
        }
        Route::Report => "Report".to_owned(),
        Route::Unknown(_) => "Nothing here".to_owned(),
    }
}
