"""moto, and beside it what AWS's own service models say of a request.

    python test/support/emulator/strict -H 127.0.0.1 -p 5000

A request with the header `x-judge`, which holds its method, is judged and goes no further: the answer is the result, as
JSON. Any other request is moto's. The proxy in front asks for both, so a request is judged as the client sent it, before anything is corrected for moto.
"""

import argparse
import io
import json
import logging
import os

from judge import judge
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response


class Strict:
    def __init__(self, moto):
        self.moto = moto

    def __call__(self, environ, start_response):
        if "HTTP_X_JUDGE" not in environ:
            return self.moto(environ, start_response)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        # It comes as a POST, since nothing can be answered to a HEAD.
        asked = {**environ, "wsgi.input": io.BytesIO(body), "REQUEST_METHOD": environ["HTTP_X_JUDGE"]}
        result = json.dumps(judge(Request(asked), body), default=str)
        return Response(result, mimetype="application/json")(environ, start_response)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-H", "--host", default="127.0.0.1")
    parser.add_argument("-p", "--port", type=int, default=5000)
    args = parser.parse_args()
    # moto calls itself there.
    os.environ.setdefault("MOTO_PORT", str(args.port))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto = DomainDispatcherApplication(create_backend_app)
    run_simple(args.host, args.port, Strict(moto), threaded=True)


main()
