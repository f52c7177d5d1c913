"""aioquic's WebTransport in the form in which peer.py uses it."""
import asyncio
import ssl
from contextlib import asynccontextmanager

from aioquic.asyncio import QuicConnectionProtocol, serve as serve_quic
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.h3.events import DatagramReceived, DataReceived, HeadersReceived, WebTransportStreamDataReceived
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from aioquic.quic.events import ConnectionTerminated, ProtocolNegotiated, StreamDataReceived, StreamReset

WINDOW = 100 << 20


class Stream:
    def __init__(self, connection, number):
        self.connection, self.number = connection, number
        self.reader = asyncio.StreamReader()


class Session:
    def __init__(self, connection, number, headers):
        self.connection, self.number, self.headers = connection, number, headers
        self.streams, self.one_way, self.datagrams = asyncio.Queue(), asyncio.Queue(), asyncio.Queue()
        self.over = asyncio.Event()


class Connection(QuicConnectionProtocol):
    """Carries one session."""

    def __init__(self, quic, stream_handler=None, protocols=(), serve=None):
        super().__init__(quic, stream_handler)
        self.quic, self.protocols, self.handler = quic, protocols, serve
        self.http = self.session = self.task = None
        self.known = {}
        # Two-way streams that this end opened: of the answers on them H3Connection thinks that they
        # are HTTP's frames, so they do not go through it.
        self.own = set()
        self.opened = asyncio.get_running_loop().create_future()

    def quic_event_received(self, event):
        if isinstance(event, ProtocolNegotiated):
            self.http = H3Connection(self.quic, enable_webtransport=True)
        elif isinstance(event, StreamReset) and event.stream_id in self.known:
            self.known[event.stream_id].reader.set_exception(ConnectionError("a stream was broken off"))
        elif isinstance(event, ConnectionTerminated):
            self.end(event.reason_phrase or f"error {event.error_code}")
        if isinstance(event, StreamDataReceived) and event.stream_id in self.own:
            self.came(self.known[event.stream_id], event.data, event.end_stream)
        elif self.http is not None:
            for each in self.http.handle_event(event):
                self.http_event_received(each)

    def http_event_received(self, event):
        if isinstance(event, HeadersReceived):
            headers = dict(event.headers)
            if self.handler is None:
                self.answered(event, headers)
            else:
                self.asked(event, headers)
        elif isinstance(event, WebTransportStreamDataReceived):
            stream = self.known.get(event.stream_id)
            if stream is None:
                stream = self.known[event.stream_id] = Stream(self, event.stream_id)
                (self.session.one_way if event.stream_id & 2 else self.session.streams).put_nowait(stream)
            self.came(stream, event.data, event.stream_ended)
        elif isinstance(event, DatagramReceived):
            self.session.datagrams.put_nowait(event.data)
        elif isinstance(event, DataReceived) and event.stream_ended and self.session is not None:
            self.end("the session is over")

    @staticmethod
    def came(stream, data, ended):
        stream.reader.feed_data(data)
        if ended:
            stream.reader.feed_eof()

    def asked(self, event, headers):
        self.session = Session(self, event.stream_id, {})
        answer = [(b":status", b"200"), (b"sec-webtransport-http3-draft", b"draft02")]
        offered = headers.get(b"wt-available-protocols", b"").decode().replace('"', "").split(", ")
        spoken = [each for each in self.protocols if each in offered]
        if spoken:
            self.session.headers = {b"wt-protocol": f'"{spoken[0]}"'.encode()}
        self.http.send_headers(event.stream_id, answer + list(self.session.headers.items()))
        self.transmit()
        self.task = asyncio.create_task(self.handle(headers[b":path"].decode()))

    async def handle(self, path):
        await self.handler(path, self.session)
        if not self.session.over.is_set():
            self.http.send_data(self.session.number, b"", end_stream=True)
            self.transmit()

    def answered(self, event, headers):
        if headers[b":status"] != b"200":
            self.end(f"the server answers {headers[b':status'].decode()}")
        else:
            self.session = Session(self, event.stream_id, headers)
            self.opened.set_result(self.session)

    def end(self, reason):
        if not self.opened.done() and self.handler is None:
            self.opened.set_exception(ConnectionError(reason))
        if self.session is not None:
            self.session.over.set()
            for stream in self.known.values():
                if not stream.reader.at_eof():
                    stream.reader.set_exception(ConnectionError(reason))


