// The usual server of events in Go: a channel with room for 100 events for each client.
//
// It keeps nothing: who was away, or was too slow, has lost what was sent. It is measured and never shipped.
// Prints its port. GET /events is the stream, POST /publish sends one event to everybody and answers its number.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
)

const room = 100

type hub struct {
	mutex   sync.Mutex
	last    uint64
	clients map[chan []byte]struct{}
}

func (h *hub) events(writer http.ResponseWriter, request *http.Request) {
	flusher := writer.(http.Flusher)
	mine := make(chan []byte, room)
	h.mutex.Lock()
	h.clients[mine] = struct{}{}
	h.mutex.Unlock()
	defer func() {
		h.mutex.Lock()
		delete(h.clients, mine)
		h.mutex.Unlock()
	}()
	writer.Header().Set("Content-Type", "text/event-stream")
	io.WriteString(writer, "event: hello\ndata: {}\n\n")
	flusher.Flush()
	for {
		select {
		case <-request.Context().Done():
			return
		case event := <-mine:
			if _, err := writer.Write(event); err != nil {
				return
			}
			flusher.Flush()
		}
	}
}

func (h *hub) publish(writer http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	h.mutex.Lock()
	h.last++
	number := h.last
	event := []byte(fmt.Sprintf("id: %d\nevent: change\ndata: %s\n\n", number, body))
	for client := range h.clients {
		select {
		case client <- event:
		default: // It is behind, and loses this one.
		}
	}
	h.mutex.Unlock()
	fmt.Fprint(writer, number)
}

func main() {
	h := &hub{clients: make(map[chan []byte]struct{})}
	http.HandleFunc("GET /events", h.events)
	http.HandleFunc("POST /publish", h.publish)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listener, nil))
}
