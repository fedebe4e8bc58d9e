use crate::answers::Answers;
use crate::units::{Moment, day_and_time};

/// How the document stands with the copy in this browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// The copy is being looked for.
    Loading,
    /// There is nothing to keep yet.
    Nothing,
    /// Kept in this browser since then.
    InBrowser {
        /// When.
        at: Moment,
    },
    /// A change is on its way.
    Pending,
    /// Only this page has the answers.
    MemoryOnly {
        /// Why.
        why: Trouble,
    },
    /// The browser has no room left.
    Full,
    /// Another tab kept other answers while this one had changes of its own. Neither was overwritten.
    Conflict {
        /// When the other tab's answers were kept; `None` when it deleted the copy.
        at: Option<Moment>,
        /// The other tab's answers.
        theirs: Box<Answers>,
    },
}

/// Why the browser keeps no copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The browser forbids it: a private window, a setting, a frame from another site.
    Blocked,
    /// An older Holdfast in another tab holds the storage.
    OldTab,
    /// The copy was made by a newer Holdfast.
    NewerCopy,
    /// The copy is whole, yet this version cannot read it.
    Unreadable,
    /// The browser did not answer in time.
    NoAnswer,
    /// Something else; the browser's own words.
    Failed {
        /// As the browser said it.
        said: String,
    },
}

/// Why a save did not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSaved {
    /// Something else has been saved since; this is it.
    Conflict(Option<super::Slot>),
    /// No room left.
    Full,
    /// The storage cannot be used.
    Trouble(Trouble),
}

/// Something to tell once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Another tab's newer answers are shown now.
    Adopted,
    /// The newest copy was damaged; the one before it is shown.
    Recovered {
        /// When that one was kept.
        at: Moment,
    },
    /// Every copy was damaged.
    Damaged,
}

impl SaveState {
    /// The state as a sentence or two. Plain text; the word "saved" never stands without "in this browser".
    pub fn message(&self) -> String {
        match self {
            SaveState::Loading => "Looking for your answers in this browser.".to_owned(),
            SaveState::Nothing => "Your answers will be kept in this browser.".to_owned(),
            SaveState::InBrowser { at } => format!("Saved in this browser, {}.", day_and_time(*at)),
            SaveState::Pending => "Keeping your change in this browser…".to_owned(),
            SaveState::MemoryOnly { why } => why.message(),
            SaveState::Full => {
                "Your browser’s storage is full. Your answers are still on this page; download them so that nothing \
                 is lost."
                    .to_owned()
            }
            SaveState::Conflict { at: Some(at), .. } => format!(
                "Another tab changed these answers ({}) while this one had changes of its own. Nothing is lost: \
                 choose which answers to keep. You can download both first.",
                day_and_time(*at)
            ),
            SaveState::Conflict { at: None, .. } => {
                "Another tab deleted the copy in this browser while this one had changes. Nothing on this page is \
                 lost: choose whether to keep these answers."
                    .to_owned()
            }
        }
    }

    /// Whether the user has to do something, or answers may be lost.
    pub fn needs_attention(&self) -> bool {
        matches!(self, SaveState::MemoryOnly { .. } | SaveState::Full | SaveState::Conflict { .. })
    }
}

impl Trouble {
    /// What it means and what to do.
    pub fn message(&self) -> String {
        let why = match self {
            Trouble::Blocked => "This browser does not let this page keep anything.".to_owned(),
            Trouble::OldTab => {
                "An older Holdfast is open in another tab. Close that tab, then reload this one.".to_owned()
            }
            Trouble::NewerCopy => {
                "A newer Holdfast has written the copy in this browser. Reload this page to get it."
                    .to_owned()
            }
            Trouble::Unreadable => {
                "The copy in this browser cannot be read. It was left as it is, and you can download it."
                    .to_owned()
            }
            Trouble::NoAnswer => "This browser’s storage does not answer.".to_owned(),
            Trouble::Failed { said } => format!("This browser could not keep your answers ({said})."),
        };
        format!("{why} Your answers are only on this page; download them before you close it.")
    }
}

impl Notice {
    /// What happened and what to do.
    pub fn message(&self) -> String {
        match self {
            Notice::Adopted => "Another tab changed these answers. This tab now shows the newest.".to_owned(),
            Notice::Recovered { at } => format!(
                "The newest copy in this browser was damaged. These are the answers before it, from {}; look through \
                 your last changes. You can download the damaged copy.",
                day_and_time(*at)
            ),
            Notice::Damaged => {
                "The copy in this browser is damaged and could not be read. Open your downloaded file, or start \
                 again. You can download the damaged copy."
                    .to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_always_says_where() {
        let at = Moment::from_seconds(9_000);
        let why = [
            Trouble::Blocked,
            Trouble::OldTab,
            Trouble::NewerCopy,
            Trouble::Unreadable,
            Trouble::NoAnswer,
            Trouble::Failed { said: "AbortError".into() },
        ];
        let mut messages: Vec<String> = [
            SaveState::Loading,
            SaveState::Nothing,
            SaveState::InBrowser { at },
            SaveState::Pending,
            SaveState::Full,
            SaveState::Conflict { at: Some(at), theirs: Box::default() },
            SaveState::Conflict { at: None, theirs: Box::default() },
        ]
        .iter()
        .map(SaveState::message)
        .collect();
        messages.extend(why.iter().map(Trouble::message));
        messages
            .extend([Notice::Adopted, Notice::Recovered { at }, Notice::Damaged].iter().map(Notice::message));
        for message in &messages {
            let lower = message.to_lowercase();
            assert!(!lower.contains("saved") || lower.contains("saved in this browser"), "{message}");
            assert!(message.ends_with(['.', '…']), "{message}");
        }
        for why in why {
            assert!(why.message().contains("download"), "{why:?}");
            assert!(SaveState::MemoryOnly { why }.needs_attention());
        }
    }
}
