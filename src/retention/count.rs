//! How many copies a rule keeps.

use serde::{Deserialize, Serialize};

/// A number of copies, or no limit. In a file a number, with -1 or `"unlimited"` (`"all"`) for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "i64")]
pub enum Count {
    /// So many; 0 switches the rule off.
    Number(u32),
    /// However many there are.
    Unlimited,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(i64),
    Word(String),
}

impl Count {
    /// Whether the rule does anything.
    pub const fn is_on(self) -> bool {
        !matches!(self, Count::Number(0))
    }

    /// Whether one more fits when `used` are taken.
    pub const fn allows(self, used: u32) -> bool {
        match self {
            Count::Number(most) => used < most,
            Count::Unlimited => true,
        }
    }

    pub(super) fn is_off(&self) -> bool {
        !self.is_on()
    }
}

impl Default for Count {
    fn default() -> Self {
        Count::Number(0)
    }
}

impl From<Count> for i64 {
    fn from(count: Count) -> i64 {
        match count {
            Count::Number(number) => i64::from(number),
            Count::Unlimited => -1,
        }
    }
}

impl TryFrom<Written> for Count {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let wrong = |what: &str| format!("{what} is no number of copies: give 0 or more, or -1 for no limit");
        match written {
            Written::Number(-1) => Ok(Count::Unlimited),
            Written::Number(number) => {
                u32::try_from(number).map(Count::Number).map_err(|_| wrong(&number.to_string()))
            }
            Written::Word(word) if word == "unlimited" || word == "all" => Ok(Count::Unlimited),
            Written::Word(word) => word.parse().map(Count::Number).map_err(|_| wrong(&format!("“{word}”"))),
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Count::Number(number) => write!(f, "{number}"),
            Count::Unlimited => f.write_str("unlimited"),
        }
    }
}
