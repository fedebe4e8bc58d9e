/// What points that are named after their time have in common: `web-2017-02-27` and `web-2017-02-28` are of `web`. Tools
/// without a source in their list are grouped by it.
///
/// A tail counts as a time if it has eight digits or more and nothing but them and what stands between them; so `db1` and
/// `db2` stay apart. A name that is nothing but a time stays empty.
pub(super) fn series(name: &str) -> &str {
    const DIGITS: usize = 8;
    let of_time = |c: char| c.is_ascii_digit() || "-_:.+ TZ@".contains(c);
    let mut rest = name.trim_end_matches(of_time);
    // A letter of the name itself that may stand in a time too, such as the last of `HOST`.
    while let Some(after) = name.get(rest.len()..)
        && after.starts_with(['T', 'Z'])
    {
        rest = name.get(..rest.len() + 1).unwrap_or(rest);
    }
    // Digits that belong to the name begin right after a letter: `db1-2017…`.
    let tail = name.get(rest.len()..).unwrap_or_default();
    let begins = tail.find(['-', '_', '.', ' ', ':', '@', '+']);
    let start = match begins {
        Some(at) if !rest.is_empty() && tail.starts_with(|c: char| c.is_ascii_digit()) => rest.len() + at,
        _ => rest.len(),
    };
    let (kept, tail) = name.split_at_checked(start).unwrap_or((name, ""));
    if tail.bytes().filter(u8::is_ascii_digit).count() < DIGITS { name } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_at_the_end_are_left_out() {
        for (name, expected) in [
            ("host-system-backup-2017-02-27", "host-system-backup"),
            ("web-2017-02-27T12:27:20", "web"),
            ("HOST-20170227", "HOST"),
            ("db1-2017-02-27_12:00", "db1"),
            ("daily-20240101020000", "daily"),
            ("Daily-test-next-gen-schedule-enabled-1426012517", "Daily-test-next-gen-schedule-enabled"),
            ("2017-02-27", ""),
            ("db1", "db1"),
            ("backup-2", "backup-2"),
            ("plain", "plain"),
            ("", ""),
            ("büro-2017-02-27", "büro"),
        ] {
            assert_eq!(series(name), expected, "{name}");
        }
    }
}
