//! Keep policies over the points there are, or over the schedule run forward: what stays, why, until when, how far back
//! that reaches, and what it takes.
//!
//! `ground` lists the points, `run` takes one policy through them, `bytes` weighs what stays, on a `shelf`.

mod bytes;
mod ground;
mod run;
mod shelf;

pub use bytes::{Peak, Space, space};
pub use ground::{Ground, Missing, ground};
pub use run::{DELAYS, Ran, State, Weighed, run, weigh};

use super::Clock;
use crate::answers::Answers;
use crate::points::{Group, Points};
use crate::retention::{Dialect, Policy, Targets, smallest};
use crate::system::{Component, KeepPlan, Protection, ProtectionKind, Setup, System};
use crate::units::{Duration, capitalised};

/// How long damage may go unnoticed where nobody said: as long as an intruder does in the scenario of a takeover.
pub const UNNOTICED: Duration = Duration::days(14);

/// Copies that a tool keeps by some rules: those of a protection, or of points that are no copy of the system.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// What it is called at the head of a page.
    pub name: String,
    /// The component and its protection.
    pub of: Option<(&'a Component, &'a Protection)>,
    /// Points that a tool has listed; empty where the schedule stands for them.
    pub groups: Vec<&'a Group>,
    /// The plan, if there is one.
    pub plan: Option<KeepPlan>,
    /// Its address below "keep".
    pub at: String,
}

/// Everything that has copies to keep: protections in the order of the system, then groups of points that are none of them.
pub fn subjects<'a>(answers: &Answers, system: &'a System, points: &'a Points) -> Vec<Subject<'a>> {
    let described = system.components.iter().filter(|_| system.described);
    let protections = described.flat_map(|component| {
        let all = component.protections.known().map(Vec::as_slice).unwrap_or_default();
        let kept = |p: &&Protection| {
            p.kind.keeps_data() && !p.kind.is_replica() && p.kind != ProtectionKind::KeyCopy
        };
        all.iter().filter(kept).map(move |protection| Subject {
            name: format!("{}, {}", component.name, protection.words()),
            of: Some((component, protection)),
            groups: points.of_protection(&component.id, &protection.id).collect(),
            plan: protection.plan.clone(),
            at: format!("{}/{}", component.id, protection.id),
        })
    });
    let mut all: Vec<Subject<'a>> = protections.collect();
    let taken: Vec<&str> =
        all.iter().flat_map(|subject| &subject.groups).map(|group| group.id.as_str()).collect();
    let free: Vec<&Group> =
        points.groups.iter().filter(|group| !taken.contains(&group.id.as_str())).collect();
    all.extend(free.into_iter().map(|group| {
        let text = answers.entry(KeepPlan::SECTION, &KeepPlan::id_of_group(&group.id));
        Subject {
            name: capitalised(group.called()),
            of: None,
            groups: vec![group],
            plan: text.and_then(|text| KeepPlan::read(text).ok()),
            at: format!("points/{}", group.id),
        }
    }));
    all
}

impl Subject<'_> {
    /// How long damage may go unnoticed: as planned, or else [`UNNOTICED`].
    pub fn unnoticed(&self) -> Duration {
        self.plan.as_ref().and_then(|plan| plan.unnoticed).unwrap_or(UNNOTICED)
    }

    /// The shortest time between two copies, in seconds: as scheduled, or else the middle distance of the points.
    pub fn every(&self) -> i64 {
        if let Some((_, protection)) = self.of.filter(|(_, p)| p.schedule.known().is_some()) {
            return protection.every();
        }
        let gaps = self.groups.iter().flat_map(|group| group.points.iter().zip(group.points.iter().skip(1)));
        let mut gaps: Vec<i64> = gaps.map(|(newer, older)| newer.captured_at - older.captured_at).collect();
        gaps.retain(|gap| *gap > 0);
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied().unwrap_or(86_400)
    }

    /// The smallest policy of a tool under which there is a copy from before damage that is noticed so late, at every moment
    /// of the time ahead.
    ///
    /// # Errors
    /// In words, where the tool cannot say it.
    pub fn suggested(&self, dialect: Dialect, setup: &Setup, clock: &Clock) -> Result<Policy, String> {
        /// What is smallest for even runs may fall short where clocks are set or days are left out: days more that are tried.
        const MORE: u32 = 4;
        let reach =
            u32::try_from((self.unnoticed().seconds() + 86_399) / 86_400).unwrap_or(u32::MAX).clamp(1, 3_650);
        let of = |reach_days: u32| {
            let window_s = self.every().clamp(60, (31 * 86_400).min(i64::from(reach_days) * 86_400));
            smallest(dialect, Targets { reach_days, window_s }).map_err(|error| error.to_string())
        };
        let enough = |policy: &Policy| match run(self, setup, clock, policy) {
            Ok(Ok(ran)) if !ran.ground.is_real => {
                ran.clean_after(self.unnoticed()).is_none_or(|clean| clean.covered >= clean.of)
            }
            // What copies there were decides nothing here.
            _ => true,
        };
        let mut policy = of(reach)?;
        for more in 1..=MORE {
            if enough(&policy) {
                break;
            }
            policy = of(reach.saturating_add(more).min(3_650))?;
        }
        Ok(policy)
    }

    /// Whose rules its points follow, where the tool that listed them says so.
    pub fn dialect(&self) -> Option<Dialect> {
        use crate::import::Tool;
        Some(match self.groups.first()?.tool {
            Tool::Restic => Dialect::Restic,
            Tool::Borg => Dialect::Borg,
            Tool::Kopia => Dialect::Kopia,
            Tool::Velero => Dialect::Velero,
            Tool::Ec2Snapshots => Dialect::AwsDlm,
            Tool::AwsBackup | Tool::AwsBackupJobs => Dialect::AwsBackup,
            Tool::Nova => Dialect::Rackspace,
            Tool::ProxmoxBackup | Tool::ProxmoxVe => Dialect::Proxmox,
            Tool::Zfs => Dialect::Sanoid,
            _ => return None,
        })
    }
}
