//! A group as text: an entry of a document.

use super::group::{Figures, Group, Joined};
use super::row::{Row, has_date};
use crate::answers::is_entry_id;
use crate::import::{Gap, SizeKind, Skipped, Tool};
use crate::system::check::is_zone;
use crate::system::{ComponentId, EntryError};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    tool: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    file: String,
    imported_at: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    here: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    zone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    component: Option<ComponentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    protection: Option<String>,
    points: Vec<Row>,
    all: All,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    skipped: Vec<Left>,
    #[serde(default, skip_serializing_if = "is_zero")]
    skipped_in_file: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// The figures of all points; stretches of time by both ends.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct All {
    points: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    span: Option<[i64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    longest_gap: Option<[i64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    worst_loss: Option<[i64; 2]>,
    #[serde(rename = "grows_bytes_a_day", default, skip_serializing_if = "Option::is_none")]
    grows: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grows_is: Option<String>,
    #[serde(rename = "slower_ms_a_day", default, skip_serializing_if = "Option::is_none")]
    slower: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    what: String,
    reason: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Group {
    /// The section of the document that holds groups of points.
    pub const SECTION: &'static str = "points";

    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, or a part this version does not know.
    pub fn read(text: &str) -> Result<Group, EntryError> {
        let entry: Entry = serde_json::from_str(text).map_err(|error| problem(&error.to_string()))?;
        entry.group().map_err(|says| problem(&says))
    }

    /// As an entry. The document puts its names in order.
    pub fn write(&self) -> String {
        let entry = self.entry(self.points.iter().map(Row::from).collect());
        serde_json::to_string(&entry).unwrap_or_default()
    }

    /// Lets go of the oldest points that do not fit into so many bytes of [`Group::write`].
    pub(super) fn cut(&mut self, most: usize) {
        let bare = self.entry(Vec::new());
        let mut room = most.saturating_sub(serde_json::to_string(&bare).map_or(most, |text| text.len()));
        let fits = |point: &&crate::import::Point| {
            let row = serde_json::to_string(&Row::from(*point)).map_or(usize::MAX, |text| text.len() + 1);
            let left = room.checked_sub(row);
            room = left.unwrap_or_default();
            left.is_some()
        };
        let fit = self.points.iter().take_while(fits).count();
        self.points.truncate(fit);
    }

    fn entry(&self, points: Vec<Row>) -> Entry {
        let ends = |gap: Gap| [gap.from, gap.to];
        let figures = &self.figures;
        Entry {
            id: self.id.clone(),
            tool: self.tool.id().to_owned(),
            name: self.name.clone(),
            file: self.file.clone(),
            imported_at: self.imported,
            here: self.here.clone(),
            zone: self.zone.clone(),
            component: self.joined.as_ref().map(|joined| joined.component.clone()),
            protection: self.joined.as_ref().map(|joined| joined.protection.clone()),
            points,
            all: All {
                points: figures.points,
                span: figures.span.map(ends),
                longest_gap: figures.longest_gap.map(ends),
                worst_loss: figures.worst_loss.map(ends),
                grows: figures.growth_per_day.map(whole),
                grows_is: figures.growth_of.map(|kind| kind.name().to_owned()),
                slower: figures.slower_per_day.map(|slower| whole(slower * 1_000.0)),
            },
            skipped: self
                .skipped
                .iter()
                .map(|skipped| Left { what: skipped.what.clone(), reason: skipped.reason.to_string() })
                .collect(),
            skipped_in_file: self.skipped_in_file,
            notes: self.notes.clone(),
        }
    }
}

impl Entry {
    fn group(self) -> Result<Group, String> {
        let tool = Tool::from_id(&self.tool).ok_or("tool is not one that this version reads")?;
        let joined = match (self.component, self.protection) {
            (Some(component), Some(protection)) => Some(Joined { component, protection }),
            (None, None) => None,
            _ => return Err("component and protection belong together".to_owned()),
        };
        if joined
            .as_ref()
            .is_some_and(|to| !is_entry_id(to.component.as_str()) || !is_entry_id(&to.protection))
        {
            return Err("component and protection are names of what is described".to_owned());
        }
        if !is_zone(&self.here) || !is_zone(&self.zone) {
            return Err("the time zone has no name that clocks know".to_owned());
        }
        if !has_date(self.imported_at) {
            return Err("imported_at lies outside the calendar".to_owned());
        }
        let points = self.points.into_iter().map(Row::point).collect::<Result<Vec<_>, _>>()?;
        if !points.is_sorted_by(|one, next| one.captured_at >= next.captured_at) {
            return Err("the newest point stands first".to_owned());
        }
        if self.all.points < points.len() {
            return Err("all.points counts those that are here too".to_owned());
        }
        let skipped = self.skipped.into_iter();
        Ok(Group {
            id: self.id,
            tool,
            name: self.name,
            file: self.file,
            imported: self.imported_at,
            here: self.here,
            zone: self.zone,
            joined,
            points,
            figures: self.all.figures()?,
            skipped: skipped.map(|Left { what, reason }| Skipped { what, reason: reason.into() }).collect(),
            skipped_in_file: self.skipped_in_file,
            notes: self.notes,
        })
    }
}

impl All {
    fn figures(self) -> Result<Figures, String> {
        let kind = |name: String| {
            let known = SizeKind::ALL.into_iter().find(|kind| kind.name() == name);
            known.ok_or("all.grows_is is not a kind of size that this version knows")
        };
        let gap = |ends: Option<[i64; 2]>| match ends {
            Some([from, to]) if from > to || !has_date(from) || !has_date(to) => {
                Err("a stretch of time ends before it begins, or lies outside the calendar")
            }
            ends => Ok(ends.map(|[from, to]| Gap { from, to })),
        };
        Ok(Figures {
            points: self.points,
            span: gap(self.span)?,
            longest_gap: gap(self.longest_gap)?,
            worst_loss: gap(self.worst_loss)?,
            growth_per_day: self.grows.map(|grows| grows as f64),
            growth_of: self.grows_is.map(kind).transpose()?,
            slower_per_day: self.slower.map(|slower| slower as f64 / 1_000.0),
        })
    }
}

/// The nearest whole number.
fn whole(value: f64) -> i64 {
    value.round() as i64
}

fn problem(says: &str) -> EntryError {
    EntryError { problem: super::gather::plain(says, 100) }
}
