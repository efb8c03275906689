"""ministack, put right where it would refuse what AWS takes."""

from ministack.core import iam_actions
from ministack.services.cloudformation import provisioners

# AWS has no action `sqs:SendMessageBatch`: sending a batch needs the permission `sqs:SendMessage` (SQS developer guide,
# "Amazon SQS API permissions"). ministack 1.5.33 asks for the name of the call.
AS_AWS = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}

name_of_call = iam_actions.extract_iam_action


def needed_permission(*request):
    action = name_of_call(*request)
    return AS_AWS.get(action, action)


iam_actions.extract_iam_action = needed_permission

# ministack 1.5.33 knows no alarm on an expression over several metrics: it gets one on the first of them.
make_alarm = provisioners._cw_metric_alarm_record


def make_any_alarm(name, properties):
    metrics = properties.get("Metrics")
    if not metrics:
        return make_alarm(name, properties)
    first = next(metric["MetricStat"] for metric in metrics if "MetricStat" in metric)
    one = {**first["Metric"], "Period": first["Period"], "Statistic": first["Stat"]}
    return make_alarm(name, {**properties, **one, "Metrics": None})


provisioners._cw_metric_alarm_record = make_any_alarm

from ministack.app import app  # noqa: E402, F401 - hypercorn serves it
