/// How wide a text is at the chart's 13 px, in CSS pixels: an upper estimate for the fonts of the sans stack.
///
/// The core has no fonts to measure. Widths are those of Helvetica and Arial, which the stack's other fonts stay
/// within when a tenth is added.
pub(super) fn text_width(text: &str, bold: bool) -> f64 {
    let em: f64 = text.chars().map(letter).sum();
    em * 13.0 * if bold { 1.16 } else { 1.1 }
}

/// The text, cut with an ellipsis where it would be wider than this.
pub(super) fn shortened(text: &str, room: f64) -> String {
    if text_width(text, false) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if text_width(&kept, false) + 13.0 > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// Advance width in em.
fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' => 0.23,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | 'I' | '.' | ',' | ':' => 0.29,
        'm' | 'M' | 'W' | 'w' | '↑' => 0.86,
        'A'..='Z' => 0.7,
        _ => 0.56,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_an_upper_estimate() {
        // Measured in Liberation Sans at 13 px.
        for (text, measured) in [("limit 4 h", 48.0), ("50 h 10 min", 67.0), ("Wed 18", 43.0)] {
            let width = text_width(text, false);
            assert!(width >= measured && width < measured * 1.25, "{text}: {width}");
        }
    }
}
