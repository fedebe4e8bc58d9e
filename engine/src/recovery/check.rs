//! Every value of a question against its range.

use super::error::RecoveryError;
use super::limits::MAX_SECONDS;
use super::protection::{Keep, Log, Protection, ReplicaMode};
use super::question::Loss;
use super::runs::Runs;

impl Loss {
    /// Checks every value against its range.
    pub(super) fn check(&self) -> Result<(), RecoveryError> {
        if self.detection < 0 {
            return Err(RecoveryError::Detection { value: self.detection });
        }
        within(self.detection, || "detection delay".to_owned())?;
        self.protections.iter().try_for_each(check)
    }
}

fn check(protection: &Protection) -> Result<(), RecoveryError> {
    let of = Of { name: protection.name() };
    protection.runs().try_for_each(|runs| of.runs(runs))?;
    match protection {
        Protection::Copies(copies) => {
            of.store(copies.propagation, copies.keep, copies.unnoticed)?;
            of.success(copies.success)
        }
        Protection::Chain(chain) => {
            of.store(chain.propagation, chain.keep, chain.unnoticed)?;
            of.success(chain.success)?;
            of.success(chain.success_increment)
        }
        Protection::Pitr(pitr) => {
            of.store(pitr.propagation, pitr.keep, pitr.unnoticed)?;
            pitr.logs.iter().try_for_each(|log| of.log(log))?;
            of.success(pitr.success)
        }
        Protection::Replica(replica) => {
            match replica.mode {
                ReplicaMode::Synchronous => {}
                ReplicaMode::Asynchronous { lag } => of.length("replica lag", lag)?,
                ReplicaMode::Delayed { lag, delay, .. } => {
                    of.length("replica lag", lag)?;
                    of.length("replica delay", delay)?;
                }
            }
            of.success(replica.success)
        }
    }
}

/// Checks on behalf of one protection.
struct Of<'a> {
    name: &'a str,
}

impl Of<'_> {
    fn runs(&self, runs: &Runs) -> Result<(), RecoveryError> {
        for run in &runs.repeating {
            self.period(run.period, "run period")?;
            self.instant("run offset", run.offset)?;
            self.length("run duration", run.duration)?;
        }
        for run in &runs.listed {
            self.instant("run start", run.start)?;
            self.length("run duration", run.duration)?;
        }
        Ok(())
    }

    fn log(&self, log: &Log) -> Result<(), RecoveryError> {
        self.period(log.period, "log period")?;
        self.instant("log offset", log.offset)?;
        self.length("time to ship a log", log.ship)
    }

    fn store(&self, propagation: i64, keep: Keep, unnoticed: i64) -> Result<(), RecoveryError> {
        self.length("propagation", propagation)?;
        self.length("unnoticed time", unnoticed)?;
        match keep {
            Keep::Age(age) => self.length("keep age", age),
            Keep::Count(0) => Err(RecoveryError::KeepsNothing { protection: self.name.to_owned() }),
            Keep::Count(_) | Keep::Forever => Ok(()),
        }
    }

    fn period(&self, period: i64, quantity: &'static str) -> Result<(), RecoveryError> {
        if period < 1 {
            return Err(RecoveryError::Period { protection: self.name.to_owned(), quantity, period });
        }
        self.instant(quantity, period)
    }

    fn length(&self, quantity: &'static str, value: i64) -> Result<(), RecoveryError> {
        if value < 0 {
            return Err(RecoveryError::Negative { protection: self.name.to_owned(), quantity, value });
        }
        self.instant(quantity, value)
    }

    fn instant(&self, quantity: &str, value: i64) -> Result<(), RecoveryError> {
        within(value, || format!("{quantity} of \"{}\"", self.name))
    }

    fn success(&self, success: f64) -> Result<(), RecoveryError> {
        if !(0.0..=1.0).contains(&success) {
            return Err(RecoveryError::Success { protection: self.name.to_owned(), success });
        }
        Ok(())
    }
}

/// Refuses values so large that sums of them could overflow.
pub(super) fn within(value: i64, quantity: impl FnOnce() -> String) -> Result<(), RecoveryError> {
    if value.unsigned_abs() > MAX_SECONDS.unsigned_abs() {
        return Err(RecoveryError::TooLarge { quantity: quantity(), value });
    }
    Ok(())
}
