"""``content/domains.yml``: the domains and topics of a base.

::

    domains:
      medical:
        name: 医疗                       # what readers see
        english: Medical                # found by the search, shown next to the name
        icon: material/stethoscope      # an icon of the theme
        terms: [医疗, 医学, 疾病]          # words that indicate the domain
    topics:                            # the same for topics; without this key each build finds topics again
      optimizers:
        name: 优化器
        terms: [优化器, SGD, Adam]

``analysis.domains`` assigns questions to domains, ``analysis.topics`` to topics.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhiku.content.schema import DOMAINS, names
from zhiku.content.yaml_reader import YamlFile
from zhiku.diagnostics.diagnostic import Diagnostic, Severity
from zhiku.model import GENERAL, Domain, DomainId, DomainKind
from zhiku.runtime.icons import icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    import yaml

    from zhiku.source.text import SourceText

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEFAULT_ICON = "material/tag-outline"
_GENERAL_ICON = "material/shape-outline"


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The owner's domains in the order of the file, ``general`` last unless the file places it, and the owner's topics.

    ``topics`` is ``None`` if the program should find topics, and empty if there should be none.
    """

    domains: tuple[Domain, ...]
    topics: tuple[Domain, ...] | None

    @property
    def ids(self) -> tuple[DomainId, ...]:
        """The ids of all domains and topics."""
        return tuple(domain.id for domain in (*self.domains, *(self.topics or ())))


def read_taxonomy(source: SourceText, general: str) -> tuple[Taxonomy, tuple[Diagnostic, ...]]:
    """The domains and topics of the file, and its problems.

    ``general`` is the name shown for the domain of questions that belong to no other.
    """
    file = YamlFile(source)
    root = file.mapping(file.root(), names(DOMAINS))
    nodes = file.mapping(root.get("domains"))
    domains = tuple(_domain(file, key, node) for key, node in nodes.items())
    _check_terms(file, nodes, domains)
    if GENERAL not in nodes:
        domains = (*domains, Domain(GENERAL, general, "General", _GENERAL_ICON, ()))
    topic_nodes = file.mapping(root.get("topics"))
    topics = tuple(replace(_domain(file, key, node), kind=DomainKind.TOPIC) for key, node in topic_nodes.items())
    _check_terms(file, topic_nodes, topics)
    for key in topic_nodes.keys() & nodes.keys() | topic_nodes.keys() & {GENERAL}:
        hint = "give the topic another id; both have a page at `domains/<id>/`"
        file.at_key(topic_nodes[key], "KB316", f"the topic `{key}` has the id of a domain", hint)
    return Taxonomy(domains, topics if "topics" in root else None), tuple(file.problems)


def _domain(file: YamlFile, key: str, node: yaml.Node) -> Domain:
    entries = file.mapping(node, names(DOMAINS, "domains"))
    if not _ID.fullmatch(key):
        file.at_key(node, "KB310", f"`{key}` cannot be a domain id", "ids are addresses: a-z, 0-9 and single hyphens")
    name = file.text(entries.get("name"))
    if not name:
        file.at_key(node, "KB311", f"the domain `{key}` has no name", "add `name: …`, which readers see")
    terms = file.texts(entries.get("terms"))
    if not terms and key != GENERAL:
        file.at_key(node, "KB312", f"the domain `{key}` has no terms", "add `terms: […]`, or no question can belong to it")
    name_of_icon = file.text(entries.get("icon"), _DEFAULT_ICON)
    if icon(name_of_icon) is None:
        file.error(
            entries.get("icon", node),
            "KB314",
            f"the theme has no icon `{name_of_icon}`",
            "choose one of the Material icons, such as `material/tag`",
        )
        name_of_icon = _DEFAULT_ICON
    return Domain(DomainId(key), name or key, file.text(entries.get("english")), name_of_icon, terms)


def _check_terms(file: YamlFile, nodes: dict[str, yaml.Node], domains: tuple[Domain, ...]) -> None:
    owner: dict[str, Domain] = {}
    for domain in domains:
        for term in domain.terms:
            other = owner.setdefault(term.casefold(), domain)
            if other is not domain:
                file.at_key(
                    nodes[domain.id],
                    "KB313",
                    f"the term `{term}` is claimed by `{other.id}` and by `{domain.id}`",
                    "leave it to one of them, or make both terms longer",
                    Severity.WARNING,
                )


def check_terms_occur(source: SourceText, texts: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A warning for every term that occurs in no text: it cannot match any question, so it may be misspelt."""
    file = YamlFile(source)
    root = file.mapping(file.root())
    everything = "\n".join(map(str.casefold, texts))
    entries = [(key, node) for field in ("domains", "topics") for key, node in file.mapping(root.get(field)).items()]
    for key, node in entries:
        for item in file.items(file.mapping(node).get("terms")):
            term = file.text(item)
            if term and term.casefold() not in everything:
                hint = (
                    "correct or delete it; a word that readers type but the text does not use is a synonym: `search:` in kb.yml"
                )
                file.error(item, "KB315", f"the term `{term}` of `{key}` does not occur in the text", hint, Severity.WARNING)
    return tuple(problem for problem in file.problems if problem.code == "KB315")
