use crate::system::{Component, ComponentId};
use crate::units::spoken;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Something that a recovery time needs and nobody has given. It is not guessed: what it would take is not counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What it is.
    pub input: Input,
    /// Of which component; `None`: of the whole system.
    pub component: Option<ComponentId>,
    /// How it stands after "not counted:": "time to verify the uploads".
    pub words: Arc<str>,
}

/// What has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`field` and the words say each")]
pub enum Input {
    Detect,
    Decide,
    Fetch,
    Protections,
    Size,
    Fulls,
    Schedule,
    Changes,
    Provision,
    Write,
    Replay,
    Verify,
    Needs,
    CutOver,
}

/// Each thing once, where it comes first.
pub(in crate::assess) fn once_each<'a>(
    missing: impl IntoIterator<Item = &'a Missing>,
) -> impl Iterator<Item = &'a Missing> {
    let mut seen = BTreeSet::new();
    missing.into_iter().filter(move |one| seen.insert(*one))
}

impl Input {
    /// The field of the document's entry that holds it: of a component, of one of its protections, or of the setup.
    pub const fn field(self) -> &'static str {
        match self {
            Input::Detect => "detect_s",
            Input::Decide => "decide_s",
            Input::Fetch => "fetch_bytes_a_second",
            Input::Protections => "protections",
            Input::Size => "size_bytes",
            Input::Fulls => "fulls",
            Input::Schedule => "schedule",
            Input::Changes => "changes",
            Input::Provision => "provision_s",
            Input::Write => "write_bytes_a_second",
            Input::Replay => "replay_bytes_a_second",
            Input::Verify => "verify_s",
            Input::Needs => "needs",
            Input::CutOver => "cut_over_s",
        }
    }

    /// Of the whole system.
    pub(super) fn of_all(self) -> Missing {
        let words = match self {
            Input::Detect => "time until somebody knows",
            Input::Decide => "time to decide",
            Input::CutOver => "time to cut over",
            _ => "the speed of fetching copies",
        };
        Missing { input: self, component: None, words: words.into() }
    }

    /// Of a component.
    pub(super) fn of(self, component: &Component) -> Missing {
        let name = spoken(&component.name);
        let words = match self {
            Input::Detect | Input::Decide | Input::CutOver | Input::Fetch => return self.of_all(),
            Input::Protections => format!("what protects {name}"),
            Input::Size => format!("the size of {name}"),
            Input::Fulls => format!("when full copies of {name} are made"),
            Input::Schedule => format!("when copies of {name} are made"),
            Input::Changes => format!("how much changes in {name}"),
            Input::Provision => format!("time to set up {name}"),
            Input::Write => format!("the speed of writing {name}"),
            Input::Replay => format!("the speed of replaying the logs of {name}"),
            Input::Verify => format!("time to verify {name}"),
            Input::Needs => format!("what {name} can do without"),
        };
        Missing { input: self, component: Some(component.id.clone()), words: words.into() }
    }
}
