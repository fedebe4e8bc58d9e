//! The copies of one protection over its own period, each with the time it is open to a restore.

use super::error::RecoveryError;
use super::keep;
use super::limits::{MAX_RUNS, MAX_SECONDS};
use super::question::{Copies, Damage, Keep};

/// One copy of the period; the others are shifted by whole periods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) capture: i64,
    pub(super) usable: i64,
    /// Deleted from this instant on.
    pub(super) gone: Option<i64>,
    /// A candidate for failure instants in `[open, shut)`; for logical damage never at `capture` itself.
    pub(super) open: i64,
    pub(super) shut: Option<i64>,
}

impl Slot {
    /// Whether it ever is a candidate.
    pub(super) fn lives(&self) -> bool {
        self.shut.is_none_or(|shut| self.open < shut)
    }

    pub(super) fn shifted(&self, by: i64) -> Slot {
        Slot {
            capture: self.capture + by,
            usable: self.usable + by,
            gone: self.gone.map(|gone| gone + by),
            open: self.open + by,
            shut: self.shut.map(|shut| shut + by),
        }
    }
}

/// All copies of one protection: `slots`, by capture, then usable time, repeated every `period`.
#[derive(Debug, Clone)]
pub(super) struct Cycle {
    pub(super) period: i64,
    pub(super) slots: Vec<Slot>,
    damage: Damage,
}

impl Cycle {
    /// The cycle of checked `copies`.
    ///
    /// # Errors
    /// `HyperPeriod` when its own periods hardly line up, `RunTooLong` when keeping a count would take looking through
    /// too many runs under way.
    pub(super) fn new(copies: &Copies, damage: Damage, detection: i64) -> Result<Cycle, RecoveryError> {
        let period = joint_period(copies.runs.iter().map(|run| run.period))?;
        let mut times: Vec<(i64, i64)> = Vec::new();
        for run in &copies.runs {
            let first = run.offset.rem_euclid(run.period);
            for n in 0..period / run.period {
                let capture = first + n * run.period;
                times.push((capture, capture + run.duration + copies.propagation));
            }
        }
        times.sort_unstable();
        let gone: Vec<Option<i64>> = match copies.keep {
            Keep::Forever => vec![None; times.len()],
            Keep::Age(age) => times.iter().map(|(capture, _)| Some(capture + age)).collect(),
            Keep::Count(_) if times.is_empty() => Vec::new(),
            Keep::Count(count) => keep::gone(&times, period, count)
                .ok_or_else(|| RecoveryError::RunTooLong { copies: copies.name.clone() })?
                .into_iter()
                .map(Some)
                .collect(),
        };
        let slots = times
            .into_iter()
            .zip(gone)
            .map(|((capture, usable), gone)| {
                let open = match damage {
                    Damage::Physical => usable,
                    Damage::Logical => capture.max(usable - detection),
                };
                Slot { capture, usable, gone, open, shut: gone.map(|gone| gone - detection) }
            })
            .collect();
        Ok(Cycle { period, slots, damage })
    }

    /// The newest shift (in periods) at which `slot` is open at or before `t`, in the sense of the half-open pieces: just
    /// after `t` for a copy captured at `t`.
    pub(super) fn newest_shift(&self, slot: &Slot, t: i64) -> i64 {
        (t - slot.open).div_euclid(self.period)
    }

    /// The same at exactly `t`: with logical damage a copy captured at `t` is not clean.
    pub(super) fn newest_shift_at(&self, slot: &Slot, t: i64) -> i64 {
        let shift = self.newest_shift(slot, t);
        match self.damage {
            Damage::Physical => shift,
            Damage::Logical => shift.min((t - 1 - slot.capture).div_euclid(self.period)),
        }
    }

    /// The oldest shift at which `slot` is not yet shut at `t`; `None` when it never shuts.
    pub(super) fn oldest_shift(&self, slot: &Slot, t: i64) -> Option<i64> {
        slot.shut.map(|shut| (t - shut).div_euclid(self.period) + 1)
    }

    /// The copy captured at `capture` that is a candidate just after `t`, the first usable one if there are two.
    pub(super) fn captured_at(&self, capture: i64, t: i64) -> Option<Slot> {
        let (shift, within) = (capture.div_euclid(self.period), capture.rem_euclid(self.period));
        let first = self.slots.partition_point(|slot| slot.capture < within);
        let same = self.slots.iter().skip(first).take_while(|slot| slot.capture == within);
        same.map(|slot| slot.shifted(shift * self.period))
            .find(|slot| slot.open <= t && slot.shut.is_none_or(|shut| t < shut))
    }
}

/// The lcm of `periods`, 1 without any, when it can be gone through run by run.
pub(super) fn joint_period(periods: impl Iterator<Item = i64> + Clone) -> Result<i64, RecoveryError> {
    let joint = periods.clone().try_fold(1_i64, |joint, period| {
        (joint / gcd(joint, period)).checked_mul(period).filter(|joint| *joint <= MAX_SECONDS)
    });
    let runs = |joint: i64| periods.clone().try_fold(0_i64, |sum, period| sum.checked_add(joint / period));
    joint.filter(|joint| runs(*joint).is_some_and(|runs| runs <= MAX_RUNS)).ok_or_else(|| {
        let mut periods: Vec<i64> = periods.clone().collect();
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
        assert_eq!(joint_period([86400, 604800].into_iter()), Ok(604800));
        assert_eq!(joint_period([86400, 420].into_iter()), Ok(604800));
        assert_eq!(joint_period(std::iter::empty()), Ok(1));
        let refused = joint_period([86399, 86400, 7, 86399].into_iter()).unwrap_err();
        assert_eq!(refused, RecoveryError::HyperPeriod { periods: vec![7, 86399, 86400] });
        assert!(refused.to_string().contains("7, 86399, 86400 s"), "{refused}");
        assert!(joint_period([(1 << 50) - 1, 1 << 50].into_iter()).is_err());
    }
}
