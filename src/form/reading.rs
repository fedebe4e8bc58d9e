use super::{Draft, Field, NEVER, ON, UNSURE, wants_evidence};
use crate::answers::{Answer, Answers, ComponentKind, Edit, EditError, Evidence, Focus};
use crate::catalogue::{AnswerKind, Question, ids};
use crate::schedule::Schedule;
use crate::units::{Duration, TimeOfDay, long_date, read_date};
use chrono::{Datelike, NaiveDate};

/// What a [`Draft`] amounts to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The edits that can be made as it stands.
    pub edits: Vec<Edit>,
    /// What is to be put right before going on, in the order of the page.
    pub problems: Vec<Problem>,
}

/// Something to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What to do, with an example.
    pub says: String,
}

impl Problem {
    fn at(field: Field, says: impl ToString) -> Problem {
        Problem { field, says: says.to_string() }
    }
}

impl Reading {
    /// The words at a field.
    pub fn at(&self, field: Field) -> Option<&str> {
        self.problems.iter().find(|p| p.field == field).map(|p| p.says.as_str())
    }
}

/// Earlier dates are slips of the hand: a year half typed.
const EARLIEST_YEAR: i32 = 1990;

impl Draft {
    /// What the draft amounts to on the day `today`, beside the other answers.
    pub fn read(&self, question: &'static Question, answers: &Answers, today: NaiveDate) -> Reading {
        let mut reading = Reading::default();
        match self.answer(question, today) {
            Ok(answer) => {
                let known = if answer == Answer::Unsure || !wants_evidence(question) {
                    Evidence::default()
                } else {
                    self.known
                };
                reading.edits.push(Edit::Answer { question: question.id.to_owned(), answer, known });
            }
            Err(problem) => reading.problems.push(problem),
        }
        if let Some(field) = self.follow_up(question, answers, today) {
            self.read_follow_up(field, answers, &mut reading);
        }
        if question.id == ids::COMPONENT_KINDS {
            self.read_focus(answers, today, &mut reading);
        }
        reading
    }

    /// The answers as they would be with what is already complete in the draft.
    pub fn applied(&self, question: &'static Question, answers: &Answers, today: NaiveDate) -> Answers {
        let edits = self.read(question, answers, today).edits;
        answers.apply(&Edit::All(edits), today).unwrap_or_else(|_| answers.clone())
    }

    /// The optional field that belongs to what is chosen.
    pub fn follow_up(
        &self,
        question: &'static Question,
        answers: &Answers,
        today: NaiveDate,
    ) -> Option<Field> {
        let field = Field::under(question)?;
        let follow_up = field.follow_up()?;
        let given = match self.answer(question, today) {
            Ok(answer) => answer,
            // A schedule without its time yet is a schedule all the same.
            Err(_) if question.kind == AnswerKind::Schedule && !self.chosen.is_empty() => Answer::Never,
            Err(_) => return None,
        };
        if matches!(given, Answer::Unsure | Answer::Schedule(Schedule::ByHand)) {
            return None;
        }
        let edit = Edit::Answer { question: question.id.to_owned(), answer: given, known: self.known };
        let asked = match answers.apply(&edit, today) {
            Ok(next) => next.asks(follow_up),
            Err(_) => answers.asks(follow_up),
        };
        asked.then_some(field)
    }

    fn answer(&self, question: &'static Question, today: NaiveDate) -> Result<Answer, Problem> {
        let chosen = |id: &str| self.is_chosen(id);
        if chosen(UNSURE) && question.unsure {
            return Ok(Answer::Unsure);
        }
        let one = self.chosen.first().map(String::as_str);
        let nothing = || {
            let says = if question.unsure {
                "Choose one answer, or “I do not know”"
            } else {
                "Choose the answer that fits best"
            };
            Problem::at(Field::Choices, says)
        };
        match question.kind {
            AnswerKind::Single => one.map(|id| Answer::One(id.to_owned())).ok_or_else(nothing),
            AnswerKind::Multi if self.chosen.is_empty() && question.unsure => {
                Err(Problem::at(Field::Choices, EditError::NothingChosen))
            }
            AnswerKind::Multi if self.chosen.is_empty() => {
                Err(Problem::at(Field::Choices, "Tick at least one part"))
            }
            AnswerKind::Multi => Ok(Answer::Many(self.chosen.clone())),
            AnswerKind::Duration => self.length(Field::Length).map(Answer::Duration),
            AnswerKind::Date => match one {
                Some(NEVER) => Ok(Answer::Never),
                Some(ON) => self.date(question, today).map(Answer::Date),
                _ => Err(nothing()),
            },
            AnswerKind::Schedule => match one {
                Some(option) => self.schedule(option).map(Answer::Schedule),
                None => Err(nothing()),
            },
        }
    }

    fn length(&self, field: Field) -> Result<Duration, Problem> {
        self.text(field).parse().map_err(|e: crate::units::DurationError| Problem::at(field, e))
    }

