package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/quic-go/webtransport-go"
)

type cycle struct {
	path string
	work func(context.Context, *webtransport.Session) error
}

var cycles = map[string]cycle{
	"handshake":       {"/latency", func(context.Context, *webtransport.Session) error { return nil }},
	"request-64":      {"/latency", request(64)},
	"request-1024":    {"/latency", request(1024)},
	"datagram":        {"/echo", echoedDatagram},
	"upload":          {"/discard", times(10, oneWay(mebibyte))},
	"upload-told":     {"/sink?streams=10", allTold(times(10, oneWay(mebibyte)), 10*mebibyte)},
	"download":        {"/produce", times(10, produced)},
	"duplex":          {"/duplex", times(10, duplex)},
	"duplex-told":     {"/duplex?confirm=1", times(10, duplexTold)},
	"streams":         {"/discard", atOnce(1000, oneWay(chunk))},
	"streams-told":    {"/sink?streams=1000", allTold(atOnce(1000, oneWay(chunk)), 1000*chunk)},
	"streams-two-way": {"/sink", atOnce(1000, told(chunk))},
	"datagrams":       {"/discard", sendDatagrams},
}

func runCycles(name, address, warmUps, rounds string) {
	before, err := strconv.Atoi(warmUps)
	must(err)
	many, err := strconv.Atoi(rounds)
	must(err)
	for range before {
		must(round(name, address))
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	cpu, start := cpuNs(), time.Now()
	latencies := make([]int64, many)
	for i := range latencies {
		begun := time.Now()
		must(round(name, address))
		latencies[i] = time.Since(begun).Nanoseconds()
	}
	elapsed, used := time.Since(start).Nanoseconds(), cpuNs()-cpu
	fmt.Println("done")
	must(json.NewEncoder(os.Stdout).Encode(
		map[string]any{"elapsedNs": elapsed, "cpuNs": used, "latenciesNs": latencies}))
}

func printStats(address string) {
	session, err := connect(address, "/stats", nil)
	must(err)
	must(exchange(nil, func(stream io.Reader) error {
		_, err := io.Copy(os.Stdout, stream)
		return err
	})(context.Background(), session))
	must(session.CloseWithError(0, ""))
}

func cpuNs() int64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// One connection from its first packet to its close; `connections` is a hundred of them.
func round(name, address string) error {
	if name == "connections" {
		for range 100 {
			if err := round("handshake", address); err != nil {
				return err
			}
		}
		return nil
	}
	chosen, known := cycles[name]
	if !known {
		return fmt.Errorf("there is no cycle %s", name)
	}
	session, err := connect(address, chosen.path, nil)
	if err != nil {
		return err
	}
	defer session.CloseWithError(0, "")
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { session.CloseWithError(1, "out of time") })
	defer stop()
	return chosen.work(ctx, session)
}

type step = func(context.Context, *webtransport.Session) error

func times(many int, each step) step {
	return func(ctx context.Context, session *webtransport.Session) error {
		for range many {
			if err := each(ctx, session); err != nil {
				return err
			}
		}
		return nil
	}
}

func atOnce(many int, each step) step {
	return func(ctx context.Context, session *webtransport.Session) error {
		failures := make(chan error, many)
		var all sync.WaitGroup
		for range many {
			all.Go(func() {
				if err := each(ctx, session); err != nil {
					failures <- err
				}
			})
		}
		all.Wait()
		select {
		case err := <-failures:
			return err
		default:
			return nil
		}
	}
}

func expect(what string, seen, right int) error {
	if seen != right {
		return fmt.Errorf("%s came as %d, not %d", what, seen, right)
	}
	return nil
}

func expectNumber(stream io.Reader, right int) error {
	text, err := io.ReadAll(stream)
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(string(text))
	if err != nil {
		return err
	}
	return expect("the number of bytes that arrived", seen, right)
}

func oneWay(bytes int) step {
	return func(ctx context.Context, session *webtransport.Session) error {
		stream, err := session.OpenUniStreamSync(ctx)
		if err != nil {
			return err
		}
		if _, err = stream.Write(content[:bytes]); err != nil {
			return err
		}
		return stream.Close()
	}
}

// Writes and ends a stream, and lets `read` see what comes back.
func exchange(bytes []byte, read func(io.Reader) error) step {
	return func(ctx context.Context, session *webtransport.Session) error {
		stream, err := session.OpenStreamSync(ctx)
		if err != nil {
			return err
		}
		if _, err = stream.Write(bytes); err != nil {
			return err
		}
		if err = stream.Close(); err != nil {
			return err
		}
		return read(stream)
	}
}

func request(bytes int) step {
	return exchange(content[:bytes], func(stream io.Reader) error {
		answer, err := io.ReadAll(stream)
		if err != nil {
			return err
		}
		return expect("the answer", len(answer), bytes)
	})
}

func told(bytes int) step {
	return exchange(content[:bytes], func(stream io.Reader) error { return expectNumber(stream, bytes) })
}

func readMebibyte(stream io.Reader) error {
	read, err := drain(stream)
	if err != nil {
		return err
	}
	return expect("a mebibyte", int(read), mebibyte)
}

var produced = exchange([]byte(strconv.Itoa(mebibyte)), readMebibyte)

func duplex(ctx context.Context, session *webtransport.Session) error {
	return bothWays(ctx, session, readMebibyte)
}

// The server's mebibyte and, behind it, how many bytes have come to it.
func duplexTold(ctx context.Context, session *webtransport.Session) error {
	return bothWays(ctx, session, func(stream io.Reader) error {
		if err := readMebibyte(io.LimitReader(stream, mebibyte)); err != nil {
			return err
		}
		return expectNumber(stream, mebibyte)
	})
}

func bothWays(ctx context.Context, session *webtransport.Session, read func(io.Reader) error) error {
	stream, err := session.OpenStreamSync(ctx)
	if err != nil {
		return err
	}
	sent := make(chan error, 1)
	go func() {
		_, err := stream.Write(content)
		if err == nil {
			err = stream.Close()
		}
		sent <- err
	}()
	if err = read(stream); err != nil {
		return err
	}
	return <-sent
}

// One-way streams, and then the server's word of how much has come.
func allTold(sending step, bytes int) step {
	return func(ctx context.Context, session *webtransport.Session) error {
		if err := sending(ctx, session); err != nil {
			return err
		}
		answer, err := session.AcceptUniStream(ctx)
		if err != nil {
			return err
		}
		return expectNumber(answer, bytes)
	}
}

func echoedDatagram(ctx context.Context, session *webtransport.Session) error {
	if err := session.SendDatagram(content[:64]); err != nil {
		return err
	}
	echo, err := session.ReceiveDatagram(ctx)
	if err != nil {
		return err
	}
	return expect("the echo", len(echo), 64)
}

func sendDatagrams(ctx context.Context, session *webtransport.Session) error {
	for range 10_000 {
		if err := session.SendDatagram(content[:64]); err != nil {
			return err
		}
	}
	return nil
}
