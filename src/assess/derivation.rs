use crate::units::Text;

/// How a result was reached: steps in plain words with the instants, rendered by screen and report alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Derivation {
    /// "Orders database, data centre lost: why 26 h 10 min?"
    pub title: String,
    /// In order.
    pub steps: Vec<Step>,
}

/// One step of a [`Derivation`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// What holds.
    pub text: Text,
    /// The instant or figure that goes with it: "usable 04:10".
    pub figure: Option<String>,
    /// Whether it is a result that the steps above add up to.
    pub sum: bool,
}

impl Derivation {
    /// Adds a step without a figure.
    pub(crate) fn because(&mut self, text: impl Into<Text>) {
        self.steps.push(Step { text: text.into(), figure: None, sum: false });
    }

    /// Adds a step with its figure.
    pub(crate) fn figure(&mut self, text: impl Into<Text>, figure: impl ToString) {
        self.steps.push(Step { text: text.into(), figure: Some(figure.to_string()), sum: false });
    }

    /// Adds a result.
    pub(crate) fn sum(&mut self, text: impl Into<Text>, figure: impl ToString) {
        self.steps.push(Step { text: text.into(), figure: Some(figure.to_string()), sum: true });
    }
}
