"""A Customer API made of the models in Alleo's own SDK: what they refuse, it refuses, as FastAPI words it.

Knows the documented routes only. What a test needs beside them: GET /journal (every request, with its answer),
GET /accounts, DELETE /accounts/{id}.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock
from urllib.parse import parse_qsl, urlsplit

from alleo.models import CompanyGroupOut, CompanyOut, EmployeeCreate, EmployeeEdit, EmployeeListResponse, EmployeeOut
from end_with_input import end_with_input
from pydantic import BaseModel, ConfigDict, Field, ValidationError

BASE = "/customer_api/v1"
COMPANY = 1
# The last one is of another company, which only shows when it is used.
GROUPS = [CompanyGroupOut(id=10, name="Büro Süd"), CompanyGroupOut(id=11, name="IT"), CompanyGroupOut(id=99, name="Ghost")]
# Held by people of other companies: nobody here can see them.
HELD_ELSEWHERE = {"held@example.com"}
# After so many uses a token is refused, so that the client has to make another.
TOKEN_USES = 25


class TokenForm(BaseModel):
    model_config = ConfigDict(extra="forbid")
    grant_type: str = Field(pattern="^client_credentials$")
    client_id: str
    client_secret: str


class ListQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")
    skip: int = Field(default=0, ge=0)
    limit: int = Field(default=30, ge=1, le=100)
    is_active: bool | None = None
    company_group_id: int | None = None
    search: str | None = None


class Refusal(Exception):
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status, self.detail = status, detail


ids = count(7001)
accounts: dict[int, EmployeeOut] = {}
tokens: dict[str, int] = {}
journal: list[dict] = []
lock = Lock()


def parse(model, values, place):
    try:
        return model.model_validate_json(values) if isinstance(values, str) else model.model_validate(values)
    except ValidationError as error:
        lines = error.errors(include_url=False, include_context=False, include_input=True)
        detail = [{"type": one["type"], "loc": [place, *one["loc"]], "msg": one["msg"], "input": str(one["input"])} for one in lines]
        raise Refusal(422, detail) from error


def find(account):
    if account not in accounts:
        raise Refusal(404, "Employee not found")
    return accounts[account]


def check_unique(fields, own):
    email = fields.get("email")
    if email is not None:
        taken = {one.email.lower() for one in accounts.values() if one.id != own} | HELD_ELSEWHERE
        if email.lower() in taken:
            raise Refusal(409, f"An employee with the email {email} already exists")
    group = fields.get("company_group_id")
    if group is not None and group not in (10, 11):
        raise Refusal(400, "The company group does not belong to this company")


def store(account, fields):
    names = {group.id: group.name for group in GROUPS}
    values = {**account, **fields}
    values["group_name"] = names.get(values.get("company_group_id"))
    made = EmployeeOut.model_validate(values)
    accounts[made.id] = made
    return made


def issue_token(request):
    if request.headers.get("Content-Type") != "application/x-www-form-urlencoded":
        raise Refusal(422, [{"loc": ["body"], "msg": "form expected", "type": "form"}])
    form = parse(TokenForm, dict(parse_qsl(request.content, strict_parsing=True)), "body")
    if (form.client_id, form.client_secret) != ("access", "secret"):
        raise Refusal(401, "Incorrect access key or secret key")
    token = f"token-{len(tokens) + 1}"
    tokens[token] = TOKEN_USES
    return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600}


def authorise(request):
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if tokens.get(token, 0) <= 0:
        raise Refusal(401, "Could not validate credentials")
    tokens[token] -= 1


def body_of(request, model):
    if request.headers.get("Content-Type") != "application/json":
        raise Refusal(422, [{"loc": ["body"], "msg": "JSON expected", "type": "model_attributes_type"}])
    return parse(model, request.content, "body").model_dump(exclude_unset=model is EmployeeEdit)


def no_body(request):
    if request.content != "":
        raise Refusal(400, "No body expected")


def list_employees(request):
    query = parse(ListQuery, dict(parse_qsl(request.query, keep_blank_values=True)), "query")
    if any(value is not None for value in (query.is_active, query.company_group_id, query.search)):
        raise Refusal(400, "Filters are not served here")
    everyone = list(accounts.values())
    page = everyone[query.skip : query.skip + query.limit]
    return 200, EmployeeListResponse(data=page, count=len(everyone))


def create(request):
    fields = body_of(request, EmployeeCreate)
    check_unique(fields, None)
    return 201, store({"id": next(ids), "is_active": False}, fields)


def edit(request, account):
    before = find(account)
    fields = body_of(request, EmployeeEdit)
    check_unique(fields, account)
    return 200, store(before.model_dump(), fields)


def set_active(request, account, active):
    no_body(request)
    return 200, store(find(account).model_dump(), {"is_active": active})


def answer(request):
    """Status and body of a request below the base path."""
    method, parts = request.command, request.path_only.removeprefix(BASE).strip("/").split("/")
    if (method, parts) == ("POST", ["oauth", "token"]):
        return issue_token(request)
    authorise(request)
    if (method, parts) == ("GET", ["companies"]):
        return 200, [CompanyOut(id=COMPANY, name="Models B.V.")]
    if len(parts) < 3 or parts[0] != "companies" or parts[1] != str(COMPANY):
        raise Refusal(404, "Not Found")
    rest = parts[2:]
    if (method, rest) == ("GET", ["groups"]):
        return 200, GROUPS
    if rest == ["employees"] and method in ("GET", "POST"):
        return list_employees(request) if method == "GET" else create(request)
    if rest[0] == "employees" and len(rest) > 1 and rest[1].isdigit():
        account, action = int(rest[1]), rest[2:]
        if action == [] and method == "GET":
            return 200, find(account)
        if action == [] and method == "PATCH":
            return edit(request, account)
        if action in (["activate"], ["deactivate"]) and method == "POST":
            return set_active(request, account, action == ["activate"])
    raise Refusal(404, "Not Found")


def control(request):
    if request.path_only == "/journal":
        return journal
    if request.command == "DELETE":
        del accounts[int(request.path_only.rsplit("/", 1)[-1])]
    return list(accounts.values())


def plain(value):
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [plain(one) for one in value] if isinstance(value, list) else value


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        url = urlsplit(self.path)
        self.path_only, self.query = url.path, url.query
        self.content = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        with lock:
            if not self.path_only.startswith(BASE + "/"):
                self.send(200, control(self))
                return
            try:
                status, body = answer(self)
            except Refusal as refusal:
                status, body = refusal.status, {"detail": refusal.detail}
            if not self.path_only.endswith("/oauth/token"):
                path = self.path_only.removeprefix(BASE)
                entry = {"method": self.command, "path": path, "status": status, "body": self.content}
                journal.append({**entry, "detail": body["detail"] if status >= 400 else None})
            self.send(status, body)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any

    def send(self, status, body):
        content = json.dumps(plain(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Request-ID", f"request-{len(journal)}")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


# Made by an admin before there was a sync.
store({"id": next(ids), "is_active": True}, {"email": "Adopted@example.com", "first_name": "By", "last_name": "Hand"})

end_with_input()
ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