def configuration(is_client):
    return QuicConfiguration(
        alpn_protocols=H3_ALPN, is_client=is_client, max_data=WINDOW, max_stream_data=WINDOW,
        max_datagram_frame_size=65_535, verify_mode=ssl.CERT_NONE if is_client else None)


async def listen(host, port, certificate, key, protocols, serve):
    settings = configuration(False)
    settings.load_cert_chain(certificate, key)
    server = await serve_quic(
        host, port, configuration=settings,
        create_protocol=lambda quic, **more: Connection(quic, protocols=protocols, serve=serve, **more))
    print("listening on %s:%d" % server._transport.get_extra_info("sockname")[:2], flush=True)
    await asyncio.get_running_loop().create_future()


@asynccontextmanager
async def client(protocols):
    """There is none: a connection has its own socket."""
    yield protocols


@asynccontextmanager
async def session(protocols, host, port, path):
    """As aioquic.asyncio.connect, which at the end would wait for the QUIC connection to drain: some
    90 ms during which nothing is done, and which the others do not wait for either."""
    settings = configuration(True)
    settings.server_name = host
    transport, connection = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Connection(QuicConnection(configuration=settings)), local_addr=(host, 0))
    try:
        connection.connect((host, port))
        await connection.wait_connected()
        headers = [
            (b":method", b"CONNECT"), (b":scheme", b"https"), (b":authority", f"{host}:{port}".encode()),
            (b":path", path.encode()), (b":protocol", b"webtransport"), (b"sec-webtransport-http3-draft02", b"1")]
        if protocols:
            headers.append((b"wt-available-protocols", ", ".join(f'"{each}"' for each in protocols).encode()))
        connection.http.send_headers(connection.quic.get_next_available_stream_id(), headers)
        connection.transmit()
        yield await connection.opened
        connection.http.send_data(connection.session.number, b"", end_stream=True)
    finally:
        connection.close()
        transport.close()


def two_way(stream):
    return not stream.number & 2


def protocol(session):
    return session.headers.get(b"wt-protocol", b"").decode().replace('"', "")


async def closed(session):
    await session.over.wait()


async def accept_one_way(session):
    return await session.one_way.get()


async def receive_datagram(session):
    return await session.datagrams.get()


async def send_datagram(session, data):
    session.connection.http.send_datagram(session.number, bytes(data))
    session.connection.transmit()


async def open_stream(session, two_way):
    connection = session.connection
    number = connection.http.create_webtransport_stream(session.number, is_unidirectional=not two_way)
    if two_way:
        connection.own.add(number)
    return connection.known.setdefault(number, Stream(connection, number))


async def read(stream, size):
    return await stream.reader.read(size)


async def read_all(stream):
    return await stream.reader.read()


async def write(stream, data, end=True):
    stream.connection.quic.send_stream_data(stream.number, bytes(data), end)
    stream.connection.transmit()


async def serve(session, stream, datagram):
    """Gives streams and datagrams to their handlers until the session is over."""
    async def take(queue, handle):
        while True:
            group.create_task(attempt(handle(await queue.get())))

    async with asyncio.TaskGroup() as group:
        takers = [
            group.create_task(take(session.streams, stream)),
            group.create_task(take(session.one_way, stream)),
            group.create_task(take(session.datagrams, datagram))]
        await session.over.wait()
        for taker in takers:
            taker.cancel()


async def attempt(work):
    try:
        await work
    except ConnectionError:
        pass  # of a stream whose session is over
