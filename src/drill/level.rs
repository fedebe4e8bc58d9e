use serde::{Deserialize, Serialize};

/// How much of the real thing a drill touches, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`name` says each in words")]
pub enum Level {
    TableTop,
    SideSystem,
    Duplicate,
    Live,
}

impl Level {
    /// All, the least first.
    pub const ALL: [Level; 4] = [Level::TableTop, Level::SideSystem, Level::Duplicate, Level::Live];

    /// Its id in files.
    pub const fn id(self) -> &'static str {
        match self {
            Level::TableTop => "table-top",
            Level::SideSystem => "side-system",
            Level::Duplicate => "duplicate",
            Level::Live => "live",
        }
    }

    /// The level of that id.
    pub fn from_id(id: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.id() == id)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Level::TableTop => "Table top",
            Level::SideSystem => "Restore to a side system",
            Level::Duplicate => "On a duplicate environment",
            Level::Live => "Live",
        }
    }

    /// What it can show.
    pub const fn shows(self) -> &'static str {
        match self {
            Level::TableTop => "Finds gaps in the plan. Shows nothing about machines, copies or times.",
            Level::SideSystem => {
                "Shows that a copy can be restored, and how long that takes. Nobody is brought back."
            }
            Level::Duplicate => "Shows the whole way to a working system, with nobody on it.",
            Level::Live => "Shows everything, at the risk of everything.",
        }
    }

    /// Whether something is really restored.
    pub const fn restores(self) -> bool {
        !matches!(self, Level::TableTop)
    }
}
