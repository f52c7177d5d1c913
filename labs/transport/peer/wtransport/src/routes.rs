use crate::{listen, CHUNK, MEBIBYTE};
use anyhow::Result;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::Arc;
use wtransport::{Connection, RecvStream, SendStream};

static STREAMS: AtomicUsize = AtomicUsize::new(0);
static STREAM_BYTES: AtomicUsize = AtomicUsize::new(0);
static DATAGRAMS: AtomicUsize = AtomicUsize::new(0);
pub static CONTENT: [u8; MEBIBYTE] = [0; MEBIBYTE];

pub async fn serve(place: &[String]) -> Result<()> {
    listen(place, |target, connection| async move {
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let every = query.strip_prefix("streams=").and_then(|text| text.parse().ok()).unwrap_or(1);
        let heard = Arc::new(AtomicUsize::new(0));
        tokio::join!(
            datagrams(&connection, &heard, path == "/echo"),
            one_way(&connection, path == "/sink", every),
            two_way(&connection, path, query.starts_with("confirm="), &heard),
        );
    })
    .await
}

async fn datagrams(connection: &Connection, heard: &AtomicUsize, echo: bool) {
    while let Ok(data) = connection.receive_datagram().await {
        heard.fetch_add(1, SeqCst);
        DATAGRAMS.fetch_add(1, SeqCst);
        if echo {
            let _ = connection.send_datagram(data.payload());
        }
    }
}

/// Reads to the end, and counts.
pub async fn drain(stream: &mut RecvStream) -> Result<usize> {
    let mut scratch = vec![0; CHUNK];
    let mut all = 0;
    while let Some(read) = stream.read(&mut scratch).await? {
        all += read;
        STREAM_BYTES.fetch_add(read, SeqCst);
    }
    Ok(all)
}

/// One-way streams are drained; /sink answers each so many of them with the number of all bytes.
async fn one_way(connection: &Connection, tells: bool, every: usize) {
    let (told, mut telling) = tokio::sync::mpsc::unbounded_channel::<usize>();
    let ended = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let accepting = async {
        while let Ok(mut stream) = connection.accept_uni().await {
            STREAMS.fetch_add(1, SeqCst);
            let (told, ended) = (told.clone(), ended.clone());
            tokio::spawn(async move {
                if let Ok(read) = drain(&mut stream).await {
                    ended.1.fetch_add(read, SeqCst);
                    if (ended.0.fetch_add(1, SeqCst) + 1) % every == 0 {
                        let _ = told.send(ended.1.load(SeqCst));
                    }
                }
            });
        }
    };
    let answering = async {
        while let Some(bytes) = telling.recv().await {
            if tells {
                let _ = send(connection, bytes.to_string().as_bytes()).await;
            }
        }
    };
    tokio::select! { _ = accepting => {}, _ = answering => {} }
}

/// Writes and ends a one-way stream.
pub async fn send(connection: &Connection, bytes: &[u8]) -> Result<()> {
    let mut stream = connection.open_uni().await?.await?;
    stream.write_all(bytes).await?;
    Ok(stream.finish().await?)
}

async fn two_way(connection: &Connection, path: &str, confirms: bool, heard: &Arc<AtomicUsize>) {
    while let Ok((sending, receiving)) = connection.accept_bi().await {
        STREAMS.fetch_add(1, SeqCst);
        let (path, heard) = (path.to_string(), heard.clone());
        tokio::spawn(async move { answer(&path, confirms, &heard, sending, receiving).await });
    }
}

pub async fn read_all(stream: &mut RecvStream) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut scratch = vec![0; CHUNK];
    while let Some(read) = stream.read(&mut scratch).await? {
        all.extend_from_slice(&scratch[..read]);
    }
    Ok(all)
}

async fn answer(
    path: &str,
    confirms: bool,
    heard: &AtomicUsize,
    mut sending: SendStream,
    mut receiving: RecvStream,
) -> Result<()> {
    match path {
        "/sink" => {
            let read = drain(&mut receiving).await?;
            sending.write_all(read.to_string().as_bytes()).await?;
        }
        "/duplex" => {
            let (read, sent) = tokio::join!(drain(&mut receiving), async {
                sending.write_all(&CONTENT).await?;
                if !confirms {
                    sending.finish().await?;
                }
                anyhow::Ok(())
            });
            sent?;
            if !confirms {
                return Ok(());
            }
            sending.write_all(read?.to_string().as_bytes()).await?;
        }
        "/echo" => {
            let mut scratch = vec![0; CHUNK];
            while let Some(read) = receiving.read(&mut scratch).await? {
                STREAM_BYTES.fetch_add(read, SeqCst);
                sending.write_all(&scratch[..read]).await?;
            }
        }
        "/latency" => {
            let data = read_all(&mut receiving).await?;
            STREAM_BYTES.fetch_add(data.len(), SeqCst);
            sending.write_all(&data).await?;
        }
        "/produce" => {
            let mut size = [0; 128];
            let read = receiving.read(&mut size).await?.unwrap_or(0);
            let mut many: usize = std::str::from_utf8(&size[..read])?.parse()?;
            while many > 0 {
                let part = many.min(MEBIBYTE);
                sending.write_all(&CONTENT[..part]).await?;
                many -= part;
            }
        }
        "/datagrams" => {
            sending.write_all(heard.load(SeqCst).to_string().as_bytes()).await?;
        }
        "/stats" => {
            let counts = format!(
                "{{\"streams\": {}, \"stream_bytes\": {}, \"datagrams\": {}}}\n",
                STREAMS.load(SeqCst),
                STREAM_BYTES.load(SeqCst),
                DATAGRAMS.load(SeqCst)
            );
            sending.write_all(counts.as_bytes()).await?;
        }
        _ => {
            drain(&mut receiving).await?;
        }
    }
    Ok(sending.finish().await?)
}
