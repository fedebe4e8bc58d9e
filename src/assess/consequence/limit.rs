//! What a limit means against what is there today.

use super::schedule::{against, loss as scheduled};
use super::{Consequence, holds};
use crate::answers::{Answer, Answers};
use crate::catalogue::ids;
use crate::units::{Duration, Text};

pub(super) fn loss(answers: &Answers, limit: Duration) -> Consequence {
    let Some(schedule) = answers.schedule() else {
        return match limit {
            Duration::ZERO => Consequence::says(no_loss()),
            _ => Consequence::says("The results compare every loss with this limit."),
        };
    };
    let safe = answers.duration(ids::RUN_TO_SAFE).unwrap_or(Duration::ZERO);
    let Some(loss) = scheduled(schedule, safe) else {
        return Consequence::says(
            "Your copy is made by hand, when somebody remembers. Nothing keeps it within this limit, or any.",
        );
    };
    let text = Text::new()
        .plain(format!("Your copy {schedule} leaves up to "))
        .strong(loss.worst)
        .plain(format!(" of {} exposed.", holds(answers)));
    let consequence = Consequence::says(text).and(against(limit, loss.worst));
    if limit == Duration::ZERO { consequence.and(no_loss()) } else { consequence }
}

fn no_loss() -> Text {
    Text::from(
        "No loss at all means that every change is in two places before it is done. No copy on a schedule can do \
         that; a standby kept exactly in step can.",
    )
}

pub(super) fn downtime(answers: &Answers, limit: Duration) -> Consequence {
    let proof = match answers.given(ids::LAST_RESTORE).map(|g| &g.answer) {
        Some(Answer::Date(_)) => format!(
            "You have proved a restore. If you timed it, compare: from the failure to the first page served, was it \
             less than {limit}?"
        ),
        Some(Answer::Never | Answer::Unsure) => {
            format!(
                "No restore has been proved yet, so nobody knows whether you would be back within {limit}."
            )
        }
        _ => format!("Only a drill shows whether you would be back within {limit}."),
    };
    Consequence::says(proof)
}
