//! Quantities a person types and reads: lengths of time, sizes, times of day, moments.
//!
//! Each type parses what people write, refuses the rest with a message that says what would do, and prints itself
//! in full with its unit. Figures use no-break spaces so that `26 h 10 min` never breaks across lines.

mod arrange;
mod bytes;
mod case;
mod date;
mod duration;
mod list;
mod moment;
mod money;
mod percent;
mod rate;
mod text;
mod time_of_day;

pub use arrange::{Arrange, Gather};
pub use bytes::{Bytes, SizeError};
pub use case::{capitalised, in_sentence, spoken, uncapitalised};
pub use date::read_date;
pub(crate) use date::{iso_date, iso_date_option};
pub use duration::{Duration, DurationError};
pub use list::grouped;
pub use list::in_words;
pub use moment::{Moment, day_and_time, long_date, long_moment, short_date};
pub use money::{Money, MoneyError};
pub use percent::{Percent, PercentError};
pub use rate::{Rate, RateError};
pub use text::{Part, Text};
pub use time_of_day::{TimeError, TimeOfDay};

/// The space that keeps a figure and its unit on one line (U+00A0).
pub const NBSP: char = '\u{a0}';

/// A typed decimal number and its unit, exact: in millionths, with what was typed.
struct Quantity {
    millionths: u128,
    typed: String,
    unit: String,
}

impl Quantity {
    fn new(typed: &str, unit: String) -> Option<Quantity> {
        let (whole, rest) = typed.split_once('.').unwrap_or((typed, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        // Thirty digits are beyond every range, and below the range of the type.
        if (whole.is_empty() && rest.is_empty()) || whole.len() > 30 || !digits(whole) || !digits(rest) {
            return None;
        }
        let part: String = rest.chars().chain("000000".chars()).take(6).collect();
        let whole: u128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        Some(Quantity {
            millionths: whole * 1_000_000 + part.parse::<u128>().ok()?,
            typed: typed.to_owned(),
            unit,
        })
    }

    /// How much it is in a unit of `one` smallest units, rounded to the nearest.
    fn of(&self, one: u64) -> u128 {
        self.millionths.saturating_mul(u128::from(one)).saturating_add(500_000) / 1_000_000
    }
}

/// Splits typed text into numbers with units: `1 h 30 min` gives 1 `h` and 30 `min`.
///
/// A decimal comma is read as a point. `None` when the text is not a sequence of numbers with units; the last
/// unit may be empty.
fn quantities(typed: &str) -> Option<Vec<Quantity>> {
    let mut found = Vec::new();
    let mut number = String::new();
    let mut unit = String::new();
    for c in typed.trim().chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            '0'..='9' | '.' | ',' => {
                if !unit.is_empty() {
                    found.push(Quantity::new(&number, std::mem::take(&mut unit))?);
                    number.clear();
                }
                number.push(if c == ',' { '.' } else { c });
            }
            ' ' | '\t' | NBSP => {}
            'a'..='z' => {
                if number.is_empty() {
                    return None;
                }
                unit.push(c);
            }
            _ => return None,
        }
    }
    found.push(Quantity::new(&number, unit)?);
    Some(found)
}
