//! What is done to the text before the Markdown parser sees it: bounds, and room for the screen-only marks.

use super::remark::Remark;

/// Longest guide, in bytes (about 20,000 words). The rest is cut at a line end.
pub const MAX_BYTES: usize = 128 * 1024;

/// Deepest nesting of quotes and lists that one line may open.
///
/// The parser's work on a line grows with the containers that are open, so an unbounded depth times many short
/// lines would be quadratic. Beyond this the marks are shown as text.
pub const MAX_NESTING: usize = 16;

/// The line that starts a passage for the screen only.
pub(super) const SCREEN_OPEN: &str = "::: screen";
/// The line that ends it.
pub(super) const SCREEN_CLOSE: &str = ":::";

/// Cuts, flattens and spaces the text; adds a remark for each thing that was lost.
pub(super) fn prepare(markdown: &str, remarks: &mut Vec<Remark>) -> String {
    let text = cut(markdown.strip_prefix('\u{feff}').unwrap_or(markdown), remarks);
    // To the parser a lone carriage return ends a line too, so the count below must see it as one.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len() + 64);
    let mut fence: Option<(u8, usize)> = None;
    for line in text.lines() {
        match fence_of(line) {
            Some((mark, len, rest)) => match fence {
                None => fence = Some((mark, len)),
                Some((open, min)) if open == mark && len >= min && rest.trim().is_empty() => fence = None,
                Some(_) => {}
            },
            None if fence.is_none() && matches!(line.trim_end(), SCREEN_OPEN | SCREEN_CLOSE) => {
                // A mark is a paragraph of its own, wherever the writer put it.
                out.push('\n');
                out.push_str(line.trim_end());
                out.push_str("\n\n");
                continue;
            }
            None => {}
        }
        match too_deep(line) {
            Some(at) => {
                let remark = Remark::TooDeep { levels: MAX_NESTING };
                if !remarks.contains(&remark) {
                    remarks.push(remark);
                }
                let (kept, rest) = line.split_at_checked(at).unwrap_or((line, ""));
                out.push_str(kept);
                out.push('\\');
                out.push_str(rest);
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

fn cut<'a>(text: &'a str, remarks: &mut Vec<Remark>) -> &'a str {
    if text.len() <= MAX_BYTES {
        return text;
    }
    let hard = (0..=MAX_BYTES).rev().find_map(|end| text.get(..end));
    let kept = hard.unwrap_or_default();
    let kept = match kept.rfind('\n') {
        Some(end) => kept.get(..end).unwrap_or(kept),
        None => kept,
    };
    remarks.push(Remark::TooLong { bytes: text.len(), kept: kept.len() });
    kept
}

/// A line that opens or closes a fenced code block: its character, its length, what follows.
fn fence_of(line: &str) -> Option<(u8, usize, &str)> {
    let body = line.trim_start_matches(' ');
    if line.len() - body.len() > 3 {
        return None;
    }
    let mark = *body.as_bytes().first()?;
    if mark != b'`' && mark != b'~' {
        return None;
    }
    let len = body.bytes().take_while(|b| *b == mark).count();
    let rest = body.get(len..).unwrap_or_default();
    // A back-quote after the fence makes it inline code.
    (len >= 3 && !(mark == b'`' && rest.contains('`'))).then_some((mark, len, rest))
}

/// Where to put a backslash so that the line opens no more than [`MAX_NESTING`] quotes and lists.
fn too_deep(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut depth) = (0, 0);
    while let Some(&b) = bytes.get(at) {
        if b == b' ' || b == b'\t' {
            at += 1;
            continue;
        }
        let digits = bytes.iter().skip(at).take(10).take_while(|b| b.is_ascii_digit()).count();
        let spaced = |next: usize| bytes.get(next).is_none_or(|b| *b == b' ' || *b == b'\t');
        let mark = match b {
            b'>' => 0,
            b'-' | b'+' | b'*' if spaced(at + 1) => 0,
            b'0'..=b'9' if matches!(bytes.get(at + digits), Some(b'.' | b')')) && spaced(at + digits + 1) => {
                digits
            }
            _ => return None,
        };
        if depth == MAX_NESTING {
            let rest = line.get(at..).unwrap_or_default();
            let rule = (b == b'-' || b == b'*') && rest.bytes().all(|c| c == b || c == b' ' || c == b'\t');
            return (!rule).then_some(at + mark);
        }
        depth += 1;
        at += mark + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_get_room_but_not_inside_code() {
        let out = prepare("a\n::: screen\nb\n:::\n```\n:::\n```\n", &mut Vec::new());
        assert_eq!(out, "a\n\n::: screen\n\nb\n\n:::\n\n```\n:::\n```\n");
    }

    #[test]
    fn depth_is_cut_by_a_backslash() {
        let mut remarks = Vec::new();
        assert_eq!(prepare(&">".repeat(20), &mut remarks), format!("{}\\>>>>\n", ">".repeat(16)));
        assert_eq!(remarks, [Remark::TooDeep { levels: MAX_NESTING }]);
        assert_eq!(too_deep(&"- ".repeat(40)), None, "a rule, not 40 lists");
        assert_eq!(too_deep(&"1. ".repeat(17)), Some(49));
        assert_eq!(too_deep("plain - text > with marks"), None);
    }

    #[test]
    fn long_text_is_cut_at_a_line_end() {
        let mut remarks = Vec::new();
        let text = "word\n".repeat(40_000);
        assert_eq!(prepare(&text, &mut remarks).len() % 5, 0);
        assert!(matches!(remarks.as_slice(), [Remark::TooLong { bytes: 200_000, .. }]));
    }
}
