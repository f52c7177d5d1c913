// A server and a client of webtransport-go, which share no code with the project.
//
//	server HOST PORT CERTIFICATE KEY         the benchmark's routes
//	client CYCLE HOST:PORT WARM-UP-MS MS     one of the cycles, over and over
//	idle   HOST:PORT                         sessions that do nothing
//	stats  HOST:PORT                         what has come to such a server, as JSON
//	files  HOST PORT CERTIFICATE KEY WORK    a server of the interoperation cases
//	fetch  HOST:PORT WORK                    their client
//
// client prints "ready", waits for a line, prints "done", and then what it saw as JSON. idle opens as
// many as each line says there shall be and prints "open". WORK is JSON: does, www, downloads,
// protocols, endpoint, files (see FileWork.java).
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	"github.com/quic-go/webtransport-go"
)

const limit = 30 * time.Second

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The windows and stream limits of the document's server and client.
func quicConfig() *quic.Config {
	return &quic.Config{
		EnableDatagrams:                  true,
		EnableStreamResetPartialDelivery: true,
		InitialStreamReceiveWindow:       8 << 20,
		MaxStreamReceiveWindow:           100 << 20,
		InitialConnectionReceiveWindow:   100 << 20,
		MaxConnectionReceiveWindow:       100 << 20,
		MaxIncomingStreams:               10_000,
		MaxIncomingUniStreams:            10_000,
	}
}

// Serves sessions of all paths until the process ends.
func listen(host, port, certificate, key string, protocols []string, serve func(string, *webtransport.Session)) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	must(err)
	server := &webtransport.Server{
		H3: &http3.Server{
			TLSConfig:  http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{pair}}),
			QUICConfig: quicConfig(),
		},
		ApplicationProtocols: protocols,
	}
	server.H3.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		session, err := server.Upgrade(w, r)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		serve(r.URL.RequestURI(), session)
	})
	address, err := net.ResolveUDPAddr("udp", net.JoinHostPort(host, port))
	must(err)
	socket, err := net.ListenUDP("udp", address)
	must(err)
	fmt.Printf("listening on %s\n", socket.LocalAddr())
	must(server.Serve(socket))
}

// A session on a connection and a socket of its own. Any certificate will do.
func connect(address, path string, protocols []string) (*webtransport.Session, error) {
	return dial(&webtransport.Transport{ApplicationProtocols: protocols}, address, path)
}

func dial(transport *webtransport.Transport, address, path string) (*webtransport.Session, error) {
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true, NextProtos: []string{http3.NextProtoH3}}
	transport.QUICConfig = quicConfig()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	_, session, err := transport.Dial(ctx, "https://"+address+path, nil)
	return session, err
}

// One from which many connections go out.
type socket struct{ transport *quic.Transport }

func openSocket() (socket, error) {
	bound, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	return socket{&quic.Transport{Conn: bound}}, err
}

func (from socket) connect(address, path string) (*webtransport.Session, error) {
	dialing := func(ctx context.Context, to string, security *tls.Config, config *quic.Config) (*quic.Conn, error) {
		server, err := net.ResolveUDPAddr("udp", to)
		if err != nil {
			return nil, err
		}
		return from.transport.DialEarly(ctx, server, security, config)
	}
	return dial(&webtransport.Transport{DialAddr: dialing}, address, path)
}

func (from socket) close() {
	from.transport.Close()
	from.transport.Conn.Close()
}

func main() {
	arguments := os.Args[1:]
	switch {
	case len(arguments) == 5 && arguments[0] == "server":
		serveRoutes(arguments[1], arguments[2], arguments[3], arguments[4])
	case len(arguments) == 5 && arguments[0] == "client":
		runCycles(arguments[1], arguments[2], arguments[3], arguments[4])
	case len(arguments) == 2 && arguments[0] == "idle":
		idle(arguments[1])
	case len(arguments) == 2 && arguments[0] == "stats":
		printStats(arguments[1])
	case len(arguments) == 6 && arguments[0] == "files":
		serveFiles(arguments[1], arguments[2], arguments[3], arguments[4], arguments[5])
	case len(arguments) == 3 && arguments[0] == "fetch":
		fetch(arguments[1], arguments[2])
	default:
		must(fmt.Errorf("there is no command %q", arguments))
	}
}
