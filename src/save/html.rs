//! Finds the document in an exported report. Reads a page as far as that takes: tags, attributes, comments and the
//! elements whose content is text. User text cannot imitate the element, since a report escapes it.

use super::ISLAND_ID;

/// The text of the first `<script type="application/json" id="holdfast-document">`. Elements in comments, in
/// attributes and in other scripts are not elements; an element with that id and another type is not it.
pub(super) fn island(page: &str) -> Option<&str> {
    let mut rest = page;
    loop {
        let at = rest.find('<')?;
        rest = rest.get(at..)?;
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = after_comment(comment)?;
        } else if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</") {
            // A declaration, or an end tag: nothing that could open an element.
            rest = rest.get(rest.find('>')? + 1..)?;
        } else if rest.get(1..).is_some_and(|b| b.starts_with(|c: char| c.is_ascii_alphabetic())) {
            // A page that ends inside a tag ends the search, so that no text is read twice.
            let tag = Tag::read(rest)?;
            rest = tag.rest;
            if let Some(name) = RAW.into_iter().find(|raw| tag.name.eq_ignore_ascii_case(raw)) {
                let end = end_of_raw(rest, name);
                let content = rest.get(..end)?;
                if name == "script"
                    && tag.value("id") == Some(ISLAND_ID)
                    && tag.value("type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"))
                {
                    return Some(content);
                }
                rest = rest.get(end..)?;
            }
        } else {
            rest = rest.get(1..)?;
        }
    }
}

/// Elements whose content is text up to their end tag.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];

/// `<!-->` and `<!--->` are whole comments.
fn after_comment(comment: &str) -> Option<&str> {
    if let Some(rest) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return Some(rest);
    }
    let mut rest = comment;
    loop {
        rest = rest.get(rest.find("--")? + 2..)?;
        if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("!>")) {
            return Some(after);
        }
        // Of `--->` the last two hyphens close.
        if let Some(after) = rest.strip_prefix("->") {
            return Some(after);
        }
    }
}

/// Where the content of a raw element ends: at its end tag, or at the end of the page.
fn end_of_raw(content: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = content.get(from..).and_then(|rest| rest.find("</")).map(|at| from + at) {
        let after = content.get(at + 2..).unwrap_or("");
        let named = after.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
        let ends = after
            .get(name.len()..)
            .is_some_and(|r| r.starts_with(['>', '/', ' ', '\t', '\n', '\r', '\u{c}']));
        if named && ends {
            return at;
        }
        from = at + 2;
    }
    content.len()
}

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// The page after the tag.
    rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads the start tag that begins here. `None` where the page ends inside it.
    fn read(page: &'a str) -> Option<Tag<'a>> {
        let body = page.strip_prefix('<')?;
        let (name, mut rest) = split(body, |c| is_space(c) || c == '/' || c == '>');
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c| is_space(c) || c == '/');
            if let Some(rest) = rest.strip_prefix('>') {
                return Some(Tag { name, attributes, rest });
            }
            if rest.is_empty() {
                return None;
            }
            let first = rest.chars().next().map_or(0, char::len_utf8);
            // An equals sign at the start is part of the attribute's name.
            let stop = rest.get(first..)?.find(|c| is_space(c) || matches!(c, '/' | '>' | '='))? + first;
            let attribute = rest.get(..stop)?;
            rest = rest.get(stop..)?.trim_start_matches(is_space);
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start_matches(is_space);
                (value, rest) = match after.chars().next()? {
                    quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
                    '>' => ("", after),
                    _ => split(after, |c| is_space(c) || c == '>'),
                };
            }
            attributes.push((attribute, value));
        }
    }

    /// The value of an attribute; of several with the same name the first counts, as in a browser.
    fn value(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

fn split(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(stop).unwrap_or(text.len())).unwrap_or((text, ""))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const REAL: &str = r#"<script type="application/json" id="holdfast-document">REAL</script>"#;
    const DECOY: &str = r#"<script type="application/json" id="holdfast-document">DECOY</script>"#;

    #[test]
    fn the_element_is_found_however_it_is_written() {
        for page in [
            REAL.to_owned(),
            format!("<!doctype html><html><head><title>x</title></head><body>{REAL}{DECOY}</body></html>"),
            "<SCRIPT\n ID='holdfast-document'\tTYPE=\"Application/JSON\">REAL</SCRIPT >".to_owned(),
            "<script id=holdfast-document type=application/json data-x>REAL</script>".to_owned(),
            "<p>1 < 2 <3 </ p><script type = 'application/json' id= holdfast-document>REAL</script\n>"
                .to_owned(),
        ] {
            assert_eq!(island(&page), Some("REAL"), "{page}");
        }
    }

    #[test]
    fn decoys_are_passed_over() {
        for before in [
            format!("<!-- {DECOY} -->"),
            format!("<!-- {DECOY} --->"),
            format!("<!-- {DECOY} ----->"),
            format!("<!-- <script> {DECOY} --!>"),
            format!("<script>let x = '<!--'; let y = `{}`;</script>", DECOY.replace("</script>", "")),
            format!("<style>/* {DECOY} */</style>"),
            format!("<textarea>{DECOY}</textarea>"),
            format!("<title>{DECOY}</title>"),
            format!("<noscript>{DECOY}</noscript>"),
            format!("<p title='{DECOY}'>x</p>"),
            format!("<iframe srcdoc='{DECOY}'>{DECOY}</iframe>"),
            DECOY.replace("application/json", "text/javascript"),
            DECOY.replace("holdfast-document", "holdfast-report"),
            DECOY.replace("holdfast-document", "Holdfast-Document"),
            r#"<script type="application/json" id="other" id="holdfast-document">DECOY</script>"#.to_owned(),
            r#"<h2 id="holdfast-document">DECOY</h2>"#.to_owned(),
            r#"<template id="holdfast-document" type="application/json">DECOY</template>"#.to_owned(),
            r#"<scripty type="application/json" id="holdfast-document">DECOY</scripty>"#.to_owned(),
        ] {
            assert_eq!(island(&(before.clone() + REAL)), Some("REAL"), "{before}");
        }
    }

    #[test]
    fn broken_pages_have_none() {
        for page in [
            "",
            "<",
            "<!--",
            "<script",
            "<script id",
            "<script id=",
            "<script id='",
            "<a =",
            "<é>",
            "<p title='",
        ] {
            assert_eq!(island(page), None, "{page}");
        }
        assert_eq!(island(&REAL.replace("</script>", "")), Some("REAL"), "cut off: JSON says so");
        assert_eq!(island(&"<".repeat(100_000)), None);
        for hostile in
            ["<a ", "<a x='", "<!--", "<!-- -->", "<script>", "</", "<!", "--", "<a =", "<title></titl"]
        {
            assert_eq!(island(&hostile.repeat(200_000)), None, "{hostile}, in linear time");
        }
    }
}
