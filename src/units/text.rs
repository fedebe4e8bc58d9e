/// A sentence whose figures may stand out: plain data that screen, report and Markdown each render their own way.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Vec<Part>);

/// A run of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Ordinary words.
    Plain(String),
    /// Words to stress: a figure, a name of what is at stake.
    Strong(String),
}

impl Text {
    /// No words yet.
    pub fn new() -> Text {
        Text::default()
    }

    /// Adds ordinary words.
    #[must_use]
    pub fn plain(mut self, words: impl Into<String>) -> Text {
        self.0.push(Part::Plain(words.into()));
        self
    }

    /// Adds words to stress.
    #[must_use]
    pub fn strong(mut self, words: impl ToString) -> Text {
        self.0.push(Part::Strong(words.to_string()));
        self
    }

    /// The runs in order.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Plain(words) | Part::Strong(words) => words.as_str(),
            })
            .collect()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::new().plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Text {
        Text::new().plain(words)
    }
}

impl maud::Render for Text {
    fn render(&self) -> maud::Markup {
        maud::html! {
            @for part in &self.0 {
                @match part {
                    Part::Plain(words) => (words),
                    Part::Strong(words) => strong { (words) },
                }
            }
        }
    }
}
