use super::lock::{apart_by_login, is_locked, outlasts};
use super::model::{Model, bases, model};
use super::outcome::Survival;
use crate::answers::ComponentKind;
use crate::catalogue::{Column, Letter, Scenario, ScenarioId, Survives};
use crate::recovery::{self, Damage, Loss, loss_law};
use crate::system::{Component, DeletedBy, Deputy, Facts, Keep, KeysCopy, Told};
use crate::system::{LastGood, Location, Protection, ProtectionKind};
use crate::units::Duration;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What the survival rules say of one protection of a component in a scenario, best first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// A usable copy is left.
    Survives,
    /// It is left if these hold, which was not asked or not proved.
    Unproven(Vec<Letter>),
    /// Only the system or some disks come back.
    Part,
    /// Nothing stored is lost, so there is nothing to survive.
    Untouched,
    /// It is gone, or carries the damage; the letters that fail, none when no condition could save it.
    Lost(Vec<Letter>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    Holds,
    Fails,
    Unknown,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Holds } else { Truth::Fails }
    }
}

/// What a scenario leaves of a component's copies.
pub(super) struct Left<'a> {
    /// What becomes of each protection.
    pub(super) fates: Vec<(&'a Protection, Fate)>,
    pub(super) survival: Survival,
    /// The protections that a window rests on: those that are left, or, failing these, those that may be.
    pub(super) basis: Vec<&'a Protection>,
    /// Whether one is left of which no finished run was ever seen. It is not counted on.
    pub(super) unseen: bool,
}

impl Left<'_> {
    /// Whether it is open for how long one is kept: a lock may outlast what was said.
    pub(super) fn may_be_kept_longer(&self) -> bool {
        self.fates.iter().any(|(_, f)| matches!(f, Fate::Unproven(letters) if letters.contains(&Letter::A)))
    }
}

/// What the scenarios looked at so far leave of one component's copies. Cell, findings and recovery time all ask for it.
#[derive(Default)]
pub(super) struct Lefts<'a>(Vec<(ScenarioId, Rc<Left<'a>>)>);

impl<'a> Lefts<'a> {
    /// As [`left`], of the component that all else in here is of.
    pub(super) fn of(
        &mut self,
        component: &Component,
        protections: &'a [Protection],
        facts: &Facts,
        scenario: &Scenario,
    ) -> Rc<Left<'a>> {
        if let Some((_, known)) = self.0.iter().find(|(of, _)| *of == scenario.id) {
            return Rc::clone(known);
        }
        let left = Rc::new(left(component, protections, facts, scenario));
        self.0.push((scenario.id, Rc::clone(&left)));
        left
    }
}

/// Works out every protection of a component.
pub(super) fn left<'a>(
    component: &Component,
    protections: &'a [Protection],
    facts: &Facts,
    scenario: &Scenario,
) -> Left<'a> {
    let fates: Vec<(&Protection, Fate)> =
        protections.iter().map(|p| (p, fate(component, p, facts, scenario))).collect();
    let unseen = |p: &Protection| p.last_good == Told::Known(LastGood::NoneFound);
    let (mut seen, mut maybe, mut any_unseen) = (Vec::new(), Vec::new(), false);
    for (protection, fate) in &fates {
        match fate {
            Fate::Survives if unseen(protection) => {
                any_unseen = true;
                maybe.push(*protection);
            }
            Fate::Survives => seen.push(*protection),
            Fate::Unproven(_) => maybe.push(*protection),
            Fate::Part | Fate::Untouched | Fate::Lost(_) => {}
        }
    }
    let unseen = any_unseen;
    // Beside one that was seen to run, the others are not counted on.
    let (survival, basis) = if !seen.is_empty() {
        (Survival::Survives, seen)
    } else if !maybe.is_empty() {
        (Survival::Unproven, maybe)
    } else if fates.iter().any(|(_, f)| *f == Fate::Part) {
        (Survival::Part, Vec::new())
    } else {
        (Survival::Lost, Vec::new())
    };
    Left { fates, survival, basis, unseen }
}

