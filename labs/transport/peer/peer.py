"""A server and a client of a Python library's WebTransport, which share no code with the project.

    peer.py LIBRARY server HOST PORT CERTIFICATE KEY         the benchmark's routes
    peer.py LIBRARY client CYCLE HOST:PORT WARM-UP-MS MS     one of the cycles, over and over
    peer.py LIBRARY idle HOST:PORT                           sessions that do nothing
    peer.py LIBRARY stats HOST:PORT                          what has come to such a server, as JSON
    peer.py LIBRARY files HOST PORT CERTIFICATE KEY WORK     a server of the interoperation cases
    peer.py LIBRARY fetch HOST:PORT WORK                     their client

client prints "ready", waits for a line, prints "done", and then what it saw as JSON. idle opens as
many as each line says there shall be and prints "open". WORK is JSON: does, www, downloads,
protocols, endpoint, files (see FileWork.java). The modules called by_LIBRARY give all libraries the
one form in which they are used here. As in the document's own benchmark each cycle has an event loop,
a socket and a connection of its own.
"""
import asyncio
import gc
import importlib
import json
import os
import sys
import time
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import uvloop

MEBIBYTE = 1 << 20
CHUNK = 1 << 16
LIMIT_S = 120
ZEROS = bytes(MEBIBYTE)
CONTENT = memoryview(ZEROS)
DATAGRAMS = 10_000
PATIENCE_NS = 250_000_000
AT_ONCE = 50
IDLE_AT_ONCE = 10
TRIES = 2

library = importlib.import_module("by_" + sys.argv[1].translate(str.maketrans("-.", "__")))
counts = {"streams": 0, "stream_bytes": 0, "datagrams": 0}


# The routes

async def drain(stream):
    """Reads to the end, and counts."""
    total = 0
    while data := await library.read(stream, CHUNK):
        total += len(data)
        counts["stream_bytes"] += len(data)
    return total


async def serve_stream(address, stream, heard):
    path = address.path
    if path == "/sink":
        await library.write(stream, b"%d" % await drain(stream))
    elif path == "/duplex":
        confirms = bool(address.query)
        _, read = await asyncio.gather(library.write(stream, CONTENT, end=not confirms), drain(stream))
        if confirms:
            await library.write(stream, b"%d" % read)
    elif path == "/echo":
        while data := await library.read(stream, CHUNK):
            counts["stream_bytes"] += len(data)
            await library.write(stream, data, end=False)
        await library.write(stream, b"")
    elif path == "/latency":
        data = await library.read_all(stream)
        counts["stream_bytes"] += len(data)
        await library.write(stream, data)
    elif path == "/produce":
        await library.write(stream, CONTENT[:int(await library.read(stream, 128))])
    elif path == "/datagrams":
        await library.write(stream, b"%d" % heard)
    elif path == "/stats":
        await library.write(stream, json.dumps(counts).encode())
    else:
        await drain(stream)
        await library.write(stream, b"")


async def serve_session(target, session):
    address = urlsplit(target)
    every = int(parse_qs(address.query).get("streams", ["1"])[0])
    ended = total = heard = 0

    async def one_way(stream):
        nonlocal ended, total
        read = await drain(stream)
        if address.path == "/sink":
            ended, total = ended + 1, total + read
            if ended % every == 0:
                await library.write(await library.open_stream(session, False), b"%d" % total)

    async def datagram(data):
        nonlocal heard
        heard += 1
        counts["datagrams"] += 1
        if address.path == "/echo":
            await library.send_datagram(session, data)

    async def stream(opened):
        counts["streams"] += 1
        await (serve_stream(address, opened, heard) if library.two_way(opened) else one_way(opened))

    await library.serve(session, stream, datagram)


# The cycles

seen = {"heard": 0, "waitedNs": 0}


def expect(what, seen, right):
    if seen != right:
        raise ValueError(f"{what} came as {seen}, not {right}")


def expect_content(data, size):
    if len(data) != size or bytes(data) != ZEROS[:size]:
        raise ValueError(f"{len(data)} bytes came that are not the {size} that were sent")


async def one_way(session, size):
    stream = await library.open_stream(session, False)
    await library.write(stream, CONTENT[:size])


async def ask(session, data):
    stream = await library.open_stream(session, True)
    await library.write(stream, data)
    return await library.read_all(stream)


async def request(session, size):
    expect_content(await ask(session, CONTENT[:size]), size)


async def told(session, size):
    expect("the number of bytes that arrived", int(await ask(session, CONTENT[:size])), size)


async def read_mebibyte(stream):
    total = 0
    while data := await library.read(stream, CHUNK):
        expect_content(data, len(data))
        total += len(data)
    expect("a mebibyte", total, MEBIBYTE)


