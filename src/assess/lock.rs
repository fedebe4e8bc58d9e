//! Who can delete a copy: as described for it, or as answered for the whole application.

use super::survive::Truth;
use crate::system::{DeleteAll, DeletedBy, Facts, Protection, Told};
use crate::units::Duration;

/// Whether it may be locked, so that it is read as a locked copy too.
pub(super) fn is_locked(protection: &Protection, facts: &Facts) -> bool {
    match protection.deleted_by {
        DeletedBy::Nobody => true,
        DeletedBy::AsAnswered => {
            protection.locked_for.is_some() || facts.delete_all == Told::Known(DeleteAll::NoLocked)
        }
        DeletedBy::SameLogin | DeletedBy::OwnLogin | DeletedBy::Unsure => protection.locked_for.is_some(),
    }
}

/// Whether a lock outlasts the time until somebody notices; not known where its length is not.
pub(super) fn outlasts(locked_for: Option<Duration>, notice: Duration) -> Truth {
    locked_for.map_or(Truth::Unknown, |locked| Truth::from(locked > notice))
}

/// Whether nobody can shorten the lock, and it lasts long enough.
pub(super) fn lock_holds(protection: &Protection, facts: &Facts, notice: Duration) -> Truth {
    match (protection.deleted_by, protection.locked_for, &facts.delete_all) {
        (_, Some(_), _) | (DeletedBy::Nobody, None, _) => outlasts(protection.locked_for, notice),
        (DeletedBy::Unsure, None, _) => Truth::Unknown,
        (DeletedBy::SameLogin | DeletedBy::OwnLogin, None, _) => Truth::Fails,
        // The length of the lock is not asked in the quick check.
        (DeletedBy::AsAnswered, None, Told::Known(DeleteAll::NoLocked) | Told::Unsure | Told::Open) => {
            Truth::Unknown
        }
        (DeletedBy::AsAnswered, None, Told::Known(_)) => Truth::Fails,
    }
}

/// Whether an attacker with the login of the live system cannot delete it; `apart` says whether its place is another
/// account or provider.
pub(super) fn apart_by_login(
    protection: &Protection,
    facts: &Facts,
    apart: Truth,
    notice: Duration,
) -> Truth {
    match (protection.deleted_by, &facts.delete_all) {
        (DeletedBy::OwnLogin, _) => Truth::Holds,
        (DeletedBy::SameLogin, _) => Truth::Fails,
        (DeletedBy::Nobody, _) => outlasts(protection.locked_for, notice),
        (DeletedBy::Unsure, _) => Truth::Unknown,
        (
            DeletedBy::AsAnswered,
            Told::Known(DeleteAll::NoLocked | DeleteAll::NoSeparate | DeleteAll::NoOffline),
        ) => Truth::Holds,
        (DeletedBy::AsAnswered, Told::Known(DeleteAll::Yes)) if apart == Truth::Fails => Truth::Fails,
        (DeletedBy::AsAnswered, _) => Truth::Unknown,
    }
}
