use super::{NBSP, quantities};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A size in whole bytes, up to 10^18 (one exabyte).
///
/// Decimal units (GB, 10^9 bytes) are what storage is sold in; binary ones (GiB, 2^30 bytes) are read as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Bytes(u64);

/// Why typed text is not a size. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    /// Nothing was typed.
    #[error("Enter a size, such as 500 GB or 1.5 TB")]
    Empty,
    /// A number without a unit.
    #[error("Add a unit: is it {number} MB, {number} GB or {number} TB?")]
    NoUnit {
        /// The number as typed.
        number: String,
    },
    /// No reading as a size.
    #[error("Enter a size as a number and a unit, such as 500 GB or 1.5 TB")]
    Unreadable,
    /// Larger than the range.
    #[error("Enter a size of 1,000,000 TB or less")]
    TooLarge,
}

const LARGEST: u64 = 1_000_000_000_000_000_000;
const DECIMAL: [(&str, u64); 6] = [
    ("PB", 1_000_000_000_000_000),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
    ("B", 1),
];

impl Bytes {
    /// From a number of bytes. `None` above 10^18.
    pub const fn new(bytes: u64) -> Option<Bytes> {
        if bytes > LARGEST { None } else { Some(Bytes(bytes)) }
    }

    /// The nearest whole bytes, cut to the range: for sizes that are worked out.
    pub fn rounded(amount: f64) -> Bytes {
        if amount >= LARGEST as f64 { Bytes(LARGEST) } else { Bytes(amount.round().max(0.0) as u64) }
    }

    /// The whole bytes in it.
    pub const fn count(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for Bytes {
    type Error = SizeError;
    fn try_from(bytes: u64) -> Result<Bytes, SizeError> {
        Bytes::new(bytes).ok_or(SizeError::TooLarge)
    }
}

impl From<Bytes> for u64 {
    fn from(bytes: Bytes) -> u64 {
        bytes.0
    }
}

impl FromStr for Bytes {
    type Err = SizeError;

    /// Reads `500 GB`, `1.5TB`, `20 GiB`, `800 M`, `0`.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        if typed.trim().is_empty() {
            return Err(SizeError::Empty);
        }
        let quantities = quantities(typed).ok_or(SizeError::Unreadable)?;
        let [quantity] = quantities.as_slice() else { return Err(SizeError::Unreadable) };
        let one: u64 = match quantity.unit.as_str() {
            "" if quantity.millionths == 0 => 1,
            "" => return Err(SizeError::NoUnit { number: quantity.typed.clone() }),
            "b" | "byte" | "bytes" => 1,
            "k" | "kb" => 1_000,
            "m" | "mb" => 1_000_000,
            "g" | "gb" => 1_000_000_000,
            "t" | "tb" => 1_000_000_000_000,
            "p" | "pb" => 1_000_000_000_000_000,
            "kib" => 1 << 10,
            "mib" => 1 << 20,
            "gib" => 1 << 30,
            "tib" => 1 << 40,
            "pib" => 1 << 50,
            _ => return Err(SizeError::Unreadable),
        };
        u64::try_from(quantity.of(one)).ok().and_then(Bytes::new).ok_or(SizeError::TooLarge)
    }
}

impl fmt::Display for Bytes {
    /// `500 GB`, `1.34 TB`, `16.78 MB`: the largest unit that leaves 1 or more, with at most two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, one) = DECIMAL.into_iter().find(|(_, one)| self.0 >= *one).unwrap_or(("B", 1));
        let hundredths = (u128::from(self.0) * 100 + u128::from(one) / 2) / u128::from(one);
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        match rest {
            0 => write!(f, "{whole}{NBSP}{unit}"),
            r if r % 10 == 0 => write!(f, "{whole}.{}{NBSP}{unit}", r / 10),
            r => write!(f, "{whole}.{r:02}{NBSP}{unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<u64, SizeError> {
        typed.parse::<Bytes>().map(Bytes::count)
    }

    #[test]
    fn reads_what_people_write() {
        for (typed, bytes) in [
            ("500 GB", 500_000_000_000),
            ("500gb", 500_000_000_000),
            ("1.5 TB", 1_500_000_000_000),
            ("1,5 TB", 1_500_000_000_000),
            ("1 GiB", 1_073_741_824),
            ("800 M", 800_000_000),
            ("0", 0),
        ] {
            assert_eq!(read(typed), Ok(bytes), "{typed}");
        }
    }

    #[test]
    fn refuses_with_words_that_help() {
        assert_eq!(read(" "), Err(SizeError::Empty));
        assert_eq!(read("lots"), Err(SizeError::Unreadable));
        assert_eq!(read("5 GB 3 MB"), Err(SizeError::Unreadable));
        assert_eq!(read("2000000 TB"), Err(SizeError::TooLarge));
        assert_eq!(read("500").unwrap_err().to_string(), "Add a unit: is it 500 MB, 500 GB or 500 TB?");
    }

    #[test]
    fn prints_with_its_unit() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (500_000_000_000, "500 GB"),
            (1_340_000_000_000, "1.34 TB"),
            (1_500_000_000, "1.5 GB"),
            (16_777_216, "16.78 MB"),
        ] {
            assert_eq!(Bytes(bytes).to_string().replace(NBSP, " "), text);
        }
    }
}
