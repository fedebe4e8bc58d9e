use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is known of a matter that was asked, or not.
///
/// In an entry of a file the value stands for itself, `null` is "I do not know", and an open matter is left out: give
/// such a field `#[serde(default, skip_serializing_if = "Told::is_open")]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Told<T> {
    /// It is known.
    Known(T),
    /// "I do not know".
    Unsure,
    /// Passed over, not asked, or asked about other data only.
    #[default]
    Open,
}

impl<T> Told<T> {
    /// The value, if it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Told::Known(value) => Some(value),
            Told::Unsure | Told::Open => None,
        }
    }

    /// Whether it was passed over.
    pub fn is_open(&self) -> bool {
        matches!(self, Told::Open)
    }

    /// The same matter, read another way.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Told<U> {
        match self {
            Told::Known(value) => Told::Known(f(value)),
            Told::Unsure => Told::Unsure,
            Told::Open => Told::Open,
        }
    }
}

impl<T> From<Option<T>> for Told<T> {
    /// What is not there was passed over.
    fn from(value: Option<T>) -> Told<T> {
        value.map_or(Told::Open, Told::Known)
    }
}

impl<T: Serialize> Serialize for Told<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.known().serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Told<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(from).map(|value| value.map_or(Told::Unsure, Told::Known))
    }
}
