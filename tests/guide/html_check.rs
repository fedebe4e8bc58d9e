//! A small strict reader of the HTML the guides may produce. It knows nothing of the renderer: whatever is not
//! plainly allowed is a fault.

use std::collections::BTreeSet;

const TAGS: [&str; 28] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "a",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "section",
    "span",
    "caption",
];
const VOID: [&str; 2] = ["br", "hr"];

/// A tag as read: its name, whether it closes, its attributes.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) name: String,
    pub(crate) closes: bool,
    pub(crate) attributes: Vec<(String, String)>,
}

/// Splits HTML into tags, or says what is wrong with it.
pub(crate) fn tags(html: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        let from = &rest[at..];
        rest = match from.as_bytes().first() {
            Some(b'<') => {
                let (token, after) = tag(from)?;
                tokens.push(token);
                after
            }
            Some(b'&') => entity(from)?,
            _ => return Err(format!("stray '>' at {}", start(from))),
        };
    }
    Ok(tokens)
}

fn tag(from: &str) -> Result<(Token, &str), String> {
    let fault = |why: &str| Err(format!("{why} at {}", start(from)));
    let closes = from.starts_with("</");
    let body = &from[if closes { 2 } else { 1 }..];
    let end = body.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit()).unwrap_or(body.len());
    let name = body[..end].to_owned();
    if name.is_empty() {
        return fault("no tag name");
    }
    let mut rest = &body[end..];
    let mut attributes = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            if closes && !attributes.is_empty() {
                return fault("closing tag with attributes");
            }
            return Ok((Token { name, closes, attributes }, after));
        }
        let Some(after) = rest.strip_prefix(' ') else { return fault("expected a space") };
        let Some((key, after)) = after.split_once("=\"") else { return fault("expected =\"") };
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            return fault("attribute name");
        }
        let Some((value, after)) = after.split_once('"') else { return fault("unclosed value") };
        if value.contains(['<', '>']) {
            return fault("raw angle bracket in a value");
        }
        let mut inside = value;
        while let Some(at) = inside.find('&') {
            inside = entity(&inside[at..])?;
        }
        if attributes.iter().any(|(known, _)| known == key) {
            return fault("attribute twice");
        }
        attributes.push((key.to_owned(), value.replace("&quot;", "\"").replace("&amp;", "&")));
        rest = after;
    }
}

fn entity(from: &str) -> Result<&str, String> {
    let known = ["&amp;", "&lt;", "&gt;", "&quot;"].iter().find_map(|entity| from.strip_prefix(entity));
    known.ok_or_else(|| format!("raw '&' at {}", start(from)))
}

fn start(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Checks tags, attributes, addresses, nesting and the order of headings. `prefix` starts every id.
pub(crate) fn check(html: &str, prefix: &str) -> Result<(), String> {
    if let Some(c) = html.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t') {
        return Err(format!("control character {c:?}"));
    }
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut heading = None;
    for token in tags(html)? {
        let name = token.name.as_str();
        if !TAGS.contains(&name) {
            return Err(format!("tag <{name}> is not allowed"));
        }
        if token.closes {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        for (key, value) in &token.attributes {
            attribute(name, key, value, prefix, &mut ids)?;
        }
        placed(name, &open)?;
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            if heading.is_some_and(|last| level > last + 1) {
                return Err(format!("h{level} skips a level"));
            }
            heading = Some(level);
        }
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

fn attribute(
    tag: &str,
    key: &str,
    value: &str,
    prefix: &str,
    ids: &mut BTreeSet<String>,
) -> Result<(), String> {
    let fine = match (tag, key) {
        ("a", "href") => safe_address(value),
        ("a", "rel") => value == "noopener noreferrer",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => {
            let anchor = value.strip_prefix(prefix).unwrap_or_default();
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            !anchor.is_empty() && anchor.bytes().all(plain) && ids.insert(value.to_owned())
        }
        ("ol", "start") => value.parse::<u64>().is_ok(),
        ("div", "class") => value == "tbl",
        ("th" | "td", "class") => value == "r",
        ("th", "scope") => value == "col" || value == "row",
        ("td", "data-label") => true,
        _ => false,
    };
    if fine { Ok(()) } else { Err(format!("attribute {key}=\"{value}\" on <{tag}>")) }
}

/// As a browser would read it: blanks, tabs and line breaks dropped before the scheme is looked at.
fn safe_address(value: &str) -> bool {
    let seen: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let seen = seen.to_ascii_lowercase();
    seen == value.to_ascii_lowercase()
        && ["https://", "http://", "mailto:", "#"].iter().any(|start| seen.starts_with(start))
}

fn placed(name: &str, open: &[String]) -> Result<(), String> {
    let parent = open.last().map(String::as_str);
    let inside = |tag: &str| open.iter().any(|open| open == tag);
    let phrasing = ["em", "strong", "a", "code", "br", "span"].contains(&name);
    let fine = match name {
        "li" => matches!(parent, Some("ul" | "ol")),
        "thead" | "tbody" => parent == Some("table"),
        "tr" => matches!(parent, Some("thead" | "tbody")),
        "th" | "td" => parent == Some("tr"),
        "a" => !inside("a"),
        _ if phrasing => true,
        _ => {
            !open.iter().any(|tag| matches!(tag.as_str(), "p" | "em" | "strong" | "a" | "code" | "th" | "td"))
        }
    };
    let holds_only = matches!(parent, Some("ul" | "ol" | "table" | "thead" | "tbody" | "tr"));
    let child = matches!(name, "li" | "thead" | "tbody" | "tr" | "th" | "td");
    if fine && (!holds_only || child) { Ok(()) } else { Err(format!("<{name}> inside {parent:?}")) }
}

#[test]
fn the_checker_catches_what_it_must() {
    for bad in [
        "<script>x</script>",
        "<p onclick=\"x\">a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\"java\nscript:x\">a</a>",
        "<a href=\"data:text/html,x\">a</a>",
        "<a href='https://x'>a</a>",
        "<p>a",
        "a</p>",
        "a < b",
        "a > b",
        "a & b",
        "a &#60; b",
        "<p><p>a</p></p>",
        "<ul>a<p>b</p></ul>",
        "<h1 id=\"a\">a</h1><h3 id=\"b\">b</h3>",
        "<h1 id=\"a\">a</h1><h2 id=\"a\">b</h2>",
        "<h1 id=\"A B\">a</h1>",
        "<img src=\"x\">",
        "<IMG>",
        "<p>\u{7}</p>",
        "<!-- a -->",
    ] {
        assert!(check(bad, "").is_err(), "{bad}");
    }
    for good in
        ["<p>a &amp; <em>b</em><br>c</p>", "<a href=\"https://x.org/\" rel=\"noopener noreferrer\">a</a>"]
    {
        assert_eq!(check(good, ""), Ok(()), "{good}");
    }
}
