//! The answer to a request: which file, in which coding, with which headers.

use super::Config;
use super::request::{Request, inside};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What the app may do. The page carries the same text in a `<meta>`, for hosts that send no headers.
pub const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                       connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; \
                       base-uri 'none'; form-action 'none'";

pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn to(request: &Request, config: &Config, failing: &BTreeMap<String, u16>) -> Reply {
    if request.method != "GET" && request.method != "HEAD" {
        return plain(request, 405);
    }
    if format!("{}/", request.target) == config.mount {
        return reply(request, 301, &[("Location", &config.mount)], b"");
    }
    let Some(path) = inside(&request.target, &config.mount) else { return plain(request, 404) };
    if let Some(status) = failing.get(&path) {
        return plain(request, *status);
    }
    let file = config.root.join(&path);
    if !is_file_below(&file, &config.root) {
        return plain(request, 404);
    }
    let (coding, source) = choose(request, &file);
    let Ok(body) = fs::read(&source) else { return plain(request, 500) };

    let tag = format!("\"{:016x}\"", fingerprint(&body));
    let kind = mime(&path);
    let cache = if is_hashed(&path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = vec![
        ("Content-Type", kind),
        ("Cache-Control", cache),
        ("ETag", tag.as_str()),
        ("Vary", "Accept-Encoding"),
        ("Referrer-Policy", "no-referrer"),
    ];
    if config.policy {
        headers.push(("Content-Security-Policy", CSP));
    }
    if let Some(coding) = coding {
        headers.push(("Content-Encoding", coding));
    }
    if request.if_none_match.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return reply(request, 304, &headers, b"");
    }
    reply(request, 200, &headers, &body)
}

/// A link inside the folder must not lead out of it.
fn is_file_below(file: &Path, root: &Path) -> bool {
    match (file.canonicalize(), root.canonicalize()) {
        (Ok(file), Ok(root)) => file.starts_with(root) && file.is_file(),
        _ => false,
    }
}

/// The best coding that lies beside the file and is not older than it.
fn choose(request: &Request, file: &Path) -> (Option<&'static str>, PathBuf) {
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    for (coding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let mut beside = file.as_os_str().to_owned();
        beside.push(".");
        beside.push(suffix);
        let beside = PathBuf::from(beside);
        if request.accepts(coding) && changed(&beside).is_some() && changed(&beside) >= changed(file) {
            return (Some(coding), beside);
        }
    }
    (None, file.to_path_buf())
}

/// FNV-1a: enough to tell two builds apart.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Names as the build writes them: `app-0123456789abcdef.css`, `holdfast-0123456789abcdef_bg.wasm`. A number with
/// leading zeros is written without them.
pub(crate) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hash =
        |part: &str| (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '_', '.']).any(hash)
}

fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

fn plain(request: &Request, status: u16) -> Reply {
    let text = format!("{status} {}\n", reason(status));
    reply(
        request,
        status,
        &[("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
        text.as_bytes(),
    )
}

fn reply(request: &Request, status: u16, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    let length = body.len().to_string();
    let always =
        [("X-Content-Type-Options", "nosniff"), ("Content-Length", length.as_str()), ("Connection", "close")];
    for (name, value) in headers.iter().chain(&always) {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if request.method != "HEAD" && status != 304 {
        bytes.extend_from_slice(body);
    }
    Reply { status, bytes }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_recognised() {
        assert!(is_hashed("app-3e936bcee4cb6f1.css") && is_hashed("holdfast-0123456789abcdef_bg.wasm"));
        assert!(!is_hashed("index.html") && !is_hashed("guides/steady-state.md"));
    }

    #[test]
    fn the_page_carries_the_policy_of_the_header() {
        let page = fs::read_to_string(crate::layout::root().join("public/index.html")).unwrap_or_default();
        assert!(page.contains(CSP), "public/index.html must carry: {CSP}");
    }
}
