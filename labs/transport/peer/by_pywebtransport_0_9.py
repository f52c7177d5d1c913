"""pywebtransport 0.9, the document's own, in the form in which peer.py uses it. Its settings are
those of the document's benchmark (tests/benchmark of 0.9.0)."""
import asyncio
import logging
import ssl
from contextlib import asynccontextmanager

from pywebtransport import (
    ClientConfig, ServerApp, ServerConfig, WebTransportClient, WebTransportReceiveStream, WebTransportStream)
from pywebtransport.types import EventType

logging.disable(logging.CRITICAL)

CHUNK = 1 << 16
WINDOW = 100 << 20
PATIENCE_S = 60.0  # a busy machine fails nothing
SETTINGS = {
    "max_connections": 10_000,
    "read_timeout": PATIENCE_S,
    "stream_creation_timeout": PATIENCE_S,
    "write_timeout": PATIENCE_S,
    "initial_max_data": WINDOW,
    "initial_max_streams_bidi": 10_000,
    "initial_max_streams_uni": 10_000,
    "flow_control_window_size": WINDOW,
    "stream_flow_control_increment_bidi": 1 << 20,
    "stream_flow_control_increment_uni": 1 << 20,
}

# Of a client's session: the streams that the server opened, and the datagrams.
arrivals = {}


async def listen(host, port, certificate, key, protocols, serve):
    app = ServerApp(config=ServerConfig(
        bind_host=host, bind_port=port, certfile=certificate, keyfile=key, **SETTINGS))

    @app.pattern_route(pattern="/.*")
    async def handle(session, **_):
        await serve(session.path, session)

    async with app:
        await app.server.listen(host=host, port=port)
        print("listening on %s:%d" % app.server.local_address[:2], flush=True)
        await app.server.serve_forever()


def client(protocols):
    return WebTransportClient(config=ClientConfig(verify_mode=ssl.CERT_NONE, connect_timeout=PATIENCE_S, **SETTINGS))


@asynccontextmanager
async def session(client, host, port, path):
    session = await client.connect(url=f"https://{host}:{port}{path}")
    streams, datagrams = arrivals[session] = asyncio.Queue(), asyncio.Queue()

    async def opened(event):
        stream = event.data["stream"]  # it tells of those that this end opened too
        if isinstance(stream, WebTransportReceiveStream) and not two_way(stream):
            streams.put_nowait(stream)

    async def came(event):
        datagrams.put_nowait(event.data["data"])

    session.events.on(event_type=EventType.STREAM_OPENED, handler=opened)
    session.events.on(event_type=EventType.DATAGRAM_RECEIVED, handler=came)
    yield session
    del arrivals[session]
    await session.close()


async def serve(session, stream, datagram):
    """Gives streams and datagrams to their handlers until the session is over."""
    async def opened(event):
        if isinstance(event.data["stream"], WebTransportReceiveStream):
            asyncio.create_task(stream(event.data["stream"]))

    async def came(event):
        await datagram(event.data["data"])

    session.events.on(event_type=EventType.STREAM_OPENED, handler=opened)
    session.events.on(event_type=EventType.DATAGRAM_RECEIVED, handler=came)
    await closed(session)


async def closed(session):
    await session.events.wait_for(event_type=EventType.SESSION_CLOSED)


async def accept_one_way(session):
    return await arrivals[session][0].get()


async def receive_datagram(session):
    return await arrivals[session][1].get()


async def send_datagram(session, data):
    await session.send_datagram(data=data)


async def open_stream(session, two_way):
    return await (session.create_bidirectional_stream() if two_way else session.create_unidirectional_stream())


async def read(stream, size):
    return await stream.read(max_bytes=size)


async def read_all(stream):
    return await stream.read_all()


async def write(stream, data, end=True):
    """Its own write_all always ends the stream."""
    if end:
        await stream.write_all(data=data)
    else:
        for at in range(0, len(data), CHUNK):
            await stream.write(data=data[at:at + CHUNK])


def two_way(stream):
    return isinstance(stream, WebTransportStream)


def protocol(session):
    return ""  # it knows no sub-protocols
