use crate::catalogue::Severity;
use serde::{Deserialize, Serialize};

/// What somebody does in an emergency. One person may do several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`does` says each in words")]
pub enum Role {
    Watches,
    Leads,
    Decides,
    CallsHost,
    KeepsKeys,
    Restores,
    Verifies,
    TellsCustomers,
}

impl Role {
    /// All, in the order in which an emergency needs them.
    pub const ALL: [Role; 8] = [
        Role::Watches,
        Role::Leads,
        Role::Decides,
        Role::CallsHost,
        Role::KeepsKeys,
        Role::Restores,
        Role::Verifies,
        Role::TellsCustomers,
    ];

    /// Its id in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Role::Watches => "watches",
            Role::Leads => "leads",
            Role::Decides => "decides",
            Role::CallsHost => "calls-host",
            Role::KeepsKeys => "keeps-keys",
            Role::Restores => "restores",
            Role::Verifies => "verifies",
            Role::TellsCustomers => "tells-customers",
        }
    }

    /// The role of that id.
    pub fn from_id(id: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.id() == id)
    }

    /// What who has it is called: "Incident lead".
    pub const fn name(self) -> &'static str {
        match self {
            Role::Watches => "First to hear",
            Role::Leads => "Incident lead",
            Role::Decides => "Decision maker",
            Role::CallsHost => "Host caller",
            Role::KeepsKeys => "Key holder",
            Role::Restores => "Restorer",
            Role::Verifies => "Checker",
            Role::TellsCustomers => "Spokesperson",
        }
    }

    /// What who has it does, after "who": "decides to restore".
    pub const fn does(self) -> &'static str {
        match self {
            Role::Watches => "hears of an alarm first",
            Role::Leads => "leads the recovery and keeps the time",
            Role::Decides => "decides to restore, and what may be lost",
            Role::CallsHost => "calls the host",
            Role::KeepsKeys => "opens the keys and passwords",
            Role::Restores => "restores",
            Role::Verifies => "checks that it works",
            Role::TellsCustomers => "tells customers",
        }
    }

    /// How bad it is when nobody has it.
    pub const fn severity_without(self) -> Severity {
        match self {
            Role::Leads | Role::Decides | Role::Restores => Severity::High,
            Role::Watches | Role::CallsHost | Role::KeepsKeys | Role::TellsCustomers => Severity::Medium,
            Role::Verifies => Severity::Low,
        }
    }
}
