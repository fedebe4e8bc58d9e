//! Which copy of the system a group of points is: proposed by kinds and names, decided by the person.

use crate::import::Tool;
use crate::points::{Group, Joined, Points};
use crate::system::{Component, ComponentId, Protection, ProtectionKind as P, System};

/// The copies that points can be of, with their components.
pub(super) fn copies(system: &System) -> impl Iterator<Item = (&Component, &Protection)> {
    let all = system.components.iter();
    all.flat_map(|c| c.protections.known().into_iter().flatten().map(move |p| (c, p)))
        .filter(|(_, p)| p.kind.is_scheduled() || p.kind == P::Logs)
}

/// The name of a copy in a control.
pub(super) fn value(component: &Component, protection: &Protection) -> String {
    format!("{}/{}", component.id, protection.id)
}

/// The copy of that name, where there is one.
pub(super) fn chosen(value: &str, system: &System) -> Option<Joined> {
    let (component, protection) = value.split_once('/')?;
    let component = ComponentId::new(component);
    system.component(&component)?.protection(protection)?;
    Some(Joined { component, protection: protection.to_owned() })
}

/// The component and the protection a group is joined to, while both are there.
pub(super) fn of<'a>(group: &Group, system: &'a System) -> Option<(&'a Component, &'a Protection)> {
    let to = group.joined.as_ref()?;
    let component = system.component(&to.component)?;
    Some((component, component.protection(&to.protection)?))
}

/// The copy that a group is most likely of: its kind must fit the tool, or its name must name the tool. `None` where nothing
/// speaks for any.
pub(super) fn proposal<'a>(
    group: &Group,
    points: &Points,
    system: &'a System,
) -> Option<(&'a Component, &'a Protection)> {
    // One point shows nothing, and is often one that was made by hand.
    if group.figures.points < 2 {
        return None;
    }
    let words = words(&group.name);
    let taken = |c: &Component, p: &Protection| points.of_protection(&c.id, &p.id).next().is_some();
    let rated = copies(system).filter_map(|(c, p)| {
        let named = p.name.to_lowercase();
        let says_tool =
            named.split_whitespace().any(|word| group.tool.id().split('-').any(|part| part == word));
        let place = kinds(group.tool).iter().position(|kind| *kind == p.kind);
        if place.is_none() && !says_tool {
            return None;
        }
        let own = [c.name.as_str(), &c.holds, c.kind.id(), p.name.as_str()].map(self::words).concat();
        let same = words.iter().filter(|word| own.contains(word)).count();
        let fits = place.map_or(0, |place| 5 - place.min(4));
        let rate = fits * 2 + usize::from(says_tool) * 16 + same * 10 + usize::from(!taken(c, p));
        Some((rate, c, p))
    });
    // The first of several that are rated alike.
    rated.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, c, p)| (c, p))
}

/// Words of three letters and more, in small letters.
fn words(text: &str) -> Vec<String> {
    let all = text.to_lowercase();
    all.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_owned).collect()
}

/// What a tool's points usually are, most usual first.
const fn kinds(tool: Tool) -> &'static [P] {
    match tool {
        Tool::Restic | Tool::Borg | Tool::Kopia | Tool::Duplicity => {
            &[P::FileFull, P::FileIncremental, P::FileDifferential, P::DbDump]
        }
        Tool::PgBackRest => &[P::Logs, P::DbDump],
        Tool::Ec2Images | Tool::Glance | Tool::Nova | Tool::ProxmoxBackup | Tool::ProxmoxVe => &[P::Image],
        Tool::Ec2Snapshots | Tool::Cinder | Tool::Zfs => &[P::VolumeSnapshot],
        Tool::Velero | Tool::AwsBackup | Tool::AwsBackupJobs => &[P::VolumeSnapshot, P::Image, P::DbDump],
        Tool::Csv => &[],
    }
}
