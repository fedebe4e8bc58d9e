//! What one protection keeps over its own period, each restore point with the time it is open to a restore.

use super::chain;
use super::error::RecoveryError;
use super::keep;
use super::limits::{MAX_RUNS, MAX_SECONDS};
use super::odds::Odds;
use super::protection::{ChainKind, Consistent, Keep, Protection};
use super::question::Damage;

/// Whether a run stands alone or needs older ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Full,
    Increment,
}

/// One restore point of the period; the others are shifted by whole periods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Start of the run that makes it.
    pub(super) start: i64,
    /// It holds every write before this: the start, or for a base the instant at which it is consistent.
    pub(super) capture: i64,
    /// From when on it and all that it needs are there.
    pub(super) usable: i64,
    /// Deleted from this instant on.
    pub(super) gone: Option<i64>,
    /// A candidate for failure instants in `[open, shut)`; when `strict` never at `capture` itself.
    pub(super) open: i64,
    pub(super) shut: Option<i64>,
    pub(super) level: Level,
    /// How many runs of its chain came before it.
    pub(super) place: u32,
    /// Seconds from the start of its full to its own.
    pub(super) since_full: i64,
}

impl Slot {
    /// Whether it ever is a candidate.
    pub(super) fn lives(&self) -> bool {
        self.shut.is_none_or(|shut| self.open < shut)
    }

    pub(super) fn shifted(&self, by: i64) -> Slot {
        Slot {
            start: self.start + by,
            capture: self.capture + by,
            usable: self.usable + by,
            gone: self.gone.map(|gone| gone + by),
            open: self.open + by,
            shut: self.shut.map(|shut| shut + by),
            ..*self
        }
    }
}

/// A run as the schedule has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) start: i64,
    pub(super) duration: i64,
    /// By itself, whatever else it needs.
    pub(super) usable: i64,
    pub(super) level: Level,
}

/// All restore points of one protection: `slots`, by capture, repeated every `repeat`, or there just once.
#[derive(Debug, Clone)]
pub(super) struct Cycle {
    pub(super) repeat: Option<i64>,
    pub(super) slots: Vec<Slot>,
    /// A point captured at exactly the failure instant is not clean.
    strict: bool,
}

/// What of a question a cycle depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstances {
    pub(super) damage: Damage,
    pub(super) detection: i64,
    /// The failure instants asked about, `[from, to)`; `None`: all, so that everything has to repeat.
    pub(super) window: Option<(i64, i64)>,
}

impl Cycle {
    /// The cycle of a checked protection.
    ///
    /// # Errors
    /// `HyperPeriod` when its own periods hardly line up, `RunTooLong` when keeping a count would take looking through
    /// too many runs under way, `Listed` and `WindowTooLong` for listed runs without or with too long a window.
    pub(super) fn new(protection: &Protection, asked: &Circumstances) -> Result<Cycle, RecoveryError> {
        let (propagation, keep, unnoticed) = match protection {
            Protection::Copies(copies) => (copies.propagation, copies.keep, copies.unnoticed),
            Protection::Chain(chain) => (chain.propagation, chain.keep, chain.unnoticed),
            Protection::Pitr(pitr) => (pitr.propagation, pitr.keep, pitr.unnoticed),
            Protection::Replica(_) => (0, Keep::Forever, 0),
        };
        let strict = asked.damage == Damage::Logical && !matches!(protection, Protection::Pitr(_));
        let (repeat, mut made) = made(protection, asked)?;
        for made in &mut made {
            made.usable = made.start + made.duration + propagation;
        }
        made.sort_by_key(|made| (made.start, made.level, made.usable));
        let gone = gone(&made, repeat, keep)
            .ok_or_else(|| RecoveryError::RunTooLong { protection: protection.name().to_owned() })?;
        let mut slots: Vec<Slot> = match protection {
            Protection::Chain(of) => chain::linked(&made, &gone, repeat, of.kind == ChainKind::Incremental),
            _ => made.iter().zip(&gone).map(|(made, gone)| alone(made, *gone)).collect(),
        };
        if let Protection::Pitr(pitr) = protection {
            if pitr.consistent == Consistent::AtEnd {
                for (slot, made) in slots.iter_mut().zip(&made) {
                    slot.capture += made.duration;
                }
            }
            for slot in &mut slots {
                let turns = repeat.map_or(0, |period| slot.capture.div_euclid(period) * period);
                *slot = slot.shifted(-turns);
            }
            slots.sort_by_key(|slot| (slot.capture, slot.usable, slot.start));
        }
        for slot in &mut slots {
            let open = match asked.damage {
                Damage::Physical => slot.usable,
                Damage::Logical => slot.capture.max(slot.usable - asked.detection),
            };
            slot.open = if unnoticed > 0 { open.max(slot.usable + unnoticed) } else { open };
            slot.shut = slot.gone.map(|gone| gone - asked.detection);
        }
        Ok(Cycle { repeat, slots, strict })
    }

