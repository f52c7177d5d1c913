"""A server and a client of a Python library's WebTransport, which share no code with the project.

    peer.py LIBRARY server HOST PORT CERTIFICATE KEY         the benchmark's routes
    peer.py LIBRARY client CYCLE HOST:PORT WARM-UPS ROUNDS   one of the document's cycles, over and over
    peer.py LIBRARY stats HOST:PORT                          what has come to such a server, as JSON
    peer.py LIBRARY files HOST PORT CERTIFICATE KEY WORK     a server of the interoperation cases
    peer.py LIBRARY fetch HOST:PORT WORK                     their client

client prints "ready", waits for a line, prints "done", and then what it saw as JSON. WORK is JSON:
does, www, downloads, protocols, endpoint, files (see FileWork.java). The modules called by_LIBRARY
give all libraries the one form in which they are used here. As in the document's own benchmark each
cycle has an event loop, a socket and a connection of its own.
"""
import asyncio
import importlib
import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import uvloop

MEBIBYTE = 1 << 20
CHUNK = 1 << 16
LIMIT_S = 120
CONTENT = memoryview(bytes(MEBIBYTE))

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


async def serve_stream(address, stream):
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
    elif path == "/stats":
        await library.write(stream, json.dumps(counts).encode())
    else:
        await drain(stream)
        await library.write(stream, b"")


async def serve_session(target, session):
    address = urlsplit(target)
    every = int(parse_qs(address.query).get("streams", ["1"])[0])
    ended = total = 0

    async def one_way(stream):
        nonlocal ended, total
        read = await drain(stream)
        if address.path == "/sink":
            ended, total = ended + 1, total + read
            if ended % every == 0:
                await library.write(await library.open_stream(session, False), b"%d" % total)

    async def datagram(data):
        counts["datagrams"] += 1
        if address.path == "/echo":
            await library.send_datagram(session, data)

    async def stream(opened):
        counts["streams"] += 1
        await (serve_stream(address, opened) if library.two_way(opened) else one_way(opened))

    await library.serve(session, stream, datagram)


# The cycles

def expect(what, seen, right):
    if seen != right:
        raise ValueError(f"{what} came as {seen}, not {right}")


async def one_way(session, size):
    stream = await library.open_stream(session, False)
    await library.write(stream, CONTENT[:size])


async def request(session, size):
    stream = await library.open_stream(session, True)
    await library.write(stream, CONTENT[:size])
    expect("the answer", len(await library.read_all(stream)), size)


async def told(session, size):
    stream = await library.open_stream(session, True)
    await library.write(stream, CONTENT[:size])
    expect("the number of bytes that arrived", int(await library.read_all(stream)), size)


async def produced(session):
    stream = await library.open_stream(session, True)
    await library.write(stream, b"%d" % MEBIBYTE, end=False)
    expect("a mebibyte", await drain(stream), MEBIBYTE)
    await library.write(stream, b"")


async def duplex(session):
    stream = await library.open_stream(session, True)
    _, read = await asyncio.gather(library.write(stream, CONTENT, end=False), drain(stream))
    expect("a mebibyte", read, MEBIBYTE)
    await library.write(stream, b"")


async def duplex_told(session):
    """The server's mebibyte and, behind it, how many bytes have come to it."""
    stream = await library.open_stream(session, True)
    _, whole = await asyncio.gather(library.write(stream, CONTENT), library.read_all(stream))
    expect("a mebibyte and a number", (len(whole), int(whole[MEBIBYTE:])), (MEBIBYTE + 7, MEBIBYTE))


async def at_once(session, each):
    await asyncio.gather(*(each(session, CHUNK) for _ in range(1000)))


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
    expect("the echo", len(await echo), 64)


async def datagrams(session):
    await asyncio.gather(*(library.send_datagram(session, CONTENT[:64]) for _ in range(10_000)))


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
}


async def once(address, path, work):
    async with asyncio.timeout(LIMIT_S), library.connect(*address, path, []) as session:
        await work(session)


async def connections(address):
    for _ in range(100):
        await once(address, *CYCLES["handshake"])


def run_cycles(name, address, warm_ups, rounds):
    def turn():
        uvloop.run(connections(address) if name == "connections" else once(address, *CYCLES[name]))

    for _ in range(int(warm_ups)):
        turn()
    print("ready", flush=True)
    sys.stdin.readline()
    latencies = []
    cpu, start = time.process_time_ns(), time.perf_counter_ns()
    for _ in range(int(rounds)):
        begun = time.perf_counter_ns()
        turn()
        latencies.append(time.perf_counter_ns() - begun)
    elapsed, cpu = time.perf_counter_ns() - start, time.process_time_ns() - cpu
    print("done", flush=True)
    print(json.dumps({"elapsedNs": elapsed, "cpuNs": cpu, "latenciesNs": latencies}), flush=True)


async def print_stats(session):
    stream = await library.open_stream(session, True)
    await library.write(stream, b"")
    print(bytes(await library.read_all(stream)).decode(), flush=True)


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
            stream = await library.open_stream(session, True)
            await library.write(stream, get)
            self.save(name, await library.read_all(stream))
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
    async with asyncio.timeout(LIMIT_S), library.connect(*address, "/" + work.endpoint, work.protocols) as session:
        await work.run(session, False)


def split(address):
    host, _, port = address.rpartition(":")
    return host, int(port)


def main(command, *arguments):
    match command, arguments:
        case "server", (host, port, certificate, key):
            uvloop.run(library.listen(host, int(port), certificate, key, [], serve_session))
        case "client", (cycle, address, warm_ups, rounds):
            run_cycles(cycle, split(address), warm_ups, rounds)
        case "stats", (address,):
            uvloop.run(once(split(address), "/stats", print_stats))
        case "files", (host, port, certificate, key, work):
            uvloop.run(serve_files(host, port, certificate, key, Work(work)))
        case "fetch", (address, work):
            uvloop.run(fetch(split(address), Work(work)))
        case _:
            sys.exit(f"there is no command {command}")


main(*sys.argv[2:])
