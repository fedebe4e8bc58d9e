use serde_json::{Map, Value};

/// A step from one file version to the next: a pure function of the old document.
pub(super) type Step = fn(Map<String, Value>) -> Map<String, Value>;

/// The steps from version 1 on: the first leads from version 1 to 2. A file version that ships adds its step here and
/// a stored sample to the tests; steps are never changed afterwards.
pub(super) const STEPS: &[Step] = &[];

/// Brings a document from version `from` to the newest. `None` for a version there are no steps from.
pub(super) fn migrate(document: Map<String, Value>, from: u64, steps: &[Step]) -> Option<Map<String, Value>> {
    let done = usize::try_from(from.checked_sub(1)?).ok()?;
    Some(steps.get(done..)?.iter().fold(document, |document, step| step(document)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_takes_the_steps_it_lacks() {
        fn two(mut document: Map<String, Value>) -> Map<String, Value> {
            document.insert("two".into(), true.into());
            document
        }
        fn three(mut document: Map<String, Value>) -> Map<String, Value> {
            let two = document.contains_key("two");
            document.insert("three".into(), two.into());
            document
        }
        let steps: &[Step] = &[two, three];
        let from_one = migrate(Map::new(), 1, steps).unwrap();
        assert_eq!(from_one["three"], true, "in order");
        assert!(!migrate(Map::new(), 2, steps).unwrap().contains_key("two"));
        assert!(migrate(Map::new(), 3, steps).unwrap().is_empty());
        assert!(migrate(Map::new(), 0, steps).is_none());
        assert!(migrate(Map::new(), 4, steps).is_none());
    }

    #[test]
    fn there_is_a_step_for_every_version_before_this_one() {
        assert_eq!(STEPS.len() as u64 + 1, super::super::SCHEMA);
    }
}
