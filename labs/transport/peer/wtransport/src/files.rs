use crate::routes::{read_all, send};
use crate::{close, connect, listen, LIMIT};
use anyhow::{ensure, Context, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::JoinSet;
use tokio::time::timeout;
use wtransport::Connection;

/// What one end of an interoperation case does (see FileWork.java).
#[derive(Deserialize)]
struct Work {
    does: String,
    www: PathBuf,
    downloads: PathBuf,
    endpoint: String,
    files: Vec<String>,
}

pub async fn serve(place: &[String], text: &str) -> Result<()> {
    let work: Arc<Work> = Arc::new(serde_json::from_str(text)?);
    listen(place, move |_, connection| {
        let work = work.clone();
        async move {
            let connection = Arc::new(connection);
            if let Err(error) = run(&work, &connection, true).await {
                eprintln!("{error:#}");
            }
            close(&connection);
        }
    })
    .await
}

pub async fn fetch(address: &str, text: &str) -> Result<()> {
    let work: Arc<Work> = Arc::new(serde_json::from_str(text)?);
    let connection = connect(address, &format!("/{}", work.endpoint)).await?;
    let result = timeout(LIMIT, run(&work, &connection, false)).await?;
    close(&connection);
    connection.closed().await;
    result
}

async fn run(work: &Arc<Work>, connection: &Arc<Connection>, serves: bool) -> Result<()> {
    if work.does == "handshake" {
        // It knows no sub-protocols.
        std::fs::write(work.downloads.join("negotiated_protocol.txt"), "")?;
        if !serves {
            connection.closed().await;
        }
        return Ok(());
    }
    if work.does == "answer" {
        tokio::join!(
            answer_datagrams(work, connection),
            answer_one_way(work, connection),
            answer_two_way(work, connection),
        );
        return Ok(());
    }
    let mut all = JoinSet::new();
    for name in work.files.clone() {
        all.spawn(ask(work.clone(), connection.clone(), name));
    }
    while let Some(each) = all.join_next().await {
        each??;
    }
    Ok(())
}

impl Work {
    fn content(&self, request: &[u8]) -> Result<(String, Vec<u8>)> {
        let asked = std::str::from_utf8(request)?.strip_prefix("GET ").context("no GET")?;
        let name = Path::new(asked).file_name().context("no name")?.to_string_lossy().to_string();
        let content = std::fs::read(self.www.join(&self.endpoint).join(&name))?;
        Ok((name, content))
    }

    /// The answer where the way back is not the request's own stream.
    fn push(&self, request: &[u8]) -> Result<Vec<u8>> {
        let (name, content) = self.content(request)?;
        Ok([format!("PUSH {name}\n").as_bytes(), &content].concat())
    }

    fn save(&self, name: &str, content: &[u8]) -> Result<()> {
        let name = Path::new(name).file_name().context("no name")?;
        Ok(std::fs::write(self.downloads.join(&self.endpoint).join(name), content)?)
    }

    fn save_pushed(&self, pushed: &[u8]) -> Result<()> {
        let end = pushed.iter().position(|&byte| byte == b'\n').context("no line")?;
        let head = std::str::from_utf8(&pushed[..end])?;
        self.save(head.strip_prefix("PUSH ").context("no PUSH")?, &pushed[end + 1..])
    }
}

async fn answer_datagrams(work: &Work, connection: &Connection) {
    while let Ok(request) = connection.receive_datagram().await {
        if let Ok(pushed) = work.push(&request.payload()) {
            let _ = connection.send_datagram(pushed);
        }
    }
}

async fn answer_one_way(work: &Arc<Work>, connection: &Arc<Connection>) {
    while let Ok(mut stream) = connection.accept_uni().await {
        let (work, connection) = (work.clone(), connection.clone());
        tokio::spawn(async move {
            let pushed = work.push(&read_all(&mut stream).await?)?;
            send(&connection, &pushed).await
        });
    }
}

async fn answer_two_way(work: &Arc<Work>, connection: &Connection) {
    while let Ok((mut sending, mut receiving)) = connection.accept_bi().await {
        let work = work.clone();
        tokio::spawn(async move {
            let (_, content) = work.content(&read_all(&mut receiving).await?)?;
            sending.write_all(&content).await?;
            anyhow::Ok(sending.finish().await?)
        });
    }
}

async fn ask(work: Arc<Work>, connection: Arc<Connection>, name: String) -> Result<()> {
    let get = format!("GET {name}");
    match work.does.as_str() {
        "bidirectional" => {
            let (mut sending, mut receiving) = connection.open_bi().await?.await?;
            sending.write_all(get.as_bytes()).await?;
            sending.finish().await?;
            work.save(&name, &read_all(&mut receiving).await?)
        }
        "unidirectional" => {
            send(&connection, get.as_bytes()).await?;
            work.save_pushed(&read_all(&mut connection.accept_uni().await?).await?)
        }
        does => {
            ensure!(does == "datagram", "there is no way {does}");
            connection.send_datagram(get)?;
            work.save_pushed(&connection.receive_datagram().await?.payload())
        }
    }
}
