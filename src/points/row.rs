use crate::import::{Point, Size, SizeKind, Status};
use crate::units::Bytes;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A point as an entry has it; what it does not say is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    at: i64,
    #[serde(rename = "took_s", default, skip_serializing_if = "Option::is_none")]
    took: Option<i64>,
    #[serde(rename = "offset_s", default, skip_serializing_if = "Option::is_none")]
    offset: Option<i32>,
    #[serde(rename = "size_bytes", default, skip_serializing_if = "Option::is_none")]
    size: Option<Bytes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size_is: Option<String>,
    #[serde(rename = "adds_bytes", default, skip_serializing_if = "Option::is_none")]
    adds: Option<Bytes>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    verified: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    needs: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

/// Instants of the years 1 to 9999, in seconds since 1 January 1970 UTC.
const INSTANTS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// Whether an instant has a date.
pub(super) fn has_date(at: i64) -> bool {
    INSTANTS.contains(&at)
}

impl From<&Point> for Row {
    fn from(point: &Point) -> Row {
        Row {
            at: point.captured_at,
            took: point.usable_at.map(|usable| usable.saturating_sub(point.captured_at)),
            offset: point.offset,
            size: point.size.map(|size| size.bytes),
            size_is: point.size.map(|size| size.kind.name().to_owned()),
            adds: point.adds,
            verified: point.status == Status::Verified,
            id: point.id.clone(),
            tags: point.tags.clone(),
            needs: point.needs.clone(),
            note: point.note.to_string(),
        }
    }
}

impl Row {
    /// The point, or what is wrong with it.
    pub(super) fn point(self) -> Result<Point, String> {
        let usable = self.took.map(|took| self.at.saturating_add(took));
        if !has_date(self.at) || !usable.is_none_or(has_date) {
            return Err("a time lies outside the calendar".to_owned());
        }
        if self.took.is_some_and(|took| took < 0) {
            return Err("took_s is a number from 0".to_owned());
        }
        let kind = self.size_is.map(|name| {
            let known = SizeKind::ALL.into_iter().find(|kind| kind.name() == name);
            known.ok_or_else(|| "size_is is not a kind of size that this version knows".to_owned())
        });
        let size = match (self.size, kind.transpose()?) {
            (Some(bytes), Some(kind)) => Some(Size { bytes, kind }),
            (None, None) => None,
            _ => return Err("size_bytes and size_is belong together".to_owned()),
        };
        Ok(Point {
            captured_at: self.at,
            usable_at: usable,
            offset: self.offset,
            size,
            adds: self.adds,
            status: if self.verified { Status::Verified } else { Status::Complete },
            group: 0,
            note: Cow::Owned(self.note),
            id: self.id,
            tags: self.tags,
            needs: self.needs,
        })
    }
}
