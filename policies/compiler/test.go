package main

import (
	"context"
	"sort"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// Test is the outcome of one test rule.
type Test struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Outcome string `json:"outcome"` // pass, fail, error, skip
	Message string `json:"message,omitempty"`
}

func runTests(modules map[string]*ast.Module, data map[string]any) ([]Test, error) {
	ctx := context.Background()
	store := inmem.NewFromObject(data)
	transaction, err := store.NewTransaction(ctx, storage.TransactionParams{})
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, transaction)
	compiler := ast.NewCompiler().SetErrorLimit(0).WithCapabilities(capabilities()).WithStrict(true)
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		SetModules(copyOf(modules)).
		CapturePrintOutput(false).
		RaiseBuiltinErrors(true).
		SetParallel(1).
		SetTimeout(30 * time.Second)
	results, err := runner.RunTests(ctx, transaction)
	if err != nil {
		return nil, err
	}
	tests := []Test{}
	for result := range results {
		tests = append(tests, outcome(result))
	}
	sort.Slice(tests, func(i, j int) bool {
		a, b := tests[i], tests[j]
		if a.File != b.File {
			return a.File < b.File
		}
		return a.Row < b.Row
	})
	return tests, nil
}

func outcome(result *tester.Result) Test {
	test := Test{Package: result.Package, Name: result.Name, Outcome: "pass"}
	if result.Location != nil {
		test.File, test.Row = result.Location.File, result.Location.Row
	}
	switch {
	case result.Error != nil:
		test.Outcome, test.Message = "error", result.Error.Error()
	case result.Skip:
		test.Outcome = "skip"
	case result.Fail:
		test.Outcome = "fail"
		if result.FailedAt != nil {
			test.Message = "undefined or false: " + string(result.FailedAt.Location.Text)
		}
	}
	return test
}
