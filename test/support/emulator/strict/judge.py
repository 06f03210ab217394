"""One signed request, judged: what it is, what it says, and what of that AWS's model refuses."""

import re

from constraints import violations
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model
from operations import operation_of
from patterns import not_compiled
from werkzeug.wrappers import Request

# An S3 object may be larger than a form may be for werkzeug.
Request.max_form_memory_size = 100_000_000

SCOPE = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/aws4_request")


def judge(request, body):
    """`{"verdict": "accepted" | "refused" | "unmatched" | "unparsed" | "unsigned", …}`"""
    scope = SCOPE.search(request.headers.get("Authorization", ""))
    if not scope:
        return {"verdict": "unsigned"}
    found = operation_of(request, scope.group(1).lower())
    if not found:
        return {"verdict": "unmatched", "reason": "no operation of AWS's models"}
    service, name, labels = found
    operation = get_service_model(service).operation_model(name)
    known = {"service": service, "operation": name}
    try:
        protocol = determine_request_protocol(operation.service_model, request.content_type)
        parameters = parse(operation, protocol, request, body, labels)
    except Exception as error:
        return {"verdict": "unparsed", **known, "reason": f"{type(error).__name__}: {error}"}
    found = [] if operation.input_shape is None else list(violations(operation.input_shape, parameters))
    return {
        "verdict": "refused" if found else "accepted",
        **known,
        "protocol": protocol,
        "code": error_code(operation, protocol, found),
        "violations": [{"member": m, "constraint": c, "value": v} for m, c, v in found],
        "parameters": parameters,
        "notCompiled": not_compiled(),
    }


def parse(operation, protocol, request, body, labels):
    shape = operation.input_shape
    if shape is None:
        return {}
    # An object's bytes are nothing that a model restricts.
    content = b"" if operation.has_streaming_input else body
    values = request.args if protocol.startswith("rest") else request.values
    return PROTOCOL_PARSERS[protocol](operation).parse(
        {
            "method": request.method,
            "values": values,
            "headers": request.headers,
            "body": content,
            "url_path": request.path,
            "url_params": labels,
        }
    )


# What a service calls input that it refuses, the most specific first.
CODES = [
    "ValidationException",
    "WAFInvalidParameterException",
    "InvalidParameterException",
    "InvalidParameterValueException",
    "InvalidInput",
    "InvalidInputException",
    "InvalidArgument",
    "InvalidParameter",
]

DEFAULT_CODES = {"query": "ValidationError", "ec2": "InvalidParameterValue", "rest-xml": "InvalidArgument"}

# Services whose operations declare few of their errors, or whose query protocol answers in its own words.
# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html
# https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/CommonErrors.html
# https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
SERVICE_CODES = {
    "docdb": "InvalidParameterValue",
    "elasticache": "InvalidParameterValue",
    "neptune": "InvalidParameterValue",
    "rds": "InvalidParameterValue",
    "sns": "InvalidParameter",
}


def error_code(operation, protocol, found):
    if protocol == "ec2" and any(value is None for _, _, value in found):
        return "MissingParameter"
    declared = [e.metadata.get("error", {}).get("code", e.name) for e in operation.error_shapes]
    # The framework of the query services answers before the service does, with an error that none declares.
    known = [] if protocol == "query" else [code for code in CODES if code in declared]
    default = DEFAULT_CODES.get(protocol, "ValidationException")
    return SERVICE_CODES.get(operation.service_model.service_name) or next(iter(known), default)
