//! A mail server that takes everything at once.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivatePkcs8KeyDer},
};

/// Starts the server on the runtime of the caller and says its port; with `acceptor` it protects its
/// conversations (`STARTTLS`).
pub fn start(acceptor: Option<TlsAcceptor>) -> anyhow::Result<u16> {
    let listener = listener()?;
    let port = listener.local_addr()?.port();
    let listener = TcpListener::from_std(listener)?;
    tokio::spawn(listen(listener, acceptor));
    Ok(port)
}

/// Starts the server, without protection, in a thread of its own, so that it takes no time from ours.
pub fn start_apart() -> anyhow::Result<u16> {
    let listener = listener()?;
    let port = listener.local_addr()?.port();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::spawn(move || {
        runtime.block_on(async move {
            if let Ok(listener) = TcpListener::from_std(listener) {
                listen(listener, None).await;
            }
        });
    });
    Ok(port)
}

fn listener() -> std::io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

async fn listen(listener: TcpListener, acceptor: Option<TlsAcceptor>) {
    while let Ok((stream, _)) = listener.accept().await {
        stream.set_nodelay(true).ok();
        tokio::spawn(converse(stream, acceptor.clone()));
    }
}

async fn converse(mut stream: TcpStream, acceptor: Option<TlsAcceptor>) -> std::io::Result<()> {
    stream.write_all(b"220 ready\r\n").await?;
    let Some(acceptor) = acceptor else {
        let (reading, writing) = stream.into_split();
        return commands(BufReader::new(reading), writing).await;
    };
    while stream.read_u8().await? != b'\n' {}
    stream.write_all(b"250-fine\r\n250 STARTTLS\r\n").await?;
    while stream.read_u8().await? != b'\n' {}
    stream.write_all(b"220 go on\r\n").await?;
    let (reading, writing) = tokio::io::split(acceptor.accept(stream).await?);
    commands(BufReader::new(reading), writing).await
}

async fn commands(
    mut reading: impl AsyncBufRead + Unpin,
    mut writing: impl AsyncWrite + Unpin,
) -> std::io::Result<()> {
    let mut line = Vec::new();
    let mut in_text = false;
    loop {
        line.clear();
        if reading.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (in_text, line.as_slice()) {
            (true, b".\r\n") => {
                in_text = false;
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, line) if line.starts_with(b"DATA") => {
                in_text = true;
                b"354 go on\r\n"
            }
            (false, line) if line.starts_with(b"QUIT") => return writing.write_all(b"221 bye\r\n").await,
            (false, _) => b"250 fine\r\n",
        };
        writing.write_all(answer).await?;
        writing.flush().await?;
    }
}

/// A certificate for this machine, and the authority that vouches for it (PEM).
pub fn certificate() -> anyhow::Result<(TlsAcceptor, String)> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let server = CertificateParams::new(vec!["127.0.0.1".to_owned()])?.signed_by(&key, &authority)?;
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![server.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )?;
    Ok((TlsAcceptor::from(Arc::new(config)), authority.pem()))
}
