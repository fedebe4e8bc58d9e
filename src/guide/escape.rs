//! Text on its way into HTML.

/// Escapes text for an element's content or a quoted attribute.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Escapes an address for a quoted `href`: what may not stand in one is percent-encoded.
pub(super) fn escape_href(address: &str, out: &mut String) {
    let mut bytes = [0; 4];
    for c in address.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            'A'..='Z' | 'a'..='z' | '0'..='9' => out.push(c),
            c if "-_.!~*()%;/?:@=+$,#".contains(c) => out.push(c),
            c => {
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
}

/// Units whose number stays on the same line.
const UNITS: [&str; 17] = [
    "%", "s", "ms", "min", "h", "d", "B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "MB/s", "GB/s",
];

/// Puts no-break spaces into `26 h 10 min` and `40 GB`, so that a quantity never breaks over a line.
pub(super) fn join_units(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    // Whether the word before was a number.
    let mut number = false;
    while let Some(word) = words.next() {
        out.push_str(word);
        let next = words.peek().copied();
        let is_number = word.ends_with(|c: char| c.is_ascii_digit());
        let is_unit = number && UNITS.contains(&word);
        let joins = match next {
            Some(next) if is_number => is_unit_word(next),
            Some(next) if is_unit => next.starts_with(|c: char| c.is_ascii_digit()) && unit_follows(&words),
            _ => false,
        };
        if next.is_some() {
            out.push(if joins { '\u{a0}' } else { ' ' });
        }
        number = is_number;
    }
    out
}

/// `h`, `h,` and `h.` alike.
fn is_unit_word(word: &str) -> bool {
    UNITS.contains(&word.trim_end_matches([',', '.', ';', ':', ')', '?']))
}

/// Whether a number comes next and a unit after it.
fn unit_follows<'a>(words: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    words.clone().nth(1).is_some_and(is_unit_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_stay_together() {
        let joined = |text| join_units(text).replace('\u{a0}', "_");
        assert_eq!(joined("up to 26 h 10 min, then"), "up to 26_h_10_min, then");
        assert_eq!(joined("40 GB at 30 MB/s."), "40_GB at 30_MB/s.");
        assert_eq!(joined("in 24 h 3 people came"), "in 24_h 3 people came");
        assert_eq!(joined("30 days and 2 copies"), "30 days and 2 copies");
        assert_eq!(joined(" a  b "), " a  b ");
        assert_eq!(joined(""), "");
    }

    #[test]
    fn addresses() {
        let mut out = String::new();
        escape_href("https://example.org/a b?c=1&d=\"'<ä>", &mut out);
        assert_eq!(out, "https://example.org/a%20b?c=1&amp;d=%22%27%3C%C3%A4%3E");
    }
}
