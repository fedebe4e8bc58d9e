use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The sheets of the app that the report needs, in the order of their layers, and its own.
const SHEETS: [&str; 8] = [
    include_str!("../../style/reset.css"),
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/parts.css"),
    include_str!("../../style/chart.css"),
    include_str!("../../style/report.css"),
    include_str!("../../style/print.css"),
];

/// Longest name at the foot of a page, in characters.
const FOOT: usize = 60;

/// The text of the `style` element of a report: the sheets, and the foot of every printed page but the cover.
pub(super) fn sheet(name: &str, date: &str) -> String {
    let mut css = with_foot("Holdfast report", name, date);
    // Writing to a String cannot fail.
    let _ = writeln!(css, "@layer print {{ @page :first {{ @bottom-left {{ content: \"\"; }} }} }}");
    css
}

/// The same of a page without a cover: its pages are numbered from the first on.
pub(super) fn sheet_without_cover(what: &str, name: &str, date: &str) -> String {
    let mut css = with_foot(what, name, date);
    let _ = writeln!(
        css,
        "@layer print {{ @page :first {{ @bottom-right {{ content: counter(page) \" / \" counter(pages); }} }} }}"
    );
    css
}

/// The sheets, and what stands at the foot of every printed page: what it is, its name and the day.
fn with_foot(what: &str, name: &str, date: &str) -> String {
    let mut css: String = SHEETS.concat();
    let name = match name.char_indices().nth(FOOT) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    };
    let foot = css_string(&format!("{what} · {name} · {date}"));
    let _ = writeln!(
        css,
        "@layer print {{ @page {{ @bottom-left {{ content: {foot}; font: 8pt sans-serif; }} }} }}"
    );
    css
}

/// A CSS string in which every character that could mean something is written as its code, so that it can end neither
/// the string, nor the rule, nor the element.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | ':' | '·' | '…' | '\u{a0}') {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}

/// The source expression of a Content-Security-Policy that allows exactly this inline text.
pub(super) fn csp_hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// SHA-256 as 64 hexadecimal digits.
pub(super) fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |six: u32| LETTERS.get((six & 63) as usize).map_or('A', |b| char::from(*b));
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |n: usize| chunk.get(n).map_or(0, |b| u32::from(*b));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for (n, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            out.push(if n <= chunk.len() { letter(group >> shift) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_rfc_4648_has_it() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
        assert_eq!(csp_hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_name_stays_inside_its_string() {
        let css = sheet("\"; } body { display: none } </style><script>\\", "1 May 2026");
        let own = css.split("@bottom-left { content: \"Holdfast").last().unwrap();
        assert!(!own.contains("</style") && !own.contains("body {") && !own.contains("<script"));
        assert!(own.contains("\\22 \\3b "));
    }
}
