package main

import (
	"bytes"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// Annotation is one METADATA block with the package or rule it stands on.
type Annotation struct {
	Path   []string         `json:"path"`
	File   string           `json:"file"`
	Row    int              `json:"row"`
	Values *ast.Annotations `json:"values"`
}

// check type-checks in strict mode, `input` against the schemas that METADATA names.
func check(modules map[string]*ast.Module, schemas map[string]any) error {
	set := ast.NewSchemaSet()
	for name, schema := range schemas {
		set.Put(ast.MustParseRef("schema."+name), schema)
	}
	compiler := ast.NewCompiler().
		SetErrorLimit(0).
		WithCapabilities(capabilities()).
		WithSchemas(set).
		WithStrict(true).
		WithUseTypeCheckAnnotations(true)
	if compiler.Compile(copyOf(modules)); compiler.Failed() {
		return compiler.Errors
	}
	return nil
}

func formatted(texts map[string]string) (map[string]string, error) {
	changed := map[string]string{}
	for path, text := range texts {
		neat, err := format.SourceWithOpts(path, []byte(text), format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(neat, []byte(text)) {
			changed[path] = string(neat)
		}
	}
	return changed, nil
}

func inspect(modules map[string]*ast.Module) ([]Annotation, error) {
	found := []Annotation{}
	for _, path := range sortedKeys(modules) {
		for _, note := range modules[path].Annotations {
			segments := []string{}
			for _, term := range note.GetTargetPath() {
				switch value := term.Value.(type) {
				case ast.String:
					segments = append(segments, string(value))
				case ast.Var:
					segments = append(segments, string(value))
				}
			}
			found = append(found, Annotation{Path: segments, File: path, Row: note.Location.Row, Values: note})
		}
	}
	return found, nil
}
