//! Fetching the app's own files.
/// A text file of the site.
pub(crate) async fn text(path: &str) -> Result<String, String> {
    let r = gloo_net::http::Request::get(path).send().await.map_err(|e| e.to_string())?;
    if !r.ok() {
        return Err(format!("status {}", r.status()));
    }
    r.text().await.map_err(|e| e.to_string())
}
