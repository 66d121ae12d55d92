package main

import (
	"errors"
	"sort"

	"github.com/open-policy-agent/opa/v1/ast"
)

// capabilities are what a policy may call: nothing that looks at the clock, the network, chance or the terminal.
func capabilities() *ast.Capabilities {
	known := ast.CapabilitiesForThisVersion()
	allowed := known.Builtins[:0:0]
	for _, builtin := range known.Builtins {
		if builtin.Nondeterministic || builtin.Name == "print" || builtin.Name == "trace" {
			continue
		}
		allowed = append(allowed, builtin)
	}
	known.Builtins = allowed
	known.AllowNet = []string{}
	return known
}

func parse(texts map[string]string) (map[string]*ast.Module, error) {
	modules := map[string]*ast.Module{}
	var failed ast.Errors
	for _, path := range sortedKeys(texts) {
		options := ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1, Capabilities: capabilities()}
		module, err := ast.ParseModuleWithOpts(path, texts[path], options)
		var list ast.Errors
		switch {
		case errors.As(err, &list):
			failed = append(failed, list...)
		case err != nil:
			return nil, err
		case module == nil:
			failed = append(failed, ast.NewError(ast.ParseErr, ast.NewLocation(nil, path, 1, 1), "empty module"))
		default:
			modules[path] = module
		}
	}
	if len(failed) > 0 {
		return nil, failed
	}
	return modules, nil
}

func copyOf(modules map[string]*ast.Module) map[string]*ast.Module {
	copies := make(map[string]*ast.Module, len(modules))
	for path, module := range modules {
		copies[path] = module.Copy()
	}
	return copies
}

func sortedKeys[V any](values map[string]V) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
