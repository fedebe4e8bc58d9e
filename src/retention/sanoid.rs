//! sanoid: hourly, daily and other snapshots are separate snapshots, told by their names. One of a class goes when it is
//! older than N of its periods and more than N of the class are left.
//!
//! Rules: sanoid@8e1d11e0, `sanoid` (`prune_snapshots`).

use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::lot::Stamp;
use super::period::Period;
use super::point::KeepPoint;
use super::reason::{Reason, Rule};
use serde::{Deserialize, Serialize};

/// How many snapshots of each class. A class that occurs among the points has to be set, if only to 0: sanoid's own
/// default file fills in what a configuration leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as the options")]
pub struct Sanoid {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequently: Option<u32>,
    /// Minutes between two frequent ones, 15 where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequent_period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hourly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daily: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yearly: Option<u32>,
}

/// Classes as sanoid names them. Frequent ones go by minutes.
const CLASSES: [(&str, Period); 6] = [
    ("frequently", Period::Minute),
    ("hourly", Period::Hour),
    ("daily", Period::Day),
    ("weekly", Period::Week),
    ("monthly", Period::Month),
    ("yearly", Period::Year),
];

impl Sanoid {
    /// The classes of which it makes snapshots: their names, and the period of which each run that is the first makes one. A
    /// frequent one is made with every run.
    pub fn made(&self) -> Vec<(&'static str, Period)> {
        let set = self.classes();
        let made = |period: Period| set.iter().any(|(of, n, _)| *of == period && *n > 0);
        let own = |period: Period| if period == Period::Minute { Period::Copy } else { period };
        CLASSES
            .into_iter()
            .filter(|(_, period)| made(*period))
            .map(|(name, period)| (name, own(period)))
            .collect()
    }

    /// The classes that are set, with their number and the length of their period in seconds: a month has 31 days here,
    /// a year 365.25.
    pub(super) fn classes(&self) -> Vec<(Period, u32, i64)> {
        let frequent = i64::from(self.frequent_period.unwrap_or(15)) * 60;
        let all = [
            (Period::Minute, self.frequently, frequent),
            (Period::Hour, self.hourly, 3_600),
            (Period::Day, self.daily, 86_400),
            (Period::Week, self.weekly, 7 * 86_400),
            (Period::Month, self.monthly, 31 * 86_400),
            (Period::Year, self.yearly, 31_557_600),
        ];
        all.into_iter().filter_map(|(period, n, length)| n.map(|n| (period, n, length))).collect()
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) -> Result<(), RetentionError> {
        let classes = self.classes();
        let mut oldest_first: Vec<(Option<Period>, Stamp)> = Vec::with_capacity(scene.newest.len());
        for stamp in scene.newest.iter().rev() {
            let Some(point) = scene.point(*stamp) else { continue };
            let class = class(point);
            if let Some((name, period)) = class
                && !classes.iter().any(|(set, ..)| *set == period)
            {
                return Err(RetentionError::ClassNotSet { class: name, id: point.id.clone() });
            }
            oldest_first.push((class.map(|(_, period)| period), *stamp));
        }
        for (_, stamp) in oldest_first.iter().filter(|(class, _)| class.is_none()) {
            marks.keep(stamp.point(), Reason::plain(Rule::NotOurs));
        }
        for (period, most, length) in classes {
            let of_class = || oldest_first.iter().filter(|(class, _)| *class == Some(period));
            let mut left = of_class().count();
            let border = scene.now - i64::from(most) * length;
            for (_, stamp) in of_class() {
                // sanoid goes by whole seconds.
                let young = stamp.at >= border;
                let few = left <= usize::try_from(most).unwrap_or(usize::MAX);
                if young {
                    marks.keep(stamp.point(), Reason::plain(Rule::EachWithin { period }));
                } else if few {
                    marks.keep(stamp.point(), Reason::plain(Rule::FewOfClass { period }));
                } else {
                    left -= 1;
                    // A held snapshot is counted as gone, and is there all the same.
                    if stamp.protected {
                        marks.keep(stamp.point(), Reason::plain(Rule::Protected));
                    }
                }
            }
        }
        Ok(())
    }
}

/// By tag, or by the end of the name: `autosnap_2026-11-21_00:00:01_daily`. `None` for snapshots of others.
fn class(point: &KeepPoint) -> Option<(&'static str, Period)> {
    let tagged = CLASSES.iter().find(|(name, _)| point.tags.iter().any(|tag| tag == name));
    let named = || {
        let name = point.id.rsplit_once('@').map_or(point.id.as_str(), |(_, name)| name);
        let class = name.strip_prefix("autosnap_")?.rsplit_once('_')?.1;
        CLASSES.iter().find(|(name, _)| class == *name)
    };
    tagged.or_else(named).copied()
}
