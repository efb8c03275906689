"""Alleo's own SDK as the client of a simulated Alleo: every method, and every documented error as its own exception.

Reads ALLEO_URL (the simulator as it is), FAULTS_URL (one whose company 1 answers as the path says) and CLOSED_URL
(nobody listens). Prints one line of JSON for each check: {"name": ..., "problem": null or text}.
"""

import asyncio
import json
import os
import traceback
from datetime import date

import alleo
import httpx
from alleo.errors import AlleoPermissionError
from alleo.models import EmployeeCreate, EmployeeEdit
from pydantic import ValidationError as ModelError

URL = os.environ["ALLEO_URL"]
FAULTS = os.environ["FAULTS_URL"]
CLOSED = os.environ["CLOSED_URL"]
COMPANY, OTHER = 1, 2
WITH_NULLS = {"birthday": None, "work_anniversary": None, "prefix": None, "company_group_id": None}


class AsyncAsSync:
    """The asynchronous client with the synchronous one's methods."""

    def __init__(self, **options):
        self._loop = asyncio.new_event_loop()
        self._client = alleo.AsyncAlleoClient(**options)

    def __getattr__(self, name):
        member = getattr(self._client, name)
        if not callable(member):
            return member

        def call(*args, **kwargs):
            result = member(*args, **kwargs)
            if hasattr(result, "__aiter__"):
                return self._loop.run_until_complete(collect(result))
            return self._loop.run_until_complete(result)

        return call

    def close(self):
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()


async def collect(items):
    return [item async for item in items]


class Kind:
    """One of the two clients; `slept` is what it would have waited."""

    def __init__(self, name):
        self.name = name
        self.slept = []

    def open(self, url=URL, secret_key="secret", **options):
        if self.name == "sync":
            sleep = self.slept.append
        else:

            async def sleep(seconds):
                self.slept.append(seconds)

        make = alleo.AlleoClient if self.name == "sync" else AsyncAsSync
        return make(base_url=url, access_key="access", secret_key=secret_key, _sleep=sleep, **options)


CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def raises(kind, function):
    try:
        function()
    except kind as error:
        assert type(error) is kind, f"{type(error).__name__} instead of {kind.__name__}"
        return error
    raise AssertionError(f"no {kind.__name__}")


def email(kind, name):
    return f"{name}.{kind.name}@example.com"


def make(client, kind, name, **fields):
    body = {"email": email(kind, name), "first_name": "Zoë", "last_name": "Großmann", **fields}
    return client.create_employee(COMPANY, body)


@check
def list_companies(client, kind):
    assert [(one.id, one.name) for one in client.list_companies()] == [(1, "Noordzee B.V."), (3, "Crowd B.V.")]


@check
def list_company_groups(client, kind):
    assert [(one.id, one.name) for one in client.list_company_groups(COMPANY)] == [(10, "IT"), (11, "Büro")]


@check
def create_employee_with_every_field(client, kind):
    given = {
        "prefix": "van der",
        "language": "nl",
        "company_group_id": 11,
        "birthday": date(1990, 2, 28),
        "work_anniversary": date(2020, 2, 29),
        "private_email": "zoe@example.org",
        "external_id": f"every-{kind.name}",
    }
    made = client.create_employee(
        COMPANY,
        EmployeeCreate(email=email(kind, "every"), first_name="Zoë", last_name="Großmann", **given),
    )
    assert {name: getattr(made, name) for name in given} == given
    assert made.group_name == "Büro" and made.is_active is False
    assert client.get_employee(COMPANY, made.id) == made


@check
def create_employee_with_the_least(client, kind):
    made = make(client, kind, "least")
    assert made.language == "en" and made.external_id is None and made.birthday is None


@check
def update_employee_changes_what_is_given(client, kind):
    made = make(client, kind, "update", birthday="1990-02-28", external_id="u")
    body = EmployeeEdit(last_name="Smit", email=email(kind, "updated"))
    changed = client.update_employee(COMPANY, made.id, body)
    assert (changed.last_name, changed.email) == ("Smit", email(kind, "updated"))
    assert (changed.first_name, changed.birthday, changed.external_id) == ("Zoë", date(1990, 2, 28), "u")


@check
def update_employee_clears_what_is_null(client, kind):
    made = make(client, kind, "nulls", birthday="1990-02-28", prefix="van", company_group_id=10)
    cleared = client.update_employee(COMPANY, made.id, WITH_NULLS)
    assert all(getattr(cleared, name) is None for name in WITH_NULLS) and cleared.group_name is None


@check
def activate_and_deactivate_employee(client, kind):
    made = make(client, kind, "active")
    assert client.activate_employee(COMPANY, made.id).is_active is True
    assert client.activate_employee(COMPANY, made.id).is_active is True
    assert client.deactivate_employee(COMPANY, made.id).is_active is False
    assert client.get_employee(COMPANY, made.id).is_active is False


