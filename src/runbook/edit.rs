//! What a user does to a runbook. Pure: the runbook before stays as it is.

use super::check::{MOST_STEPS, Refused, step_sound};
use super::step::{Runbook, Step};

/// A change to the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts a step in the place of the one with its id.
    Put(Box<Step>),
    /// Adds a step of one's own after another; at the beginning without one. It gets an id of its own.
    Add {
        /// After which.
        after: Option<String>,
        /// What is added.
        step: Box<Step>,
    },
    /// Moves a step to a place, counted from 0 among the others.
    Move {
        /// Which.
        id: String,
        /// Where to.
        to: usize,
    },
    /// Takes a step away. A drafted one is not offered again.
    Remove {
        /// Which.
        id: String,
    },
    /// Drafts a step again: its words, times and facts; the command and the people stay.
    Redraft {
        /// Which.
        id: String,
    },
    /// Keeps a step as it is and takes what the system is now as its facts.
    StillFits {
        /// Which.
        id: String,
    },
    /// Takes in a step that would be drafted now, where it belongs.
    Take {
        /// Its key.
        key: String,
    },
    /// Drafts every step again that nobody changed, takes in what is new, and takes away what would not be drafted any more. Steps
    /// that somebody changed, or added, stay.
    RedraftAll,
}

impl Runbook {
    /// The runbook after a change; `drafted` is what would be drafted now.
    ///
    /// # Errors
    /// [`Refused`] for a step that is not there, too many steps, or a text that cannot be taken.
    pub fn apply(&self, edit: &Edit, drafted: &[Step]) -> Result<Runbook, Refused> {
        let mut next = self.clone();
        match edit {
            Edit::Put(step) => next.put(step)?,
            Edit::Add { after, step } => {
                let at = match after {
                    Some(id) => next.place(id)? + 1,
                    None => 0,
                };
                let own =
                    Step { id: next.fresh_step(), key: String::new(), facts: Vec::new(), ..(**step).clone() };
                next.steps.insert(at, own);
            }
            Edit::Move { id, to } => {
                let step = next.steps.remove(next.place(id)?);
                next.steps.insert((*to).min(next.steps.len()), step);
            }
            Edit::Remove { id } => {
                let step = next.steps.remove(next.place(id)?);
                if !step.key.is_empty() {
                    next.left_out.push(step.key);
                }
            }
            Edit::Redraft { id } => {
                let at = next.place(id)?;
                if let Some(step) = next.steps.get_mut(at) {
                    redraft(step, drafted);
                }
            }
            Edit::StillFits { id } => {
                let at = next.place(id)?;
                if let Some(step) = next.steps.get_mut(at)
                    && let Some(now) = drafted.iter().find(|other| other.key == step.key)
                {
                    step.facts.clone_from(&now.facts);
                    // A time of one's own stays, as every other change does.
                    if !step.edited {
                        (step.takes, step.starts) = (now.takes, now.starts);
                    }
                }
            }
            Edit::Take { key } => next.take(key, drafted),
            Edit::RedraftAll => {
                next.steps.retain(|step| {
                    step.key.is_empty() || step.edited || drafted.iter().any(|other| other.key == step.key)
                });
                next.steps.iter_mut().filter(|step| !step.edited).for_each(|step| redraft(step, drafted));
                for new in super::compare(&next, drafted).new {
                    next.take(&new.key, drafted);
                }
            }
        }
        if next.steps.len() > MOST_STEPS { Err(Refused::Full) } else { Ok(next) }
    }

    fn place(&self, id: &str) -> Result<usize, Refused> {
        self.steps.iter().position(|step| step.id == id).ok_or_else(|| Refused::NoStep { id: id.to_owned() })
    }

    fn put(&mut self, step: &Step) -> Result<(), Refused> {
        step_sound(step)?;
        let at = self.place(&step.id)?;
        if let Some(before) = self.steps.get_mut(at) {
            // Who does it and with what is nothing that is drafted.
            let as_drafted = |of: &Step| Step {
                owner: None,
                deputy: None,
                command: String::new(),
                edited: false,
                ..of.clone()
            };
            let edited = before.edited || as_drafted(before) != as_drafted(step);
            *before = Step { edited: edited && !step.key.is_empty(), ..step.clone() };
        }
        Ok(())
    }

    /// Takes a drafted step in, after the nearest of those that stand before it in the draft.
    fn take(&mut self, key: &str, drafted: &[Step]) {
        let Some(at) = drafted.iter().position(|step| step.key == key) else { return };
        if self.steps.iter().any(|step| step.key == key) {
            return;
        }
        let before = drafted.iter().take(at).rev();
        let place = before.filter_map(|step| self.steps.iter().position(|own| own.key == step.key)).next();
        let id = self.fresh_step();
        if let Some(step) = drafted.get(at) {
            self.steps.insert(place.map_or(0, |place| place + 1), Step { id, ..step.clone() });
        }
        self.left_out.retain(|left| left != key);
    }
}

fn redraft(step: &mut Step, drafted: &[Step]) {
    if let Some(now) = drafted.iter().find(|other| other.key == step.key && !step.key.is_empty()) {
        *step = Step {
            id: std::mem::take(&mut step.id),
            command: std::mem::take(&mut step.command),
            owner: step.owner.take(),
            deputy: step.deputy.take(),
            ..now.clone()
        };
    }
}