/// Works one protection out: by its own column, or the off-site or locked column where it stands there and that is
/// better.
pub(super) fn fate(
    component: &Component,
    protection: &Protection,
    facts: &Facts,
    scenario: &Scenario,
) -> Fate {
    let kept = protection.kind.is_scheduled() || protection.kind == ProtectionKind::Logs;
    // A protection to which the scenario does nothing stays untouched, wherever a copy of it stands.
    if scenario.column(protection.kind.column()).0 == Survives::Nothing {
        return Fate::Untouched;
    }
    let far = protection
        .locations
        .known()
        .is_some_and(|at| at.contains(&Location::OtherRegion) || at.contains(&Location::OtherProvider));
    let mut columns = [Some(protection.kind.column()), None, None];
    if kept && far {
        columns[1] = Some(Column::Offsite);
    }
    if kept && is_locked(protection, facts) {
        columns[2] = Some(Column::Locked);
    }
    columns
        .into_iter()
        .flatten()
        .map(|column| by_column(column, component, protection, facts, scenario))
        .min()
        .unwrap_or(Fate::Lost(Vec::new()))
}

fn by_column(
    column: Column,
    component: &Component,
    protection: &Protection,
    facts: &Facts,
    scenario: &Scenario,
) -> Fate {
    let (result, letters) = scenario.column(column);
    // What a copy holds does not change with its place: an image in another region is still an image.
    let own = scenario.column(protection.kind.column()).1;
    let content = own.iter().filter(|l| matches!(l, Letter::G | Letter::P) && !letters.contains(l));
    let letters = letters.iter().chain(content).copied();
    match result {
        Survives::No => return Fate::Lost(Vec::new()),
        Survives::Nothing => return Fate::Untouched,
        Survives::Yes | Survives::If | Survives::Partly => {}
    }
    let (mut failed, mut unknown) = (Vec::new(), Vec::new());
    let mut in_part = false;
    for letter in letters {
        if letter == Letter::L {
            in_part = true;
            continue;
        }
        match holds(letter, column, component, protection, facts, scenario.notice()) {
            Truth::Holds => {}
            Truth::Fails => failed.push(letter),
            Truth::Unknown => unknown.push(letter),
        }
    }
    if !failed.is_empty() {
        return Fate::Lost(failed);
    }
    if !unknown.is_empty() {
        return Fate::Unproven(unknown);
    }
    // The limit "brings back the system, not the data" is no test: what survives stays part.
    if in_part { Fate::Part } else { Fate::Survives }
}

/// Tests a lettered condition. Letters n, o and q are not asked: unknown.
fn holds(
    letter: Letter,
    column: Column,
    component: &Component,
    protection: &Protection,
    facts: &Facts,
    notice: Duration,
) -> Truth {
    let at = |test: &dyn Fn(&BTreeSet<Location>) -> bool| match &protection.locations {
        Told::Known(at) => Truth::from(test(at)),
        Told::Unsure | Told::Open => Truth::Unknown,
    };
    let any_of = |wanted: &'static [Location]| at(&|has| wanted.iter().any(|l| has.contains(l)));
    match letter {
        Letter::A if column == Column::Locked => outlasts(protection.locked_for, notice),
        Letter::A => reaches_back(component, protection, notice),
        Letter::B => at(&|has| has.iter().any(|l| *l != Location::SameServer)),
        Letter::C => any_of(&[Location::OtherRegion, Location::OtherProvider, Location::Offline]),
        Letter::D => {
            let apart = any_of(&[Location::OtherAccount, Location::OtherProvider, Location::Offline]);
            let offline = any_of(&[Location::Offline]);
            match (protection.deleted_by, apart) {
                // No login reaches what is offline, whoever may delete the rest.
                _ if offline == Truth::Holds => Truth::Holds,
                (DeletedBy::AsAnswered, Truth::Holds) => Truth::Holds,
                _ => apart_by_login(protection, facts, apart, notice),
            }
        }
        // Whether a copy can be reached when locked out of the host is not asked in the quick check, so it is not "no".
        Letter::E => any_of(&[Location::OtherProvider, Location::Offline]),
        Letter::F => match facts.keys {
            Told::Known(KeysCopy::SafeOutside | KeysCopy::OtherProvider | KeysCopy::InBackupReadable) => {
                Truth::Holds
            }
            Told::Known(_) => Truth::Fails,
            Told::Unsure | Told::Open => Truth::Unknown,
        },
        // A chain is kept in one place, so its parents pass the same letters as the copy itself.
        Letter::G | Letter::L => Truth::Holds,
        Letter::H => match (protection.kind, protection.delay) {
            (ProtectionKind::ReplicaDelayed, Some(delay)) => Truth::from(delay > notice),
            (ProtectionKind::ReplicaDelayed, None) => Truth::Unknown,
            _ => Truth::Fails,
        },
        Letter::I => has_versions(protection),
        Letter::J => super::lock::lock_holds(protection, facts, notice),
        Letter::K => match facts.rebuilt_from_code {
            Told::Known(from_code) => Truth::from(from_code),
            Told::Unsure | Told::Open => Truth::Unknown,
        },
        Letter::M => match facts.deputy {
            Told::Known(Deputy::HasDoneIt) => Truth::Holds,
            Told::Known(Deputy::Nobody) => Truth::Fails,
            Told::Known(Deputy::Untried) | Told::Unsure | Told::Open => Truth::Unknown,
        },
        Letter::N | Letter::O | Letter::Q => Truth::Unknown,
        // Which disks an image holds is not asked in the quick check; attached volumes are usually outside.
        Letter::P => match component.kind {
            ComponentKind::ObjectStorage => Truth::Fails,
            _ => Truth::Unknown,
        },
    }
}

