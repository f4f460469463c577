"""How a question of the robot gets to the person behind another agent.

Protocol versions before 2026-07-28 ask in the middle of a call. Later ones hand the question
back as the call's result; the client asks, and calls again with the answer.
"""

from __future__ import annotations

from typing import Any

import anyio
from mcp import MCPError
from mcp.server.mcpserver import Context
from mcp_types import ElicitRequest, ElicitRequestFormParams, ElicitResult, InputRequiredResult
from mcp_types.version import is_version_at_least
from pydantic import BaseModel, ValidationError

from agent.mcp_server.models import Answer, Leave
from agent.mcp_server.work import Work

BETWEEN = "2026-07-28"
"""From this version on, questions go between two calls."""
KEY = "person"


def can_ask(ctx: Context[Any, Any]) -> bool:
    """Tell whether the client puts questions to its person."""
    able = ctx.client_capabilities
    how = able.elicitation if able is not None else None
    return how is not None and (how.form is not None or how.url is None)


def between_calls(ctx: Context[Any, Any]) -> bool:
    """Tell whether a question is asked between two calls instead of within one."""
    version = ctx.protocol_version
    return version is not None and is_version_at_least(version, BETWEEN)


async def put(work: Work, status: dict[str, Any], ctx: Context[Any, Any]) -> Any:
    """See to it that a question is answered; return the result to hand back, if there is one."""
    work.asked = status
    leave = status["state"] == "confirming"
    if leave and status["call"] in work.allow:
        work.confirm(status["call"], True, True)
        return None
    if not leave and work.answers:
        work.answer(work.answers.pop(0))
        return None
    work.question = (
        f"May it do {status['call']}? {status['reason']}" if leave else status["question"]
    )
    if not can_ask(ctx):
        take(work, None, False)
        return None
    schema: type[BaseModel] = Leave if leave else Answer
    if between_calls(ctx):
        form = ElicitRequestFormParams(
            message=work.question, requested_schema=schema.model_json_schema()
        )
        return InputRequiredResult(
            input_requests={KEY: ElicitRequest(params=form)}, request_state=work.run
        )
    take(work, await ask(work, ctx, schema), True)
    return None


async def ask(work: Work, ctx: Context[Any, Any], schema: type[BaseModel]) -> BaseModel | None:
    """Ask within the call; the question is withdrawn when the goal ends meanwhile."""
    found: BaseModel | None = None
    async with anyio.create_task_group() as group:

        async def withdraw() -> None:
            await work.over.wait()
            group.cancel_scope.cancel()

        group.start_soon(withdraw)
        try:
            asked = await ctx.elicit(work.question, schema)
            found = asked.data if asked.action == "accept" else None
        except (MCPError, ValueError):  # no answer of the form that was asked for is none
            found = None
        group.cancel_scope.cancel()
    return found


def replied(ctx: Context[Any, Any], work: Work) -> BaseModel | None:
    """Return what the client's next call brought along as the answer, if it did."""
    reply = (ctx.input_responses or {}).get(KEY)
    if not isinstance(reply, ElicitResult) or reply.action != "accept":
        return None
    try:
        return (Leave if wants_leave(work) else Answer).model_validate(reply.content)
    except ValidationError:
        return None


def take(work: Work, reply: BaseModel | None, asked: bool) -> None:
    """Pass a reply on to the robot; None is silence, which allows nothing."""
    if wants_leave(work):
        assert work.asked is not None
        work.confirm(work.asked["call"], isinstance(reply, Leave) and reply.allow, asked)
    else:
        work.answer(reply.answer.strip() if isinstance(reply, Answer) else None)


def wants_leave(work: Work) -> bool:
    """Tell whether what was asked last is whether a call may be done."""
    return work.asked is not None and work.asked["state"] == "confirming"
