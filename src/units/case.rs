/// The words with their first letter large: "Orders database".
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words with their first letter small, to stand inside a sentence.
pub fn uncapitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capitalised("orders in EUR"), "Orders in EUR");
        assert_eq!(uncapitalised("Which parts?"), "which parts?");
        assert_eq!(capitalised(""), "");
        assert_eq!(capitalised("ärger"), "Ärger");
    }
}
