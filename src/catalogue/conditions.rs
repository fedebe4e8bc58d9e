//! The conditions of the survival table in words: data only.

use super::scenario::Letter;

impl Letter {
    /// The condition as a clause: "it is held off the failed host".
    pub const fn means(self) -> &'static str {
        match self {
            Letter::A => {
                "it was taken before the damage began and is still kept (keep-for is longer than the time to notice)"
            }
            Letter::B => "it is held off the failed host; a dump left on the same disk is gone too",
            Letter::C => "it is held in another region or at another provider",
            Letter::D => {
                "it is reached with a different login that the attacker does not have, or it is offline"
            }
            Letter::E => "it is at another provider, on its own account and bill",
            Letter::F => "the key and the login for it are kept somewhere else",
            Letter::G => {
                "its chain is whole: a differential needs its full, an incremental needs its full and every link"
            }
            Letter::H => "the replica is deliberately delayed and someone notices within the delay",
            Letter::I => "it is a copy with versions, not a mirror that repeats deletions",
            Letter::J => {
                "nobody, your own administrators included, can shorten the lock, and the lock outlasts the time to notice"
            }
            Letter::K => "the repository of settings can still be reached and is not in the lost place",
            Letter::L => "it brings back the system and settings, not the data",
            Letter::M => "a second person has the login, the keys and written steps",
            Letter::N => "switching over needs no person",
            Letter::O => "the two servers are not restarted in the same window or on the same host",
            Letter::P => {
                "it brings back the system disk only: files on it, not attached volumes, and a running database only by luck"
            }
            Letter::Q => "you can prove to the host that the account is yours",
        }
    }
}
