//! What holds for each kind of component, in words.

use crate::answers::ComponentKind as K;

/// How to know that a component of that kind works again.
pub(super) const fn works_when(kind: K) -> &'static str {
    match kind {
        K::WebServer => {
            "A page that needs the database opens from outside, a form can be sent, and the log shows no new error for 10 minutes."
        }
        K::Database => {
            "The newest record is the one you expect, the number of records matches, a test write is there after a second sign-in, and the tool’s own check finds no error."
        }
        K::UploadedFiles => {
            "The number of files and their sizes match, 20 files chosen at random open, and a new upload can be read back."
        }
        K::AttachedVolume => {
            "It is mounted where it belongs and comes back after a restart, the file system check is clean, and there is room left."
        }
        K::ObjectStorage => {
            "The number of objects matches, 20 objects chosen at random open through the address that users have, and only who may can write."
        }
        K::LoadBalancer => {
            "Every server behind it shows healthy, requests reach each of them, and a stopped server gets none within a minute."
        }
        K::Cache => {
            "A page is slower once and fast the second time, and nothing in it is older than the restored data."
        }
        K::Queue => "A test job goes in and is done once, and the number of waiting jobs falls.",
        K::ScheduledJobs => {
            "The list of timers shows the next run of each job, and the first run after the restore ended without an error."
        }
        K::DnsDomain => {
            "The name gives the new address from two networks outside, the certificate is valid for it, and mail for it arrives."
        }
        K::OutsideService => "A real request to it gets an answer with the login that production uses.",
        K::Code => "The version that ran last is there, builds on a clean machine, and its checks pass.",
        K::Secrets => {
            "An encrypted copy opens with the key, the application starts with the passwords, and every old one that may be known is changed."
        }
    }
}

/// How to get back when a restore of that kind did not work.
pub(super) const fn way_back(kind: K) -> &'static str {
    match kind {
        K::Database => {
            "Restored beside the old one, under another name: drop the new one and take the copy before this one."
        }
        K::UploadedFiles | K::ObjectStorage | K::AttachedVolume => {
            "Restored to a folder or volume of its own: delete that and take the copy before this one."
        }
        K::Queue => {
            "Stop whatever takes jobs first, so that none is done twice. Then take the copy before this one."
        }
        K::Secrets => {
            "Use the second copy of the keys. Without any, changed passwords and new keys are the only way on."
        }
        K::Cache => "Empty it: it fills again by itself.",
        K::WebServer | K::LoadBalancer | K::ScheduledJobs | K::DnsDomain | K::OutsideService | K::Code => {
            "Leave the old one as it is until the new one works. Throw the new one away and start again."
        }
    }
}
