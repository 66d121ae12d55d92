// Command opa is the part of the Open Policy Agent that zoneproof needs, built for WASI and run by Node (run.mjs).
//
// It reads one JSON request from standard input and writes one JSON response to standard output. It opens no file and no
// connection. Exit code 0 whenever a response was written, errors in the policies included: they are part of it.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Request names what to do with a set of Rego modules.
type Request struct {
	// Modules by path. A path that ends in _test.rego is left out of the build.
	Modules map[string]string `json:"modules"`
	// Schemas by name, JSON Schema draft 7: "pair" is what `schema.pair` means in METADATA.
	Schemas map[string]any `json:"schemas"`
	// Data is what `data` holds in tests, beside the modules.
	Data map[string]any `json:"data"`
	// Entrypoints of the build: zoneproof/main/pair.
	Entrypoints []string `json:"entrypoints"`
	// Tasks, any of: check, format, inspect, test, build. Done in this order.
	Tasks []string `json:"tasks"`
}

// Problem is an error with its place, lines and columns from 1; without a place where there is none.
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Row     int    `json:"row,omitempty"`
	Col     int    `json:"col,omitempty"`
}

// Response holds a part per task that was asked for. With problems the later parts are missing.
type Response struct {
	Version  string    `json:"version"`
	Problems []Problem `json:"problems"`
	// Formatted text by path, of the modules whose layout differs.
	Formatted   map[string]string `json:"formatted,omitempty"`
	Annotations []Annotation      `json:"annotations,omitempty"`
	Tests       []Test            `json:"tests,omitempty"`
	// Wasm is the module, in base64.
	Wasm []byte `json:"wasm,omitempty"`
}

func main() {
	var request Request
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		fmt.Fprintln(os.Stderr, "the request is no JSON:", err)
		os.Exit(2)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer(request)); err != nil {
		fmt.Fprintln(os.Stderr, "the response cannot be written:", err)
		os.Exit(2)
	}
}

func answer(request Request) Response {
	response := Response{Version: opaVersion, Problems: []Problem{}}
	asked := map[string]bool{}
	for _, task := range request.Tasks {
		asked[task] = true
	}
	modules, err := parse(request.Modules)
	if err != nil {
		response.Problems = problems(err)
		return response
	}
	steps := []struct {
		task string
		run  func() error
	}{
		{"check", func() error { return check(modules, request.Schemas) }},
		{"format", func() (err error) { response.Formatted, err = formatted(request.Modules); return }},
		{"inspect", func() (err error) { response.Annotations, err = inspect(modules); return }},
		{"test", func() (err error) { response.Tests, err = runTests(modules, request.Data); return }},
		{"build", func() (err error) { response.Wasm, err = build(request.Modules, modules, request.Entrypoints); return }},
	}
	for _, step := range steps {
		if !asked[step.task] {
			continue
		}
		if err := step.run(); err != nil {
			response.Problems = problems(err)
			return response
		}
	}
	return response
}

func problems(err error) []Problem {
	list, ok := err.(ast.Errors)
	if !ok {
		if single, isAst := err.(*ast.Error); isAst {
			list = ast.Errors{single}
		} else {
			return []Problem{{Code: "opa_error", Message: err.Error()}}
		}
	}
	found := make([]Problem, 0, len(list))
	for _, e := range list {
		problem := Problem{Code: e.Code, Message: e.Message}
		if e.Details != nil {
			for _, line := range e.Details.Lines() {
				problem.Message += "\n" + line
			}
		}
		if e.Location != nil {
			problem.File, problem.Row, problem.Col = e.Location.File, e.Location.Row, e.Location.Col
		}
		found = append(found, problem)
	}
	return found
}
