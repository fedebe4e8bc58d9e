use std::borrow::Cow;

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

/// Words that keep their large letter inside a sentence: days, tools and clouds that copies are named after.
const NAMES: [&str; 36] = [
    "Acronis",
    "Amazon",
    "April",
    "August",
    "Azure",
    "Backblaze",
    "Bacula",
    "Bareos",
    "Barman",
    "Borg",
    "December",
    "Duplicity",
    "Friday",
    "Glacier",
    "Google",
    "Hetzner",
    "January",
    "July",
    "June",
    "Kopia",
    "Linux",
    "March",
    "Monday",
    "Postgres",
    "Proxmox",
    "Rackspace",
    "Redis",
    "Saturday",
    "Sunday",
    "Synology",
    "Thursday",
    "Tuesday",
    "Veeam",
    "Velero",
    "Wednesday",
    "Windows",
];

/// What somebody named, as it stands inside a sentence: "nightly dump" for "Nightly dump", and "S3 copies" or "Sunday full" as they
/// are. A word with more than its first letter large is a name of its own, or short for something.
pub fn in_sentence(name: &str) -> Cow<'_, str> {
    let first = name.split(' ').next().unwrap_or(name);
    let is_plain = first.chars().skip(1).all(|letter| !letter.is_uppercase() && !letter.is_numeric())
        && first.chars().count() > 1
        && !NAMES.contains(&first.trim_end_matches("’s").trim_end_matches("'s"));
    match is_plain && first.starts_with(char::is_uppercase) {
        true => uncapitalised(name).into(),
        false => name.into(),
    }
}

/// The same with its article: "the orders database", "the PostgreSQL server".
pub fn spoken(name: &str) -> String {
    let words = in_sentence(name);
    if words.starts_with("the ") { words.into_owned() } else { format!("the {words}") }
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

    #[test]
    fn names_stand_in_a_sentence_as_they_are_said() {
        for (name, said) in [
            ("Nightly dump", "nightly dump"),
            ("Ältere Kopien", "ältere Kopien"),
            ("S3 copies", "S3 copies"),
            ("PostgreSQL base", "PostgreSQL base"),
            ("NAS", "NAS"),
            ("Sunday full", "Sunday full"),
            ("Veeam’s nightly", "Veeam’s nightly"),
            ("B", "B"),
            ("restic at night", "restic at night"),
            ("", ""),
        ] {
            assert_eq!(in_sentence(name), said);
        }
        assert_eq!(spoken("Orders database"), "the orders database");
        assert_eq!(spoken("The shop"), "the shop");
    }
}