    /// The smallest shift, in periods, that brings `value` to `least` or later, if one does.
    pub(super) fn first_shift(&self, value: i64, least: i64) -> Option<i64> {
        match self.repeat {
            Some(period) => Some(-(value - least).div_euclid(period)),
            None => (value >= least).then_some(0),
        }
    }

    /// The largest shift that leaves `value` at `most` or earlier; -1 when none does.
    pub(super) fn last_shift(&self, value: i64, most: i64) -> i64 {
        match self.repeat {
            Some(period) => (most - value).div_euclid(period),
            None => -i64::from(value > most),
        }
    }

    /// The newest shift at which `slot` is open at or before `t`, in the sense of the half-open pieces: just after `t` for
    /// a point captured at `t`.
    pub(super) fn newest_shift(&self, slot: &Slot, t: i64) -> i64 {
        self.last_shift(slot.open, t)
    }

    /// The same at exactly `t`.
    pub(super) fn newest_shift_at(&self, slot: &Slot, t: i64) -> i64 {
        let shift = self.newest_shift(slot, t);
        if self.strict { shift.min(self.last_shift(slot.capture, t - 1)) } else { shift }
    }

    /// The oldest shift at which `slot` is not yet shut at `t`; `None` when there always is an older one.
    pub(super) fn oldest_shift(&self, slot: &Slot, t: i64) -> Option<i64> {
        match slot.shut {
            Some(shut) => Some(self.first_shift(shut, t + 1).unwrap_or(1)),
            None => self.repeat.is_none().then_some(0),
        }
    }

    /// The increments after a slot up to the next full, each with its index and shift.
    pub(super) fn links_after(&self, index: usize, shift: i64) -> impl Iterator<Item = (usize, &Slot, i64)> {
        let slots = || self.slots.iter().enumerate();
        let rest = slots().skip(index + 1).map(move |(index, slot)| (index, slot, shift));
        let wrapped = slots().take(index).map(move |(index, slot)| (index, slot, shift + 1));
        let wrapped = wrapped.take_while(|_| self.repeat.is_some());
        rest.chain(wrapped).take_while(|(_, slot, _)| slot.level == Level::Increment)
    }

    /// The copy of `slot` that is `shift` periods later.
    pub(super) fn shifted(&self, slot: &Slot, shift: i64) -> Slot {
        slot.shifted(self.repeat.map_or(0, |period| shift * period))
    }

    /// When that copy was captured.
    pub(super) fn captured(&self, slot: &Slot, shift: i64) -> i64 {
        slot.capture + self.repeat.map_or(0, |period| shift * period)
    }

    /// The point captured at `capture` that is a candidate just after `t` and may be good, the first usable one if there
    /// are two.
    pub(super) fn captured_at(&self, capture: i64, t: i64, odds: &Odds) -> Option<Slot> {
        let (shift, within) = match self.repeat {
            Some(period) => (capture.div_euclid(period), capture.rem_euclid(period)),
            None => (0, capture),
        };
        let first = self.slots.partition_point(|slot| slot.capture < within);
        let same = self.slots.iter().skip(first).take_while(|slot| slot.capture == within);
        same.filter(|slot| odds.possible(slot.level))
            .map(|slot| self.shifted(slot, shift))
            .find(|slot| slot.open <= t && slot.shut.is_none_or(|shut| t < shut))
    }
}

impl Cycle {
    /// The newest point captured at `most` or earlier that is a candidate just after `t`; of two the first usable.
    pub(super) fn newest_open(&self, most: i64, t: i64) -> Option<Slot> {
        let newest = |slot: &Slot| {
            let shift = self.newest_shift(slot, t).min(self.last_shift(slot.capture, most));
            let open = self.oldest_shift(slot, t).is_none_or(|low| low <= shift);
            (open && slot.lives()).then(|| self.shifted(slot, shift))
        };
        let better = |best: Option<Slot>, slot: Slot| match best {
            Some(best) if best.capture >= slot.capture => Some(best),
            _ => Some(slot),
        };
        self.slots.iter().filter_map(newest).fold(None, better)
    }
}

