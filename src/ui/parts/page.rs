use crate::answers::Answers;
use crate::catalogue::question;
use crate::guide::GuideId;
use crate::route::Route;
use crate::units::NBSP;
use leptos::prelude::*;

/// The id of every page's heading, where the focus goes after a page change.
pub(crate) const HEADING: &str = "heading";

/// What the page as a whole tells the person: its title, and what is announced without moving the focus.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// The question on whose page something is to be put right.
    wrong: RwSignal<Option<&'static str>>,
    spoken: RwSignal<String>,
    /// What the desk calls the live page that is shown, and whether something there is to be put right.
    called: RwSignal<(String, bool)>,
}

impl Page {
    pub(crate) fn provide() -> Page {
        let page = Page::new();
        provide_context(page);
        page
    }

    pub(crate) fn get() -> Page {
        use_context().unwrap_or_else(Page::new)
    }

    fn new() -> Page {
        Page {
            wrong: RwSignal::new(None),
            spoken: RwSignal::new(String::new()),
            called: RwSignal::new((String::new(), false)),
        }
    }

    /// The question on whose page something is to be put right, if any.
    pub(crate) fn is_wrong(self, question: Option<&'static str>) {
        let _ = self.wrong.try_set(question);
    }

    /// The name of the live page that is shown, and whether something there is to be put right.
    pub(crate) fn is_called(self, name: String, wrong: bool) {
        let _ = self.called.try_set((name, wrong));
    }

    /// Has screen readers say a sentence once they are silent.
    pub(crate) fn say(self, words: String) {
        // The same words again are heard only if the text changes.
        let again = self.spoken.try_with_untracked(|before| *before == words) == Some(true);
        let _ = self.spoken.try_set(if again { format!("{words}{NBSP}") } else { words });
    }

    /// What is being said.
    pub(crate) fn spoken(self) -> ReadSignal<String> {
        self.spoken.read_only()
    }

    /// The title of the page in the browser's tab and history.
    pub(crate) fn title(self, route: &Route, answers: &Answers) -> String {
        let here = |id| *route == Route::Question(id);
        let (place, wrong) = match route {
            Route::Live(_) => self.called.get(),
            _ => (place(route), self.wrong.get().is_some_and(here)),
        };
        let wrong = if wrong { "Error: " } else { "" };
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
        Route::Results | Route::Figure(_) => "Results".to_owned(),
        Route::Guides => "Guides".to_owned(),
        Route::Guide { slug, .. } => {
            GuideId::from_slug(slug).map_or_else(|| "Guides".to_owned(), |id| id.title().to_owned())
        }
        Route::Report => "Report".to_owned(),
        Route::Live(_) | Route::Unknown(_) => "Nothing here".to_owned(),
    }
}
