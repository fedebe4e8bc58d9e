use super::SCENARIOS;
use crate::units::Duration;

/// Something that can go wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Which one.
    pub id: ScenarioId,
    /// Its full title.
    pub title: &'static str,
    /// Its title in the matrix.
    pub short: &'static str,
    /// How it stands after "if": "the data centre were lost".
    pub clause: &'static str,
    /// What it harms.
    pub kind: Consequence,
    /// Days until someone notices, a starting point the user may change later.
    pub notice_days: i64,
    /// What decides the loss and the downtime.
    pub decides: &'static str,
    /// A drill for it.
    pub drill: &'static str,
    /// What each kind of protection gives.
    pub survives: &'static [(Column, Survives, &'static [Letter])],
}

/// The name of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the scenarios; their titles stand in the table")]
pub enum ScenarioId {
    AccidentalDelete,
    BadDeploy,
    SilentCorruption,
    DiskHostLoss,
    RegionLoss,
    RansomwareTakeover,
    AccountClosure,
    KeyLoss,
    EmergencyReboot,
    LbNodeLoss,
    OperatorAway,
}

impl ScenarioId {
    /// In the order of the matrix.
    pub const ALL: [ScenarioId; 11] = [
        ScenarioId::AccidentalDelete,
        ScenarioId::BadDeploy,
        ScenarioId::SilentCorruption,
        ScenarioId::DiskHostLoss,
        ScenarioId::RegionLoss,
        ScenarioId::RansomwareTakeover,
        ScenarioId::AccountClosure,
        ScenarioId::KeyLoss,
        ScenarioId::EmergencyReboot,
        ScenarioId::LbNodeLoss,
        ScenarioId::OperatorAway,
    ];

    /// The scenario of that name in an address.
    pub fn from_slug(slug: &str) -> Option<ScenarioId> {
        ScenarioId::ALL.into_iter().find(|id| id.slug() == slug)
    }

    /// Stable name, used in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            ScenarioId::AccidentalDelete => "accidental-delete",
            ScenarioId::BadDeploy => "bad-deploy",
            ScenarioId::SilentCorruption => "silent-corruption",
            ScenarioId::DiskHostLoss => "disk-host-loss",
            ScenarioId::RegionLoss => "region-loss",
            ScenarioId::RansomwareTakeover => "ransomware-takeover",
            ScenarioId::AccountClosure => "account-closure",
            ScenarioId::KeyLoss => "key-loss",
            ScenarioId::EmergencyReboot => "emergency-reboot",
            ScenarioId::LbNodeLoss => "lb-node-loss",
            ScenarioId::OperatorAway => "operator-away",
        }
    }

    /// Whether the source lives on with damage in it (a copy in flight still finishes), as against a source that
    /// is gone at once.
    pub const fn is_logical(self) -> bool {
        matches!(
            self,
            ScenarioId::AccidentalDelete
                | ScenarioId::BadDeploy
                | ScenarioId::SilentCorruption
                | ScenarioId::RansomwareTakeover
        )
    }
}

/// What a scenario harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Stored data is lost or damaged.
    Data,
    /// The data exists but cannot be reached or used.
    Access,
    /// The service stops; stored data stays.
    Service,
}

/// A column of the survival table: a kind of protection in its plain set-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the columns; `ProtectionKind` describes them")]
pub enum Column {
    Image,
    Full,
    Differential,
    Incremental,
    Dump,
    Logs,
    Sync,
    Async,
    Offsite,
    Locked,
    Config,
}

/// What a protection gives in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survives {
    /// A usable restore point.
    Yes,
    /// A usable restore point when every condition holds.
    If,
    /// Brings back only part.
    Partly,
    /// Lost, or it carries the damage.
    No,
    /// Nothing stored is lost.
    Nothing,
}

/// A condition of the survival table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`means` says each in words")]
pub enum Letter {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
}

/// The scenario of that name.
pub fn scenario(id: ScenarioId) -> Option<&'static Scenario> {
    SCENARIOS.iter().find(|s| s.id == id)
}

impl Scenario {
    /// What a column gives, with the conditions to test. A column that is not listed gives nothing.
    pub fn column(&self, column: Column) -> (Survives, &'static [Letter]) {
        self.survives
            .iter()
            .find(|(c, _, _)| *c == column)
            .map_or((Survives::No, &[]), |(_, result, letters)| (*result, letters))
    }

    /// The time until someone notices.
    pub const fn notice(&self) -> Duration {
        Duration::days(self.notice_days)
    }
}
