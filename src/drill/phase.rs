use crate::people::Role;
use serde::{Deserialize, Serialize};

/// What a step is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`name` says each in words")]
pub enum Phase {
    Detect,
    Contain,
    Decide,
    Call,
    SetUp,
    Fetch,
    Replay,
    TakeOver,
    Verify,
    CutOver,
    Tell,
    Other,
}

impl Phase {
    /// All, in the order of the work.
    pub const ALL: [Phase; 12] = [
        Phase::Detect,
        Phase::Contain,
        Phase::Decide,
        Phase::Call,
        Phase::SetUp,
        Phase::Fetch,
        Phase::Replay,
        Phase::TakeOver,
        Phase::Verify,
        Phase::CutOver,
        Phase::Tell,
        Phase::Other,
    ];

    /// Its id in files.
    pub const fn id(self) -> &'static str {
        match self {
            Phase::Detect => "detect",
            Phase::Contain => "contain",
            Phase::Decide => "decide",
            Phase::Call => "call",
            Phase::SetUp => "set-up",
            Phase::Fetch => "fetch",
            Phase::Replay => "replay",
            Phase::TakeOver => "take-over",
            Phase::Verify => "verify",
            Phase::CutOver => "cut-over",
            Phase::Tell => "tell",
            Phase::Other => "other",
        }
    }

    /// The phase of that id.
    pub fn from_id(id: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.id() == id)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Phase::Detect => "Detect",
            Phase::Contain => "Stop it getting worse",
            Phase::Decide => "Decide",
            Phase::Call => "Call",
            Phase::SetUp => "Set up",
            Phase::Fetch => "Fetch",
            Phase::Replay => "Replay the logs",
            Phase::TakeOver => "Take over",
            Phase::Verify => "Verify",
            Phase::CutOver => "Cut over",
            Phase::Tell => "Tell people",
            Phase::Other => "Other",
        }
    }

    /// Who does it, unless somebody says otherwise.
    pub const fn role(self) -> Role {
        match self {
            Phase::Detect => Role::Watches,
            Phase::Decide => Role::Decides,
            Phase::Call => Role::CallsHost,
            Phase::Contain | Phase::SetUp | Phase::Fetch | Phase::Replay | Phase::TakeOver | Phase::Other => {
                Role::Restores
            }
            Phase::Verify => Role::Verifies,
            Phase::CutOver => Role::Leads,
            Phase::Tell => Role::TellsCustomers,
        }
    }

    /// Whether data are moved in it, so that its time grows with their size.
    pub const fn moves_data(self) -> bool {
        matches!(self, Phase::Fetch | Phase::Replay)
    }

    /// Whether it brings a component back, short of checking it.
    pub const fn restores(self) -> bool {
        matches!(self, Phase::SetUp | Phase::Fetch | Phase::Replay | Phase::TakeOver)
    }
}