@check
def list_employees_by_page_and_filter(client, kind):
    made = make(client, kind, "findme", company_group_id=10)
    client.activate_employee(COMPANY, made.id)
    found = client.list_employees(COMPANY, search=f"FINDME.{kind.name}", is_active=True, company_group_id=10)
    assert (found.count, [one.id for one in found.data]) == (1, [made.id])
    assert client.list_employees(COMPANY, search="findme", is_active=False).count == 0
    first = client.list_employees(3, skip=0, limit=2)
    second = client.list_employees(3, skip=2, limit=2)
    assert first.count == 250 and len({one.id for one in [*first.data, *second.data]}) == 4
    assert len(client.list_employees(3).data) == 30


@check
def list_employees_iter_gives_everyone_once(client, kind):
    everyone = [one.id for one in client.list_employees_iter(3)]
    assert len(everyone) == 250 and len(set(everyone)) == 250


@check
def rate_limit_is_read(client, kind):
    client.list_companies()
    limit = client.last_rate_limit
    assert limit.limit == 600 and 0 <= limit.remaining < 600 and 0 < limit.reset_seconds <= 60, limit


@check
def a_token_is_made_anew_before_it_ends(_client, kind):
    now = [0.0]
    client = kind.open(_clock=lambda: now[0])
    tokens = []
    fetch = client._auth._fetch

    def counted():
        tokens.append(now[0])
        return fetch()

    client._auth._fetch = counted
    for seconds in (0.0, 3539.0, 3541.0):
        now[0] = seconds
        client.list_companies()
    client.close()
    assert tokens == [0.0, 3541.0], tokens


@check
def a_refused_token_is_made_anew_once(_client, kind):
    client = kind.open(FAULTS)
    assert client.get_employee(1, 4010).id == 4010
    client.close()


@check
def error_400_a_group_of_another_company(client, kind):
    error = raises(alleo.ValidationError, lambda: make(client, kind, "group", company_group_id=99))
    assert error.status_code == 400 and error.request_id and "group" in error.message, vars(error)


@check
def error_401_a_wrong_secret_key(_client, kind):
    client = kind.open(secret_key="wrong")
    assert raises(alleo.AuthenticationError, client.list_companies).status_code == 401
    client.close()


@check
def error_401_a_token_that_stays_refused(_client, kind):
    client = kind.open(FAULTS)
    assert raises(alleo.AuthenticationError, lambda: client.get_employee(1, 401)).status_code == 401
    client.close()


@check
def error_403_another_company(client, kind):
    error = raises(AlleoPermissionError, lambda: client.list_employees(OTHER))
    assert error.status_code == 403 and error.request_id
    assert alleo.PermissionError is AlleoPermissionError


@check
def error_404_no_such_employee(client, kind):
    calls = (
        lambda: client.get_employee(COMPANY, 987654),
        lambda: client.update_employee(COMPANY, 987654, {"last_name": "x"}),
        lambda: client.activate_employee(COMPANY, 987654),
        lambda: client.deactivate_employee(COMPANY, 987654),
        lambda: client.list_company_groups(987654),
    )
    assert [raises(alleo.NotFoundError, call).status_code for call in calls] == [404] * 5


@check
def error_409_a_taken_address(client, kind):
    make(client, kind, "taken")
    other = make(client, kind, "other")
    upper = email(kind, "TAKEN")
    assert raises(alleo.ConflictError, lambda: make(client, kind, "taken")).status_code == 409
    error = raises(alleo.ConflictError, lambda: client.update_employee(COMPANY, other.id, {"email": upper}))
    assert error.status_code == 409 and error.request_id


@check
def error_422_names_the_field(client, kind):
    error = raises(alleo.ValidationError, lambda: client.list_employees(COMPANY, limit=1000))
    assert error.status_code == 422 and error.message.startswith("query.limit: "), vars(error)
    detail = error.response_body["detail"][0]
    assert detail["loc"] == ["query", "limit"] and {"loc", "msg", "type"} <= set(detail)


@check
def error_429_after_the_retries_with_the_wait_asked_for(_client, kind):
    kind.slept.clear()
    client = kind.open(FAULTS)
    error = raises(alleo.RateLimitError, lambda: client.get_employee(1, 429))
    client.close()
    assert (error.status_code, error.retry_after, kind.slept) == (429, 7.0, [7.0] * 3), kind.slept


@check
def error_5xx_after_the_retries(_client, kind):
    kind.slept.clear()
    client = kind.open(FAULTS)
    codes = [raises(alleo.ServerError, lambda n=n: client.get_employee(1, n)).status_code for n in (500, 502, 503)]
    client.close()
    assert codes == [500, 502, 503] and kind.slept == [0.5, 1.0, 2.0] * 3, kind.slept


@check
def network_error_a_cut_connection_and_nobody_there(_client, kind):
    for url in (FAULTS, CLOSED):
        client = kind.open(url)
        raises(alleo.NetworkError, lambda: client.get_employee(1, 999))
        client.close()


