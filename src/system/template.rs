//! Systems to start from. Their values are sensible and guessed: every result is there at once, and nothing in them
//! counts as known.

use super::{
    BadRuns, Changes, ChangesWhen, Component, ComponentId, DeletedBy, Keep, Location, Protection,
    ProtectionKind as P, Restoring, Setup, Told, Worth,
};
use crate::answers::{ComponentKind as K, Evidence};
use crate::schedule::{Schedule, Weekday};
use crate::units::{Bytes, Duration, Money, Rate, TimeOfDay};

/// A system to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// Everything on one server.
    SingleServer,
    /// A shop: web servers, a database, uploaded pictures.
    Shop,
    /// An application whose database the host runs.
    ManagedDatabase,
    /// Pages made from files.
    StaticSite,
}

impl Template {
    /// All, in the order of the page.
    pub const ALL: [Template; 4] =
        [Template::SingleServer, Template::Shop, Template::ManagedDatabase, Template::StaticSite];

    /// Its name in addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Template::SingleServer => "single-server",
            Template::Shop => "shop",
            Template::ManagedDatabase => "managed-database",
            Template::StaticSite => "static-site",
        }
    }

    /// The one of that id.
    pub fn from_id(id: &str) -> Option<Template> {
        Template::ALL.into_iter().find(|t| t.id() == id)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Template::SingleServer => "A single web server",
            Template::Shop => "A shop with a database and uploads",
            Template::ManagedDatabase => "An application with a managed database",
            Template::StaticSite => "A static site",
        }
    }

    /// What it consists of, in one sentence.
    pub const fn consists_of(self) -> &'static str {
        match self {
            Template::SingleServer => {
                "One server with the site, its database and its files. A dump every night, an image every week."
            }
            Template::Shop => {
                "Web servers behind a load balancer, an orders database with a replica, pictures that customers upload, \
                 keys and passwords."
            }
            Template::ManagedDatabase => {
                "Web servers, a database that the host runs and keeps logs of, files in object storage, keys and passwords."
            }
            Template::StaticSite => {
                "Pages in object storage, made from source code that is kept with another provider."
            }
        }
    }

    /// What holds for the whole of it.
    pub fn setup(self) -> Setup {
        Setup {
            detect: Some(Duration::minutes(15)),
            decide: Some(Duration::minutes(30)),
            cut_over: Some(Duration::minutes(15)),
            fetch: Rate::per_second(50_000_000),
            tolerance: Some(Duration::minutes(5)),
            currency: "EUR".to_owned(),
            tb_month: Money::from_hundredths(2_000),
            run: Money::from_hundredths(10),
            years_between_losses: Some(5),
            ratio_tenths: Some(20),
            ..Setup::default()
        }
    }

    /// Its components, the most important first.
    pub fn components(self) -> Vec<Component> {
        match self {
            Template::SingleServer => single_server(),
            Template::Shop => shop(),
            Template::ManagedDatabase => managed_database(),
            Template::StaticSite => static_site(),
        }
    }
}

const MB: u64 = 1_000_000;
const GB: u64 = 1_000 * MB;

fn at(hour: u16, minute: u16) -> TimeOfDay {
    TimeOfDay::new(hour, minute).unwrap_or(TimeOfDay::MIDNIGHT)
}

fn daily(hour: u16) -> Schedule {
    Schedule::Daily { at: at(hour, 0) }
}

fn sundays(hour: u16) -> Schedule {
    Schedule::Weekly { on: Weekday::Sunday, at: at(hour, 0) }
}

