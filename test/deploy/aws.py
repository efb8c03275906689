"""Calls one AWS operation: aws.py SERVICE OPERATION, parameters as JSON on standard input, the answer as JSON on standard output.

For services that the product itself never calls, so that no client of them has to be a dependency.
"""

import json
import sys

import botocore.exceptions
import botocore.session

service, operation = sys.argv[1:]
client = botocore.session.get_session().create_client(service)
try:
    answer = getattr(client, operation)(**json.load(sys.stdin))
except botocore.exceptions.ClientError as error:
    sys.exit(f"{service} {operation}: {error}")
json.dump(answer, sys.stdout, default=str)
