"""Which operation a signed request is, exactly: `("rds", "CreateDBInstance", {})`."""

import gzip
import json
import os
import re
from functools import cache
from urllib.parse import unquote

import botocore
from moto.core.utils import get_service_model

DATA = os.path.join(os.path.dirname(botocore.__file__), "data")


def operation_of(request, signing_name):
    """Service, operation and the labels of its path; nothing if no model has such an operation."""
    services = services_by_signing_name().get(signing_name, [])
    target = request.headers.get("X-Amz-Target")
    action = request.values.get("Action") if is_form(request) else request.args.get("Action")
    if target:
        candidates = by_target(services, *target.rpartition(".")[::2])
    elif action:
        candidates = by_action(services, action, request.values.get("Version"))
    else:
        candidates = by_path(services, request)
    return preferred(candidates, client_of(request), signing_name)


@cache
def services_by_signing_name():
    """From the first lines of each model: to load them all takes six seconds."""
    index = {}
    for service in sorted(os.listdir(DATA)):
        folder = os.path.join(DATA, service)
        if os.path.isdir(folder) and (metadata := metadata_of(folder)):
            name = metadata.get("signingName", metadata["endpointPrefix"])
            index.setdefault(name.lower(), []).append(service)
    return index


def metadata_of(folder):
    versions = sorted(os.listdir(folder), reverse=True)
    files = [os.path.join(folder, version, "service-2.json.gz") for version in versions]
    file = next((file for file in files if os.path.exists(file)), None)
    if file is None:
        return None
    with gzip.open(file, "rt") as model:
        head = model.read(5000)
    start = re.search(r'"metadata"\s*:\s*', head).end()
    return json.JSONDecoder().raw_decode(head, start)[0]


def by_target(services, prefix, operation):
    for service in services:
        model = get_service_model(service)
        known = model.metadata.get("targetPrefix", "")
        # The SDK for Go leaves out the package: `CloudTrail_20131101` of `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`.
        if prefix in (known, known.rpartition(".")[2]) and operation in model.operation_names:
            yield service, operation, {}


def by_action(services, action, version):
    for service in services:
        model = get_service_model(service)
        if model.api_version == version and action in model.operation_names:
            yield service, action, {}


def by_path(services, request):
    # The account is the host's first label, which a proxy in front may have moved into the path.
    raw = re.sub(r"^/\d{12}(?=/v20180820/)", "", request.environ.get("RAW_URI", request.path).partition("?")[0])
    matches = []
    for service in services:
        for route in routes(service):
            labels = route.match(request, raw)
            if labels is not None:
                matches.append((route.precision, service, route.operation, labels))
    most = max((precision for precision, *_ in matches), default=None)
    # A request that names its operation is that one, among those that it can be.
    named = [match[1:] for match in matches if match[2] == request.args.get("x-id")]
    return named or [match[1:] for match in matches if match[0] == most]


def preferred(candidates, client, signing_name):
    """DocumentDB and Neptune share RDS's name, version and endpoint: the client says which it is, or it is RDS."""
    ranked = sorted(candidates, key=lambda found: (found[0] != client, found[0] != signing_name))
    return ranked[0] if ranked else None


def client_of(request):
    """The SDK for Go names its service client: `api/docdb#1.41.1`."""
    found = re.search(r"\bapi/(\w+)#", request.headers.get("User-Agent", ""))
    return found.group(1) if found else None


def is_form(request):
    return (request.content_type or "").startswith("application/x-www-form-urlencoded")


class Route:
    """An operation of a REST service: method, path, and the query and headers without which it is another one."""

    def __init__(self, operation):
        http = operation.http
        path, _, query = http["requestUri"].partition("?")
        self.operation = operation.name
        self.method = http["method"]
        self.path = re.compile(expression(path))
        self.constants = dict(part.partition("=")[::2] for part in query.split("&") if part)
        self.query, self.headers = [], []
        shape = operation.input_shape
        for name in shape.required_members if shape else []:
            traits = shape.members[name].serialization
            if traits.get("location") == "querystring":
                self.query.append(traits.get("name", name))
            if traits.get("location") == "header":
                self.headers.append(traits.get("name", name))
        literal = len(re.sub(r"\{[^}]*\}", "", path))
        # S3's operations on one path differ by what they require; elsewhere a required member that is absent is a fault.
        self.is_s3 = operation.service_model.service_name == "s3"
        required = len(self.query) + len(self.headers) if self.is_s3 else 0
        self.precision = (len(self.constants), literal, required, not operation.deprecated)

    def match(self, request, path):
        found = self.path.fullmatch(path) if request.method == self.method else None
        if not found or any(not has(request.args, name, value) for name, value in self.constants.items()):
            return None
        if self.is_s3 and not (
            all(name in request.args for name in self.query) and all(name in request.headers for name in self.headers)
        ):
            return None
        return {name: unquote(value) for name, value in found.groupdict().items()}


def has(args, name, value):
    return name in args and (not value or args[name] == value)


def expression(path):
    """`/{Bucket}/{Key+}` as a regular expression over the path as it was sent, where a slash in a label is escaped."""
    text = ""
    for literal, name, greedy in re.findall(r"([^{]*)(?:\{([^}+]+)(\+?)\})?", path):
        text += re.escape(literal)
        if name:
            text += f"(?P<{re.sub(r'[^0-9a-zA-Z_]', '_', name)}>{'.+' if greedy else '[^/]+'})"
    return text.rstrip("/") + "/?"


@cache
def routes(service):
    model = get_service_model(service)
    if not model.protocol.startswith("rest"):
        return []
    return [Route(model.operation_model(name)) for name in model.operation_names]
