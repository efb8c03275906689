"""ministack on 127.0.0.1, with the three services that this product uses."""

import os
import sys
import tempfile

from end_with_input import end_with_input

os.environ.update(
    BIND_HOST="127.0.0.1",
    GATEWAY_PORT=os.environ["PORT"],
    MINISTACK_HOST="127.0.0.1",
    MINISTACK_REGION="eu-central-1",
    SERVICES="sqs,secretsmanager,dynamodb",
    IOT_MTLS_ENABLED="0",
    SFTP_ENABLED="0",
    LOG_LEVEL="WARNING",
)

end_with_input()
with tempfile.TemporaryDirectory() as directory:
    os.environ["TMPDIR"] = directory
    tempfile.tempdir = directory
    from ministack.app import main

    sys.argv = ["ministack"]
    main()