/// A run that needs no other, times of opening left out.
pub(super) fn alone(made: &Made, gone: Option<i64>) -> Slot {
    Slot {
        start: made.start,
        capture: made.start,
        usable: made.usable,
        gone,
        open: made.start,
        shut: None,
        level: Level::Full,
        place: 0,
        since_full: 0,
    }
}

/// When retention alone, without pinning, lets go of each run.
fn gone(made: &[Made], repeat: Option<i64>, keep: Keep) -> Option<Vec<Option<i64>>> {
    let times = || made.iter().map(|made| (made.start, made.usable)).collect::<Vec<_>>();
    match (keep, repeat) {
        (Keep::Forever, _) => Some(vec![None; made.len()]),
        (Keep::Age(age), _) => Some(made.iter().map(|made| Some(made.start + age)).collect()),
        (Keep::Count(_), _) if made.is_empty() => Some(Vec::new()),
        (Keep::Count(count), Some(period)) => {
            Some(keep::gone(&times(), period, count)?.into_iter().map(Some).collect())
        }
        (Keep::Count(count), None) => Some(keep::gone_once(&times(), count)),
    }
}

/// The runs of one period, with starts in `[0, period)`, or every run there is; usable times are left out.
fn made(protection: &Protection, asked: &Circumstances) -> Result<(Option<i64>, Vec<Made>), RecoveryError> {
    let levels = protection.runs().zip([Level::Full, Level::Increment]);
    if !protection.is_listed() {
        let period = joint_period(&protection.periods())?;
        let mut all = Vec::new();
        for (runs, level) in levels {
            for run in &runs.repeating {
                let first = run.offset.rem_euclid(run.period);
                let starts = (0..period / run.period).map(|n| first + n * run.period);
                all.extend(starts.map(|start| Made { start, duration: run.duration, usable: start, level }));
            }
        }
        return Ok((Some(period), all));
    }
    let Some((from, to)) = asked.window else {
        return Err(RecoveryError::Listed { protection: protection.name().to_owned() });
    };
    let listed = protection.runs().flat_map(|runs| &runs.listed).map(|run| run.start);
    let (begin, last) =
        listed.fold((i64::MAX, from), |(first, last), start| (first.min(start), last.max(start)));
    let until = (to + asked.detection).max(last);
    let mut all = Vec::new();
    for (runs, level) in levels {
        let once = runs.listed.iter();
        all.extend(once.map(|run| Made {
            start: run.start,
            duration: run.duration,
            usable: run.start,
            level,
        }));
        for run in &runs.repeating {
            let first = begin + (run.offset - begin).rem_euclid(run.period);
            let count = usize::try_from((until - first).div_euclid(run.period) + 1).unwrap_or(0);
            if count + all.len() > usize::try_from(MAX_RUNS).unwrap_or(usize::MAX) {
                return Err(RecoveryError::WindowTooLong { from, to });
            }
            let starts = (0_i64..).take(count).map(|n| first + n * run.period);
            all.extend(starts.map(|start| Made { start, duration: run.duration, usable: start, level }));
        }
    }
    Ok((None, all))
}

/// The lcm of `periods`, 1 without any, when it can be gone through run by run.
pub(super) fn joint_period(periods: &[i64]) -> Result<i64, RecoveryError> {
    let joint = periods.iter().try_fold(1_i64, |joint, period| {
        (joint / gcd(joint, *period)).checked_mul(*period).filter(|joint| *joint <= MAX_SECONDS)
    });
    let runs = |joint: i64| periods.iter().try_fold(0_i64, |sum, period| sum.checked_add(joint / period));
    joint.filter(|joint| runs(*joint).is_some_and(|runs| runs <= MAX_RUNS)).ok_or_else(|| {
        let mut periods = periods.to_vec();
        periods.sort_unstable();
        periods.dedup();
        RecoveryError::HyperPeriod { periods }
    })
}

/// Greatest common divisor of two positive numbers.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_join_or_are_named() {
        assert_eq!(joint_period(&[86400, 604800]), Ok(604800));
        assert_eq!(joint_period(&[86400, 420]), Ok(604800));
        assert_eq!(joint_period(&[]), Ok(1));
        let refused = joint_period(&[86399, 86400, 7, 86399]).unwrap_err();
        assert_eq!(refused, RecoveryError::HyperPeriod { periods: vec![7, 86399, 86400] });
        assert!(refused.to_string().contains("7, 86399, 86400 s"), "{refused}");
        assert!(joint_period(&[(1 << 50) - 1, 1 << 50]).is_err());
    }
}
