use crate::answers::Answers;
use crate::import::{Gap, Measured, Plan, Point, SizeKind, Skipped, Tool, measured_in_time};
use crate::schedule::{ScheduleError, Zone};
use crate::system::{ComponentId, Unreadable};
use crate::units::Moment;

/// The restore points that a tool lists of one source: an entry of the document's section "points".
///
/// Instants are seconds since 1 January 1970 UTC.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its own in the document: the id of the tool, with a number behind it from the second on. Empty until it has one.
    pub id: String,
    /// Whose points these are.
    pub tool: Tool,
    /// The source, as the tool names it: host and paths, a volume, a stanza. May be empty.
    pub name: String,
    /// The name of the file they came in; empty when they were pasted.
    pub file: String,
    /// When they were read.
    pub imported: i64,
    /// The time zone of whoever read them, such as "Europe/Berlin", by which the clock of the app is read as an instant;
    /// may be empty.
    pub here: String,
    /// The time zone that was named for times without one; empty where none was needed.
    pub zone: String,
    /// Which copy of the system they are; `None` until somebody says so.
    pub joined: Option<Joined>,
    /// The newest points, the newest first. [`Point::group`] is 0 in all of them.
    pub points: Vec<Point>,
    /// What all points show, those that are not kept included.
    pub figures: Figures,
    /// The newest entries of the file that do not count: of its other sources too, since most tools do not say whose.
    pub skipped: Vec<Skipped>,
    /// How many of them the file had.
    pub skipped_in_file: usize,
    /// What to know about the file.
    pub notes: Vec<String>,
}

/// A copy of the system: a protection of a component, by their ids. Either may have gone since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The component.
    pub component: ComponentId,
    /// [`crate::system::Protection::id`] among those of the component.
    pub protection: String,
}

/// What all points of a group showed when they were read: [`Measured`] without what time changes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// How many points there were.
    pub points: usize,
    /// The first and the last capture; `None` without a point.
    pub span: Option<Gap>,
    /// [`Measured::longest_gap`].
    pub longest_gap: Option<Gap>,
    /// [`Measured::worst_loss`].
    pub worst_loss: Option<Gap>,
    /// [`Measured::growth_per_day`].
    pub growth_per_day: Option<f64>,
    /// [`Measured::growth_of`].
    pub growth_of: Option<SizeKind>,
    /// [`Measured::slower_per_day`].
    pub slower_per_day: Option<f64>,
}

/// The groups of a document, in its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points {
    /// Those that can be read.
    pub groups: Vec<Group>,
    /// Those that cannot. They are kept, and nothing is worked out of them.
    pub unreadable: Vec<Unreadable>,
}

impl Points {
    /// Those of a document.
    pub fn of(answers: &Answers) -> Points {
        let mut points = Points::default();
        for (id, text) in answers.entries(Group::SECTION) {
            match Group::read(text) {
                Ok(group) => points.groups.push(group),
                Err(error) => points.unreadable.push(Unreadable::new(Group::SECTION, id, text, error)),
            }
        }
        points
    }

    /// The group of that id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The groups that are copies of a protection.
    pub fn of_protection(&self, component: &ComponentId, protection: &str) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| {
            group.joined.as_ref().is_some_and(|to| to.component == *component && to.protection == protection)
        })
    }

    /// Puts a group in and gives its id: that of the group of the same tool and source, which it replaces and whose copy it
    /// stays, or else a new one.
    pub fn put(&mut self, mut group: Group) -> String {
        let same = |one: &&mut Group| one.tool == group.tool && one.name == group.name;
        if let Some(before) = self.groups.iter_mut().find(same) {
            group.id.clone_from(&before.id);
            group.joined = before.joined.take().or(group.joined);
            *before = group;
            return before.id.clone();
        }
        let tool = group.tool.id();
        let taken = |id: &str| {
            self.groups.iter().any(|g| g.id == id) || self.unreadable.iter().any(|entry| entry.id == id)
        };
        let numbered = (2..).map(|n: u32| format!("{tool}-{n}"));
        let free = std::iter::once(tool.to_owned()).chain(numbered).find(|id| !taken(id));
        group.id = free.unwrap_or_default();
        let id = group.id.clone();
        self.groups.push(group);
        id
    }
}

impl Group {
    /// The source in words, for a heading; never empty.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { self.tool.name() } else { &self.name }
    }

    /// How many points are older than those that are kept.
    pub fn not_kept(&self) -> usize {
        self.figures.points.saturating_sub(self.points.len())
    }

    /// The moment on the app's clock as an instant, by the zone in which these points were read; read as UTC where its rules
    /// are not at hand. Where clocks show it twice, the first.
    pub fn instant(&self, now: Moment, zone: Option<&Zone>) -> i64 {
        let first = |zone: &Zone| zone.instants(now).first().copied();
        zone.and_then(first).or_else(|| first(&Zone::utc())).unwrap_or_default()
    }

    /// What the points show now: the figures of all of them; missed and late runs among those that are kept.
    ///
    /// # Errors
    /// As [`measured_in_time`], when there is a plan.
    pub fn measured(&self, now: i64, plan: Option<Plan<'_>>) -> Result<Measured, ScheduleError> {
        let kept = measured_in_time(&self.points, Some(now), plan)?;
        let all = &self.figures;
        Ok(Measured {
            points: all.points.saturating_sub(kept.ahead),
            longest_gap: longer(all.longest_gap, kept.longest_gap),
            worst_loss: longer(all.worst_loss, kept.worst_loss),
            growth_per_day: all.growth_per_day,
            growth_of: all.growth_of,
            slower_per_day: all.slower_per_day,
            ..kept
        })
    }
}

fn longer(one: Option<Gap>, other: Option<Gap>) -> Option<Gap> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.longer(other)),
        (one, other) => one.or(other),
    }
}
