use super::field::data_parts;
use super::options::stands_alone;
use super::{Field, NEVER, ON, UNSURE};
use crate::answers::{Answer, Answers, ComponentKind, Evidence};
use crate::catalogue::{AnswerKind, Question, ids};
use crate::schedule::{Schedule, Weekday};
use crate::units::{Duration, NBSP, TimeOfDay};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the controls of a question page, finished or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The chosen options; at most one where the page has radio buttons.
    pub(super) chosen: BTreeSet<String>,
    pub(super) typed: BTreeMap<Field, String>,
    /// How the answer is known.
    pub known: Evidence,
}

impl Draft {
    /// The controls as the document fills them.
    pub fn of(question: &Question, answers: &Answers) -> Draft {
        let mut draft = Draft::default();
        if let Some(given) = answers.stored(question.id) {
            draft.known = given.known;
            draft.fill(&given.answer);
        }
        if let Some(field) = Field::under(question)
            && let Some(follow_up) = field.follow_up()
            && let Some(Answer::Duration(d)) = answers.stored(follow_up.id).map(|g| &g.answer)
        {
            draft.type_in(field, typed(d));
        }
        if question.id == ids::COMPONENT_KINDS {
            draft.type_in(Field::Holds, answers.focus.holds.clone());
            if let Some(part) = answers.focus.part {
                draft.type_in(Field::Part, part.id().to_owned());
            }
        }
        draft
    }

    fn fill(&mut self, answer: &Answer) {
        match answer {
            Answer::Unsure => self.choose(UNSURE),
            Answer::One(option) => self.choose(option),
            Answer::Many(options) => self.chosen = options.clone(),
            Answer::Duration(d) => self.type_in(Field::Length, typed(d)),
            Answer::Date(date) => {
                self.choose(ON);
                self.type_in(Field::Date, date.to_string());
            }
            Answer::Never => self.choose(NEVER),
            Answer::Schedule(schedule) => self.fill_schedule(*schedule),
        }
    }

    fn fill_schedule(&mut self, schedule: Schedule) {
        match schedule {
            Schedule::Every { interval, from }
                if interval <= Duration::hours(1) && from == TimeOfDay::MIDNIGHT =>
            {
                self.choose("often");
                self.type_in(Field::Often, typed(&interval));
            }
            Schedule::Every { interval, from } => {
                self.choose("hours");
                self.type_in(Field::Hours, typed(&interval));
                self.type_in(Field::From, from.to_string());
            }
            Schedule::Daily { at } => {
                self.choose("daily");
                self.type_in(Field::At, at.to_string());
            }
            Schedule::Weekdays { at } => {
                self.choose("weekdays");
                self.type_in(Field::At, at.to_string());
            }
            Schedule::Weekly { on, at } => {
                self.choose("weekly");
                self.type_in(Field::Day, on.name().to_ascii_lowercase());
                self.type_in(Field::At, at.to_string());
            }
            Schedule::Hourly { minute } => {
                self.choose("hours");
                self.type_in(Field::Hours, typed(&Duration::hours(1)));
                self.type_in(Field::From, format!("00:{:02}", minute.min(59)));
            }
            Schedule::ByHand => self.choose("by-hand"),
            // The page has no controls for these: it starts empty, and the document keeps them until it is answered anew.
            Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. } | Schedule::Cron { .. } => {}
        }
    }

    /// Whether an option is chosen.
    pub fn is_chosen(&self, option: &str) -> bool {
        self.chosen.contains(option)
    }

    /// Whether nothing is chosen and nothing typed.
    pub fn is_untouched(&self) -> bool {
        self.chosen.is_empty() && self.typed.values().all(String::is_empty)
    }

    /// Chooses a radio button.
    pub fn choose(&mut self, option: &str) {
        self.chosen.clear();
        self.chosen.insert(option.to_owned());
    }

    /// Ticks or clears a box. What excludes all others ("Nothing", "I do not know") clears them, and they clear it.
    pub fn tick(&mut self, question: &Question, option: &str, on: bool) {
        if !on {
            self.chosen.remove(option);
            return;
        }
        if stands_alone(question, option) {
            self.chosen.clear();
            if question.kind == AnswerKind::Duration {
                self.typed.remove(&Field::Length);
            }
        } else {
            self.chosen.retain(|other| !stands_alone(question, other));
        }
        self.chosen.insert(option.to_owned());
    }

    /// Types into a field. A length of time typed takes "I do not know" back.
    pub fn type_in(&mut self, field: Field, text: String) {
        if field == Field::Length && !text.is_empty() {
            self.chosen.clear();
        }
        self.typed.insert(field, text);
    }

    /// What stands in a field.
    pub fn text(&self, field: Field) -> &str {
        self.typed.get(&field).map_or(field.preset(), String::as_str)
    }

    /// The fields that belong to a chosen schedule.
    pub fn schedule_fields(option: &str) -> &'static [Field] {
        match option {
            "often" => &[Field::Often],
            "hours" => &[Field::Hours, Field::From],
            "daily" | "weekdays" => &[Field::At],
            "weekly" => &[Field::Day, Field::At],
            _ => &[],
        }
    }

    /// The ticked parts among which the most important one is to be named; empty when there is nothing to choose.
    pub fn focus_parts(&self) -> Vec<ComponentKind> {
        data_parts(self.chosen.iter().map(String::as_str))
    }

    /// The weekday selected for a weekly copy.
    pub(super) fn weekday(&self) -> Weekday {
        let name = self.text(Field::Day);
        Weekday::ALL.into_iter().find(|d| d.name().eq_ignore_ascii_case(name)).unwrap_or(Weekday::Sunday)
    }
}

/// A length of time as a person would have typed it.
fn typed(d: &Duration) -> String {
    d.to_string().replace(NBSP, " ")
}
