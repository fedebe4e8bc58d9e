/// How bad a finding is: a consequence in words, never points. The worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Data or a service you cannot do without would be gone for good.
    Critical,
    /// More loss or downtime than you said you accept, or nobody knows whether recovery works.
    High,
    /// You get through if something unproven goes well.
    Medium,
    /// Nothing breaks; the next problem is harder or slower.
    Low,
    /// Space, time or money spent with no recovery purpose.
    Waste,
    /// Something to know; nothing to fix.
    Note,
}

impl Severity {
    /// All, worst first.
    pub const ALL: [Severity; 6] = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Waste,
        Severity::Note,
    ];

    /// The word shown beside the mark.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Critical => "Critical",
            Severity::High => "High",
            Severity::Medium => "Medium",
            Severity::Low => "Low",
            Severity::Waste => "Waste",
            Severity::Note => "Note",
        }
    }

    /// The name of its mark and its style class.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Critical => "critical",
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
            Severity::Waste => "waste",
            Severity::Note => "note",
        }
    }

    /// What the word means.
    pub const fn means(self) -> &'static str {
        match self {
            Severity::Critical => "Data or a service you cannot do without would be gone for good.",
            Severity::High => {
                "You would lose more, or be down longer, than you said you can accept; or nobody knows whether \
                 recovery works."
            }
            Severity::Medium => "You would get through, but only if something unproven goes well.",
            Severity::Low => "Nothing breaks; the next problem is harder or slower.",
            Severity::Waste => "Space, time or money spent with no recovery purpose.",
            Severity::Note => "Something to know; nothing to fix.",
        }
    }

    /// `steps` worse (positive) or better (negative), between low and critical. Waste and note do not move.
    #[must_use]
    pub fn moved(self, steps: i8) -> Severity {
        const RANKED: [Severity; 4] = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
        let Some(at) = RANKED.iter().position(|s| *s == self) else { return self };
        let to = (at as i64 + i64::from(steps)).clamp(0, 3);
        usize::try_from(to).ok().and_then(|to| RANKED.get(to)).copied().unwrap_or(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_below_low_nor_above_critical() {
        assert_eq!(Severity::Critical.moved(1), Severity::Critical);
        assert_eq!(Severity::Medium.moved(1), Severity::High);
        assert_eq!(Severity::Medium.moved(-2), Severity::Low);
        assert_eq!(Severity::Waste.moved(1), Severity::Waste);
        assert_eq!(Severity::Note.moved(-1), Severity::Note);
    }
}
