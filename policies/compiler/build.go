package main

import (
	"context"
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/version"
)

var opaVersion = version.Version

func build(texts map[string]string, modules map[string]*ast.Module, entrypoints []string) ([]byte, error) {
	source := &bundle.Bundle{Manifest: bundle.Manifest{Revision: "", Roots: &[]string{"zoneproof"}}, Data: map[string]any{}}
	for _, path := range sortedKeys(modules) {
		if strings.HasSuffix(path, "_test.rego") {
			continue
		}
		file := bundle.ModuleFile{URL: path, Path: "/" + path, Parsed: modules[path].Copy(), Raw: []byte(texts[path])}
		source.Modules = append(source.Modules, file)
	}
	source.Manifest.SetRegoVersion(ast.RegoV1)
	compiler := compile.New().
		WithTarget(compile.TargetWasm).
		WithCapabilities(capabilities()).
		WithEntrypoints(entrypoints...).
		WithRegoVersion(ast.RegoV1).
		WithBundle(source)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	compiled := compiler.Bundle().WasmModules
	if len(compiled) != 1 {
		return nil, errors.New("the build gave no WASM module")
	}
	return compiled[0].Raw, nil
}
