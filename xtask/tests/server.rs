//! The static server from outside, byte by byte.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use xtask::server::{CSP, Config, Server};

/// A site of its own per test, gone when it ends.
struct Site {
    folder: PathBuf,
    server: Server,
}

impl Site {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("holdfast-server-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("site/guides")).unwrap();
        fs::write(folder.join("secret.txt"), "outside").unwrap();
        for (path, text) in [
            ("index.html", "<p>page</p>"),
            ("app-3e936bcee4cb6f1_bg.wasm", "raw"),
            ("app-3e936bcee4cb6f1_bg.wasm.br", "small"),
            ("app-3e936bcee4cb6f1_bg.wasm.gz", "zipped"),
            ("guides/a.md", "# A"),
            ("sw.js", "worker"),
        ] {
            fs::write(folder.join("site").join(path), text).unwrap();
        }
        let config = Config { mount: "/some/where/".to_owned(), ..Config::new(folder.join("site")) };
        let server = Server::start(config).unwrap();
        Self { folder, server }
    }

    fn ask(&self, line: &str, headers: &str) -> String {
        let address = self.server.origin().replace("http://", "");
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nHost: here\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), "")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

#[test]
fn pages_are_fresh_and_carry_the_policy() {
    let site = Site::new("pages");
    let answer = site.get("/some/where/");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("<p>page</p>"), "{answer}");
    for header in [
        "Content-Type: text/html; charset=utf-8",
        "Cache-Control: no-cache",
        "X-Content-Type-Options: nosniff",
    ] {
        assert!(answer.contains(&format!("{header}\r\n")), "{header}: {answer}");
    }
    assert!(answer.contains(&format!("Content-Security-Policy: {CSP}\r\n")), "{answer}");
    let tag = answer.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
    let again = site.ask("GET /some/where/", &format!("If-None-Match: {tag}\r\n"));
    assert!(again.starts_with("HTTP/1.1 304") && again.ends_with("\r\n\r\n"), "{again}");
    let head = site.ask("HEAD /some/where/index.html", "");
    assert!(head.contains("Content-Length: 11\r\n") && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn the_page_and_its_worker_are_asked_for_anew() {
    let site = Site::new("fresh");
    for path in ["/some/where/", "/some/where/index.html", "/some/where/sw.js"] {
        let answer = site.get(path);
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.contains("Cache-Control: no-cache\r\n"),
            "{answer}"
        );
    }
    assert!(site.get("/some/where/sw.js").contains("Content-Type: text/javascript; charset=utf-8\r\n"));
}

#[test]
fn the_smallest_accepted_copy_is_sent() {
    let site = Site::new("copies");
    let path = "GET /some/where/app-3e936bcee4cb6f1_bg.wasm";
    for (accepted, coding, body) in
        [("br, gzip", "br", "small"), ("gzip", "gzip", "zipped"), ("br;q=0", "", "raw"), ("", "", "raw")]
    {
        let answer = site.ask(path, &format!("Accept-Encoding: {accepted}\r\n"));
        assert!(
            answer.contains("Content-Type: application/wasm\r\n") && answer.contains("immutable"),
            "{answer}"
        );
        assert!(answer.ends_with(&format!("\r\n\r\n{body}")), "{accepted}: {answer}");
        assert_eq!(answer.contains("Content-Encoding: "), !coding.is_empty(), "{answer}");
        assert!(answer.contains(coding), "{answer}");
    }
}

#[test]
fn nothing_outside_the_site_is_served() {
    let site = Site::new("outside");
    for path in [
        "/",
        "/index.html",
        "/some/where/../secret.txt",
        "/some/where/%2e%2e/secret.txt",
        "/some/where/guides",
    ] {
        assert!(site.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    assert!(site.ask("POST /some/where/", "").starts_with("HTTP/1.1 405"));
    assert!(site.get("/some/where").contains("Location: /some/where/\r\n"));
}

#[test]
fn it_fails_stops_and_remembers_on_demand() {
    let mut site = Site::new("demand");
    site.server.fail("guides/a.md", 500);
    assert!(site.get("/some/where/guides/a.md").starts_with("HTTP/1.1 500"));
    site.server.heal();
    assert!(site.get("/some/where/guides/a.md?x").ends_with("# A"));
    let seen: Vec<_> = site.server.seen().into_iter().map(|seen| (seen.target, seen.status)).collect();
    let path = "/some/where/guides/a.md";
    assert_eq!(seen, [(path.to_owned(), 500), (format!("{path}?x"), 200)]);
    let address = site.server.origin().replace("http://", "");
    site.server.stop();
    assert!(TcpStream::connect(&address).is_err());
    site.server.resume().unwrap();
    assert!(site.get("/some/where/").starts_with("HTTP/1.1 200"));
}
