/// The text without characters that could make a reader see something else than what stands there: control
/// characters, and marks that turn the direction of text. Line ends and tabs stay.
pub(super) fn inert(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(c),
            '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            '\u{feff}' | '\u{fff9}'..='\u{fffb}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_the_text_round() {
        assert_eq!(inert("shop\u{202e}drowssap\u{202c}\u{0}\u{1b}[2J\u{85}\n"), "shopdrowssap[2J\n");
        assert_eq!(inert("עסק – Шоп\u{a0}✓"), "עסק – Шоп\u{a0}✓");
    }
}
