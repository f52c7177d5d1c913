package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"sync/atomic"

	"github.com/quic-go/webtransport-go"
)

const (
	mebibyte = 1 << 20
	chunk    = 1 << 16
)

var content = make([]byte, mebibyte)

// What came to the routes since the server began.
var streams, streamBytes, datagrams atomic.Int64

func serveRoutes(host, port, certificate, key string) {
	listen(host, port, certificate, key, nil, func(target string, session *webtransport.Session) {
		address, _ := url.Parse(target)
		every, _ := strconv.ParseInt(address.Query().Get("streams"), 10, 64)
		var heard atomic.Int64
		go countDatagrams(session, &heard, address.Path == "/echo")
		go acceptOneWay(session, address.Path, max(every, 1))
		for {
			stream, err := session.AcceptStream(context.Background())
			if err != nil {
				return
			}
			streams.Add(1)
			go serveStream(address, stream, &heard)
		}
	})
}

func countDatagrams(session *webtransport.Session, heard *atomic.Int64, echo bool) {
	for {
		data, err := session.ReceiveDatagram(context.Background())
		if err != nil {
			return
		}
		heard.Add(1)
		datagrams.Add(1)
		if echo {
			session.SendDatagram(data)
		}
	}
}

// Reads to the end, and counts.
func drain(stream io.Reader) (int64, error) {
	scratch := make([]byte, chunk)
	var all int64
	for {
		n, err := stream.Read(scratch)
		all += int64(n)
		streamBytes.Add(int64(n))
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
	}
}

// One-way streams are drained; /sink answers each so many of them with the number of all bytes.
func acceptOneWay(session *webtransport.Session, path string, every int64) {
	var ended, bytes atomic.Int64
	for {
		stream, err := session.AcceptUniStream(context.Background())
		if err != nil {
			return
		}
		streams.Add(1)
		go func() {
			read, err := drain(stream)
			if err != nil || path != "/sink" {
				return
			}
			bytes.Add(read)
			if ended.Add(1)%every != 0 {
				return
			}
			if answer, err := session.OpenUniStream(); err == nil {
				fmt.Fprint(answer, bytes.Load())
				answer.Close()
			}
		}()
	}
}

func serveStream(address *url.URL, stream *webtransport.Stream, heard *atomic.Int64) {
	defer stream.Close()
	switch address.Path {
	case "/sink":
		if read, err := drain(stream); err == nil {
			fmt.Fprint(stream, read)
		}
	case "/duplex":
		read := make(chan int64, 1)
		go func() {
			all, _ := drain(stream)
			read <- all
		}()
		stream.Write(content)
		if address.Query().Has("confirm") {
			fmt.Fprint(stream, <-read)
		}
	case "/echo":
		scratch := make([]byte, chunk)
		for {
			n, err := stream.Read(scratch)
			streamBytes.Add(int64(n))
			stream.Write(scratch[:n])
			if err != nil {
				return
			}
		}
	case "/latency":
		data, err := io.ReadAll(stream)
		streamBytes.Add(int64(len(data)))
		if err == nil {
			stream.Write(data)
		}
	case "/produce":
		size := make([]byte, 128)
		n, _ := stream.Read(size)
		many, err := strconv.Atoi(string(size[:n]))
		for ; err == nil && many > 0; many -= min(many, mebibyte) {
			_, err = stream.Write(content[:min(many, mebibyte)])
		}
	case "/datagrams":
		fmt.Fprint(stream, heard.Load())
	case "/stats":
		fmt.Fprintf(stream, "{\"streams\": %d, \"stream_bytes\": %d, \"datagrams\": %d}\n",
			streams.Load(), streamBytes.Load(), datagrams.Load())
	default:
		drain(stream)
	}
}
