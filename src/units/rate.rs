use super::{Bytes, NBSP, quantities};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How fast bytes move, in whole bytes per second, from 1 to 10^15.
///
/// Serialised as its number of bytes per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Rate(u64);

/// Why typed text is no rate. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Nothing was typed.
    #[error("Enter a speed, such as 100 MB/s or 1 Gbit/s")]
    Empty,
    /// A number without a unit.
    #[error("Add a unit: is it {number} MB/s or {number} Mbit/s?")]
    NoUnit {
        /// The number as typed.
        number: String,
    },
    /// No reading as a rate.
    #[error("Enter a speed as a number and a unit, such as 100 MB/s or 1 Gbit/s")]
    Unreadable,
    /// Nothing would ever move.
    #[error("Enter a speed above 0, such as 100 MB/s")]
    Zero,
    /// Larger than the range.
    #[error("Enter a speed of 1,000,000 GB/s or less")]
    TooLarge,
}

const LARGEST: u64 = 1_000_000_000_000_000;

impl Rate {
    /// From bytes per second. `None` outside 1 to 10^15.
    pub const fn per_second(bytes: u64) -> Option<Rate> {
        if bytes == 0 || bytes > LARGEST { None } else { Some(Rate(bytes)) }
    }

    /// Bytes per second.
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for Rate {
    type Error = RateError;
    fn try_from(bytes: u64) -> Result<Rate, RateError> {
        match bytes {
            0 => Err(RateError::Zero),
            bytes => Rate::per_second(bytes).ok_or(RateError::TooLarge),
        }
    }
}

impl From<Rate> for u64 {
    fn from(rate: Rate) -> u64 {
        rate.0
    }
}

impl FromStr for Rate {
    type Err = RateError;

    /// Reads `100 MB/s`, `1 Gbit/s`, `1Gbps`, `20 MB a second`, `50 kB per second`. Bits are eighths of bytes.
    fn from_str(typed: &str) -> Result<Rate, RateError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(RateError::Empty);
        }
        let lower = typed.to_lowercase();
        let ends = ["/sec", "/s", " a second", " per second", "ps"];
        let amount = ends.iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower).trim();
        let quantities = quantities(amount).ok_or(RateError::Unreadable)?;
        let [quantity] = quantities.as_slice() else { return Err(RateError::Unreadable) };
        // "Mb" with a small b is the field's short form of megabit, where the whole is written that way.
        let short_bits =
            ["kbps", "mbps", "gbps"].iter().any(|end| lower.ends_with(end)) && !typed.contains('B');
        let unit = quantity.unit.as_str();
        let (eighth, unit) = match unit.strip_suffix("bits").or_else(|| unit.strip_suffix("bit")) {
            Some(prefix) => (8, prefix),
            None if short_bits => (8, unit.trim_end_matches('b')),
            None => (1, unit),
        };
        let one: u64 = match unit {
            "" if quantity.millionths == 0 => return Err(RateError::Zero),
            "" if eighth == 1 => return Err(RateError::NoUnit { number: quantity.typed.clone() }),
            "" | "b" | "byte" | "bytes" => 1,
            "k" | "kb" => 1_000,
            "m" | "mb" => 1_000_000,
            "g" | "gb" => 1_000_000_000,
            "t" | "tb" => 1_000_000_000_000,
            "kib" => 1 << 10,
            "mib" => 1 << 20,
            "gib" => 1 << 30,
            _ => return Err(RateError::Unreadable),
        };
        match u64::try_from(quantity.of(one)).map(|bytes| bytes / eighth) {
            Ok(0) => Err(RateError::Zero),
            Ok(bytes) => Rate::per_second(bytes).ok_or(RateError::TooLarge),
            Err(_) => Err(RateError::TooLarge),
        }
    }
}

impl fmt::Display for Rate {
    /// `100 MB/s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Bytes::new(self.0) {
            Some(bytes) => write!(f, "{bytes}/s"),
            None => write!(f, "{}{NBSP}B/s", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bytes_and_bits() {
        for (typed, bytes) in [
            ("100 MB/s", 100_000_000),
            ("100MB/s", 100_000_000),
            ("50 kB per second", 50_000),
            ("20 MB a second", 20_000_000),
            ("1 Gbit/s", 125_000_000),
            ("1Gbps", 125_000_000),
            ("1.5 MB/s", 1_500_000),
            ("10 MBps", 10_000_000),
        ] {
            assert_eq!(typed.parse::<Rate>(), Ok(Rate(bytes)), "{typed}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for (typed, error) in [
            ("", RateError::Empty),
            ("100", RateError::NoUnit { number: "100".into() }),
            ("0", RateError::Zero),
            ("0 MB/s", RateError::Zero),
            ("fast", RateError::Unreadable),
            ("2000000 GB/s", RateError::TooLarge),
        ] {
            assert_eq!(typed.parse::<Rate>(), Err(error), "{typed}");
        }
    }

    #[test]
    fn prints_with_its_unit() {
        assert_eq!(Rate(125_000_000).to_string(), "125\u{a0}MB/s");
    }
}