/// Whether copies from before damage noticed that late are kept: some for an age, or, where a number of them is kept, at
/// every moment. That number covers `(number - 1) * interval + lag` ("recovery mathematics", section 2(a)); the engine
/// goes through the gaps as they are.
fn reaches_back(component: &Component, protection: &Protection, notice: Duration) -> Truth {
    if protection.thinned(notice).iter().any(|longer| longer.reaches_always(notice)) {
        return Truth::Holds;
    }
    match protection.keep.known() {
        None => Truth::Unknown,
        Some(Keep::Forever) => Truth::Holds,
        Some(Keep::Age(age)) => Truth::from(*age > notice),
        Some(Keep::Count(_)) => {
            let Ok(Model::Known(model)) = model(protection, component.told_by, Damage::Logical) else {
                return Truth::Unknown;
            };
            let question = Loss {
                protections: vec![all_good(model)],
                damage: Damage::Logical,
                detection: notice.seconds(),
            };
            loss_law(&question).map_or(Truth::Unknown, |law| Truth::from(law.p_unrecoverable() <= 0.0))
        }
    }
}

/// How long copies are kept has nothing to do with bad runs.
fn all_good(mut model: recovery::Protection) -> recovery::Protection {
    match &mut model {
        recovery::Protection::Copies(copies) => copies.success = 1.0,
        recovery::Protection::Chain(chain) => (chain.success, chain.success_increment) = (1.0, 1.0),
        recovery::Protection::Pitr(pitr) => pitr.success = 1.0,
        recovery::Protection::Replica(_) => {}
    }
    model
}

