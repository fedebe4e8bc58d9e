//! What is asked: which copies are made and kept, what breaks, and how late it is seen.

use super::RecoveryError;
use super::limits::MAX_SECONDS;

/// One recurring run: it starts at `offset + n * period` for every integer `n`. All in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Distance between two starts, at least 1 s.
    pub period: i64,
    /// One of the starts; any instant will do.
    pub offset: i64,
    /// How long the run takes, 0 s or more. It may exceed the period: such runs overlap.
    pub duration: i64,
}

/// How long a copy is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// For ever.
    Forever,
    /// Until its age, counted from its capture, reaches this many seconds: a copy of exactly this age is gone.
    Age(i64),
    /// Until this many newer copies of the same protection are usable: it is gone from that very instant. "Newer" is
    /// by capture, then by usable time, then by the order of the runs.
    Count(u32),
}

/// One stand-alone protection: every copy it makes can be restored without any other.
#[derive(Debug, Clone, PartialEq)]
pub struct Copies {
    /// What messages call it.
    pub name: String,
    /// When its runs start and how long they take. Without a run it protects nothing.
    pub runs: Vec<Run>,
    /// Seconds from the end of a run until the copy is in the place that survives, 0 or more.
    pub propagation: i64,
    /// How long copies are kept.
    pub keep: Keep,
    /// Chance, 0 to 1, that a run yields a good copy: independent of other runs, and a bad one goes unnoticed until the
    /// restore, so that schedule and pruning treat it as good.
    pub success: f64,
}

/// What happens at the failure instant `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The source is lost at `t`; runs in flight are lost with it.
    Physical,
    /// The first bad write is at `t` and the source lives on: runs in flight still complete, copies captured at `t` or
    /// later carry the damage.
    Logical,
}

/// The question: how much is lost? Only protections that survive the damage belong in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// The protections that survive, independent of one another.
    pub copies: Vec<Copies>,
    /// What happens.
    pub damage: Damage,
    /// Seconds from the failure until the restore begins, 0 or more. Pruning goes on until then.
    pub detection: i64,
}

impl Loss {
    /// Checks every value against its range.
    pub(super) fn check(&self) -> Result<(), RecoveryError> {
        if self.detection < 0 {
            return Err(RecoveryError::Detection { value: self.detection });
        }
        within(self.detection, || "detection delay".to_owned())?;
        self.copies.iter().try_for_each(Copies::check)
    }
}

impl Copies {
    fn check(&self) -> Result<(), RecoveryError> {
        for run in &self.runs {
            if run.period < 1 {
                return Err(RecoveryError::Period { copies: self.name.clone(), period: run.period });
            }
            within(run.period, || format!("run period of \"{}\"", self.name))?;
            within(run.offset, || format!("run offset of \"{}\"", self.name))?;
            self.length("run duration", run.duration)?;
        }
        self.length("propagation", self.propagation)?;
        match self.keep {
            Keep::Age(age) => self.length("keep age", age)?,
            Keep::Count(0) => return Err(RecoveryError::KeepsNothing { copies: self.name.clone() }),
            Keep::Count(_) | Keep::Forever => {}
        }
        if !(0.0..=1.0).contains(&self.success) {
            return Err(RecoveryError::Success { copies: self.name.clone(), success: self.success });
        }
        Ok(())
    }

    fn length(&self, quantity: &'static str, value: i64) -> Result<(), RecoveryError> {
        if value < 0 {
            return Err(RecoveryError::Negative { copies: self.name.clone(), quantity, value });
        }
        within(value, || format!("{quantity} of \"{}\"", self.name))
    }
}

/// Refuses values so large that sums of them could overflow.
pub(super) fn within(value: i64, quantity: impl FnOnce() -> String) -> Result<(), RecoveryError> {
    if value.unsigned_abs() > MAX_SECONDS.unsigned_abs() {
        return Err(RecoveryError::TooLarge { quantity: quantity(), value });
    }
    Ok(())
}
