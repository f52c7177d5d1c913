"""pywebtransport 0.21 in the form in which peer.py uses it."""
import asyncio
import logging
import ssl
from contextlib import asynccontextmanager

from pywebtransport import (
    ClientConfig, ConnectionError, ServerConfig, SessionError, StreamError, WebTransportBidirectionalStream,
    WebTransportClient, WebTransportServer)
from pywebtransport.types import EventType

logging.disable(logging.CRITICAL)

WINDOW = 100 << 20
PATIENCE_S = 60.0  # a busy machine fails nothing
SETTINGS = {
    "max_connections": 10_000,
    "read_timeout": PATIENCE_S,
    "stream_create_timeout": PATIENCE_S,
    "connection_receive_window": WINDOW,
    "connection_send_window": WINDOW,
    "session_receive_window": WINDOW,
    "stream_receive_window": WINDOW,
    "initial_max_data": WINDOW,
    "initial_max_streams_bidi": 10_000,
    "initial_max_streams_uni": 10_000,
    "max_streams_bidi": 10_000,
    "max_streams_uni": 10_000,
    "max_connection_pending_events": 100_000,
    "max_session_pending_events": 100_000,
    "max_pending_datagrams": 16_384,
    "max_pending_streams": 10_000,
    "max_write_buffer_size": WINDOW,
}


async def listen(host, port, certificate, key, protocols, serve):
    async def take_sessions(connection):
        async for session in connection.incoming_sessions():
            group.create_task(take(session))

    async def take(session):
        offered = session.wt_available_protocols or []
        spoken = next((each for each in protocols if each in offered), None)
        await session.accept(wt_protocol=spoken)
        await serve(session.path, session)
        await session.close()

    settings = ServerConfig(
        bind_host=host, bind_port=port, certfile=certificate, keyfile=key, **SETTINGS)
    async with WebTransportServer(config=settings) as server, asyncio.TaskGroup() as group:
        await server.listen()
        print("listening on %s:%d" % server.local_addresses[0][:2], flush=True)
        async for connection in server.incoming_connections():
            group.create_task(take_sessions(connection))


def client(protocols):
    return WebTransportClient(config=ClientConfig(
        verify_mode=ssl.CERT_NONE, connect_timeout=PATIENCE_S, wt_available_protocols=protocols or None, **SETTINGS))


@asynccontextmanager
async def session(client, host, port, path):
    opened = await client.connect(url=f"https://{host}:{port}{path}")
    yield opened
    await opened.close()


async def serve(session, stream, datagram):
    """Gives streams and datagrams to their handlers until the session is over."""
    async def attempt(work):
        try:
            await work
        except (ConnectionError, SessionError, StreamError):
            pass  # its session is over

    async def take(streams):
        async for opened in streams:
            group.create_task(attempt(stream(opened)))

    async def take_datagrams():
        while True:
            await datagram(await session.read_datagram())

    async with asyncio.TaskGroup() as group:
        datagrams = group.create_task(attempt(take_datagrams()))
        await asyncio.gather(take(session.incoming_bidirectional_streams()), take(session.incoming_unidirectional_streams()))
        datagrams.cancel()


async def closed(session):
    if not session.is_closed:
        await session.events.wait_for(event_type=EventType.SESSION_CLOSED)


async def accept_one_way(session):
    return await anext(session.incoming_unidirectional_streams())


async def receive_datagram(session):
    return await session.read_datagram()


async def send_datagram(session, data):
    await session.send_datagram(data=data)


async def open_stream(session, two_way):
    return await (session.create_bidirectional_stream() if two_way else session.create_unidirectional_stream())


async def read(stream, size):
    return await stream.read(max_size=size)


async def read_all(stream):
    return await stream.read_all()


async def write(stream, data, end=True):
    await stream.write_all(data=data, end_stream=end)


def two_way(stream):
    return isinstance(stream, WebTransportBidirectionalStream)


def protocol(session):
    return session.wt_protocol or ""
