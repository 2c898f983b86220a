"""One declaration of all keys: readers, JSON Schemas and the guide's reference agree."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator
from zhiku.content.schema import FILES, Key, json_schema, names, reference

from tests.support import ROOT
from tools.reference import page

CONTENTS = sorted({path.parent for path in (ROOT / "tests").rglob("kb.yml")} | {ROOT / "content", ROOT / "tests" / "base"})
BROKEN = {"unknown-key", "unknown-code", "wrong-shape", "doubled-key", "invalid-yaml", "all-at-once", "not-utf8-yaml"}


def keys(declared: tuple[Key, ...]) -> list[Key]:
    """All keys at all depths."""
    return [key for one in declared for key in (one, *keys(one.keys))]


@pytest.mark.parametrize("name", FILES)
def test_schemas_are_schemas(name: str) -> None:
    """The JSON Schemas are valid by the standard's meta-schema."""
    Draft202012Validator.check_schema(json_schema(FILES[name]))


@pytest.mark.parametrize("name", FILES)
def test_what_readers_accept_schemas_accept(name: str) -> None:
    """All valid content of the tests passes the schemas."""
    validator = Draft202012Validator(json_schema(FILES[name]))
    for folder in CONTENTS:
        if (folder / name).is_file() and folder.parent.name not in BROKEN:
            data = json.loads(json.dumps(yaml.safe_load((folder / name).read_text(encoding="utf-8"))))
            assert [error.message for error in validator.iter_errors(data)] == [], folder


def test_a_misspelt_key_is_no_key() -> None:
    """The schemas reject the keys that readers reject."""
    validator = Draft202012Validator(json_schema(FILES["kb.yml"]))
    assert validator.is_valid({"search": {"engine": "auto"}})
    assert not validator.is_valid({"search": {"engin": "auto"}})
    assert not validator.is_valid({"titel": "x"})


def test_the_reference_names_every_key() -> None:
    """The reference page is generated from the declaration."""
    for name, declared in FILES.items():
        text = "\n".join(reference(declared))
        assert [key.name for key in keys(declared) if f"`{key.name}`" not in text] == [], name


def test_names_below_a_path() -> None:
    """Readers get the keys below a path."""
    assert names(FILES["kb.yml"], "search") == ("engine", "meaning", "synonyms", "keep_unanswered")


def test_the_page_of_the_guide_is_up_to_date() -> None:
    """``python tools/reference.py`` writes it."""
    assert (ROOT / "docs" / "guide" / "en" / "reference.md").read_text(encoding="utf-8") == page()
