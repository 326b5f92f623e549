"""Verdicts of the Python package jsonschema (Draft202012Validator) on small schemas, one or more for each keyword that the recipes' schema uses."""
import json
import pathlib

from jsonschema import Draft202012Validator

VALUES = [None, True, False, 0, 1, 2, 3, -1, 0.5, 1.5, 2.0, 1e10, "", "a", "b1", "none", [], [1], [1, 2], [1, 1], [1, "a"], [1, 2, 3],
          {}, {"a": 1}, {"a": "x"}, {"b": 1}, {"a": 1, "b": 2}, {"a": {"a": 1}}, {"a": {"c": 1}}, {"a": None}, {"type": "x", "n": 1}, {"type": "y", "n": 1}, {"type": "y"}]
CHOICE = {"type": "object", "required": ["type"], "properties": {"type": {"anyOf": [{"const": "x", "description": "X."}, {"const": "y"}]}},
          "allOf": [{"if": {"properties": {"type": {"const": "x"}}, "required": ["type"]}, "then": {"$ref": "#/$defs/x"}},
                    {"if": {"properties": {"type": {"const": "y"}}, "required": ["type"]}, "then": {"$ref": "#/$defs/y"}}],
          "$defs": {"x": {"properties": {"type": True, "n": {"type": "integer"}}, "additionalProperties": False},
                    "y": {"properties": {"type": {"const": "y"}}, "additionalProperties": False}}}
TREE = {"properties": {"a": {"anyOf": [{"$ref": "#/$defs/tree"}, {"type": ["integer", "null"]}]}}, "additionalProperties": False}
SCHEMAS = [
    *({"type": name} for name in ("null", "boolean", "integer", "number", "string", "array", "object")), {"type": ["integer", "null"]}, {"type": ["string", "array"]},
    {"enum": ["a", 1, None]}, {"const": 2}, {"const": True}, {"const": "none"}, {"minimum": 1}, {"maximum": 1.5}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 1},
    {"multipleOf": 2}, {"not": {"multipleOf": 2}}, {"pattern": "^[a-z][0-9]?$"}, {"type": ["integer", "string"], "minimum": 1, "pattern": "^none$"},
    {"required": ["a"]}, {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {}}, "additionalProperties": False},
    {"items": {"type": "integer"}}, {"minItems": 2}, {"maxItems": 1}, {"uniqueItems": True}, {"contains": {"const": 1}},
    {"contains": {"const": 1}, "minContains": 0, "maxContains": 1}, {"contains": {"const": 1}, "minContains": 2},
    {"anyOf": [{"type": "string"}, {"minimum": 2}]}, {"allOf": [{"type": "number"}, {"maximum": 1}]}, {"not": {"type": "string"}},
    {"if": {"type": "number"}, "then": {"minimum": 1}}, {"if": {"required": ["a"]}, "then": {"required": ["b"]}}, CHOICE, {"$defs": {"tree": TREE}, "$ref": "#/$defs/tree"},
]

cases = []
for schema in SCHEMAS:
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    cases.append({"schema": schema, "valid": [validator.is_valid(value) for value in VALUES]})
rows = ",\n".join("  " + json.dumps(case) for case in cases)
pathlib.Path(__file__).with_name("keywords.json").write_text(f'{{ "values": {json.dumps(VALUES)}, "cases": [\n{rows}\n] }}\n')
