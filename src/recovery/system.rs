//! A checked question with the cycle of each protection.

use super::cycle::{Cycle, joint_period};
use super::error::RecoveryError;
use super::question::Loss;

/// What every answer starts from.
pub(super) struct System<'a> {
    pub(super) question: &'a Loss,
    /// One for each of `question.copies`, in the same order.
    pub(super) cycles: Vec<Cycle>,
}

impl<'a> System<'a> {
    pub(super) fn new(question: &'a Loss) -> Result<System<'a>, RecoveryError> {
        question.check()?;
        let cycles = question
            .copies
            .iter()
            .map(|copies| Cycle::new(copies, question.damage, question.detection))
            .collect::<Result<_, _>>()?;
        Ok(System { question, cycles })
    }

    /// The lcm of all periods, those of hopeless protections included.
    pub(super) fn hyper_period(&self) -> Result<i64, RecoveryError> {
        joint_period(self.question.copies.iter().flat_map(|copies| copies.runs.iter().map(|run| run.period)))
    }
}
