use super::{Found, NotSaved, Notice, OpenError, SaveState, Slot, Trouble, open};
use crate::answers::Answers;
use crate::units::Moment;

/// Decides what happens between the document on the page and the copy in the browser that all tabs share.
///
/// It holds no document and touches no storage: it is told what happened and says what to do. A document is written
/// only over the save it grew from; where another tab was faster, both versions stay until the user has chosen.
#[derive(Debug, Clone)]
pub struct Sync {
    phase: Phase,
    /// The save that the document on the page grew from; 0 for none.
    base: u64,
    at: Option<Moment>,
    /// Changed since the last save was begun.
    dirty: bool,
    /// A save was begun and has not ended.
    saving: bool,
    /// The newest save another tab told of.
    heard: u64,
    asked: bool,
    notice: Option<Notice>,
}

#[derive(Debug, Clone)]
enum Phase {
    Loading,
    Working,
    Full,
    Memory(Trouble),
    Conflict(Theirs),
}

/// The save that stands against the document on the page; number 0 when the copy was deleted.
#[derive(Debug, Clone)]
struct Theirs {
    sequence: u64,
    at: Option<Moment>,
    answers: Box<Answers>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The store answered a [`Do::Load`].
    Loaded(Result<Found, Trouble>),
    /// The document changed on this page.
    Edited,
    /// The store answered a [`Do::Save`], with number and moment.
    Saved(Result<(u64, Moment), NotSaved>),
    /// Another tab said that it saved.
    Heard {
        /// The number of its save.
        sequence: u64,
    },
    /// The user chose between two versions.
    Chose(Choice),
    /// The page comes to the front, or is about to go: a moment to catch up.
    Wake,
    /// The notice was read.
    Dismissed,
    /// The user deleted everything, on the page and in the store.
    Emptied,
}

/// Which of two versions stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The other tab's; those on this page can be had back by undo.
    Theirs,
    /// Those on this page.
    Mine,
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Do {
    /// Read the store, answer with [`Event::Loaded`].
    Load,
    /// Write the document over the save numbered `base`, answer with [`Event::Saved`].
    Save {
        /// The save it grew from.
        base: u64,
    },
    /// Put this document on the page. It is no edit and is not reported back.
    Show(Box<Answers>),
    /// Tell the other tabs.
    Announce {
        /// The number of the save.
        sequence: u64,
    },
    /// Ask the browser not to clear the storage by itself.
    Persist,
}

impl Default for Sync {
    fn default() -> Sync {
        Sync {
            phase: Phase::Loading,
            base: 0,
            at: None,
            dirty: false,
            saving: false,
            heard: 0,
            asked: false,
            notice: None,
        }
    }
}

impl Sync {
    /// A page that has just begun, and the first thing to do.
    pub fn start() -> (Sync, Do) {
        (Sync::default(), Do::Load)
    }

    /// What to do after an event; `mine` is the document on the page.
    pub fn on(&mut self, event: Event, mine: &Answers) -> Vec<Do> {
        match event {
            Event::Loaded(Ok(found)) => self.loaded(found, mine),
            Event::Loaded(Err(trouble)) => {
                if matches!(self.phase, Phase::Loading) {
                    self.phase = Phase::Memory(trouble);
                }
                Vec::new()
            }
            Event::Edited => {
                self.dirty = true;
                self.save_if_possible()
            }
            Event::Saved(result) => {
                self.saving = false;
                match result {
                    Ok((sequence, at)) => self.saved(sequence, at, mine),
                    Err(NotSaved::Conflict(theirs)) => {
                        self.dirty = true;
                        self.against(theirs, mine)
                    }
                    Err(NotSaved::Full) => self.not_saved(Phase::Full, mine),
                    Err(NotSaved::Trouble(trouble)) => self.not_saved(Phase::Memory(trouble), mine),
                }
            }
            Event::Heard { sequence } => {
                self.heard = self.heard.max(sequence);
                self.catch_up()
            }
            Event::Chose(choice) => self.chose(choice),
            Event::Wake if matches!(self.phase, Phase::Loading | Phase::Memory(Trouble::Blocked)) => {
                Vec::new()
            }
            Event::Wake => {
                let mut todo = self.save_if_possible();
                if todo.is_empty() && !self.saving {
                    todo.push(Do::Load);
                }
                todo
            }
            Event::Dismissed => {
                self.notice = None;
                Vec::new()
            }
            Event::Emptied => {
                (self.base, self.at, self.dirty, self.notice) = (0, None, false, None);
                if !matches!(
                    self.phase,
                    Phase::Memory(Trouble::Blocked | Trouble::OldTab | Trouble::NewerCopy)
                ) {
                    self.phase = Phase::Working;
                }
                Vec::new()
            }
        }
    }

    /// How the document stands, for display.
    pub fn state(&self) -> SaveState {
        match &self.phase {
            Phase::Loading => SaveState::Loading,
            Phase::Full => SaveState::Full,
            Phase::Memory(why) => SaveState::MemoryOnly { why: why.clone() },
            Phase::Conflict(theirs) => SaveState::Conflict { at: theirs.at, theirs: theirs.answers.clone() },
            Phase::Working if self.dirty || self.saving => SaveState::Pending,
            Phase::Working => self.at.map_or(SaveState::Nothing, |at| SaveState::InBrowser { at }),
        }
    }

    /// Something to tell, until [`Event::Dismissed`].
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether closing the page now would lose a change.
    pub fn would_lose(&self) -> bool {
        self.dirty || self.saving
    }

