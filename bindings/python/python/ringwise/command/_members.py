"""The ring of a command line: from a file, from flags, or from both."""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from typing import Any

from ringwise._errors import RingwiseError
from ringwise._ringwise import HashRing, _option_table
from ringwise.command import _files
from ringwise.command._failure import Failure

# A name may contain colons, brackets and commas. It ends at a comma that a field's name and `=` follow.
_NEXT_FIELD = re.compile(r",(?=[a-z_]+=)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_OPTIONS = _option_table()
_METAVARS = {"profile": "NAME", "integer": "NUMBER", "pair": "PAIR", "word": "MODE", "value": "VALUE"}


def add_flags(parser: ArgumentParser, *, file: bool = True) -> None:
    """Add the flags for the ring."""
    group = parser.add_argument_group("the ring")
    if file:
        group.add_argument(
            "-r", "--ring", metavar="FILE", help="a file of members and options: TOML, JSON, YAML or a snapshot; - is standard input"
        )
        group.add_argument(
            "-n",
            "--node",
            metavar="NODE",
            dest="nodes",
            action="append",
            default=[],
            help="add a node: NAME, or NAME,weight=2,zone=east,identity=ID,vnodes=40",
        )
    for name, kind, about, values, affects_placement in _OPTIONS:
        if affects_placement:
            read = _percent if name == "cap" else integer if kind == "integer" else str
            help = f"{about[0].lower()}{about[1:].rstrip('.')}; {values}".replace("%", "%%")
            group.add_argument(f"--{name.replace('_', '-')}", type=read, metavar=_METAVARS[kind], help=help)
    group.add_argument(
        "--option", metavar="NAME=VALUE", dest="options", action="append", default=[], help="any option, also one of a profile"
    )


def integer(text: str) -> int:
    """Read an integer of any size."""
    if not _INTEGER.fullmatch(text):
        raise ArgumentTypeError(f'"{text}": an integer is needed')
    return _integer(text)


def _percent(text: str) -> int:
    return integer(text.removesuffix("%").rstrip())


def ring_of(given: Namespace) -> HashRing:
    """Return the ring of a command line. Flags override the file."""
    flags = options_of(given)
    nodes = [node_of(text) for text in given.nodes]
    if given.ring is None:
        if not nodes:
            raise Failure("no members: use --ring FILE or --node NAME")
        return _built("the ring", joined("--node", nodes), flags)
    ring = load(given.ring, flags)
    for node in nodes:
        ring.add_node(**node)
    return ring


def load(path: str, flags: Mapping[str, Any]) -> HashRing:
    """Return the ring of a file, with these options in place of its own."""
    data = _files.content(path)
    if data.startswith(_files.MAGIC):
        return _changed(path, _decoded(path, lambda: HashRing.from_bytes(data)), flags)
    content = _files.plain(path, data)
    if not isinstance(content, dict):
        raise Failure(f"{path}: {_kind(content)}: a file of members is a table of options and nodes")
    if "ringwise" in content and _files.is_json(data):
        # The core reads JSON that names its format.
        return _changed(path, _decoded(path, lambda: HashRing.from_json(data.decode("utf-8-sig"))), flags)
    if "nodes" not in content:
        raise Failure(f'{path}: no nodes: "nodes" is needed, a list of names or a table of names to weights')
    options = {name: value for name, value in content.items() if name != "nodes" and value is not None}
    return _built(path, _nodes(path, content["nodes"]), {**options, **flags})


def options_of(given: Namespace) -> dict[str, Any]:
    """Return the options in the flags of a command line."""
    flags = {name: getattr(given, name) for name, *_, affects_placement in _OPTIONS if affects_placement}
    return named_options(given.options, {name: value for name, value in flags.items() if value is not None})


def named_options(texts: list[str], options: dict[str, Any]) -> dict[str, Any]:
    """Return options together with those of texts of the form NAME=VALUE."""
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise Failure(f"option {_quoted(text)}: NAME=VALUE is needed")
        if name in options or name == "nodes":
            raise Failure(f"option {_quoted(text)}: {name} is given twice")
        options[name] = _value(value)
    return options


def _value(text: str) -> Any:
    """Return the value in the text of an option: an integer, a boolean, a JSON object of integers, or text."""
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if text in ("true", "false"):
        return text == "true"
    if text.startswith("{") and text.endswith("}") and len(text) > 2:
        return _files.plain("--option", text.encode("utf-8", "surrogateescape"))
    return text


def _integer(text: str) -> int:
    # Python refuses thousands of digits. No option has more than twenty, so the rest does not matter.
    sign, digits = text[: -len(text.lstrip("+-"))], text.lstrip("+-").lstrip("0")
    return int(f"{sign}{digits[:30] or 0}")


def node_of(text: str) -> dict[str, Any]:
    """Return the arguments of `HashRing.add_node` in the text of `--node`."""
    name, *fields = _NEXT_FIELD.split(text)
    node: dict[str, Any] = {"name": name}
    for field in fields:
        option, _, value = field.partition("=")
        if option not in ("weight", "zone", "identity", "vnodes"):
            raise Failure(f"node {_quoted(text)}: unknown field {_quoted(option)}: weight, zone, identity or vnodes is needed")
        if option in node:
            raise Failure(f"node {_quoted(text)}: {option} twice")
        if option in ("weight", "vnodes"):
            if not _INTEGER.fullmatch(value):
                raise Failure(f"node {_quoted(text)}: {option} {_quoted(value)}: an integer is needed")
            node[option] = _integer(value)
        else:
            node[option] = value
    return node


def joined(source: str, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a mapping of names to nodes."""
    by_name: dict[str, Any] = {}
    for node in nodes:
        name = node["name"]
        if name in by_name:
            raise Failure(f"{source}: node {_quoted(name)} twice: each name must be unique")
        by_name[name] = node
    return by_name


def _nodes(path: str, nodes: Any) -> dict[str, Any]:
    """Return the nodes of a file by name, from a list of names and tables or from a table of weights and tables."""
    if isinstance(nodes, list):
        return joined(path, [_listed(path, place, node) for place, node in enumerate(nodes, 1)])
    if not isinstance(nodes, dict):
        raise Failure(f"{path}: nodes: {_kind(nodes)}: a list of names, or a table of names to weights or fields, is needed")
    for name, node in nodes.items():
        if not isinstance(name, str):
            raise Failure(f"{path}: a node's name is {_kind(name)}: text is needed; put it in quotes")
        if isinstance(node, int) and any(name == option for option, *_ in _OPTIONS):
            raise Failure(
                f"{path}: node {_quoted(name)} has the name of an option: put options above nodes, or write the node as {{weight = {node}}}"
            )
        if not isinstance(node, int | dict):
            raise Failure(f"{path}: node {_quoted(name)} is {_kind(node)}: a weight, or a table of fields, is needed")
    return {name: _fields(path, name, node) if isinstance(node, dict) else node for name, node in nodes.items()}


def _listed(path: str, place: int, node: Any) -> dict[str, Any]:
    if isinstance(node, str):
        return {"name": node}
    if not isinstance(node, dict):
        raise Failure(f"{path}: node {place} is {_kind(node)}: a name, or a table of fields, is needed")
    name = node.get("name")
    if not isinstance(name, str):
        raise Failure(f"{path}: node {place} has no name: text is needed in its field name")
    return _fields(path, name, node)


def _fields(path: str, name: str, node: dict[Any, Any]) -> dict[str, Any]:
    for field in node:
        if field not in ("name", "weight", "zone", "identity", "vnodes", "points"):
            known = "name, weight, zone, identity, vnodes or points"
            hint = "; put a name with dots in quotes" if path.endswith(".toml") else ""
            raise Failure(f"{path}: node {_quoted(name)}: unknown field {_quoted(str(field))}: {known} is needed{hint}")
    return {field: value for field, value in node.items() if value is not None}


def _built(source: str, nodes: Mapping[str, Any], options: Mapping[str, Any]) -> HashRing:
    return _decoded(source, lambda: HashRing(nodes, **options))


def _changed(source: str, ring: HashRing, flags: Mapping[str, Any]) -> HashRing:
    return _decoded(source, lambda: HashRing(ring, **flags)) if flags else ring


def with_options(ring: HashRing, options: Mapping[str, Any]) -> HashRing:
    """Return a copy of a ring with these options in place of its own."""
    return _decoded("--set", lambda: HashRing(ring, **options))


def _decoded(source: str, make: Any) -> HashRing:
    """Return the ring that a call builds. Its exceptions become failures of the source."""
    try:
        ring: HashRing = make()
        return ring
    except (RingwiseError, TypeError, ValueError, OverflowError) as error:
        raise Failure(f"{source}: {error}") from error


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _kind(value: Any) -> str:
    """Return a description of a value of the wrong type. The content of containers is not shown."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, int) and value.bit_length() > 200:
        return "an integer of too many digits to show"
    return "nothing" if value is None else f"{type(value).__name__} {str(value)[:60]}"
