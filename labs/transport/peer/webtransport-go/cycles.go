package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
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
	"datagrams-told":  {"/datagrams", datagramsTold},
}

const (
	burst     = 10_000
	patience  = 250 * time.Millisecond
	fifty     = 50
	idleBurst = 100
)

// What datagrams-told heard of its server, and how long it waited in vain.
var (
	heardOfServer int
	waited        time.Duration
)

func runCycles(name, address, warmUpMs, ms string) {
	switch name {
	case "connections":
		timeTurns(func() error { return times(100, handshake(address))(nil, nil) }, warmUpMs, ms)
	case "connections-at-once":
		timeTurns(func() error { return connectionsAtOnce(address) }, warmUpMs, ms)
	case "requests": // in a session that stays open
		session, err := connect(address, "/latency", nil)
		must(err)
		work := atOnce(100, request(chunk))
		timeTurns(func() error { return work(context.Background(), session) }, warmUpMs, ms)
		must(session.CloseWithError(0, ""))
	default:
		timeTurns(func() error { return round(name, address) }, warmUpMs, ms)
	}
}

// Begins none when the time is over.
func repeat(turn func() error, text string) (latencies []int64) {
	ms, err := strconv.Atoi(text)
	must(err)
	begun := time.Now()
	end := begun.Add(time.Duration(ms) * time.Millisecond)
	for begun.Before(end) {
		must(turn())
		ended := time.Now()
		latencies = append(latencies, ended.Sub(begun).Nanoseconds())
		begun = ended
	}
	return latencies
}

func timeTurns(turn func() error, warmUpMs, ms string) {
	warmUps := len(repeat(turn, warmUpMs))
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	heardOfServer, waited = 0, 0
	cpu := cpuNs()
	latencies := repeat(turn, ms)
	used := cpuNs() - cpu
	fmt.Println("done")
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"warmUps": warmUps, "cpuNs": used, "latenciesNs": latencies,
		"heard": heardOfServer, "waitedNs": waited.Nanoseconds()}))
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

// One connection from its first packet to its close.
func round(name, address string) error {
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

func handshake(address string) step {
	return func(context.Context, *webtransport.Session) error { return round("handshake", address) }
}

// Five times as many as are under way at a time, from one socket.
func connectionsAtOnce(address string) error {
	socket, err := openSocket()
	if err != nil {
		return err
	}
	defer socket.close()
	var begun atomic.Int64
	lane := func(context.Context, *webtransport.Session) error {
		for begun.Add(1) <= 5*fifty {
			session, err := socket.connect(address, "/latency")
			if err != nil {
				return err
			}
			if err = session.CloseWithError(0, ""); err != nil {
				return err
			}
		}
		return nil
	}
	return atOnce(fifty, lane)(nil, nil)
}

// Opens as many sessions as each line says there shall be.
func idle(address string) {
	socket, err := openSocket()
	must(err)
	lines := bufio.NewScanner(os.Stdin)
	for sessions := []*webtransport.Session{}; lines.Scan(); fmt.Println("open") {
		wanted, err := strconv.Atoi(lines.Text())
		must(err)
		for len(sessions) < wanted {
			more := make([]*webtransport.Session, min(idleBurst, wanted-len(sessions)))
			var all sync.WaitGroup
			for i := range more {
				all.Go(func() {
					session, err := socket.connect(address, "/latency")
					must(err)
					more[i] = session
				})
			}
			all.Wait()
			sessions = append(sessions, more...)
		}
		debug.FreeOSMemory()
	}
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

func expectContent(bytesThatCame []byte, right int) error {
	if !bytes.Equal(bytesThatCame, content[:right]) {
		return fmt.Errorf("%d bytes came that are not the %d that were sent", len(bytesThatCame), right)
	}
	return nil
}

func request(size int) step {
	return exchange(content[:size], func(stream io.Reader) error {
		answer, err := io.ReadAll(stream)
		if err != nil {
			return err
		}
		return expectContent(answer, size)
	})
}

func told(bytes int) step {
	return exchange(content[:bytes], func(stream io.Reader) error { return expectNumber(stream, bytes) })
}

func readMebibyte(stream io.Reader) error {
	scratch := make([]byte, chunk)
	for all := 0; ; {
		n, err := stream.Read(scratch)
		if wrong := expectContent(scratch[:n], n); wrong != nil {
			return wrong
		}
		all += n
		if err == io.EOF {
			return expect("a mebibyte", all, mebibyte)
		}
		if err != nil {
			return err
		}
	}
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
	return expectContent(echo, 64)
}

func sendDatagrams(ctx context.Context, session *webtransport.Session) error {
	for range burst {
		if err := session.SendDatagram(content[:64]); err != nil {
			return err
		}
	}
	return nil
}

// Asks until the server has heard all, or nothing new for a while, which is not counted.
func datagramsTold(ctx context.Context, session *webtransport.Session) error {
	if err := sendDatagrams(ctx, session); err != nil {
		return err
	}
	heard, grew := 0, time.Now()
	ask := exchange(nil, func(stream io.Reader) error {
		now := 0
		if _, err := fmt.Fscan(stream, &now); err != nil {
			return err
		}
		if now > heard {
			heard, grew = now, time.Now()
		}
		_, err := io.Copy(io.Discard, stream)
		return err
	})
	for heard < burst && time.Since(grew) < patience {
		before := heard
		if err := ask(ctx, session); err != nil {
			return err
		}
		if heard == before {
			time.Sleep(500 * time.Microsecond)
		}
	}
	heardOfServer += heard
	waited += time.Since(grew)
	return nil
}
