use super::{Answer, Answers};
use crate::catalogue::{AREAS, Area, QUICK, Question};

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// There is an answer.
    Answered,
    /// The answer is "I do not know".
    Unsure,
    /// Passed over, or not reached yet.
    Open,
}

/// A section of the quick check and how far it is.
#[derive(Debug, Clone)]
pub struct SectionProgress {
    /// The area.
    pub area: &'static Area,
    /// Its questions that are asked, in order.
    pub questions: Vec<&'static Question>,
    /// How many of them are answered, "I do not know" included.
    pub answered: usize,
}

/// The questions asked now, in order.
pub fn asked(answers: &Answers) -> Vec<&'static Question> {
    QUICK.iter().filter(|q| answers.asks(q)).collect()
}

/// How a question stands.
pub fn status(answers: &Answers, question: &Question) -> Status {
    match answers.given(question.id).map(|g| &g.answer) {
        Some(Answer::Unsure) => Status::Unsure,
        Some(_) => Status::Answered,
        None => Status::Open,
    }
}

/// The sections that have a question to ask, with their progress.
pub fn sections(answers: &Answers) -> Vec<SectionProgress> {
    let asked = asked(answers);
    AREAS
        .iter()
        .map(|area| {
            let questions: Vec<_> = asked.iter().copied().filter(|q| q.area == area.id).collect();
            let answered = questions.iter().filter(|q| status(answers, q) != Status::Open).count();
            SectionProgress { area, questions, answered }
        })
        .filter(|section| !section.questions.is_empty())
        .collect()
}

/// The question asked after this one. A question that is no longer asked still has its place in the order.
pub fn after(answers: &Answers, id: &str) -> Option<&'static Question> {
    let at = QUICK.iter().position(|q| q.id == id)?;
    QUICK.iter().skip(at + 1).find(|q| answers.asks(q))
}

/// The question asked before this one.
pub fn before(answers: &Answers, id: &str) -> Option<&'static Question> {
    let at = QUICK.iter().position(|q| q.id == id)?;
    QUICK.iter().take(at).rev().find(|q| answers.asks(q))
}