/// A component that holds data: size, change a day, records an hour, limits in hours.
fn data(
    kind: K,
    name: &str,
    holds: &str,
    size: u64,
    a_day: u64,
    records: u32,
    limits: [i64; 2],
) -> Component {
    Component {
        name: name.to_owned(),
        holds: holds.to_owned(),
        limit: Told::Known(Duration::hours(limits[0])),
        downtime_limit: Told::Known(Duration::hours(limits[1])),
        size: Bytes::new(size),
        grows: Bytes::new(size / 50),
        changes: Bytes::new(a_day).map(|a_day| Changes { a_day, when: ChangesWhen::Always }),
        records_per_hour: Some(records),
        restoring: Restoring {
            provision: Some(Duration::minutes(30)),
            write: Rate::per_second(100_000_000),
            replay: Rate::per_second(20_000_000),
            verify: Some(Duration::minutes(30)),
        },
        worth: Worth { lost_hour: Money::from_hundredths(20_000), down_hour: Money::from_hundredths(50_000) },
        ..guessed(kind)
    }
}

/// A component that is made again from settings, code or an image.
fn rebuilt(kind: K, name: &str, hours: i64, needs: &[K]) -> Component {
    Component {
        name: name.to_owned(),
        downtime_limit: Told::Known(Duration::hours(hours)),
        // The system disk, which an image holds.
        size: Bytes::new(20 * GB),
        needs: needs.iter().copied().map(ComponentId::from).collect(),
        restoring: Restoring {
            provision: Some(Duration::minutes(30)),
            verify: Some(Duration::minutes(15)),
            ..Restoring::default()
        },
        worth: Worth { lost_hour: None, down_hour: Money::from_hundredths(50_000) },
        ..guessed(kind)
    }
}

fn guessed(kind: K) -> Component {
    Component {
        known: Evidence::Guessed,
        protections: Told::Known(Vec::new()),
        ..Component::new(ComponentId::from(kind), kind)
    }
}

/// A scheduled copy, kept for days.
fn copy(kind: P, name: &str, schedule: Schedule, takes: i64, kept: i64, place: Location) -> Protection {
    Protection {
        schedule: Told::Known(schedule),
        takes: Some(Duration::minutes(takes)),
        travels: Some(Duration::ZERO),
        keep: Told::Known(Keep::Age(Duration::days(kept))),
        bad_runs: BadRuns::Noticed,
        ..kept_at(kind, name, place)
    }
}

/// A replica or logs that run behind.
fn behind(kind: P, name: &str, lag: Duration, place: Location) -> Protection {
    Protection { lag: Some(lag), ..kept_at(kind, name, place) }
}

fn kept_at(kind: P, name: &str, place: Location) -> Protection {
    Protection {
        name: name.to_owned(),
        locations: Told::Known([place].into()),
        deleted_by: match place {
            Location::OtherProvider | Location::OtherAccount | Location::Offline => DeletedBy::OwnLogin,
            _ => DeletedBy::SameLogin,
        },
        known: Evidence::Guessed,
        ..Protection::new(kind.id(), kind)
    }
}

fn with(component: Component, protections: Vec<Protection>) -> Component {
    Component { protections: Told::Known(protections), ..component }
}

fn keys() -> Component {
    let component = Component {
        holds: "keys and passwords".to_owned(),
        limit: Told::Known(Duration::days(1)),
        downtime_limit: Told::Known(Duration::hours(8)),
        size: Bytes::new(MB),
        restoring: Restoring {
            provision: Some(Duration::ZERO),
            write: Rate::per_second(10_000_000),
            verify: Some(Duration::minutes(15)),
            ..Restoring::default()
        },
        ..guessed(K::Secrets)
    };
    let copy = Protection {
        schedule: Told::Known(Schedule::ByHand),
        keep: Told::Known(Keep::Age(Duration::days(365))),
        ..kept_at(P::KeyCopy, "Copy in a safe outside", Location::Offline)
    };
    with(component, vec![copy])
}

