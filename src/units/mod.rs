//! Quantities a person types and reads: lengths of time, sizes, times of day, moments.
//!
//! Each type parses what people write, refuses the rest with a message that says what would do, and prints itself
//! in full with its unit. Figures use no-break spaces so that `26 h 10 min` never breaks across lines.

mod bytes;
mod case;
mod duration;
mod list;
mod moment;
mod text;
mod time_of_day;

pub use bytes::{Bytes, SizeError};
pub use case::{capitalised, uncapitalised};
pub use duration::{Duration, DurationError};
pub use list::in_words;
pub use moment::{Moment, day_and_time, long_date, long_moment, short_date};
pub use text::{Part, Text};
pub use time_of_day::{TimeError, TimeOfDay};

/// The space that keeps a figure and its unit on one line (U+00A0).
pub const NBSP: char = '\u{a0}';

/// Splits typed text into (number, unit) pairs: `1 h 30 min` gives `[(1.0, "h"), (30.0, "min")]`.
///
/// A decimal comma is read as a point. `None` when the text is not a sequence of numbers with units; the last
/// unit may be empty.
fn number_unit_pairs(typed: &str) -> Option<Vec<(f64, String)>> {
    let mut pairs: Vec<(f64, String)> = Vec::new();
    let mut number = String::new();
    let mut unit = String::new();
    for c in typed.trim().to_lowercase().chars() {
        match c {
            '0'..='9' | '.' | ',' => {
                if !unit.is_empty() {
                    pairs.push((number.parse().ok()?, std::mem::take(&mut unit)));
                    number.clear();
                }
                number.push(if c == ',' { '.' } else { c });
            }
            c if c.is_whitespace() => {}
            c if c.is_alphabetic() => {
                if number.is_empty() {
                    return None;
                }
                unit.push(c);
            }
            _ => return None,
        }
    }
    if number.is_empty() {
        return None;
    }
    pairs.push((number.parse().ok()?, unit));
    Some(pairs)
}
