use super::NBSP;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A share from 0 to 100 %, in thousandths of a per cent.
///
/// Serialised as that whole number: 98.5 % is 98500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Percent(u32);

/// Why typed text is no share. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PercentError {
    /// Nothing was typed.
    #[error("Enter a share from 0 to 100 %, such as 98 %")]
    Empty,
    /// No reading as a share, or more than three decimals.
    #[error("Enter a share as a number, such as 98 % or 99.5 %")]
    Unreadable,
    /// Outside 0 to 100.
    #[error("Enter a share from 0 to 100 %")]
    Range,
}

const ALL: u32 = 100_000;

impl Percent {
    /// All of it.
    pub const HUNDRED: Percent = Percent(ALL);

    /// From thousandths of a per cent. `None` above 100 %.
    pub const fn from_thousandths(thousandths: u32) -> Option<Percent> {
        if thousandths > ALL { None } else { Some(Percent(thousandths)) }
    }

    /// As a number from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.0) / f64::from(ALL)
    }
}

impl TryFrom<u32> for Percent {
    type Error = PercentError;
    fn try_from(thousandths: u32) -> Result<Percent, PercentError> {
        Percent::from_thousandths(thousandths).ok_or(PercentError::Range)
    }
}

impl From<Percent> for u32 {
    fn from(percent: Percent) -> u32 {
        percent.0
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    /// Reads `98`, `98 %`, `99.5%`.
    fn from_str(typed: &str) -> Result<Percent, PercentError> {
        let number = typed.trim().trim_end_matches('%').trim_end();
        if number.is_empty() {
            return Err(PercentError::Empty);
        }
        if number.starts_with(['-', '−']) {
            return Err(PercentError::Range);
        }
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > 3 {
            return Err(PercentError::Unreadable);
        }
        let whole: u32 = whole.parse().map_err(|_| PercentError::Range)?;
        let rest: u32 = format!("{decimals:0<3}").parse().map_err(|_| PercentError::Unreadable)?;
        whole
            .checked_mul(1_000)
            .and_then(|all| all.checked_add(rest))
            .and_then(Percent::from_thousandths)
            .ok_or(PercentError::Range)
    }
}

impl fmt::Display for Percent {
    /// `98 %`, `99.5 %`: no more decimals than it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = format!("{:03}", self.0 % 1_000);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{}{NBSP}%", self.0 / 1_000),
            decimals => write!(f, "{}.{decimals}{NBSP}%", self.0 / 1_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        for (typed, prints) in
            [("98", "98 %"), ("98 %", "98 %"), ("99.5%", "99.5 %"), ("0", "0 %"), ("100.000", "100 %")]
        {
            assert_eq!(typed.parse::<Percent>().unwrap().to_string().replace(NBSP, " "), prints);
        }
        assert!(("98.5".parse::<Percent>().unwrap().share() - 0.985).abs() < 1e-12);
    }

    #[test]
    fn refuses_the_rest() {
        for (typed, error) in [
            ("", PercentError::Empty),
            ("%", PercentError::Empty),
            ("-1", PercentError::Range),
            ("100.001", PercentError::Range),
            ("4294967296", PercentError::Range),
            ("most", PercentError::Unreadable),
            ("1.2345", PercentError::Unreadable),
        ] {
            assert_eq!(typed.parse::<Percent>(), Err(error), "{typed}");
        }
    }
}