    fn time(&self, field: Field) -> Result<TimeOfDay, Problem> {
        self.text(field).parse().map_err(|e: crate::units::TimeError| Problem::at(field, e))
    }

    fn interval(&self, field: Field) -> Result<Duration, Problem> {
        let interval = self.length(field)?;
        if field == Field::Often && interval > Duration::hours(1) {
            let says = "Enter 1 h or less, such as 15 min, or choose “Every few hours”";
            return Err(Problem::at(field, says));
        }
        if (Duration::minutes(1)..=Duration::days(31)).contains(&interval) {
            Ok(interval)
        } else {
            Err(Problem::at(field, EditError::Interval))
        }
    }

    fn schedule(&self, option: &str) -> Result<Schedule, Problem> {
        Ok(match option {
            "often" => Schedule::Every { interval: self.interval(Field::Often)?, from: TimeOfDay::MIDNIGHT },
            "hours" => {
                Schedule::Every { interval: self.interval(Field::Hours)?, from: self.time(Field::From)? }
            }
            "daily" => Schedule::Daily { at: self.time(Field::At)? },
            "weekdays" => Schedule::Weekdays { at: self.time(Field::At)? },
            "weekly" => Schedule::Weekly { on: self.weekday(), at: self.time(Field::At)? },
            _ => Schedule::ByHand,
        })
    }

    fn date(&self, question: &Question, today: NaiveDate) -> Result<NaiveDate, Problem> {
        let problem = |says: String| Problem::at(Field::Date, says);
        let example = format!("Enter a whole date: day, month and year, such as {}", long_date(today));
        let date: NaiveDate = read_date(self.text(Field::Date)).ok_or_else(|| problem(example))?;
        if !(EARLIEST_YEAR..=today.year() + 20).contains(&date.year()) {
            return Err(problem(format!(
                "Enter a year from {EARLIEST_YEAR} to {}, such as {}",
                today.year() + 20,
                today.year()
            )));
        }
        if question.id != ids::EVENT_DATE && date > today {
            return Err(problem(format!("Enter a day that has come: today is {}", long_date(today))));
        }
        Ok(date)
    }

    fn read_follow_up(&self, field: Field, answers: &Answers, reading: &mut Reading) {
        let Some(follow_up) = field.follow_up() else { return };
        if self.text(field).trim().is_empty() {
            if answers.stored(follow_up.id).is_some() {
                reading.edits.push(Edit::Clear { question: follow_up.id.to_owned() });
            }
            return;
        }
        match self.length(field) {
            Ok(length) => reading.edits.push(Edit::Answer {
                question: follow_up.id.to_owned(),
                answer: Answer::Duration(length),
                known: self.known,
            }),
            Err(problem) => {
                let says = format!("{}, or leave this empty", problem.says);
                reading.problems.push(Problem { says, ..problem });
            }
        }
    }