async def produced(session):
    stream = await library.open_stream(session, True)
    await library.write(stream, b"%d" % MEBIBYTE, end=False)
    await read_mebibyte(stream)
    await library.write(stream, b"")


async def duplex(session):
    stream = await library.open_stream(session, True)
    await asyncio.gather(library.write(stream, CONTENT, end=False), read_mebibyte(stream))
    await library.write(stream, b"")


async def duplex_told(session):
    """The server's mebibyte and, behind it, how many bytes have come to it."""
    stream = await library.open_stream(session, True)
    _, whole = await asyncio.gather(library.write(stream, CONTENT), library.read_all(stream))
    expect_content(whole[:MEBIBYTE], MEBIBYTE)
    expect("the number of bytes that arrived", int(whole[MEBIBYTE:]), MEBIBYTE)


async def at_once(session, each, many=1000):
    await asyncio.gather(*(each(session, CHUNK) for _ in range(many)))


def all_told(sending, size):
    """One-way streams, and then the server's word of how much has come."""
    async def work(session):
        answer = asyncio.create_task(library.accept_one_way(session))
        await sending(session)
        expect("the number of bytes that arrived", int(await library.read_all(await answer)), size)
    return work


async def datagram(session):
    echo = asyncio.create_task(library.receive_datagram(session))
    await asyncio.sleep(0)  # it waits from now on
    await library.send_datagram(session, CONTENT[:64])
    expect_content(await echo, 64)


async def datagrams(session):
    await asyncio.gather(*(library.send_datagram(session, CONTENT[:64]) for _ in range(DATAGRAMS)))


async def datagrams_told(session):
    """Asks until the server has heard all, or nothing new for a while, which is not counted."""
    await datagrams(session)
    heard, grew = 0, time.perf_counter_ns()
    while heard < DATAGRAMS and time.perf_counter_ns() - grew < PATIENCE_NS:
        now = int(bytes(await ask(session, b"")).split()[0])
        if now > heard:
            heard, grew = now, time.perf_counter_ns()
        else:
            await asyncio.sleep(0.0005)
    seen["heard"] += heard
    seen["waitedNs"] += time.perf_counter_ns() - grew


def ten_times(each):
    async def work(session):
        for _ in range(10):
            await each(session)
    return work


UPLOAD = ten_times(lambda session: one_way(session, MEBIBYTE))
STREAMS = lambda session: at_once(session, one_way)
CYCLES = {
    "handshake": ("/latency", lambda session: asyncio.sleep(0)),
    "request-64": ("/latency", lambda session: request(session, 64)),
    "request-1024": ("/latency", lambda session: request(session, 1024)),
    "datagram": ("/echo", datagram),
    "upload": ("/discard", UPLOAD),
    "upload-told": ("/sink?streams=10", all_told(UPLOAD, 10 * MEBIBYTE)),
    "download": ("/produce", ten_times(produced)),
    "duplex": ("/duplex", ten_times(duplex)),
    "duplex-told": ("/duplex?confirm=1", ten_times(duplex_told)),
    "streams": ("/discard", STREAMS),
    "streams-told": ("/sink?streams=1000", all_told(STREAMS, 1000 * CHUNK)),
    "streams-two-way": ("/sink", lambda session: at_once(session, told)),
    "datagrams": ("/discard", datagrams),
    "datagrams-told": ("/datagrams", datagrams_told),
}


@asynccontextmanager
async def connect(address, path, protocols=()):
    async with library.client(protocols) as client, library.session(client, *address, path) as session:
        yield session


async def once(address, path, work):
    async with asyncio.timeout(LIMIT_S), connect(address, path) as session:
        await work(session)


async def connections(address):
    for _ in range(100):
        await once(address, *CYCLES["handshake"])


async def connections_at_once(address):
    """Five times as many as are under way at a time. Those of one client would stay open until the
    client is closed, so each has its own."""
    left = iter(range(5 * AT_ONCE))

    async def lane():
        for _ in left:
            await once(address, *CYCLES["handshake"])

    await asyncio.gather(*(lane() for _ in range(AT_ONCE)))


def run_cycles(name, address, warm_up_ms, ms):
    match name:
        case "connections":
            time_turns(lambda: uvloop.run(connections(address)), warm_up_ms, ms)
        case "connections-at-once":
            time_turns(lambda: uvloop.run(connections_at_once(address)), warm_up_ms, ms)
        case "requests":  # in a session that stays open
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                stack = AsyncExitStack()
                session = runner.run(stack.enter_async_context(connect(address, "/latency")))
                time_turns(lambda: runner.run(at_once(session, request, 100)), warm_up_ms, ms)
                runner.run(stack.aclose())
        case _:
            time_turns(lambda: uvloop.run(once(address, *CYCLES[name])), warm_up_ms, ms)


