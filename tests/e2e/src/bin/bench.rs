//! Times the cases of `bench/` in a page: `cargo xtask bench`. The folder with the page is the argument.

use anyhow::Context;
use e2e::{Browser, Outcome, Page};

fn main() -> Outcome {
    let folder = std::env::args().nth(1).context("name the folder that holds the page")?;
    e2e::block_on(async {
        let page = Page::on(Browser::Chromium, folder.into()).await?;
        page.goto("").await?;
        let ready = async |page: &Page| Ok(page.evaluate("'bench' in window").await? == true);
        page.wait_until("the cases are loaded", ready).await?;
        let count = page.evaluate("bench.count()").await?.as_u64().context("no number of cases")?;
        for case in 0..count {
            let line = page.evaluate(&format!("bench.time({case})")).await?;
            println!("{}", line.as_str().context("no line for a case")?);
        }
        Ok(())
    })
}
