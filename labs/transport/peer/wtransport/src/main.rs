//! A server and a client of wtransport, which share no code with the project. Its commands are those
//! of ../webtransport-go/main.go.
mod cycles;
mod files;
mod routes;

use anyhow::{bail, Result};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use wtransport::config::QuicTransportConfig;
use wtransport::endpoint::endpoint_side::Client;
use wtransport::{ClientConfig, Connection, Endpoint, Identity, ServerConfig, VarInt};

pub const LIMIT: Duration = Duration::from_secs(30);
pub const MEBIBYTE: usize = 1 << 20;
pub const CHUNK: usize = 1 << 16;

/// The windows and stream limits of the document's server and client.
fn transport() -> QuicTransportConfig {
    let mut config = QuicTransportConfig::default();
    config.max_concurrent_bidi_streams(10_000u32.into());
    config.max_concurrent_uni_streams(10_000u32.into());
    config.stream_receive_window((100u32 << 20).into());
    config.receive_window((100u32 << 20).into());
    config.datagram_receive_buffer_size(Some(16 << 20));
    config.datagram_send_buffer_size(16 << 20);
    config
}

/// Serves sessions of all paths until the process ends.
pub async fn listen<F, W>(place: &[String], serve: F) -> Result<()>
where
    F: Fn(String, Connection) -> W + Clone + Send + 'static,
    W: Future<Output = ()> + Send,
{
    let [host, port, certificate, key] = place else {
        bail!("a server has HOST PORT CERTIFICATE KEY")
    };
    let address: SocketAddr = format!("{host}:{port}").parse()?;
    let config = ServerConfig::builder()
        .with_bind_address(address)
        .with_custom_transport(Identity::load_pemfiles(certificate, key).await?, transport())
        .build();
    let endpoint = Endpoint::server(config)?;
    println!("listening on {}", endpoint.local_addr()?);
    loop {
        let incoming = endpoint.accept().await;
        let serve = serve.clone();
        tokio::spawn(async move {
            match async { Ok::<_, anyhow::Error>(incoming.await?) }.await {
                Ok(request) => {
                    let path = request.path().to_string();
                    match request.accept().await {
                        Ok(connection) => serve(path, connection).await,
                        Err(error) => eprintln!("{error}"),
                    }
                }
                Err(error) => eprintln!("{error}"),
            }
        });
    }
}

/// A session on a connection and a socket of its own.
pub async fn connect(address: &str, path: &str) -> Result<Arc<Connection>> {
    session(&endpoint()?, address, path).await
}

/// A client's socket. Any certificate will do.
pub fn endpoint() -> Result<Endpoint<Client>> {
    let mut config = ClientConfig::builder()
        .with_bind_address("127.0.0.1:0".parse()?)
        .with_no_cert_validation()
        .build();
    config.quic_config_mut().transport_config(Arc::new(transport()));
    Ok(Endpoint::client(config)?)
}

/// A session on a connection of its own.
pub async fn session(from: &Endpoint<Client>, address: &str, path: &str) -> Result<Arc<Connection>> {
    let url = format!("https://{address}{path}");
    Ok(Arc::new(from.connect(url).await?))
}

pub fn close(connection: &Connection) {
    connection.close(VarInt::from_u32(0), b"");
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["server", ..] => routes::serve(&arguments[1..]).await,
        ["client", cycle, address, warm_up_ms, ms] => {
            cycles::run(cycle, address, warm_up_ms.parse()?, ms.parse()?).await
        }
        ["idle", address] => cycles::idle(address).await,
        ["stats", address] => cycles::print_stats(address).await,
        ["files", .., work] => files::serve(&arguments[1..arguments.len() - 1], work).await,
        ["fetch", address, work] => files::fetch(address, work).await,
        _ => bail!("there is no command {arguments:?}"),
    }
}