def repeat(turn, ms):
    """Begins none when the time is over."""
    latencies = []
    begun = start = time.perf_counter_ns()
    while begun - start < int(ms) * 1_000_000:
        turn()
        ended = time.perf_counter_ns()
        latencies.append(ended - begun)
        begun = ended
    return latencies


def time_turns(turn, warm_up_ms, ms):
    warm_ups = len(repeat(turn, warm_up_ms))
    print("ready", flush=True)
    sys.stdin.readline()
    seen.update(heard=0, waitedNs=0)
    cpu = time.process_time_ns()
    latencies = repeat(turn, ms)
    cpu = time.process_time_ns() - cpu
    print("done", flush=True)
    print(json.dumps({"warmUps": warm_ups, "cpuNs": cpu, "latenciesNs": latencies, **seen}), flush=True)


async def idle(address):
    async def open_one():
        async with limit:
            for left in range(TRIES, 0, -1):
                try:
                    await stack.enter_async_context(library.session(client, *address, "/latency"))
                    return
                except Exception:  # now and then one gets no answer
                    if left == 1:
                        raise

    limit = asyncio.Semaphore(IDLE_AT_ONCE)
    opened = 0
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(library.client(()))
        while line := await asyncio.to_thread(sys.stdin.readline):
            await asyncio.gather(*(open_one() for _ in range(int(line) - opened)))
            opened = int(line)
            gc.collect()
            print("open", flush=True)


async def print_stats(session):
    print(bytes(await ask(session, b"")).decode(), flush=True)


# The interoperation cases

class Work:
    def __init__(self, text):
        self.__dict__.update(json.loads(text))

    def content(self, asked):
        if not asked.startswith(b"GET "):
            raise ValueError(f"{asked!r} is not GET and a name")
        name = Path(bytes(asked[4:]).decode()).name
        return name, Path(self.www, self.endpoint, name).read_bytes()

    def push(self, asked):
        name, content = self.content(asked)
        return f"PUSH {name}\n".encode() + content

    def save(self, name, content):
        Path(self.downloads, self.endpoint, Path(name).name).write_bytes(content)

    def save_pushed(self, pushed):
        head, _, content = bytes(pushed).partition(b"\n")
        if not head.startswith(b"PUSH "):
            raise ValueError(f"{head!r} is not PUSH and a name")
        self.save(head[5:].decode(), content)

    async def answer(self, session):
        async def stream(opened):
            asked = await library.read_all(opened)
            if library.two_way(opened):
                await library.write(opened, self.content(asked)[1])
            else:
                pushed = self.push(asked)
                await library.write(await library.open_stream(session, False), pushed)

        await library.serve(session, stream, lambda data: library.send_datagram(session, self.push(data)))

    async def ask(self, session, name):
        get = f"GET {name}".encode()
        if self.does == "bidirectional":
            self.save(name, await ask(session, get))
        elif self.does == "unidirectional":
            stream = await library.open_stream(session, False)
            await library.write(stream, get)
            self.save_pushed(await library.read_all(await library.accept_one_way(session)))
        else:
            answer = asyncio.create_task(library.receive_datagram(session))
            await asyncio.sleep(0)  # it waits from now on
            await library.send_datagram(session, get)
            self.save_pushed(await answer)

    async def run(self, session, serves):
        if self.does == "handshake":
            Path(self.downloads, "negotiated_protocol.txt").write_text(library.protocol(session))
            if not serves:
                await library.closed(session)
        elif self.does == "answer":
            await self.answer(session)
        else:
            await asyncio.gather(*(self.ask(session, name) for name in self.files))


async def serve_files(host, port, certificate, key, work):
    await library.listen(host, int(port), certificate, key, work.protocols, lambda _, session: work.run(session, True))


async def fetch(address, work):
    async with asyncio.timeout(LIMIT_S), connect(address, "/" + work.endpoint, work.protocols) as session:
        await work.run(session, False)


def split(address):
    host, _, port = address.rpartition(":")
    return host, int(port)


def main(command, *arguments):
    match command, arguments:
        case "server", (host, port, certificate, key):
            uvloop.run(library.listen(host, int(port), certificate, key, [], serve_session))
        case "client", (cycle, address, warm_up_ms, ms):
            run_cycles(cycle, split(address), warm_up_ms, ms)
        case "idle", (address,):
            uvloop.run(idle(split(address)))
        case "stats", (address,):
            uvloop.run(once(split(address), "/stats", print_stats))
        case "files", (host, port, certificate, key, work):
            uvloop.run(serve_files(host, port, certificate, key, Work(work)))
        case "fetch", (address, work):
            uvloop.run(fetch(split(address), Work(work)))
        case _:
            sys.exit(f"there is no command {command}")


main(*sys.argv[2:])
