use crate::routes::{read_all, send, CONTENT};
use crate::{close, connect, endpoint, session, CHUNK, LIMIT, MEBIBYTE};
use anyhow::{bail, ensure, Result};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use wtransport::{Connection, RecvStream};

const DATAGRAMS: usize = 10_000;
const PATIENCE: Duration = Duration::from_millis(250);
const AT_ONCE: usize = 50;
const IDLE_AT_ONCE: usize = 100;

/// What `datagrams-told` heard of its server, and how long it waited in vain.
static HEARD: AtomicUsize = AtomicUsize::new(0);
static WAITED_NS: AtomicU64 = AtomicU64::new(0);

pub async fn run(name: &str, address: &str, warm_up_ms: u64, ms: u64) -> Result<()> {
    if name != "requests" {
        return time_turns(|| turn(name, address), warm_up_ms, ms).await;
    }
    // in a session that stays open
    let connection = connect(address, "/latency").await?;
    time_turns(|| requests(&connection), warm_up_ms, ms).await?;
    close(&connection);
    Ok(())
}

/// Begins none when the time is over.
async fn repeat<T: AsyncFnMut() -> Result<()>>(turn: &mut T, ms: u64) -> Result<Vec<u64>> {
    let mut latencies = Vec::new();
    let mut begun = Instant::now();
    let end = begun + Duration::from_millis(ms);
    while begun < end {
        turn().await?;
        latencies.push(begun.elapsed().as_nanos() as u64);
        begun = Instant::now();
    }
    Ok(latencies)
}

async fn time_turns<T: AsyncFnMut() -> Result<()>>(mut turn: T, warm_up_ms: u64, ms: u64) -> Result<()> {
    let warm_ups = repeat(&mut turn, warm_up_ms).await?.len();
    println!("ready");
    std::io::stdin().read_line(&mut String::new())?;
    HEARD.store(0, SeqCst);
    WAITED_NS.store(0, SeqCst);
    let cpu = cpu_ns()?;
    let latencies = repeat(&mut turn, ms).await?;
    let used = cpu_ns()? - cpu;
    println!("done");
    let seen = serde_json::json!({
        "warmUps": warm_ups, "cpuNs": used, "latenciesNs": latencies,
        "heard": HEARD.load(SeqCst), "waitedNs": WAITED_NS.load(SeqCst)});
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

async fn turn(name: &str, address: &str) -> Result<()> {
    match name {
        "connections" => {
            for _ in 0..100 {
                round("handshake", address).await?;
            }
            Ok(())
        }
        "connections-at-once" => timeout(LIMIT, connections_at_once(address)).await?,
        _ => round(name, address).await,
    }
}

/// One connection from its first packet to its close.
async fn round(name: &str, address: &str) -> Result<()> {
    let path = match name {
        "handshake" | "request-64" | "request-1024" => "/latency",
        "datagram" => "/echo",
        "upload" | "streams" | "datagrams" => "/discard",
        "upload-told" => "/sink?streams=10",
        "streams-two-way" => "/sink",
        "streams-told" => "/sink?streams=1000",
        "download" => "/produce",
        "duplex" => "/duplex",
        "duplex-told" => "/duplex?confirm=1",
        "datagrams-told" => "/datagrams",
        _ => bail!("there is no cycle {name}"),
    };
    let connection = timeout(LIMIT, connect(address, path)).await??;
    let result = timeout(LIMIT, work(name, &connection)).await?;
    close(&connection);
    result
}

/// Five times as many as are under way at a time, from one socket.
async fn connections_at_once(address: &str) -> Result<()> {
    let endpoint = Arc::new(endpoint()?);
    let begun = Arc::new(AtomicUsize::new(0));
    let mut lanes = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (endpoint, begun, address) = (endpoint.clone(), begun.clone(), address.to_string());
        lanes.spawn(async move {
            while begun.fetch_add(1, SeqCst) < 5 * AT_ONCE {
                let connection = session(&endpoint, &address, "/latency").await?;
                close(&connection);
            }
            anyhow::Ok(())
        });
    }
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    Ok(())
}

/// Opens as many sessions as each line says there shall be.
pub async fn idle(address: &str) -> Result<()> {
    let endpoint = Arc::new(endpoint()?);
    let mut sessions = Vec::new();
    let mut line = String::new();
    while std::io::stdin().read_line(&mut line)? > 0 {
        let wanted: usize = line.trim().parse()?;
        while sessions.len() < wanted {
            let mut more = JoinSet::new();
            for _ in 0..IDLE_AT_ONCE.min(wanted - sessions.len()) {
                let (endpoint, address) = (endpoint.clone(), address.to_string());
                more.spawn(async move { session(&endpoint, &address, "/latency").await });
            }
            while let Some(opened) = more.join_next().await {
                sessions.push(opened??);
            }
        }
        println!("open");
        line.clear();
    }
    Ok(())
}

async fn requests(connection: &Arc<Connection>) -> Result<()> {
    let mut all = JoinSet::new();
    for _ in 0..100 {
        let connection = connection.clone();
        all.spawn(async move { request(&connection, CHUNK).await });
    }
    while let Some(each) = all.join_next().await {
        each??;
    }
    Ok(())
}

async fn work(name: &str, connection: &Arc<Connection>) -> Result<()> {
    match name {
        "request-64" => request(connection, 64).await,
        "request-1024" => request(connection, 1024).await,
        "datagram" => {
            connection.send_datagram(&CONTENT[..64])?;
            ensure!(connection.receive_datagram().await?.payload()[..] == CONTENT[..64], "another echo");
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
                read_mebibyte(&mut receiving).await?;
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
        "datagrams" => datagrams(connection),
        "datagrams-told" => datagrams_told(connection).await,
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
    ensure!(exchange(connection, bytes).await? == CONTENT[..bytes], "another answer");
    Ok(())
}

async fn read_mebibyte(stream: &mut RecvStream) -> Result<()> {
    let mut scratch = vec![0; CHUNK];
    let mut all = 0;
    while let Some(read) = stream.read(&mut scratch).await? {
        ensure!(scratch[..read] == CONTENT[..read], "other bytes came than were sent");
        all += read;
    }
    ensure!(all == MEBIBYTE, "not a mebibyte came");
    Ok(())
}

fn datagrams(connection: &Connection) -> Result<()> {
    for _ in 0..DATAGRAMS {
        connection.send_datagram(&CONTENT[..64])?;
    }
    Ok(())
}

/// Asks until the server has heard all, or nothing new for a while, which is not counted.
async fn datagrams_told(connection: &Connection) -> Result<()> {
    datagrams(connection)?;
    let (mut heard, mut grew) = (0, Instant::now());
    while heard < DATAGRAMS && grew.elapsed() < PATIENCE {
        let answer = String::from_utf8(exchange(connection, 0).await?)?;
        let now: usize = answer.split(' ').next().unwrap_or("").parse()?;
        if now > heard {
            (heard, grew) = (now, Instant::now());
        } else {
            sleep(Duration::from_micros(500)).await;
        }
    }
    HEARD.fetch_add(heard, SeqCst);
    WAITED_NS.fetch_add(grew.elapsed().as_nanos() as u64, SeqCst);
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
    ensure!(whole.starts_with(&CONTENT), "not the mebibyte came that was sent");
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
