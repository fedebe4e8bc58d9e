use crate::answers::ComponentKind;
use crate::catalogue::{Question, ids, question};

/// A control in which something is typed or selected, or the choices as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The radio buttons or boxes of the question.
    Choices,
    /// The length of time the question asks for.
    Length,
    /// The calendar date the question asks for, as `2026-11-21`.
    Date,
    /// Time between copies that run every hour or more often.
    Often,
    /// Time between copies that run every few hours.
    Hours,
    /// The start of one of the copies that run every few hours.
    From,
    /// The start of a copy that runs once a day or less.
    At,
    /// The day of a weekly copy.
    Day,
    /// The part that holds what would be missed most.
    Part,
    /// What it holds.
    Holds,
    /// How far behind logs and replicas run.
    Lag,
    /// How long until a copy is finished and safe.
    RunToSafe,
    /// How long a copy is kept.
    KeepFor,
}

impl Field {
    /// Its id in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Field::Choices => "f-choices",
            Field::Length => "f-length",
            Field::Date => "f-date",
            Field::Often => "f-often",
            Field::Hours => "f-hours",
            Field::From => "f-from",
            Field::At => "f-at",
            Field::Day => "f-day",
            Field::Part => "f-part",
            Field::Holds => "f-holds",
            Field::Lag => "f-lag",
            Field::RunToSafe => "f-run-to-safe",
            Field::KeepFor => "f-keep-for",
        }
    }

    /// What stands in it before anything is typed.
    pub(super) const fn preset(self) -> &'static str {
        match self {
            Field::Often => "1 h",
            Field::Hours => "6 h",
            Field::From => "00:00",
            Field::Day => "sunday",
            _ => "",
        }
    }

    /// The follow-up question it answers.
    pub fn follow_up(self) -> Option<&'static Question> {
        question(match self {
            Field::Lag => ids::CONTINUOUS_LAG,
            Field::RunToSafe => ids::RUN_TO_SAFE,
            Field::KeepFor => ids::KEEP_FOR,
            _ => return None,
        })
    }

    /// The field for the follow-up that stands on a question's page.
    pub(super) fn under(question: &Question) -> Option<Field> {
        match question.id {
            ids::PROTECTIONS => Some(Field::Lag),
            ids::BACKUP_SCHEDULE => Some(Field::RunToSafe),
            ids::COPY_LOCATIONS => Some(Field::KeepFor),
            _ => None,
        }
    }
}

/// The ticked parts that hold data of their own.
pub(super) fn data_parts<'a>(ticked: impl Iterator<Item = &'a str>) -> Vec<ComponentKind> {
    let mut parts: Vec<_> = ticked.filter_map(ComponentKind::from_id).filter(|k| k.holds_data()).collect();
    parts.sort_unstable();
    parts
}
