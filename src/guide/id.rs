//! The guides that come with the app.

/// A guide that comes with the app. Its text is fetched as `guides/` and [`GuideId::file_name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuideId {
    /// Milestone 4: before, during and after a busy event.
    HighTrafficEvent,
    /// Milestone 5: keeping a running application recoverable.
    SteadyState,
    /// What the results and the report mean.
    ReadingTheReport,
    /// Which copy holds what, and when it can be used.
    ImagesAndBackups,
}

impl GuideId {
    /// Every guide, in reading order.
    pub const ALL: [Self; 4] =
        [Self::HighTrafficEvent, Self::SteadyState, Self::ReadingTheReport, Self::ImagesAndBackups];

    /// The name used in addresses and file names.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::HighTrafficEvent => "high-traffic-event",
            Self::SteadyState => "steady-state",
            Self::ReadingTheReport => "reading-the-report",
            Self::ImagesAndBackups => "images-and-backups",
        }
    }

    /// The title, for menus that are drawn before the text has been fetched. The same as the guide's own `#` line.
    pub const fn title(self) -> &'static str {
        match self {
            Self::HighTrafficEvent => "A busy event",
            Self::SteadyState => "Steady state",
            Self::ReadingTheReport => "Reading the report",
            Self::ImagesAndBackups => "Images and backups",
        }
    }

    /// The file that holds the text, inside `public/guides/`.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::HighTrafficEvent => "high-traffic-event.md",
            Self::SteadyState => "steady-state.md",
            Self::ReadingTheReport => "reading-the-report.md",
            Self::ImagesAndBackups => "images-and-backups.md",
        }
    }

    /// The guide with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.slug() == slug)
    }
}
