"""What the HTTP stack costs by itself: a bare ASGI echo, and FastAPI routes that do nothing.

The routes take the fields of a comment and answer with the fields of a verdict, checked by models,
as FastAPI is commonly used.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Form
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel


class CommentBody(BaseModel):
    text: str
    author: str = ""
    author_email: str = ""
    author_url: str = ""
    post_title: str = ""
    post_tags: list[str] = []


class Evidence(BaseModel):
    start: int
    end: int
    text: str


class ReasonBody(BaseModel):
    code: str
    weight: float
    spans: list[Evidence]


class VerdictBody(BaseModel):
    id: str
    action: str
    label: str
    probability: float
    probabilities: dict[str, float]
    log_odds: float
    bias: float
    rest: float
    reasons: list[ReasonBody]
    clues: list[dict[str, Any]]
    language: str
    model: dict[str, str]
    truncated: bool


_VERDICT = {
    "id": "",
    "action": "publish",
    "label": "ham",
    "probability": 0.01,
    "probabilities": {"ham": 0.99, "promotional": 0.005, "spam": 0.005},
    "log_odds": -4.0,
    "bias": -3.0,
    "rest": -1.0,
    "reasons": [
        {"code": "offer", "weight": 0.1, "spans": [{"start": 0, "end": 4, "text": "word"}]}
    ],
    "clues": [],
    "language": "en",
    "model": {"name": "none", "version": "0", "digest": ""},
    "truncated": False,
}

app = FastAPI(docs_url=None, redoc_url=None)


@app.post("/json")
async def json_route(body: CommentBody) -> VerdictBody:
    return VerdictBody.model_validate(_VERDICT)


@app.post("/form", response_class=PlainTextResponse)
async def form_route(
    blog: Annotated[str, Form()],
    comment_content: Annotated[str, Form()],
    user_ip: Annotated[str, Form()] = "",
    user_agent: Annotated[str, Form()] = "",
    comment_type: Annotated[str, Form()] = "",
    comment_author: Annotated[str, Form()] = "",
    api_key: Annotated[str, Form()] = "",
) -> str:
    return "false"


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the body it got; no framework at all."""
    if scope["type"] != "http":
        return
    pieces = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    head = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": b"".join(pieces)})
