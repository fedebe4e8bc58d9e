//! Where links may lead.

/// Where a link in a guide leads, after checking. Anything else never becomes a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// A section of the same guide: `#images`.
    Here {
        /// Anchor of the section.
        anchor: String,
    },
    /// Another guide, or a section of it: `steady-state.md#images`.
    Guide {
        /// The guide's slug: `steady-state`. It need not be one of ours.
        slug: String,
        /// Anchor of the section, if one is named.
        anchor: Option<String>,
    },
    /// An `https`, `http` or `mailto` address, safe to use as it stands.
    Outside {
        /// The whole address.
        address: String,
    },
}

/// What a link becomes on the page at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A link to this address. One that is neither relative nor on the list of schemes is dropped.
    Href(String),
    /// No link: the words alone.
    Text,
}

/// The app's own mapping: guides at `#/guide/SLUG/ANCHOR`, outside addresses as they stand. `here` is the slug of
/// the guide being shown.
pub fn app_links(here: &str) -> impl Fn(&LinkTo) -> LinkTarget {
    move |to| {
        LinkTarget::Href(match to {
            LinkTo::Here { anchor } => format!("#/guide/{here}/{anchor}"),
            LinkTo::Guide { slug, anchor: Some(anchor) } => format!("#/guide/{slug}/{anchor}"),
            LinkTo::Guide { slug, anchor: None } => format!("#/guide/{slug}"),
            LinkTo::Outside { address } => address.clone(),
        })
    }
}

/// No links at all: every link keeps its words only. For places where the guides are not at hand.
pub fn text_links(_: &LinkTo) -> LinkTarget {
    LinkTarget::Text
}

/// Sorts a target as written in a guide; `None` when it may not be linked.
pub(super) fn classify(target: &str) -> Option<LinkTo> {
    if let Some(anchor) = target.strip_prefix('#') {
        return is_anchor(anchor).then(|| LinkTo::Here { anchor: anchor.to_owned() });
    }
    if is_outside(target) {
        return Some(LinkTo::Outside { address: target.to_owned() });
    }
    let (file, anchor) = match target.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (target, None),
    };
    let slug = file.strip_suffix(".md").filter(|slug| is_anchor(slug))?;
    if anchor.is_some_and(|anchor| !is_anchor(anchor)) {
        return None;
    }
    Some(LinkTo::Guide { slug: slug.to_owned(), anchor: anchor.map(str::to_owned) })
}

/// Whether an address a link mapper gave back may stand in an `href`.
pub(super) fn is_safe_href(href: &str) -> bool {
    if is_outside(href) {
        return true;
    }
    let clean = !href.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    // Before the first of these a colon would name a scheme; two slashes would name a host.
    let path = href.split(['/', '?', '#']).next().unwrap_or_default();
    clean && !href.is_empty() && !href.starts_with("//") && !path.contains(':')
}

/// Whether the address is absolute and on the list of schemes.
pub(super) fn is_outside(address: &str) -> bool {
    // Browsers strip tabs and line breaks and turn backslashes round before they look at an address.
    if address.chars().any(|c| c.is_control() || c == '\\') {
        return false;
    }
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" => {
            rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric()))
        }
        "mailto" => rest.contains('@') && !rest.starts_with('/'),
        _ => false,
    }
}

/// Whether the text can be an anchor: 1 to 64 characters of `a-z`, `0-9` and `-`.
pub(super) fn is_anchor(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes() {
        for good in
            ["https://example.org/", "HTTP://example.org", "mailto:a@example.org", "#images", "a-b.md#c"]
        {
            assert!(classify(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            " https://example.org",
            "data:text/html,x",
            "//example.org",
            "https:/example.org",
            "https://",
            "https:\\\\example.org",
            "/etc/x",
            "../steady-state.md",
            "Steady.md",
            "steady-state.md#A b",
            "#",
            "",
            "mailto:",
        ] {
            assert_eq!(classify(bad), None, "{bad}");
        }
    }

    #[test]
    fn hrefs_of_mappers() {
        for good in ["#g-x", "#/guide/a/b", "guide.html#a", "a/b.html?x=1:2", "https://example.org"] {
            assert!(is_safe_href(good), "{good}");
        }
        for bad in ["javascript:x", "//example.org", "a:b", "x\ny", "\\\\example.org", ""] {
            assert!(!is_safe_href(bad), "{bad}");
        }
    }
}