# A POST goes to company 1, a PATCH to somebody of company 3: no address is taken.
BODIES = {
    "a plain body": {},
    "an unknown field": {"department": "IT"},
    "an offboarding date": {"offboarding_date": "2026-12-31"},
    "is_active": {"is_active": True},
    "no last name": {"last_name": None},
    "an empty first name": {"first_name": ""},
    "a name of 1000": {"last_name": "ü" * 1000},
    "a name of 1001": {"last_name": "ü" * 1001},
    "a name of 1000 beyond the basic plane": {"last_name": "\U0001f600" * 1000},
    "a number for a name": {"first_name": 5},
    "an address of 100": {"email": "a" * 60 + "@" + "b" * 35 + ".com"},
    "an address of 101": {"email": "a" * 61 + "@" + "b" * 35 + ".com"},
    "a local part of 65": {"email": "a" * 65 + "@example.com"},
    "an umlaut in the local part": {"email": "jürgen@example.com"},
    "an umlaut in the domain": {"email": "juergen@bücher.de"},
    "capitals in the address": {"email": "Zoe.Grossmann@Example.COM"},
    "a plus sign": {"email": "zoe+1@example.com"},
    "an apostrophe": {"email": "o'neil@example.com"},
    "an address without a dot": {"email": "zoe@localhost"},
    "an address without an at": {"email": "zoe.example.com"},
    "two ats": {"email": "zoe@x@example.com"},
    "two dots": {"email": "zoe..g@example.com"},
    "a space": {"email": "zo e@example.com"},
    "a domain that begins with a dash": {"email": "zoe@-example.com"},
    "a display name": {"email": "Zoe <zoe@example.com>"},
    "a quoted local part": {"email": '"zoe g"@example.com'},
    "an address at an IP": {"email": "zoe@[127.0.0.1]"},
    "a domain of digits": {"email": "zoe@123.456"},
    "a reserved domain": {"email": "zoe@company.test"},
    "an invalid domain": {"email": "zoe@company.invalid"},
    "an empty address": {"email": ""},
    "a birthday": {"birthday": "1990-02-28"},
    "a leap day": {"birthday": "2000-02-29"},
    "no leap day": {"birthday": "1900-02-29"},
    "a birthday with a time": {"birthday": "1990-02-28T10:00:00"},
    "a birthday at midnight": {"birthday": "1990-02-28T00:00:00"},
    "a German birthday": {"birthday": "28.02.1990"},
    "an empty birthday": {"birthday": ""},
    "the year 0": {"birthday": "0000-01-01"},
    "the year 1": {"birthday": "0001-01-01"},
    "the year 9999": {"birthday": "9999-12-31"},
    "the year 10000": {"birthday": "10000-01-01"},
    "a birthday of nobody": {"birthday": None},
    "a group": {"company_group_id": 10},
    "a group as text": {"company_group_id": "ten"},
    "a group as a decimal": {"company_group_id": 10.5},
    "a group as yes": {"company_group_id": True},
    "an external id": {"external_id": "12345"},
    "an external id as a number": {"external_id": 12345},
    "an external id of 1001": {"external_id": "1" * 1001},
    "nothing but nulls": {**WITH_NULLS, "private_email": None, "external_id": None, "language": None},
    "a private address that is none": {"private_email": "zoe"},
}
# Where the simulator refuses what the models take: this product sends none of it, and a simulator that took it could
# hide a mistake.
STRICTER = {
    *((method, "a birthday at midnight") for method in ("POST", "PATCH")),
    *((method, "a group as yes") for method in ("POST", "PATCH")),
    *((method, "a display name") for method in ("POST", "PATCH")),
    *((method, "a local part of 65") for method in ("POST", "PATCH")),
}


def bodies():
    """The simulator accepts no body that the SDK's models refuse; what it refuses beyond them is listed."""
    with httpx.Client(base_url=URL) as http:
        form = {"grant_type": "client_credentials", "client_id": "access", "client_secret": "secret"}
        token = http.post("oauth/token", data=form).json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        for number, (name, change) in enumerate(BODIES.items()):
            for model, method in ((EmployeeCreate, "POST"), (EmployeeEdit, "PATCH")):
                yield f"{method}: {name}", lambda a=(number, name, change, model, method): body(http, *a)


def body(http, number, name, change, model, method):
    base = {"email": f"body{number}@example.com", "first_name": "Zoë", "last_name": "Großmann"}
    given = {**base, **change} if method == "POST" else change
    try:
        model.model_validate_json(json.dumps(given))
        accepted = True
    except ModelError:
        accepted = False
    if method == "POST":
        answer = http.post(f"companies/{COMPANY}/employees", json=given)
    else:
        made = http.post("companies/3/employees", json={**base, "email": f"patched{number}@example.com"}).json()
        answer = http.patch(f"companies/3/employees/{made['id']}", json=given)
    simulated = answer.is_success
    assert simulated or answer.status_code == 422, answer.text
    expected = accepted and (method, name) not in STRICTER
    assert simulated == expected, f"models {'take' if accepted else 'refuse'} it, simulator says {answer.text}"


def report(name, function):
    problem = None
    try:
        function()
    except Exception:
        problem = traceback.format_exc(limit=-1)
    print(json.dumps({"name": name, "problem": problem}), flush=True)


for kind in (Kind("sync"), Kind("async")):
    client = kind.open()
    for function in CHECKS:
        report(f"{kind.name} client: {function.__name__}", lambda: function(client, kind))
    client.close()
for name, function in bodies():
    report(f"validation, {name}", function)
