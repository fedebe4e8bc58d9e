use super::raises::RAISES;
use super::{FOLLOW_UPS, Passage, QUICK, Severity};

/// A group of questions.
#[derive(Debug)]
pub struct Area {
    /// Stable name.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What the area is about, in one sentence.
    pub about: &'static str,
}

/// A question, its answers, when it is asked and what its answers can raise.
#[derive(Debug)]
pub struct Question {
    /// Stable name, also its address.
    pub id: &'static str,
    /// The [`Area`] it stands in.
    pub area: &'static str,
    /// The question itself.
    pub ask: &'static str,
    /// One short hint; empty for none.
    pub hint: &'static str,
    /// Why it is asked; empty for none.
    pub why: &'static str,
    /// What an answer looks like.
    pub kind: AnswerKind,
    /// Whether "I do not know" is offered.
    pub unsure: bool,
    /// The choices of a single or multiple choice, else empty.
    pub options: &'static [Choice],
    /// All must hold for the question to be asked.
    pub when: &'static [When],
    /// The passage of a guide that explains it.
    pub passage: Passage,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// One choice.
    Single,
    /// Any number of choices.
    Multi,
    /// A length of time.
    Duration,
    /// A calendar date, or never.
    Date,
    /// When something runs.
    Schedule,
}

/// One choice of a question.
#[derive(Debug)]
pub struct Choice {
    /// Stable name, stored in the document.
    pub id: &'static str,
    /// What is shown.
    pub label: &'static str,
}

/// A condition on another question.
#[derive(Debug)]
pub struct When {
    /// The other question.
    pub question: &'static str,
    /// What must hold of its answer.
    pub test: WhenTest,
}

/// What must hold of another answer. An unanswered question has nothing chosen.
#[derive(Debug)]
pub enum WhenTest {
    /// One of these is chosen.
    Any(&'static [&'static str]),
    /// None of these is chosen.
    NoneOf(&'static [&'static str]),
    /// There is an answer.
    Answered,
}

/// A finding that an answer can raise.
#[derive(Debug)]
pub struct FindingRule {
    /// Stable name.
    pub id: &'static str,
    /// `None`: the numbers decide.
    pub severity: Option<Severity>,
    /// When it is raised.
    pub test: FindingTest,
    /// What is wrong; `{name}` marks what the assessment fills in.
    pub says: &'static str,
    /// What to do first.
    pub next: &'static str,
}

/// When a finding is raised.
#[derive(Debug)]
pub enum FindingTest {
    /// One of these is the answer; `unsure` stands for "I do not know".
    AnyOf(&'static [&'static str]),
    /// Nothing outside these is chosen, and at least one of them.
    Only(&'static [&'static str]),
    /// The answer is "never".
    Never,
    /// The date is more than this many days ago.
    OlderThanDays(i64),
    /// An option is not ticked whose part exists.
    MissingPresent,
    /// A named rule over several answers.
    Rule(&'static str),
}

/// The question of that name.
pub fn question(id: &str) -> Option<&'static Question> {
    QUICK.iter().chain(&FOLLOW_UPS).find(|q| q.id == id)
}

impl Question {
    /// What its answers can raise.
    pub fn findings(&self) -> &'static [FindingRule] {
        RAISES.iter().find(|(id, _)| *id == self.id).map_or(&[], |(_, rules)| rules)
    }

    /// The label of an option.
    pub fn label(&self, option: &str) -> Option<&'static str> {
        self.options.iter().find(|c| c.id == option).map(|c| c.label)
    }

    /// Whether the question is asked, given what is chosen elsewhere: `None` for an unanswered question,
    /// otherwise its chosen options (empty for answers that are no choice).
    pub fn is_asked(&self, chosen: &dyn Fn(&str) -> Option<Vec<String>>) -> bool {
        self.when.iter().all(|when| {
            let given = chosen(when.question);
            let has = |of: &[&str]| given.iter().flatten().any(|c| of.contains(&c.as_str()));
            match when.test {
                WhenTest::Any(of) => has(of),
                WhenTest::NoneOf(of) => !has(of),
                WhenTest::Answered => given.is_some(),
            }
        })
    }

    /// The option that excludes all others in a multiple choice, if there is one.
    pub fn exclusive(&self) -> Option<&'static str> {
        self.options.iter().map(|c| c.id).find(|id| matches!(*id, "nothing" | "none"))
    }
}
