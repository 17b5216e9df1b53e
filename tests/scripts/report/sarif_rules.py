"""What a SARIF file for code scanning must obey and neither of the two validators checks, or only one of them."""
import copy
import re
import urllib.parse

TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
LEVELS = ("none", "note", "warning", "error")
# https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support
RESULTS, RULES, TAGS, FLOW, LOCATIONS, DESCRIPTION, NAME, BYTES = 5000, 25000, 10, 1000, 100, 1024, 255, 10 << 20
PRECISIONS = ("very-high", "high", "medium", "low")
PROBLEMS = ("error", "warning", "recommendation")


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def places(value):
    if isinstance(value, dict):
        if "artifactLocation" in value:
            yield value
        for inner in value.values():
            yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


def check_rule(rule):
    properties = rule.get("properties", {})
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule.get(key, {}).get("text", "")) <= DESCRIPTION:
            yield f"{rule['id']}: {key} of {len(rule.get(key, {}).get('text', ''))} characters"
    if not rule.get("help", {}).get("text") or not rule["help"].get("markdown"):
        yield f"{rule['id']}: no help"
    if len(rule.get("name", "")) > NAME:
        yield f"{rule['id']}: a long name"
    if not 0 < len(properties.get("tags", [])) <= TAGS:
        yield f"{rule['id']}: tags"
    if "security-severity" in properties:
        yield f"{rule['id']}: is no security rule"
    if properties.get("precision") not in PRECISIONS or properties.get("problem.severity") not in PROBLEMS:
        yield f"{rule['id']}: precision or problem.severity"
    if rule.get("defaultConfiguration", {}).get("level") not in LEVELS:
        yield f"{rule['id']}: level"


def check_place(place):
    uri, region = place["artifactLocation"].get("uri", ""), place.get("region", {})
    path = urllib.parse.unquote(uri)
    if not uri or uri.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", uri):
        yield f"{uri}: not below the root of the repository"
    if not re.fullmatch(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", uri):
        yield f"{uri}: not percent-encoded"
    start, end = region.get("startLine", 0), region.get("endLine", 0)
    if not 1 <= start <= end or region.get("startColumn", 0) < 1:
        yield f"{uri}: a region that is none: {region}"
    elif start == end and "endColumn" in region and region["endColumn"] <= region["startColumn"]:
        yield f"{uri}: columns that end before they begin"


def check_result(result, rules, alerts):
    index = result.get("ruleIndex", -1)
    if not 0 <= index < len(rules) or rules[index]["id"] != result["ruleId"]:
        yield f"{result['ruleId']}: its index is that of another rule"
    if result.get("level") not in LEVELS:
        yield f"level {result.get('level')}"
    if not result["message"].get("text", "").strip():
        yield "an empty message"
    if not 1 <= len(result.get("locations", [])) <= LOCATIONS:
        yield "no place"
        return
    if not result.get("partialFingerprints"):
        yield "no fingerprint"
    if "suppressions" in result or "baselineState" in result:
        yield "GitHub shows it as open all the same"
    for flow in result.get("codeFlows", []):
        if any(len(thread["locations"]) > FLOW for thread in flow["threadFlows"]):
            yield "a long flow"
    place = result["locations"][0]["physicalLocation"]
    alert = (result["ruleId"], place["artifactLocation"].get("uri"), place.get("region", {}).get("startLine"))
    if alert in alerts:
        yield f"{alert}: twice, and GitHub drops the second"
    alerts.add(alert)


def faults(sarif, size):
    """What is wrong with it, as lines."""
    found, alerts = [], set()
    run, rules = sarif["runs"][0], sarif["runs"][0]["tool"]["driver"].get("rules", [])
    if sarif.get("$schema") is None or sarif["version"] != "2.1.0" or len(sarif["runs"]) != 1:
        found.append("header")
    if size > BYTES or len(rules) > RULES or len(run["results"]) > RESULTS:
        found.append("beyond a limit")
    if len({rule["id"] for rule in rules}) != len(rules):
        found.append("a rule twice")
    if not re.fullmatch(r"[^/]+(/[^/]+)*/", run.get("automationDetails", {}).get("id", "")):
        found.append("no category")
    for rule in rules:
        found += check_rule(rule)
    for result in run["results"]:
        found += check_result(result, rules, alerts)
    for place in places(sarif):
        found += check_place(place)
    for text in texts({"results": run["results"], "invocations": run.get("invocations")}):
        if TERMINAL.search(text) or re.search(r"(?m)^::", text.replace("\r", "\n").partition("\n")[2]):
            found.append(f"not inert: {text[:60]!r}")
    return found


def first(sarif):
    return sarif["runs"][0]["results"][0]


def place_of(sarif):
    return first(sarif)["locations"][0]["physicalLocation"]


def rule_of(sarif):
    return sarif["runs"][0]["tool"]["driver"]["rules"][0]


# What must be noticed: first what both validators pass over, then what one of them does.
MUTATIONS = {
    "a path out of the tree": lambda s: place_of(s)["artifactLocation"].update(uri="../../etc/passwd"),
    "a path out of the tree, encoded": lambda s: place_of(s)["artifactLocation"].update(uri="a/%2E%2E/%2E%2E/x"),
    "the index of another rule": lambda s: first(s).update(ruleIndex=first(s)["ruleIndex"] + 1),
    "25 tags": lambda s: rule_of(s)["properties"].update(tags=[f"t{i}" for i in range(25)]),
    "a long description": lambda s: rule_of(s)["fullDescription"].update(text="x" * 2000),
    "a security severity": lambda s: rule_of(s)["properties"].update({"security-severity": 7.5}),
    "an escape in a message": lambda s: first(s)["message"].update(text="\x1b[2Jpassed"),
    "a command in a message": lambda s: first(s)["message"].update(text="one\n::error::two"),
    "no fingerprint": lambda s: first(s).pop("partialFingerprints"),
    "an alert twice": lambda s: s["runs"][0]["results"].append(copy.deepcopy(first(s))),
    "a suppressed result": lambda s: first(s).update(suppressions=[{"kind": "inSource"}]),
    "level critical": lambda s: first(s).update(level="critical"),
    "a region backwards": lambda s: place_of(s)["region"].update(endLine=place_of(s)["region"]["startLine"] - 1),
    "an absolute path": lambda s: place_of(s)["artifactLocation"].update(uri="/abs/a.c"),
    "an address": lambda s: place_of(s)["artifactLocation"].update(uri="https://example.org/a.c"),
    "no place": lambda s: first(s).pop("locations"),
    "an empty message": lambda s: first(s)["message"].update(text=""),
    "no description": lambda s: rule_of(s).pop("shortDescription"),
    "no help": lambda s: rule_of(s).pop("help"),
    "no schema": lambda s: s.pop("$schema"),
    "no region": lambda s: place_of(s).pop("region"),
    "two runs": lambda s: s["runs"].append(copy.deepcopy(s["runs"][0])),
}


def unnoticed(good):
    """The mutations of a good file that faults() does not notice."""
    missed = []
    for name, mutate in MUTATIONS.items():
        bad = copy.deepcopy(good)
        mutate(bad)
        if not faults(bad, 0):
            missed.append(name)
    return missed