    fn read_focus(&self, answers: &Answers, today: NaiveDate, reading: &mut Reading) {
        let parts = self.focus_parts();
        if parts.is_empty() {
            return;
        }
        let part = ComponentKind::from_id(self.text(Field::Part)).filter(|p| parts.contains(p));
        let edit = Edit::Focus(Focus { part, holds: self.text(Field::Holds).trim().to_owned() });
        match answers.apply(&edit, today) {
            Ok(_) => reading.edits.push(edit),
            Err(error) => reading.problems.push(Problem::at(Field::Holds, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::question;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn read(id: &str, fill: impl FnOnce(&mut Draft)) -> Reading {
        let mut draft = Draft::default();
        fill(&mut draft);
        draft.read(question(id).unwrap(), &Answers::default(), today())
    }

    fn says(reading: &Reading) -> Vec<(Field, &str)> {
        reading.problems.iter().map(|p| (p.field, p.says.as_str())).collect()
    }

    #[test]
    fn an_empty_page_says_what_is_missing() {
        let empty = |id| read(id, |_| ()).problems.remove(0).says;
        assert_eq!(empty(ids::KEYS_COPY), "Choose one answer, or “I do not know”");
        assert_eq!(empty(ids::CURRENT_STAGE), "Choose the answer that fits best");
        assert_eq!(empty(ids::COMPONENT_KINDS), "Tick at least one part");
        assert_eq!(empty(ids::ACCEPTABLE_LOSS), "Enter a length of time, such as 4 h, 90 min or 1 day");
    }

    #[test]
    fn a_schedule_is_complete_with_its_time() {
        let daily = |at: &str| {
            read(ids::BACKUP_SCHEDULE, |d| {
                d.choose("daily");
                d.type_in(Field::At, at.to_owned());
            })
        };
        assert_eq!(says(&daily("")), [(Field::At, "Enter a time, such as 02:00")]);
        assert!(daily("2 am").problems.is_empty());
        let often = read(ids::BACKUP_SCHEDULE, |d| {
            d.choose("often");
            d.type_in(Field::Often, "2 h".to_owned());
        });
        assert_eq!(often.problems[0].field, Field::Often);
    }

    #[test]
    fn every_answer_comes_back_as_it_was_given() {
        let mut answers = Answers::default();
        let schedule = |s| (ids::BACKUP_SCHEDULE, Answer::Schedule(s));
        let at = TimeOfDay::new(2, 30).unwrap();
        let six = Duration::hours(6);
        let protections = Answer::Many(["db-dump".to_owned()].into());
        for (id, answer) in [
            (ids::PROTECTIONS, protections),
            schedule(Schedule::Every { interval: Duration::minutes(15), from: TimeOfDay::MIDNIGHT }),
            schedule(Schedule::Every { interval: six, from: at }),
            schedule(Schedule::Daily { at }),
            schedule(Schedule::Weekdays { at }),
            schedule(Schedule::Weekly { on: crate::schedule::Weekday::Friday, at }),
            schedule(Schedule::ByHand),
            (ids::ACCEPTABLE_LOSS, Answer::Duration(Duration::minutes(90))),
            (ids::LAST_GOOD, Answer::Never),
            (ids::LAST_DRILL, Answer::Date(today())),
            (ids::KEYS_COPY, Answer::Unsure),
        ] {
            let question = question(id).unwrap();
            let known = Evidence::Seen;
            let edit = Edit::Answer { question: id.to_owned(), answer: answer.clone(), known };
            answers = answers.apply(&edit, today()).unwrap();
            let again = Draft::of(question, &answers).applied(question, &answers, today());
            assert_eq!(again.stored(id).map(|g| &g.answer), Some(&answer), "{id}");
        }
    }

    #[test]
    fn the_past_ends_today_and_events_do_not() {
        let on = |id, date: &str| {
            read(id, |d| {
                d.choose(ON);
                d.type_in(Field::Date, date.to_owned());
            })
        };
        assert!(on(ids::LAST_DRILL, "2026-11-21").problems.is_empty());
        assert!(on(ids::LAST_DRILL, "2026-11-22").problems[0].says.contains("today is"));
        assert!(on(ids::EVENT_DATE, "2026-11-27").problems.is_empty());
        assert!(on(ids::EVENT_DATE, "0202-11-27").problems[0].says.starts_with("Enter a year"));
        assert!(on(ids::EVENT_DATE, "").problems[0].says.starts_with("Enter a whole date"));
    }

    #[test]
    fn what_excludes_the_others_clears_them() {
        let question = question(ids::PROTECTIONS).unwrap();
        let mut draft = Draft::default();
        draft.tick(question, "image", true);
        draft.tick(question, "db-dump", true);
        draft.tick(question, "nothing", true);
        assert!(!draft.is_chosen("image") && draft.is_chosen("nothing"));
        draft.tick(question, UNSURE, true);
        assert!(!draft.is_chosen("nothing"));
        draft.tick(question, "image", true);
        assert!(!draft.is_chosen(UNSURE) && draft.is_chosen("image"));
    }

    #[test]
    fn a_slip_in_a_second_field_does_not_hold_up_the_answer() {
        let mut answers = Answers::default();
        let tick = Edit::Answer {
            question: ids::PROTECTIONS.to_owned(),
            answer: Answer::Many(["db-dump".to_owned()].into()),
            known: Evidence::Told,
        };
        answers = answers.apply(&tick, today()).unwrap();
        let mut draft = Draft::default();
        draft.choose("daily");
        draft.type_in(Field::At, "02:00".to_owned());
        draft.type_in(Field::RunToSafe, "two hours".to_owned());
        let question = question(ids::BACKUP_SCHEDULE).unwrap();
        assert_eq!(draft.follow_up(question, &answers, today()), Some(Field::RunToSafe));
        let reading = draft.read(question, &answers, today());
        assert_eq!(reading.edits.len(), 1);
        assert!(reading.problems[0].says.ends_with("or leave this empty"));
        draft.choose(UNSURE);
        assert_eq!(draft.follow_up(question, &answers, today()), None);
        assert!(draft.read(question, &answers, today()).problems.is_empty());
    }

    #[test]
    fn the_most_important_part_is_one_of_those_ticked() {
        let reading = read(ids::COMPONENT_KINDS, |d| {
            let question = question(ids::COMPONENT_KINDS).unwrap();
            for part in ["database", "uploaded-files", "load-balancer"] {
                d.tick(question, part, true);
            }
            d.type_in(Field::Part, "cache".to_owned());
            d.type_in(Field::Holds, " orders ".to_owned());
            assert_eq!(d.focus_parts(), [ComponentKind::Database, ComponentKind::UploadedFiles]);
        });
        let focus = Focus { part: None, holds: "orders".to_owned() };
        assert_eq!(reading.edits.last(), Some(&Edit::Focus(focus)));
        let long = read(ids::COMPONENT_KINDS, |d| {
            d.choose("database");
            d.type_in(Field::Holds, "x".repeat(41));
        });
        assert_eq!(says(&long), [(Field::Holds, "Use 40 characters or fewer; this has 41")]);
    }
}
