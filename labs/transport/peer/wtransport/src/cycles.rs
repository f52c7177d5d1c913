use crate::routes::{drain, read_all, send, CONTENT};
use crate::{close, connect, CHUNK, LIMIT, MEBIBYTE};
use anyhow::{bail, ensure, Result};
use std::sync::Arc;
use std::time::Instant;
use tokio::task::JoinSet;
use tokio::time::timeout;
use wtransport::Connection;

pub async fn run(name: &str, address: &str, warm_ups: usize, rounds: usize) -> Result<()> {
    for _ in 0..warm_ups {
        round(name, address).await?;
    }
    println!("ready");
    std::io::stdin().read_line(&mut String::new())?;
    let (cpu, start) = (cpu_ns()?, Instant::now());
    let mut latencies = Vec::new();
    for _ in 0..rounds {
        let begun = Instant::now();
        round(name, address).await?;
        latencies.push(begun.elapsed().as_nanos() as u64);
    }
    let (elapsed, used) = (start.elapsed().as_nanos() as u64, cpu_ns()? - cpu);
    println!("done");
    let seen = serde_json::json!({"elapsedNs": elapsed, "cpuNs": used, "latenciesNs": latencies});
    println!("{seen}");
    Ok(())
}

pub async fn print_stats(address: &str) -> Result<()> {
    let connection = connect(address, "/stats").await?;
    println!("{}", std::str::from_utf8(&exchange(&connection, 0).await?)?);
    close(&connection);
    Ok(())
}

/// Of all threads, by the kernel's own account in nanoseconds.
fn cpu_ns() -> Result<u64> {
    let mut all = 0;
    for thread in std::fs::read_dir("/proc/self/task")? {
        let account = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        all += account.split(' ').next().unwrap_or("0").parse::<u64>()?;
    }
    Ok(all)
}

/// One connection from its first packet to its close; `connections` is a hundred of them.
async fn round(name: &str, address: &str) -> Result<()> {
    let path = match name {
        "connections" => {
            for _ in 0..100 {
                Box::pin(round("handshake", address)).await?;
            }
            return Ok(());
        }
        "handshake" | "request-64" | "request-1024" => "/latency",
        "datagram" => "/echo",
        "upload" | "streams" | "datagrams" => "/discard",
        "upload-told" => "/sink?streams=10",
        "streams-two-way" => "/sink",
        "streams-told" => "/sink?streams=1000",
        "download" => "/produce",
        "duplex" => "/duplex",
        "duplex-told" => "/duplex?confirm=1",
        _ => bail!("there is no cycle {name}"),
    };
    let connection = timeout(LIMIT, connect(address, path)).await??;
    let result = timeout(LIMIT, work(name, &connection)).await?;
    close(&connection);
    result
}

async fn work(name: &str, connection: &Arc<Connection>) -> Result<()> {
    match name {
        "request-64" => request(connection, 64).await,
        "request-1024" => request(connection, 1024).await,
        "datagram" => {
            connection.send_datagram(&CONTENT[..64])?;
            ensure!(connection.receive_datagram().await?.payload().len() == 64, "another echo");
            Ok(())
        }
        "upload" => upload(connection).await,
        "upload-told" => {
            upload(connection).await?;
            all_told(connection, 10 * MEBIBYTE).await
        }
        "download" => {
            for _ in 0..10 {
                let (mut sending, mut receiving) = connection.open_bi().await?.await?;
                sending.write_all(MEBIBYTE.to_string().as_bytes()).await?;
                ensure!(drain(&mut receiving).await? == MEBIBYTE, "not a mebibyte came");
                let _ = sending.finish().await; // a server may have stopped reading by now
            }
            Ok(())
        }
        "duplex" | "duplex-told" => {
            for _ in 0..10 {
                duplex(connection, name == "duplex-told").await?;
            }
            Ok(())
        }
        "streams" => at_once(connection, false).await,
        "streams-two-way" => at_once(connection, true).await,
        "streams-told" => {
            at_once(connection, false).await?;
            all_told(connection, 1000 * CHUNK).await
        }
        "datagrams" => {
            for _ in 0..10_000 {
                connection.send_datagram(&CONTENT[..64])?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Sends so many bytes and the end, and reads to the end. `finish` waits for acknowledgements, and
/// the answer need not wait for them.
async fn exchange(connection: &Connection, bytes: usize) -> Result<Vec<u8>> {
    let (mut sending, mut receiving) = connection.open_bi().await?.await?;
    sending.write_all(&CONTENT[..bytes]).await?;
    let (ended, answer) = tokio::join!(sending.finish(), read_all(&mut receiving));
    ended?;
    answer
}

async fn request(connection: &Connection, bytes: usize) -> Result<()> {
    ensure!(exchange(connection, bytes).await?.len() == bytes, "another answer");
    Ok(())
}

async fn told(connection: &Connection, bytes: usize) -> Result<()> {
    expect(&exchange(connection, bytes).await?, bytes)
}

fn expect(text: &[u8], bytes: usize) -> Result<()> {
    let arrived: usize = std::str::from_utf8(text)?.parse()?;
    ensure!(arrived == bytes, "{arrived} bytes arrived, not {bytes}");
    Ok(())
}

/// A mebibyte each way at once; the server may say behind its own how many bytes have come to it.
async fn duplex(connection: &Connection, is_told: bool) -> Result<()> {
    let (mut sending, mut receiving) = connection.open_bi().await?.await?;
    let (sent, read) = tokio::join!(
        async {
            sending.write_all(&CONTENT).await?;
            anyhow::Ok(sending.finish().await?)
        },
        read_all(&mut receiving)
    );
    sent?;
    let whole = read?;
    ensure!(whole.len() >= MEBIBYTE, "not a mebibyte came");
    if is_told {
        expect(&whole[MEBIBYTE..], MEBIBYTE)?;
    }
    Ok(())
}

async fn upload(connection: &Connection) -> Result<()> {
    for _ in 0..10 {
        send(connection, &CONTENT).await?;
    }
    Ok(())
}

/// The server's word of how much has come on one-way streams.
async fn all_told(connection: &Connection, bytes: usize) -> Result<()> {
    expect(&read_all(&mut connection.accept_uni().await?).await?, bytes)
}

async fn at_once(connection: &Arc<Connection>, two_way: bool) -> Result<()> {
    let mut all = JoinSet::new();
    for _ in 0..1000 {
        let connection = connection.clone();
        all.spawn(async move {
            if two_way {
                told(&connection, CHUNK).await
            } else {
                send(&connection, &CONTENT[..CHUNK]).await
            }
        });
    }
    while let Some(each) = all.join_next().await {
        each??;
    }
    Ok(())
}
