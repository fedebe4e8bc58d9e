//! Addresses inside the app: a typed [`Route`] and its form in the URL fragment.
//!
//! Hash routes work on any static host, in any sub-path and inside an iframe, without configuration.

use crate::catalogue::question;

/// A screen of the app.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// `#/`
    #[default]
    Start,
    /// `#/check/acceptable-loss`: one question.
    Question(&'static str),
    /// `#/check/answers`: check your answers.
    Review,
    /// `#/system`, `#/points`, `#/keep` and so on, and what is below them: a page that the desk writes, by its address without `#/`.
    Live(String),
    /// `#/results`
    Results,
    /// `#/results/why/database/region-loss`, `#/results/back/region-loss` and so on: the results with one figure opened, by its
    /// address below them. Which figures there are is the desk's to know.
    Figure(String),
    /// `#/guides`: the list of guides.
    Guides,
    /// `#/guide/steady-state/acceptable-loss`: a guide, at a heading.
    Guide {
        /// The guide's slug.
        slug: String,
        /// The heading's anchor.
        anchor: Option<String>,
    },
    /// `#/report`
    Report,
    /// An address that names no screen.
    Unknown(String),
}

impl Route {
    /// Reads a fragment, with or without its `#`. Never fails: what names no screen is [`Route::Unknown`].
    pub fn parse(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            [] => Route::Start,
            ["check", "answers"] => Route::Review,
            ["check", id] => {
                question(id).map(|q| Route::Question(q.id)).unwrap_or_else(|| Route::Unknown(path.to_owned()))
            }
            ["system" | "points" | "keep" | "images" | "people" | "plans" | "drills", ..] => {
                Route::Live(parts.join("/"))
            }
            ["results"] => Route::Results,
            ["results", figure @ ..] => Route::Figure(figure.join("/")),
            ["guides"] => Route::Guides,
            ["guide", slug] => Route::Guide { slug: (*slug).to_owned(), anchor: None },
            ["guide", slug, anchor] => {
                Route::Guide { slug: (*slug).to_owned(), anchor: Some((*anchor).to_owned()) }
            }
            ["report"] => Route::Report,
            _ => Route::Unknown(path.to_owned()),
        }
    }

    /// The address, with its `#`.
    pub fn href(&self) -> String {
        match self {
            Route::Start => "#/".to_owned(),
            Route::Question(id) => format!("#/check/{id}"),
            Route::Review => "#/check/answers".to_owned(),
            Route::Live(path) | Route::Unknown(path) => format!("#/{path}"),
            Route::Results => "#/results".to_owned(),
            Route::Figure(figure) => format!("#/results/{figure}"),
            Route::Guides => "#/guides".to_owned(),
            Route::Guide { slug, anchor: None } => format!("#/guide/{slug}"),
            Route::Guide { slug, anchor: Some(anchor) } => format!("#/guide/{slug}/{anchor}"),
            Route::Report => "#/report".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_back() {
        let guide = |anchor: Option<&str>| Route::Guide {
            slug: "steady-state".into(),
            anchor: anchor.map(str::to_owned),
        };
        for route in [
            Route::Start,
            Route::Question("acceptable-loss"),
            Route::Review,
            Route::Live("system".into()),
            Route::Live("system/orders-db".into()),
            Route::Results,
            Route::Figure("why/database/region-loss".to_owned()),
            Route::Guides,
            guide(None),
            guide(Some("images")),
            Route::Report,
        ] {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }

    #[test]
    fn what_names_no_screen_is_kept() {
        for path in ["check/nothing-here", "a/b/c/d/e", "<script>"] {
            assert_eq!(Route::parse(&format!("#/{path}")), Route::Unknown(path.to_owned()));
        }
        assert_eq!(Route::parse(""), Route::Start);
        assert_eq!(Route::parse("#"), Route::Start);
    }
}
