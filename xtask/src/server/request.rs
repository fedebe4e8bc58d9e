//! Reading a request: the first line and the headers; a body is never read.

use std::io::{self, Read};

/// What the server looks at.
#[derive(Debug, Default, Clone)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) accept_encoding: String,
    pub(super) if_none_match: String,
}

const LONGEST: usize = 32 * 1024;

/// `None` when the connection closes without a whole request.
pub(super) fn read(stream: &mut impl Read) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = stream.read(&mut buffer)?;
        if count == 0 || bytes.len() > LONGEST {
            return Ok(None);
        }
        bytes.extend(buffer.iter().take(count));
    }
    Ok(parse(&String::from_utf8_lossy(&bytes)))
}

fn parse(text: &str) -> Option<Request> {
    let mut lines = text.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request =
        Request { method: first.next()?.to_owned(), target: first.next()?.to_owned(), ..Request::default() };
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.accept_encoding = value.trim().to_ascii_lowercase(),
            "if-none-match" => request.if_none_match = value.trim().to_owned(),
            _ => {}
        }
    }
    Some(request)
}

impl Request {
    /// Whether the client takes this content coding.
    pub(super) fn accepts(&self, coding: &str) -> bool {
        self.accept_encoding.split(',').any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let refused =
                |weight: &str| weight.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
            parts.next() == Some(coding) && !parts.any(refused)
        })
    }
}

/// The path below the site's own, decoded; `None` when it is outside or tries to leave.
pub(super) fn inside(target: &str, mount: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?;
    let decoded = decode(path)?;
    let rest = decoded.strip_prefix(mount)?;
    let mut parts: Vec<&str> = rest.split('/').collect();
    if parts.last() == Some(&"") {
        parts.pop();
        parts.push("index.html");
    }
    let plain =
        |part: &&str| !part.is_empty() && *part != "." && *part != ".." && !part.contains(['\\', '\0', ':']);
    parts.iter().all(plain).then(|| parts.join("/"))
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_needs() {
        let text = "GET /a?b HTTP/1.1\r\nHost: x\r\naccept-encoding: gzip, br;q=0, zstd\r\nIf-None-Match: \"1\"\r\n\r\n";
        let request = read(&mut text.as_bytes()).ok().flatten().unwrap_or_default();
        assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/a?b"));
        assert!(request.accepts("gzip") && !request.accepts("br") && !request.accepts("deflate"));
        assert_eq!(request.if_none_match, "\"1\"");
    }

    #[test]
    fn stays_inside() {
        assert_eq!(inside("/sub/", "/sub/").as_deref(), Some("index.html"));
        assert_eq!(inside("/sub/a%20b/c.css?x", "/sub/").as_deref(), Some("a b/c.css"));
        assert_eq!(inside("/sub/guides/", "/sub/").as_deref(), Some("guides/index.html"));
        for outside in
            ["/", "/other", "/sub/../x", "/sub/%2e%2e/x", "/sub/a/..%2fx", "/sub/..\\x", "/sub//etc/passwd"]
        {
            assert_eq!(inside(outside, "/sub/"), None, "{outside}");
        }
    }
}
