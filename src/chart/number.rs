use std::fmt;

/// A coordinate with at most one decimal: `84`, `108.8`. Never `-0` and never an exponent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Px(pub(super) f64);

/// A position across the chart with at most two decimals: `34.13%`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Percent(pub(super) f64);

/// Writes `value` in units of `1 / parts`, rounded half away from zero, without trailing zeros.
fn decimal(f: &mut fmt::Formatter<'_>, value: f64, parts: i64) -> fmt::Result {
    // Coordinates lie within a few thousand; anything else is clamped rather than written with an exponent.
    let scaled = (value.clamp(-1e6, 1e6) * parts as f64).round() as i64;
    let (sign, scaled) = (if scaled < 0 { "-" } else { "" }, scaled.abs());
    let (whole, rest) = (scaled / parts, scaled % parts);
    match rest {
        0 => write!(f, "{sign}{whole}"),
        r if parts == 100 && r % 10 != 0 => write!(f, "{sign}{whole}.{r:02}"),
        r if parts == 100 => write!(f, "{sign}{whole}.{}", r / 10),
        r => write!(f, "{sign}{whole}.{r}"),
    }
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal(f, self.0, 10)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal(f, self.0, 100)?;
        f.write_str("%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_short_plain_decimals() {
        for (value, text) in [
            (0.0, "0"),
            (-0.04, "0"),
            (84.0, "84"),
            (108.75, "108.8"),
            (-4.31, "-4.3"),
            (f64::NAN, "0"),
            (1e300, "1000000"),
        ] {
            assert_eq!(Px(value).to_string(), text);
        }
        for (value, text) in [(34.126, "34.13%"), (34.1, "34.1%"), (100.0, "100%"), (7.05, "7.05%")] {
            assert_eq!(Percent(value).to_string(), text);
        }
    }
}
