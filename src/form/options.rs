use super::{NEVER, ON, UNSURE};
use crate::answers::Answers;
use crate::catalogue::{AnswerKind, Choice, Question, ids};

const fn choice(id: &'static str, label: &'static str) -> Choice {
    Choice { id, label }
}

/// Every schedule a person can choose, most frequent first.
static SCHEDULES: [Choice; 6] = [
    choice("often", "Every hour, or more often"),
    choice("hours", "Every few hours"),
    choice("daily", "Every day, weekends too"),
    choice("weekdays", "On weekdays only"),
    choice("weekly", "Once a week, or less"),
    choice("by-hand", "By hand, when somebody remembers"),
];
static DATES: [Choice; 2] = [choice(ON, "On this date"), choice(NEVER, "Never")];
static RUNS: [Choice; 2] = [choice(ON, "On this date"), choice(NEVER, "I could not find one")];
static EVENTS: [Choice; 1] = [choice(ON, "On this date")];

/// The options of a page, without "I do not know"; empty for a length of time.
pub fn options(question: &Question) -> &'static [Choice] {
    match (question.kind, question.id) {
        (AnswerKind::Single | AnswerKind::Multi, _) => question.options,
        (AnswerKind::Duration, _) => &[],
        (AnswerKind::Schedule, _) => &SCHEDULES,
        (AnswerKind::Date, ids::EVENT_DATE) => &EVENTS,
        (AnswerKind::Date, ids::LAST_GOOD) => &RUNS,
        (AnswerKind::Date, _) => &DATES,
    }
}

/// The hint under a question; empty for none.
///
/// Where the catalogue says "leave empty", the page has an option instead, so that part is left out.
pub fn hint(question: &Question, answers: &Answers) -> String {
    let told = match (question.id, answers.focus_part()) {
        (ids::PROTECTIONS | ids::BACKUP_SCHEDULE | ids::LAST_GOOD | ids::COPY_LOCATIONS, Some(part)) => {
            let holds = if answers.focus.holds.is_empty() {
                String::new()
            } else {
                format!(" that holds {}", answers.focus.holds)
            };
            format!("You told us this is {}{holds}. ", part.in_sentence())
        }
        _ => String::new(),
    };
    let own = match question.id {
        ids::BACKUP_SCHEDULE => "If several copies are made, answer for the most frequent one.",
        _ if question.kind == AnswerKind::Date => {
            question.hint.split("Leave empty").next().unwrap_or("").trim_end()
        }
        _ => question.hint,
    };
    format!("{told}{own}").trim_end().to_owned()
}

/// Whether it makes sense to ask how an answer is known: not for limits and judgements, which are the owner's to set.
pub fn wants_evidence(question: &Question) -> bool {
    !matches!(
        question.id,
        ids::CURRENT_STAGE | ids::WORST_CONSEQUENCE | ids::ACCEPTABLE_LOSS | ids::ACCEPTABLE_DOWNTIME
    )
}

/// Whether an option is chosen alone among the boxes of a page.
pub(super) fn stands_alone(question: &Question, option: &str) -> bool {
    option == UNSURE || question.exclusive() == Some(option)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::question;

    #[test]
    fn an_event_cannot_be_never() {
        let ids = |id| options(question(id).unwrap()).iter().map(|o| o.id).collect::<Vec<_>>();
        assert_eq!(ids(ids::EVENT_DATE), [ON]);
        assert_eq!(ids(ids::LAST_DRILL), [ON, NEVER]);
    }

    #[test]
    fn no_page_asks_to_leave_a_date_empty() {
        let hint = |id| hint(question(id).unwrap(), &Answers::default());
        assert_eq!(hint(ids::LAST_GOOD), "Look it up; do not guess.");
        assert_eq!(hint(ids::LAST_DRILL), "");
    }
}
