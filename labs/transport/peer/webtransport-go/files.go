package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/quic-go/webtransport-go"
)

// What one end of an interoperation case does.
type work struct {
	Does, Www, Downloads, Endpoint string
	Protocols, Files               []string
}

func read(text string) (todo work) {
	must(json.Unmarshal([]byte(text), &todo))
	return todo
}

func serveFiles(host, port, certificate, key, text string) {
	todo := read(text)
	listen(host, port, certificate, key, todo.Protocols, func(_ string, session *webtransport.Session) {
		if err := todo.run(session, true); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	})
}

func fetch(address, text string) {
	todo := read(text)
	session, err := connect(address, "/"+todo.Endpoint, todo.Protocols)
	must(err)
	must(todo.run(session, false))
}

func (todo work) run(session *webtransport.Session, server bool) error {
	ctx, cancel := context.WithTimeout(session.Context(), limit)
	defer cancel()
	switch todo.Does {
	case "handshake":
		protocol := session.SessionState().ApplicationProtocol
		file := filepath.Join(todo.Downloads, "negotiated_protocol.txt")
		if err := os.WriteFile(file, []byte(protocol), 0o644); err != nil || server {
			return errors.Join(err, session.CloseWithError(0, ""))
		}
		<-ctx.Done()
		return nil
	case "answer":
		go answerDatagrams(ctx, session, todo)
		go answerOneWay(ctx, session, todo)
		answerTwoWay(ctx, session, todo)
		<-ctx.Done()
		return nil
	}
	err := todo.request(ctx, session)
	return errors.Join(err, session.CloseWithError(0, ""))
}

func (todo work) content(request []byte) (name string, content []byte, err error) {
	asked, isGet := bytes.CutPrefix(request, []byte("GET "))
	if !isGet {
		return "", nil, fmt.Errorf("%q is not GET and a name", request)
	}
	name = filepath.Base(string(asked))
	content, err = os.ReadFile(filepath.Join(todo.Www, todo.Endpoint, name))
	return name, content, err
}

// The answer where the way back is not the request's own stream.
func (todo work) push(request []byte) ([]byte, error) {
	name, content, err := todo.content(request)
	return append([]byte("PUSH "+name+"\n"), content...), err
}

func (todo work) save(name string, content []byte) error {
	return os.WriteFile(filepath.Join(todo.Downloads, todo.Endpoint, filepath.Base(name)), content, 0o644)
}

func (todo work) savePushed(pushed []byte) error {
	head, content, found := bytes.Cut(pushed, []byte("\n"))
	name, isPush := bytes.CutPrefix(head, []byte("PUSH "))
	if !found || !isPush {
		return fmt.Errorf("%q is not PUSH and a name", head)
	}
	return todo.save(string(name), content)
}

func answerTwoWay(ctx context.Context, session *webtransport.Session, todo work) {
	for {
		stream, err := session.AcceptStream(ctx)
		if err != nil {
			return
		}
		go func() {
			defer stream.Close()
			if request, err := io.ReadAll(stream); err == nil {
				if _, content, err := todo.content(request); err == nil {
					stream.Write(content)
				}
			}
		}()
	}
}

func answerOneWay(ctx context.Context, session *webtransport.Session, todo work) {
	for {
		stream, err := session.AcceptUniStream(ctx)
		if err != nil {
			return
		}
		go func() {
			if request, err := io.ReadAll(stream); err == nil {
				if pushed, err := todo.push(request); err == nil {
					send(ctx, session, pushed)
				}
			}
		}()
	}
}

func answerDatagrams(ctx context.Context, session *webtransport.Session, todo work) {
	for {
		request, err := session.ReceiveDatagram(ctx)
		if err != nil {
			return
		}
		if pushed, err := todo.push(request); err == nil {
			session.SendDatagram(pushed)
		}
	}
}

func send(ctx context.Context, session *webtransport.Session, bytes []byte) error {
	stream, err := session.OpenUniStreamSync(ctx)
	if err != nil {
		return err
	}
	if _, err = stream.Write(bytes); err != nil {
		return err
	}
	return stream.Close()
}

// Asks for all files at once.
func (todo work) request(ctx context.Context, session *webtransport.Session) error {
	results := make(chan error, len(todo.Files))
	for _, name := range todo.Files {
		get := []byte("GET " + name)
		go func() {
			switch todo.Does {
			case "bidirectional":
				results <- exchange(get, func(stream io.Reader) error {
					content, err := io.ReadAll(stream)
					return errors.Join(err, todo.save(name, content))
				})(ctx, session)
			case "unidirectional":
				results <- errors.Join(send(ctx, session, get), todo.take(ctx, session))
			case "datagram":
				results <- errors.Join(session.SendDatagram(get), todo.takeDatagram(ctx, session))
			default:
				results <- fmt.Errorf("there is no way %s", todo.Does)
			}
		}()
	}
	var all error
	for range todo.Files {
		all = errors.Join(all, <-results)
	}
	return all
}

// Takes the next file, whichever it is.
func (todo work) take(ctx context.Context, session *webtransport.Session) error {
	stream, err := session.AcceptUniStream(ctx)
	if err != nil {
		return err
	}
	pushed, err := io.ReadAll(stream)
	if err != nil {
		return err
	}
	return todo.savePushed(pushed)
}

func (todo work) takeDatagram(ctx context.Context, session *webtransport.Session) error {
	pushed, err := session.ReceiveDatagram(ctx)
	if err != nil {
		return err
	}
	return todo.savePushed(pushed)
}
