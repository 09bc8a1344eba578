// Issues a batch of HTTP GETs for each number of requests that comes on standard input, by c
// goroutines that take the numbers from a channel, and answers with the number.
//
//	peer-go URL C
package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
)

func get(client *http.Client, url string, number int) error {
	reply, err := client.Get(url + "/" + strconv.Itoa(number))
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		return err
	}
	of := reply.Header.Get("Request-Number")
	if reply.StatusCode != http.StatusOK || len(body) != 32 || of != strconv.Itoa(number) {
		return fmt.Errorf("request %d: %s, %d bytes, for %s", number, reply.Status, len(body), of)
	}
	return nil
}

func main() {
	concurrency, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	client := &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: concurrency,
		DisableCompression:  true,
	}}
	numbers := make(chan int, 1000)
	results := make(chan error, 1000)
	for worker := 0; worker < concurrency; worker++ {
		go func() {
			for number := range numbers {
				results <- get(client, os.Args[1], number)
			}
		}()
	}
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
		requests, err := strconv.Atoi(orders.Text())
		if err != nil {
			panic(err)
		}
		go func() {
			for number := 0; number < requests; number++ {
				numbers <- number
			}
		}()
		for left := requests; left > 0; left-- {
			if err := <-results; err != nil {
				panic(err)
			}
		}
		fmt.Println(requests)
	}
}
