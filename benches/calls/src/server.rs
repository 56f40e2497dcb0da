//! A server that answers every request as Dfns answers one for a login code, over HTTP and HTTPS.

use std::io;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\n\
    content-type: application/json; charset=utf-8\r\n\
    date: Sat, 28 Nov 2026 10:00:00 GMT\r\n\
    content-length: 21\r\n\
    \r\n\
    {\"message\":\"success\"}";

/// What the certificate of the server is signed by.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("../../../runtime/tests/transports/tls/ca.der");

/// A server in a process of its own, so that what it spends does not count.
pub(crate) struct Server {
    process: Child,
    pub(crate) plain: String,
    pub(crate) secure: String,
}

impl Server {
    /// Starts this program again, as a server.
    pub(crate) fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?).arg("server").stdout(Stdio::piped()).spawn()?;
        let mut lines = io::BufRead::lines(io::BufReader::new(process.stdout.take().unwrap()));
        let mut next = || lines.next().unwrap();
        let (plain, secure) = (next()?, next()?);
        Ok(Self { process, plain, secure })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves for ever, and says where.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn serve() -> io::Result<()> {
    let certificate = CertificateDer::from_slice(include_bytes!("../../../runtime/tests/transports/tls/localhost.der"));
    let key = PrivatePkcs8KeyDer::from(&include_bytes!("../../../runtime/tests/transports/tls/localhost.key")[..]);
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![certificate], key.into()))
        .map_err(io::Error::other)?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (plain, secure) = (TcpListener::bind("127.0.0.1:0").await?, TcpListener::bind("127.0.0.1:0").await?);
    println!("http://127.0.0.1:{}", plain.local_addr()?.port());
    println!("https://localhost:{}", secure.local_addr()?.port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = secure.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                stream.set_nodelay(true)?;
                answer(acceptor.accept(stream).await?).await
            });
        }
    });
    loop {
        let (stream, _) = plain.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(answer(stream));
    }
}

/// Answers the requests of a connection. They have bodies of one object, and come one by one.
async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let mut buffer = [0; 4096];
    let mut filled = 0;
    loop {
        match stream.read(&mut buffer[filled..]).await? {
            0 => return Ok(()),
            read => filled += read,
        }
        if buffer[..filled].ends_with(b"}") {
            filled = 0;
            stream.write_all(ANSWER).await?;
            stream.flush().await?;
        }
    }
}
