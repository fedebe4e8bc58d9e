use serde::{Deserialize, Serialize};

/// A part of an application: the options of the question "Which parts does your application have?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`name` says each in words")]
pub enum ComponentKind {
    WebServer,
    Database,
    UploadedFiles,
    AttachedVolume,
    ObjectStorage,
    LoadBalancer,
    Cache,
    Queue,
    ScheduledJobs,
    DnsDomain,
    OutsideService,
    Code,
    Secrets,
}

use ComponentKind as K;

impl ComponentKind {
    /// In the catalogue's order.
    pub const ALL: [K; 13] = [
        K::WebServer,
        K::Database,
        K::UploadedFiles,
        K::AttachedVolume,
        K::ObjectStorage,
        K::LoadBalancer,
        K::Cache,
        K::Queue,
        K::ScheduledJobs,
        K::DnsDomain,
        K::OutsideService,
        K::Code,
        K::Secrets,
    ];

    /// Parts that hold data, the one most often missed first.
    pub const BY_IMPORTANCE: [K; 7] =
        [K::Database, K::UploadedFiles, K::ObjectStorage, K::AttachedVolume, K::Queue, K::Secrets, K::Cache];

    /// Whether data that cannot be made from settings alone lives in it.
    pub fn holds_data(self) -> bool {
        K::BY_IMPORTANCE.contains(&self)
    }

    /// The option's id in the catalogue.
    pub const fn id(self) -> &'static str {
        match self {
            K::WebServer => "web-server",
            K::Database => "database",
            K::UploadedFiles => "uploaded-files",
            K::AttachedVolume => "attached-volume",
            K::ObjectStorage => "object-storage",
            K::LoadBalancer => "load-balancer",
            K::Cache => "cache",
            K::Queue => "queue",
            K::ScheduledJobs => "scheduled-jobs",
            K::DnsDomain => "dns-domain",
            K::OutsideService => "outside-service",
            K::Code => "code",
            K::Secrets => "secrets",
        }
    }

    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<K> {
        K::ALL.into_iter().find(|k| k.id() == id)
    }

    /// The kind of a described component, by the id of its entry: the id of the kind, with a number behind it from the
    /// second on.
    pub fn of_entry(id: &str) -> Option<K> {
        let numbered = id.rsplit_once('-').filter(|(_, n)| n.parse::<u32>().is_ok()).map(|(kind, _)| kind);
        K::from_id(id).or_else(|| numbered.and_then(K::from_id))
    }

    /// Its name at the head of a column.
    pub const fn name(self) -> &'static str {
        match self {
            K::WebServer => "Web servers",
            K::Database => "Database",
            K::UploadedFiles => "Uploaded files",
            K::AttachedVolume => "Extra disks",
            K::ObjectStorage => "Object storage",
            K::LoadBalancer => "Load balancer",
            K::Cache => "Cache",
            K::Queue => "Queue",
            K::ScheduledJobs => "Scheduled jobs",
            K::DnsDomain => "DNS and domain",
            K::OutsideService => "Outside service",
            K::Code => "Source code",
            K::Secrets => "Keys and passwords",
        }
    }

    /// Whether its name takes "they" and not "it".
    pub const fn is_plural(self) -> bool {
        matches!(
            self,
            K::WebServer
                | K::UploadedFiles
                | K::AttachedVolume
                | K::ScheduledJobs
                | K::DnsDomain
                | K::Secrets
        )
    }

    /// Its name inside a sentence: "the database".
    pub const fn in_sentence(self) -> &'static str {
        match self {
            K::WebServer => "the web servers",
            K::Database => "the database",
            K::UploadedFiles => "the uploaded files",
            K::AttachedVolume => "the extra disks",
            K::ObjectStorage => "the object storage",
            K::LoadBalancer => "the load balancer",
            K::Cache => "the cache",
            K::Queue => "the queue",
            K::ScheduledJobs => "the scheduled jobs",
            K::DnsDomain => "the DNS",
            K::OutsideService => "the outside service",
            K::Code => "the source code",
            K::Secrets => "the keys and passwords",
        }
    }
}

/// The data that would be missed most: what the quick check's copies are about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Focus {
    /// The part it lives in; `None` leaves it to the most likely part.
    pub part: Option<ComponentKind>,
    /// What it holds in the owner's words, such as "orders"; up to 40 characters, may be empty.
    pub holds: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{ids, question};

    #[test]
    fn an_entry_says_its_kind() {
        assert_eq!(K::of_entry("database"), Some(K::Database));
        assert_eq!(K::of_entry("uploaded-files-2"), Some(K::UploadedFiles));
        assert_eq!(K::of_entry("spaceship"), None);
    }

    #[test]
    fn the_kinds_are_the_options_of_the_question() {
        let options: Vec<&str> =
            question(ids::COMPONENT_KINDS).unwrap().options.iter().map(|c| c.id).collect();
        assert_eq!(options, ComponentKind::ALL.map(ComponentKind::id));
        for kind in ComponentKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.id());
        }
    }
}