fn single_server() -> Vec<Component> {
    let database = with(
        data(K::Database, "Site database", "records", 5 * GB, 200 * MB, 30, [48, 8]),
        vec![
            copy(P::DbDump, "Nightly dump", daily(2), 10, 70, Location::OtherRegion),
            copy(P::Image, "Weekly server image", sundays(3), 60, 28, Location::SameRegion),
        ],
    );
    let files = with(
        data(K::UploadedFiles, "Site files", "files", 20 * GB, 100 * MB, 5, [48, 8]),
        vec![
            copy(P::FileFull, "Nightly file backup", daily(3), 40, 70, Location::OtherRegion),
            copy(P::Image, "Weekly server image", sundays(3), 60, 28, Location::SameRegion),
        ],
    );
    vec![
        Component { refers_to: vec![K::UploadedFiles.into()], ..database },
        files,
        with(
            rebuilt(K::WebServer, "Web server", 8, &[K::Database, K::UploadedFiles]),
            vec![copy(P::Image, "Weekly server image", sundays(3), 60, 28, Location::SameRegion)],
        ),
    ]
}

fn shop() -> Vec<Component> {
    let database = with(
        data(K::Database, "Orders database", "orders", 120 * GB, 4 * GB, 50, [4, 8]),
        vec![
            Protection {
                travels: Some(Duration::minutes(90)),
                ..copy(P::DbDump, "Nightly dump", daily(2), 40, 70, Location::OtherRegion)
            },
            behind(
                P::ReplicaAsync,
                "Replica on a second host",
                Duration::clamped(20),
                Location::SameDataCentre,
            ),
        ],
    );
    let pictures = with(
        data(K::UploadedFiles, "Product pictures", "pictures", 300 * GB, GB, 20, [48, 24]),
        vec![Protection {
            fulls: Told::Known(sundays(1)),
            full_takes: Some(Duration::hours(4)),
            ..copy(P::FileIncremental, "Nightly incremental", daily(4), 30, 70, Location::OtherRegion)
        }],
    );
    vec![
        Component { refers_to: vec![K::UploadedFiles.into()], ..database },
        pictures,
        with(
            rebuilt(K::WebServer, "Web servers", 8, &[K::Database, K::UploadedFiles, K::Secrets]),
            vec![copy(P::Image, "Golden image", sundays(3), 60, 90, Location::SameRegion)],
        ),
        rebuilt(K::LoadBalancer, "Load balancer", 8, &[K::WebServer]),
        keys(),
    ]
}

fn managed_database() -> Vec<Component> {
    let database = with(
        data(K::Database, "Application database", "records", 80 * GB, 2 * GB, 400, [1, 4]),
        vec![
            Protection {
                schedule: Told::Known(daily(1)),
                takes: Some(Duration::minutes(30)),
                keep: Told::Known(Keep::Age(Duration::days(14))),
                ..behind(P::Logs, "Logs kept by the host", Duration::minutes(5), Location::SameRegion)
            },
            copy(P::DbDump, "Weekly dump of our own", sundays(2), 60, 90, Location::OtherProvider),
        ],
    );
    let files = with(
        data(K::ObjectStorage, "Stored files", "files", 500 * GB, 3 * GB, 60, [48, 24]),
        vec![Protection {
            fulls: Told::Known(sundays(0)),
            full_takes: Some(Duration::hours(6)),
            ..copy(P::FileIncremental, "Nightly copy", daily(3), 45, 70, Location::OtherProvider)
        }],
    );
    vec![
        Component { refers_to: vec![K::ObjectStorage.into()], ..database },
        files,
        with(
            rebuilt(K::WebServer, "Application servers", 4, &[K::Database, K::ObjectStorage, K::Secrets]),
            vec![kept_at(
                P::ConfigManagement,
                "Built from settings in a repository",
                Location::OtherProvider,
            )],
        ),
        keys(),
    ]
}

fn static_site() -> Vec<Component> {
    let pages = with(
        data(K::ObjectStorage, "Published pages", "pages", 2 * GB, 20 * MB, 2, [48, 24]),
        vec![copy(P::FileFull, "Nightly copy of the pages", daily(2), 10, 70, Location::OtherProvider)],
    );
    vec![
        Component { needs: vec![K::DnsDomain.into()], ..pages },
        with(
            rebuilt(K::Code, "Source code", 48, &[]),
            vec![kept_at(P::ConfigManagement, "Repository with another provider", Location::OtherProvider)],
        ),
        rebuilt(K::DnsDomain, "DNS and domain", 24, &[]),
    ]
}