    fn loaded(&mut self, found: Found, mine: &Answers) -> Vec<Do> {
        if !found.damaged.is_empty() {
            self.notice = Some(match &found.newest {
                Some(slot) => Notice::Recovered { at: slot.at },
                None => Notice::Damaged,
            });
        }
        match (&self.phase, found.newest) {
            (Phase::Loading, None) => {
                self.phase = Phase::Working;
                self.save_if_possible()
            }
            (Phase::Loading, Some(slot)) if self.dirty => self.against(Some(slot), mine),
            (Phase::Loading, Some(slot)) => {
                self.phase = Phase::Working;
                self.adopt(slot, None)
            }
            (Phase::Conflict(theirs), Some(slot)) if slot.sequence > theirs.sequence => {
                self.against(Some(slot), mine)
            }
            (Phase::Conflict(_), _) => Vec::new(),
            // A save under way finds out by itself.
            (_, newest) if self.saving => {
                self.heard = self.heard.max(newest.map_or(0, |slot| slot.sequence));
                Vec::new()
            }
            (_, Some(slot)) if slot.sequence <= self.base => Vec::new(),
            (_, Some(slot)) if self.dirty => self.against(Some(slot), mine),
            (_, Some(slot)) => {
                self.phase = Phase::Working;
                self.adopt(slot, Some(Notice::Adopted))
            }
            (_, None) if self.base > 0 && !self.dirty => {
                // The copy was deleted. The page keeps what it shows; the next change is kept again.
                self.base = 0;
                self.at = None;
                Vec::new()
            }
            (_, None) => Vec::new(),
        }
    }

    fn saved(&mut self, sequence: u64, at: Moment, mine: &Answers) -> Vec<Do> {
        self.phase = Phase::Working;
        self.base = sequence;
        self.at = Some(at);
        let mut todo = vec![Do::Announce { sequence }];
        if !self.asked && !mine.is_empty() {
            self.asked = true;
            todo.push(Do::Persist);
        }
        todo.extend(self.save_if_possible());
        todo.extend(self.catch_up());
        todo
    }

    fn not_saved(&mut self, phase: Phase, mine: &Answers) -> Vec<Do> {
        // An empty page over an empty store, after everything was deleted, has nothing to lose.
        self.dirty = self.base > 0 || !mine.is_empty();
        if self.dirty || !matches!(phase, Phase::Full) {
            self.phase = phase;
        }
        Vec::new()
    }

    /// A save of another tab stands against a change on this page.
    fn against(&mut self, theirs: Option<Slot>, mine: &Answers) -> Vec<Do> {
        let theirs = match theirs {
            None if mine.is_empty() => {
                // Deleted on both sides.
                (self.base, self.at, self.dirty, self.phase) = (0, None, false, Phase::Working);
                return Vec::new();
            }
            None => Theirs { sequence: 0, at: None, answers: Box::default() },
            Some(slot) => match open(slot.text.as_bytes()) {
                Ok(answers) => {
                    Theirs { sequence: slot.sequence, at: Some(slot.at), answers: Box::new(answers) }
                }
                Err(error) => return self.not_saved(Phase::Memory(unread(&error)), mine),
            },
        };
        if theirs.sequence > 0 && *theirs.answers == *mine {
            // Both tabs came to the same: nothing stands against anything.
            self.phase = Phase::Working;
            self.base = theirs.sequence;
            self.at = theirs.at;
            self.dirty = false;
        } else {
            self.phase = Phase::Conflict(theirs);
        }
        Vec::new()
    }

    /// Takes over a save where nothing on this page stands against it.
    fn adopt(&mut self, slot: Slot, notice: Option<Notice>) -> Vec<Do> {
        match open(slot.text.as_bytes()) {
            Ok(answers) => {
                self.base = slot.sequence;
                self.at = Some(slot.at);
                self.notice = notice.or(self.notice.take());
                vec![Do::Show(Box::new(answers))]
            }
            Err(error) => {
                self.phase = Phase::Memory(unread(&error));
                Vec::new()
            }
        }
    }

    fn chose(&mut self, choice: Choice) -> Vec<Do> {
        let Phase::Conflict(theirs) = &self.phase else { return Vec::new() };
        let Theirs { sequence, at, answers } = theirs.clone();
        self.phase = Phase::Working;
        self.base = sequence;
        self.at = at;
        match choice {
            Choice::Theirs => {
                self.dirty = false;
                vec![Do::Show(answers)]
            }
            Choice::Mine => {
                self.dirty = true;
                self.save_if_possible()
            }
        }
    }

    /// Reads the store when another tab is ahead. A save under way, or one about to begin, finds out by itself.
    fn catch_up(&self) -> Vec<Do> {
        let known = match &self.phase {
            Phase::Conflict(theirs) => theirs.sequence,
            _ => self.base,
        };
        let waits = self.saving || matches!(self.phase, Phase::Loading);
        if self.heard > known && !waits { vec![Do::Load] } else { Vec::new() }
    }

    fn save_if_possible(&mut self) -> Vec<Do> {
        let possible = match &self.phase {
            Phase::Working | Phase::Full | Phase::Memory(Trouble::Failed { .. } | Trouble::NoAnswer) => true,
            Phase::Loading | Phase::Conflict(_) | Phase::Memory(_) => false,
        };
        if !possible || !self.dirty || self.saving {
            return Vec::new();
        }
        self.saving = true;
        self.dirty = false;
        vec![Do::Save { base: self.base }]
    }
}

fn unread(error: &OpenError) -> Trouble {
    match error {
        OpenError::Newer { .. } => Trouble::NewerCopy,
        _ => Trouble::Unreadable,
    }
}