/// Whether more than one version is kept, so that it is no mirror.
fn has_versions(protection: &Protection) -> Truth {
    let schedule =
        if protection.kind == ProtectionKind::Logs { bases(protection).0 } else { &protection.schedule };
    match (protection.keep.known(), schedule.known()) {
        (Some(Keep::Forever), _) => Truth::Holds,
        (Some(Keep::Count(count)), _) => Truth::from(*count > 1),
        (Some(Keep::Age(age)), Some(schedule)) => {
            schedule.longest_gap().map_or(Truth::Unknown, |gap| Truth::from(*age > gap))
        }
        _ => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::ComponentKind as K;
    use crate::catalogue::{ScenarioId, scenario};
    use crate::schedule::Schedule;
    use crate::system::DeleteAll;
    use crate::units::TimeOfDay;

    fn component() -> Component {
        Component { holds: "orders".into(), ..Component::new(K::Database.into(), K::Database) }
    }

    fn dump(at: &[Location]) -> Protection {
        Protection {
            schedule: Told::Known(Schedule::Daily { at: TimeOfDay::MIDNIGHT }),
            keep: Told::Known(Keep::Age(Duration::days(14))),
            locations: Told::Known(at.iter().copied().collect()),
            ..Protection::new("db-dump", ProtectionKind::DbDump)
        }
    }

    fn facts(delete_all: Told<DeleteAll>) -> Facts {
        let mut facts = crate::system::System::of(&crate::answers::Answers::default()).facts;
        facts.delete_all = delete_all;
        facts
    }

    fn of(protection: &Protection, facts: &Facts, id: ScenarioId) -> Fate {
        fate(&component(), protection, facts, scenario(id).unwrap())
    }

    #[test]
    fn a_dump_on_the_same_disk_dies_with_the_host() {
        let f = facts(Told::Open);
        let here = dump(&[Location::SameServer]);
        assert_eq!(of(&here, &f, ScenarioId::DiskHostLoss), Fate::Lost(vec![Letter::B]));
        assert_eq!(of(&here, &f, ScenarioId::AccidentalDelete), Fate::Survives);
        let there = dump(&[Location::SameServer, Location::SameRegion]);
        assert_eq!(of(&there, &f, ScenarioId::DiskHostLoss), Fate::Survives);
        assert_eq!(of(&there, &f, ScenarioId::RegionLoss), Fate::Lost(vec![Letter::C]));
    }

    #[test]
    fn one_login_decides_the_takeover() {
        let here = dump(&[Location::SameRegion]);
        let takeover = ScenarioId::RansomwareTakeover;
        assert_eq!(of(&here, &facts(Told::Known(DeleteAll::Yes)), takeover), Fate::Lost(vec![Letter::D]));
        assert_eq!(of(&here, &facts(Told::Unsure), takeover), Fate::Unproven(vec![Letter::D]));
        assert_eq!(of(&here, &facts(Told::Known(DeleteAll::NoSeparate)), takeover), Fate::Survives);
        let apart = dump(&[Location::OtherAccount]);
        assert_eq!(of(&apart, &facts(Told::Known(DeleteAll::Yes)), takeover), Fate::Survives);
    }

    #[test]
    fn another_provider_is_what_an_account_closure_needs() {
        let f = facts(Told::Open);
        let closure = ScenarioId::AccountClosure;
        assert_eq!(of(&dump(&[Location::OtherRegion]), &f, closure), Fate::Lost(vec![Letter::E]));
        assert_eq!(of(&dump(&[Location::OtherProvider]), &f, closure), Fate::Survives);
    }

    #[test]
    fn copies_kept_for_two_weeks_do_not_reach_back_sixty_days() {
        let f = facts(Told::Open);
        let mut dump = dump(&[Location::SameRegion]);
        assert_eq!(of(&dump, &f, ScenarioId::SilentCorruption), Fate::Lost(vec![Letter::A]));
        dump.keep = Told::Known(Keep::Age(Duration::days(61)));
        assert_eq!(of(&dump, &f, ScenarioId::SilentCorruption), Fate::Survives);
        dump.keep = Told::Open;
        assert_eq!(of(&dump, &f, ScenarioId::SilentCorruption), Fate::Unproven(vec![Letter::A]));
    }

    #[test]
    fn a_replica_repeats_a_mistake() {
        let f = facts(Told::Open);
        let mut replica = dump(&[Location::OtherRegion]);
        replica.kind = ProtectionKind::ReplicaAsync;
        assert_eq!(of(&replica, &f, ScenarioId::AccidentalDelete), Fate::Lost(vec![Letter::H]));
        assert_eq!(of(&replica, &f, ScenarioId::SilentCorruption), Fate::Lost(vec![]));
        assert_eq!(of(&replica, &f, ScenarioId::DiskHostLoss), Fate::Survives);
        replica.kind = ProtectionKind::ReplicaDelayed;
        replica.delay = Some(Duration::days(2));
        assert_eq!(of(&replica, &f, ScenarioId::AccidentalDelete), Fate::Survives);
        replica.delay = Some(Duration::days(1));
        assert_eq!(of(&replica, &f, ScenarioId::AccidentalDelete), Fate::Lost(vec![Letter::H]));
    }

    #[test]
    fn configuration_management_brings_back_servers_without_data() {
        let mut f = facts(Told::Open);
        let mut config = dump(&[Location::OtherProvider]);
        config.kind = ProtectionKind::ConfigManagement;
        f.rebuilt_from_code = Told::Known(true);
        assert_eq!(of(&config, &f, ScenarioId::DiskHostLoss), Fate::Part);
        assert_eq!(of(&config, &f, ScenarioId::AccidentalDelete), Fate::Lost(vec![]));
        f.rebuilt_from_code = Told::Known(false);
        assert_eq!(of(&config, &f, ScenarioId::DiskHostLoss), Fate::Lost(vec![Letter::K]));
    }

    #[test]
    fn not_knowing_is_never_a_pass() {
        let f = facts(Told::Open);
        let mut dump = dump(&[]);
        dump.locations = Told::Unsure;
        for scenario in &crate::catalogue::SCENARIOS {
            let fate = fate(&component(), &dump, &f, scenario);
            let needs_place = scenario
                .column(Column::Dump)
                .1
                .iter()
                .any(|l| matches!(l, Letter::B | Letter::C | Letter::D | Letter::E));
            assert!(!needs_place || matches!(fate, Fate::Unproven(_)), "{:?}: {fate:?}", scenario.id);
        }
    }
}
