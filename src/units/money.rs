use super::NBSP;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An amount of money in hundredths, from 0 to 10^12 whole units, in whatever currency the owner counts in.
///
/// Serialised as its number of hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Money(u64);

/// Why typed text is no amount. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("Enter an amount, such as 50 or 0.05")]
    Empty,
    /// Below zero.
    #[error("Enter an amount of 0 or more")]
    Negative,
    /// No reading as an amount.
    #[error("Enter an amount as a number, such as 50, 0.05 or 1,200")]
    Unreadable,
    /// More than two decimals, so that something would be cut off.
    #[error("Enter an amount with at most two decimals, such as 0.05")]
    TooFine,
    /// Larger than the range.
    #[error("Enter an amount of 1,000,000,000,000 or less")]
    TooLarge,
}

const LARGEST: u64 = 100_000_000_000_000;

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// From hundredths. `None` above the range.
    pub const fn from_hundredths(hundredths: u64) -> Option<Money> {
        if hundredths > LARGEST { None } else { Some(Money(hundredths)) }
    }

    /// The hundredths in it.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// As whole units, for expectations.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The nearest hundredth, cut to the range: for amounts that are worked out.
    pub fn rounded(amount: f64) -> Money {
        let hundredths = (amount * 100.0).round();
        if hundredths.is_nan() || hundredths <= 0.0 {
            Money(0)
        } else if hundredths >= LARGEST as f64 {
            Money(LARGEST)
        } else {
            Money(hundredths as u64)
        }
    }

    /// With the currency before it, if one is given: "EUR 1,200.00".
    pub fn with_currency(self, currency: &str) -> String {
        if currency.is_empty() { self.to_string() } else { format!("{currency}{NBSP}{self}") }
    }
}

impl TryFrom<u64> for Money {
    type Error = MoneyError;
    fn try_from(hundredths: u64) -> Result<Money, MoneyError> {
        Money::from_hundredths(hundredths).ok_or(MoneyError::TooLarge)
    }
}

impl From<Money> for u64 {
    fn from(money: Money) -> u64 {
        money.0
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Reads `50`, `0.05`, `0,05`, `1,200`, `1 200.50`. Before three digits a comma parts thousands, before one or two it
    /// is a decimal comma.
    fn from_str(typed: &str) -> Result<Money, MoneyError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(MoneyError::Empty);
        }
        if typed.starts_with(['-', '−']) {
            return Err(MoneyError::Negative);
        }
        let comma = typed.rsplit_once(',').filter(|(_, rest)| !typed.contains('.') && rest.len() < 3);
        let (whole, decimals) = typed.split_once('.').or(comma).unwrap_or((typed, ""));
        let mut groups = whole.split([',', ' ', NBSP]);
        let first = groups.next().unwrap_or_default();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let mut number = first.to_owned();
        for group in groups {
            if group.len() != 3 || first.len() > 3 {
                return Err(MoneyError::Unreadable);
            }
            number.push_str(group);
        }
        if !digits(&number) || !(decimals.is_empty() || digits(decimals)) {
            return Err(MoneyError::Unreadable);
        }
        if decimals.len() > 2 {
            return Err(MoneyError::TooFine);
        }
        let hundredths: u64 = format!("{decimals:0<2}").parse().map_err(|_| MoneyError::Unreadable)?;
        let whole: u64 = number.parse().map_err(|_| MoneyError::TooLarge)?;
        whole
            .checked_mul(100)
            .and_then(|all| all.checked_add(hundredths))
            .and_then(Money::from_hundredths)
            .ok_or(MoneyError::TooLarge)
    }
}

impl fmt::Display for Money {
    /// `1,200.50`: thousands parted, two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", super::grouped(self.0 / 100), self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (typed, hundredths) in [
            ("50", 5_000),
            ("0.05", 5),
            ("0,05", 5),
            ("12,5", 1_250),
            ("1,200", 120_000),
            ("1 200.50", 120_050),
            ("0", 0),
        ] {
            assert_eq!(typed.parse::<Money>(), Ok(Money(hundredths)), "{typed}");
        }
    }

    #[test]
    fn refuses_what_could_be_read_in_two_ways() {
        for (typed, error) in [
            ("", MoneyError::Empty),
            ("-1", MoneyError::Negative),
            ("1,2,3", MoneyError::Unreadable),
            ("1200,500", MoneyError::Unreadable),
            ("ten", MoneyError::Unreadable),
            ("0.055", MoneyError::TooFine),
            ("1000000000001", MoneyError::TooLarge),
            ("99999999999999999999999", MoneyError::TooLarge),
        ] {
            assert_eq!(typed.parse::<Money>(), Err(error), "{typed}");
        }
    }

    #[test]
    fn prints_in_full() {
        assert_eq!(Money(120_050).to_string(), "1,200.50");
        assert_eq!(Money(123_456_789).to_string(), "1,234,567.89");
        assert_eq!(Money(5).with_currency("EUR"), "EUR\u{a0}0.05");
        assert_eq!(Money::rounded(12.345), Money(1_235));
        assert_eq!(Money::rounded(f64::NAN), Money::ZERO);
    }
}
