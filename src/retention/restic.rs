//! restic: every rule picks for itself, and a copy that one of them picks uses up the counts of the others as well.
//!
//! Rules: restic@a80be147, `internal/data/snapshot_policy.go` and `cmd/restic/cmd_forget.go`.

use super::calendar::stretch;
use super::count::Count;
use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::lot::{Parted, Stamp};
use super::period::Period;
use super::point::KeepPoint;
use super::reason::{Reason, Rule};
use super::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Midnight of 1 January of the year 1, UTC: what restic takes for the newest snapshot where all lie in the future.
const NO_TIME: i64 = -62_135_596_800;

/// The keep options of `restic forget`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as the options")]
pub struct Restic {
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_last: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_hourly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_daily: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_weekly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_monthly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_yearly: Count,
    #[serde(skip_serializing_if = "Span::is_zero")]
    pub keep_within: Span,
    #[serde(skip_serializing_if = "Span::is_zero")]
    pub keep_within_hourly: Span,
    #[serde(skip_serializing_if = "Span::is_zero")]
    pub keep_within_daily: Span,
    #[serde(skip_serializing_if = "Span::is_zero")]
    pub keep_within_weekly: Span,
    #[serde(skip_serializing_if = "Span::is_zero")]
    pub keep_within_monthly: Span,
    #[serde(skip_serializing_if = "Span::is_zero")]
    pub keep_within_yearly: Span,
    /// Lists of tags: a snapshot with all tags of any list stays. An empty tag stands for having none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keep_tags: Vec<Vec<String>>,
    pub group_by: GroupBy,
}

/// Which snapshots restic judges together. In a file a list such as `host,paths`; empty for all in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[expect(missing_docs, reason = "named as the words")]
pub struct GroupBy {
    pub host: bool,
    pub paths: bool,
    pub tags: bool,
}

impl Default for GroupBy {
    /// By host and paths.
    fn default() -> Self {
        GroupBy { host: true, paths: true, tags: false }
    }
}

impl TryFrom<String> for GroupBy {
    type Error = RetentionError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut by = GroupBy { host: false, paths: false, tags: false };
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word {
                "host" | "hosts" => by.host = true,
                "path" | "paths" => by.paths = true,
                "tag" | "tags" => by.tags = true,
                _ => return Err(RetentionError::GroupBy { text }),
            }
        }
        Ok(by)
    }
}

impl From<GroupBy> for String {
    fn from(by: GroupBy) -> String {
        let words = [(by.host, "host"), (by.paths, "paths"), (by.tags, "tags")];
        words.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect::<Vec<_>>().join(",")
    }
}

/// One rule at work.
struct Line {
    rule: Rule,
    period: Period,
    /// Copies it may keep.
    count: Count,
    /// It looks at copies after this instant only.
    after: Option<(i64, u32)>,
    used: u32,
    /// The period of the copy before.
    last: Option<RangeInclusive<i64>>,
}

impl Restic {
    /// The counting rules, in restic's order.
    pub(super) fn counts(&self) -> [(Period, Count); 6] {
        [
            (Period::Copy, self.keep_last),
            (Period::Hour, self.keep_hourly),
            (Period::Day, self.keep_daily),
            (Period::Week, self.keep_weekly),
            (Period::Month, self.keep_monthly),
            (Period::Year, self.keep_yearly),
        ]
    }

    /// The rules of one copy a period within a time.
    pub(super) fn windows(&self) -> [(Period, Span); 5] {
        [
            (Period::Hour, self.keep_within_hourly),
            (Period::Day, self.keep_within_daily),
            (Period::Week, self.keep_within_weekly),
            (Period::Month, self.keep_within_monthly),
            (Period::Year, self.keep_within_yearly),
        ]
    }

    /// Whether no rule is set.
    pub fn is_empty(&self) -> bool {
        Restic { group_by: GroupBy::default(), ..self.clone() } == Restic::default()
    }

    pub(super) fn parted(&self) -> Parted {
        let GroupBy { host, paths, tags } = self.group_by;
        Parted { host, paths, tags, name: host || paths }
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) {
        let Some(last) = scene.newest.last() else { return };
        let newest = newest_not_in_future(scene);
        let start = |span: Span| (span.before(newest.0, newest.2), newest.1);
        let within = (!self.keep_within.is_zero()).then(|| start(self.keep_within));
        let counted = self.counts().into_iter().filter(|(_, count)| count.is_on());
        let counted = counted.map(|(period, count)| Line::new(Rule::Each { period }, period, count, None));
        let windowed =
            self.windows().into_iter().filter(|(_, span)| !span.is_zero()).map(|(period, span)| {
                Line::new(Rule::EachWithin { period }, period, Count::Unlimited, Some(start(span)))
            });
        let mut lines: Vec<Line> = counted.chain(windowed).collect();
        for stamp in scene.newest {
            if !self.keep_tags.is_empty() {
                for (list, tags) in self.keep_tags.iter().enumerate() {
                    if scene.is(*stamp, |point| has_tags(point, tags)) {
                        marks.keep(stamp.point(), Reason::plain(Rule::Tags { list }));
                    }
                }
            }
            if within.is_some_and(|start| stamp.instant() > start) {
                marks.keep(stamp.point(), Reason::plain(Rule::Within));
            }
            // Nothing comes after the last of the counts; tags and windows go on.
            if within.is_none() && self.keep_tags.is_empty() && lines.iter().all(Line::is_done) {
                break;
            }
            for line in &mut lines {
                if let Some(reason) = line.pick(*stamp, stamp.point() == last.point()) {
                    marks.keep(stamp.point(), reason);
                }
            }
        }
    }
}

impl Line {
    fn new(rule: Rule, period: Period, count: Count, after: Option<(i64, u32)>) -> Line {
        Line { rule, period, count, after, used: 0, last: None }
    }

    fn is_done(&self) -> bool {
        !self.count.allows(self.used)
    }

    /// The newest of every period, while some are left; and the oldest of all, if some are left then.
    fn pick(&mut self, stamp: Stamp, is_oldest: bool) -> Option<Reason> {
        if self.is_done() || self.after.is_some_and(|after| stamp.instant() <= after) {
            return None;
        }
        // Copies of the same instant count apart.
        let local = stamp.local();
        let same =
            self.period != Period::Copy && self.last.as_ref().is_some_and(|last| last.contains(&local));
        if same && !is_oldest {
            return None;
        }
        self.last = Some(stretch(self.period, local));
        self.used += 1;
        Some(Reason { rule: self.rule, nth: self.used, oldest: same })
    }
}

/// Instant, nanoseconds and offset of the newest snapshot before now: what the windows are counted back from.
fn newest_not_in_future(scene: &Scene<'_>) -> (i64, u32, i32) {
    let past = scene.newest.iter().find(|stamp| stamp.instant() < (scene.now, 0));
    past.map_or((NO_TIME, 0, 0), |stamp| (stamp.at, stamp.nanos, stamp.offset))
}

/// Whether a point carries all of these tags; an empty one matches a point without tags, whatever follows in the list.
fn has_tags(point: &KeepPoint, tags: &[String]) -> bool {
    for tag in tags {
        if tag.is_empty() && point.tags.is_empty() {
            return true;
        }
        if !point.tags.contains(tag) {
            return false;
        }
    }
    true
}
